"""One command line of wsl.exe, cut into modifiers, a verb and the rest.

Read from the open source of WSL: an optional distro GUID, an optional `~`, then options until a
verb, `--`, `-e` or the first plain word. Names are cut at blanks, quotes and all.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from . import failures, texts
from .commandline import drop_word, first_word, without_program
from .failures import WslFailure

RUN = "run"
_ALIASES = {
    "-l": "--list",
    "-s": "--set-default",
    "--setdefault": "--set-default",
    "-t": "--terminate",
    "-v": "--version",
}
VERBS = frozenset(
    [
        "--list",
        "--set-default",
        "--set-version",
        "--set-default-version",
        "--terminate",
        "--shutdown",
        "--status",
        "--version",
        "--help",
        "--export",
        "--import",
        "--import-in-place",
        "--install",
        "--manage",
        "--mount",
        "--unmount",
        "--uninstall",
        "--unregister",
        "--update",
        "--debug-shell",
        "--parent-console",
    ]
)
_GUID = re.compile(r"\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")


def canonical(verb: str) -> str:
    """The long name of a verb; other words as they are."""
    return _ALIASES.get(verb, verb)


class Invocation:
    """What was asked. `line` starts at the verb, or is the Linux command line for RUN.

    `failure` is what the parse ended in, to be reported after `distro` has been looked up, for
    wsl.exe looks it up as it reads.
    """

    def __init__(self) -> None:
        self.verb = RUN
        self.word = ""
        self.line = ""
        self.distro: str | None = None
        self.guid: str | None = None
        self.user: str | None = None
        self.system = False
        self.directory: str | None = None
        self.shell = "standard"
        self.login: bool | None = None
        self.failure: WslFailure | None = None


def parse(line: str) -> Invocation:
    """Read one command line, program name included."""
    found = Invocation()
    rest = _start(found, without_program(line))
    try:
        _options(found, rest)
    except WslFailure as failure:
        found.failure = failure
    return found


def guid(word: str) -> str | None:
    """A GUID as the registry writes it, or None."""
    return "{" + word.strip("{}").lower() + "}" if _GUID.fullmatch(word) else None


def _start(found: Invocation, rest: str) -> str:
    word = first_word(rest)
    found.guid = guid(word)
    if found.guid:
        rest = drop_word(rest, word)
    if first_word(rest) == "~":
        found.directory = "~"
        rest = drop_word(rest, "~")
    return rest


def _options(found: Invocation, rest: str) -> None:
    while word := first_word(rest):
        if canonical(word) in VERBS:
            found.verb, found.word = canonical(word), word
            break
        if word in _MODIFIERS:
            rest = _MODIFIERS[word](found, drop_word(rest, word))
            continue
        if word in ("-e", "--exec"):
            found.shell, found.login = "none", False
        if word in ("--", "-e", "--exec"):
            rest = drop_word(rest, word)
        elif word.startswith("-"):
            found.word = word
            raise failures.invalid_argument(word)
        break
    found.line = rest


def _value(rest: str, option: str) -> tuple[str, str]:
    word = first_word(rest)
    if not word:
        raise failures.parameter_missing(option)
    return word, drop_word(rest, word)


def _distribution(found: Invocation, rest: str) -> str:
    if found.distro or found.guid:
        raise WslFailure(texts.DISTRO_ALREADY_SET)
    found.distro, rest = _value(rest, "--distribution")
    return rest


def _distribution_id(found: Invocation, rest: str) -> str:
    word, rest = _value(rest, "--distribution-id")
    found.guid = guid(word)
    if not found.guid:
        raise failures.incorrect_parameter()
    return rest


def _user(found: Invocation, rest: str) -> str:
    found.user, rest = _value(rest, "--user")
    return rest


def _system(found: Invocation, rest: str) -> str:
    found.system = True
    return rest


def _directory(found: Invocation, rest: str) -> str:
    word = first_word(rest, quotes=True)
    path = word[1:-1] if len(word) > 1 and word[0] == word[-1] == '"' else word
    windows = re.match(r"[A-Za-z]:[\\/]|\\\\[^\\]", path)
    if not path or not (path[0] in "/~" or windows):
        raise failures.incorrect_parameter()
    found.directory = path
    return drop_word(rest, word)


def _shell_type(found: Invocation, rest: str) -> str:
    word, rest = _value(rest, "--shell-type")
    if word not in ("standard", "login", "none"):
        raise failures.incorrect_parameter()
    found.shell, found.login = word, word == "login"
    return rest


_MODIFIERS: dict[str, Callable[[Invocation, str], str]] = {
    "-d": _distribution,
    "--distribution": _distribution,
    "--distribution-id": _distribution_id,
    "-u": _user,
    "--user": _user,
    "--cd": _directory,
    "--system": _system,
    "--shell-type": _shell_type,
}
