"""How volumes come back: from their archive, or empty where a container cannot be without."""

from __future__ import annotations

from tui.core.cleanup.world import Class
from tui.core.errors import WsltuiError
from tui.core.restore import calls, needs
from tui.session.undo.carrier import clear, copy_in
from tui.session.undo.inspects import inspect
from tui.session.undo.records import Item, Outcome
from tui.session.undo.work import Found, Lost, Step, Work


async def restore(work: Work, item: Item, step: Step) -> Outcome:
    """Raises WsltuiError; Lost where there is no archive."""
    found = work.things[Class.VOLUME][item.id]
    if item.id in work.present.volumes and await _there(work, item, found):
        return Outcome.THERE
    if not item.file:
        raise Lost(_data_of(item.id), "")
    await _make(work, found, step)
    await copy_in(work.session, work.folder, item.id, item.file)
    return Outcome.RESTORED


async def _there(work: Work, item: Item, found: Found) -> bool:
    """Whether it was never removed. What a killed undo has half filled goes. Raises WsltuiError."""
    carriers = await inspect(work.session, Class.CONTAINER, [calls.carrier(work.entry.id)])
    if any(item.id in needs.volumes_of(carrier) for carrier in carriers):
        await clear(work.session, work.entry.id)
        await work.do(calls.remove_volume(item.id))
        work.present.volumes.discard(item.id)
        return False
    (now,) = await inspect(work.session, Class.VOLUME, [item.id]) or [{}]
    if now.get("CreatedAt") == found.get("CreatedAt") and item.outcome is not Outcome.REMOVED:
        return True
    raise WsltuiError(
        f"A volume {item.id} is there again already, and nothing in it is overwritten.",
        f"Where it is not needed, `docker volume rm {item.id}`, then undo again.",
    )


async def ensure(work: Work, container: Found, step: Step) -> frozenset[str]:
    """Make what is missing of a container's volumes; those of them that have lost their data.

    Raises WsltuiError.
    """
    drivers = {mount["Name"]: mount.get("Driver") for mount in needs.volume_mounts(container)}
    for name in needs.volumes_of(container):
        if name in work.present.volumes:
            continue
        if (Class.VOLUME, name) in work.unwell:
            why = work.unwell[Class.VOLUME, name]
            raise WsltuiError(f"Its volume {name} is not back. {why}", "")
        bare = {"Name": name, "Driver": drivers[name]}
        await _make(work, work.things[Class.VOLUME].get(name, bare), step)
        step.lost.append(_data_of(name))
        work.empty.add(name)
    return frozenset(work.empty & set(drivers))


async def _make(work: Work, found: Found, step: Step) -> None:
    await work.do(calls.create_volume(found))
    step.trail.append(calls.remove_volume(needs.name(found)))
    work.present.volumes.add(needs.name(found))


def _data_of(volume: str) -> str:
    return f"the data of volume {volume}: it was deleted without a backup"
