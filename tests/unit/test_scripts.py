"""Scripts that end their lines as Windows does, found without looking far."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.backends import scripts
from tui.backends.scripts import with_windows_ends
from tui.core.facts import Unknown

CRLF, LF = b"#!/bin/sh\r\necho\r\n", b"#!/bin/sh\necho\n"


def put(folder: Path, **files: bytes) -> None:
    for name, text in files.items():
        place = folder / name.replace("__", "/").replace("_dot_", ".")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text)


def test_what_a_shell_would_stumble_over(tmp_path: Path) -> None:
    put(tmp_path, run=CRLF, fine=LF, notes_dot_txt=b"a\r\nb\r\n", x_dot_sh=b"echo\r\n")
    put(tmp_path, Dockerfile=b"FROM a\r\n", bin__go=CRLF, node_modules__x=CRLF, a__b__c=CRLF)
    assert with_windows_ends(tmp_path) == ("Dockerfile", "bin/go", "run", "x.sh")


def test_what_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "link.sh").symlink_to(tmp_path / "nowhere")
    put(tmp_path, run=CRLF)
    assert with_windows_ends(tmp_path) == ("run",)
    assert isinstance(with_windows_ends(tmp_path / "gone"), Unknown)


def test_only_so_many_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripts, "MOST", 3)
    put(tmp_path, **{f"n{n}": CRLF for n in range(9)})
    found = with_windows_ends(tmp_path)
    assert not isinstance(found, Unknown)
    assert len(found) == 3
