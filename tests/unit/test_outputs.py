"""Both outputs of a program as bytes, and what is written down of them: nothing."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tests.unit.programs import alive, sh, until
from tui.core.command import Command, Outcome, Result
from tui.run.journal import Journal
from tui.run.outputs import Outputs, Piece
from tui.run.runner import Runner
from tui.run.transport import Processes


async def read(script: str) -> tuple[bytes, bytes, Result]:
    async with Processes().outputs(sh(script, seconds=None)) as outputs:
        pieces = [piece async for piece in outputs]
        assert outputs.result is not None
        kept = [b"".join(p.raw for p in pieces if p.error is error) for error in (False, True)]
        return kept[0], kept[1], outputs.result


async def test_both_come_apart_and_as_they_are() -> None:
    out, err, result = await read(r"printf 'a\r\xff\0b'; printf 'e\x1b[31m' >&2; exit 3")
    assert (out, err) == (b"a\r\xff\0b", b"e\x1b[31m")
    assert (result.outcome, result.code) == (Outcome.FAILED, 3)
    assert (result.stdout, result.stderr) == (b"", b"")


async def test_more_than_a_pipe_holds_comes_whole() -> None:
    out, err, result = await read("head -c 300000 /dev/zero; head -c 200000 /dev/zero >&2")
    assert (len(out), len(err), result.outcome) == (300_000, 200_000, Outcome.OK)


async def test_leaving_stops_it_and_nothing_is_read_that_nobody_takes(tmp_path: Path) -> None:
    """Its writer waits: it has no more than two pipes full ahead."""
    counted = tmp_path / "count"
    script = 'echo $$; exec 2>"$1"; for n in {1..400}; do head -c 65536 /dev/zero; echo x >&2; done'
    async with Processes().outputs(sh(script, str(counted), seconds=None)) as outputs:
        pieces = aiter(outputs)
        pid = int((await anext(pieces)).raw.split(b"\n")[0])
        await asyncio.sleep(0.3)
        assert len(counted.read_text().split()) < 8
        assert alive(pid)
    await until(lambda: not alive(pid))


async def test_a_reader_that_is_cancelled_misses_nothing() -> None:
    async with Processes().outputs(sh("sleep 0.2; echo late", seconds=None)) as outputs:
        pieces = aiter(outputs)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(pieces), 0.02)
        assert (await anext(pieces)).raw == b"late\n"
        with pytest.raises(StopAsyncIteration):
            await anext(pieces)


async def test_a_program_that_is_not_there_says_so() -> None:
    command = Command("test", ("/no/such/program",))
    async with Processes().outputs(command) as outputs:
        (piece,) = [piece async for piece in outputs]
        assert outputs.result is not None
    assert piece == Piece(b"/no/such/program: No such file or directory", True)
    assert outputs.result.outcome is Outcome.NOT_STARTED


async def test_the_journal_never_has_a_word_of_it(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    runner = Runner(Journal(file))
    script = "echo PASSWORD=out; echo PASSWORD=err >&2; exit $1"
    async with runner.outputs(sh(script, "1", seconds=None)) as outputs:
        assert len([piece async for piece in outputs]) == 2
    (entry,) = runner.journal.entries
    assert (entry.outcome, entry.code, entry.words.count("PASSWORD")) == (Outcome.FAILED, 1, 0)
    (written,) = map(json.loads, file.read_text().splitlines())
    assert "err" not in str(written).replace(script, "").replace("stderr", "")
    async with runner.outputs(sh("sleep 60", seconds=None)):
        pass
    assert runner.journal.entries[-1].outcome is Outcome.CANCELLED


async def test_what_was_captured_can_stand_for_it() -> None:
    result = Result(sh("true"), Outcome.OK, 0, b"out", b"err", 1.0)
    outputs = Outputs.ended(result)
    assert [piece async for piece in outputs] == [Piece(b"out"), Piece(b"err", True)]
    assert outputs.result == Result(result.command, Outcome.OK, 0, seconds=1.0)
