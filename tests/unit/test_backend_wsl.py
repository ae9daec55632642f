"""wsl.exe: where it is found, how it is started, retried and asked, and why it may not answer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import NO_EXEC, WSL_EXE, World
from tests.unit.fake_machine import FakeMachine
from tui.backends.wsl import TRIED, VARIABLE, WslBackend, current_distro
from tui.core.command import Command, Outcome, Result, wsl
from tui.core.errors import Unavailable
from tui.core.health import Cause, Health
from tui.run.transport import Processes

world = fixtures.wsl_world
run = Processes().run


@pytest.fixture
def machine(tmp_path: Path) -> FakeMachine:
    return FakeMachine(tmp_path / "machine")


@pytest.fixture
def backend(world: World, machine: FakeMachine) -> WslBackend:
    """The double, reached as WSLTUI_WSL_EXE says, on a machine with sockets of its own."""
    return WslBackend(os.environ, places=machine.places)


async def nothing_runs(command: Command) -> Result:
    raise AssertionError(f"{command.argv} was run")


async def found(machine: FakeMachine, path: str = "", chosen: str | None = None) -> str | None:
    """The program that is taken on a healthy WSL with this PATH."""
    backend = WslBackend({"PATH": path}, program=chosen, places=machine.places)
    try:
        return backend.prepare(wsl("-l")).program
    except Unavailable:
        return None


async def test_up_with_versions(backend: WslBackend) -> None:
    facts = {"wsl_version": "2.7.8.0", "kernel_version": "6.18.33.1-1"}
    assert await backend.probe(run) == Health(up=True, facts=facts)


@pytest.mark.parametrize("language", ["de", "fr", "ja", "ko", "nb", "zh-CN", "zh-TW"])
async def test_versions_in_any_language(backend: WslBackend, world: World, language: str) -> None:
    world.locale(language)
    assert (await backend.probe(run)).facts["kernel_version"] == "6.18.33.1-1"


async def test_the_old_wsl_exe_is_up(backend: WslBackend, world: World) -> None:
    world.inbox()
    assert await backend.probe(run) == Health(up=True, facts={"wsl_version": "inbox"})


async def test_how_it_is_started(
    backend: WslBackend, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WSLENV", "EDITOR/p:WSL_UTF8/u:EDITOR/p")
    result = await run(backend.prepare(wsl("-l", "-v")))
    assert result.text.startswith("  NAME")
    assert b"\x00" not in result.stdout
    (call,) = world.calls()
    assert (call["cwd"], call["stdin"], call["tty"]) == ("/", "null", [False] * 3)
    assert call["env"]["WSLENV"] == "WSL_UTF8:EDITOR/p"
    assert call["env"]["LC_ALL"] == "C.UTF-8"


async def test_preparing_twice_is_preparing_once(backend: WslBackend) -> None:
    once = backend.prepare(wsl("-l"))
    assert once.argv == ("wsl.exe", "-l")
    assert once.program == str(WSL_EXE)
    assert backend.prepare(once) == once


@pytest.mark.parametrize("program", ["explorer.exe", "wt.exe", "code"])
async def test_other_programs_of_windows_start_there_too(backend: WslBackend, program: str) -> None:
    here = backend.prepare(wsl("-l")).cwd
    prepared = backend.prepare(Command("wsl", (program, "x")))
    assert (prepared.program, prepared.cwd) == (None, here)
    assert backend.prepare(Command("wsl", ("wslpath", "-w", "/"))).cwd is None


async def test_it_starts_on_the_drive_that_it_lies_on(machine: FakeMachine) -> None:
    machine.wsl().drives(r"C:\134 /mnt/c 9p rw 0 0", r"D:\134 /mnt/d 9p rw 0 0")
    program = machine.program("mnt/d/Windows/System32/wsl.exe")
    backend = WslBackend({"PATH": ""}, places=machine.places)
    prepared = backend.prepare(wsl("-l"))
    assert (prepared.program, prepared.cwd) == (str(program), str(machine.root / "mnt/d"))
    elsewhere = machine.program("opt/wsl.exe")
    backend = WslBackend({VARIABLE: str(elsewhere)}, places=machine.places)
    assert backend.prepare(wsl("-l")).cwd == str(machine.root / "mnt/c")


async def test_the_order_of_the_search(machine: FakeMachine, tmp_path: Path) -> None:
    machine.wsl()
    assert await found(machine) is None
    mounted = machine.program("mnt/c/Windows/System32/wsl.exe")
    assert await found(machine) == str(mounted)
    on_path = machine.program("somewhere/wsl.exe")
    folder = str(on_path.parent)
    assert await found(machine, folder) == str(on_path)
    chosen = machine.program("opt/wsl.exe")
    assert await found(machine, folder, chosen=str(chosen)) == str(chosen)
    forced = machine.program("forced/wsl.exe")
    env = {"PATH": folder, VARIABLE: str(forced)}
    backend = WslBackend(env, program=str(chosen), places=machine.places)
    assert backend.prepare(wsl("-l")).program == str(forced)


async def test_the_variable_needs_no_mark_of_wsl(machine: FakeMachine, world: World) -> None:
    assert not machine.places.in_wsl(os.environ)
    assert (await WslBackend(os.environ, places=machine.places).probe(run)).up


@pytest.mark.parametrize(
    ("new", "share"), [(True, "\\\\wsl.localhost\\Debian"), (False, "\\\\wsl$\\Debian")]
)
async def test_the_share_of_a_distro_has_the_name_that_windows_knows(
    machine: FakeMachine, new: bool, share: str
) -> None:
    machine.wsl().program("mnt/c/Windows/System32/wsl.exe")
    if new:
        machine.write("mnt/c/Program Files/WSL/wsl.exe")
    opened = Command("wsl", ("explorer.exe", "\\\\wsl.localhost\\Debian"))
    assert WslBackend({}, places=machine.places).prepare(opened).argv[1] == share


async def test_a_named_program_that_is_not_there(machine: FakeMachine) -> None:
    health = await WslBackend({VARIABLE: "/no/wsl.exe"}, places=machine.places).probe(nothing_runs)
    assert health.cause is Cause.NOT_INSTALLED
    assert "/no/wsl.exe" in health.reason
    assert VARIABLE in health.remedy


async def test_not_in_wsl(machine: FakeMachine) -> None:
    backend = WslBackend({"PATH": "/usr/bin"}, places=machine.places)
    assert (await backend.probe(nothing_runs)).cause is Cause.NOT_IN_WSL
    with pytest.raises(Unavailable, match="not WSL"):
        backend.prepare(wsl("-l"))


async def test_no_wsl_exe_in_wsl(machine: FakeMachine) -> None:
    health = await WslBackend({}, places=machine.wsl().places).probe(nothing_runs)
    assert health.cause is Cause.NOT_INSTALLED
    assert "appendWindowsPath" in health.remedy


async def test_interop_off(machine: FakeMachine) -> None:
    backend = WslBackend({}, places=machine.wsl().places)
    machine.binfmt()
    health = await backend.probe(nothing_runs)
    assert health.cause is Cause.INTEROP_OFF
    assert "wsl.exe --shutdown" in health.remedy
    machine.binfmt("WSLInterop", first="disabled")
    health = await backend.probe(nothing_runs)
    assert health.cause is Cause.INTEROP_OFF
    assert "echo 1" in health.remedy


async def test_a_program_of_windows_that_linux_cannot_run(machine: FakeMachine) -> None:
    backend = WslBackend({VARIABLE: str(NO_EXEC)}, places=machine.places)
    health = await backend.probe(run)
    assert health.cause is Cause.INTEROP_OFF
    assert "WSLInterop" in health.reason


async def test_windows_that_never_calls_back(backend: WslBackend, world: World) -> None:
    world.mode("interop-timeout", seconds=0.1)
    health = await backend.probe(run)
    assert health.cause is Cause.INTEROP_OFF
    assert "[interop] in /etc/wsl.conf" in health.remedy
    assert len(world.calls()) == 1


async def test_a_hang(machine: FakeMachine, world: World) -> None:
    world.mode("hang", verb="--version")
    health = await WslBackend(os.environ, places=machine.places, timeout=0.5).probe(run)
    assert (health.cause, "0.5 s" in health.reason) == (Cause.HUNG, True)


async def test_a_service_that_hangs_while_the_client_answers(
    backend: WslBackend, world: World
) -> None:
    world.mode("hang")
    assert (await backend.probe(run)).up
    health = backend.explain(await run(backend.prepare(wsl("-l", "-v", timeout=0.5))))
    assert health is not None
    assert health.cause is Cause.HUNG


@pytest.mark.parametrize("data", [b"", b"\xff\x00\xd8\x9d\x1b[2J\n", b"<html>\n<p>busy</p>\n"])
async def test_a_program_that_answers_something_else(
    backend: WslBackend, world: World, data: bytes
) -> None:
    world.mode("garbage", data=data)
    health = await backend.probe(run)
    assert health.cause is Cause.FAILED
    assert "\x1b" not in health.reason
    assert str(WSL_EXE) in health.remedy


async def test_stale_sockets_are_passed_over_one_by_one(
    backend: WslBackend, world: World, machine: FakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale, first = machine.socket("77", age=50), machine.socket("1", age=900)
    good, newest = machine.socket("12", age=100), machine.socket("90", age=1)
    monkeypatch.setenv("WSL_INTEROP", stale)
    world.mode("interop-stale", good=[good])
    assert (await backend.probe(run)).up
    tried = [call["env"]["WSL_INTEROP"] for call in world.calls()]
    assert tried == [stale, first, newest, good]
    assert (await run(backend.prepare(wsl("-l", "-q")))).ok
    assert world.calls()[-1]["env"]["WSL_INTEROP"] == good


async def test_when_no_socket_is_left_it_is_off_and_the_next_try_begins_anew(
    backend: WslBackend, world: World, machine: FakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = machine.socket("77")
    monkeypatch.setenv("WSL_INTEROP", stale)
    machine.socket("1")
    world.mode("interop-stale", good=[])
    assert (await backend.probe(run)).cause is Cause.INTEROP_OFF
    assert len(world.calls()) == 2
    assert "WSL_INTEROP" not in dict(backend.prepare(wsl("-l")).env)
    world.behave()
    assert (await backend.probe(run)).up


async def test_a_remembered_socket_may_go_stale_too(
    backend: WslBackend, world: World, machine: FakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WSL_INTEROP", machine.socket("77", age=500))
    first = machine.socket("1", age=900)
    world.mode("interop-stale", good=[first])
    assert (await backend.probe(run)).up
    fresh = machine.socket("99")
    world.behave().mode("interop-stale", good=[fresh]).forget_calls()
    assert (await backend.probe(run)).up
    assert [call["env"]["WSL_INTEROP"] for call in world.calls()] == [first, fresh]


async def test_no_socket_is_tried_twice(backend: WslBackend, machine: FakeMachine) -> None:
    sockets = [machine.socket("1"), machine.socket("2")]
    stderr = b"<3>WSL (7 - ) ERROR: UtilConnectToInteropServer:300: connect failed 2\n"
    result: Result | None = failed(wsl("-l"), stderr)
    seen = []
    while result and (command := backend.again(result)):
        seen.append(dict(command.env)["WSL_INTEROP"])
        result = failed(command, stderr)
    assert seen == sockets
    assert result is not None
    assert sockets[0] in dict(result.command.env)[TRIED]


def failed(command: Command, stderr: bytes, stdout: bytes = b"", code: int = 1) -> Result:
    return Result(command, Outcome.FAILED, code, stdout, stderr)


STALE = b"<3>WSL (7 - ) ERROR: UtilConnectUnix:543: connect failed 111\n"


@pytest.mark.parametrize(
    "result",
    [
        Result(wsl("-l"), Outcome.TIMEOUT, stderr=STALE),
        Result(wsl("-l"), Outcome.CANCELLED, stderr=STALE),
        failed(wsl("-l"), STALE, stdout=b"Debian\n"),
        failed(wsl("-l"), STALE, code=255),
        failed(wsl("-l"), b"<3>WSL (7 - ) ERROR: UtilAcceptVsock:250: accept4 failed 110\n"),
        failed(wsl("-l"), b"sh: connect failed"),
        Result(wsl("-l"), Outcome.OK, 0, stderr=STALE),
    ],
)
def test_what_may_have_started_is_never_tried_again(
    backend: WslBackend, machine: FakeMachine, result: Result
) -> None:
    machine.socket("1")
    assert backend.again(result) is None


@pytest.mark.parametrize(
    ("answer", "distro"),
    [
        (r"\\wsl.localhost\Ubuntu-24.04\\", "Ubuntu-24.04"),
        (r"\\wsl$\Debian\\", "Debian"),
        (r"C:\Users", None),
        ("", None),
    ],
)
async def test_the_current_distro_from_its_share(
    machine: FakeMachine, monkeypatch: pytest.MonkeyPatch, answer: str, distro: str | None
) -> None:
    program = machine.program("bin/wslpath", f"printf '%s\\n' '{answer}'")
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    assert await current_distro({}, run) == distro


async def test_the_current_distro(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await current_distro({"WSL_DISTRO_NAME": "Mine"}, nothing_runs) == "Mine"
    assert await current_distro({}, run) == world.data["current"]
    monkeypatch.setenv("PATH", "/nowhere")
    assert await current_distro({}, run) is None


async def test_a_missing_wslpath_says_nothing_about_wsl_exe(
    backend: WslBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    result = await run(backend.prepare(Command("wsl", ("wslpath", "-w", "/"))))
    assert result.outcome is Outcome.NOT_STARTED
    assert backend.explain(result) is None
