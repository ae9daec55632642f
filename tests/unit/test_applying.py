"""Plans applied where the engine, or an earlier apply, has moved on meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.killed_runs import Run
from tui.core.cleanup.policy import STANDARD, Images, Policy
from tui.core.cleanup.world import Class
from tui.core.command import Command, Result
from tui.session.cleaning.cleaner import Cleaner

ONLY_IMAGES = Policy(
    containers=False, anonymous_volumes=False, build_cache=False, images=Images.UNUSED
)


async def test_a_saved_plan_applied_once_more_skips_what_is_gone(tmp_path: Path) -> None:
    cleaner = Run(tmp_path).cleaner()
    plan = await cleaner.plan(STANDARD)
    assert (await cleaner.apply(plan)).undo_id == plan.undo_id
    again = await cleaner.apply(plan)
    assert again.ok
    assert {one.outcome for one in again.results} == {"skipped"}
    assert {one.item.thing.kind for one in again.results} >= {Class.BUILD_CACHE, Class.CONTAINER}


async def test_an_image_that_goes_with_its_first_name_is_done(tmp_path: Path) -> None:
    """As podman does it with the digests of other repositories."""
    runs = Run(tmp_path)
    session = runs.session()
    cleaner, run = Cleaner(session, tmp_path), session.runner._transport.run
    plan = await cleaner.plan(ONLY_IMAGES)
    item = plan.removals[0]
    image = runs.world.images[item.thing.id]
    image.tags.append("zz:1")
    plan = await cleaner.plan(ONLY_IMAGES)

    async def removing_whole(command: Command) -> Result:
        if command in item.commands:
            image.tags = list(item.thing.tags)
        return await run(command)

    session.runner._transport.run = removing_whole  # type: ignore[method-assign]
    report = await cleaner.apply(plan)
    (done,) = [one for one in report.results if one.item.ref == item.ref]
    assert len(done.item.commands) > len(item.commands)
    assert (done.outcome, image.id in runs.world.images) == ("done", False)
    assert report.undo_id
    entry = cleaner.trash.entry(report.undo_id)
    assert entry is not None
    assert {one.outcome for one in entry.items if one.ref == item.ref} == {"removed"}


@pytest.mark.parametrize("undo", [True, False])
async def test_what_a_later_undo_entry_needs_stays(tmp_path: Path, undo: bool) -> None:
    runs = Run(tmp_path)
    cleaner = runs.cleaner()
    plan = await cleaner.plan(ONLY_IMAGES)
    image = runs.world.images[plan.removals[0].thing.id]
    box = next(c for c in runs.world.containers.values() if c.state == "exited")
    box.image_id, box.image = image.id, image.tags[0]
    entry = await cleaner.trash.record(cleaner.trash.new_id(), [(Class.CONTAINER, box.id)])
    del runs.world.containers[box.id]
    report = await cleaner.apply(plan, undo=undo)
    (kept,) = [one for one in report.results if one.item.thing.id == image.id]
    assert (kept.outcome, entry.id in kept.reason) == ("skipped", True)
    assert image.id in runs.world.images


@pytest.mark.parametrize("saved", [False, True])
async def test_which_images_an_undo_can_never_bring_back(tmp_path: Path, saved: bool) -> None:
    """Those without a name and without a digest, unless they are saved."""
    runs = Run(tmp_path)
    cleaner = runs.cleaner()
    plan = await cleaner.plan(replace(STANDARD, save_images=saved))
    loose = {one.ref[1]: one.thing for one in plan.removals if one.thing.kind is Class.IMAGE}
    assert {bool(one.digests) for one in loose.values()} == {True, False}
    await cleaner.apply(plan)
    entry = cleaner.trash.entry(plan.undo_id)
    assert entry is not None
    lost = {item.id for item in entry.items if item.lost}
    assert lost == (set() if saved else {key for key, one in loose.items() if not one.digests})
