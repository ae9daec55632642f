"""What was run: in memory for the screen, on disk for later; no disk trouble stops anything."""

from __future__ import annotations

import json
import os
import resource
import signal
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.held import Held
from tui.core.command import Command, Outcome, Result, docker
from tui.files import FileFailed
from tui.run import journal as journal_module
from tui.run.journal import Entry, Journal, read
from tui.run.runner import Runner

STOP = docker("stop", "web", mutates=True)
PS = docker("ps", "-a")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "history.jsonl"


def ran(journal: Journal, command: Command, outcome: Outcome = Outcome.OK, **more: Any) -> None:
    entry = journal.start(command)
    journal.end(entry, Result(command, outcome, 0 if outcome is Outcome.OK else 1, **more))


def on_disk(file: Path) -> list[tuple[str, str]]:
    return [(entry["command"], entry["outcome"]) for entry in read(file)]


def test_a_change_is_on_disk_before_it_runs(file: Path) -> None:
    journal = Journal(file)
    entry = journal.start(STOP)
    assert on_disk(file) == [("docker stop web", "started")]
    journal.end(entry, Result(STOP, Outcome.OK, 0, seconds=0.4))
    assert on_disk(file)[1:] == [("docker stop web", "ok")]


def test_an_entry_is_one_json_object_with_the_same_words_always(file: Path) -> None:
    ran(Journal(file), STOP, Outcome.FAILED, stderr=b"one\ntwo\n", seconds=1.23456)
    entry = list(read(file))[-1]
    assert entry.pop("at").endswith("Z")
    assert entry == {
        "command": "docker stop web", "tool": "docker", "mutates": True, "outcome": "failed",
        "seconds": 1.235, "exit_code": 1, "bytes": 8, "message": "one\ntwo",
    }  # fmt: skip
    assert file.read_text().count("\n") == 2


def test_polls_do_not_fill_the_disk(file: Path) -> None:
    journal = Journal(file)
    for outcome in [Outcome.OK, Outcome.OK, Outcome.TIMEOUT, Outcome.TIMEOUT, Outcome.OK]:
        ran(journal, PS, outcome)
    assert [word for _, word in on_disk(file)] == ["ok", "timed out", "ok"]
    assert len(journal.entries) == 5


def test_a_read_of_hundreds_of_things_is_cut_on_disk_only(file: Path) -> None:
    journal = Journal(file)
    ran(journal, docker("inspect", *["a" * 64] * 250))
    ran(journal, docker("rm", *["a" * 64] * 250, mutates=True))
    inspect, remove = (entry["command"] for entry in list(read(file))[::2])
    assert len(inspect) < 2100
    assert remove.count("a" * 64) == 250
    assert journal.entries[0].typed.count("a" * 64) == 250


def test_secrets_are_not_in_it(file: Path) -> None:
    journal = Journal(file)
    run = docker("run", "-e", "PASSWORD=hunter2", "--password", "hunter2", "web", mutates=True)
    ran(journal, run, Outcome.FAILED, stderr=b"cannot reach http://me:hunter2@registry.test")
    assert "hunter2" not in file.read_text()
    assert "hunter2" not in repr(journal.entries)


def test_it_is_private_to_the_user(file: Path) -> None:
    before = os.umask(0)
    try:
        ran(Journal(file), STOP)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_it_is_rotated_and_read_in_order(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "MAX_BYTES", 2000)
    journal = Journal(file)
    for number in range(60):
        ran(journal, docker("rm", f"c{number}", mutates=True))
    kept = [command for command, outcome in on_disk(file) if outcome == "ok"]
    assert kept == [f"docker rm c{n}" for n in range(60 - len(kept), 60)]
    assert 10 < len(kept) < 50
    names = sorted(p.name for p in file.parent.iterdir() if not p.name.startswith("."))
    assert names == [f"history.jsonl{end}" for end in ("", ".1", ".2", ".3")]


def test_lines_that_are_not_whole_are_passed_over(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b'{"a": 1}\n{"b": \n\xff\xfe\n[1]\n' + b"[" * 5000 + b'\n{"c": "\xc2\x85"}')
    assert list(read(file)) == [{"a": 1}, {"c": "\x85"}]


def test_no_journal_yet_is_an_empty_one(file: Path) -> None:
    assert list(read(file)) == []


def test_one_that_cannot_be_read_is_a_sentence(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(FileFailed, match="is a directory"):
        list(read(file))


def test_two_at_once_write_whole_lines(file: Path) -> None:
    first, second = Journal(file), Journal(file)
    for number in range(20):
        ran(first, docker("rm", f"a{number}", mutates=True))
        ran(second, docker("rm", f"b{number}", mutates=True))
    assert len(on_disk(file)) == 80


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file of this process may grow: what a full disk or a quota does."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


async def test_a_full_disk_stops_no_command(file: Path, request: pytest.FixtureRequest) -> None:
    held = Held(free=True)
    run = Runner(Journal(file), held)
    request.getfixturevalue("full_disk")
    assert (await run.run(STOP)).ok
    assert run.journal.trouble is not None
    assert [entry.outcome for entry in run.journal.entries] == [Outcome.OK]


def test_when_there_is_room_again_it_is_written_again(file: Path) -> None:
    file.parent.mkdir()
    file.mkdir()
    journal = Journal(file)
    ran(journal, STOP)
    before = journal.trouble
    file.rmdir()
    ran(journal, STOP)
    assert (before is None, journal.trouble is None) == (False, True)
    assert len(on_disk(file)) == 2


def test_listeners_hear_of_start_and_end_under_one_number() -> None:
    journal, heard = Journal(), list[Entry]()
    journal.subscribe(heard.append)
    ran(journal, STOP)
    ran(journal, PS)
    assert [(e.number, e.outcome) for e in heard] == [
        (1, None), (1, Outcome.OK), (2, None), (2, Outcome.OK),
    ]  # fmt: skip


def test_memory_keeps_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal()
    slow = journal.start(STOP)
    for _ in range(journal_module.KEEP):
        ran(journal, PS)
    journal.end(slow, Result(STOP, Outcome.OK, 0))
    assert len(journal.entries) == journal_module.KEEP
    assert json.dumps(journal.entries[0].as_json())
