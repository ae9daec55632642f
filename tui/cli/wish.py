"""What a call of `do` asks for, as far as its words alone tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tui.cli.naming import same
from tui.cli.parsing import Call, near
from tui.core.action import Action, Choice, Chosen
from tui.core.errors import Refused, UsageError
from tui.core.form import About, completed, faults
from tui.core.kind import Kind
from tui.kinds import ACTIONS
from tui.session.opening import own_actions


@dataclass(frozen=True)
class Wish:
    """An action, the names it is for, what it was told, and what was agreed to beforehand."""

    kind: Kind[Any]
    action: Action[Any]
    names: tuple[str, ...]
    chosen: Chosen
    yes: bool = False
    confirmed: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)

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
    kind, action = _action(call, action_id)
    names = list(dict.fromkeys(names))
    given = dict(call.fields)
    if action.makes:
        names = _named(action, names, given)
    _count(kind, action, names)
    chosen = frozenset(choice.id for word in call.extra for choice in _choices(action, word))
    about = completed(action.form, About(values=given, ticked=chosen))
    refuse_faults(action, faults(action.form, about))
    if len(names) > 1 and not action.many:
        raise UsageError(f"{action_id} is for one {kind.singular} at a time.", "Give one name.")
    return Wish(
        kind,
        action,
        tuple(names),
        chosen,
        yes=call.has("--yes"),
        confirmed=call.options.get("--confirm", ()),
        given=given,
    )


def _action(call: Call, action_id: str) -> tuple[Kind[Any], Action[Any]]:
    """One that every wsltui has, or one of the user's own. Raises UsageError."""
    if action_id in ACTIONS:
        return ACTIONS[action_id]
    own = own_actions(call.value("--config"))
    if action_id not in own:
        hint = near(action_id, [*ACTIONS, *own], "`wsltui actions` lists them.")
        raise UsageError(f"There is no action “{action_id}”.", hint)
    return own[action_id]


def refuse_faults(action: Action[Any], wrong: Mapping[str, str]) -> None:
    """Raises UsageError for the first thing that was told wrong, or not at all."""
    for name, why in wrong.items():
        raise UsageError(f"{action.id}: --{name}: {why}.", usage_of(action))


def usage_of(action: Action[Any]) -> str:
    """How an action with a form is told what it needs."""
    needed = [one for one in action.form if one.required and not one.default(About())]
    words = [f"--{one.id} {one.word}" for one in needed]
    name = "" if action.makes else " NAME"
    return " ".join([f"Usage: wsltui do {action.id}{name}", *words])


def _named(action: Action[Any], names: list[str], given: dict[str, str]) -> list[str]:
    """A name may stand in place of the option that names what is made; what is left over."""
    fields = {one.id for one in action.form}
    if names and action.makes in fields and action.makes not in given:
        given[action.makes] = names[0]
        return names[1:]
    return names


def _count(kind: Kind[Any], action: Action[Any], names: Sequence[str]) -> None:
    """An action for all at once takes no names, and every other one at least one."""
    if action.whole and names:
        raise UsageError(f"{action.id} is for all {kind.id} at once.", "Give no name.")
    if action.makes and names:
        raise UsageError(f"{action.id} has no use for “{names[0]}”.", usage_of(action))
    if not (action.whole or action.makes or names):
        raise UsageError("do wants NAME….", f"Usage: wsltui do {action.id} NAME…")


def _choices(action: Action[Any], word: str) -> list[Choice]:
    """`--force`, `-f`, or several letters at once, as in `-fv`."""
    spellings = {name: c for c in action.choices for name in (f"--{c.id}", c.flag)}
    if word in spellings:
        return [spellings[word]]
    letters = [f"-{letter}" for letter in word[1:]]
    if not word.startswith("--") and all(letter in spellings for letter in letters):
        return [spellings[letter] for letter in letters]
    fields = [f"--{one.id}" for one in action.form]
    known = [*spellings, *fields, "--yes", "--confirm", "--json", "--dry-run", "--read-only"]
    own = [*fields, *spellings]
    every = f"Its choices: {', '.join(own)}." if own else "It has no choices."
    raise UsageError(f"There is no option {word} of {action.id}.", near(word, known, every))
