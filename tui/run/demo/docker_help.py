"""What docker says of itself in the demo world: helps, its version, and what may come next."""

from __future__ import annotations

from collections.abc import Iterable

from tui.run.demo.docker_system import VERSION
from tui.run.demo.reply import Reply, Verb, Words, lines
from tui.run.demo.world import World

DIRECTIVE = ":4"
"""How completion ends: the shell is not to add names of files (spf13/cobra)."""
HELLO = """
Hello from Docker!
This message shows that your installation appears to be working correctly.

This is the demo: no container was made for it.
"""


def usage(verbs: Iterable[Words], words: Words) -> Reply:
    """The usage of a command, and the commands below it."""
    known = sorted({verb[len(words)] for verb in verbs if _below(verb, words)})
    head = " ".join(("docker", *words))
    below = ["", "Commands:", *(f"  {word}" for word in known)] if known else []
    more = "COMMAND" if known else "[OPTIONS]"
    return Reply(lines([f"Usage:  {head} {more}", *below, "", "(as the demo world knows it)"]))


def completed(verbs: Iterable[Words], words: Words) -> Reply:
    """The commands that may come next; the last word is what is typed of it."""
    *known, begun = words or ("",)
    below = {verb[len(known)] for verb in verbs if _below(verb, tuple(known))}
    return Reply(lines([*sorted(word for word in below if word.startswith(begun)), DIRECTIVE]))


def _below(verb: Words, words: Words) -> bool:
    return verb[: len(words)] == words and len(verb) > len(words)


def _version(_world: World, _words: Words) -> Reply:
    return Reply(f"Docker version {VERSION}, build 0123456\n")


def _hello(_world: World, _words: Words) -> Reply:
    return Reply(HELLO)


VERBS: dict[Words, Verb] = {
    ("--version",): Verb(_version),
    ("-v",): Verb(_version),
    ("run", "hello-world"): Verb(_hello, 0.5),
}
