"""Paths that docker reads: of this distro alone, whether Windows sees them or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.backends.files import WindowsFiles
from tui.core.errors import NotFound, Refused
from tui.core.form import Place, Sort
from tui.core.winpaths import Mounts, NoPlaceError, own_place

MOUNTS = Mounts({"C": "/mnt/c"}, None, "/home/dev", "/srv")


@pytest.mark.parametrize(
    ("typed", "path"),
    [("~/x", "/home/dev/x"), ("x/../y", "/srv/y"), ("/a//b", "/a/b"), ("C:\\a\\b", "/mnt/c/a/b"),
     ("odd:name?", "/srv/odd:name?"), (".", "/srv")],
)  # fmt: skip
def test_what_is_typed(typed: str, path: str) -> None:
    assert own_place(typed, MOUNTS) == Place(path, path)


def test_a_drive_that_is_not_mounted_is_none() -> None:
    with pytest.raises(NoPlaceError, match="drive D: is not mounted"):
        own_place("D:\\x", MOUNTS)


async def check(sort: Sort, path: Path, beside: str = "") -> None:
    files = WindowsFiles({"HOME": "/root"})
    await files.check(sort, files.place(str(path), None, own=True), beside)


async def test_files_and_directories_are_what_they_should_be(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    await check(Sort.FILE, file)
    await check(Sort.FOLDER, tmp_path)
    await check(Sort.TARGET, tmp_path / "new.tar")
    with pytest.raises(NotFound, match="is a directory, not a file"):
        await check(Sort.FILE, tmp_path)
    with pytest.raises(NotFound, match="is a file, not a directory"):
        await check(Sort.FOLDER, file)
    with pytest.raises(NotFound, match="There is no directory"):
        await check(Sort.FOLDER, tmp_path / "none")
    with pytest.raises(NotFound, match=f"There is no directory {tmp_path}/none"):
        await check(Sort.TARGET, tmp_path / "none" / "x.tar")
    with pytest.raises(Refused, match="is there already"):
        await check(Sort.TARGET, file)
    with pytest.raises(Refused, match="a rest of something"):
        await check(Sort.TARGET, tmp_path / "new.tar", str(file))
