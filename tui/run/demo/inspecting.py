"""How `inspect` prints what it finds, and what it does not find."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tui.run.demo import gotemplate
from tui.run.demo.options import sort_out
from tui.run.demo.reply import Refusal, Reply, Words, each

Find = Callable[[str], dict[str, Any]]


def inspect(words: Words, find: Find) -> Reply:
    """With --format a line for each; else one array of all, empty where nothing was found.

    `find` raises Refusal for a name that nobody has; the others are printed all the same.
    """
    options = sort_out(words, ("-s", "--size"), ("-f", "--format"))
    template = options.last("--format") or options.last("-f")
    found: list[dict[str, Any]] = []

    def one(name: str) -> str:
        value = find(name)
        found.append(value)
        return _formatted(template, value) if template else ""

    reply = each(options.names, one)
    if template:
        return reply
    array = json.dumps(found, ensure_ascii=False, indent=4)
    return Reply(f"{array}\n", reply.stderr, reply.code)


def _formatted(template: str, value: dict[str, Any]) -> str:
    try:
        return gotemplate.render(template, value)
    except Refusal as refusal:
        raise Refusal(f"template parsing error: {refusal.words}", refusal.code) from None
