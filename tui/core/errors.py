"""Everything that can go wrong, each with a sentence and a remedy.

WsltuiError
 ├── UsageError        the words on the command line or in the config   exit 2
 │    └── ConfigError  a config file that cannot be used
 ├── Unavailable       a tool is not in reach (see core.health)          exit 3
 ├── Refused           read-only, protected, or not confirmed            exit 4
 ├── NotFound          no row goes by that name                          exit 1
 └── CommandFailed     a command ran and failed                          exit 1
"""

from __future__ import annotations

from typing import ClassVar


class WsltuiError(Exception):
    """The root. `sentence` says what happened, `remedy` what the user can do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".strip()


class UsageError(WsltuiError):
    exit_code = 2


class ConfigError(UsageError):
    """A config file that cannot be read or holds a value that cannot be used."""


class Unavailable(WsltuiError):
    exit_code = 3


class Refused(WsltuiError):
    exit_code = 4


class NotFound(WsltuiError):
    """Nothing goes by that name."""


class CommandFailed(WsltuiError):
    """A command ran and did not succeed; `shown` is the command as one would type it."""

    def __init__(self, sentence: str, remedy: str, *, shown: str, code: int | None) -> None:
        super().__init__(sentence, remedy)
        self.shown = shown
        self.code = code
