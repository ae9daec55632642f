"""What a call of `do` asks for, as far as its words alone tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tui.cli.naming import same
from tui.cli.parsing import Call, near
from tui.core.action import Action, Choice, Chosen
from tui.core.errors import Refused, UsageError
from tui.core.kind import Kind
from tui.kinds import ACTIONS


@dataclass(frozen=True)
class Wish:
    """An action, the names it is for, and what was agreed to beforehand."""

    kind: Kind[Any]
    action: Action[Any]
    names: tuple[str, ...]
    chosen: Chosen
    yes: bool = False
    confirmed: tuple[str, ...] = ()

    def confirms(self, name: str) -> bool:
        return any(same(self.kind, name, given) for given in self.confirmed)

    def refuse_protected(self, names: Sequence[str]) -> None:
        """Raises Refused for a protected name; no option covers it."""
        for name in names:
            why = self.kind.protected(name)
            if why is not None:
                sentence = f"{self.action.id} is refused: {why}."
                raise Refused(sentence, "No word on the command line makes wsltui do that.")


def read_wish(call: Call) -> Wish:
    """Raises UsageError."""
    action_id, *names = call.words
    if action_id not in ACTIONS:
        hint = near(action_id, ACTIONS, "`wsltui actions` lists them.")
        raise UsageError(f"There is no action “{action_id}”.", hint)
    kind, action = ACTIONS[action_id]
    names = list(dict.fromkeys(names))
    _count(kind, action, names)
    if len(names) > 1 and not action.many:
        raise UsageError(f"{action_id} is for one {kind.singular} at a time.", "Give one name.")
    return Wish(
        kind,
        action,
        tuple(names),
        frozenset(choice.id for word in call.extra for choice in _choices(action, word)),
        yes=call.has("--yes"),
        confirmed=call.options.get("--confirm", ()),
    )


def _count(kind: Kind[Any], action: Action[Any], names: Sequence[str]) -> None:
    """An action for all at once takes no names, and every other one at least one."""
    if action.whole and names:
        raise UsageError(f"{action.id} is for all {kind.id} at once.", "Give no name.")
    if not (action.whole or names):
        raise UsageError("do wants NAME….", f"Usage: wsltui do {action.id} NAME…")


def _choices(action: Action[Any], word: str) -> list[Choice]:
    """`--force`, `-f`, or several letters at once, as in `-fv`."""
    spellings = {name: c for c in action.choices for name in (f"--{c.id}", c.flag)}
    if word in spellings:
        return [spellings[word]]
    letters = [f"-{letter}" for letter in word[1:]]
    if not word.startswith("--") and all(letter in spellings for letter in letters):
        return [spellings[letter] for letter in letters]
    known = [*spellings, "--yes", "--confirm", "--json", "--dry-run", "--read-only"]
    every = f"Its choices: {', '.join(spellings)}." if spellings else "It has no choices."
    raise UsageError(f"There is no option {word} of {action.id}.", near(word, known, every))
