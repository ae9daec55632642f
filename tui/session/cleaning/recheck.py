"""Each thing is looked at once more at its turn: what changed since the plan is left alone."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.core import parse
from tui.core.cleanup import commands
from tui.core.cleanup.judge import pinned
from tui.core.cleanup.plan import Item
from tui.core.cleanup.world import Class, Thing
from tui.core.command import Result, docker
from tui.core.failure import failure, gone
from tui.core.record import array, mapping, text
from tui.kinds.container_record import container
from tui.kinds.engine_home import HOME, engine_home
from tui.kinds.reading import template
from tui.session.cleaning.look import logs_of

if TYPE_CHECKING:
    from tui.session.session import Session

GONE = "it is gone already"
_NONE = re.compile(r"(?m)^Total(?: reclaimed space)?:\s*0\s?B\s*$")
"""How the CLI and buildx end a prune that freed nothing."""
_LOG = template("Id", "Name", "State", "HostConfig.LogConfig", "LogPath")


async def changed(session: Session, thing: Thing) -> str | None:
    """Why a thing is not what the plan says any more, or is pinned by now, or None.

    Raises CommandFailed where the engine does not answer, Refused where pins cannot be read.
    """
    by = pinned(thing, session.pins.all())
    if by is not None:
        return f"it is {by} meanwhile"
    check = _CHECKS.get(thing.kind)
    return await check(session, thing) if check else None


async def still_there(session: Session, thing: Thing) -> bool:
    """Whether a build cache entry is there: its prune reports success even if it kept it."""
    command = docker("system", "df", "-v", "--format", "{{json .BuildCache}}", timeout=300)
    result = await session.execute(command)
    if not result.ok:
        raise failure(result)
    entries = array(parse.json_value(result.text))
    return any(text(mapping(e).get("ID")) == thing.id for e in entries)


def none_pruned(result: Result, thing: Thing) -> bool:
    """Whether a prune of build cache tells that it freed nothing, the entry not among its words.

    It ends well all the same where there is no such entry any more.
    """
    said = result.text
    return thing.kind is Class.BUILD_CACHE and thing.id not in said and bool(_NONE.search(said))


async def what_is_left(session: Session, item: Item) -> Item | None:
    """A thing whose removal was begun and may have ended: None where it is gone.

    An image may have lost some of its names: then the removal of the others. Raises
    CommandFailed where the engine does not answer.
    """
    thing = item.thing
    if thing.kind is Class.LOG_FILE:
        return item
    if thing.kind is Class.BUILD_CACHE:
        return item if await still_there(session, thing) else None
    if thing.kind is Class.IMAGE:
        return await _names_left(session, item)
    found = await _ask(session, thing.kind.value, "inspect", "--format", "{{json .}}", thing.id)
    return item if found else None


async def _names_left(session: Session, item: Item) -> Item | None:
    template = '{"tags":{{json .RepoTags}},"digests":{{json .RepoDigests}}}'
    found = await _ask(session, "image", "inspect", "--format", template, item.thing.id)
    if found is None:
        return None
    known = mapping(parse.json_value(found.text))
    tags, digests = array(known.get("tags")), array(known.get("digests"))
    left = replace(
        item.thing,
        tags=tuple(tag for tag in item.thing.tags if tag in tags),
        digests=tuple(digest for digest in item.thing.digests if digest in digests),
    )
    return (
        replace(item, thing=left, commands=commands.removal(left)) if left != item.thing else item
    )


async def _ask(session: Session, *words: str) -> Result | None:
    """The answer, or None where the thing is gone."""
    result = await session.execute(docker(*words))
    if result.ok:
        return result
    if gone(result):
        return None
    raise failure(result)


async def _container(session: Session, thing: Thing) -> str | None:
    template = (
        '{"state":{{json .State.Status}},"name":{{json .Name}},'
        '"finished":{{json .State.FinishedAt}}}'
    )
    result = await _ask(session, "container", "inspect", "--format", template, thing.id)
    if result is None:
        return GONE
    found = mapping(parse.json_value(result.text))
    state, name = text(found.get("state")), text(found.get("name")).removeprefix("/")
    if state != thing.state:
        return f"it is {state} meanwhile"
    if name != thing.name:
        return f"it was renamed to {name} meanwhile"
    finished = parse.time(text(found.get("finished")))
    return "it ran meanwhile" if finished and thing.since and finished > thing.since else None


async def _log_file(session: Session, thing: Thing) -> str | None:
    """The same file of the same container, no link, and not rotated: then it would be smaller.

    A saved plan could name any file, and emptying it asks for no leave where root does it.
    """
    result = await _ask(session, "container", "inspect", "--format", _LOG, thing.id)
    if result is None:
        return GONE
    box = container(mapping(parse.json_value(result.text)))
    if box.name != thing.name:
        return f"its container was renamed to {box.name} meanwhile"
    if box.state != thing.state:
        return f"its container is {box.state} meanwhile"
    logs, why = await logs_of(session, engine_home(await session.execute(HOME)), (box,))
    log = logs.get(thing.id)
    if log is None or log.path != thing.path:
        return why or "it is not the large log file of its container any more"
    return "it is smaller meanwhile: emptied or rotated" if log.size < thing.bytes_min else None


async def _image(session: Session, thing: Thing) -> str | None:
    template = "{{json .RepoTags}}"
    result = await _ask(session, "image", "inspect", "--format", template, thing.id)
    if result is None:
        return GONE
    tags = {text(t) for t in array(parse.json_value(result.text))} - {"<none>:<none>"}
    if tags != set(thing.tags):
        new = ", ".join(sorted(tags - set(thing.tags))) or "fewer tags"
        return f"its tags changed meanwhile: {new}"
    return await _newly_used(session, f"ancestor={thing.id}")


async def _network(session: Session, thing: Thing) -> str | None:
    if await _ask(session, "network", "inspect", "--format", "{{json .Id}}", thing.id) is None:
        return GONE
    return await _newly_used(session, f"network={thing.id}", f"network={thing.name}")


async def _volume(session: Session, thing: Thing) -> str | None:
    """One of the same name is another one, with data that no plan has seen."""
    found = await _ask(session, "volume", "inspect", "--format", "{{json .CreatedAt}}", thing.id)
    if found is None:
        return GONE
    created = parse.time(text(parse.json_value(found.text.strip())))
    if created and thing.since and created > thing.since:
        return "it was made anew meanwhile"
    return await _newly_used(session, f"volume={thing.id}")


async def _newly_used(session: Session, *conditions: str) -> str | None:
    """The engine keeps nothing from being removed for a container that merely refers to it.

    One that was never started knows its networks by name alone. Any of the conditions will do.
    """
    filters = [word for one in conditions for word in ("--filter", one)]
    result = await _ask(session, "ps", "-a", *filters, "--format", "{{json .Names}}")
    names = [text(n) for n in parse.json_lines(result.text)] if result else []
    return f"{', '.join(names[:3])} uses it meanwhile" if names else None


_CHECKS: dict[Class, Callable[[Session, Thing], Awaitable[str | None]]] = {
    Class.CONTAINER: _container,
    Class.IMAGE: _image,
    Class.NETWORK: _network,
    Class.VOLUME: _volume,
    Class.LOG_FILE: _log_file,
}
