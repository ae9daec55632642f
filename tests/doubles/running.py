"""Calling a double in a test and keeping all it said."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from typing import NamedTuple

from .wsl_double.state import DOUBLES

UTF8 = {"WSL_UTF8": "1", "WSLENV": "WSL_UTF8"}


class Ran(NamedTuple):
    """Exit code as Linux sees it, and the bytes of both streams."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """stdout as UTF-8 text, CRLF kept."""
        return self.out.decode()


def call(
    *arguments: str,
    env: Mapping[str, str] = UTF8,
    program: str = "wsl.exe",
    stdin: bytes = b"",
    cwd: str | None = None,
) -> Ran:
    """Run a double with the environment of the test and `env`; UTF-8 unless `env` is empty."""
    done = subprocess.run(
        [str(DOUBLES / program), *arguments],
        env={**os.environ, **env},
        input=stdin,
        capture_output=True,
        cwd=cwd,
        timeout=20,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
