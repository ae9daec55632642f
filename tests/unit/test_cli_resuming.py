"""`wsltui clean`, `clean --resume`, `clean --leave` and `undo` after a clean-up was killed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli_world import NO_ENGINE, Ran, Text, World
from tests.unit.killed_runs import Run
from tui.cli.main import run
from tui.cli.output import Output
from tui.cli.parsing import parse
from tui.core.errors import WsltuiError
from tui.run.recorded import Answer
from tui.session.cleaning.interruptions import lock
from tui.session.opening import Options
from tui.session.session import Session

Wsltui = Callable[..., Ran]


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return Run(tmp_path / "wsltui")


@pytest.fixture
def wsltui(runs: Run) -> Wsltui:
    def opened(options: Options) -> Session:
        session = runs.session()
        session.demo = False
        session.runner.read_only, session.runner.dry_run = options.read_only, options.dry_run
        return session

    def call(*argv: str, tty: bool = False, answers: str = "") -> Ran:
        streams = Text(tty=tty), Text(tty=tty), Text(answers, tty=tty)
        out = Output(*streams, env={})
        try:
            code = run(parse(argv), out, opened)
        except WsltuiError as error:
            out.complain(error)
            code = error.exit_code
        return Ran(code, streams[0].getvalue(), streams[1].getvalue())

    return call


@pytest.fixture
async def undo_id(runs: Run) -> str:
    return (await runs.killed()).undo_id


def test_clean_says_it_and_leaves_the_question_open(
    wsltui: Wsltui, runs: Run, undo_id: str
) -> None:
    for argv in (["clean"], ["clean", "--json"], ["clean", "--yes"]):
        ran = wsltui(*argv)
        assert ran.code == 0
        assert "was interrupted: 2 went" in ran.err
        assert f"go on: wsltui clean --resume {undo_id}" in ran.err
        assert f"undo what went: wsltui undo {undo_id}" in ran.err
    assert runs.place.name == undo_id
    overtaken = wsltui("clean").err
    assert "2 went, 0 did not, 24 skipped" in overtaken
    assert "--resume" not in overtaken
    assert wsltui("undo", "--list").out.count("was interrupted") == 1


def test_without_a_terminal_it_shows_what_is_left_and_wants_yes(
    wsltui: Wsltui, runs: Run, undo_id: str
) -> None:
    before = {**runs.world.containers}
    shown = wsltui("clean", "--resume")
    assert (shown.code, shown.out.count("remove  ")) == (0, len(shown.out.splitlines()))
    assert "went     container" in shown.err
    assert wsltui("clean", "--resume", "--dry-run", "--yes").code == 0
    assert runs.world.containers == before
    plan = wsltui("clean", "--resume", undo_id, "--json").json
    assert (plan["undo_id"], plan["totals"]["keep"]) == (undo_id, 0)
    assert wsltui("clean", "--resume", tty=True, answers="n\n").code == 4
    done = wsltui("clean", "--resume", "--yes", "--json").json
    assert (done["undo_id"], {r["outcome"] for r in done["results"]}) == (undo_id, {"done"})
    assert len(done["results"]) == plan["totals"]["remove"]
    assert wsltui("clean", "--resume", "--yes").code == 1


def test_leave_ends_it_and_undo_still_works(wsltui: Wsltui, runs: Run, undo_id: str) -> None:
    assert wsltui("clean", "--leave", "--dry-run").code == 0
    assert wsltui("clean", "--leave", "--read-only").code == 4
    left = wsltui("clean", "--leave")
    assert (left.code, f"wsltui undo {undo_id}" in left.err) == (0, True)
    assert "interrupted" not in wsltui("clean").err
    undone = wsltui("undo", "--yes")
    assert (undone.code, len(undone.out.splitlines())) == (0, 2)


def test_undo_brings_back_what_went_and_ends_it(wsltui: Wsltui, undo_id: str) -> None:
    assert wsltui("undo", undo_id, "--yes", "--dry-run").code == 0
    assert "was interrupted" in wsltui("clean").err
    undone = wsltui("undo", undo_id, "--yes")
    assert (undone.code, "2 back, 0 failed" in undone.err) == (0, True)
    assert "interrupted" not in wsltui("clean").err


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["clean", "ID"], 2),
        (["clean", "--resume", "--policy", "careful"], 2),
        (["clean", "--resume", "--leave"], 2),
        (["clean", "--leave", "--no-undo"], 2),
        (["clean", "--resume", "--yes", "--read-only"], 4),
        (["clean", "--resume", "unknown", "--yes"], 1),
        (["clean", "--resume", "../../etc", "--yes"], 1),
        (["undo", "20200101-000000-abcd"], 1),
        (["undo", "../../etc"], 1),
        (["undo"], 4),
    ],
)
def test_exit_codes(wsltui: Wsltui, undo_id: str, argv: list[str], code: int) -> None:
    assert wsltui(*argv).code == code


async def test_while_it_still_runs_it_is_refused(runs: Run) -> None:
    plan = await runs.killed()
    with lock(runs.directory, plan.world.engine_id):
        assert not runs.cleaner().interrupted.cut_short(runs.cleaner().trash.entries()[0])


@pytest.mark.parametrize(
    "words", ["clean", "clean --resume", "clean --leave ID", "undo --yes", "undo ID"]
)
def test_without_an_engine_it_is_not_available(words: str, runs: Run) -> None:
    world = World(replies={"docker info": Answer("", 1, NO_ENGINE)})
    assert world.run(*words.split()).code == 3
    assert not runs.directory.exists()
