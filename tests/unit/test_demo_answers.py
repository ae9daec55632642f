"""The demo world answers every command that kinds and actions make; a new kind must join it."""

import itertools
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.unit.demo_worlds import rows_of, session, still_world, transport
from tests.unit.told import filled
from tui.core.action import Action
from tui.core.command import Command, Mode, Outcome
from tui.core.kind import View
from tui.core.logask import Wanted
from tui.kinds import ACTIONS, KINDS
from tui.session.follow import events_command
from tui.session.inspect import inspect
from tui.session.tabs import side

NO_ANSWER = "the demo world has no answer to"


@pytest.mark.parametrize("kind_id", KINDS)
async def test_every_listing_is_answered(kind_id: str) -> None:
    world, _ = still_world()
    opened = session(world)
    opened.refresh.mark(kind_id)
    await opened.refresh.settled()
    assert opened.store[kind_id].rows, kind_id
    assert {e.outcome for e in opened.runner.journal.entries} == {Outcome.OK}


@pytest.mark.parametrize("kind_id", KINDS)
async def test_every_row_can_be_shown_read_again_and_inspected(kind_id: str) -> None:
    world, clock = still_world()
    opened, kind = session(world), KINDS[kind_id]
    view = View(clock())
    for row in await rows_of(world, kind_id):
        assert kind.summary(row, view)
        assert kind.as_json(row, view)
        assert await inspect(opened, kind, row)
        for tab in kind.tabs:
            assert tab.absent(row) or await side(opened, tab, row), tab.id
        if kind.reread is not None:
            opened.refresh.mark(kind_id, [kind.key(row)])
    await opened.refresh.settled()
    assert all(e.outcome is Outcome.OK for e in opened.runner.journal.entries)


def _plans(action: Action[Any], row: Any) -> Iterator[Command]:
    ids = [choice.id for choice in action.choices]
    for count in range(len(ids) + 1):
        for chosen in itertools.combinations(ids, count):
            told = filled(action, row, *chosen)
            yield action.plan(row, told)
            steps = action.steps(row, told)
            yield from (*steps.then, *steps.broken, *steps.last)


@pytest.mark.parametrize("action_id", ACTIONS)
async def test_every_action_is_answered(action_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stdout__", None)
    kind, action = ACTIONS[action_id]
    succeeded = 0
    for row in await rows_of(still_world()[0], kind.id):
        for command in _plans(action, row):
            demo = transport(still_world()[0])
            carry_out = demo.hand_over if command.mode is Mode.INTERACTIVE else demo.run
            result = await carry_out(command)
            assert NO_ANSWER not in result.error_text, command.typed()
            assert result.ok or result.last_words(), command.typed()
            succeeded += result.ok
    assert succeeded, f"{action_id} never succeeds"


@pytest.mark.parametrize("kind_id", [kind.id for kind in KINDS.values() if kind.logs])
async def test_every_log_is_answered(kind_id: str) -> None:
    world, logs = still_world()[0], KINDS[kind_id].logs
    assert logs is not None
    for row in await rows_of(world, kind_id):
        async with transport(world).outputs(logs.command(row, Wanted(3))) as outputs:
            pieces = [piece async for piece in outputs]
            assert outputs.result is not None
        assert outputs.result.ok or b"Error response" in pieces[0].raw
        assert NO_ANSWER.encode() not in b"".join(piece.raw for piece in pieces)


async def test_the_event_stream_is_answered() -> None:
    world, _ = still_world()
    async with transport(world).stream(events_command(world.began.timestamp())) as stream:
        assert stream.result is None


@pytest.mark.parametrize(
    "argv",
    [
        ("docker", "frobnicate"),
        ("docker",),
        ("docker", "ps", "--frobnicate"),
        ("docker", "ps", "--format"),
        ("docker", "ps", "--format", "{{range .}}{{end}}"),
        ("docker", "exec", "shop-web-1"),
        ("wsl.exe",),
        ("wsl.exe", "--frobnicate"),
        ("wsl.exe", "-d", "Debian", "-e", "rm", "-rf", "/"),
        ("podman", "ps"),
        (),
    ],
)
async def test_what_is_not_known_is_said_and_ends_with_a_failure(argv: tuple[str, ...]) -> None:
    result = await transport(still_world()[0]).run(Command("docker", argv))
    assert result.outcome is Outcome.FAILED
    assert result.code
    assert "the demo world has no answer to" in result.error_text


async def test_a_stream_that_is_not_known_ends_at_once() -> None:
    command = Command("docker", ("docker", "frobnicate"), mode=Mode.STREAMED)
    async with transport(still_world()[0]).stream(command) as stream:
        assert [line async for line in stream] == []
        assert stream.result is not None
        assert NO_ANSWER in stream.result.error_text


def test_nothing_of_the_demo_is_imported_without_asking() -> None:
    code = (
        "import sys, tui.session.opening, tui.cli\nprint([m for m in sys.modules if 'demo' in m])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert shown.stdout.strip() == "[]"
