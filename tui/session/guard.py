"""What is looked at once more right before things go: names that have moved on, pins on volumes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.core import parse
from tui.core.action import Intent, Item
from tui.core.cleanup.judge import pinned
from tui.core.cleanup.world import Class, Thing
from tui.core.command import docker
from tui.core.errors import Refused
from tui.core.record import array, bare_id, mapping, text
from tui.kinds.volume_record import Volume, inspect_many, volume

if TYPE_CHECKING:
    from tui.session.session import Session

_NAMED = {
    Class.CONTAINER: '{"id":{{json .Id}},"names":[{{json .Name}}]}',
    Class.IMAGE: '{"id":{{json .Id}},"names":{{json .RepoTags}},"more":{{json .RepoDigests}}}',
}
"""A name is what their commands go by, and another one may have it by now."""
KEEP = "Leave out -v, or let it go with `wsltui pin remove …`."


async def moved(session: Session, intent: Intent) -> dict[str, str]:
    """The items whose name leads to another thing by now, each with the reason to leave it."""
    found: dict[str, str] = {}
    for kind, form in _NAMED.items():
        owners = {_name(i): i.things[0].id for i in _of(intent, kind) if _name(i)}
        now = await _owners(session, kind, form, tuple(owners)) if owners else {}
        for item in _of(intent, kind):
            if now.get(_name(item), item.things[0].id) != item.things[0].id:
                found[item.key] = f"its name leads to another {kind} meanwhile"
    return found


def _of(intent: Intent, kind: Class) -> Iterator[Item]:
    return (item for item in intent.items if item.things and item.things[0].kind is kind)


def _name(item: Item) -> str:
    """Empty where the command goes by the id."""
    word = item.command.argv[-1]
    return "" if bare_id(word) == item.things[0].id else word


async def _owners(
    session: Session, kind: Class, form: str, names: tuple[str, ...]
) -> dict[str, str]:
    """Name → the id it leads to now, of those that lead anywhere."""
    result = await session.execute(docker(kind.value, "inspect", "--format", form, *names))
    owners = {}
    for one in map(mapping, parse.json_lines(result.text)):
        for name in (*array(one.get("names")), *array(one.get("more"))):
            owners[text(name).removeprefix("/")] = bare_id(text(one.get("id")))
    return owners


async def refuse_pinned(session: Session, intent: Intent) -> None:
    """Volumes that go with their containers: who knows them only by name asks for their labels.

    Raises Refused, and what keeps docker from answering.
    """
    along = [one for item in intent.items for one in item.things[1:]]
    if not along or not session.pins.all():
        return
    result = await session.execute(inspect_many([one.id for one in along]))
    for found in map(mapping, parse.json_lines(result.text)):
        by = pinned(_whole(volume(found)), session.pins.all())
        if by is not None:
            raise Refused(f"Nothing was removed: volume {text(found.get('Name'))} is {by}.", KEEP)


def _whole(row: Volume) -> Thing:
    return Thing(
        Class.VOLUME, row.name, row.name, labels=row.labels or {}, project=row.project,
        anonymous=row.anonymous,
    )  # fmt: skip
