"""Memory of the VM that goes back to Windows: what WSL does with the page cache by itself.

From the documentation and the source of WSL: `gradual` gives it back little by little and
`dropCache` all at once, both when the VM is idle. Releases before 1.3.10 do not know the key;
from 2.5.8 on dropCache holds where nothing is set.
"""

from __future__ import annotations

import re

KEY = "experimental.autoMemoryReclaim"
SINCE, BY_DEFAULT = (1, 3, 10), (2, 5, 8)
GRADUAL, AT_ONCE, OFF = "gradual", "dropCache", "disabled"
_KNOWN = {word.lower(): word for word in (GRADUAL, AT_ONCE, OFF)}
_MEANS = {
    GRADUAL: "WSL gives it back little by little while the VM is idle",
    AT_ONCE: "WSL drops all of it at once when the VM is idle",
    OFF: "it stays taken from Windows until something drops it",
}


def numbers(version: str | None) -> tuple[int, ...]:
    """`2.6.1.0` as numbers, none for what is no version."""
    match = re.match(r"\d+(?:\.\d+)*", version or "")
    return tuple(map(int, match[0].split("."))) if match else ()


def too_old(version: str | None) -> bool:
    """Whether that WSL is known not to have the key."""
    have = numbers(version)
    return bool(have) and have < SINCE


def in_force(value: str | None, version: str | None) -> str | None:
    """What WSL does: one of the three words, None where that cannot be told.

    `value` is what the file says, None for nothing; `version` is that of WSL.
    """
    if too_old(version):
        return OFF
    if value is not None:
        return _KNOWN.get(value.lower())
    have = numbers(version)
    return (AT_ONCE if have >= BY_DEFAULT else OFF) if have else None


def meaning(value: str | None, version: str | None) -> str:
    """The same as a clause, for what the page cache holds."""
    word = in_force(value, version)
    if too_old(version):
        return f"this WSL is too old to give it back: it does from 1.3.10 on, this is {version}"
    if word is None:
        return "whether WSL gives it back is unknown" if value is None else "WSL knows no such word"
    return _MEANS[word]
