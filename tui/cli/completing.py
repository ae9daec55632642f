"""`wsltui completion`, and the hidden verb behind it: what may come next on a line."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Any

from tui.cli.output import Output
from tui.cli.parsing import Call, near, read_loosely
from tui.cli.shells import SCRIPTS
from tui.cli.words import GLOBALS, VERBS, Option
from tui.core import parse
from tui.core.action import Action
from tui.core.errors import UsageError
from tui.core.form import About, Field
from tui.core.kind import Kind

SECONDS = 2.0
"""Names that are not there by then are not offered."""
SHORT_ID = 12

Candidate = tuple[str, str]


def script(shell: str, out: Output) -> int:
    """Print the script for a shell. Raises UsageError."""
    if shell not in SCRIPTS:
        every = f"Shells: {', '.join(SCRIPTS)}."
        raise UsageError(f"There is no completion for “{shell}”.", near(shell, SCRIPTS, every))
    out.data(SCRIPTS[shell].rstrip("\n"))
    return 0


def complete(words: tuple[str, ...], out: Output) -> int:
    """`SHELL LINE [WORDBREAKS]`: one candidate a line, with a tab before what it means.

    Silent whatever happens: the user is in the middle of a line.
    """
    try:
        shell, line, breaks = (*words, "", "", "")[:3]
        prior, current = split(line)
        found = [c for c in candidates(prior, current) if c[0].startswith(current)]
        out.data(*(_spelled(shell, current, breaks, found)))
    except (Exception, KeyboardInterrupt):
        return 1
    return 0


def split(line: str) -> tuple[list[str], str]:
    """The words before the one that is being typed, without the program, and that one."""
    try:
        words = shlex.split(line)
    except ValueError:
        words = line.split()
    current = "" if line[-1:].isspace() or not words[1:] else words.pop()
    return words[1:], current


def candidates(prior: list[str], current: str) -> Iterator[Candidate]:
    """All that may stand at the place of `current`."""
    call = read_loosely(prior)
    verb = VERBS.get(call.verb)
    options = (*(verb.options if verb else ()), *GLOBALS)
    if prior and prior[-1] in (option.name for option in options if option.value):
        return
    if field := _field(call, prior):
        yield from ((option, "") for option in field.options(About()))
        return
    if current.startswith("-"):
        yield from _options(call, options)
    elif verb is None:
        yield from ((v.name, v.help) for v in VERBS.values())
    elif verb.name == "completion" and not call.words:
        yield from ((shell, "") for shell in SCRIPTS)
    elif verb.name == "config":
        yield from _settings(call)
    elif verb.name in ("ls", "show", "do"):
        yield from _words(call)
    elif verb.name == "logs":
        from tui.kinds import KINDS

        kind = next(kind for kind in KINDS.values() if kind.logs is not None)
        yield from _names(call, kind, None)


def _settings(call: Call) -> Iterator[Candidate]:
    from tui.cli.configuring import VERBS as DEEDS
    from tui.kinds import KINDS

    kinds = {kind.config: kind for kind in KINDS.values() if kind.config}
    if not call.words:
        yield from ((word, kind.title) for word, kind in kinds.items())
    elif len(call.words) == 1:
        yield from ((deed, "") for deed in DEEDS)
    elif len(call.words) == 2 and (known := kinds.get(call.words[0])):
        yield from _names(call, known, None)


def _field(call: Call, prior: list[str]) -> Field[Any] | None:
    """The field of an action that the word is the value of."""
    from tui.kinds import ACTIONS

    if call.verb != "do" or not call.words or call.words[0] not in ACTIONS:
        return None
    fields = {f"--{field.id}": field for field in ACTIONS[call.words[0]][1].form}
    return fields.get(prior[-1])


def _options(call: Call, options: tuple[Option, ...]) -> Iterator[Candidate]:
    from tui.kinds import ACTIONS

    if call.verb == "do" and call.words and call.words[0] in ACTIONS:
        action = ACTIONS[call.words[0]][1]
        yield from ((f"--{field.id}", field.help) for field in action.form)
        yield from ((f"--{c.id}", c.title) for c in action.choices)
    yield from ((option.name, option.help) for option in options)


def _words(call: Call) -> Iterator[Candidate]:
    from tui.kinds import ACTIONS, KINDS, kind_named

    if not call.words:
        if call.verb == "do":
            yield from ((id_, action.help) for id_, (_, action) in ACTIONS.items())
        else:
            plural = call.verb == "ls"
            yield from ((k.id if plural else k.singular, k.title) for k in KINDS.values())
    elif call.verb == "do" and call.words[0] in ACTIONS:
        kind, action = ACTIONS[call.words[0]]
        if action.makes:
            return
        if action.many or len(call.words) == 1:
            yield from _names(call, kind, action)
    elif call.verb == "show" and len(call.words) == 1 and (kind_ := kind_named(call.words[0])):
        yield from _names(call, kind_, None)


def _names(call: Call, kind: Kind[Any], action: Action[Any] | None) -> Iterator[Candidate]:
    """The names of rows, of those that the action can be done to, that are not there yet."""
    from tui.cli.early import first_rows
    from tui.cli.naming import is_id

    for row in first_rows(call, kind, SECONDS):
        name = kind.name(row)
        name = name[:SHORT_ID] if is_id(name) else name
        possible = action is None or (action.hindered(row) or action.disabled(row)) is None
        if possible and name not in call.words and parse.clean(name) == name:
            yield name, ""


def _spelled(shell: str, current: str, breaks: str, found: list[Candidate]) -> Iterator[str]:
    """For bash, quoted, and only what is behind the last colon: it takes that for a new word."""
    if shell != "bash":
        yield from (f"{word}\t{meaning}" if meaning else word for word, meaning in found)
        return
    start = current.rfind(":") + 1 if ":" in breaks else 0
    yield from (shlex.quote(word[start:]) for word, _ in found)
