"""A terminal that goes takes wsltui with it, whether a signal says so or not."""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APP = [sys.executable, "-m", "tui", "--demo"]


def _of_its_own(slave: int) -> None:
    os.login_tty(slave)


def _of_somebody_else(slave: int) -> None:
    os.setsid()
    for number in range(3):
        os.dup2(slave, number)


def _read_until(master: int, word: bytes, seconds: float = 30) -> None:
    deadline, seen = time.monotonic() + seconds, b""
    while word not in seen:
        left = deadline - time.monotonic()
        assert select.select([master], [], [], max(0, left))[0], seen[-500:]
        seen += os.read(master, 65536)


@pytest.mark.parametrize("take", [_of_its_own, _of_somebody_else])
def test_without_a_terminal_it_ends(take: Callable[[int], None], tmp_path: Path) -> None:
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    env = {"HOME": str(tmp_path), "PATH": os.defpath, "TERM": "xterm", "PYTHONPATH": str(ROOT)}
    app = subprocess.Popen(
        APP, env=env, cwd=tmp_path, preexec_fn=lambda: take(slave), pass_fds=[slave]
    )
    try:
        os.close(slave)
        _read_until(master, b"DEMO")
        os.close(master)
        assert app.wait(20) in (120, 129)  # 120: Python could not flush its output
    finally:
        with contextlib.suppress(ProcessLookupError):
            app.kill()
        app.wait()
