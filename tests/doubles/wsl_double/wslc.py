"""One run of the doubled wslc.exe: its version, its sessions, and lists of what is in one.

Always UTF-8; CRLF, for its output is redirected; results on stdout, errors on stderr with the
bare name of their code and exit code 1. Every list opens the session that it is for, and makes it
where there is none: only `version` and `system session list` leave all as it is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any, NamedTuple

from . import calls
from .records import Data, WslcSession
from .store import Store, give_up
from .wslc_rows import by_generation, table

PROGRAM = "wslc.exe"
DEFAULT, ELEVATED = "wslc-cli", "wslc-cli-admin"
COMPACT, LINES = (2, 9, 5), (2, 9, 8)
_LISTS = {
    ("container", "list"): "containers", ("container", "ls"): "containers",
    ("container", "ps"): "containers", ("list",): "containers", ("ls",): "containers",
    ("ps",): "containers", ("image", "list"): "images", ("image", "ls"): "images",
    ("images",): "images",
}  # fmt: skip
_FLAGS = {"containers": ("--all", "-a", "--no-trunc"), "images": ("--no-trunc",)}


class _Asked(NamedTuple):
    session: str | None
    what: str
    everything: bool
    as_json: bool


class _UsageError(Exception):
    """Words that it does not take."""


def main(arguments: Sequence[str]) -> int:
    """Do what wslc.exe would; the exit code that Linux sees."""
    store = Store.from_environment()
    calls.record(store, PROGRAM, arguments)
    data = store.read()
    if _release(data) < (2, 8):
        give_up("a WSL before 2.8 has no wslc.exe")
    words = list(arguments)
    if words[:1] == ["version"]:
        return _version(words[1:], data)
    if words == ["system", "session", "list"]:
        return _say(_sessions(data["wslc"]["sessions"]))
    try:
        asked = _read(words)
    except _UsageError as error:
        return _fail(str(error))
    if data["wslc"]["disabled"]:
        return _fail("WSL containers are disabled by policy.", "WSLC_E_CONTAINER_DISABLED")
    name = asked.session or (ELEVATED if data["elevated"] else DEFAULT)
    _open(store, name)
    mine = [r for r in data["wslc"][asked.what] if r.get("session", DEFAULT) == name]  # type: ignore[literal-required]
    if asked.what == "containers" and not asked.everything:
        mine = [row for row in mine if row["State"] == 2]
    return _list(asked, mine, _release(data))


def _read(words: list[str]) -> _Asked:
    session = None
    if words[:1] == ["--session"]:
        session, words = words[1], words[2:]
    spelled = next((spelled for spelled in _LISTS if tuple(words[: len(spelled)]) == spelled), None)
    if spelled is None:
        give_up(f"wslc.exe {' '.join(words)} is not doubled")
    what, rest = _LISTS[spelled], words[len(spelled) :]
    as_json = "--format" in rest
    if as_json:
        at = rest.index("--format")
        if rest[at + 1 : at + 2] not in (["json"], ["table"]):
            raise _UsageError("Invalid value for --format")
        as_json = rest[at + 1] == "json"
        del rest[at : at + 2]
    if unknown := [word for word in rest if word not in _FLAGS[what]]:
        raise _UsageError(f"Unknown argument: {unknown[0]}")
    return _Asked(session, what, bool({"--all", "-a"} & set(rest)), as_json)


def _list(asked: _Asked, rows: list[dict[str, Any]], release: tuple[int, ...]) -> int:
    if not asked.as_json:
        return _say(table(asked.what, rows))
    if release < LINES:
        made = [by_generation(asked.what, row, docker=False) for row in rows]
        return _say([json.dumps(made, indent=2 if release < COMPACT else None)])
    return _say([json.dumps(by_generation(asked.what, row, docker=True)) for row in rows])


def _open(store: Store, name: str) -> None:
    with store.change() as data:
        known = data["wslc"]["sessions"]
        if name not in [each["name"] for each in known]:
            known.append({"id": len(known) + 1, "pid": os.getpid(), "name": name})


def _sessions(known: list[WslcSession]) -> list[str]:
    rows = [("ID", "Creator PID", "Display Name")]
    rows += [(str(one["id"]), str(one["pid"]), one["name"]) for one in known]
    widths = [max(len(row[at]) for row in rows) for at in range(2)]
    return [f"{a:<{widths[0]}}   {b:<{widths[1]}}   {c}" for a, b, c in rows]


def _version(rest: list[str], data: Data) -> int:
    number = data["versions"][0]
    if rest == ["--format", "json"]:
        return _say([json.dumps({"Client": {"Version": number}})])
    return _say([f"wslc {number}"]) if not rest else _fail(f"Unknown argument: {rest[0]}")


def _release(data: Data) -> tuple[int, ...]:
    return tuple(int(part) for part in data["versions"][0].split(".")[:3])


def _say(lines: list[str]) -> int:
    text = "\n".join([*lines, ""]) if lines else ""
    os.write(1, text.replace("\n", "\r\n").encode())
    return 0


def _fail(message: str, code: str = "") -> int:
    said = f"{message}\r\n" + (f"Error code: {code}\r\n" if code else "")
    os.write(2, said.encode())
    return 1
