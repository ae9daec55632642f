"""What forms were told before, to be offered again: masked, the newest first, no loss if gone."""

from __future__ import annotations

import json
import shlex
from contextlib import suppress
from pathlib import Path

from tui import files
from tui.core.errors import WsltuiError
from tui.core.record import array, mapping
from tui.core.secrets import mask_argv, mask_line
from tui.core.wordlist import split

FILE = "told.json"
SCHEMA = 1
MOST = 30
"""Values that are kept under one name."""


def load(state: Path, name: str) -> tuple[str, ...]:
    """Nothing where the file is missing, broken or of another schema."""
    return _all(state).get(name, ())


def keep(state: Path, name: str, value: str) -> None:
    """A value with a secret in it is kept without that. What cannot be kept is forgotten."""
    known = _all(state)
    masked = _masked(value)
    others = (one for one in known.get(name, ()) if one != masked)
    known[name] = (masked, *others)[:MOST]
    data = json.dumps({"schema": SCHEMA, **known}, ensure_ascii=False, indent=1)
    with suppress(WsltuiError, OSError):
        files.private_dir(state)
        files.write_atomic(state / FILE, f"{data}\n")


def _masked(value: str) -> str:
    """As it was typed, unless a word of it is secret."""
    words = split(value)
    hidden = mask_argv(words)
    return mask_line(value if hidden == words else shlex.join(hidden))


def _all(state: Path) -> dict[str, tuple[str, ...]]:
    try:
        data = mapping(json.loads((state / FILE).read_bytes()))
    except (OSError, ValueError, RecursionError):
        return {}
    if data.get("schema") != SCHEMA:
        return {}
    lists = {name: array(value) for name, value in data.items() if name != "schema"}
    return {k: tuple(one for one in v if isinstance(one, str)) for k, v in lists.items()}
