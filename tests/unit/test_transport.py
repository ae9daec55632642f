"""Whatever happens to a command is a result: limits, odd output, programs that do not start."""

from __future__ import annotations

import asyncio
import os
import pty
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.programs import STUBBORN, alive, sh, until
from tui.core.command import Command, Mode, Outcome, Result
from tui.core.decoding import LONGEST_LINE
from tui.run import transport
from tui.run.transport import Processes


async def run(script: str, *words: str, seconds: float | None = 20) -> Result:
    return await Processes().run(sh(script, *words, seconds=seconds))


async def streamed(script: str, seconds: float | None = 20) -> tuple[list[str], Result]:
    async with Processes().stream(sh(script, seconds=seconds)) as stream:
        found = [line async for line in stream]
        assert stream.result is not None
        return found, stream.result


async def test_both_outputs_apart_and_the_code() -> None:
    result = await run("echo out; echo err >&2; exit 3")
    assert (result.outcome, result.code) == (Outcome.FAILED, 3)
    assert (result.stdout, result.stderr) == (b"out\n", b"err\n")
    assert (await run("true")).ok


async def test_a_program_that_a_signal_ends_has_failed() -> None:
    result = await run("kill -9 $$")
    assert (result.outcome, result.code) == (Outcome.FAILED, -9)


async def test_a_time_limit_keeps_what_was_said_so_far() -> None:
    result = await run("echo began; echo trouble >&2; sleep 60", seconds=0.5)
    assert (result.outcome, result.code) == (Outcome.TIMEOUT, None)
    assert (result.stdout, result.stderr) == (b"began\n", b"trouble\n")
    assert 0.5 <= result.seconds < 15


async def test_a_time_limit_ends_the_whole_group() -> None:
    result = await run('bash -c "$1" & echo $!; wait', STUBBORN, seconds=0.5)
    assert result.outcome is Outcome.TIMEOUT
    (pid,) = (int(word) for word in result.text.split() if word.isdigit())
    await until(lambda: not alive(pid))


async def test_cancelling_ends_the_whole_group_before_it_returns(tmp_path: Path) -> None:
    note = tmp_path / "pids"
    task = asyncio.create_task(run(f"sleep 60 & echo $! $$ > {note}; wait", seconds=None))
    await until(lambda: note.exists() and note.read_text().endswith("\n"))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    inner, leader = map(int, note.read_text().split())
    assert not alive(leader)
    await until(lambda: not alive(inner))


async def test_a_grandchild_that_holds_the_pipes_holds_nothing_up(tmp_path: Path) -> None:
    result = await run(f"echo done; setsid sleep 60 & echo $! > {tmp_path}/pid")
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)
    assert (result.outcome, result.stdout) == (Outcome.OK, b"done\n")
    assert result.seconds < 15


async def test_output_of_any_size_is_taken_whole() -> None:
    result = await run("head -c 9000000 /dev/zero; head -c 70000 /dev/zero >&2")
    assert (len(result.stdout), len(result.stderr)) == (9_000_000, 70_000)


async def test_output_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "CAPTURE_LIMIT", 1_000_000)
    result = await run("yes")
    assert result.outcome is Outcome.FAILED
    assert "more than can be taken in" in result.last_words()


async def test_a_process_that_closes_its_outputs_is_waited_for() -> None:
    result = await run("exec >&- 2>&-; sleep 0.3; exit 4")
    assert result.code == 4
    assert result.seconds >= 0.3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["/no/such/program"], "/no/such/program: No such file or directory"),
        (["no-such-program"], "no-such-program: No such file or directory"),
        (["/etc/passwd"], "/etc/passwd: Permission denied"),
        (["true", "a\0b"], "true: embedded null byte"),
        (["true", "\ud800"], "surrogates not allowed"),
        (["true", "x" * 3_000_000], "true: Argument list too long"),
    ],
)
@pytest.mark.parametrize("mode", Mode)
async def test_what_cannot_be_started_says_why(words: list[str], said: str, mode: Mode) -> None:
    command = Command("test", tuple(words), mode=mode)
    if mode is Mode.CAPTURED:
        result = await Processes().run(command)
    elif mode is Mode.INTERACTIVE:
        result = await Processes().hand_over(command)
    else:
        async with Processes().stream(command) as stream:
            assert [line async for line in stream] == []
            assert stream.result is not None
            result = stream.result
    assert (result.outcome, result.code) == (Outcome.NOT_STARTED, None)
    assert said in result.last_words()


async def test_a_directory_that_is_not_there_is_not_taken_for_the_program() -> None:
    result = await Processes().run(Command("test", ("true",), cwd="/no/such/place"))
    assert result.outcome is Outcome.NOT_STARTED
    assert result.last_words().startswith("/no/such/place: ")
    assert "No such file" not in result.last_words()


async def test_additions_to_the_environment() -> None:
    command = sh('echo "$GREETING $HOME"').with_env({"GREETING": "hello"})
    assert (await Processes().run(command)).text == f"hello {os.environ['HOME']}\n"
    odd = command.with_env({"A=B": "c"})
    assert (await Processes().run(odd)).outcome is Outcome.NOT_STARTED


async def test_lines_come_one_by_one(tmp_path: Path) -> None:
    go = tmp_path / "go"
    os.mkfifo(go)
    command = sh(f"echo one; read x < {go}; echo two")
    async with asyncio.timeout(20), Processes().stream(command) as stream:
        lines = aiter(stream)
        assert await anext(lines) == "one"
        assert stream.result is None
        await asyncio.to_thread(go.write_text, "go\n")
        assert [line async for line in lines] == ["two"]
        assert stream.result is not None


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (r"printf 'a\nb'", ["a", "b"]),
        (r"printf 'a\r\nb\r\n'", ["a", "b"]),
        (r"printf '10\r20\r'", ["10", "20"]),
        (r"printf 'a\0\n\0\x2d\x4e\r\0\n\0'", ["a", "中"]),
        (r"printf '\xff\n'", ["\ufffd"]),
        ("", []),
    ],
)
async def test_lines_of_every_kind(script: str, expected: list[str]) -> None:
    found, result = await streamed(script)
    assert found == expected
    assert result.ok


async def test_a_line_of_64_kilobytes_is_one_line() -> None:
    found, _ = await streamed("head -c 65536 /dev/zero | tr '\\0' x; echo; echo end")
    assert list(map(len, found)) == [65536, 3]


async def test_a_line_without_end_does_not_fill_the_memory() -> None:
    found, _ = await streamed(f"head -c {3 * LONGEST_LINE} /dev/zero | tr '\\0' x")
    assert sum(map(len, found)) == 3 * LONGEST_LINE
    assert max(map(len, found)) < 2 * LONGEST_LINE


async def test_a_stream_that_fails_says_why() -> None:
    found, result = await streamed("echo one; echo 'unexpected EOF' >&2; exit 1")
    assert found == ["one"]
    assert (result.outcome, result.code) == (Outcome.FAILED, 1)
    assert result.last_words() == "unexpected EOF"


async def test_only_the_last_complaints_of_a_stream_are_kept() -> None:
    _, result = await streamed("head -c 3000000 /dev/zero >&2; echo end >&2")
    assert len(result.stderr) == 64 * 1024
    assert result.stderr.endswith(b"end\n")


async def test_a_stream_has_a_time_limit_too() -> None:
    found, result = await streamed("echo one; sleep 60", seconds=0.5)
    assert found == ["one"]
    assert (result.outcome, result.code) == (Outcome.TIMEOUT, None)


async def test_a_stream_ends_although_a_grandchild_holds_its_pipes(tmp_path: Path) -> None:
    script = f"echo one; setsid sleep 60 & echo $! > {tmp_path}/pid"
    async with asyncio.timeout(20):
        found, result = await streamed(script, seconds=None)
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)
    assert (found, result.ok) == (["one"], True)


async def test_leaving_a_stream_stops_it(tmp_path: Path) -> None:
    async with Processes().stream(sh("echo $$; sleep 60")) as stream:
        pid = int(await anext(aiter(stream)))
    assert not alive(pid)


async def test_a_read_of_a_stream_that_was_given_up_loses_nothing(tmp_path: Path) -> None:
    go = tmp_path / "go"
    os.mkfifo(go)
    command = sh(f"read x < {go}; echo late")
    async with asyncio.timeout(20), Processes().stream(command) as stream:
        waiting = asyncio.ensure_future(anext(aiter(stream)))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
        await asyncio.to_thread(go.write_text, "go\n")
        assert await anext(aiter(stream)) == "late"


@pytest.fixture
def terminal() -> Iterator[int]:
    """Our standard streams are a terminal; the answer is its other end."""
    ours, theirs = pty.openpty()
    saved = [os.dup(fd) for fd in range(3)]
    for fd in range(3):
        os.dup2(theirs, fd)
    try:
        yield ours
    finally:
        for fd, old in enumerate(saved):
            os.dup2(old, fd)
            os.close(old)
        os.close(ours)
        os.close(theirs)


def interactive(script: str, *words: str) -> Command:
    return replace(sh(script, *words), mode=Mode.INTERACTIVE, timeout=None)


async def test_an_interactive_program_has_the_terminal(terminal: int) -> None:
    os.write(terminal, b"hello\n")
    result = await Processes().hand_over(interactive('read x; [ "$x" = hello ] && exit 7'))
    assert (result.outcome, result.code) == (Outcome.FAILED, 7)


async def test_the_terminal_is_left_as_it_was_found(terminal: int) -> None:
    before = termios.tcgetattr(0)
    await Processes().hand_over(interactive("stty raw -echo; kill -9 $$"))
    assert termios.tcgetattr(0) == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGQUIT])
async def test_keys_that_end_programs_end_the_one_with_the_terminal(number: int) -> None:
    """Both are in the foreground group, so both hear of ctrl+c; the program may mind it."""
    before = signal.getsignal(number)
    words = ("sh", "-c", f"kill -{number} $PPID; kill -{number} $$")
    result = await Processes().hand_over(Command("test", words, mode=Mode.INTERACTIVE))
    assert result.code == -number
    assert signal.getsignal(number) is before


async def test_cancelling_ends_an_interactive_program(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    script = f"trap '' TERM; echo $$ > {note}; sleep 60; sleep 60"
    task = asyncio.create_task(Processes().hand_over(interactive(script)))
    await until(lambda: note.exists() and note.read_text().endswith("\n"))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not alive(int(note.read_text()))


def test_no_terminal_at_all_is_no_obstacle() -> None:
    program = (
        "import asyncio; from tui.core.command import Command;"
        "from tui.run.transport import Processes;"
        "print(asyncio.run(Processes().hand_over(Command('test', ('true',)))).outcome)"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import os; os.close(0)\n{program}"],
        capture_output=True, text=True, check=False, timeout=20, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout == "ok\n", done.stderr
