"""How a container comes back: all that it needs first, then itself, or nothing at all."""

from __future__ import annotations

from typing import Any

from tui.core import parse
from tui.core.cleanup.world import Class
from tui.core.errors import WsltuiError
from tui.core.record import mapping, text
from tui.core.restore import calls, needs
from tui.core.restore.compare import differences
from tui.core.restore.containers import Now
from tui.core.restore.endpoints import at_creation, endpoints
from tui.session.undo import images, networks, volumes
from tui.session.undo.inspects import inspect
from tui.session.undo.records import Item, Outcome
from tui.session.undo.work import Found, Lost, Step, Work


async def restore(work: Work, item: Item, step: Step) -> Outcome:
    """Raises WsltuiError; Lost for what a swarm looks after."""
    found = work.things[Class.CONTAINER][item.id]
    if item.id in work.present.containers.values():
        return Outcome.THERE
    if needs.of_a_service(found):
        raise Lost(f"{item.name}: it belongs to a service, and the swarm makes its own anew", "")
    half = await _half_done(work, item, found)
    now = await _prepare(work, item, found, step)
    if not half:
        await _create(work, item, found, now, step)
    settings = endpoints(found, now.networks, now.api)
    attached = needs.networks_of(half) if half else at_creation(settings, now.api)
    for network, one in settings.items():
        if network not in step.missing and network not in attached:
            await work.do(calls.connect(network, item.name, one))
    if not needs.was_running(half):
        await _start(work, found, step, fresh=now.fresh)
    return Outcome.RESTORED


async def _half_done(work: Work, item: Item, found: Found) -> Found:
    """What an undo that was cut short has made of it, empty where there is no such thing.

    Known by its id, or because it was never started and lacks nothing but networks: then it is
    what would be created now. Raises WsltuiError where the name is another's.
    """
    id_ = work.present.containers.get(item.name)
    if id_ is None:
        return {}
    (other,) = await inspect(work.session, Class.CONTAINER, [id_]) or [{}]
    ours, idle = work.folder.made().get(item.ref) == id_, needs.state(other) == "created"
    if ours and not idle:  # it may hold files by now
        return other
    if idle and set(differences(found, other)) <= {"networks"}:
        return other
    if not ours:
        raise WsltuiError(
            f"The name {item.name} is taken by another container ({id_[:12]}).",
            f"Rename that one with `docker rename {item.name} NEW-NAME`, then undo again.",
        )
    await work.do(calls.remove_container(id_))
    del work.present.containers[item.name]
    return {}


async def _prepare(work: Work, item: Item, found: Found, step: Step) -> Now:
    """Everything that has to be there, before anything of the container is made."""
    peers, absent = _peers(work, found)
    image = await images.image_for(work, item, found, step)
    fresh = await volumes.ensure(work, found, step)
    return Now(image, work.host, work.api, await _networks(work, found, step), peers, absent, fresh)


async def _networks(work: Work, found: Found, step: Step) -> dict[str, str]:
    """What the networks of the record are called now, its network mode among them."""
    names = {}
    for word in sorted(set(needs.networks_of(found)) - needs.PREDEFINED):
        names[word] = await networks.ensure(work, word, step)
    mode = text(needs.host_config(found).get("NetworkMode"))
    record = work.network(mode)
    if record is not None and text(record.get("Id")) not in work.present.networks.values():
        names[mode] = needs.name(record)
    return names


def _peers(work: Work, found: Found) -> tuple[dict[str, str], frozenset[str]]:
    """Containers that it shares something with: their ids now, and those that are gone.

    Raises WsltuiError where it cannot be without one.
    """
    sources = {one for one, _ in needs.sources_of(found)}
    peers, absent = {}, set()
    for word in needs.peers_of(found):
        if work.present.container(word):
            continue
        record = work.container(word)
        name = needs.name(record) if record else word
        if id_ := work.present.containers.get(name):
            peers[word] = id_
        elif word in sources:
            absent.add(word)
        else:
            raise WsltuiError(
                f"It is linked to {name} or shares a namespace with it, and that is gone.",
                f"Bring {name} back first, then undo again.",
            )
    return peers, frozenset(absent)


async def _create(work: Work, item: Item, found: Found, now: Now, step: Step) -> None:
    """Make it, and write down at once that it is ours to remove if the rest fails."""
    result = await work.do(calls.create_container(found, now))
    id_ = text(mapping(parse.json_value(result.text)).get("Id")) or item.name
    step.trail.append(calls.remove_container(id_))
    work.present.containers[item.name] = id_
    if not work.dry_run:
        work.folder.note_made(item.ref, id_)
    if now.absent:
        gone = ", ".join(sorted(now.absent))
        step.notes.append(f"mounts the volumes of {gone} directly, as that is gone")


async def _start(work: Work, found: Found, step: Step, *, fresh: frozenset[str]) -> None:
    """Only what was running runs again, and nothing on a volume that has lost its data."""
    name = needs.name(found)
    if not needs.was_running(found):
        return
    if fresh:
        step.notes.append(f"not started, because {', '.join(sorted(fresh))} is empty now")
        return
    await work.do(calls.start(name))
    if needs.state(found) == "paused":
        await work.do(calls.pause(name))


async def differing(work: Work, items: list[Item]) -> list[str]:
    """What of these containers is not as it was, though all of it was asked for."""
    by_name = {item.name: work.things[Class.CONTAINER][item.id] for item in items}
    now: list[dict[str, Any]] = []
    if by_name:
        now = await inspect(work.session, Class.CONTAINER, list(by_name))
    pairs = ((by_name[needs.name(one)], one) for one in now if needs.name(one) in by_name)
    return [
        f"{needs.name(before)} exactly as it was: it differs in {', '.join(found)}"
        for before, after in pairs
        if (found := differences(before, after))
    ]
