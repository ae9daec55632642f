"""Programs of Windows in the demo world: nothing opens, and a line says so."""

from __future__ import annotations

from collections.abc import Callable

from tui.run.demo.reply import Reply, Verb, Words, lines
from tui.run.demo.world import World

_NOTHING = "This is the demo: no window was opened."


def _opened(code: int) -> Callable[[World, Words], Reply]:
    return lambda _world, _words: Reply(lines([_NOTHING]), code=code)


def _find(code: int) -> Callable[[Words], tuple[Verb, Words] | None]:
    return lambda words: (Verb(_opened(code), 0.2), words)


FIND = {"explorer.exe": _find(1), "wt.exe": _find(0), "code": _find(0)}
"""By program, as explorer.exe ends with 1 whatever happened."""
