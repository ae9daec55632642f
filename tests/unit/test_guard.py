"""What is looked at once more between a yes and a removal."""

from __future__ import annotations

import pytest

from tests.unit.demo_worlds import rows_of
from tui.core.action import Chosen, Intent
from tui.core.cleanup.pins import By, Pin
from tui.core.errors import Refused
from tui.kinds import ACTIONS
from tui.run.demo.records import DemoMount
from tui.run.demo.world import World
from tui.session.session import Session


async def intent(here: Session, world: World, action_id: str, name: str, *chosen: str) -> Intent:
    kind, action = ACTIONS[action_id]
    rows = [row for row in await rows_of(world, kind.id) if kind.name(row) == name]
    return here.dispatch.intend(kind, action, rows, Chosen(chosen))


def exited(world: World) -> list[str]:
    return sorted(c.name for c in world.containers.values() if c.state == "exited")


@pytest.mark.parametrize("chosen", [(), ("no-undo",)])
async def test_a_name_that_another_container_took_is_left_alone(
    here: Session, world: World, chosen: tuple[str, ...]
) -> None:
    """As compose does it: the old one is renamed, a new one gets the name."""
    old, new = exited(world)[:2]
    removal = await intent(here, world, "container.remove", old, *chosen)
    first, second = world.container(old), world.container(new)
    first.name, second.name = "renamed", old
    report = await here.dispatch.carry_out(removal)
    assert [one.name for one in report.skipped] == [old]
    assert {first.id, second.id} <= world.containers.keys()


async def test_a_tag_that_leads_to_a_newer_image_stays(here: Session, world: World) -> None:
    one, other = [image for image in world.images.values() if image.tags][:2]
    tag = one.tags[0]
    removal = await intent(here, world, "image.remove", tag)
    one.tags.remove(tag)
    other.tags.append(tag)
    report = await here.dispatch.carry_out(removal)
    assert "another image" in report.skipped[0].reason
    assert tag in other.tags
    assert here.trash is not None
    assert not here.trash.entries()


@pytest.mark.parametrize("by", [By.NAME, By.LABEL])
async def test_a_pinned_volume_keeps_its_container(here: Session, world: World, by: By) -> None:
    volume = next(v for v in world.volumes.values() if len(v.name) == 64)
    volume.labels = {**volume.labels, "keep": "yes"}
    box = world.container(exited(world)[0])
    box.mounts = (DemoMount("volume", "/var/lib", "/data", volume.name),)
    here.pins.add(Pin(by, volume.name if by is By.NAME else "keep", "volume"))
    removal = await intent(here, world, "container.remove", box.name, "volumes")
    with pytest.raises(Refused, match="Nothing was removed"):
        await here.dispatch.carry_out(removal)
    assert box.id in world.containers


async def test_what_stopping_removes_is_held_by_its_pin(here: Session, world: World) -> None:
    box = next(c for c in world.containers.values() if c.state == "running")
    here.pins.add(Pin(By.NAME, box.name, "container"))
    assert (await intent(here, world, "container.stop", box.name)).items
    box.auto_remove = True
    for verb in ("stop", "kill"):
        stopping = await intent(here, world, f"container.{verb}", box.name)
        assert stopping.skipped[0].reason == f"pinned: container {box.name}"
    assert (await intent(here, world, "container.restart", box.name)).items
