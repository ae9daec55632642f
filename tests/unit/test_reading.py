"""Commands whose lines are heard while they run: on a terminal nobody sees, or both outputs."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tui.core.action import Item, Steps
from tui.core.command import Command, Mode, Outcome, Result
from tui.run.journal import Journal
from tui.run.runner import Runner
from tui.session.chain import Chain

TELLS = "import os, sys; print(os.isatty(1), os.isatty(0), os.get_terminal_size(1).columns)"
BOTH = "import sys; print('out', flush=True); print('err', file=sys.stderr, flush=True); print(3)"


def python(script: str, mode: Mode, **more: object) -> Command:
    return Command("docker", (sys.executable, "-c", script), mode=mode, **more)  # type: ignore[arg-type]


async def heard(command: Command) -> tuple[list[str], Result]:
    lines: list[str] = []
    results: list[Result] = []
    await Runner(Journal()).batch(
        [command], 1, lambda _, result: results.append(result), heard=lambda _, x: lines.append(x)
    )
    return lines, results[0]


async def test_a_terminal_that_nobody_sees_is_wide_and_is_not_asked_from() -> None:
    lines, result = await heard(python(TELLS, Mode.TERMINAL))
    assert lines == ["True False 200"]
    assert (result.outcome, result.text) == (Outcome.OK, "True False 200")


async def test_complaints_stay_apart_on_a_terminal_and_not_where_joined() -> None:
    lines, result = await heard(python(BOTH, Mode.TERMINAL))
    assert (lines, result.error_text) == (["out", "3"], "err\n")
    lines, result = await heard(python(BOTH, Mode.JOINED))
    assert (lines, result.error_text) == (["out", "err", "3"], "")


async def test_a_joined_command_that_fails_complains_with_all_it_said() -> None:
    lines, result = await heard(python(f"{BOTH}; sys.exit(3)", Mode.JOINED))
    assert lines == ["out", "err", "3"]
    assert (result.outcome, result.code, result.last_words(2)) == (Outcome.FAILED, 3, "err\n3")


@pytest.mark.parametrize("mode", [Mode.TERMINAL, Mode.JOINED])
async def test_a_cancel_ends_the_process_and_is_heard_of(mode: Mode) -> None:
    script = "import os, time; print(os.getpid(), flush=True); time.sleep(50)"
    pid: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    results: list[Result] = []
    job = asyncio.create_task(
        Runner(Journal()).batch(
            [python(script, mode)], 1, lambda _, r: results.append(r),
            heard=lambda _, line: pid.set_result(line),
        )
    )  # fmt: skip
    number = int(await pid)
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    assert results[0].outcome is Outcome.CANCELLED
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


async def test_a_program_that_is_not_there_and_a_time_limit() -> None:
    lines, result = await heard(Command("docker", ("/no/such/one",), mode=Mode.TERMINAL))
    assert (lines, result.outcome) == ([], Outcome.NOT_STARTED)
    _, result = await heard(python("import time; time.sleep(50)", Mode.JOINED, timeout=0.1))
    assert result.outcome is Outcome.TIMEOUT


async def test_variables_are_part_of_what_one_would_type_and_reach_the_program() -> None:
    script = "import os; print(os.environ['DOCKER_BUILDKIT'])"
    command = python(script, Mode.JOINED, variables=(("DOCKER_BUILDKIT", "0"),))
    assert command.typed().startswith("DOCKER_BUILDKIT=0 ")
    assert (await heard(command))[0] == ["0"]


async def test_a_dry_run_hears_nothing() -> None:
    lines: list[str] = []
    results: list[Result] = []
    await Runner(Journal(), dry_run=True).batch(
        [python("print(1)", Mode.JOINED, mutates=True)], 1, lambda _, r: results.append(r),
        heard=lambda _, line: lines.append(line),
    )  # fmt: skip
    assert (lines, results[0].outcome) == ([], Outcome.DRY_RUN)


async def test_stdout_goes_into_a_file_that_is_new(tmp_path: Path) -> None:
    file = tmp_path / "out.tar"
    command = python("print('whole')", Mode.CAPTURED, into=str(file))
    assert command.typed().endswith(f" > {file}")
    _, result = await heard(command)
    assert (result.ok, file.read_text()) == (True, "whole\n")
    _, again = await heard(command)
    assert (again.outcome, again.code) == (Outcome.FAILED, None)
    assert again.error_text == f"{file}: File exists"
    assert file.read_text() == "whole\n"


async def test_a_program_that_is_not_there_leaves_no_file(tmp_path: Path) -> None:
    file = tmp_path / "out.tar"
    missing = Command("docker", ("/no/such/one",), into=str(file))
    assert (await heard(missing))[1].outcome is Outcome.NOT_STARTED
    assert not file.exists()


def test_a_file_of_somebody_else_is_not_taken_back() -> None:
    save, rm = Command("docker", ("docker",), into="/x"), Command("host", ("rm", "/x"))
    item = Item("a", "a", save, steps=Steps(broken=(rm,)))
    assert Chain(item).after(Result(save, Outcome.FAILED)) is None
    assert Chain(item).after(Result(save, Outcome.FAILED, 1)) == rm
    assert Chain(item).after(Result(save, Outcome.CANCELLED)) == rm
