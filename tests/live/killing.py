"""A `docker` on PATH that kills wsltui with SIGKILL at a chosen command, then is docker again."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

from tests.live.test_cli_live import Wsltui

_SCRIPT = """#!/bin/sh
here={here}
case " $* " in
  *"$(cat "$here/pattern")"*)
    left=$(($(cat "$here/left") - 1))
    echo $left > "$here/left"
    if [ $left = 0 ]; then
      case $(cat "$here/when") in
        before) kill -9 $PPID ;;
        during) {real} "$@" & kill -9 $PPID; wait ;;
        after) {real} "$@"; kill -9 $PPID ;;
      esac
      touch "$here/dead"
      exit 1
    fi ;;
esac
exec {real} "$@"
"""
NEVER = "no command has these words"
PATIENCE = 20.0


class Killer:
    """Runs wsltui, to be killed once a command has the words of `pattern` for the nth time."""

    def __init__(self, wsltui: Wsltui, directory: Path) -> None:
        self.wsltui, self._here = wsltui, directory
        directory.mkdir()
        path = wsltui.environ["PATH"]
        real = shutil.which("docker", path=path)
        program = directory / "docker"
        program.write_text(_SCRIPT.format(here=directory, real=real))
        program.chmod(0o755)
        wsltui.environ["PATH"] = f"{directory}{os.pathsep}{path}"
        self._set(NEVER, 0, "before")

    def killed(self, when: str, pattern: str, nth: int, *argv: str) -> None:
        """The run has to end by the kill, and whatever docker was at has to be over."""
        self._set(pattern, nth, when)
        ran = subprocess.run(
            self.wsltui.argv(*argv), env=self.wsltui.environ, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=50, check=False,
        )  # fmt: skip
        assert ran.returncode == -9, ran.stdout
        deadline = time.monotonic() + PATIENCE
        while not (self._here / "dead").exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        self._set(NEVER, 0, "before")

    def _set(self, pattern: str, nth: int, when: str) -> None:
        (self._here / "dead").unlink(missing_ok=True)
        for name, word in (("pattern", pattern), ("left", nth), ("when", when)):
            (self._here / name).write_text(f"{word}\n")
