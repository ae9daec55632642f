"""What is in a volume, as two tars list it, and what that says of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.container_samples import VIEW, printable
from tui.core.cleanup.database import by_files
from tui.core.command import Command, Outcome, Result
from tui.core.errors import CommandFailed, NotFound
from tui.kinds.volume_carrier import HEAD, LISTED
from tui.kinds.volume_files import FILES, SHOWN, Entry, direct, entries, within
from tui.kinds.volume_record import LOOKS, Volume, VolumeLook, join

DATA = Volume("data", "local")
GNU = """\
drwxr-xr-x root/root         0 2026-11-28 04:44 ./
-rw------- 5/6               3 2026-11-28 04:44 ./PG_VERSION
drwxr-xr-x root/root         0 2026-11-28 04:44 ./a b/
drwxr-xr-x root/root         0 2026-11-28 04:44 ./a b/c/
-rw-r--r-- root/root     1 2026-11-28 04:44 ./a b/n\\nl
prw-r--r-- root/root         0 2026-11-28 04:44 ./f
hrw------- 5/6               0 2026-11-28 04:44 ./h link to ./PG_VERSION
lrwxrwxrwx root/root         0 2026-11-28 04:44 ./l -> PG_VERSION
crw-r--r-- root/root       1,3 2026-11-28 04:44 ./null
-rw-r--r-- root/root        10 2026-11-28 04:44 ./ż
"""
BUSYBOX = """\
drwxr-xr-x root/root         0 2026-11-28 04:44:18 ./
-rw------- 5/6         3 2026-11-28 04:44:18 ./PG_VERSION
drwxr-xr-x root/root         0 2026-11-28 04:44:18 ./a b/
-rw------- 5/6         0 2026-11-28 04:44:18 ./h -> ./PG_VERSION
lrwxrwxrwx root/root         0 2026-11-28 04:44:18 ./l -> PG_VERSION
"""


def told(stdout: str | bytes, stderr: bytes = b"") -> tuple[Result, ...]:
    raw = stdout.encode() if isinstance(stdout, str) else stdout
    return (Result(Command("docker", ("docker", "cp")), Outcome.OK, 0, raw, stderr),)


def test_what_gnu_tar_lists() -> None:
    found = {one.path: one for one in entries(GNU)}
    assert list(found) == ["PG_VERSION", "a b/", "a b/c/", "a b/n\\nl", "f", "h", "l", "null", "ż"]
    assert found["PG_VERSION"] == Entry(
        "PG_VERSION", 3, datetime(2026, 11, 28, 4, 44, tzinfo=UTC), "-rw-------"
    )
    assert (found["h"].link, found["l"].link) == ("./PG_VERSION", "PG_VERSION")
    assert [path for path, one in found.items() if not one.openable] == [
        "a b/n\\nl", "f", "h", "l", "null",
    ]  # fmt: skip


def test_what_busybox_lists() -> None:
    found = {one.path: one.link for one in entries(BUSYBOX)}
    assert found == {"PG_VERSION": "", "a b/": "", "h": "./PG_VERSION", "l": "PG_VERSION"}


def test_a_directory_shows_what_is_right_in_it_with_all_below() -> None:
    shown = [(one.path, size, count) for one, size, count in direct(list(entries(GNU)))]
    assert shown[:2] == [("a b/", 1, 1), ("PG_VERSION", 3, 1)]
    fields = FILES.read(DATA, told(GNU), VIEW)
    inside = [field.inside for field in fields if field.inside]
    assert inside == ["a b/", "PG_VERSION", "ż"]
    assert [field.inside for field in within(DATA, "x/").read(DATA, told(BUSYBOX), VIEW)][-3] == (
        "x/PG_VERSION"
    )


def test_an_empty_volume_and_one_without_an_end() -> None:
    line = "-rw-r--r-- 0/0 1 2026-11-28 04:44 ./x{}\n"
    words = [f.value.text for f in FILES.read(DATA, told(GNU.splitlines()[0] + "\n"), VIEW)]
    assert words == ["/", "nothing"]
    many = "".join(line.format(n) for n in range(LISTED + 1))
    assert "more than 20,000 entries" in FILES.read(DATA, told(many), VIEW)[1].value.text


def test_what_docker_says_of_a_path_that_is_gone_is_the_failure() -> None:
    for words in (
        b"Error: Could not find the file /wsltui/x in c\n",
        b"No such container:path: c\n",
    ):
        with pytest.raises(NotFound, match="no /x/ in data"):
            within(DATA, "x/").read(DATA, told(b"", words + b"tar: short\n"), VIEW)
    with pytest.raises(CommandFailed, match="on fire"):
        FILES.read(DATA, told(b"", b"on fire"), VIEW)


def lines(raw: bytes, about: str = "-rw------- 5/6 3 2026-11-28 04:44 x\n") -> list[str]:
    results = (*told(about), *told(raw))
    return [field.value.text for field in within(DATA, "x").read(DATA, results, VIEW)][2:]


@pytest.mark.parametrize(
    ("about", "what"),
    [
        ("drwxr-xr-x 0/0 0 2026-11-28 04:44 x/", "a directory: put a slash behind it"),
        ("lrwxrwxrwx 0/0 0 2026-11-28 04:44 x -> ../y", "a link to ../y"),
        ("prw-r--r-- 0/0 0 2026-11-28 04:44 x", "no plain file"),
        ("gibberish", "no plain file"),
    ],
)
def test_what_is_no_file_is_not_opened(about: str, what: str) -> None:
    fields = within(DATA, "x").read(DATA, (*told(f"{about}\n"), *told(b"secret")), VIEW)
    assert [field.value.text for field in fields] == ["/x", what]


def test_how_a_file_begins() -> None:
    one, two = lines(b"one\n[red]two\x1b[1m\n")
    assert (one, two.startswith("[red]two"), "\x1b" in two) == ("one", True, False)
    assert lines(b"") == ["nothing"]
    assert lines(b"\x00\x01PG") == ["bytes that are no text"]
    assert lines(bytes(range(128, 256))) == ["bytes that are no text"]
    assert lines(b"x\n" * 600)[-1] == "what follows is not shown"
    assert len(lines(b"x\n" * 600)) == SHOWN + 1
    assert lines(b"x" * HEAD)[-1] == "what follows is not shown"


@given(st.text())
def test_whatever_a_file_holds_is_printable(text: str) -> None:
    assert all(map(printable, lines(text.encode(errors="replace"))))


@given(st.text())
def test_whatever_tar_prints_does_no_harm(text: str) -> None:
    for field in FILES.read(DATA, told(text or "x"), VIEW):
        assert printable(field.value.text)


@pytest.mark.parametrize(
    ("names", "product"),
    [
        (["PG_VERSION", "base/"], "PostgreSQL"),
        (["ibdata1", "x"], "MySQL"),
        (["aria_log_control"], "MariaDB"),
        (["dump.rdb"], "Redis"),
        (["appendonlydir/"], "Redis"),
        (["WiredTiger", "mongod.lock"], "MongoDB"),
        (["app.sqlite3"], "SQLite"),
    ],
)
def test_databases_are_known_by_what_they_keep(names: list[str], product: str) -> None:
    assert product in by_files(names)


def test_other_files_are_no_database() -> None:
    assert by_files(["index.html", "PG_VERSION.txt", "base/PG_VERSION", "db/"]) == ""


def test_a_look_is_remembered_of_the_row() -> None:
    assert FILES.note is not None
    look: Any = FILES.note.made(DATA, told(GNU), VIEW.now)
    database = "PG_VERSION is in it, as PostgreSQL keeps it"
    assert look == VolumeLook("data", database, False, VIEW.now)
    (row,) = join((DATA,), {LOOKS: (look,)})
    assert row.database == look.database
    assert join((DATA,), {})[0].database != look.database
    assert within(DATA, "a/").note is None


def test_what_windows_calls_it() -> None:
    row = Volume("data", "local", "/var/lib/docker/volumes/data/_data")
    here = {"here": ("Ubuntu-24.04",)}
    share = r"\\wsl.localhost\Ubuntu-24.04\var\lib\docker\volumes\data\_data"
    assert join((row,), {**here, "engine-home": ("here",)})[0].windows_path == share
    for home in ((), ("desktop",), ("elsewhere",)):
        assert join((row,), {**here, "engine-home": home})[0].windows_path is None
    assert join((row,), {"engine-home": ("here",)})[0].windows_path is None


@pytest.mark.parametrize(
    ("path", "asked"),
    [("../", "/."), ("..", "/."), ("../../etc/hosts", "/etc/hosts"), ("a/../b/", "/b/."),
     ("a//./b", "/a/b"), ("-x", "/-x"), ("//", "/.")],
)  # fmt: skip
def test_no_path_leads_out_of_the_volume(path: str, asked: str) -> None:
    tab = within(None, path)
    commands = tab.commands(Volume("data", "local"))
    assert commands[0].argv[2].endswith(f":/wsltui{asked}")


def test_directories_of_podman_are_some() -> None:
    lines = ("drwxr-xr-x root/root 0 {} sub", "-rw-r--r-- root/root 2 {} sub/y", "")
    told = "\n".join(lines).replace("{}", "2026-11-28 04:44")
    (sub, size, count), *_ = direct(list(entries(told)))
    assert (sub.path, sub.openable, size, count) == ("sub/", True, 2, 1)
