"""Which keys belong to which action, once the user's own wishes are heard."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tui.core.keynames import key_label, normalise, sent_as, stroke
from tui.core.problem import Problem

__all__ = ["GLOBAL", "key_label", "normalise", "resolve", "sent_as"]

GLOBAL = "global"
Keys = tuple[str, ...]
Defaults = Mapping[str, tuple[str, Keys]]


def resolve(
    defaults: Defaults,
    overrides: Mapping[str, Keys],
    everywhere: Collection[str] = (GLOBAL,),
) -> tuple[Mapping[str, Keys], tuple[Problem, ...]]:
    """The keys of every action, by Textual's names, and what is wrong with the overrides.

    `defaults` is action id → (scope, keys). An override replaces all keys of its action; an
    empty one takes them away. An override with an unknown action or key, or with a key that
    another action of the same scope has (or of a scope that is live `everywhere`), is reported
    and the default stays; where two overrides want one key, neither gets it. Actions that
    share a key by default may go on sharing keys. ValueError if a default is no key.
    """
    usual = {action: _names(keys) for action, (_scope, keys) in defaults.items()}
    wanted, problems = _usable(usual, overrides)
    beside = {action: _beside(action, defaults, usual, frozenset(everywhere)) for action in wanted}
    while clashes := _clashes(usual | wanted, {action: beside[action] for action in wanted}):
        for action, (key, other) in clashes.items():
            del wanted[action]
            reason = f"{key_label(key)} is also the key of {other}"
            problems.append(_problem(action, reason, usual))
    return usual | wanted, tuple(problems)


def _names(keys: Keys) -> Keys:
    missing = [key for key in keys if normalise(key) is None]
    if missing:
        raise ValueError(f"there is no key {', '.join(missing)}")
    return tuple(dict.fromkeys(name for key in keys if (name := normalise(key))))


def _usable(
    usual: Mapping[str, Keys], overrides: Mapping[str, Keys]
) -> tuple[dict[str, Keys], list[Problem]]:
    wanted: dict[str, Keys] = {}
    problems = []
    for action, keys in overrides.items():
        if action not in usual:
            problems.append(Problem(None, f"keys.{action}", "there is no such action"))
            continue
        try:
            wanted[action] = _names(keys)
        except ValueError as error:
            problems.append(_problem(action, str(error), usual))
    return wanted, problems


def _beside(
    action: str, defaults: Defaults, usual: Mapping[str, Keys], everywhere: frozenset[str]
) -> tuple[str, ...]:
    """The actions that are live at the same time and share no key with it by default."""
    scope = defaults[action][0]

    def live(other: str) -> bool:
        return scope == other or scope in everywhere or other in everywhere

    own = _strokes(usual[action])
    return tuple(
        other
        for other, (other_scope, _keys) in defaults.items()
        if other != action and live(other_scope) and not own & _strokes(usual[other])
    )


def _clashes(
    keys: Mapping[str, Keys], beside: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, str]]:
    """Action → (its key, another action that has it), for those that clash."""
    found: dict[str, tuple[str, str]] = {}
    for action, others in beside.items():
        owner = {stroke(key): other for other in reversed(others) for key in keys[other]}
        for key in reversed(keys[action]):
            if stroke(key) in owner:
                found[action] = (key, owner[stroke(key)])
    return found


def _problem(action: str, reason: str, usual: Mapping[str, Keys]) -> Problem:
    labels = " and ".join(key_label(key) for key in usual[action])
    stays = f"it stays on {labels}" if labels else "it stays without a key"
    return Problem(None, f"keys.{action}", f"{reason}; {stays}")


def _strokes(keys: Keys) -> frozenset[str]:
    return frozenset(stroke(key) for key in keys)
