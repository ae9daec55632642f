"""From a command that did not succeed to a sentence and a remedy."""

from __future__ import annotations

import re

from tui.core import parse
from tui.core.command import Outcome, Result
from tui.core.errors import CommandFailed, Refused, WsltuiError

GONE = re.compile(
    r"(?im)^.*no such (?:container|image|object|volume|network)\b(?!:path).*$"
    r"|^.*removal of container \S+ is already in progress.*$"
    r"|^error: failed to start containers: .*$"  # the CLI's own line after the reason
)
GONE_NETWORK = re.compile(
    r"(?im)^error response from daemon: network (\S+) not found\s*$(?:\nexit status \d+$)?"
)
"""How CLIs from 28.0 on say it of a network that was asked for; a start says it of another one."""
_NAMES_IT = re.compile(r"(?i)no such|removal of container")
_GROUPS = frozenset({"container", "image", "volume", "network"})
_ID = re.compile(r"[0-9a-f]{12,64}")
GONE_DISTRO = re.compile(r"[:：]\s*(?:\w+/)*WSL_E_DISTRO_NOT_FOUND\s*$")
"""The code that wsl.exe prints last, on stdout; the words before it are translated."""

_REMEDIES: tuple[tuple[str, str], ...] = (
    (
        r"container name \"/?wsltui-carrier-",
        "Another wsltui is at the same volume, or was cut short there: try once more.",
    ),
    (r"volume is in use", "Remove the containers that use it first, stopped ones too."),
    (r"has active endpoints", "Stop or disconnect the containers on it first."),
    (
        r"in use|being used by|is using its referenced",
        "Remove what uses it first, or use -f.",
    ),
    (r"container is running|running container", "Stop it first, or remove it with -f."),
    (r"conflict", "Something else has that name or depends on it."),
    (r"port is already allocated|address already in use", "Stop what holds the port first."),
    (r"no space left", "The disk is full: clean up, then try again."),
    (
        r"executable file not found|exec\b.*no such file or directory",
        "The image may lack that program.",
    ),
    (r"is not running", "Start it first."),
    (r"is paused", "Unpause it first."),
    (r"no such container:path|could not find the file", "Look at the path inside."),
    (r"no such container", "It needs another container, and that one is gone."),
)


HELP_AT_HAND = re.compile(r"\s*^(?:Run|See) 'docker [a-z ]+ --help'.*\Z", re.MULTILINE)
"""What the CLI ends with, whatever went wrong."""
STILL_THERE = ("test", "!", "-e")
TAKEN = "Its name was taken meanwhile, so what is whole is still called {}."


def gone(result: Result) -> bool:
    """Whether it failed only because the things asked for are not there any more."""
    if result.outcome is not Outcome.FAILED:
        return False
    if result.command.api is not None:
        return result.code == 404
    if result.command.tool == "wsl":
        return bool(GONE_DISTRO.search(result.text))
    said = result.error_text.strip()
    if "network" in result.command.argv[1:-1]:
        said = GONE_NETWORK.sub(r"No such network: \1", said)
    lines = [line for line in said.splitlines() if _NAMES_IT.search(line)]
    asked = _asked(result.command.argv)
    return all(_names(line, asked) for line in lines or ("",)) and not GONE.sub("", said).strip()


def _asked(argv: tuple[str, ...]) -> frozenset[str]:
    """What a command is for, in each way in which docker may name it: words behind its verb."""
    words = argv[3:] if argv[1:2] and argv[1] in _GROUPS else argv[2:]
    forms = ((w, f"{w}:latest", w.partition(":")[0], w.removeprefix("sha256:")) for w in words)
    return frozenset(form for found in forms for form in found if form)


def _names(line: str, asked: frozenset[str]) -> bool:
    """A start fails in the same words where another container is gone, whose network it uses."""
    named = {word.strip(".,:/").removeprefix("sha256:") for word in re.split(r"[\s\"']+", line)}
    ids = [word for word in named if _ID.fullmatch(word)]
    begun = ((a, b) for a in ids for b in asked if _ID.fullmatch(b))
    return bool(named & asked) or any(a.startswith(b) or b.startswith(a) for a, b in begun)


def failure(result: Result) -> WsltuiError:
    """The error of a result that is not ok."""
    shown, words = result.command.brief(), result.last_words()
    if result.outcome is Outcome.REFUSED:
        return Refused(f"Not run: {shown}.", "wsltui is read-only: start it without --read-only.")
    if result.outcome is Outcome.TIMEOUT:
        limit = result.command.timeout
        within = "in time" if limit is None else f"in {limit:g} s"
        sentence = f"No answer {within}, so it was stopped: {shown}."
        return _failed(result, sentence, "Try again, or give it more time in the config.")
    if result.outcome is Outcome.CANCELLED:
        return _failed(result, f"Cancelled: {shown}.", "")
    if result.outcome is Outcome.NOT_STARTED:
        return _failed(result, f"Could not be started: {words or shown}.", "Is it installed?")
    if result.code is None and result.command.into:
        return _failed(
            result, f"Not written: {words}", "Nothing is overwritten: see what is there."
        )
    if result.command.argv[:-1] == STILL_THERE:
        left = result.command.argv[-1]
        return _failed(result, TAKEN.format(parse.clean(left)), "Look at both, and keep one.")
    ended = "The engine answered with" if result.command.api else "It ended with exit code"
    words = HELP_AT_HAND.sub("", words)
    said = words or f"{ended} {result.code} and said nothing."
    return _failed(result, said, remedy(words))


def remedy(words: str) -> str:
    """What to do about the words of a tool, or an empty text where nothing better is known."""
    for pattern, advice in _REMEDIES:
        if re.search(pattern, words, re.IGNORECASE):
            return advice
    return ""


def with_remedy(reason: str, advice: str) -> str:
    """Both in one text; a tool's words may lack their full stop."""
    said = reason.rstrip()
    if advice and said and said[-1] not in ".!?:;":
        said += "."
    return f"{said} {advice}".strip()


def _failed(result: Result, sentence: str, advice: str) -> CommandFailed:
    return CommandFailed(sentence, advice, shown=result.command.typed(), code=result.code)
