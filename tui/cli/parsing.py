"""From the words of the command line to a call, or to a usage error with a hint."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from tui.cli.words import GLOBALS, HIDDEN, VERBS, Option, Verb, usage
from tui.core.errors import UsageError

HINT = "`wsltui --help` lists the words there are."


class Call(NamedTuple):
    """What was asked for. `verb` is empty for the screen.

    `options` holds the values of each option that was given, an empty text for a flag;
    `extra` the options that only the action of `do` can tell, `fields` the values of its form.
    """

    verb: str
    words: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = {}
    extra: tuple[str, ...] = ()
    fields: Mapping[str, str] = {}

    def has(self, option: str) -> bool:
        return option in self.options

    def value(self, option: str) -> str | None:
        """The value that was given last."""
        return self.options[option][-1] if option in self.options else None


def parse(argv: Sequence[str]) -> Call:
    """Raises UsageError, but never where help or the version is asked for too."""
    if list(argv[:1]) == [HIDDEN]:
        return Call(HIDDEN, tuple(argv[1:]))
    reader = _Reader(argv)
    reader.read()
    call = reader.call()
    if reader.trouble and not (call.has("--help") or call.has("--version")):
        raise reader.trouble
    return call


def read_loosely(argv: Sequence[str]) -> Call:
    """As far as it can be understood; never raises."""
    reader = _Reader(argv)
    reader.read()
    return reader.call()


def near(word: str, words: Collection[str], otherwise: str = "") -> str:
    """`Did you mean …?`, or the other hint where nothing is like it."""
    from difflib import get_close_matches

    close = get_close_matches(word, words, n=1)
    return f"Did you mean {close[0]}?" if close else otherwise


class _Reader:
    """Reads on after the first trouble, so that `--help` helps in any place."""

    def __init__(self, argv: Sequence[str]) -> None:
        self._argv, self._left = tuple(argv), deque(argv)
        self._verb: Verb | None = None
        self._words: list[str] = []
        self._options: dict[str, tuple[str, ...]] = {}
        self._extra: list[str] = []
        self._fields: dict[str, str] = {}
        self.trouble: UsageError | None = None

    def call(self) -> Call:
        name = self._verb.name if self._verb else ""
        return Call(name, tuple(self._words), self._options, tuple(self._extra), self._fields)

    def read(self) -> None:
        options = True
        while self._left:
            word = self._left.popleft()
            if options and word == "--":
                options = False
            elif options and word.startswith("-") and word[1:2] not in ("", *"0123456789"):
                self._option(word)
            elif self._verb is None:
                self._name_verb(word)
            else:
                self._words.append(word)
        self._count()

    def _complain(self, sentence: str, hint: str) -> None:
        self.trouble = self.trouble or UsageError(sentence, hint)

    def _name_verb(self, word: str) -> None:
        self._verb = VERBS.get(word)
        if self._verb is None:
            self._complain(f"There is no verb “{word}”.", near(word, VERBS, HINT))
            self._left = deque(w for w in self._left if w in ("--help", "-h", "--version"))

    def _known(self) -> dict[str, Option]:
        options = (*GLOBALS, *(self._verb.options if self._verb else ()))
        return {name: option for option in options for name in (option.name, option.short) if name}

    def _option(self, word: str) -> None:
        name, equals, value = word.partition("=")
        option = self._known().get(name)
        if option is None and name in self._form():
            self._field(name, value if equals else None)
        elif option is None:
            self._unknown(word, name)
        elif not option.value:
            if equals:
                self._complain(f"{option.name} takes no value.", f"Leave out ={value}.")
            self._options[option.name] = ("",)
        elif equals or self._left:
            given = value if equals else self._left.popleft()
            self._options[option.name] = (*self._options.get(option.name, ()), given)
        else:
            self._complain(f"{option.name} wants a value.", f"{option.name} {option.value}")

    def _form(self) -> tuple[str, ...]:
        """The fields of the action that the line names, wherever it names it."""
        if not (self._verb and self._verb.choices):
            return ()
        from tui.kinds import ACTIONS

        named = next((word for word in self._argv if word in ACTIONS), None)
        return tuple(f"--{field.id}" for field in ACTIONS[named][1].form) if named else ()

    def _field(self, name: str, value: str | None) -> None:
        if value is None and not self._left:
            self._complain(f"{name} wants a value.", f"{name} VALUE")
        else:
            self._fields[name[2:]] = self._left.popleft() if value is None else value

    def _unknown(self, word: str, name: str) -> None:
        if self._verb and self._verb.choices:
            self._extra.append(word)
            return
        behind = f" of {self._verb.name}" if self._verb else " that stands before a verb"
        hint = f"Usage: {usage(self._verb)}" if self._verb else HINT
        self._complain(f"There is no option {word}{behind}.", near(name, self._known(), hint))

    def _count(self) -> None:
        verb, count = self._verb, len(self._words)
        if verb is None:
            return
        if count < verb.least:
            wanted = " ".join(verb.words.split()[count:])
            self._complain(f"{verb.name} wants {wanted}.", f"Usage: {usage(verb)}")
        if verb.most is not None and count > verb.most:
            first = self._words[verb.most]
            self._complain(f"{verb.name} has no use for “{first}”.", f"Usage: {usage(verb)}")
