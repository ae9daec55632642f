"""A clean-up killed at any moment: what is said is true, and it can be gone on with or undone."""

from __future__ import annotations

import asyncio
import copy
import shutil
from collections.abc import Collection
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.unit.killing import Film, Moment, a_film, at, things
from tui.core.cleanup.plan import Item, Plan
from tui.core.cleanup.world import Class
from tui.core.errors import Refused
from tui.run.demo.world import World
from tui.session.cleaning.interrupted import Interrupted


@pytest.fixture(scope="module")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Film, Plan]:
    with pytest.MonkeyPatch.context() as patch:
        return asyncio.run(a_film(tmp_path_factory.mktemp("film"), patch))


@pytest.fixture
def moments(filmed: tuple[Film, Plan], tmp_path: Path) -> list[Moment]:
    """Copies, for each is gone on with."""
    made = []
    for number, one in enumerate(filmed[0].moments):
        place = tmp_path / str(number)
        shutil.copytree(one.directory, place)
        made.append(Moment(one.what, copy.deepcopy(one.world), place))
    return made


def is_there(world: World, item: Item) -> bool:
    kinds: dict[Class, Collection[str]] = {
        Class.CONTAINER: world.containers, Class.IMAGE: world.images,
        Class.NETWORK: {network.id for network in world.networks.values()},
        Class.VOLUME: world.volumes, Class.BUILD_CACHE: world.cache,
    }  # fmt: skip
    return item.thing.id in kinds[item.thing.kind]


async def found(moment: Moment) -> Interrupted | None:
    all_of_them = await at(moment).interrupted.find()
    assert len(all_of_them) <= 1
    return all_of_them[0] if all_of_them else None


async def test_what_is_said_is_true_at_every_moment(
    moments: list[Moment], filmed: tuple[Film, Plan]
) -> None:
    plan = filmed[1]
    told = []
    for moment in moments:
        one = await found(moment)
        told.append(one is not None)
        if one is None:
            continue
        assert not any(is_there(moment.world, item) for item in one.went), moment.what
        assert not [i.ref for i in one.left if not is_there(moment.world, i)], moment.what
        refs = [item.ref for item in (*one.went, *one.left)]
        assert sorted(refs) == sorted(item.ref for item in plan.removals)
        assert not one.unsure
    first, last = told.index(True), len(told) - told[::-1].index(True)
    assert all(told[first:last]), "forgotten in the middle"
    assert things(moments[first].world) == things(moments[0].world), "removed before it was noted"
    assert things(moments[last].world) == things(moments[-1].world)


async def test_going_on_ends_where_an_undisturbed_run_ends(
    moments: list[Moment], filmed: tuple[Film, Plan]
) -> None:
    end = things(moments[-1].world)
    for moment in moments[::3]:
        one = await found(moment)
        if one is None:
            continue
        cleaner = at(moment)
        if not one.resumable:
            assert one.obstacle or not one.left
            with pytest.raises(Refused) if one.obstacle else nullcontext():
                await cleaner.resume(one.id)
            continue
        report = await cleaner.resume(one.id)
        assert {r.outcome for r in report.results} == {"done"}, moment.what
        assert things(moment.world) == end, moment.what
        assert await found(moment) is None
        entries = [entry for entry in cleaner.trash.entries() if not entry.broken]
        assert [entry.id for entry in entries] == [filmed[1].undo_id], "one apply, one entry"


async def test_undoing_brings_back_what_went(moments: list[Moment]) -> None:
    before = moments[0].world
    names = {container.name for container in before.containers.values()}
    undone = 0
    for moment in moments[:-1:4]:  # five moments an item: each sort of them has its turn
        one = await found(moment)
        if one is None or not one.undoable:
            continue
        undone += 1
        cleaner = at(moment)
        newest = cleaner.newest(one.plan.world.engine_id)
        assert newest is not None
        report = await cleaner.undo(newest.id)
        assert report.ok, moment.what
        assert {c.name for c in moment.world.containers.values()} == names, moment.what
        assert moment.world.networks.keys() == before.networks.keys(), moment.what
        left = [item for item in one.left if item not in one.parts]
        assert all(is_there(moment.world, item) for item in left)
        assert await found(moment) is None
        assert cleaner.newest(one.plan.world.engine_id) is None
    assert undone > len(moments) / 8


async def test_left_as_it_is_it_can_still_be_undone(moments: list[Moment]) -> None:
    for moment in moments[:-1:3]:
        one = await found(moment)
        if one is None:
            continue
        world = things(moment.world)
        cleaner = at(moment)
        await cleaner.interrupted.leave(one.id)
        assert things(moment.world) == world
        assert await found(moment) is None
        entry = cleaner.trash.entry(one.id)
        if one.undoable:
            assert entry is not None
            open_ones = {item.ref for item in entry.items if item.open}
            assert open_ones == {i.ref for i in (*one.went, *one.parts)} & entry.refs, moment.what
            assert cleaner.newest(entry.engine_id) == entry
        else:
            assert entry is None or not entry.undoable
