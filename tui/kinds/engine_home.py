"""Where the engine keeps its things, asked of itself."""

from __future__ import annotations

from tui.core import parse
from tui.core.command import Result, docker
from tui.core.logs import Home
from tui.core.record import mapping, text
from tui.kinds.reading import template

HOME = docker("info", "--format", template("DockerRootDir", "OperatingSystem"), timeout=15)


def engine_home(answer: Result) -> Home:
    """Without an answer it is nowhere."""
    found = mapping(parse.json_value(answer.text.strip())) if answer.ok else {}
    return Home(text(found.get("DockerRootDir")), text(found.get("OperatingSystem")))
