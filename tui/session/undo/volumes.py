"""How volumes come back: from their archive, or empty where a container cannot be without."""

from __future__ import annotations

from tui.core.cleanup.world import Class
from tui.core.errors import WsltuiError
from tui.core.restore import calls, needs
from tui.session.undo.carrier import carried, copy_in
from tui.session.undo.inspects import inspect
from tui.session.undo.records import Item, Outcome
from tui.session.undo.work import Found, Lost, Step, Work


async def restore(work: Work, item: Item, step: Step) -> Outcome:
    """Raises WsltuiError; Lost where there is no archive."""
    found = work.things[Class.VOLUME][item.id]
    if await _is_there(work, item.id):
        if await _is_carried(work, item):
            return await _filled(work, item)
        return await _there(work, item, found)
    if not item.file:
        raise Lost(_data_of(item.id), "")
    create = calls.create_filler(work.entry.id, found)
    async with carried(work.session, work.folder, create):
        _made(work, found, step)
        return await _filled(work, item)


async def _is_there(work: Work, name: str) -> bool:
    """Also what was made since the undo began: nobody may fill it, or take it back as his own."""
    if name not in work.present.volumes and await inspect(work.session, Class.VOLUME, [name]):
        work.present.volumes.add(name)
    return name in work.present.volumes


async def _filled(work: Work, item: Item) -> Outcome:
    """Noted as long as the carrier vouches for it: after that it is a volume like any other."""
    await copy_in(work.session, work.folder, item.file)
    work.note(item.ref, Outcome.RESTORED)
    return Outcome.RESTORED


async def _is_carried(work: Work, item: Item) -> bool:
    """Whether an undo that was killed has made it, and filled it in part. Raises WsltuiError."""
    carriers = await inspect(work.session, Class.CONTAINER, [calls.carrier(work.entry.id)])
    return any(item.id in needs.volumes_of(carrier) for carrier in carriers)


async def _there(work: Work, item: Item, found: Found) -> Outcome:
    """Never removed, or another one that nothing is done to. Raises WsltuiError."""
    (now,) = await inspect(work.session, Class.VOLUME, [item.id]) or [{}]
    if now.get("CreatedAt") == found.get("CreatedAt") and item.outcome is not Outcome.REMOVED:
        return Outcome.THERE
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
        if (Class.VOLUME, name) in work.unwell:
            why = work.unwell[Class.VOLUME, name]
            raise WsltuiError(f"Its volume {name} is not back. {why}", "")
        if await _is_there(work, name):
            continue
        bare = {"Name": name, "Driver": drivers[name]}
        record = work.things[Class.VOLUME].get(name, bare)
        await work.do(calls.create_volume(record))
        _made(work, record, step)
        step.lost.append(_data_of(name))
        work.empty.add(name)
    return frozenset(work.empty & set(drivers))


def _made(work: Work, found: Found, step: Step) -> None:
    step.trail.append(calls.remove_volume(needs.name(found)))
    work.present.volumes.add(needs.name(found))


def _data_of(volume: str) -> str:
    return f"the data of volume {volume}: it was deleted without a backup"
