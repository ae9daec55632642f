"""How fast a directory is: measured once, by a real shell, and nothing is left behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.unit.test_first_run import doctor
from tui.backends.host import HostBackend
from tui.backends.looking import NoLook
from tui.core.command import Outcome
from tui.core.errors import CommandFailed, Refused
from tui.core.facts import Local
from tui.core.settings import Settings
from tui.core.speed import FILES, Comparison, Speed, measuring
from tui.kinds import KINDS
from tui.run.journal import Journal
from tui.run.runner import Runner
from tui.session.doctor.speed import measure
from tui.session.session import Session


class Look(NoLook):
    def __init__(self, here: Path, home: Path) -> None:
        self._here, self._home = here, home

    def near(self) -> Local:
        return Local(inside=False, cwd=str(self._here))

    def home(self) -> str:
        return str(self._home)


def session(here: Path, home: Path, *, read_only: bool = False, dry_run: bool = False) -> Session:
    runner = Runner(Journal(), read_only=read_only, dry_run=dry_run)
    opened = Session(KINDS, {"host": HostBackend({"PATH": "/usr/bin:/bin"})}, runner, Settings())
    opened.look = lambda: Look(here, home)
    return opened


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_two_directories_are_measured_and_left_as_they_were(tmp_path: Path) -> None:
    here, home = tmp_path / "a b", tmp_path / "home"
    for folder in (here, home):
        folder.mkdir()
    opened = session(here, home)
    found = await measure(opened)
    assert found is not None
    assert (found.here.place, found.linux.place) == (str(here), str(home))
    assert found.here.total > 0
    assert str(FILES) in found.said
    assert left_in(here) + left_in(home) == []
    assert opened.store["speed"].rows == (found,)


async def test_read_only_and_dry_run_measure_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        await measure(session(tmp_path, tmp_path, read_only=True))
    assert await measure(session(tmp_path, tmp_path, dry_run=True)) is None
    assert left_in(tmp_path) == []


async def test_where_nothing_can_be_made_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="could not be measured"):
        await measure(session(tmp_path / "gone", tmp_path))


async def test_one_that_takes_too_long_is_ended_and_cleaned_up(tmp_path: Path) -> None:
    argv = (*measuring(str(tmp_path)).argv[:-1], "100000000")
    slow = replace(measuring(str(tmp_path)), argv=argv, timeout=0.2)
    assert (await Runner(Journal()).run(slow)).outcome is Outcome.TIMEOUT
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("here", "linux", "words"),
    [(90.0, 10.0, "9 times as slow"), (12.0, 10.0, "about as fast"), (2.0, 10.0, "faster")],
)
def test_what_is_said(here: float, linux: float, words: str) -> None:
    now = datetime.now(UTC)
    found = Comparison(Speed("/mnt/c/x", here, 0, 0, now), Speed("/home/me", linux, 0, 0, now))
    assert words in found.said


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, _ = doctor(tmp_path, monkeypatch, "--speed")
    assert (code, out.rstrip().endswith("9 times as slow.")) == (0, True)
    assert "/home/dev" in out
    code, out, _ = doctor(tmp_path, monkeypatch, "--speed", "--json")
    assert '"times": 9.0' in out
    _, out, err = doctor(tmp_path, monkeypatch, "--speed", "--dry-run")
    assert (out, "dry run" in err) == ("", True)
