"""Several commands for one row: their order, what ends them, and what is said then."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.unit.parcels import KINDS, SEND, Parcel, World
from tui.core.action import Action, Chosen, Steps
from tui.core.command import Command, Outcome, docker
from tui.session.dispatch import Report


def step(name: str, word: str) -> Command:
    return docker(word, f"{name}-{word}", mutates=True)


def _steps(row: Parcel, _chosen: Chosen) -> Steps:
    then = (step(row.name, "stamp"), step(row.name, "post"))
    return Steps(then, (step(row.name, "unwrap"),), (step(row.name, "sweep"),))


WRAP: Action[Parcel] = replace(
    SEND, id="parcel.wrap", title="Wrap", plan=lambda row, _: step(row.name, "wrap"), steps=_steps
)
ALL = ["a-wrap", "a-stamp", "a-post", "a-sweep"]


async def wrapped(world: World, *names: str) -> Report:
    dispatch = world.session.dispatch
    intent = dispatch.intend(KINDS["parcels"], WRAP, [Parcel(name) for name in names])
    return await dispatch.carry_out(intent)


async def test_one_follows_the_other_and_all_are_shown_before() -> None:
    world = World()
    intent = world.session.dispatch.intend(KINDS["parcels"], WRAP, [Parcel("a")])
    assert [command.argv[-1] for command in intent.commands] == ALL
    report = await wrapped(world, "a")
    assert (world.held.began, report.done, report.failed) == (ALL, ["a"], [])


async def test_rows_go_side_by_side_each_in_its_own_order() -> None:
    world = World()
    report = await wrapped(world, "a", "b")
    assert report.done == ["a", "b"]
    for name in "ab":
        own = [word for word in world.held.began if word.startswith(name)]
        assert own == [word.replace("a-", f"{name}-") for word in ALL]


@pytest.mark.parametrize(
    ("failing", "began", "words"),
    [
        ("a-wrap", ["a-wrap", "a-unwrap", "a-sweep"], ["What was written so far is deleted."]),
        ("a-stamp", ["a-wrap", "a-stamp", "a-sweep"], ["This was step 2 of 4."]),
        ("a-sweep", ALL, ["All before that was done."]),
    ],
)
async def test_a_failure_ends_it(failing: str, began: list[str], words: list[str]) -> None:
    world = World()
    world.held.outcomes[failing], world.held.says[failing] = Outcome.FAILED, "no paper"
    report = await wrapped(world, "a")
    assert world.held.began == began
    (failed,) = report.failed
    assert (report.done, failed.reason) == ([], "no paper")
    assert failed.typed.endswith(failing)
    assert all(word in failed.remedy for word in words)


async def test_what_could_not_be_taken_back_is_said() -> None:
    world = World()
    world.held.outcomes |= {"a-wrap": Outcome.FAILED, "a-unwrap": Outcome.FAILED}
    world.held.says["a-unwrap"] = "it sticks"
    (failed,) = (await wrapped(world, "a")).failed
    assert "Not done: `docker unwrap a-unwrap`: it sticks" in failed.remedy
    assert "deleted" not in failed.remedy


async def test_a_cancel_takes_the_half_back_and_starts_nothing_more() -> None:
    world = World()
    world.held.free = False
    world.held.let("a-unwrap", "a-sweep")
    running = asyncio.create_task(wrapped(world, "a"))
    await world.held.until_running("a-wrap")
    running.cancel()
    report = await running
    assert world.held.began == ["a-wrap", "a-unwrap", "a-sweep"]
    assert [failed.reason for failed in report.failed] == ["Cancelled while it ran."]
    assert not report.not_run


async def test_a_dry_run_runs_none_of_them() -> None:
    world = World(dry_run=True)
    report = await wrapped(world, "a")
    assert (report.done, world.held.began) == (["a"], [])
