"""A real terminal: a shell in tmux, what is typed into it and what is to be seen."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from typing import Self

PROMPT = "ready> "
UTF8 = {"LC_ALL": "C.UTF-8"}
_NUMBERS = itertools.count(1)


class TmuxError(Exception):
    """Something was not to be seen in time; the text says what, and shows the screen."""


class Terminal:
    """A shell of `environment` in a tmux server of its own; both end with the block."""

    def __init__(self, environment: Mapping[str, str], size: tuple[int, int] = (120, 36)) -> None:
        self._socket = f"wsltui-test-{os.getpid()}-{next(_NUMBERS)}"
        self._size = size
        self._sockets = tempfile.TemporaryDirectory(prefix="wsltui-tmux-")
        others = ("TMUX", "COLUMNS", "LINES")
        kept = {key: value for key, value in environment.items() if key not in others}
        self._environment = kept | {"PS1": PROMPT, "TERM": "xterm-256color", "HISTFILE": ""} | UTF8
        self._environment["TMUX_TMPDIR"] = self._sockets.name

    def __enter__(self) -> Self:
        width, height = map(str, self._size)
        shell = ("bash", "--norc", "--noprofile")
        self._tmux("-f", os.devnull, "new-session", "-d", "-x", width, "-y", height, *shell)
        self.wait_for(PROMPT.strip())
        return self

    def __exit__(self, *_: object) -> None:
        self._tmux("kill-server", check=False)
        self._sockets.cleanup()

    def type(self, text: str) -> None:
        """Letter by letter, as they are."""
        self._tmux("send-keys", "-l", text)

    def press(self, *keys: str) -> None:
        """Keys as tmux calls them: Enter, Escape, C-c."""
        self._tmux("send-keys", *keys)

    def run(self, command: str) -> None:
        """A command line for the shell."""
        self.type(command)
        self.press("Enter")

    def resize(self, width: int, height: int) -> None:
        """Until the program can know of it: tmux tells its terminals later than it shows it."""
        file = os.open(self._tmux("display-message", "-p", "#{pane_tty}").strip(), os.O_RDONLY)
        deadline = time.monotonic() + 10
        try:
            while os.get_terminal_size(file) != (width, height):
                self._tmux("resize-window", "-x", str(width), "-y", str(height))
                time.sleep(0.02)
                if time.monotonic() > deadline:
                    raise TmuxError(f"tmux never made the window {width}x{height}")
        finally:
            os.close(file)

    @property
    def lines(self) -> list[str]:
        return self._tmux("capture-pane", "-p").split("\n")

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def modes(self) -> dict[str, bool]:
        """What a program may leave behind: alternate screen, hidden cursor, mouse reports."""
        names = ("alternate_on", "cursor_flag", "mouse_any_flag", "keypad_cursor_flag")
        said = self._tmux("display-message", "-p", " ".join(f"#{{{name}}}" for name in names))
        return {name: flag == "1" for name, flag in zip(names, said.split(), strict=True)}

    @property
    def shell(self) -> int:
        """The pid of the shell."""
        return int(self._tmux("display-message", "-p", "#{pane_pid}"))

    def wait_for(self, *words: str, seconds: float = 20) -> None:
        """Until all of these are to be seen."""
        self.wait_until(lambda text: all(word in text for word in words), f"{words}", seconds)

    def wait_until(self, condition: Callable[[str], bool], what: str, seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while not condition(self.text):
            if time.monotonic() > deadline:
                raise TmuxError(f"not within {seconds:g} s: {what}\n{self.text}")
            time.sleep(0.02)

    def ask(self, command: str) -> str:
        """What a command line of the shell prints. `$code` is how the one before it ended."""
        mark = f"mark{time.monotonic_ns()}"
        self.run(f"code=$?; clear; {command}; echo {mark[:4]}'{mark[4:]}'")
        self.wait_until(lambda text: mark in text, command)
        return self.text.partition(mark)[0].strip()

    def _tmux(self, *words: str, check: bool = True) -> str:
        program = shutil.which("tmux")
        if program is None:
            raise TmuxError("tmux is not installed; `make test` as root installs it")
        done = subprocess.run(
            [program, "-L", self._socket, *words],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        if check and done.returncode:
            raise TmuxError(f"tmux {' '.join(words)}: {done.stderr}")
        return done.stdout
