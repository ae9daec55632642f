"""The option parser of wsl.exe's newer verbs, with its odd corners kept."""

from __future__ import annotations

from collections.abc import Mapping

from . import failures
from .commandline import split


class Parsed:
    """What stood behind a verb: flags and values by long name, and the plain words."""

    def __init__(self) -> None:
        self.flags: set[str] = set()
        self.values: dict[str, str] = {}
        self.words: list[str] = []


class Options:
    """The long options of one verb: those without and those with a value, and short twins.

    Read from the open source of WSL: no `--option=value`; `--` ends the options; a cluster of
    short ones (`-qv`) is taken letter by letter up to the first unknown one, and a value option
    inside a cluster is swallowed; words beyond `places` are errors, as unknown options are; a
    word that begins with `-` fills its place without moving on to the next.
    """

    def __init__(
        self,
        flags: frozenset[str] = frozenset(),
        values: frozenset[str] = frozenset(),
        short: Mapping[str, str] | None = None,
        places: int = 0,
    ) -> None:
        self.flags, self.values, self.places = flags, values, places
        self.short = short or {}

    def without(self, names: frozenset[str]) -> Options:
        """The same, as a release had it that did not know these yet."""
        short = {letter: name for letter, name in self.short.items() if name not in names}
        return Options(self.flags - names, self.values - names, short, self.places)

    def parse(self, line: str) -> Parsed:
        """Cut `line`, whose first word is the verb; raises WslFailure as wsl.exe would."""
        found, words, options, place = Parsed(), split(line)[1:], True, 0
        while words:
            word = words.pop(0)
            if options and word == "--":
                options = False
            elif options and word.startswith("-") and word != "-":
                self._option(found, word, words)
            elif place < self.places:
                found.words[place : place + 1] = [word]
                place += not word.startswith("-")
            else:
                raise failures.unknown_argument(word)
        return found

    def _option(self, found: Parsed, word: str, rest: list[str]) -> None:
        if self._cluster(found, word):
            return
        name = self._long(word)
        if name in self.flags:
            found.flags.add(name)
        elif name not in self.values:
            raise failures.unknown_argument(word)
        elif not rest:
            raise failures.value_missing(word)
        else:
            found.values[name] = rest.pop(0)

    def _long(self, word: str) -> str:
        is_short = len(word) == 2 and word[0] == "-"
        return self.short.get(word[1], word) if is_short else word

    def _cluster(self, found: Parsed, word: str) -> bool:
        if len(word) < 3 or word[1] == "-":
            return False
        for letter in word[1:]:
            name = self.short.get(letter, "")
            if name in self.flags:
                found.flags.add(name)
            elif name not in self.values:
                return False
        return True
