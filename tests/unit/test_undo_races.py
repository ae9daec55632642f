"""What somebody makes while an undo goes on is his: it is neither filled nor taken back."""

from __future__ import annotations

from tests.unit.demo_worlds import rows_of
from tui.core.action import Chosen
from tui.core.command import Command, Outcome, Result
from tui.kinds import ACTIONS
from tui.run.demo.records import DemoVolume
from tui.run.demo.world import World
from tui.session.session import Session
from tui.session.undo.report import UndoReport
from tui.session.undo.trash import Trash

OWN = 12_345
LOOK = '{"Name":{{json .Name}}}'
"""What an undo asks for of volumes, and nobody else does."""


async def remove(here: Session, world: World, action_id: str, name: str, *chosen: str) -> str:
    kind, action = ACTIONS[action_id]
    rows = [row for row in await rows_of(world, kind.id) if kind.name(row) == name]
    intent = here.dispatch.intend(kind, action, rows, Chosen(chosen))
    report = await here.dispatch.carry_out(intent)
    assert report.done == [name]
    return report.undo_id


async def undo_while_one_is_made(
    here: Session, world: World, undo_id: str, volume: str
) -> UndoReport:
    """Somebody makes the volume right after the undo has looked; nothing can be started."""
    run, theirs = here.runner._transport.run, [DemoVolume(volume, world.ago(hours=0), OWN)]

    async def between(command: Command) -> Result:
        if command.argv[:2] == ("docker", "start"):
            return Result(command, Outcome.FAILED, 1, b"", b"Error: port is already allocated")
        result = await run(command)
        if command.argv[-1] == LOOK and theirs:
            world.volumes[volume] = theirs.pop()
        return result

    here.runner._transport.run = between  # type: ignore[method-assign]
    trash = here.trash
    assert isinstance(trash, Trash)
    return await trash.undo(undo_id)


async def test_a_backup_is_not_written_over_it(here: Session, world: World) -> None:
    used = {m.name for c in world.containers.values() for m in c.mounts}
    name = next(v for v in world.volumes if v not in used and len(v) < 64)
    undo_id = await remove(here, world, "volume.remove", name)
    report = await undo_while_one_is_made(here, world, undo_id, name)
    assert "is there again already" in report.failed[0].sentence
    assert world.volumes[name].size == OWN


async def test_a_container_that_cannot_come_back_does_not_take_it_along(
    here: Session, world: World
) -> None:
    box, name = next(
        (c, m.name)
        for c in world.containers.values()
        for m in c.mounts
        if m.name and c.state == "running"
    )
    undo_id = await remove(here, world, "container.remove", box.name, "force")
    del world.volumes[name]
    report = await undo_while_one_is_made(here, world, undo_id, name)
    assert "port is already allocated" in report.failed[0].sentence
    assert world.volumes[name].size == OWN
