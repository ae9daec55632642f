"""Reading .wslconfig, as WSL does: names in any case, the first of two counts."""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"\\(.)")


def ini_values(text: str) -> dict[str, str]:
    """`section.key` in lower case → value, without comment and quotes."""
    found: dict[str, str] = {}
    section = ""
    for line in text.lstrip("\ufeff").splitlines():
        stripped = line.strip()
        if stripped.startswith("["):
            section = stripped[1:].partition("]")[0].strip().lower()
            continue
        name, mark, value = stripped.partition("=")
        if mark and not name.startswith("#"):
            found.setdefault(f"{section}.{name.strip().lower()}", _value(value))
    return found


def _value(written: str) -> str:
    plain = written.partition("#")[0].strip().strip('"').strip()
    return _ESCAPED.sub(r"\1", plain)
