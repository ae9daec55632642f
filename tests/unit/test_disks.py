"""The disks of WSL as rows: sizes on Windows, what is inside, ages, reasons, and the way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.recorded import failed
from tests.unit.cli_world import World
from tests.unit.container_samples import NOW, VIEW
from tests.unit.demo_worlds import session, still_world
from tui.backends.base import RunCommand
from tui.backends.windows import NoDisk
from tui.core.command import Command, Outcome, Result
from tui.core.disk import DESKTOP_DATA, DiskTruth, Vhdx, steps_for
from tui.core.disk_look import DiskLook
from tui.core.distro_facts import DistroFacts, Inside, Registration, Registry
from tui.core.logs import Home
from tui.kinds.disk_record import Disk
from tui.kinds.disks import DISKS
from tui.kinds.distro_listing import Distro
from tui.run.recorded import Answer
from tui.session.disk_look import supply
from tui.session.opening import Options
from tui.session.session import Session

GB = 1_000_000_000
PATH = r"C:\wsl\Ubuntu\ext4.vhdx"
DATA = r"D:\docker\docker_data.vhdx"
EARLIER = NOW - timedelta(hours=3)


def distro(name: str = "Ubuntu", state: str = "running", **more: Any) -> Distro:
    file = more.pop("file", Vhdx(name, PATH, 21 * GB, 60 * GB))
    inside = more.pop("inside", Inside(used=4 * GB, free=200 * GB))
    facts = DistroFacts(name, Registration(name, "", "", 1000, file), "", NOW, inside, EARLIER)
    return replace(Distro(name, state, 2, True, facts=facts), **more)


def look(*files: Vhdx, **more: Any) -> DiskLook:
    return DiskLook(DiskTruth(files), NOW, **more)


def disks(*distros: Distro, seen: DiskLook | None = None) -> dict[str, Disk]:
    others = {"distros": distros, "disk-look": (seen,) if seen else ()}
    return {row.of: row for row in DISKS.join((), others)}


def words(row: Disk) -> str:
    return " ".join(field.value.text for field in DISKS.summary(row, VIEW))


def test_a_running_distro_with_every_figure_and_its_age() -> None:
    row = disks(distro(), seen=look(wsl="2.6.1.0"))["Ubuntu"]
    assert (row.file.size, row.used, row.difference) == (21 * GB, 4 * GB, 17 * GB)
    made = DISKS.as_json(row, VIEW)
    assert made["drive_free_bytes"] == 60 * GB
    assert made["looked_at"] == NOW.isoformat().replace("+00:00", "Z")
    assert made["measured_at"] == EARLIER.isoformat().replace("+00:00", "Z")
    assert made["unknown"] == {"sparse": made["unknown"]["sparse"]}
    assert "frees nothing on C: until" in words(row)
    assert "17 GB larger than what is in it" in words(row)


def test_a_stopped_distro_is_not_started_and_not_zero() -> None:
    stopped = distro(state="stopped", inside=Inside(why="it stopped"))
    made = DISKS.as_json(disks(stopped)["Ubuntu"], VIEW)
    assert (made["size_bytes"], made["used_bytes"], made["difference_bytes"]) == (
        21 * GB, None, None,
    )  # fmt: skip
    assert made["unknown"]["used_bytes"] == "it does not run, and is not started to be measured"
    cells = {column.id: column.cell(disks(stopped)["Ubuntu"], VIEW).text
             for column in DISKS.columns}  # fmt: skip
    assert (cells["used"], cells["difference"]) == ("–", "–")


def test_what_it_used_when_it_ran_last_is_kept_with_its_age() -> None:
    row = disks(distro(state="stopped", inside=Inside(used=4 * GB, why="it has stopped")))["Ubuntu"]
    assert row.used == 4 * GB
    assert row.measured == EARLIER


def test_a_file_that_is_out_of_sight_is_unknown_with_the_reason() -> None:
    hidden = Vhdx("Ubuntu", r"E:\u\ext4.vhdx", why="drive E: is not mounted in this distro")
    row = disks(distro(file=hidden))["Ubuntu"]
    assert row.difference is None
    assert "drive E: is not mounted" in words(row)
    assert DISKS.as_json(row, VIEW)["unknown"]["size_bytes"] == hidden.why


def test_the_disks_are_there_where_wsl_does_not_answer() -> None:
    seen = look(Vhdx("Ubuntu", PATH, 21 * GB, 60 * GB), Vhdx(DESKTOP_DATA, DATA, 50 * GB, 60 * GB))
    rows = {row.of: row for row in DISKS.join((), {"disk-look": (seen,)})}
    assert set(rows) == {"Ubuntu", DESKTOP_DATA}
    assert (rows["Ubuntu"].file.size, rows["Ubuntu"].used) == (21 * GB, None)
    assert rows["Ubuntu"].why_used == "wsl.exe did not tell which distros run"


def test_a_distro_that_windows_says_nothing_of() -> None:
    facts = DistroFacts("Odd", why_not_registered="reg.exe did not tell (timed out)")
    row = disks(Distro("Odd", "running", 2, False, facts=facts))["Odd"]
    assert DISKS.as_json(row, VIEW)["unknown"]["path"] == "reg.exe did not tell (timed out)"
    assert row.steps == ()


def test_wsl_1_has_no_disk_and_no_steps() -> None:
    file = Vhdx("old", r"C:\old", why="a distro of WSL 1 has no disk file")
    row = disks(distro("old", file=file, version=1))["old"]
    assert (row.used, row.steps) == (None, ())
    assert "WSL 1" in row.why_used


def test_docker_desktops_data_beside_what_the_engine_holds() -> None:
    file = Vhdx(DESKTOP_DATA, DATA, 48 * GB, 30 * GB, engine=True)
    row = disks(seen=look(file, held=20 * GB, measured=EARLIER))[DESKTOP_DATA]
    assert (row.difference, row.measured) == (28 * GB, EARLIER)
    assert row.steps[0].startswith("Docker Desktop from 4.34 on gives some of it back by itself")
    assert not any("--set-sparse" in step for step in row.steps), "never on Docker Desktop's"
    assert DISKS.copies is not None
    assert DISKS.copies(row) == "\n".join(row.steps)


def test_data_of_a_docker_desktop_whose_engine_is_another_are_not_measured() -> None:
    file = Vhdx(DESKTOP_DATA, DATA, 48 * GB, 30 * GB)
    row = disks(seen=look(file, held=20 * GB))[DESKTOP_DATA]
    assert (row.used, row.why_used) == (None, "the engine that answers keeps nothing in it")


@pytest.mark.parametrize("name", ["docker-desktop", "rancher-desktop-data", "podman-machine-x"])
def test_no_steps_for_what_belongs_to_a_product(name: str) -> None:
    product = {"d": "Docker Desktop", "r": "Rancher Desktop", "p": "Podman"}[name[0]]
    row = disks(distro(name, owner=product, file=Vhdx(name, PATH, GB, GB)))[name]
    assert row.steps == ()
    assert "frees nothing" not in words(row)


@pytest.mark.parametrize(
    ("wsl", "refused"),
    [("2.6.1.0", True), ("2.5.8.0", True), ("2.5.7.0", False), (None, False), ("inbox", False)],
)
def test_the_step_of_a_sparse_disk_fits_the_version(wsl: str | None, refused: bool) -> None:
    (*_, last) = steps_for(Vhdx("Ubuntu", PATH, 1, 1), wsl)
    assert "wsl.exe --manage Ubuntu --set-sparse true" in last
    assert ("refuses it without --allow-unsafe" in last) is refused


def test_names_from_outside_are_no_escape_sequences() -> None:
    odd = Vhdx("Ubuntu", "C:\\a\x1b[31mb\\ext4.vhdx", 1, 1, why="\x1b]0;x\x07")
    row = disks(distro(file=odd))["Ubuntu"]
    assert all(field.value.text.isprintable() for field in DISKS.summary(row, VIEW))


# --- how it is looked for ----------------------------------------------------------------------


class Windows(NoDisk):
    def __init__(self, *files: Vhdx) -> None:
        self.files = files

    async def look(self, run: RunCommand, home: Home, here: str | None) -> DiskTruth:
        return DiskTruth(self.files)

    async def distros(self, run: RunCommand) -> Registry:
        return Registry((Registration("Ubuntu", "", "", 1000, Vhdx("Ubuntu", PATH, 9, 9)),))


async def test_looking_starts_no_distro() -> None:
    opened = session(still_world()[0])
    opened.want("disks")
    await opened.refresh.settled()
    ran = [entry.typed for entry in opened.runner.journal.entries]
    assert not any(" -d " in typed for typed in ran), ran
    assert not any(entry.mutates for entry in opened.runner.journal.entries)
    assert opened.store["disk-look"].rows[0].held


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (failed("boom"), "docker system df did not tell (failed)"),
        (Result(Command("docker"), Outcome.TIMEOUT), "docker system df did not tell (timed out)"),
        (Result(Command("docker"), Outcome.OK, 0, b"{"), "docker system df did not tell (ok)"),
    ],
)
async def test_an_engine_that_does_not_measure_itself_is_a_reason(answer: Result, why: str) -> None:
    opened = session(still_world()[0])
    real = opened.execute

    async def execute(command: Command) -> Result:
        return answer if "df" in command.argv else await real(command)

    opened.execute = execute  # type: ignore[method-assign]
    (found,) = await supply(opened)
    assert (found.held, found.why) == (None, why)


class Windowed(World):
    def open(self, options: Options) -> Session:
        opened = super().open(options)
        opened.disk = Windows(Vhdx(DESKTOP_DATA, DATA, 48 * GB, GB, engine=True))
        return opened


def test_on_the_command_line() -> None:
    world = Windowed(
        distros=["* Ubuntu Stopped 2"],
        replies={
            "docker info": Answer('{"DockerRootDir":"/x","OperatingSystem":"Docker Desktop"}'),
            "docker system df": Answer('{"Type":"Images","Size":"5GB","Reclaimable":"0B"}'),
            "wsl.exe --version": Answer("WSL version: 2.6.1.0\n"),
        },
    )
    ran = world.run("ls", "disks", "--json")
    assert ran.code == 0, ran.err
    (ubuntu, data) = ran.json
    assert (ubuntu["of"], ubuntu["size_bytes"], ubuntu["used_bytes"]) == ("Ubuntu", 9, None)
    assert (data["size_bytes"], data["used_bytes"]) == (48 * GB, 5 * GB)
    assert world.changes == []
    assert world.run("show", "disks", "docker-desktop-data").code == 0
