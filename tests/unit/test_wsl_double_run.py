"""Linux commands through the doubled wsl.exe: start, shell, exit codes, environment, idle stop."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.doubles.running import call
from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import WSL_EXE, World

world = fixtures.wsl_world


def test_a_command_starts_the_distro_and_its_output_is_raw(world: World) -> None:
    ran = call("-d", "debian", "--", "printf", "%s", "hé", env={})
    assert ran == (0, "hé".encode(), b"")
    assert world.states["Debian"] == "Running"


def test_exit_codes_pass_through(world: World) -> None:
    assert [call("-d", "Debian", "--", "exit", n).code for n in ["0", "1", "3", "255"]] == [
        0,
        1,
        3,
        255,
    ]
    assert call("-d", "Debian", "sh", "-c", "kill -9 $$").code == 9


def test_two_exit_codes_are_taken_for_something_else(world: World) -> None:
    ran = call("--", "exit", "67")
    assert (ran.code, ran.text) == (
        255,
        "User not found.\r\nError code: Wsl/WSL_E_USER_NOT_FOUND\r\n",
    )
    assert "WSL_E_TTY_LIMIT" in call("--", "exit", "87").text


def test_without_exec_the_line_goes_through_a_shell(world: World) -> None:
    assert call("--", "echo", "$WSL_DISTRO_NAME;echo", "'a'").text == "Ubuntu-24.04\na\n"
    assert call("--", "echo", "'a  b'").text == "'a  b'\n"
    assert call("-e", "echo", "$HOME;").text == "$HOME;\n"
    assert call("--exec", "echo", "a  b").text == "a  b\n"
    assert call("echo", "plain").text == "plain\n"
    assert call("--shell-type", "none", "--", "echo", "$HOME").text == "$HOME\n"


def test_no_command_is_a_login_shell(world: World) -> None:
    ran = call("-d", "Debian", stdin=b"echo $0 $WSL_DISTRO_NAME\nexit 5\n")
    assert (ran.code, ran.text) == (5, "-sh Debian\n")


def test_exec_needs_a_command(world: World) -> None:
    bad = (255, b"The parameter is incorrect. \r\nError code: Wsl/E_INVALIDARG\r\n", b"")
    assert call("-e") == bad
    assert call("--shell-type", "odd") == bad
    assert call("--distribution-id", "Debian") == bad
    assert call("--cd", "relative") == bad
    ran = call("-e", "no-such-program")
    assert (ran.code, ran.out) == (1, b"")
    assert b"execvpe(no-such-program) failed: No such file or directory\n" in ran.err


def test_a_guid_names_a_distro(world: World) -> None:
    guid = world["Debian"]["guid"]
    for words in ((guid,), (guid.strip("{}").upper(),), ("--distribution-id", guid)):
        assert call(*words, "--", "echo", "$WSL_DISTRO_NAME").text == "Debian\n"
    assert call("e7bef681-c148-4687-8a0f-8c8be93bac93", "true").text == (
        "There is no distribution with the supplied name.\r\n"
        "Error code: Wsl/Service/CreateInstance/ReadDistroConfig/WSL_E_DISTRO_NOT_FOUND\r\n"
    )


def test_user_and_directory(world: World, tmp_path: Path) -> None:
    assert call("-u", "root", "--", "echo", "$USER").text == "root\n"
    assert "WSL_E_USER_NOT_FOUND" in call("-u", "nobody-here", "--", "true").text
    assert call("--cd", str(tmp_path), "pwd").text == f"{tmp_path}\n"
    assert call("~", "-d", "Debian", "pwd").text == f"{os.environ['HOME']}\n"
    assert call("--cd", "C:\\no\\such", "pwd").text == (
        "The system cannot find the path specified. \r\nError code: Wsl/ERROR_PATH_NOT_FOUND\r\n"
    )
    ran = call("--cd", "/no/such", "echo", "on")
    assert (ran.code, ran.out) == (0, b"on\n")
    assert b"chdir(/no/such) failed 2\n" in ran.err


def test_the_environment_is_the_distros_own_but_for_wslenv(world: World) -> None:
    env = {"MINE": "1", "SHARED": "2", "ONE_WAY": "3", "WSLENV": "SHARED:ONE_WAY/w"}
    lines = call("-d", "Debian", "env", env=env).text.splitlines()
    assert "SHARED=2" in lines
    assert "WSL_DISTRO_NAME=Debian" in lines
    assert not [line for line in lines if line.startswith(("MINE", "ONE_WAY", "PYTEST"))]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("disk-corrupted", "WSL_E_DISK_CORRUPTED"),
        ("disk-missing", "MountDisk/HCS/ERROR_PATH_NOT_FOUND"),
        ("kernel-missing", "CreateVm/WSL_E_CUSTOM_KERNEL_NOT_FOUND"),
    ],
)
def test_a_distro_that_cannot_start(world: World, fault: str, code: str) -> None:
    world.distro("broken", fault=fault)
    ran = call("-d", "broken", "true")
    assert ran.code == 255
    assert ran.text.endswith(f"\r\nError code: Wsl/Service/CreateInstance/{code}\r\n")
    assert world.states["broken"] == "Stopped"


def test_virtualization_off(world: World) -> None:
    world.set(virtualization=False).distro("Debian")
    ran = call("-d", "Debian", "true")
    assert ran.text.startswith("WSL2 is unable to start since virtualization is not enabled")
    assert ran.text.endswith("/CreateInstance/CreateVm/HCS/HCS_E_HYPERV_NOT_INSTALLED\r\n")
    assert call("-d", "legacy-app", "true").code == 0
    assert call("--status").code == 0


def test_warnings_come_on_stderr_when_a_distro_starts(world: World) -> None:
    world.set(warnings=["Unknown key 'wsl2.x' in C:\\Users\\dev\\.wslconfig:2"])
    first = call("-d", "Debian", "true")
    assert first.err == b"wsl: Unknown key 'wsl2.x' in C:\\Users\\dev\\.wslconfig:2\r\n"
    assert call("-d", "Debian", "true").err == b""
    call("-t", "Debian")
    quiet = {"WSL_DISABLE_WARNINGS": "1", "WSLENV": "WSL_DISABLE_WARNINGS"}
    assert call("-d", "Debian", "true", env=quiet).err == b""


def test_a_started_distro_stops_when_idle(world: World) -> None:
    world.set(idle_seconds=0.0)
    call("-d", "Debian", "true")
    world.wait_for(lambda: world.states["Debian"] == "Stopped")
    world.set(idle_seconds=-1.0)
    call("-d", "Debian", "true")
    assert world.states["Debian"] == "Running"


def test_terminate_ends_what_runs_inside_and_its_client(world: World) -> None:
    world.set(idle_seconds=0.0)
    with subprocess.Popen([WSL_EXE, "-d", "Debian", "-e", "sleep", "60"]) as client:
        world.wait_for(lambda: any(s["child"] for s in world.data["sessions"]))
        assert world.states["Debian"] == "Running"
        assert call("-t", "Debian").code == 0
        assert client.wait(timeout=10) == 1
    assert world.states["Debian"] == "Stopped"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_client_that_is_stopped_takes_its_command_along(world: World, number: int) -> None:
    with subprocess.Popen([WSL_EXE, "-d", "Debian", "-e", "sleep", "60"]) as client:
        world.wait_for(lambda: any(s["child"] for s in world.data["sessions"]))
        child = world.data["sessions"][0]["child"]
        client.send_signal(number)
        assert client.wait(timeout=10) == 1
        world.wait_for(lambda: not Path(f"/proc/{child}").exists())
