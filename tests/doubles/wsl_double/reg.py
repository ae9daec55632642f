"""One run of the doubled reg.exe: `query` alone, for nothing else may be asked of it.

It prints in the OEM code page of the console and ends lines with CRLF; a letter that the page
does not have becomes `?`. Its errors go to stderr in the language of Windows, with exit code 1.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from . import calls
from .failures import WslFailure
from .faults import Faults
from .records import Data
from .registry import REG, ROOTS, Key, keys
from .store import Store, give_up

_NOT_FOUND = {
    "de": "FEHLER: Der angegebene Registrierungsschl\u00fcssel bzw. Wert wurde nicht gefunden.",
    "fr": "ERREUR\u00a0: le syst\u00e8me n'a pas trouv\u00e9 la cl\u00e9 ou la valeur "
    "de Registre sp\u00e9cifi\u00e9e.",
}
_ENGLISH = "ERROR: The system was unable to find the specified registry key or value."
_SYNTAX = 'ERROR: Invalid syntax.\r\nType "REG QUERY /?" for usage.'


class _Asked(NamedTuple):
    key: str
    value: str | None
    deep: bool


def main(arguments: Sequence[str]) -> int:
    """Do what reg.exe would; the exit code that Linux sees."""
    store = Store.from_environment()
    calls.record(store, REG, arguments)
    data = store.read()
    faults = Faults(store, data, REG)
    faults.interop()
    faults.delay()
    try:
        faults.verb()
    except WslFailure as failure:
        return _complain(failure.message, data)
    if list(arguments[:1]) != ["query"]:
        give_up(f"reg.exe {' '.join(arguments[:1])} is not doubled")
    asked = _read(arguments[1:])
    if asked is None:
        return _complain(_SYNTAX, data)
    found = list(_lines(keys(data), asked))
    if not found:
        return _complain(_NOT_FOUND.get(data["locale"], _ENGLISH), data)
    said = _bytes("\r\n".join(["", *found, ""]), data)
    damage = faults.damage()
    if damage and damage["kind"] == "garbage":
        said = damage["data"].encode("latin-1")
    if damage and damage["kind"] == "truncated":
        said = said[: damage["size"]]
    os.write(1, said)
    return 0


def _read(words: Sequence[str]) -> _Asked | None:
    """Options in any case; None for what reg.exe does not take."""
    if not words or words[0].startswith("/"):
        return None
    root, _, rest = words[0].partition("\\")
    key = "\\".join(filter(None, (ROOTS.get(root.upper(), root.upper()), rest)))
    value, deep, left = None, False, list(words[1:])
    while left:
        word = left.pop(0).lower()
        if word == "/s":
            deep = True
        elif word == "/v" and left:
            value = left.pop(0)
        else:
            return None
    return _Asked(key, value, deep)


def _lines(known: dict[str, Key], asked: _Asked) -> Iterator[str]:
    """A key, its values, an empty line; with /s those below it too, else their names alone."""
    wanted = asked.key.lower()
    exact = {key: values for key, values in known.items() if key.lower() == wanted}
    below = {k: v for k, v in known.items() if k.lower().startswith(f"{wanted}\\")}
    for key, values in {**exact, **(below if asked.deep else {})}.items():
        shown = [row for name, row in _rows(values) if asked.value in (None, name)]
        if shown:
            yield from (key, *shown, "")
    if not asked.deep and asked.value is None:
        yield from below


def _rows(values: Key) -> Iterator[tuple[str, str]]:
    for name, (kind, value) in values.items():
        yield name, f"    {name}    {kind}    {value}"


def _complain(words: str, data: Data) -> int:
    os.write(2, _bytes(f"{words}\r\n", data))
    return 1


def _bytes(text: str, data: Data) -> bytes:
    page = data["code_page"]
    return text.encode("utf-8" if page == "65001" else f"cp{page}", "replace")
