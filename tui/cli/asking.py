"""What stands between an intent and its commands: agreed beforehand, or asked for now."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tui.cli.output import Output
from tui.cli.wish import Wish
from tui.core.action import Confirm, Intent
from tui.core.cleanup.choices import losses_of
from tui.core.errors import Refused


class Terms(NamedTuple):
    """The names that have to be typed, and whether there is a question besides."""

    typed: tuple[str, ...]
    ask: bool


def terms(wish: Wish, intent: Intent, rows: Iterable[Any], level: Confirm) -> Terms:
    """What stands before each row: `level`, and more where it would end wsltui itself."""
    keys = {item.key for item in intent.items}
    concerned = [row for row in rows if wish.kind.key(row) in keys]
    typed = [row for row in concerned if level is Confirm.TYPE_NAME or wish.action.fatal(row)]
    untyped = len(intent.items) - len(typed)
    ask = level is not Confirm.NONE and untyped > 0
    return Terms(tuple(map(wish.kind.name, typed)), ask)


def agree(wish: Wish, intent: Intent, terms: Terms, out: Output, obstacle: str = "") -> None:
    """Return where the commands may run; `obstacle` is why nothing can be undone. Raises Refused.

    `--yes` answers the question; a name that has to be typed is answered by `--confirm` alone.
    """
    left = [name for name in terms.typed if not wish.confirms(name)]
    if left:
        _type_names(intent, left, out)
    elif terms.ask and not wish.yes:
        _yes_or_no(intent, out, obstacle)


def _yes_or_no(intent: Intent, out: Output, obstacle: str) -> None:
    if not out.can_ask:
        raise _refused(intent, "asks before it runs, and there is no terminal.", "Add --yes.")
    out.say(*_preview(intent, obstacle))
    count = len(intent.items)
    what = intent.items[0].name if count == 1 else f"all {count}"
    answer = out.ask(f"{intent.action.title} {what}? [y/N] ")
    if answer.casefold() not in ("y", "yes"):
        raise _refused(intent, "was not agreed to.", "Nothing was run.")


def _type_names(intent: Intent, left: list[str], out: Output) -> None:
    if not out.can_ask:
        words = " ".join(f"--confirm {shlex.quote(name)}" for name in left)
        why = "; ".join(intent.warnings)
        sentence = "wants the name repeated" + (f": {why}." if why else ".")
        raise _refused(intent, sentence, f"Add {words}; --yes does not cover it.")
    out.say(*_preview(intent))
    for name in left:
        if out.ask(f"To go on, type the name {name}: ") != name:
            raise _refused(intent, "was not agreed to.", "Nothing was run.")


def _preview(intent: Intent, obstacle: str = "") -> Iterator[str]:
    """The exact commands, and what should be known about them."""
    yield from (f"  {command.typed()}" for command in intent.commands)
    yield from intent.shown
    yield from (f"! {warning}." for warning in intent.warnings)
    yield from (f"Skipped: {skipped.name}: {skipped.reason}." for skipped in intent.skipped)
    yield from intent.action.told
    yield from losses_of(intent, obstacle)
    yield from filter(None, (intent.action.note,))


def _refused(intent: Intent, sentence: str, remedy: str) -> Refused:
    return Refused(f"{intent.action.id} {sentence}", remedy)
