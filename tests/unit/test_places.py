"""Where Windows and WSL show up: marks, drives, sockets, and whether programs can start."""

from pathlib import Path

import pytest

from tests.unit.fake_machine import C_DRIVE, OTHER_9P, FakeMachine
from tui.backends.places import Interop, Places, ini_value


@pytest.fixture
def machine(tmp_path: Path) -> FakeMachine:
    return FakeMachine(tmp_path)


def test_each_mark_of_wsl_is_enough(machine: FakeMachine) -> None:
    places = machine.places
    assert not places.in_wsl({})
    assert places.in_wsl({"WSL_DISTRO_NAME": "Debian"})
    machine.write("proc/sys/kernel/osrelease", "4.4.0-19041-Microsoft\n")
    assert places.in_wsl({})
    machine.write("proc/sys/kernel/osrelease", "6.9.0-mine\n")
    machine.socket("8")
    assert places.in_wsl({})


@pytest.mark.parametrize(
    ("conf", "lines", "found"),
    [
        ("", [C_DRIVE.format("/mnt/c")], ["mnt/c"]),
        ("", OTHER_9P, []),
        ("", ["C: /mnt/c drvfs rw 0 0"], ["mnt/c"]),
        ("", [r"D:\134 /mnt/d 9p rw 0 0", r"C:\134 /mnt/c 9p rw 0 0"], ["mnt/c", "mnt/d"]),
        ("", [r"E:\134 /media/my\040disk 9p rw 0 0"], ["media/my disk"]),
        ("[automount]\nroot = /", ["drvfsaC /c virtiofs rw 0 0"], ["c"]),
        ("[automount]\nroot=/win/", ["0f1e /win/c virtiofs rw 0 0"], ["win/c"]),
        ("", ["", "odd", "C: /mnt/c"], []),
    ],
)
def test_drives(machine: FakeMachine, conf: str, lines: list[str], found: list[str]) -> None:
    machine.write("etc/wsl.conf", conf)
    machine.drives(*lines)
    assert machine.places.drives() == tuple(machine.root / path for path in found)


def test_a_drive_that_is_not_in_the_mounts_is_found_at_its_usual_place(
    machine: FakeMachine,
) -> None:
    machine.write("mnt/c/Windows/System32/wsl.exe")
    assert machine.places.drives() == (machine.root / "mnt/c",)


def test_wsl_exe_on_any_drive(machine: FakeMachine) -> None:
    machine.drives(r"C:\134 /mnt/c 9p rw 0 0", r"D:\134 /mnt/d 9p rw 0 0")
    assert machine.places.wsl_exe() is None
    program = machine.write("mnt/d/Program Files/WSL/wsl.exe")
    assert machine.places.wsl_exe() == program
    usual = machine.write("mnt/c/Windows/System32/wsl.exe")
    assert machine.places.wsl_exe() == usual


def test_interop(machine: FakeMachine) -> None:
    places = machine.places
    assert places.interop() is Interop.UNKNOWN
    assert machine.binfmt().places.interop() is Interop.MISSING
    assert machine.binfmt("WSLInterop").places.interop() is Interop.ON
    assert machine.binfmt("WSLInterop-late").places.interop() is Interop.ON
    assert machine.binfmt("WSLInterop", first="disabled").places.interop() is Interop.DISABLED
    assert machine.binfmt("WSLInterop", status="disabled").places.interop() is Interop.DISABLED


def test_sockets_of_init_first_then_the_newest(machine: FakeMachine) -> None:
    old, new = machine.socket("30", age=100), machine.socket("12", age=1)
    assert machine.places.sockets() == (new, old)
    first = machine.socket("1", age=1000)
    assert machine.places.sockets() == (first, new, old)


@pytest.mark.parametrize(
    "path",
    [
        "mnt/wsl/docker-desktop/cli-tools/x",
        "mnt/c/Program Files/Docker/Docker/x",
        "mnt/c/Users/dev/AppData/Local/Programs/DockerDesktop/x",
    ],
)
def test_docker_desktop_in_each_of_its_places(machine: FakeMachine, path: str) -> None:
    machine.wsl()
    assert not machine.places.docker_desktop()
    machine.write(path)
    assert machine.places.docker_desktop()


def test_a_machine_with_nothing_in_it(tmp_path: Path) -> None:
    places = Places(tmp_path / "none")
    assert (places.drives(), places.sockets(), places.wsl_exe()) == ((), (), None)
    assert not places.in_wsl({})
    assert not places.systemd()


def test_values_of_wsl_conf() -> None:
    text = '# [automount]\nroot=/no\n[ Automount ]\n Root = "/win" # where\nroot=/late\n[x]\nroot=1'
    assert ini_value(text, "automount", "root") == "/win"
    assert ini_value(text, "automount", "options") is None
