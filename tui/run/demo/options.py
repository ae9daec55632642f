"""The words behind a verb, sorted into flags, values and names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from tui.run.demo.reply import NoAnswerError, Words


@dataclass
class Options:
    """`values` holds what each option was given, in order; `names` all that is no option."""

    flags: set[str] = field(default_factory=set)
    values: dict[str, list[str]] = field(default_factory=dict)
    names: Words = ()

    def last(self, option: str) -> str | None:
        """The value that counts where an option was given more than once."""
        given = self.values.get(option)
        return given[-1] if given else None

    def filters(self) -> dict[str, list[str]]:
        """`--filter KEY=VALUE` as values by key."""
        found: dict[str, list[str]] = {}
        for pair in self.values.get("--filter", []):
            key, _, value = pair.partition("=")
            found.setdefault(key, []).append(value)
        return found


def sort_out(words: Words, flags: Collection[str] = (), values: Collection[str] = ()) -> Options:
    """Options may stand before and after names. Raises NoAnswerError on one that is not known.

    Short flags may be joined (`-it`); a value follows as a word or behind `=`.
    """
    options, names, rest = Options(), [], list(words)
    while rest:
        word = rest.pop(0)
        option, given, value = word.partition("=")
        if word == "--":
            names += rest
            break
        if option in values:
            if not given and not rest:
                raise NoAnswerError(word)
            options.values.setdefault(option, []).append(value if given else rest.pop(0))
        elif word in flags:
            options.flags.add(word)
        elif _joined(word) and all(f"-{letter}" in flags for letter in word[1:]):
            options.flags.update(f"-{letter}" for letter in word[1:])
        elif word.startswith("-"):
            raise NoAnswerError(word)
        else:
            names.append(word)
    options.names = tuple(names)
    return options


def _joined(word: str) -> bool:
    return len(word) > 2 and word[0] == "-" and word[1:].isalpha()
