"""A program in a pseudo-terminal of 160×48: what it wrote and when, and what that cost."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

import psutil

from tests.bench.screen import printable

COLUMNS, LINES = 160, 48
CHUNK = 1 << 16


class BenchError(Exception):
    """A program did not do what is measured; the text says what, in a few words."""


class Terminal:
    """Runs `argv` until the block is left; then the program and all that it started are gone.

    `output` is every byte so far; `began` is when the program was started (time.perf_counter).
    """

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], cwd: Path) -> None:
        self._argv, self._env, self._cwd = list(argv), dict(env), cwd
        self.output = b""
        self.began = 0.0

    def __enter__(self) -> Self:
        self._master, slave = os.openpty()
        size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, size)
        self.began = time.perf_counter()
        self._popen = subprocess.Popen(
            self._argv,
            env=self._env,
            cwd=self._cwd,
            pass_fds=[slave],
            preexec_fn=lambda: os.login_tty(slave),
        )
        os.close(slave)
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        os.close(self._master)

    def kill(self) -> float:
        """End everything; return the seconds of CPU that the program and its children used."""
        if self._popen.returncode is not None:
            return 0.0
        pid = self._popen.pid  # os.kill: Popen's own would reap it, and its usage with it
        os.kill(pid, signal.SIGSTOP)  # it must not run on while its children are sought
        children = psutil.Process(pid).children(recursive=True)
        seconds = sum(map(_cpu_now, children))
        os.kill(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
        self._popen.returncode = os.waitstatus_to_exitcode(status)
        for child in children:
            _kill(child)
        return seconds + usage.ru_utime + usage.ru_stime

    def read(self, seconds: float) -> bool:
        """Wait so long at most for more output; False if there was none."""
        if not select.select([self._master], [], [], max(0.0, seconds))[0]:
            return False
        try:
            self.output += os.read(self._master, CHUNK)
        except OSError:  # EIO: the last process has closed the terminal
            raise BenchError(f"it ended, saying {self._last_words()}") from None
        return True

    def read_until(self, condition: Callable[[bytes], bool], seconds: float, what: str) -> float:
        """Read until `condition` holds for the output; return seconds since the start."""
        deadline = time.perf_counter() + seconds
        while not condition(self.output):
            if not self.read(deadline - time.perf_counter()):
                raise BenchError(f"no {what} in {seconds:g} s")
        return time.perf_counter() - self.began

    def read_for(self, seconds: float) -> int:
        """Take what comes in that time; return how many bytes it was."""
        deadline, before = time.perf_counter() + seconds, len(self.output)
        while (left := deadline - time.perf_counter()) > 0:
            self.read(left)
        return len(self.output) - before

    def _last_words(self) -> str:
        return printable(self.output)[-200:].decode("utf-8", "replace") or "nothing"

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def cpu(self) -> float:
        """Seconds of CPU so far, of the whole tree, to a hundredth."""
        return sum(map(_cpu_by_kernel_ticks, self._tree()))

    def memory(self) -> tuple[int, int]:
        """Resident bytes of the program, and of all that it started."""
        own, *children = (process.memory_info().rss for process in self._tree())
        return own, sum(children)

    def _tree(self) -> list[psutil.Process]:
        program = psutil.Process(self._popen.pid)
        return [program, *program.children(recursive=True)]


def _cpu_by_kernel_ticks(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)


def _cpu_now(process: psutil.Process) -> float:
    """To the nanosecond, as it has to be where a whole life takes 20 ms."""
    try:
        tasks = Path(f"/proc/{process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9
    except (OSError, IndexError):
        return 0.0


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
        process.wait(5)
    except psutil.NoSuchProcess:
        return
