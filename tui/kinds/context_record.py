"""An engine in reach, or out of it: a context of docker, or the engine of a distro itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tui.core import parse
from tui.core.command import Outcome, Result
from tui.core.engines import EngineSort, classify
from tui.core.record import mapping, text
from tui.kinds.engine_signs import signs

CONTEXT, DISTRO = "context", "distro"
OUT_OF_REACH = "programs of Windows only can use it"


@dataclass(frozen=True, slots=True)
class Engine:
    """`reachable` is None where it was not asked; `why` then and otherwise says why not.

    `current` is what docker uses by itself, `used` what this wsltui talks to. `overridden` is
    whether DOCKER_HOST goes before every context. `asked` is when it was asked.
    """

    name: str
    sort: str = CONTEXT
    endpoint: str = ""
    description: str = ""
    current: bool = False
    used: bool = False
    overridden: bool = False
    reachable: bool | None = None
    why: str = ""
    engine: EngineSort | None = None
    engine_id: str = ""
    asked: datetime | None = None


def contexts(listed: Result) -> Iterator[Engine]:
    """From `docker context ls --format '{{json .}}'`; lines that are no context are passed over."""
    overridden = "DOCKER_HOST" in listed.error_text
    for found in map(mapping, parse.json_lines(listed.text)):
        name, endpoint = text(found.get("Name")), text(found.get("DockerEndpoint"))
        broken = text(found.get("Error"))
        if name:
            yield Engine(
                name, CONTEXT, endpoint, text(found.get("Description")),
                found.get("Current") is True, overridden=overridden,
                reachable=False if broken or endpoint.startswith("npipe:") else None,
                why=parse.clean(broken) or (OUT_OF_REACH if endpoint.startswith("npipe:") else ""),
            )  # fmt: skip


def told_of(row: Engine, version: Result, info: Result) -> dict[str, Any]:
    """What is known of an engine once it was asked: the fields that change."""
    server = mapping(mapping(parse.json_value(version.text.strip())).get("Server"))
    if not (version.ok and server):
        return {"reachable": False, "why": _why(version)}
    told = mapping(parse.json_value(info.text.strip())) if info.ok else {}
    return {
        "reachable": True,
        "why": "",
        "engine": classify(signs(told, server, row.endpoint)),
        "engine_id": text(told.get("ID")),
    }


def _why(result: Result) -> str:
    if result.outcome is Outcome.TIMEOUT:
        return f"it did not answer within {result.command.timeout:g} s"
    return parse.clean(result.last_words(1)).rstrip(".") or "it gave no answer"


def moment(told: Result) -> datetime | None:
    """What `date +%s` printed."""
    seconds = told.text.strip()
    return datetime.fromtimestamp(int(seconds), UTC) if told.ok and seconds.isdecimal() else None
