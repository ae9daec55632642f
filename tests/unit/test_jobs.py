"""One job at a time for each distro, written down before it starts and kept over a crash."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.doubles.wsl_double.store import alive
from tests.unit.cli_world import Ran
from tests.unit.desk import Desk
from tests.unit.windows_drive import archive
from tui.core.jobs import job_from, job_json
from tui.session.jobs.shelf import Shelf

world = fixtures.wsl_world
EXPORT = ("do", "distro.export", "Debian", "--file", r"C:\d.tar", "--yes")
CLONE = ("do", "distro.clone", "Debian", "--name", "Copy", "--location", r"C:\Copy", "--yes")


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    world.set_distro("Debian", used_bytes=300_000)
    return Desk(world, tmp_path)


def records(desk: Desk) -> list[Path]:
    return sorted((desk.state / "jobs").glob("*.json"))


@contextmanager
def going(desk: Desk, until: Callable[[], bool], *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A wsltui that is at it, with whatever it has started ended afterwards."""
    process = desk.start(*words)
    try:
        desk.world.wait_for(lambda: bool(records(desk)) and until())
        yield process
    finally:
        process.kill()
        process.communicate()
        end_orphans(desk)


def end_orphans(desk: Desk) -> None:
    """The wsl.exe of a wsltui that was killed goes on by itself, as one of Windows does."""
    for call in desk.world.calls():
        proc = Path(f"/proc/{call['pid']}/cmdline")
        if proc.exists() and b"wsl.exe" in proc.read_bytes():
            os.kill(call["pid"], signal.SIGKILL)
            desk.world.wait_for(partial(_ended, call["pid"]))


def _ended(pid: int) -> bool:
    return not alive(pid)


def killed(desk: Desk, until: Callable[[], bool], *words: str) -> None:
    """As wsltui is left that SIGKILL ends in the middle, and wsl.exe a little later."""
    with going(desk, until, *words) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()


def job_id(desk: Desk) -> str:
    (record,) = records(desk)
    return record.stem


def test_it_is_on_disk_while_it_goes_on_and_gone_with_its_end(desk: Desk) -> None:
    desk.world.set(export_seconds=30)
    with going(desk, (desk.c / "d.partial.tar").exists, *EXPORT) as process:
        (record,) = records(desk)
        told = json.loads(record.read_text())
        assert (told["schema"], told["action"], told["pid"]) == (1, "distro.export", process.pid)
        (task,) = told["tasks"]
        assert (task["holds"], task["done"]) == (["Debian"], 0)
        assert task["commands"][0].startswith("wsl.exe --export Debian 'C:\\d.partial.tar'")
        assert stat.S_IMODE(record.stat().st_mode) == 0o600
        process.send_signal(signal.SIGTERM)
        process.wait()
        assert records(desk) == []
    assert list((desk.state / "jobs").glob("*.lock")) == []


def test_another_wsltui_leaves_it_alone(desk: Desk) -> None:
    desk.world.set(export_seconds=30)
    with going(desk, (desk.c / "d.partial.tar").exists, *EXPORT) as process:
        # as if WSL did not know of it
        desk.world.set_distro("Debian", lock=None, running=True, held=True)
        for words in (
            ("distro.unregister", "Debian", "--confirm", "Debian"),
            ("distro.terminate", "Debian", "--yes"),
            ("distro.set-version", "Debian", "--yes"),
            ("distro.shutdown", "--confirm", "Ubuntu-24.04"),
        ):
            ran = desk.do(*words)
            assert ran.code == 4
            assert "Debian is busy: another wsltui" in ran.err
            assert f"(process {process.pid}) has begun “Export Debian”" in ran.err
    verbs = {call["argv"][0] for call in desk.world.calls()}
    assert verbs & {"--unregister", "--terminate", "--set-version", "--shutdown"} == set()


def test_what_concerns_another_distro_goes_on_beside_it(desk: Desk) -> None:
    desk.world.set(export_seconds=30)
    with going(desk, (desk.c / "d.partial.tar").exists, *EXPORT):
        assert desk.do("distro.unregister", "legacy-app", "--confirm", "legacy-app").code == 0
        taken = desk.do(*("distro.clone", "legacy-app", "--name", "debian"), *CLONE[4:])
        assert taken.code != 0


def test_a_killed_export_is_told_of_and_its_half_deleted(desk: Desk) -> None:
    desk.world.set(export_seconds=30)
    part = desk.c / "d.partial.tar"
    killed(desk, lambda: part.exists() and part.stat().st_size > 0, *EXPORT)
    ran = desk.run("ls", "distros")
    assert ran.code == 0
    assert "Export Debian, begun" in ran.err
    assert "begun      wsl.exe --export Debian 'C:\\d.partial.tar'" in ran.err
    assert "not begun  mv --no-clobber" in ran.err
    assert "Debian: state stopped, wsl 2." in ran.err
    assert "d.partial.tar was not finished" in ran.err
    id_ = job_id(desk)
    assert f"wsltui jobs {id_} --delete" in ran.err
    assert desk.run("jobs", id_, "--delete").code == 4
    assert desk.run("jobs", id_, "--delete", "--yes", "--read-only").code == 4
    assert desk.run("jobs", id_, "--delete", "--dry-run").out == f"rm -f -- {part}\n"
    assert part.exists()
    assert desk.run("jobs", id_, "--delete", "--yes").code == 0
    assert (desk.files(), records(desk)) == ([], [])
    assert desk.run("ls", "distros").err == ""


def test_that_there_is_none_is_said(desk: Desk) -> None:
    ran = desk.run("jobs")
    assert (ran.code, ran.out, "none was cut short" in ran.err) == (0, "", True)


def test_while_windows_is_at_it_still_nothing_is_deleted(desk: Desk) -> None:
    """wsl.exe outlives the wsltui that started it."""
    desk.world.set(export_seconds=30)
    part = desk.c / "d.partial.tar"
    with going(desk, part.exists, *EXPORT) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        ran = desk.run("jobs")
        assert "Debian is still at it in Windows" in ran.out
        assert "--delete" not in ran.out
        refused = desk.run("jobs", job_id(desk), "--delete", "--yes")
        assert (refused.code, part.exists()) == (4, True)
    assert "--delete" in desk.run("jobs").out


def test_a_clone_whose_import_had_not_happened(desk: Desk) -> None:
    desk.world.mode("hang", verb="--import")

    def begun() -> bool:
        return any(call["argv"][:1] == ["--import"] for call in desk.world.calls())

    killed(desk, begun, *CLONE)
    desk.world.behave()
    (told,) = json.loads(desk.run("jobs", "--json").out)
    assert [step["state"] for step in told["steps"]] == ["done", "begun", "not begun"]
    assert told["names"] == ["Debian", "Copy"]
    assert "Debian: state stopped, wsl 2." in told["now"]
    assert "Copy is not there." in told["now"]
    (half,) = told["halves"]
    assert (half["path"], half["whole"]) == (str(desk.c / "Copy.partial.tar"), True)
    assert desk.run("jobs", told["id"], "--keep").code == 0
    assert (desk.c / "Copy.partial.tar").exists()
    assert desk.run("jobs").out == ""


@pytest.mark.parametrize(
    ("verb", "words", "hint"),
    [
        ("--manage", ("distro.move", "Debian", "--to", r"C:\m"), "where its disk lies now"),
        ("--set-version", ("distro.set-version", "Debian"), "which version it has now"),
    ],
)
def test_a_move_or_a_conversion_killed_in_the_middle(
    desk: Desk, verb: str, words: tuple[str, ...], hint: str
) -> None:
    desk.world.mode("hang", verb=verb)

    def begun() -> bool:
        return any(call["argv"][:1] == [verb] for call in desk.world.calls())

    killed(desk, begun, "do", *words, "--yes")
    desk.world.behave()
    told = desk.do("distro.start", "Debian")
    assert told.code == 0, "a rest keeps nothing from being done"
    assert hint in told.err
    assert "--delete" not in told.err


def test_what_leaves_nothing_behind_is_not_told_of(desk: Desk) -> None:
    desk.world.set_distro("Debian", running=True, held=True)
    desk.world.mode("hang", verb="--terminate")

    def begun() -> bool:
        return any(call["argv"][:1] == ["--terminate"] for call in desk.world.calls())

    killed(desk, begun, "do", "distro.terminate", "Debian", "--yes")
    desk.world.behave()
    assert len(records(desk)) == 1
    assert desk.run("ls", "distros").err == ""
    assert records(desk) == []


def test_without_a_record_nothing_that_leaves_a_half_is_begun(desk: Desk) -> None:
    desk.state.mkdir()
    (desk.state / "jobs").write_text("a file in the way")
    ran = desk.run(*EXPORT)
    assert (ran.code, desk.files()) == (4, [])
    assert "it could not be written down first" in ran.err
    desk.world.set_distro("Debian", running=True, held=True)
    assert desk.do("distro.terminate", "Debian", "--yes").code == 0


@pytest.mark.parametrize("words", [("X",), ("--keep",), ("X", "--keep", "--delete")])
def test_wrong_words(desk: Desk, words: tuple[str, ...]) -> None:
    assert desk.run("jobs", *words).code == 2


def test_an_unknown_job(desk: Desk) -> None:
    ran: Ran = desk.run("jobs", "nosuch", "--keep")
    assert (ran.code, "No job nosuch was cut short" in ran.err) == (1, True)


def test_a_record_that_cannot_be_read_is_passed_over(desk: Desk) -> None:
    place = desk.state / "jobs"
    place.mkdir(parents=True)
    noise = ["", "{", "[]", "null", '{"schema": 2}', '{"schema": 1}', "[" * 9999]
    for number, text in enumerate(noise):
        (place / f"{number}.json").write_text(text)
    (desk.c / "f.tar").write_bytes(archive())
    ran = desk.do("distro.import", "Fedora", "--file", r"C:\f.tar", "--location", r"C:\F")
    assert (ran.code, ran.err) == (0, "")
    assert len(records(desk)) == len(noise)


def test_a_record_is_read_as_it_was_written(desk: Desk) -> None:
    desk.world.set(export_seconds=30)
    with going(desk, (desk.c / "d.partial.tar").exists, *EXPORT):
        (job,) = Shelf(desk.state).going_on()
        assert job_from(job_json(job)) == job
