"""The help texts, made from the words, the kinds and the actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tui.cli.parsing import Call
from tui.cli.words import GLOBALS, VERBS, Option, Verb, spelled, usage

if TYPE_CHECKING:
    from tui.core.kind import Kind

Pair = tuple[str, str]


def help_text(call: Call) -> str:
    """The help of everything, of a verb, or of an action of `do`."""
    verb = VERBS.get(call.verb)
    return "\n".join(_general() if verb is None else _of_verb(verb, call))


def _general() -> Iterator[str]:
    yield "Usage: wsltui [OPTION…] [VERB …]"
    yield ""
    yield "A terminal UI for Docker on WSL 2. Without a verb it opens the screen."
    yield from _section("Verbs", ((f"{v.name} {v.words}".strip(), v.help) for v in VERBS.values()))
    yield from _section("Options, before or after the verb", _pairs(GLOBALS))
    yield from _kinds()
    yield from _section("Exit codes", _EXIT_CODES)


_EXIT_CODES = (
    ("0", "done; what had changed or gone meanwhile is skipped and listed"),
    ("1", "something failed or was not found"),
    ("2", "the words mean nothing"),
    ("3", "the engine or WSL is not available"),
    ("4", "refused: read-only, protected, or not confirmed"),
)


def _of_verb(verb: Verb, call: Call) -> Iterator[str]:
    yield f"Usage: {usage(verb)}"
    yield ""
    yield verb.help[:1].upper() + verb.help[1:] + "."
    if verb.more:
        yield verb.more
    yield from _section("Options", _pairs((*verb.options, *GLOBALS)))
    if verb.name in ("ls", "show"):
        yield from _kinds()
    if verb.choices:
        yield from _actions(call.words[:1])


def _kinds() -> Iterator[str]:
    from tui.kinds import KINDS

    kinds = ((_words(k), ", ".join(k.spellings)) for k in KINDS.values())
    yield from _section("Kinds, and the commands whose lists they are", kinds)


def _words(kind: Kind[Any]) -> str:
    return ", ".join(dict.fromkeys((kind.id, kind.singular)))


def _actions(wanted: tuple[str, ...]) -> Iterator[str]:
    """All actions, or the one that was named, with its choices."""
    from tui.kinds import ACTIONS

    if not wanted or wanted[0] not in ACTIONS:
        pairs = ((id_, f"{a.help} ({a.spelling})") for id_, (_, a) in ACTIONS.items())
        yield from _section("Actions", pairs)
        return
    action = ACTIONS[wanted[0]][1]
    yield from _section("Action", [(action.id, f"{action.help} ({action.spelling})")])
    fields = ((f"--{one.id} {one.word}", one.help) for one in action.form)
    yield from _section("Values", fields)
    choices = [(", ".join(dict.fromkeys((c.flag, f"--{c.id}"))), c.title) for c in action.choices]
    yield from _section("Choices", choices)


def _pairs(options: Iterable[Option]) -> Iterator[Pair]:
    return ((spelled(option), option.help) for option in options)


def _section(title: str, pairs: Iterable[Pair]) -> Iterator[str]:
    lines = list(pairs)
    if not lines:
        return
    width = max(len(left) for left, _ in lines)
    yield ""
    yield f"{title}:"
    yield from (f"  {left:<{width}}  {right}" for left, right in lines)
