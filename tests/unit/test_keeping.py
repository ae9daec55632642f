"""Removals are written down before they run, and an undo brings back what went."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.unit.demo_worlds import rows_of, still_world
from tests.unit.demo_worlds import session as a_session
from tui.core.action import Chosen, Intent
from tui.core.cleanup.choices import losses_of
from tui.core.cleanup.policy import Images, Policy
from tui.core.command import Command, Outcome, Result
from tui.core.errors import Refused
from tui.files import FileFailed
from tui.kinds import ACTIONS
from tui.run.demo.world import World as DemoWorld
from tui.session.cleaning.cleaner import Cleaner
from tui.session.dispatch import Report
from tui.session.keeping import Keeping
from tui.session.session import Session
from tui.session.undo.records import Entry
from tui.session.undo.trash import Trash


class Bench(NamedTuple):
    world: DemoWorld
    session: Session

    @property
    def trash(self) -> Trash:
        assert self.session.trash is not None
        return self.session.trash

    @property
    def entry(self) -> Entry:
        (found,) = self.trash.entries()
        return found

    @property
    def names(self) -> set[str]:
        return {one.name for one in self.world.containers.values()}

    async def rows(self, kind_id: str, *names: str) -> list[Any]:
        kind = self.session.kinds[kind_id]
        rows = await rows_of(self.world, kind_id)
        return [row for name in names for row in rows if kind.name(row) == name]

    async def do(self, action_id: str, *names: str, chosen: tuple[str, ...] = ()) -> Report:
        kind, action = ACTIONS[action_id]
        rows = await self.rows(kind.id, *names)
        assert len(rows) == len(names)
        intent = self.session.dispatch.intend(kind, action, rows, Chosen(chosen))
        return await self.session.dispatch.carry_out(intent)

    async def undo(self) -> list[str]:
        report = await self.trash.undo(self.entry.id)
        assert report.ok, report.failed
        return [one.name for one in report.restored]

    def fails(self, *begins: str, outcome: Outcome = Outcome.FAILED, said: str = "") -> None:
        """Commands that begin so fail."""
        run: Callable[[Command], Any] = self.session.runner._transport.run

        async def failing(command: Command) -> Result:
            if command.argv[: len(begins)] == begins:
                return Result(command, outcome, 1, said.encode(), b"Error: no")
            found: Result = await run(command)
            return found

        self.session.runner._transport.run = failing  # type: ignore[method-assign]

    def hangs(self) -> asyncio.Event:
        """What copies the files of a volume never ends; set once it has begun."""
        held, run = asyncio.Event(), self.session.runner._transport.run

        async def hanging(command: Command) -> Result:
            if command.argv[0] == "sh":
                held.set()
                await asyncio.Event().wait()
            return await run(command)

        self.session.runner._transport.run = hanging  # type: ignore[method-assign]
        return held


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    world, _ = still_world()
    session = a_session(world)
    session.state = tmp_path / "state"
    return Bench(world, session)


def spent(bench: Bench) -> list[str]:
    return sorted(c.name for c in bench.world.containers.values() if c.state == "exited")


def unused(bench: Bench) -> str:
    """A named volume that no container mounts."""
    used = {m.name for c in bench.world.containers.values() for m in c.mounts}
    return next(v for v in bench.world.volumes if v not in used and len(v) < 64)


async def leaf(bench: Bench) -> Intent:
    """The removal of an entry of the build cache."""
    rows = await rows_of(bench.world, "build-cache")
    row = next(row for row in rows if not (row.children or row.in_use))
    return bench.session.dispatch.intend(*ACTIONS["build-cache.remove"], [row])


async def test_a_container_comes_back_running_where_it_ran(bench: Bench) -> None:
    name = next(c.name for c in bench.world.containers.values() if c.state == "running")
    report = await bench.do("container.remove", name, chosen=("force",))
    assert (report.done, name in bench.names) == ([name], False)
    assert report.undo_id == bench.entry.id
    assert await bench.undo() == [name]
    assert bench.world.container(name).state == "running"


async def test_one_job_is_one_entry_and_asks_no_more_for_many(bench: Bench) -> None:
    names = spent(bench)[:3]
    await bench.do("container.remove", *names)
    asked = [e.typed for e in bench.session.runner.journal.entries if not e.mutates]
    inspects = [typed for typed in asked if typed.startswith("docker container inspect")]
    assert len(inspects) == 2  # for the record, and whose the names are right before
    assert len(asked) <= 6
    assert sorted(item.name for item in bench.entry.items) == names
    assert sorted(await bench.undo()) == names


async def test_one_tag_of_several_is_given_again(bench: Bench) -> None:
    image = next(i for i in bench.world.images.values() if i.tags and not i.digests)
    image.tags.append("again:1")
    tags = sorted(image.tags)
    await bench.do("image.remove", "again:1")
    assert "again:1" not in image.tags
    assert len(await bench.undo()) == 1
    assert sorted(bench.world.images[image.id].tags) == tags


async def test_a_named_volume_comes_back_with_its_files(bench: Bench) -> None:
    name = unused(bench)
    size = bench.world.volumes[name].size
    await bench.do("volume.remove", name)
    assert name not in bench.world.volumes
    assert await bench.undo() == [name]
    assert bench.world.volumes[name].size == size
    assert not [i for i in bench.world.images.values() if "wsltui-undo" in str(i.tags)]


async def test_what_is_not_saved_is_lost_and_that_is_said_before(bench: Bench) -> None:
    name = unused(bench)
    kind, action = ACTIONS["volume.remove"]
    rows = await bench.rows("volumes", name)

    def said(*chosen: str) -> list[str]:
        return list(losses_of(bench.session.dispatch.intend(kind, action, rows, Chosen(chosen))))

    assert said() == []
    assert said("no-backup") == ["Cannot come back: the data of 1 volume."]
    assert said("no-undo")[-1] == "No undo brings it back."
    await bench.do("volume.remove", name, chosen=("no-backup",))
    report = await bench.trash.undo(bench.entry.id)
    assert "deleted without a backup" in report.cannot_come_back[0]


async def test_changed_files_are_saved_by_choice(bench: Bench) -> None:
    name = spent(bench)[0]
    await bench.do("container.remove", name, chosen=("save-layers",))
    layer = bench.entry.items[0].layer
    assert layer == f"wsltui-undo/{bench.entry.id}:{name}"
    await bench.undo()
    assert bench.world.container(name).image == layer


async def test_without_undo_nothing_is_written(bench: Bench) -> None:
    name = spent(bench)[0]
    report = await bench.do("container.remove", name, chosen=("no-undo",))
    assert (report.done, report.undo_id) == ([name], "")
    assert bench.trash.entries() == ()


async def test_what_cannot_be_kept_is_not_removed(bench: Bench) -> None:
    assert bench.session.state is not None
    bench.session.state.write_text("in the way")
    name = spent(bench)[0]
    with pytest.raises(Refused, match="could not be kept for an undo") as refused:
        await bench.do("container.remove", name)
    assert "--no-undo" in refused.value.remedy
    assert name in bench.names


async def test_a_record_that_cannot_be_told_of_the_start_goes_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FileFailed("No space left.", "Make room.")

    monkeypatch.setattr(Trash, "note", full)
    name = spent(bench)[0]
    with pytest.raises(Refused, match="No space left"):
        await bench.do("container.remove", name)
    assert name in bench.names
    assert bench.trash.entries() == ()


async def test_a_job_that_was_killed_can_be_undone(bench: Bench) -> None:
    """The first of two went, and nobody wrote that down."""
    one, other = spent(bench)[:2]
    kind, action = ACTIONS["container.remove"]
    intent = bench.session.dispatch.intend(kind, action, await bench.rows(kind.id, one, other))
    assert await Keeping(bench.session, intent).begin() == frozenset()
    del bench.world.containers[bench.world.container(one).id]
    report = await bench.trash.undo(bench.entry.id)
    assert ([r.name for r in report.restored], report.there) == ([one], [other])
    assert one in bench.names


async def test_a_disk_without_room_for_the_copy_keeps_everything(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = unused(bench)
    kind, action = ACTIONS["volume.remove"]
    (row,) = await bench.rows("volumes", name)
    intent = bench.session.dispatch.intend(kind, action, [replace(row, size_bytes=10**9)])
    usage = shutil._ntuple_diskusage(10**10, 10**10, 10**6)
    monkeypatch.setattr("tui.session.undo.trash.shutil.disk_usage", lambda _: usage)
    with pytest.raises(Refused, match="takes 1 GB, and the disk of"):
        await bench.session.dispatch.carry_out(intent)
    assert name in bench.world.volumes


async def test_cancelled_while_it_is_saved_nothing_goes(bench: Bench) -> None:
    name = unused(bench)
    held = bench.hangs()
    task = asyncio.create_task(bench.do("volume.remove", name))
    await held.wait()
    task.cancel()
    report = await task
    assert (report.not_run, report.done, report.undo_id) == ([name], [], "")
    assert name in bench.world.volumes
    assert bench.trash.entries() == ()
    assert not {one for one in bench.names if "wsltui-undo" in one}
    assert not [i for i in bench.world.images.values() if "wsltui-undo" in str(i.tags)]


async def test_a_clean_up_that_is_cancelled_while_it_saves_removes_nothing(bench: Bench) -> None:
    name = unused(bench)
    assert bench.session.state is not None
    cleaner = Cleaner(bench.session, bench.session.state)
    plan = await cleaner.plan(Policy(volumes=frozenset({name})))
    before = bench.names
    held = bench.hangs()
    task = asyncio.create_task(cleaner.apply(plan))
    await held.wait()
    task.cancel()
    report = await task
    assert {done.outcome for done in report.results} == {"not run"}
    assert (bench.names, report.undo_id, bench.trash.entries()) == (before, "", ())


async def test_a_clean_up_of_cache_alone_tells_of_no_undo(bench: Bench) -> None:
    assert bench.session.state is not None
    cleaner = Cleaner(bench.session, bench.session.state)
    policy = Policy(containers=False, images=Images.NONE, anonymous_volumes=False)
    report = await cleaner.apply(await cleaner.plan(policy))
    assert report.of("done")
    assert (report.undo_id, bench.trash.entries()) == ("", ())


async def test_a_removal_that_failed_leaves_no_entry(bench: Bench) -> None:
    running = next(c.name for c in bench.world.containers.values() if c.state == "running")
    report = await bench.do("container.remove", running)
    assert ([f.name for f in report.failed], report.undo_id) == ([running], "")
    assert bench.trash.entries() == ()


@pytest.mark.parametrize("outcome", [Outcome.TIMEOUT, Outcome.CANCELLED])
async def test_a_removal_nobody_knows_the_end_of_can_be_undone(
    bench: Bench, outcome: Outcome
) -> None:
    name = spent(bench)[0]
    bench.fails("docker", "rm", outcome=outcome)
    report = await bench.do("container.remove", name)
    assert report.undo_id == bench.entry.id
    assert bench.entry.undoable


async def test_a_removal_that_failed_half_way_can_be_undone(bench: Bench) -> None:
    image = next(i for i in bench.world.images.values() if i.tags)
    bench.fails("docker", "image", "rm", said=f"Untagged: {image.tags[0]}\n")
    report = await bench.do("image.remove", image.tags[0])
    assert report.undo_id == bench.entry.id


async def test_what_is_gone_meanwhile_is_skipped(bench: Bench) -> None:
    one, other = spent(bench)[:2]
    kind, action = ACTIONS["container.remove"]
    intent = bench.session.dispatch.intend(kind, action, await bench.rows(kind.id, one, other))
    del bench.world.containers[bench.world.container(one).id]
    report = await bench.session.dispatch.carry_out(intent)
    assert ([s.name for s in report.skipped], report.done, report.ok) == ([one], [other], True)


async def test_dry_run_and_what_cannot_be_undone_write_nothing(bench: Bench) -> None:
    bench.session.runner.dry_run = True
    assert (await bench.do("container.remove", spent(bench)[0])).dry_run
    bench.session.runner.dry_run = False
    intent = await leaf(bench)
    assert "No undo brings it back." in list(losses_of(intent))
    assert (await bench.session.dispatch.carry_out(intent)).ok
    assert bench.trash.entries() == ()


async def test_an_entry_that_docker_kept_is_no_success(bench: Bench) -> None:
    intent = await leaf(bench)
    bench.world.cache[intent.items[0].key].in_use = True
    report = await bench.session.dispatch.carry_out(intent)
    assert report.done == []
    assert "docker skipped it" in report.failed[0].reason


async def test_a_success_that_cannot_be_checked_is_none(bench: Bench) -> None:
    intent = await leaf(bench)
    bench.fails("docker", "system", "df")
    bench.session.runner.api = None
    report = await bench.session.dispatch.carry_out(intent)
    assert "could not be read" in report.failed[0].reason
