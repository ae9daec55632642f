"""Paths of Windows and of Linux: what each side calls a file, and what it cannot call at all."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.doubles.wsl_double.defaults import world
from tests.doubles.wsl_double.paths import to_linux, to_windows
from tests.unit.told import MOUNTS
from tui.core.form import Place
from tui.core.winpaths import Mounts, NoPlaceError, place, unfinished

WORLD = world()
WORLD["drives"] = ["C", "D"]
PARTS = st.lists(
    st.text(string.ascii_letters + string.digits + " äß._-'&$", min_size=1, max_size=9)
    .map(lambda part: part.strip(" ."))
    .filter(bool),
    min_size=1, max_size=4,
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "windows", "linux"),
    [
        (r"C:\backup\a b.tar", r"C:\backup\a b.tar", "/mnt/c/backup/a b.tar"),
        ("c:/backup//x/../a.tar", r"C:\backup\a.tar", "/mnt/c/backup/a.tar"),
        ("C:\\", "C:\\", "/mnt/c"),
        ("/mnt/d/ü.tar", r"D:\ü.tar", "/mnt/d/ü.tar"),
        ("/mnt/cc/a", r"\\wsl.localhost\Ubuntu-24.04\mnt\cc\a", "/mnt/cc/a"),
        ("~/a.tar", r"\\wsl.localhost\Ubuntu-24.04\home\dev\a.tar", "/home/dev/a.tar"),
        ("a.tar", r"\\wsl.localhost\Ubuntu-24.04\home\dev\a.tar", "/home/dev/a.tar"),
        (r"\\wsl$\ubuntu-24.04\tmp\a", r"\\wsl.localhost\Ubuntu-24.04\tmp\a", "/tmp/a"),
    ],
)
def test_what_is_typed_has_two_names(typed: str, windows: str, linux: str) -> None:
    assert place(typed, MOUNTS) == Place(windows, linux)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (r"E:\a.tar", "drive E: is not mounted in this distro"),
        ("C:a.tar", r"write C:\ and the whole path behind it"),
        (r"\\server\share\a.tar", "neither on a mounted drive of Windows nor in this distro"),
        (r"\\wsl.localhost\Debian\a.tar", "neither on a mounted drive"),
        (r"C:\a?.tar", "Windows allows no ? in a name"),
        ("/mnt/c/a\\b.tar", "Windows allows no \\ in a name"),
        ("/tmp/a:b", "Windows allows no : in a name"),
        (r"C:\a \b.tar", "ends in a blank or a dot"),
    ],
)
def test_what_both_sides_cannot_reach(typed: str, why: str) -> None:
    with pytest.raises(NoPlaceError) as caught:
        place(typed, MOUNTS)
    assert why in str(caught.value)


def test_outside_a_distro_only_the_drives_are_seen() -> None:
    with pytest.raises(NoPlaceError):
        place("/tmp/a.tar", Mounts({"C": "/mnt/c"}))
    assert place("/mnt/c/a", Mounts({"C": "/mnt/c"})).windows == r"C:\a"


@settings(max_examples=60)
@given(parts=PARTS, root=st.sampled_from(["/mnt/c", "/mnt/d", "/home/dev", "/mnt"]))
def test_it_agrees_with_wslpath(parts: list[str], root: str) -> None:
    path = "/".join([root, *parts])
    found = place(path, MOUNTS)
    assert found.windows == to_windows(found.linux, WORLD, "Ubuntu-24.04")
    assert to_linux(found.windows, WORLD, "Ubuntu-24.04") == found.linux
    assert place(found.windows, MOUNTS) == found


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (r"C:\a\d.tar.gz", r"C:\a\d.partial.tar.gz"),
        ("/mnt/c/a.b/d.vhdx", "/mnt/c/a.b/d.partial.vhdx"),
        ("/x/d", "/x/d.partial"),
        ("/x/.tar", "/x/.tar.partial"),
    ],
)
def test_an_unfinished_file_keeps_its_ending(path: str, part: str) -> None:
    assert unfinished(path) == part
