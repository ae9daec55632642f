"""How networks come back: from their inspect, before any container that needs them."""

from __future__ import annotations

from tui.core.cleanup.world import Class
from tui.core.errors import WsltuiError
from tui.core.restore import calls, needs
from tui.core.restore.networks import alike, has_static_address, subnets
from tui.session.undo.inspects import inspect
from tui.session.undo.records import Item, Outcome
from tui.session.undo.work import Found, Step, Work


async def restore(work: Work, item: Item, step: Step) -> Outcome:
    """Raises WsltuiError."""
    found = work.things[Class.NETWORK][item.id]
    if item.id in work.present.networks.values():
        return Outcome.THERE
    if item.name not in work.present.networks:
        await _make(work, found, step)
        return Outcome.RESTORED
    (other,) = await inspect(work.session, Class.NETWORK, [item.name]) or [{}]
    if not alike(found, other):
        raise WsltuiError(
            f"Another network is called {item.name} now, with other settings.",
            f"Remove it with `docker network rm {item.name}`, then undo again.",
        )
    step.notes.append("one of that name and with its settings was there already")
    return Outcome.RESTORED


async def ensure(work: Work, word: str, step: Step) -> str:
    """The name of a network that a container needs; it is made if it is not there.

    One that was gone already when the container was recorded stays so: the container comes
    back as it was. Raises WsltuiError.
    """
    found = work.network(word)
    name = needs.name(found) if found else word
    there = found is not None and found.get("Id") in work.present.networks.values()
    if there or name in needs.PREDEFINED or name in work.present.networks:
        return name  # podman lists the network `podman` as `bridge`, with the same id
    if (Class.NETWORK, name) in work.unwell:
        why = work.unwell[Class.NETWORK, name]
        raise WsltuiError(f"Its network {name} is not back. {why}", "")
    if found is None:
        step.missing.add(name)
        step.notes.append(f"its network {name} is not there, nor was it when it was removed")
        return name
    await _make(work, found, step)
    return name


async def _make(work: Work, found: Found, step: Step) -> None:
    name, taken = needs.name(found), ", ".join(subnets(found))
    try:
        await work.do(calls.create_network(found))
    except WsltuiError as error:
        if "overlap" not in str(error).lower():
            raise WsltuiError(
                f"The network {name} could not be made again: {error.sentence}", error.remedy
            ) from error
        if any(has_static_address(one, name) for one in work.users_of(name)):
            raise WsltuiError(
                f"The network {name} could not be made again: its subnet {taken} is taken.",
                "Remove the network that has it now, then undo again.",
            ) from error
        await work.do(calls.create_network(found, own_subnets=False))
        step.lost.append(f"the subnet {taken} of network {name}: it is taken, it has another now")
    step.trail.append(calls.remove_network(name))
    work.present.networks[name] = name
