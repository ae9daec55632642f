"""One process: how it starts, how it and all its children are stopped, and what is left over."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.unit.programs import STUBBORN, alive, sh, until
from tui.core.command import Command
from tui.run import pipe, process
from tui.run.pipe import Pipe
from tui.run.process import PipedChild, spawn, stop
from tui.run.transport import Processes


async def first_lines(child: PipedChild, count: int = 1) -> list[str]:
    """All that came until there were `count` lines."""
    said = b""
    async with asyncio.timeout(20):
        while said.count(b"\n") < count:
            chunk = await child.out.read()
            assert chunk
            said += chunk
    return said.decode().split()


async def everything(pipe: Pipe) -> bytes:
    said = b""
    async with asyncio.timeout(20):
        while chunk := await pipe.read():
            said += chunk
    return said


def file_descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208


def children() -> set[int]:
    """Zombies too; the engines of other tests are children of this process as well."""
    return {child.pid for child in psutil.Process().children()}


async def test_a_polite_process_may_tidy_up(tmp_path: Path) -> None:
    note = tmp_path / "note"
    child = spawn(sh(f"trap 'echo tidied > {note}; exit 3' TERM; echo ready; sleep 60 & wait"))
    await first_lines(child)
    await stop(child)
    assert (child.code, note.read_text()) == (3, "tidied\n")


async def test_a_stubborn_process_is_killed() -> None:
    child = spawn(sh(STUBBORN))
    await first_lines(child)
    began = time.monotonic()
    await stop(child)
    assert child.code == -signal.SIGKILL
    assert process.GRACE <= time.monotonic() - began < 15


async def test_the_children_of_a_process_may_tidy_up_too(tmp_path: Path) -> None:
    """The leader ends at once when asked; its child needs a moment longer."""
    note = tmp_path / "note"
    inner = f"trap 'sleep 0.3; echo done > {note}' TERM; echo ready; sleep 60 & wait"
    script = 'bash -c "$1" & wait'
    child = spawn(sh(script, inner))
    await first_lines(child)
    await stop(child)
    assert note.read_text() == "done\n"


async def test_stubborn_children_are_killed_with_their_parent() -> None:
    child = spawn(sh('bash -c "$1" & echo $!; wait', STUBBORN))
    lines = await first_lines(child, 2)
    await stop(child)
    (pid,) = (int(line) for line in lines if line.isdigit())
    await until(lambda: not alive(pid))


async def test_what_is_left_of_a_group_goes_when_its_process_has_ended() -> None:
    child = spawn(sh("sleep 60 & echo $!"))
    pid = int((await first_lines(child))[0])
    await child.ended.wait()
    await stop(child)
    await until(lambda: not alive(pid))


async def test_pipes_end_although_somebody_outside_the_group_holds_them() -> None:
    child = spawn(sh("setsid sleep 60 & echo $!"))
    pid = int((await first_lines(child))[0])
    try:
        async with asyncio.timeout(20):
            assert (await everything(child.out), await everything(child.err)) == (b"", b"")
            await stop(child)
    finally:
        os.kill(pid, signal.SIGKILL)


async def test_nothing_is_lost_when_a_reader_is_slower_than_a_pipe_is_patient(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pipe, "SILENCE", 0.01)
    child = spawn(sh("head -c 400000 /dev/zero"))
    taken = len(await child.out.read())
    while chunk := await child.out.read():
        taken += len(chunk)
        await asyncio.sleep(0.03)
    await stop(child)
    assert taken == 400_000


async def test_cancelled_while_it_is_asked_to_end_it_is_killed_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(process, "GRACE", 60)
    child = spawn(sh(STUBBORN))
    await first_lines(child)
    stopping = asyncio.create_task(stop(child))
    await asyncio.sleep(0.05)
    stopping.cancel()
    began = time.monotonic()
    with pytest.raises(asyncio.CancelledError):
        await stopping
    assert time.monotonic() - began < 15
    assert child.code == -signal.SIGKILL


async def test_a_process_that_the_kernel_keeps_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "GRACE", 0.05)
    monkeypatch.setattr(process, "LAST_WAIT", 0.05)
    child = spawn(sh("echo ready; sleep 60"))
    await first_lines(child)
    with monkeypatch.context() as undying:
        undying.setattr(PipedChild, "signal_group", lambda *_: True)
        await asyncio.wait_for(stop(child), 5)
        assert child.code is None
    os.killpg(child.pid, signal.SIGKILL)
    await asyncio.wait_for(child.ended.wait(), 5)


@pytest.mark.parametrize("turns", range(6))
async def test_cancelled_at_any_moment_of_its_start_nothing_runs_on(
    tmp_path: Path, turns: int
) -> None:
    note = tmp_path / "pid"
    running = asyncio.create_task(Processes().run(sh(f"echo $$ > {note}; exec sleep 60")))
    for _ in range(turns):
        await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    if note.exists() and note.read_text():
        assert not alive(int(note.read_text()))


@pytest.mark.parametrize("error", [OSError(38, "Function not implemented")])
async def test_without_pidfd_a_thread_waits(
    monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    """As in WSL 1."""

    def missing(_pid: int) -> int:
        raise error

    monkeypatch.setattr(os, "pidfd_open", missing)
    result = await Processes().run(sh("echo out; exit 3"))
    assert (result.code, result.stdout) == (3, b"out\n")
    child = spawn(sh(STUBBORN))
    await first_lines(child)
    await stop(child)
    assert child.code == -signal.SIGKILL


async def test_stdin_is_closed_and_there_is_no_terminal() -> None:
    child = spawn(sh("read x; echo $?; (: < /dev/tty) 2> /dev/null || echo no terminal"))
    said = await everything(child.out)
    await stop(child)
    assert said == b"1\nno terminal\n"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["/no/such/program"], FileNotFoundError),
        (["/etc/passwd"], PermissionError),
        (["/"], PermissionError),
        (["true", "a\0b"], ValueError),
        (["true", "\ud800"], ValueError),
        (["true", "x" * 3_000_000], OSError),
    ],
)
async def test_what_cannot_be_started_raises_and_leaves_nothing(
    words: list[str], error: type[Exception]
) -> None:
    before = file_descriptors()
    with pytest.raises(error):
        spawn(Command("test", tuple(words)))
    assert file_descriptors() == before


async def test_a_file_without_a_known_format_raises(tmp_path: Path) -> None:
    program = tmp_path / "wsl.exe"
    program.write_bytes(b"MZ\x90\x00\x03")
    program.chmod(0o755)
    with pytest.raises(OSError, match="Exec format error"):
        spawn(Command("test", (str(program),)))


async def test_many_runs_leave_no_descriptor_open_and_no_zombie() -> None:
    async def once(number: int) -> None:
        child = spawn(sh("echo hello") if number % 2 else Command("test", ("true",)))
        await everything(child.out)
        if number % 3:
            await child.ended.wait()
        await stop(child)

    await once(1)
    before, others = file_descriptors(), children()
    for start in range(0, 300, 10):
        await asyncio.gather(*(once(start + n) for n in range(10)))
    assert file_descriptors() == before
    assert children() == others


LEAVE = """
import asyncio, sys
from pathlib import Path
from tui.core.command import Command
from tui.run.transport import Processes

async def main():
    script = "trap '' TERM; echo $$ > $1; sleep 60; sleep 60"
    command = Command("test", ("bash", "-c", script, "bash", sys.argv[1]), timeout=None)
    task = asyncio.create_task(Processes().run(command))
    while not Path(sys.argv[1]).read_text():
        await asyncio.sleep(0.01)
    await asyncio.sleep({connected})
    {how}

asyncio.run(main())
"""


def left(program: str, note: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-X", "dev", "-c", program, str(note)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        cwd=Path(__file__).parents[2],
    )


def test_the_end_of_the_event_loop_does_not_wait_for_a_process_that_only_starts(
    tmp_path: Path,
) -> None:
    """asyncio waits for ever for pipes that were not connected when it was cancelled."""
    for turn in range(3):
        note = tmp_path / f"pid{turn}"
        note.touch()
        done = left(LEAVE.format(how="return", connected=0), note)
        assert done.returncode == 0, done.stderr
        assert not alive(int(note.read_text()))


@pytest.mark.parametrize("how", ["return", "task.cancel(); await asyncio.sleep(0.05)", "1 / 0"])
def test_the_end_of_the_event_loop_leaves_nothing_running(tmp_path: Path, how: str) -> None:
    """However it ends: at once, while a process is being stopped, or by an error."""
    note = tmp_path / "pid"
    note.touch()
    done = left(LEAVE.format(how=how, connected=0.3), note)
    assert not alive(int(note.read_text()))
    said = done.stderr.replace("ZeroDivisionError", "")
    assert "ResourceWarning" not in said
    assert "never" not in said
    assert done.returncode == (1 if "0" in how and "/" in how else 0), done.stderr


def test_exit_codes_are_known_although_our_parent_ignores_the_ends_of_children() -> None:
    program = (
        "import asyncio; from tui.core.command import Command;"
        "from tui.run.transport import Processes;"
        "run = Processes().run(Command('test', ('sh', '-c', 'exit 7')));"
        "print(asyncio.run(run).code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        cwd=Path(__file__).parents[2],
        preexec_fn=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN),
    )
    assert done.stdout == "7\n", done.stderr


AT_ONCE = """
import asyncio, sys, time
from tui.core.command import Command
from tui.run.transport import Processes

async def main():
    asyncio.get_running_loop().slow_callback_duration = 60
    command = Command("test", ("bash", "-c", "echo $$ > $1; exec sleep 60", "bash", sys.argv[1]))
    task = asyncio.create_task(Processes().run(command))
    for _ in range(int(sys.argv[2])):
        await asyncio.sleep(0)

began = time.monotonic()
asyncio.run(main())
print(time.monotonic() - began)
"""


@pytest.mark.parametrize("turns", range(7))
def test_the_end_of_the_event_loop_may_come_while_a_process_starts(
    tmp_path: Path, turns: int
) -> None:
    note = tmp_path / "pid"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-X", "dev", "-c", AT_ONCE, str(note), str(turns)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert float(done.stdout) < 10
    if note.exists() and note.read_text():
        assert not alive(int(note.read_text()))
