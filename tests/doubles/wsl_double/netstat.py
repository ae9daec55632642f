"""One run of the doubled netstat.exe, and of tasklist.exe: the sockets of TCP, and who runs.

`netstat -ano -p tcp` prints a heading in the language of Windows, then a line a socket, in columns
of its own widths; what is connected stands among what listens. `tasklist /fo csv /nh` prints a
process a line with every value in quotes. Both end lines with CRLF and write in the code page of
the console.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from . import calls
from .faults import Faults
from .records import Data
from .store import Store, give_up

NETSTAT, TASKLIST = "netstat.exe", "tasklist.exe"
_ASKED = {NETSTAT: ["-ano", "-p", "tcp"], TASKLIST: ["/fo", "csv", "/nh"]}
_HEADS = {
    "de": ("Aktive Verbindungen", "Proto", "Lokale Adresse", "Remoteadresse", "Status", "PID"),
    "en": ("Active Connections", "Proto", "Local Address", "Foreign Address", "State", "PID"),
}
_LISTENS = {"de": "ABHÖREN", "en": "LISTENING"}
_CONNECTED = {"de": "HERGESTELLT", "en": "ESTABLISHED"}


def main(program: str, arguments: Sequence[str]) -> int:
    """The exit code that Linux sees."""
    store = Store.from_environment()
    calls.record(store, program, arguments)
    data = store.read()
    faults = Faults(store, data, program)
    faults.interop()
    faults.delay()
    if [*arguments] != _ASKED[program]:
        give_up(f"{program} {list(arguments)} is not doubled")
    lines = _sockets(data) if program == NETSTAT else _processes(data)
    page = data["code_page"]
    said = "".join(f"{line}\r\n" for line in lines)
    os.write(1, said.encode("utf-8" if page == "65001" else f"cp{page}", "replace"))
    return 0


def _sockets(data: Data) -> Iterator[str]:
    language = data["locale"] if data["locale"] in _HEADS else "en"
    title, proto, *rest = _HEADS[language]
    yield from ("", title, "", _columns(proto, *rest))
    for address, port, pid, _program in data["listening"]:
        state = _LISTENS[language]
        yield _columns("TCP", f"{address}:{port}", "0.0.0.0:0", state, str(pid))
    yield _columns("TCP", "127.0.0.1:50000", "127.0.0.1:443", _CONNECTED[language], "4711")


def _columns(proto: str, local: str, foreign: str, state: str, pid: str) -> str:
    return f"  {proto:<6} {local:<22} {foreign:<22} {state:<15} {pid}"


def _processes(data: Data) -> Iterator[str]:
    named = {pid: program for _, _, pid, program in data["listening"] if program}
    for pid, program in sorted(named.items()):
        yield f'"{program}","{pid}","Services","0","12,345 K"'
