"""A C: drive for the doubled wsl.exe, and what its failures look like."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

from tests.doubles.running import call
from tests.doubles.wsl_double.state import World

DONE = "The operation completed successfully. \r\n"
FILES = {"etc/os-release": 'ID=alpine\nVERSION_ID="3.22"\n', "bin/sh": "#!"}
NAMED = {**FILES, "etc/wsl-distribution.conf": "[oobe]\ndefaultName = tiny\n"}


def drive(world: World, root: Path) -> Path:
    """C:\\ of that world."""
    world.drive(root)
    return root / "c"


def failed(*words: str, cwd: Path | None = None, stdin: bytes = b"") -> str:
    """What a failing call says on stdout; stderr stays empty."""
    ran = call(*words, cwd=str(cwd) if cwd else None, stdin=stdin)
    assert (ran.code, ran.err) == (255, b"")
    return ran.text


def said(message: str, code: str) -> str:
    """A failure of the service as it is printed."""
    return f"{message}\r\nError code: Wsl/{code}\r\n"


def archive(files: Mapping[str, str] = FILES, mode: str = "w") -> bytes:
    """A tar of these files."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as tar:  # type: ignore[call-overload]
        for name, text in files.items():
            member = tarfile.TarInfo(f"./{name}")
            member.size = len(text)
            tar.addfile(member, io.BytesIO(text.encode()))
    return made.getvalue()
