"""The bad days of the doubled wsl.exe, and the log that tells how it was called."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
import time
from pathlib import Path

import pytest

from tests.doubles.running import call
from tests.doubles.wsl_double import failures, fixtures
from tests.doubles.wsl_double.state import NO_EXEC, WSL_EXE, World

world = fixtures.wsl_world

NAMES = "Ubuntu-24.04\r\ndocker-desktop\r\nDebian\r\nlegacy-app\r\n"


def hangs(*words: str) -> bool:
    """Whether a call is still without an answer after a second."""
    with subprocess.Popen([WSL_EXE, *words], stdout=subprocess.DEVNULL) as process:
        try:
            process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            process.terminate()
            return True
    return False


def test_a_stuck_service_hangs_all_but_what_needs_no_service(world: World) -> None:
    world.mode("hang")
    assert hangs("-l", "-q")
    assert hangs("-d", "Debian", "true")
    assert call("--version").code == 0
    assert call("--help").code == 255
    assert call("--set-default-version", "2").code == 0
    assert call("-l", "-q", "-v").code == 255
    world.behave()
    assert call("-l", "-q").code == 0


def test_one_verb_hangs(world: World) -> None:
    world.mode("hang", verb="-v")
    assert hangs("--version")
    assert call("-l", "-q").code == 0


def test_slow_a_number_of_times(world: World) -> None:
    world.mode("slow", verb="--list", seconds=0.5, times=1)
    start = time.monotonic()
    assert call("-l", "-q").text == NAMES
    assert time.monotonic() - start >= 0.5
    assert world.data["modes"][0]["times"] == 0


def test_damaged_output(world: World) -> None:
    world.mode("garbage", times=1)
    ran = call("-l", "-q")
    assert ran.code == 0
    with pytest.raises(UnicodeDecodeError):
        ran.out.decode()
    world.mode("garbage", data=b"<html>", times=1)
    assert call("-l").out == b"<html>"
    world.mode("truncated", size=7, times=1)
    assert call("-l", "-q", env={}).out == b"U\0b\0u\0n"
    world.mode("crcrlf", times=1)
    assert call("-l", "-q", env={}).out.decode("utf-16-le") == NAMES.replace("\r\n", "\r\r\n")
    assert call("-l", "-q").text == NAMES


def test_a_mode_must_exist(world: World) -> None:
    with pytest.raises(ValueError, match="odd"):
        world.mode("odd")
    with pytest.raises(ValueError, match="hours"):
        world.mode("slow", hours=1)
    with pytest.raises(ValueError, match="--nope"):
        world.mode("hang", verb="--nope")
    with pytest.raises(ValueError, match="colour"):
        world.set(colour=1)


def test_policy_is_met_by_all_that_needs_the_service(world: World) -> None:
    world.fail("policy")
    blocked = (
        "This program is blocked by group policy. For more information, contact your system"
        " administrator. \r\nError code: Wsl/ERROR_ACCESS_DISABLED_BY_POLICY\r\n"
    )
    for words in (("-l", "-v"), ("/bin/true",), ("--status",), ("-t", "Debian")):
        assert call(*words) == (255, blocked.encode(), b"")
    assert call("--version").code == 0


def test_every_named_failure_has_its_shape(world: World) -> None:
    for name, (_, code) in failures.NAMED.items():
        world.behave().fail(name, "--status")
        ran = call("--status")
        assert ran.code == 255
        assert ran.text.endswith(f"\r\nError code: {code}\r\n")
    world.behave().mode("error", "-t", message="Odd.\nVery.", code="Wsl/Service/0x8007273d")
    assert call("-t", "Debian").text == "Odd.\r\nVery.\r\nError code: Wsl/Service/0x8007273d\r\n"


def test_a_stale_interop_socket(world: World) -> None:
    world.mode("interop-stale", good=["/run/WSL/1_interop"])
    ran = call("-l", "-q", env={"WSL_INTEROP": "/run/WSL/77_interop"})
    assert (ran.code, ran.out) == (1, b"")
    assert ran.err.startswith(b"<3>WSL (")
    assert ran.err.endswith(b" - ) ERROR: UtilConnectUnix:543: connect failed 111\n")
    assert call("-l", "-q", env={"WSL_INTEROP": "/run/WSL/1_interop"}).code == 0
    assert call("-l", "-q", env={}).code == 0
    world.behave().mode("interop-stale")
    assert call("--version", env={}).code == 1


def test_interop_that_is_never_answered(world: World) -> None:
    world.mode("interop-timeout", seconds=0.3)
    start = time.monotonic()
    ran = call("--version")
    assert time.monotonic() - start >= 0.3
    assert (ran.code, ran.out) == (1, b"")
    assert ran.err.endswith(b" - ) ERROR: UtilAcceptVsock:250: accept4 failed 110\n")


def test_interop_gone_from_the_kernel(world: World) -> None:
    assert NO_EXEC.read_bytes().startswith(b"MZ")
    with pytest.raises(OSError, match="Exec format error"):
        subprocess.run([NO_EXEC, "-l"], check=False)


def test_the_old_wsl(world: World) -> None:
    world.inbox()
    ran = call("--version")
    said = ran.out.decode("utf-16-le")
    assert ran.code == 255
    assert said.startswith("Invalid command line option: --version\r\nUsage: wsl.exe")
    assert call("-x").out.decode("utf-16-le").startswith("Invalid command line option: -x\r\n")
    assert call("-l", "-q").out.decode("utf-16-le") == NAMES
    assert "Error code" not in call("-t", "nope").out.decode("utf-16-le")
    assert "Kernel version: 5.10.102.1" in call("--status").out.decode("utf-16-le")
    assert "'wsl --install -d <Distro>'" in call("-l", "-o").out.decode("utf-16-le")


def test_the_log_tells_how_it_was_called(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    call("-l", "-v", env={"WSL_INTEROP": "/run/WSL/8_interop"}, cwd=str(folder))
    (made,) = world.calls()
    assert (made["argv"], made["cwd"], made["stdin"]) == (["-l", "-v"], str(folder), "pipe")
    assert (made["tty"], made["pseudoconsole"]) == ([False] * 3, False)
    assert made["env"]["WSL_INTEROP"] == "/run/WSL/8_interop"
    subprocess.run([WSL_EXE, "-l"], stdin=subprocess.DEVNULL, capture_output=True, check=True)
    assert world.calls()[1]["stdin"] == "null"
    assert world.forget_calls().calls() == []


@pytest.mark.parametrize(
    ("redirected", "in_front", "console"),
    [(False, True, True), (True, True, False), (False, False, False)],
)
def test_the_log_shows_a_terminal(
    world: World, redirected: bool, in_front: bool, console: bool
) -> None:
    master, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
    words = ["setsid", "--wait", *(["--ctty"] if in_front else []), str(WSL_EXE), "-l"]
    out = subprocess.DEVNULL if redirected else terminal
    subprocess.run(words, stdin=terminal, stdout=out, stderr=terminal, check=True)
    os.close(terminal)
    os.close(master)
    assert world.calls()[0]["tty"] == [True, not redirected, True]
    assert world.calls()[0]["pseudoconsole"] is console


def test_without_a_state_it_says_so_and_ends_with_97(
    monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    monkeypatch.delenv("WSLTUI_DOUBLE_STATE")
    ran = call("-l")
    assert (ran.code, ran.out) == (97, b"")
    assert b"WSLTUI_DOUBLE_STATE is not set" in ran.err


def test_many_at_once_lose_nothing(world: World) -> None:
    started = [
        subprocess.Popen([WSL_EXE, "-d", "Debian", "-e", "true"], stdin=subprocess.DEVNULL)
        for _ in range(8)
    ]
    assert [process.wait(timeout=30) for process in started] == [0] * 8
    assert len(world.calls()) == 8
    assert world.data["sessions"] == []
