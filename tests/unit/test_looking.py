"""What files tell the doctor: sockets, /proc, the engine of the distro, the files of Windows."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.unit.fake_machine import FakeMachine
from tui.backends.contexts import EndpointError
from tui.backends.desktop_settings import read_settings
from tui.backends.drives import Measure
from tui.backends.endpoint import Endpoint
from tui.backends.looking import MachineLook
from tui.core.facts import (
    DesktopSettings,
    Local,
    Memory,
    OwnEngine,
    Program,
    Socket,
    Unknown,
    WslConfig,
)
from tui.core.ini import ini_values

LOCAL = Endpoint("default", "unix:///run/docker.sock", "default")
ROAMING = r"C:\Users\dev\AppData\Roaming"
DOCKER = "mnt/c/Users/dev/AppData/Roaming/Docker"
ADMIN = "mnt/c/ProgramData/DockerDesktop/admin-settings.json"
TOOLS = "mnt/wsl/docker-desktop/cli-tools"


@pytest.fixture
def machine(tmp_path: Path) -> FakeMachine:
    return FakeMachine(tmp_path).wsl()


def look(machine: FakeMachine, endpoint: Endpoint | EndpointError = LOCAL) -> MachineLook:
    return MachineLook({"PATH": str(machine.root / "usr/bin")}, endpoint, machine.places)


def near(machine: FakeMachine, endpoint: Endpoint | EndpointError = LOCAL) -> Local:
    return look(machine, endpoint).near()


def measure(machine: FakeMachine) -> Measure:
    return Measure(machine.places.lettered_drives())


def test_what_lies_in_the_place_of_the_socket(machine: FakeMachine) -> None:
    place = machine.root / "run/docker.sock"
    assert near(machine).socket == Socket("/run/docker.sock", "missing")
    machine.write("run/docker.sock")
    assert near(machine).socket == _with(place, "file")
    place.unlink()
    os.mknod(place, stat.S_IFSOCK | 0o660)
    assert near(machine).socket == _with(place, "socket")
    place.unlink()
    place.mkdir()
    assert near(machine).socket == _with(place, "directory")


def _with(place: Path, kind: str) -> Socket:
    mode = stat.S_IMODE(place.stat().st_mode)
    return Socket("/run/docker.sock", kind, place.group(), mode, usable=True)


def test_an_engine_elsewhere_has_no_socket_here(machine: FakeMachine) -> None:
    far = near(machine, Endpoint("far", "tcp://far:2375", "--context")).socket
    assert isinstance(far, Unknown)
    assert "tcp://far:2375" in far.why
    assert isinstance(near(machine, EndpointError("x", "y", "z")).socket, Unknown)


def test_proc_tells_of_the_vm(machine: FakeMachine) -> None:
    machine.write("proc/stat", "cpu  1 2\nbtime 1790000000\nprocesses 3\n")
    machine.write("proc/meminfo", "MemTotal:       100 kB\nMemFree: 5 kB\nMemAvailable:   60 kB\n")
    found = near(machine)
    assert (found.booted, found.memory) == (1790000000.0, Memory(102_400, 61_440))
    assert found.kernel == "6.6.87.2-microsoft-standard-WSL2"
    assert found.drives == (str(machine.root / "mnt/c"),)


def test_what_proc_does_not_tell_is_unknown(machine: FakeMachine) -> None:
    machine.write("proc/stat", "cpu  1 2\n")
    machine.write("proc/meminfo", "MemTotal: lots\n")
    found = near(machine)
    for fact in (found.booted, found.memory, found.listening, found.proxy):
        assert isinstance(fact, Unknown)


def test_who_listens_on_port_2375(machine: FakeMachine) -> None:
    head = "  sl  local_address rem_address   st tx_queue\n"
    four = "   0: 0100007F:0947 00000000:0000 0A 0\n   1: 00000000:0948 00000000:0000 0A 0\n"
    six = f"   0: {'0' * 32}:0947 {'0' * 32}:0000 0A 0\n   1: {'0' * 24}01000000:0947 x 0A 0\n"
    machine.write("proc/net/tcp", head + four + "   2: 00000000:0947 0100007F:9999 01 0\n")
    machine.write("proc/net/tcp6", head + six)
    assert near(machine).listening == ("127.0.0.1:2375", "[::]:2375", "[::1]:2375")


def test_the_proxy_of_docker_desktop(machine: FakeMachine) -> None:
    machine.write("run/docker-desktop-proxy.pid", "77\n")
    assert near(machine).proxy is False
    machine.write("proc/77/comm", "docker-desktop-\n")
    assert near(machine).proxy is True


def test_an_engine_of_the_distro_and_one_that_is_only_a_link(machine: FakeMachine) -> None:
    assert near(machine).engine == OwnEngine()
    machine.program(f"{TOOLS}/usr/bin/dockerd")
    (machine.root / "usr/bin").mkdir(parents=True)
    (machine.root / "usr/bin/dockerd").symlink_to(machine.root / TOOLS / "usr/bin/dockerd")
    assert near(machine).engine == OwnEngine()
    machine.program("usr/sbin/dockerd")
    machine.write("proc/88/comm", "dockerd\n")
    assert near(machine).engine == OwnEngine(("/usr/sbin/dockerd",), running=True)


@pytest.mark.parametrize(
    ("target", "kind"), [("usr/lib/docker", "own"), (f"{TOOLS}/docker", "desktop")]
)
def test_whose_docker_command_it_is(machine: FakeMachine, target: str, kind: str) -> None:
    assert look(machine).far()[0] == Program("missing")
    link = machine.root / "usr/bin/docker"
    link.parent.mkdir(parents=True)
    link.symlink_to(machine.root / target)
    if kind == "desktop":
        assert look(machine).far() == (Program("dangling", str(link)), True)
    machine.program(target)
    assert look(machine).far()[0] == Program(kind, str(link))


def test_without_a_drive_nobody_knows_of_docker_desktop(machine: FakeMachine) -> None:
    assert look(machine).far()[1] is False
    machine.drives("/dev/sda1 / ext4 rw 0 0")
    assert isinstance(look(machine).far()[1], Unknown)


@pytest.mark.parametrize("key", ["IntegratedWslDistros", "integratedWslDistros"])
@pytest.mark.parametrize("name", ["settings-store.json", "settings.json"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_settings_in_both_spellings_and_files(
    machine: FakeMachine, key: str, name: str, mark: str
) -> None:
    machine.write(f"{DOCKER}/{name}", f'{mark}{{"{key}": ["Debian"], "AutoStart": true}}')
    found = read_settings(measure(machine), ROAMING)
    assert isinstance(found, DesktopSettings)
    assert found.names("IntegratedWslDistros") == ("Debian",)
    assert found.on("AutoStart", default=False)
    assert found.on("UseResourceSaver", default=True)


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000])
def test_settings_that_are_none(machine: FakeMachine, text: str) -> None:
    assert isinstance(read_settings(measure(machine), ROAMING), Unknown)
    machine.write(f"{DOCKER}/settings-store.json", text)
    assert isinstance(read_settings(measure(machine), ROAMING), Unknown)


def test_a_drive_that_is_not_mounted(machine: FakeMachine) -> None:
    found = look(machine).windows(r"D:\Users\dev", r"D:\Users\dev\AppData\Roaming")
    for fact in (found.config, found.settings):
        assert isinstance(fact, Unknown)
        assert "drive is not mounted" in fact.why


@pytest.mark.parametrize(("locked", "holds"), [("true", True), ("false", None)])
def test_only_what_an_administrator_locked_holds(
    machine: FakeMachine, locked: str, holds: bool | None
) -> None:
    machine.write(f"{DOCKER}/settings-store.json", "{}")
    said = f'{{"enhancedContainerIsolation": {{"locked": {locked}, "value": true}}}}'
    machine.write(ADMIN, said)
    found = read_settings(measure(machine), ROAMING)
    assert isinstance(found, DesktopSettings)
    assert found.isolation is holds


def test_the_wslconfig_of_the_user(machine: FakeMachine) -> None:
    assert look(machine).windows(r"C:\Users\dev", ROAMING).config == WslConfig()
    file = machine.write("mnt/c/Users/dev/.wslconfig", "[wsl2]\r\nMemory = 8GB # of 32\r\n")
    os.utime(file, (50, 50))
    found = look(machine).windows(r"C:\Users\dev", ROAMING).config
    assert found == WslConfig(50.0, {"wsl2.memory": "8GB"})


def test_how_wsl_reads_its_config() -> None:
    text = '\ufeffa=1\n[WSL2]\nkernel="C:\\\\k\\\\bz"\nKERNEL=other\n# x=y\nnoise\n[experimental]\n'
    assert ini_values(text) == {".a": "1", "wsl2.kernel": "C:\\k\\bz"}
