"""What is found out about distros beside their list: late, gently, and never by starting one."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.recorded import Saying, failed, rows
from tests.unit.container_samples import VIEW, printable
from tests.unit.demo_worlds import until
from tests.unit.fake_machine import FakeMachine
from tui.backends.windows import WindowsBackend, WindowsDisk
from tui.backends.wsl import WslBackend
from tui.core.command import Command, Outcome, Result
from tui.core.disk import Vhdx
from tui.core.distro_facts import DistroFacts, Inside, Registration
from tui.core.settings import Settings
from tui.kinds import KINDS
from tui.kinds.distro_inside import NOT_RUNNING, ask_inside
from tui.kinds.distro_listing import Distro
from tui.kinds.distros import DISTROS
from tui.run.journal import Journal
from tui.run.runner import Runner
from tui.session.session import Session

world = fixtures.wsl_world
UBUNTU, DEBIAN = "Ubuntu-24.04", "Debian"


class Looked:
    """A session whose only tools are doubles, and what it has found out."""

    def __init__(self, machine: FakeMachine) -> None:
        wsl = WslBackend(os.environ, places=machine.places, timeout=5)
        backends: Any = {"wsl": wsl, "windows": WindowsBackend(wsl)}
        self.session = Session(KINDS, backends, Runner(Journal()), Settings())
        self.session.disk = WindowsDisk(os.environ, local=True, places=machine.places)
        self.session.look_at(["distros"])

    async def read(self) -> None:
        self.session.refresh.mark("distros")
        await self.session.refresh.settled()

    async def look(self) -> dict[str, dict[str, Any]]:
        await self.read()
        await self.session.particulars.look()
        return self.json()

    def json(self) -> dict[str, dict[str, Any]]:
        listed = self.session.store["distros"].rows
        return {row.name: DISTROS.as_json(row, VIEW) for row in listed}


@pytest.fixture
async def looked(world: World, tmp_path: Path) -> AsyncIterator[Looked]:
    machine = FakeMachine(tmp_path / "machine").wsl()
    (machine.root / "mnt/c").mkdir(parents=True)
    found = Looked(machine)
    yield found
    await found.session.close()


def inside_calls(world: World) -> list[list[str]]:
    return [call["argv"] for call in world.calls() if call["argv"][:1] == ["-d"]]


async def test_what_runs_and_what_does_not(looked: Looked, world: World) -> None:
    found = await looked.look()
    ubuntu, debian = found[UBUNTU], found[DEBIAN]
    assert (ubuntu["os"], ubuntu["os_version"]) == ("ubuntu", "24.04")
    assert (debian["os"], debian["os_version"]) == ("debian", "13")
    here = os.statvfs("/")
    assert ubuntu["free_bytes"] == pytest.approx(here.f_bavail * here.f_frsize, rel=0.05)
    assert ubuntu["used_bytes"] > 1 << 20
    assert ubuntu["memory_bytes"] > 1 << 20
    assert ubuntu["processes"] > 1
    assert ubuntu["default_user"]
    assert debian["used_bytes"] is debian["memory_bytes"] is debian["default_user"] is None
    assert debian["unknown"]["used_bytes"] == NOT_RUNNING
    assert debian["default_uid"] == 1000
    assert debian["disk_path"].endswith("ext4.vhdx")
    assert datetime.fromisoformat(ubuntu["measured_at"]) <= datetime.now(UTC)


async def test_nothing_is_started_to_be_measured(looked: Looked, world: World) -> None:
    before = world.states
    await looked.look()
    assert world.states == before
    assert {words[1] for words in inside_calls(world)} == {UBUNTU}


async def test_one_that_has_just_stopped_is_not_started(looked: Looked, world: World) -> None:
    await looked.read()
    world.set_distro(UBUNTU, running=False, held=False)
    await looked.session.particulars.look()
    assert world.states[UBUNTU] == "Stopped"
    assert looked.json()[UBUNTU]["unknown"]["used_bytes"] == "it has stopped meanwhile"


async def test_one_question_to_the_registry_and_none_when_nothing_changed(
    looked: Looked, world: World
) -> None:
    await looked.look()
    assert len(world.calls("reg.exe")) == 1
    running = asyncio.create_task(looked.session.particulars.run())
    await asyncio.sleep(0)
    world.forget_calls()
    for _ in range(3):
        await looked.read()
    assert inside_calls(world) == []
    assert world.calls("reg.exe") == []
    asked = looked.json()[UBUNTU]["measured_at"]
    looked.session.particulars.renew()
    await until(looked.session.store, lambda: looked.json()[UBUNTU]["measured_at"] != asked)
    assert len(world.calls("reg.exe")) == 1
    running.cancel()


async def test_a_change_of_state_is_looked_at_and_only_that(looked: Looked, world: World) -> None:
    await looked.read()
    running = asyncio.create_task(looked.session.particulars.run())
    await until(looked.session.store, lambda: bool(looked.json()[UBUNTU]["measured_at"]))
    world.forget_calls()
    world.set_distro(DEBIAN, running=True, held=True)
    await looked.read()
    await until(looked.session.store, lambda: bool(looked.json()[DEBIAN]["measured_at"]))
    assert {words[1] for words in inside_calls(world)} == {DEBIAN}
    assert len(world.calls("reg.exe")) == 1
    running.cancel()


async def test_what_it_used_is_remembered_when_it_stops(looked: Looked, world: World) -> None:
    before = (await looked.look())[UBUNTU]
    world.set_distro(UBUNTU, running=False, held=False)
    after = (await looked.look())[UBUNTU]
    assert after["used_bytes"] == before["used_bytes"]
    assert after["measured_at"] == before["measured_at"]
    assert after["memory_bytes"] is after["processes"] is None


async def test_a_registry_that_says_no_is_a_reason(looked: Looked, world: World) -> None:
    world.mode("error", "reg.exe", message="FEHLER: Zugriff verweigert.")
    ubuntu = (await looked.look())[UBUNTU]
    assert ubuntu["disk_bytes"] is None
    assert "Zugriff verweigert" in ubuntu["unknown"]["disk_bytes"]
    assert ubuntu["used_bytes"] is not None
    assert ubuntu["os"]


async def test_what_windows_told_before_stays_with_its_time(looked: Looked, world: World) -> None:
    before = (await looked.look())[DEBIAN]
    world.mode("error", "reg.exe", message="FEHLER: Zugriff verweigert.")
    assert (await looked.look())[DEBIAN] == before


async def test_what_belongs_to_a_product_is_left_alone(looked: Looked) -> None:
    desktop = (await looked.look())["docker-desktop"]
    assert desktop["used_bytes"] is None
    assert "left alone" in desktop["unknown"]["used_bytes"]
    assert desktop["unknown"]["os"]


async def test_outside_of_wsl_nothing_is_asked(world: World, tmp_path: Path) -> None:
    found = Looked(FakeMachine(tmp_path / "machine"))
    await found.read()
    world.forget_calls()
    found.session.disk = WindowsDisk({}, local=True, places=FakeMachine(tmp_path / "m").places)
    await found.session.particulars.look()
    assert world.calls() == []
    assert found.json()[UBUNTU]["unknown"]["used_bytes"] == "wsltui does not run inside WSL"


# --- what a distro says ------------------------------------------------------------------------

ROW = Distro("Alpine", "running", 2, default=False)
DF = (
    "Filesystem           1024-blocks    Used Available Capacity Mounted on\n"
    "/dev/very-long-name\n                     263174212  3000000 246736084   1% /\n"
)
ANSWERS: dict[str, Any] = {
    "wsl.exe -d Alpine -e df": DF,
    "wsl.exe -d Alpine -e id": "root\n",
    "wsl.exe -d Alpine -e find": failed("gone", 1, b"VmRSS:\t    1000 kB\nVmRSS:\t     24 kB\n"),
    "wsl.exe -d Alpine -e cat": 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.1\n',
}


def told(row: Distro = ROW, *, os_known: bool = False, **more: Any) -> tuple[Inside, Saying]:
    texts = {**ANSWERS, **{f"wsl.exe -d Alpine -e {k}": v for k, v in more.items()}}
    saying = Saying({k: v.encode() if isinstance(v, str) else v for k, v in texts.items()})
    (found,) = rows(ask_inside(row, os_known=os_known), saying)
    return found, saying


def test_a_busybox_distro() -> None:
    found, _ = told()
    assert found == Inside(
        used=3_000_000 * 1024, free=246_736_084 * 1024, user="root", memory=1024 * 1024,
        processes=2, os="alpine", os_version="3.22.1",
    )  # fmt: skip


def test_the_system_is_asked_for_only_where_windows_does_not_know_it() -> None:
    _, saying = told(os_known=True)
    assert len(saying.asked) == 3


def test_the_disk_of_wsl_1_is_that_of_windows() -> None:
    found, saying = told(replace(ROW, version=1))
    assert found.used is None
    assert not any("df" in command.argv for command in saying.asked)


@pytest.mark.parametrize("outcome", [Outcome.TIMEOUT, Outcome.NOT_STARTED])
def test_one_that_does_not_answer_is_not_asked_on(outcome: Outcome) -> None:
    late = Result(Command("windows"), outcome)
    found, saying = told(df=late)
    assert len(saying.asked) == 1
    assert found.why


@pytest.mark.parametrize("noise", ["", "\x00\xff", "<html>", "df: /: no\n", "a b c\n" * 3])
def test_noise_is_unknown_and_never_zero(noise: str) -> None:
    found, _ = told(df=noise, find=noise, id="no such user here\n", cat=noise)
    assert found == Inside()


def test_the_summary_says_each_with_its_age_or_its_reason() -> None:
    disk = Vhdx("Alpine", r"C:\wsl\ext4.vhdx", 5_000_000_000, None, "its drive does not tell")
    facts = DistroFacts(
        "Alpine", Registration("Alpine", "", "", 0, disk), "", VIEW.now,
        Inside(used=1_000_000, free=2_000_000), VIEW.now,
    )  # fmt: skip
    fields = DISTROS.summary(replace(ROW, facts=facts), VIEW)
    shown = [(field.section, field.label, field.value.text) for field in fields]
    assert ("On Windows", "takes", "5 GB") in shown
    assert ("On Windows", "drive", "unknown: its drive does not tell") in shown
    assert ("On Windows", "as of", "0s ago") in shown
    assert ("Inside", "files", "1 MB used, 2 MB free") in shown
    assert ("Inside", "memory", "unknown: it did not tell") in shown
    assert all(printable(text) for _, _, text in shown)


async def test_each_distro_tells_all_that_scripts_may_rely_on(looked: Looked) -> None:
    for row in (await looked.look()).values():
        assert row.keys() == {
            "name", "state", "version", "default", "current", "owner", "os", "os_version",
            "disk_path", "disk_bytes", "drive_free_bytes", "used_bytes", "free_bytes",
            "default_user", "default_uid", "memory_bytes", "processes", "looked_at",
            "measured_at", "unknown",
        }  # fmt: skip
        nulls = {name for name in row["unknown"] if row[name] is None}
        assert nulls == set(row["unknown"]), "each null has its reason"
