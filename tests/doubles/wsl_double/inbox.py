"""The old wsl.exe that came with Windows: no --version, no codes, UTF-16 always."""

from __future__ import annotations

from . import texts
from .failures import WslFailure
from .invocation import Invocation

_UNKNOWN = frozenset({"--version", "--manage", "--import-in-place", "--debug-shell", "--uninstall"})


def refuse(asked: Invocation) -> WslFailure | None:
    """What it answers to a word it does not know, or None where it knows it."""
    refused = asked.verb in _UNKNOWN or asked.system
    if asked.failure and asked.failure.message.startswith("Invalid command line argument"):
        refused = True
    if not refused:
        return None
    return WslFailure(
        f"Invalid command line option: {'--system' if asked.system else asked.word}\n{texts.USAGE}"
    )


def reworded(failure: WslFailure) -> WslFailure:
    """An option that it does not know, behind a verb that it does."""
    said, _, _ = failure.message.partition("\n")
    _, mark, word = said.partition("Invalid command line argument: ")
    return WslFailure(f"Invalid command line option: {word}\n{texts.USAGE}") if mark else failure
