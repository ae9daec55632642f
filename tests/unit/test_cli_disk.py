"""What `clean` says of the disk on Windows, and that it does not wait long for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.unit.cli_world import Ran, World, container
from tui.backends.base import RunCommand
from tui.backends.windows import Disk, NoDisk
from tui.core.disk import DESKTOP_DATA, OUTSIDE, DiskTruth, Vhdx
from tui.core.logs import Home
from tui.run.recorded import Answer
from tui.session.cleaning import disk
from tui.session.opening import Options
from tui.session.session import Session

PATH = r"C:\Users\dev\docker_data.vhdx"
KNOWN = DiskTruth((Vhdx(DESKTOP_DATA, PATH, 48_000_000_000, 5_000, engine=True),))


class Says(NoDisk):
    """A Windows that answers with this after a while."""

    def __init__(self, truth: DiskTruth, seconds: float = 0.0) -> None:
        self._truth, self._seconds = truth, seconds

    async def look(self, run: RunCommand, home: Home, here: str | None) -> DiskTruth:
        await asyncio.sleep(self._seconds)
        return self._truth


class Windowed(World):
    """A recorded world on whose Windows something is known."""

    disk: Disk = Says(OUTSIDE)

    def open(self, options: Options) -> Session:
        session = super().open(options)
        session.disk = self.disk
        return session


@pytest.fixture
def clean(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """`wsltui clean …` on one exited container, with a Windows that says `truth`."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def run(truth: DiskTruth, *words: str, seconds: float = 0.0) -> Ran:
        world = Windowed(
            containers=[container("web", 1, "exited")],
            replies={
                'docker info --format {"ID"': Answer('{"ID":"ENGINE"}'),
                "docker info": Answer('{"DockerRootDir":"/x","OperatingSystem":"Docker Desktop"}'),
            },
        )
        world.disk = Says(truth, seconds)
        return world.run("clean", *words)

    return run


def test_the_plan_as_json_has_the_disk_beside_it(clean: Callable[..., Ran]) -> None:
    told = clean(KNOWN, "--json").json["disk"]
    assert told["files"] == [
        {
            "of": DESKTOP_DATA, "path": PATH, "bytes": 48_000_000_000, "free_bytes": 5_000,
            "engine": True, "unknown": None,
        }
    ]  # fmt: skip
    assert (told["engine_bytes"], told["unknown"]) == (None, None)
    assert any("Optimize-VHD" in step for step in told["steps"])


def test_it_is_said_in_words_before_the_summary(clean: Callable[..., Ran]) -> None:
    *before, disk_line, summary = clean(KNOWN).err.splitlines()
    assert disk_line == (
        "docker_data.vhdx takes 48 GB on Windows; freed space does not come back to C: until it "
        "is compacted (wsltui: X, enter)."
    )
    assert summary.startswith("Would remove 1 ")
    assert not before


@pytest.mark.parametrize(
    ("truth", "said"),
    [
        (DiskTruth(why="reg.exe is gone"), "is unknown, because reg.exe is gone."),
        (
            replace(KNOWN, files=(replace(KNOWN.files[0], size=None, why="E: is not mounted"),)),
            "is unknown, because E: is not mounted.",
        ),
    ],
)
def test_what_is_unknown_is_no_number(
    clean: Callable[..., Ran], truth: DiskTruth, said: str
) -> None:
    assert said in clean(truth).err
    told = clean(truth, "--json").json["disk"]
    assert all(file["bytes"] is None for file in told["files"])


def test_outside_of_wsl_no_word_is_lost_on_it(clean: Callable[..., Ran]) -> None:
    ran = clean(OUTSIDE)
    assert len(ran.err.splitlines()) == 1
    assert clean(OUTSIDE, "--json").json["disk"] == {
        "engine_bytes": None, "files": [], "unknown": "wsltui does not run inside WSL",
        "steps": [],
    }  # fmt: skip


def test_a_windows_that_is_slow_is_not_waited_for(
    clean: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "LATE", 0.05)
    ran = clean(KNOWN, seconds=30.0)
    assert ran.code == 0
    assert "is unknown, because Windows has not answered yet." in ran.err
