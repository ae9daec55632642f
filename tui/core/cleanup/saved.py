"""A plan as JSON: what scripts see, what is kept on disk, what `clean --apply` is given."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.core.cleanup.plan import Item, Plan

SCHEMA = 1


def plan_json(plan: Plan) -> dict[str, Any]:
    """The plan for scripts; `plan_from_json` makes a plan of it that removes the same."""
    removals = len(plan.removals)
    return {
        "schema": SCHEMA,
        "engine_id": plan.world.engine_id,
        "context": plan.world.context,
        "made_at": _time(plan.world.at),
        "undo_id": plan.undo_id or None,
        "policy": plan.policy.as_json(),
        "items": [_item(item, plan.world.at) for item in plan.items],
        "totals": {
            "remove": removals,
            "keep": len(plan.items) - removals,
            "bytes_min": plan.bytes_min,
            "bytes_max": plan.bytes_max,
        },
    }


def _item(item: Item, at: datetime) -> dict[str, Any]:
    """The fields behind the commands say what was looked at, to see later what has changed."""
    thing = item.thing
    return {
        "kind": thing.kind.value,
        "id": thing.id,
        "name": thing.name,
        "bytes_min": item.bytes_min,
        "bytes_max": item.bytes_max,
        "age_seconds": int((at - thing.since).total_seconds()) if thing.since else None,
        "reason": item.reason,
        "verdict": item.verdict.value,
        "commands": [list(command.argv) for command in item.commands],
        "since": _time(thing.since),
        "last_used": _time(thing.last_used),
        "project": thing.project,
        "labels": dict(thing.labels),
        "state": thing.state or None,
        "tags": list(thing.tags),
        "digests": list(thing.digests),
        "anonymous": thing.anonymous,
        "database": thing.database or None,
        "path": thing.path or None,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None
