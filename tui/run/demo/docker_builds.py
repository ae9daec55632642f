"""What docker says of the build cache, and the call of the Engine API for it."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from tui.core import units
from tui.run.demo.docker_system import print_value
from tui.run.demo.options import sort_out
from tui.run.demo.records import DemoCache
from tui.run.demo.reply import NoAnswerError, Reply, Verb, Words, lines
from tui.run.demo.times import stamp
from tui.run.demo.world import World

SECONDS = 0.8
"""It measures everything, in a small world."""


def df(world: World, words: Words) -> Reply:
    """Only `-v` with a template, and of that only the build cache."""
    options = sort_out(words, ("-v", "--verbose"), ("--format",))
    if not options.flags:
        raise NoAnswerError("system df without -v")
    rows = [_listed(world, entry) for entry in world.cache.values()]
    return print_value(options.last("--format"), {"BuildCache": rows})


def _listed(world: World, entry: DemoCache) -> dict[str, Any]:
    return {
        "CacheType": entry.type,
        "CreatedAt": _moment(entry.created),
        "CreatedSince": _ago(world, entry.created),
        "Description": entry.description,
        "ID": entry.id,
        "InUse": str(entry.in_use).lower(),
        "LastUsedAt": _moment(entry.used),
        "LastUsedSince": _ago(world, entry.used),
        "Parent": ", ".join(entry.parents),
        "Shared": str(entry.shared).lower(),
        "Size": _size(entry.size),
        "UsageCount": str(entry.uses),
    }


def _moment(then: datetime) -> str:
    return f"{then:%Y-%m-%d %H:%M:%S.%f} +0000 UTC"


def _ago(world: World, then: datetime) -> str:
    return f"{units.duration_words((world.clock() - then).total_seconds())} ago"


def _size(count: int) -> str:
    return units.size(count).replace(" ", "")


def df_call(world: World, words: Words) -> Reply:
    """`GET /system/df`, for the build cache alone."""
    if "type=build-cache" not in "&".join(words).split("&"):
        raise NoAnswerError("GET /system/df of everything")
    items = [told(entry) for entry in world.cache.values()]
    total = sum(entry.size for entry in world.cache.values() if not entry.shared)
    usage = {"TotalCount": len(items), "TotalSize": total, "Items": items}
    return Reply(json.dumps({"BuildCacheUsage": usage}))


def told(entry: DemoCache) -> dict[str, Any]:
    """An entry as the Engine API tells it."""
    return {
        "ID": entry.id,
        "Parents": list(entry.parents) or None,
        "Type": entry.type,
        "Description": entry.description,
        "InUse": entry.in_use,
        "Shared": entry.shared,
        "Size": entry.size,
        "CreatedAt": stamp(entry.created),
        "LastUsedAt": stamp(entry.used),
        "UsageCount": entry.uses,
    }


def prune(world: World, words: Words) -> Reply:
    """Skips what a build uses and what others were built on, without a word."""
    options = sort_out(words, ("-f", "--force", "-a", "--all"), ("--filter",))
    patterns = options.filters().get("id")
    if patterns is None or len(options.flags) < 2:
        raise NoAnswerError("builder prune of everything")
    parents = {parent for entry in world.cache.values() for parent in entry.parents}
    gone = [
        entry
        for entry in world.cache.values()
        if not entry.in_use and entry.id not in parents and re.search(patterns[-1], entry.id)
    ]
    for entry in gone:
        del world.cache[entry.id]
    total = f"Total reclaimed space: {_size(sum(entry.size for entry in gone))}\n"
    head = ["Deleted build cache objects:", *(entry.id for entry in gone)] if gone else []
    return Reply(f"{lines(head)}\n{total}" if gone else total)


VERBS: dict[Words, Verb] = {
    ("system", "df"): Verb(df, SECONDS),
    ("builder", "prune"): Verb(prune, 0.3),
}
