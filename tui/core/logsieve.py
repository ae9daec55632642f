"""Which lines of a log are to be seen, and where a search finds something."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tui.core import logtext
from tui.core.loglevel import Level, level_of
from tui.core.logline import NOTE, LogLine

_REPEATED_REPEAT = re.compile(r"\((?:[^()\\]|\\.)*[+*}](?:[^()\\]|\\.)*\)[+*{]")
_GOES_ON = re.compile(r"\s|at |Caused by|\.\.\. \d+ more")
FOR_EVER = "a repeat inside a repeat could take for ever"


@dataclass(frozen=True, slots=True)
class Pattern:
    """`regex` is None where nothing is looked for; `fault` why it is taken letter by letter."""

    text: str = ""
    regex: re.Pattern[str] | None = None
    fault: str = ""

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where it is found, from and to; never empty places."""
        if self.regex is None:
            return []
        return [match.span() for match in self.regex.finditer(text) if match.end() > match.start()]


NOTHING = Pattern()


def pattern(text: str) -> Pattern:
    """A regular expression of Python's; capitals count only where it holds one.

    What is none, or could run for ever, is looked for letter by letter.
    """
    if not text:
        return NOTHING
    case = 0 if any(char.isupper() for char in text) else re.IGNORECASE
    fault = FOR_EVER if _REPEATED_REPEAT.search(text) else ""
    if not fault:
        try:
            return Pattern(text, re.compile(text, case))
        except (re.error, RecursionError, OverflowError) as error:
            fault = _why(error)
    return Pattern(text, re.compile(re.escape(text), case), fault)


def _why(error: Exception) -> str:
    at = f" at {error.pos + 1}" if isinstance(error, re.error) and error.pos is not None else ""
    return f"{getattr(error, 'msg', error)}{at}"


@dataclass(frozen=True, slots=True)
class Sieve:
    """Lets lines through that match, are as grave, and came on stderr where only that is wanted.

    Lines that wsltui wrote itself always pass. A line that does not say how grave it is, and goes
    on with the one before, is as grave as that; `_before` remembers it by source.
    """

    wanted: Pattern = NOTHING
    least: Level | None = None
    stderr: bool = False
    _before: dict[int, Level | None] = field(default_factory=dict, compare=False)

    @property
    def open(self) -> bool:
        """Whether it lets everything through."""
        return self.wanted.regex is None and self.least is None and not self.stderr

    def anew(self) -> Sieve:
        """The same, before any line."""
        return replace(self, _before={})

    def passes(self, line: LogLine) -> bool:
        if line.source == NOTE:
            return True
        if self.stderr and not line.error:
            return False
        if self.least is None and self.wanted.regex is None:
            return True
        text = logtext.plain(line.body)
        if self.least is not None and not self._grave(line, text):
            return False
        return self.wanted.regex is None or self.wanted.regex.search(text) is not None

    def _grave(self, line: LogLine, text: str) -> bool:
        level = level_of(text)
        if level is None and _GOES_ON.match(text):
            level = self._before.get(line.source)
        self._before[line.source] = level
        return level is not None and self.least is not None and level >= self.least
