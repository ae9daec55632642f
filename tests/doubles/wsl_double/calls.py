"""The log of invocations: one JSON line each, written before anything else happens."""

from __future__ import annotations

import fcntl
import json
import os
import stat
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from .store import Store

FILE = "calls.jsonl"
_VARIABLES = (
    "WSL_UTF8",
    "WSLENV",
    "WSL_INTEROP",
    "WSL_DISTRO_NAME",
    "WSL_DISABLE_WARNINGS",
    "LC_ALL",
    "LANG",
    "TERM",
)


class Call(TypedDict):
    """How a double was called.

    `tty` tells of stdin, stdout, stderr in turn; `pseudoconsole` is true where the real interop
    would put the terminal in raw mode and give the program a console; `stdin` is one of tty,
    null, pipe, file, socket, closed; `cwd` is empty where it no longer exists; `time` is Unix
    seconds.
    """

    program: str
    argv: list[str]
    cwd: str
    tty: list[bool]
    pseudoconsole: bool
    stdin: str
    env: dict[str, str]
    pid: int
    time: float


def record(store: Store, program: str, argv: Sequence[str]) -> Call:
    """Append this call to the log of the state directory and return it."""
    call: Call = {
        "program": program,
        "argv": list(argv),
        "cwd": _cwd(),
        "tty": [os.isatty(descriptor) for descriptor in (0, 1, 2)],
        "pseudoconsole": _pseudoconsole(),
        "stdin": _stdin(),
        "env": {name: os.environ[name] for name in _VARIABLES if name in os.environ},
        "pid": os.getpid(),
        "time": time.time(),
    }
    line = json.dumps(call).encode() + b"\n"
    log = os.open(store.directory / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(log, line)
    os.close(log)
    return call


def read(store: Store) -> list[Call]:
    """All calls so far, oldest first."""
    file = store.directory / FILE
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [json.loads(line) for line in lines]


def _cwd() -> str:
    try:
        return str(Path.cwd())
    except FileNotFoundError:
        return ""


def _pseudoconsole() -> bool:
    """Read from the open source of WSL: one terminal on all three, in front, with a size."""
    try:
        if not all(os.isatty(descriptor) for descriptor in (0, 1, 2)):
            return False
        in_front = os.tcgetpgrp(0) == os.getpgrp()
        one_device = len({os.fstat(descriptor).st_dev for descriptor in (0, 1, 2)}) == 1
        rows, columns = struct.unpack("4H", fcntl.ioctl(0, termios.TIOCGWINSZ, bytes(8)))[:2]
    except OSError:
        return False
    return in_front and one_device and rows > 0 and columns > 0


def _stdin() -> str:
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return "closed"
    if stat.S_ISCHR(mode):
        return "tty" if os.isatty(0) else "null"
    if stat.S_ISSOCK(mode):
        return "socket"
    return "pipe" if stat.S_ISFIFO(mode) else "file"
