"""Disks that are lent to WSL: virtual ones and those of the machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.running import call
from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.unit.desk import Desk
from tests.unit.test_distro_actions import ACTIONS
from tests.unit.told import filled
from tui.backends.wsl import WslBackend
from tui.core.form import About, faults
from tui.core.winpaths import physical
from tui.kinds.distro_disks import DISK, LISTED, disks
from tui.run.transport import Processes

world = fixtures.wsl_world
ONE = r"\\.\PHYSICALDRIVE1"


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    return Desk(world, tmp_path)


async def test_the_disks_of_the_machine_are_asked_of_powershell(world: World) -> None:
    command = WslBackend(os.environ).prepare(LISTED)
    result = await Processes().run(command)
    assert disks(result.text) == (
        r"\\.\PHYSICALDRIVE0 Samsung SSD 980 1TB (1 TB)", r"\\.\PHYSICALDRIVE1 WDC WD20EZAZ (2 TB)",
    )  # fmt: skip
    world.set(physical=[("Émile", 5)], code_page="850")
    assert len(disks((await Processes().run(command)).text)) == 1


@pytest.mark.parametrize("said", ["", "null", "[]", "{", '{"DeviceID": 5}', '[{"DeviceID":"C:"}]'])
def test_noise_is_no_disk(said: str) -> None:
    assert disks(said) == ()


@pytest.mark.parametrize(
    ("typed", "disk"),
    [
        (ONE, ONE), (r"\\.\physicaldrive12", r"\\.\PHYSICALDRIVE12"), (f"{ONE} WD (2 TB)", ONE),
        (r"\\.\PHYSICALDRIVE", ""), (r"C:\a.vhdx", ""), (f"{ONE}x", ""), (f"{ONE}\\a", ""),
    ],
)  # fmt: skip
def test_what_names_a_disk(typed: str, disk: str) -> None:
    assert physical(typed) == disk


@pytest.mark.parametrize(
    ("given", "ticked", "words"),
    [
        ({"disk": r"D:\a.vhdx"}, (), r"D:\a.vhdx --vhd"),
        ({"disk": r"D:\a.vhdx", "name": "x", "type": "xfs"}, (),
         r"D:\a.vhdx --vhd --name x --type xfs"),
        ({"disk": f"{ONE} WD (2 TB)"}, (), ONE),
        ({"disk": ONE, "partition": "2", "options": "ro,noatime"}, (),
         f"{ONE} --options ro,noatime --partition 2"),
        ({"disk": ONE, "partition": "2", "name": "x"}, ("bare",), f"{ONE} --bare"),
    ],
)  # fmt: skip
def test_the_words_of_mount(given: dict[str, str], ticked: tuple[str, ...], words: str) -> None:
    action: Any = ACTIONS["mount"]
    command = action.plan(None, filled(action, None, *ticked, **given))
    assert command.argv == ("wsl.exe", "--mount", *words.split())


@pytest.mark.parametrize(
    ("name", "value"),
    [("type", "ex t4"), ("options", "ro; rm"), ("partition", "0"), ("partition", "x"),
     ("name", "a/b"), ("disk", "D:\\a.iso")],
)  # fmt: skip
def test_what_is_refused(name: str, value: str) -> None:
    values = {"disk": ONE, "name": "", "type": "", "options": "", "partition": "", name: value}
    assert set(faults(ACTIONS["mount"].form, About(values=values))) == {name}
    assert DISK.check(About(), ONE) is None


def test_only_an_administrator_lends_a_disk_of_the_machine(desk: Desk) -> None:
    ran = desk.do("distro.mount", ONE)
    assert ran.code == 1
    assert "Only an administrator may mount a disk of this machine." in ran.err
    desk.world.set(elevated=True)
    assert desk.do("distro.mount", ONE, "--name", "data", "--type", "ext4").code == 0
    assert desk.world.data["mounts"] == [{"disk": ONE, "vhd": False, "names": {"0": "data"}}]
    assert desk.do("distro.unmount", ONE, "--yes").code == 0
    assert desk.world.data["mounts"] == []


def test_the_double_answers_nothing_else(world: World) -> None:
    assert call("-Command", "Get-Date", program="powershell.exe").code == 97
