"""A recorded world for the command line: containers, images and distros that no tool has."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tui.cli.main import run
from tui.cli.output import Output
from tui.cli.parsing import parse
from tui.core.command import Command, Result
from tui.core.errors import WsltuiError
from tui.core.health import Cause, Health, down
from tui.core.settings import Settings
from tui.kinds import KINDS
from tui.run.journal import Journal
from tui.run.recorded import Answer, Recorded, Reply
from tui.run.runner import Runner
from tui.session.opening import Options
from tui.session.session import Session

NO_ENGINE = "Cannot connect to the Docker daemon"


class Text(io.StringIO):
    """A stream that may be a terminal."""

    encoding = "utf-8"

    def __init__(self, text: str = "", *, tty: bool = False) -> None:
        super().__init__(text)
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty


class Tool:
    """A backend that is down once its tool has said so."""

    def __init__(self, tool: str) -> None:
        self.tool = tool
        self.is_down = False

    async def probe(self, _run: object) -> Health:
        return self._down() if self.is_down else Health(up=True)

    def prepare(self, command: Command) -> Command:
        return command

    def again(self, _result: Result) -> Command | None:
        return None

    def explain(self, result: Result) -> Health | None:
        self.is_down = NO_ENGINE in result.error_text
        return self._down() if self.is_down else None

    def _down(self) -> Health:
        return down(Cause.NOT_RUNNING, "No engine answers.", "Start it.")


@dataclass(frozen=True)
class Ran:
    """What a call printed and ended with."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def container(name: str, number: int = 0, state: str = "running", **more: Any) -> dict[str, Any]:
    """What inspect says of a container; its id begins with `number` in eight digits."""
    status = {"Status": state, "ExitCode": more.pop("code", 0)}
    return {
        "Id": f"{number:08d}{'a' * 56}",
        "Name": f"/{name}",
        "Image": f"sha256:{'b' * 64}",
        "Created": "2026-01-02T03:04:05.678901234Z",
        "State": status,
        "Config.Image": "shop/web:1.4",
        **more,
    }


def image(reference: str, number: int = 0) -> dict[str, str]:
    """What `docker image ls` says of a tag; its id begins with `number` in eight digits."""
    repository, _, tag = reference.rpartition(":")
    return {"ID": f"sha256:{number:08d}{'b' * 56}", "Repository": repository, "Tag": tag}


@dataclass
class World:
    """`replies` go before what containers, images and distros make the tools answer."""

    containers: Sequence[dict[str, Any]] = ()
    images: Sequence[dict[str, str]] = ()
    distros: Sequence[str] = ()
    here: str | None = None
    settings: Settings = field(default_factory=Settings)
    replies: Mapping[str, Reply] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.transport = Recorded({**self._lists(), **self.replies})

    @property
    def changes(self) -> list[str]:
        """The commands that were run and change something."""
        return self.transport.typed()

    def run(self, *argv: str, tty: bool = False, answers: str = "") -> Ran:
        """`wsltui ARGV…`, on a terminal where somebody types `answers`, or on none."""
        streams = Text(tty=tty), Text(tty=tty), Text(answers, tty=tty)
        out = Output(*streams, env={})
        try:
            code = run(parse(argv), out, self.open)
        except WsltuiError as error:
            out.complain(error)
            code = error.exit_code
        return Ran(code, streams[0].getvalue(), streams[1].getvalue())

    def open(self, options: Options) -> Session:
        read_only = options.read_only or self.settings.read_only
        runner = Runner(Journal(), self.transport, read_only=read_only, dry_run=options.dry_run)
        backends = {"docker": Tool("docker"), "wsl": Tool("wsl")}

        async def locate(_run: object) -> str | None:
            return self.here

        return Session(KINDS, backends, runner, self.settings, demo=options.demo, locate=locate)

    def _lists(self) -> dict[str, Reply]:
        thin = [{"ID": c["Id"], "Names": c["Name"].strip("/")} for c in self.containers]
        done = {verb: Answer() for verb in ("docker rm", "docker stop", "docker start")}
        return {
            "docker ps": Answer(_lines(thin)),
            "docker container inspect": Answer(_lines(self.containers)),
            "docker image ls": Answer(_lines(self.images)),
            "docker image ls --all --no-trunc --quiet": Answer(),
            "docker image inspect": Answer(_lines([{"Id": i["ID"]} for i in self.images])),
            "docker image rm": Answer(),
            "wsl.exe -l -v": Answer("  NAME STATE VERSION\n" + "\n".join(self.distros)),
            "wsl.exe -l --running -q": Answer(
                "\n".join(line.split()[-3] for line in self.distros if "Running" in line)
            ),
            "wsl.exe -l -q": Answer(),
            "wsl.exe --terminate": Answer(),
            **done,
        }


def _lines(values: Sequence[Any]) -> str:
    return "\n".join(map(json.dumps, values))
