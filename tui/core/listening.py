"""Who listens on which port of Windows, as its own programs tell.

`netstat -ano -p tcp` has a line for each socket: protocol, own address, the other one, its state in
the language of Windows, the id of its process. What listens has port 0 at the other end
(learn.microsoft.com, netstat). `tasklist /fo csv /nh` has a process a line: program, id, and more.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace

OWN = {
    "wslrelay.exe": "WSL, for a program of a distro",
    "com.docker.backend.exe": "Docker Desktop, for a container",
}
"""Programs that listen for others."""


@dataclass(frozen=True, slots=True)
class Listener:
    """`address` is the one of Windows that is listened on; `program` is empty where unknown."""

    port: int
    address: str
    pid: int
    program: str = ""

    @property
    def who(self) -> str:
        """`node.exe (process 4711)`, or whom a go-between listens for."""
        name = OWN.get(self.program.lower())
        return name or f"{self.program or 'a program'} (process {self.pid})"


def listeners(told: str) -> tuple[Listener, ...]:
    """Each port once for each address; lines that are none of a socket are passed over."""
    found = {}
    for words in map(str.split, told.splitlines()):
        if len(words) < 4 or words[0].upper() != "TCP" or not words[2].endswith(":0"):
            continue
        address, _, port = words[1].rpartition(":")
        if port.isascii() and port.isdigit() and words[-1].isascii() and words[-1].isdigit():
            found[address, int(port)] = Listener(int(port), address, int(words[-1]))
    return tuple(found.values())


def named(found: tuple[Listener, ...], told: str) -> tuple[Listener, ...]:
    """With the programs, as far as the list of processes tells them."""
    try:
        programs = {row[1]: row[0] for row in csv.reader(told.splitlines()) if len(row) > 1}
    except csv.Error:
        return found
    return tuple(replace(one, program=programs.get(str(one.pid), "")) for one in found)
