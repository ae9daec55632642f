"""Writing that is whole or not at all, with other processes at work beside it."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tui import files
from tui.core.errors import WsltuiError
from tui.files import FileFailed

ROOT = Path(__file__).parents[2]
NOBODY = 65534

APPEND = """
for number in range(400):
    files.append_line(path, f"{sys.argv[2]} {number} " + "x" * 80)
    files.rotate(path, 8_000, keep=50)
"""
TWO_LINES_INTO_100_BYTES = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
files.append_line(path, "a" * 59)
try:
    files.append_line(path, "b" * 59)
except files.FileFailed as error:
    print(error)
"""


def program(code: str, *words: object) -> subprocess.Popen[str]:
    """A second Python that has `files`, and `path` as its first word."""
    start = "import sys; from pathlib import Path; from tui import files; path = Path(sys.argv[1])"
    return subprocess.Popen(
        [sys.executable, "-c", f"{start}\n{code}", *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


@pytest.fixture
def powerless() -> Iterator[None]:
    """Root may write anywhere; these tests need somebody who may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    yield
    os.seteuid(0)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.iterdir())


def test_a_file_is_made_with_its_directories_private_to_the_user(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file"
    files.write_atomic(path, "grüß")
    assert path.read_text() == "grüß"
    assert (mode(path), mode(path.parent), mode(path.parent.parent)) == (0o600, 0o700, 0o700)
    assert names(path.parent) == ["file"]


def test_a_file_is_replaced_and_its_directory_left_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    path = tmp_path / "file"
    path.write_text("old and longer")
    files.write_atomic(path, b"new", mode=0o640)
    assert (path.read_bytes(), mode(path), mode(tmp_path)) == (b"new", 0o640, 0o755)


@pytest.mark.parametrize("there", [True, False])
def test_a_symbolic_link_stays_and_its_target_is_written(tmp_path: Path, there: bool) -> None:
    target, link = tmp_path / "dotfiles" / "file", tmp_path / "link"
    target.parent.mkdir()
    if there:
        target.write_text("old")
    link.symlink_to("dotfiles/file")
    files.write_atomic(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@pytest.mark.parametrize("kind", ["directory", "pipe"])
def test_only_plain_files_are_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "odd"
    path.mkdir() if kind == "directory" else os.mkfifo(path)
    with pytest.raises(FileFailed, match="it is not a plain file"):
        files.write_atomic(path, "x")
    assert names(tmp_path) == ["odd"]


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (errno.ENOSPC, "Free some space"),
        (errno.EDQUOT, "Free some space"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "ls -ld"),
        (errno.EIO, "ls -ld"),
    ],
)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, remedy: str
) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def fail(_fd: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WsltuiError) as caught:
        files.write_atomic(path, "new")
    assert caught.value.sentence.startswith(f"Could not write {path}: ")
    assert remedy in caught.value.remedy
    assert (path.read_text(), names(tmp_path)) == ("old", ["file"])


def test_a_directory_without_permission_is_said(tmp_path: Path, powerless: None) -> None:
    if os.geteuid() != NOBODY:
        tmp_path.chmod(0o500)
    for write in (files.write_atomic, files.append_line):
        with pytest.raises(FileFailed, match=r"permission denied\. See who owns it"):
            write(tmp_path / "file", "x")
    with pytest.raises(FileFailed, match="Could not lock"), files.lock(tmp_path / "lock"):
        pass
    with pytest.raises(FileFailed, match="Could not make"):
        files.private_dir(tmp_path / "dir")


def test_a_file_in_place_of_a_directory_is_said(tmp_path: Path) -> None:
    (tmp_path / "dir").touch()
    for write in (files.write_atomic, files.append_line):
        with pytest.raises(FileFailed, match="move the file away"):
            write(tmp_path / "dir" / "file", "x")
    with pytest.raises(FileFailed, match="move the file away"):
        files.private_dir(tmp_path / "dir")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can write in another user's name")
def test_what_root_writes_belongs_to_the_owner_of_the_place(tmp_path: Path) -> None:
    os.chown(tmp_path, NOBODY, NOBODY)
    new, old = tmp_path / "dir" / "new", tmp_path / "old"
    old.touch()
    os.chown(old, 1234, 1234)
    files.write_atomic(new, "x")
    files.write_atomic(old, "x")
    owners = [path.stat().st_uid for path in (new.parent, new, old)]
    assert owners == [NOBODY, NOBODY, 1234]


def test_a_reader_never_sees_a_part(tmp_path: Path) -> None:
    path, stop = tmp_path / "file", threading.Event()
    whole = {letter * 300_000 for letter in "ab"}
    files.write_atomic(path, "a" * 300_000)
    seen: set[str] = set()

    def read() -> None:
        while not stop.is_set() or not seen:
            seen.add(path.read_text())

    reader = threading.Thread(target=read)
    reader.start()
    for letter in "abababab":
        files.write_atomic(path, letter * 300_000)
    stop.set()
    reader.join(10)
    assert seen
    assert seen <= whole


def test_appended_lines_are_whole_and_private(tmp_path: Path) -> None:
    path = tmp_path / "state" / "log"
    files.append_line(path, "one")
    files.append_line(path, "two\n")
    assert path.read_text() == "one\ntwo\n"
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)


def test_a_full_disk_is_said() -> None:
    with pytest.raises(FileFailed, match=r"no space left on device\. Free some space"):
        files.append_line(Path("/dev/full"), "x")


def test_a_line_that_fits_in_part_only_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "log"
    said, _ = program(TWO_LINES_INTO_100_BYTES, path).communicate(timeout=20)
    assert "no space left on device" in said
    assert path.read_text() == "a" * 59 + "\n"


def test_two_programs_append_and_rotate_and_no_line_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "log"
    programs = [program(APPEND, path, name) for name in ("one", "two")]
    for each in programs:
        each.communicate(timeout=40)
    assert [each.returncode for each in programs] == [0, 0]
    logs = [file for file in tmp_path.iterdir() if file.name != ".log.lock"]
    lines = [line for file in logs for line in file.read_text().splitlines()]
    assert len(logs) > 5
    assert sorted(line.split(" x")[0] for line in lines) == sorted(
        f"{name} {number}" for name in ("one", "two") for number in range(400)
    )


def test_rotation_keeps_so_many_and_waits_for_the_size(tmp_path: Path) -> None:
    path = tmp_path / "log"
    assert not files.rotate(path, 10, keep=2)
    for letter in "abcd":
        files.append_line(path, letter * 9)
        assert not files.rotate(path, 11, keep=2)
        assert files.rotate(path, 10, keep=2)
    assert not path.exists()
    assert (tmp_path / "log.1").read_text() == "d" * 9 + "\n"
    assert (tmp_path / "log.2").read_text() == "c" * 9 + "\n"
    assert names(tmp_path) == [".log.lock", "log.1", "log.2"]


def test_rotation_is_not_done_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log"
    files.append_line(path, "x" * 20)

    @contextmanager
    def another_was_faster(_path: Path) -> Iterator[None]:
        path.replace(tmp_path / "log.1")
        files.append_line(path, "y")
        yield

    monkeypatch.setattr(files, "lock", another_was_faster)
    assert not files.rotate(path, 10, keep=2)
    assert names(tmp_path) == ["log", "log.1"]


def test_rotation_is_left_to_who_is_at_it(tmp_path: Path) -> None:
    path = tmp_path / "log"
    files.append_line(path, "x" * 20)
    with files.lock(tmp_path / ".log.lock"):
        assert not files.rotate(path, 10, keep=2)
    assert path.exists()


def test_a_private_directory_is_made_or_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b"
    assert files.private_dir(path) == path
    path.chmod(0o755)
    files.private_dir(path)
    assert (mode(path), mode(path.parent)) == (0o700, 0o700)
