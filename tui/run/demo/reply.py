"""What a verb of the demo world says, and how it refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.run.demo.world import World

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a program printed, with its exit code."""

    stdout: str = ""
    stderr: str = ""
    code: int = 0


class Refusal(Exception):
    """The tool says no: `words` is what it prints, without a line end."""

    def __init__(self, words: str, code: int = 1) -> None:
        super().__init__(words)
        self.words = words
        self.code = code


class NoAnswerError(Exception):
    """The demo world does not know such a command."""


@dataclass(frozen=True, slots=True)
class Verb:
    """`answer` takes what stands behind the verb; the real tool needs about `seconds` for it.

    `meanwhile` are the lines that it prints in that time, where somebody reads along.
    """

    answer: Callable[[World, Words], Reply]
    seconds: float = 0.03
    meanwhile: Callable[[World, Words], Iterator[str]] | None = None


def always(
    answer: Callable[[World, Words], Reply], seconds: float = 0.03
) -> Callable[[Words], tuple[Verb, Words]]:
    """The one verb of a program, whatever stands behind its name."""
    return lambda words: (Verb(answer, seconds), words)


def from_daemon(words: str, code: int = 1) -> Refusal:
    """What the engine refuses, as the docker command reports it."""
    return Refusal(f"Error response from daemon: {words}", code)


def each(names: Words, act: Callable[[str], str]) -> Reply:
    """Do it for one name after another, as docker does: what fails does not stop the rest.

    `act` returns what is printed for a name.
    """
    said, refused, code = [], [], 0
    for name in names:
        try:
            said.append(act(name))
        except Refusal as refusal:
            refused.append(refusal.words)
            code = max(code, refusal.code)
    return Reply(lines(said), lines(refused), code)


def lines(texts: list[str]) -> str:
    return "".join(f"{text}\n" for text in texts if text)
