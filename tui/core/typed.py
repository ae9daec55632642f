"""A docker command that the user has typed: what it is, before anything runs."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tui.core.command import Command, Mode, docker
from tui.core.errors import UsageError

READS = frozenset(
    {
        "ps", "images", "inspect", "version", "info", "port", "top", "diff", "history", "search",
        "container ls", "container list", "container ps", "container inspect", "container port",
        "container top", "container diff", "container logs", "logs",
        "image ls", "image list", "image inspect", "image history",
        "volume ls", "volume list", "volume inspect",
        "network ls", "network list", "network inspect",
        "context ls", "context list", "context inspect", "context show",
        "system df", "system info", "buildx ls", "buildx du", "buildx version", "buildx inspect",
        "compose ls", "compose ps", "compose images", "compose top", "compose version",
        "compose config", "plugin ls", "plugin inspect", "node ls", "service ls", "stack ls",
        "stats",
    }
)  # fmt: skip
"""Verbs that only look. All others are taken to change something."""
REMOVES = frozenset({"rm", "rmi", "remove", "prune", "down", "uninstall"})
ENDS = frozenset({"stop", "kill"})
CHANGED_BY = {
    "compose config": ("-o", "--output"),
    "buildx inspect": ("--bootstrap",),
}
"""Verbs that only look, unless they are told to write a file or to start a builder."""
GOES_ON = frozenset({"-f", "--follow"})
ALONE = frozenset({"--help", "-h", "--version", "-v"})
VALUED = frozenset(
    {"--config", "-c", "--context", "-H", "--host", "-l", "--log-level", "--tlscacert",
     "--tlscert", "--tlskey", "-f", "--file", "-p", "--project-name", "--profile", "--env-file",
     "--project-directory", "--ansi", "--parallel", "--progress", "--builder"}
)  # fmt: skip
"""Options of docker, `docker compose` and `docker buildx` before the verb, with a value in the
next word."""
SHELL = frozenset({"|", "||", "&", "&&", ";", ">", ">>", "<", "2>", "2>&1"})
NO_SHELL = "Commands are run without a shell. Use `[commands]` in the config for what needs one."
PATIENCE = 60.0
"""Seconds for what only looks."""


@dataclass(frozen=True, slots=True)
class Typed:
    """`verb` are the words that say what it does, as in `container ls`; none for an option alone.

    reads    it only looks, and comes to an end by itself
    removes  it removes something, which an undo of wsltui knows nothing of
    changes  it is not known to leave all as it is
    """

    words: tuple[str, ...]
    verb: str
    reads: bool
    removes: bool
    changes: bool = True

    @property
    def ends(self) -> bool:
        """It ends containers, and takes those along that were started with `--rm`."""
        return bool(ENDS & set(self.verb.split()))

    @property
    def of_a_project(self) -> bool:
        """Its names, if any, are of services, which a file says, not of things."""
        return self.verb.startswith(("compose ", "stack "))

    @property
    def prunes(self) -> bool:
        return "prune" in self.verb.split()

    @property
    def names(self) -> tuple[str, ...]:
        """All words that may be names of things."""
        return tuple(word for word in self.words if not word.startswith("-"))

    @property
    def command(self) -> Command:
        """What only looks is shown afterwards; all else has the terminal, as in a shell."""
        if self.reads:
            return docker(*self.words, timeout=PATIENCE)
        made = docker(*self.words, mutates=self.changes, timeout=None)
        return replace(made, mode=Mode.INTERACTIVE, lingers=True)


def typed(text: str) -> Typed:
    """What a line means. Raises UsageError for one that is no docker command."""
    try:
        first, *words = shlex.split(text) or [""]
    except ValueError as error:
        raise UsageError(f"The line cannot be read: {error}.", "Close the quotes.") from None
    if first != "docker":
        raise UsageError("It is no docker command.", "Begin with `docker`.")
    if any(word in SHELL for word in words):
        raise UsageError("It has signs of a shell in it.", NO_SHELL)
    verb = _verb(tuple(words))
    removes = bool(REMOVES & set(verb.split()))
    changes = verb not in READS or any(_told(word, verb) for word in words)
    return Typed(tuple(words), verb, _reads(verb, words, changes), removes, changes)


def _told(word: str, verb: str) -> bool:
    """Whether a word is one of the options that make a verb change something."""
    short = word[:2] if word[:1] == "-" and word[:2] != "--" else word.partition("=")[0]
    return short in CHANGED_BY.get(verb, ())


def _reads(verb: str, words: list[str], changes: bool) -> bool:
    if words == [*verb.split(), "--help"] or (len(words) == 1 and words[0] in ALONE):
        return True
    if verb == "stats" and "--no-stream" not in words:
        return False
    follows = verb.endswith("logs") and any(_follows(word) for word in words)
    return not changes and not follows


def _follows(word: str) -> bool:
    """`-f`, `--follow`, or letters together, as in `-tf`."""
    short = word.startswith("-") and not word.startswith("--") and "f" in word
    return short or word.split("=")[0] in GOES_ON


def _verb(words: tuple[str, ...]) -> str:
    """The first word that is no option, and the second unless the first stands alone."""
    plain = list(_plain(words))
    if not plain:
        return ""
    both = " ".join(plain[:2])
    return plain[0] if plain[0] in _ALONE else both


_ALONE = frozenset(verb for verb in READS if " " not in verb) | {
    "attach", "build", "commit", "cp", "create", "deploy", "events", "exec", "export", "import",
    "kill", "load", "login", "logout", "pause", "pull", "push", "rename", "restart", "rm", "rmi",
    "run", "save", "start", "stop", "tag", "unpause", "update", "wait",
}  # fmt: skip
"""Commands with none below them (docker/cli); of an unknown one the second word counts too."""


def _plain(words: tuple[str, ...]) -> Iterator[str]:
    """Without the options that stand before and between the words of the verb."""
    left = iter(words)
    for word in left:
        if word in VALUED:
            next(left, None)
        elif not word.startswith("-"):
            yield word
