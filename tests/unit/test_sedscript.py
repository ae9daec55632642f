"""Edits as scripts of sed: what the real one makes of them is what was meant, byte by byte."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.unit.test_iniedit import FILE, FILES, NAMES, VALUES
from tui.core.iniedit import bytes_of, drop, put
from tui.core.sedscript import script

ENV = {"LC_ALL": "C", "PATH": os.defpath}


def by_sed(text: str, command: str, folder: Path) -> bytes:
    file = folder / "file"
    file.write_bytes(bytes_of(text))
    words = ["sed", "-i.bak", "--follow-symlinks", "-e", command, str(file)]
    done = subprocess.run(words, env=ENV, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (folder / "file.bak").read_bytes() == bytes_of(text)
    return file.read_bytes()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sed")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FILE, put(FILE, "wsl2.memory", "8GB")),
        (FILE, put(FILE, "wsl2.swap", "0")),
        (FILE, put(FILE, "boot.command", r"a/b & c\d [x]*.^$")),
        (FILE, drop(FILE, "experimental.sparseVhd")),
        ("[a]\nb=1\n", drop("[a]\nb=1\n", "a.b")),
        ("[a]\nb=1\\\n2\nc=3\n", put("[a]\nb=1\\\n2\nc=3\n", "a.b", "x")),
        ("k=[.*^$/\\\\&\n", "k=&\\/\\1\n"),
        ("# \udce4\nk=\udcff\n", "# \udce4\nk=1\n"),
        ("a", "a\nb\n"),
    ],
)
def test_sed_does_what_was_meant(before: str, after: str, folder: Path) -> None:
    assert by_sed(before, script(before, after), folder) == bytes_of(after)


@settings(max_examples=15, deadline=None)
@given(text=FILES, name=NAMES, value=VALUES)
def test_sed_does_any_edit(folder: Path, text: str, name: str, value: str) -> None:
    text = text.replace("\0", "")
    for after in (put(text, name, value), drop(text, name)):
        if text and after != text:
            assert by_sed(text, script(text, after), folder) == bytes_of(after)


def test_a_file_that_was_changed_meanwhile_stays_as_it_is(folder: Path) -> None:
    command = script(FILE, put(FILE, "wsl2.memory", "8GB"))
    other = FILE.replace("4GB", "6GB")
    assert by_sed(other, command, folder) == bytes_of(other)
    shifted = "\n" + FILE
    assert by_sed(shifted, command, folder) == bytes_of(shifted)


def test_what_sed_cannot_do_is_refused() -> None:
    for before, after in (("", "a\n"), ("a\n", "a"), ("a\n", "b")):
        with pytest.raises(ValueError, match="line"):
            script(before, after)
