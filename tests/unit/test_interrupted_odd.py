"""Interrupted clean-ups and what else may be: other runs, spoilt files, lost records."""

from __future__ import annotations

import json
import os
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.killed_runs import Killed, Run
from tui.core.cleanup.pins import By, Pin
from tui.core.cleanup.policy import STANDARD
from tui.core.cleanup.world import Class
from tui.core.errors import NotFound, Refused
from tui.files import Locked
from tui.run.demo.world import World
from tui.session.cleaning.interruptions import lock
from tui.session.cleaning.progress import MOST, Progress


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


async def test_a_later_clean_up_takes_what_was_left_and_its_undo(run: Run) -> None:
    plan = await run.killed()
    cleaner = run.cleaner()
    later = await cleaner.plan(STANDARD)
    assert (await cleaner.apply(later)).ok
    one = await run.one()
    assert (len(one.went), one.left, len(one.skipped)) == (2, (), len(plan.removals) - 2)
    assert not one.resumable
    boxes = [i for i in plan.removals if i.thing.kind is Class.CONTAINER]
    both = [await cleaner.undo(later.undo_id), await cleaner.undo(plan.undo_id)]
    assert all(report.ok for report in both)
    assert {item.thing.name for item in boxes} <= {c.name for c in run.world.containers.values()}


async def test_without_a_plan_on_disk_nothing_is_asked(run: Run) -> None:
    (run.directory / "clean" / "foreign").mkdir(parents=True)
    cleaner = run.cleaner()
    assert await cleaner.interrupted.find() == []
    assert not cleaner.interrupted.any_left
    assert run.commands == []


async def test_one_that_still_runs_is_not_taken_for_interrupted(run: Run) -> None:
    plan = await run.killed()
    with lock(run.directory, plan.world.engine_id):
        cleaner = run.cleaner()
        assert await cleaner.interrupted.find() == []
        again = await cleaner.plan(STANDARD)
        for doing in (
            cleaner.resume(plan.undo_id), cleaner.undo(plan.undo_id), cleaner.apply(again),
            cleaner.interrupted.leave(plan.undo_id),
        ):  # fmt: skip
            with pytest.raises(Locked):
                await doing
    assert (await run.one()).id == plan.undo_id


async def test_another_engine_is_not_touched(run: Run) -> None:
    plan = await run.killed()
    file = run.place / "plan.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"engine_id": "another"}))
    cleaner = run.cleaner()
    assert await cleaner.interrupted.find() == []
    with pytest.raises(Refused, match="another engine"):
        await cleaner.resume(plan.undo_id)
    entry = run.directory / "undo" / plan.undo_id / "entry.json"
    entry.write_text(entry.read_text().replace(plan.world.engine_id, "another"))
    with pytest.raises(Refused, match="another engine"):
        await cleaner.undo(plan.undo_id)
    assert file.exists()


@pytest.mark.parametrize("spoilt", ["", "{", "[]", '{"schema": 99}', "\0" * 10, "[" * 100_000])
async def test_spoilt_records_are_passed_over_and_kept(run: Run, spoilt: str) -> None:
    plan = await run.killed()
    (run.place / "plan.json").write_text(spoilt)
    cleaner = run.cleaner()
    assert await cleaner.interrupted.find() == []
    for id_ in (plan.undo_id, "../clean", "", ".."):
        with pytest.raises(NotFound):
            await cleaner.interrupted.one(id_)
    cleaner.interrupted.let_go()
    assert (run.place / "plan.json").read_text() == spoilt


async def test_a_cut_last_line_is_no_word(run: Run) -> None:
    await run.killed()
    before = await run.one()
    with (run.place / "steps.jsonl").open("ab") as file:
        file.write(b'[]\n\xff\xfe\n{"kind": "container", "id": "' + b"x" * 20)
    after = await run.one()
    assert (after.went, after.left) == (before.went, before.left)
    (run.place / "steps.jsonl").unlink()
    assert await run.cleaner().interrupted.find() == []


async def test_what_cannot_be_asked_is_unsure_and_gone_on_with(run: Run) -> None:
    await run.killed()
    doomed = (await run.one()).left[0]
    run.unanswered = doomed.thing.id
    one = await run.one()
    assert [item.ref for item in one.unsure] == [doomed.ref]
    assert one.summary.endswith("1 unsure")
    assert doomed.ref in [item.ref for item in one.rest.removals]


@pytest.mark.parametrize("spoil", ["missing", "broken", "never written"])
async def test_without_its_undo_record_nothing_more_is_removed(run: Run, spoil: str) -> None:
    plan = await run.killed(1 if spoil == "never written" else 3)
    entry = run.directory / "undo" / plan.undo_id
    if spoil == "broken":
        (entry / "entry.json").write_text("{")
    else:
        for file in entry.iterdir():
            file.unlink()
        entry.rmdir()
    if spoil == "never written":
        lines = (run.place / "steps.jsonl").read_text().splitlines(keepends=True)
        (run.place / "steps.jsonl").write_text(lines[0])
    one = await run.one()
    assert (one.resumable, one.undoable) == (False, False)
    assert ("nothing was removed" in one.obstacle) == (spoil == "never written")
    cleaner = run.cleaner()
    with pytest.raises(Refused):
        await cleaner.resume(one.id)
    await cleaner.interrupted.leave(one.id)
    assert await cleaner.interrupted.find() == []
    again = await cleaner.plan(STANDARD)
    assert (await cleaner.apply(again)).ok


async def test_one_without_undo_goes_on_without(run: Run) -> None:
    await run.killed(undo=False)
    one = await run.one()
    assert one.resumable
    assert not one.undoable
    report = await run.cleaner().resume(one.id)
    assert report.ok
    assert report.undo_id == ""
    assert run.cleaner().trash.entries() == ()


async def test_a_plan_that_was_begun_is_not_begun_anew(run: Run) -> None:
    plan = await run.killed()
    with pytest.raises(Refused, match="begun already"):
        await run.cleaner().apply(plan)
    assert (await run.one()).went, "its record was lost"


async def test_killed_again_while_it_goes_on(run: Run) -> None:
    plan = await run.killed()
    with pytest.raises(Killed):
        await run.cleaner(kill_at=2).resume(plan.undo_id)
    one = await run.one()
    assert len(one.went) == 3
    report = await run.cleaner().resume(plan.undo_id)
    assert len(report.of("done")) == len(plan.removals) - 3
    assert len(run.cleaner().trash.entries()) == 1


async def test_one_that_touched_nothing_does_not_stand_before_an_older_undo(run: Run) -> None:
    cleaner = run.cleaner()
    small = await cleaner.plan(STANDARD)
    first = replace(small, items=small.removals[:1])
    assert (await cleaner.apply(first)).ok
    plan = await run.killed(1)
    lines = (run.place / "steps.jsonl").read_text().splitlines(keepends=True)
    (run.place / "steps.jsonl").write_text(lines[0])
    newest = cleaner.newest(plan.world.engine_id)
    assert newest is not None
    assert newest.id == first.undo_id


async def test_dry_run_and_read_only_change_nothing(run: Run) -> None:
    plan = await run.killed()
    before = {**run.world.containers}
    for mode in ("dry_run", "read_only"):
        cleaner = run.cleaner()
        setattr(cleaner._session.runner, mode, True)
        with pytest.raises(Refused) if mode == "read_only" else nullcontext():
            report = await cleaner.resume(plan.undo_id)
            assert report.dry_run
        with pytest.raises(Refused) if mode == "read_only" else nullcontext():
            await cleaner.undo(plan.undo_id)
    assert run.world.containers == before
    assert len((await run.one()).left) == len(plan.removals) - 2


async def test_old_ones_and_too_many_are_let_go(run: Run) -> None:
    plan = await run.killed(1)
    place = run.directory / "clean"
    Progress(place, plan.undo_id).end()
    for number in range(MOST + 2):
        world = replace(plan.world, at=plan.world.at - timedelta(hours=number))
        Progress(place, f"a-{number}").begin(replace(plan, world=world), undo=False)
    old = replace(plan, world=replace(plan.world, at=plan.world.at - timedelta(days=31)))
    Progress(place, "old").begin(old, undo=False)
    (place / "half").mkdir()
    (place / "half" / "steps.jsonl").write_text("{}\n")
    os.utime(place / "half" / "steps.jsonl", (0, 0))
    run.cleaner().interrupted.let_go()
    assert {one.name for one in place.iterdir()} == {f"a-{number}" for number in range(MOST)}


async def test_a_volume_that_was_made_anew_is_another_one(run: Run) -> None:
    world: World = run.world
    policy = replace(STANDARD, volumes=frozenset({"backup-2024"}))
    cleaner = run.cleaner()
    plan = await cleaner.plan(policy)
    kept = world.volumes["backup-2024"]
    world.volumes["backup-2024"] = replace(kept, created=kept.created + timedelta(hours=1))
    report = await cleaner.apply(plan)
    (skipped,) = [r for r in report.results if r.item.ref == (Class.VOLUME, "backup-2024")]
    assert (skipped.outcome, skipped.reason) == ("skipped", "it was made anew meanwhile")
    assert "backup-2024" in world.volumes


async def test_what_was_pinned_meanwhile_stays(run: Run) -> None:
    plan = await run.killed()
    kept = (await run.one()).left[1].thing
    cleaner = run.cleaner()
    cleaner._session.pins.add(Pin(By.NAME, kept.name, kept.kind.value))
    report = await cleaner.resume(plan.undo_id)
    (skipped,) = report.of("skipped")
    assert (skipped.item.thing.id, skipped.reason.split()[:3]) == (kept.id, ["it", "is", "pinned"])
    assert kept.id in run.world.containers


async def test_a_container_that_ran_again_stays(run: Run) -> None:
    plan = await run.killed()
    left = [run.world.containers.get(item.thing.id) for item in (await run.one()).left]
    box = next(one for one in left if one and one.finished)
    assert box.finished is not None
    box.finished += timedelta(minutes=1)
    report = await run.cleaner().resume(plan.undo_id)
    assert [(r.item.thing.name, r.reason) for r in report.of("skipped")] == [
        (box.name, "it ran meanwhile")
    ]
