"""Scripts of a directory whose lines end as in Windows. Few files are looked at, and not far in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tui.core.facts import Maybe, Unknown

MOST = 400
"""Entries of directories that are looked at."""
HEAD = 1024
NAMES = ("Dockerfile", "docker-entrypoint", "entrypoint", "Makefile")
ENDINGS = (".sh", ".bash")
PASSED_OVER = frozenset({".git", "node_modules", ".venv", "vendor"})


def with_windows_ends(folder: Path) -> Maybe[tuple[str, ...]]:
    """Relative to `folder`, sorted: of it and of the directories right in it. It blocks."""
    try:
        found = [name for name, path in islice(_files(folder), MOST) if _crlf(name, path)]
    except OSError as error:
        return Unknown(f"this directory cannot be looked at: {error.strerror}")
    return tuple(sorted(found))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    below = []
    with os.scandir(folder) as entries:
        for entry in islice(entries, MOST):
            if entry.is_file(follow_symlinks=False):
                yield entry.name, Path(entry.path)
            elif entry.is_dir(follow_symlinks=False) and entry.name not in PASSED_OVER:
                below.append(entry)
    for inner in below:
        try:
            with os.scandir(inner.path) as entries:
                for entry in islice(entries, MOST):
                    if entry.is_file(follow_symlinks=False):
                        yield f"{inner.name}/{entry.name}", Path(entry.path)
        except OSError:
            continue


def _crlf(name: str, path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return False
    last = name.rpartition("/")[2]
    script = head.startswith(b"#!") or last.startswith(NAMES) or last.endswith(ENDINGS)
    return script and b"\r\n" in head
