"""A plan from JSON. A file can be edited: what it would run is made anew, never taken from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tui.core import parse
from tui.core.cleanup import commands
from tui.core.cleanup.fields import Fields, Unfit
from tui.core.cleanup.plan import Item, Plan, Verdict
from tui.core.cleanup.policy import Policy
from tui.core.cleanup.policy_values import read_values
from tui.core.cleanup.saved import SCHEMA
from tui.core.cleanup.world import Class, Ref, Thing, World
from tui.core.errors import UsageError

_REMEDY = "Make the plan again: `wsltui clean --dry-run --json > plan.json`."
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/@+-]*")
"""What ids and references are made of: nothing that a command could take for an option."""
_UNDO_ID = re.compile(r"[0-9a-z][0-9a-z-]{0,62}")
"""It becomes the name of a directory: it must not lead out of ours."""
_SHAPES = {
    Class.BUILD_CACHE: re.compile(r"[A-Za-z0-9:_-]+"),
    Class.VOLUME: re.compile(r"[^\x00]+"),
}
_CLASSES = {kind: number for number, kind in enumerate(Class)}


def plan_from_json(data: object) -> Plan:
    """The plan that `plan_json` wrote, in the same safe order; what it does not know is ignored.

    Items may have been taken out, or turned from `remove` to `keep`. Raises UsageError for what
    is no plan, is of a newer schema, or asks for other commands than those that remove an item.
    """
    try:
        return _plan(Fields(data, "the plan"))
    except Unfit as error:
        raise UsageError(f"This is no plan that can be applied: {error}.", _REMEDY) from None


def _plan(found: Fields) -> Plan:
    schema = found.whole("schema")
    if schema > SCHEMA:
        raise Unfit(f"it was made by a newer wsltui (schema {schema})")
    if schema != SCHEMA:
        raise Unfit(f"its schema is {schema}")
    made_at = found.time("made_at")
    if made_at is None:
        raise found.unfit("made_at", "a time")
    items = [_item(Fields(one, f"item {n}")) for n, one in enumerate(found.array("items"), 1)]
    _each_once([item.ref for item in items])
    items.sort(key=lambda item: (item.verdict is Verdict.KEEP, _CLASSES[item.thing.kind]))
    things = tuple(item.thing for item in items)
    world = World(found.text("engine_id"), found.text("context"), made_at, things)
    undo_id = found.text_or_none("undo_id") or ""
    if undo_id and not _UNDO_ID.fullmatch(undo_id):
        raise found.unfit("undo_id", "the name of an undo entry")
    return Plan(world, _policy(found.mapping("policy")), tuple(items), undo_id)


def _policy(values: Mapping[str, Any]) -> Policy:
    known = {key: value for key, value in values.items() if key in Policy.__slots__}
    name = known.pop("name", None)
    good, reasons = read_values(known)
    for key, reason in reasons.items():
        raise Unfit(f"policy.{key} {reason}")
    if not isinstance(name, str):
        raise Unfit("policy.name must be a text")
    return Policy(name=name, **good)


def _each_once(refs: Sequence[Ref]) -> None:
    seen: set[Ref] = set()
    for kind, thing_id in refs:
        if (kind, thing_id) in seen:
            raise Unfit(f"it has the {kind} {parse.clean(thing_id)} twice")
        seen.add((kind, thing_id))


def _item(found: Fields) -> Item:
    thing, verdict = _thing(found), found.one_of("verdict", Verdict)
    reason = found.text("reason")
    if not reason.strip():
        raise found.unfit("reason", "a text that is not empty")
    goes = verdict is Verdict.REMOVE
    made = commands.removal(_removable(thing, found)) if goes else ()
    if goes and found.array("commands") != [list(command.argv) for command in made]:
        raise Unfit(f"the commands of {found.where} are not those that remove it")
    return Item(thing, verdict, reason, made, thing.bytes_min, thing.bytes_max)


def _thing(found: Fields) -> Thing:
    least, most = found.whole("bytes_min"), found.whole("bytes_max")
    if least > most:
        raise found.unfit("bytes_min", "no more than bytes_max")
    return Thing(
        found.one_of("kind", Class),
        found.text("id"),
        found.text("name"),
        least,
        most,
        since=found.time("since"),
        last_used=found.time("last_used"),
        state=found.text_or_none("state") or "",
        project=found.text_or_none("project"),
        labels=found.labels("labels"),
        tags=found.texts("tags"),
        digests=found.texts("digests"),
        anonymous=found.flag("anonymous"),
        database=found.text_or_none("database") or "",
        path=found.text_or_none("path") or "",
    )


def _removable(thing: Thing, found: Fields) -> Thing:
    """An id is put into a command: it must not mean an option, or more than one thing."""
    shape = _SHAPES.get(thing.kind, _WORD)
    for word in (thing.id, *thing.tags, *thing.digests):
        if not shape.fullmatch(word):
            raise Unfit(f"{found.where} has an id or a name that no {thing.kind} can have")
    if thing.kind is Class.LOG_FILE and not thing.path.startswith("/"):
        raise found.unfit("path", "the whole path of a file")
    return thing
