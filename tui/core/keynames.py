"""The names of keys: as Textual spells them, as users write them, as they are shown.

Characters that are neither letters nor digits go by their Unicode name (`question_mark`), a
handful by a shorter one (`slash`, `minus`, `at`); modifiers stand in alphabetical order.
Source: `textual/keys.py` and `textual/_xterm_parser.py`, release 8.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

_CHARACTERS = {
    " ": "space",
    "!": "exclamation_mark",
    '"': "quotation_mark",
    "#": "number_sign",
    "$": "dollar_sign",
    "%": "percent_sign",
    "&": "ampersand",
    "'": "apostrophe",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "*": "asterisk",
    "+": "plus",
    ",": "comma",
    "-": "minus",
    ".": "full_stop",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "<": "less_than_sign",
    "=": "equals_sign",
    ">": "greater_than_sign",
    "?": "question_mark",
    "@": "at",
    "[": "left_square_bracket",
    "\\": "backslash",
    "]": "right_square_bracket",
    "^": "circumflex_accent",
    "_": "underscore",
    "`": "grave_accent",
    "{": "left_curly_bracket",
    "|": "vertical_line",
    "}": "right_curly_bracket",
    "~": "tilde",
}
_PRINTED = {name: char for char, name in _CHARACTERS.items() if char != " "}
_NAMED = frozenset(
    {"backspace", "delete", "down", "end", "enter", "escape", "home", "insert", "left"}
    | {"pagedown", "pageup", "right", "space", "tab", "up"}
    | {f"f{number}" for number in range(1, 25)}
)
_ALSO = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "page_up": "pageup",
    "pgdn": "pagedown",
    "page_down": "pagedown",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "low_line": "underscore",
    "plus_sign": "plus",
    "reverse_solidus": "backslash",
    "solidus": "slash",
}
_LABELS = {"escape": "esc", "delete": "del", "pageup": "pgup", "pagedown": "pgdn"}
_ARROWS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}
_FROM_ARROW = {arrow: name for name, arrow in _ARROWS.items()}
_MODIFIERS = frozenset({"alt", "ctrl", "hyper", "meta", "shift", "super"})

_SAME_STROKE = {
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+left_square_bracket": "escape",
    "ctrl+m": "enter",
    "ctrl+minus": "ctrl+underscore",
    "ctrl+slash": "ctrl+underscore",
}


def normalise(name: str) -> str | None:
    """Textual's name of a key written by name or as printed: `*` and `asterisk`, `F5`, `Ctrl+R`.

    None where there is no such key, or where no terminal could ever send it (`shift+1`).
    """
    if len(name) == 1:
        return _of_character(name)
    *written, base = _split(name.strip())
    base = base.strip()
    modifiers = {_modifier(word) for word in written}
    if "" in modifiers:
        return None
    if len(base) == 1 and base.isalpha():
        return _letter(modifiers, base)
    key = _of_character(base) if len(base) == 1 else _of_name(base)
    if key is None or (modifiers == {"shift"} and key not in _NAMED):
        return None
    return "ctrl+space" if (modifiers, key) == ({"ctrl"}, "at") else _join(modifiers, key)


def key_label(key: str, *, plain: bool = False) -> str:
    """How a key is shown: `?`, `esc`, `F5`, `ctrl+r`, `↑`; `plain` keeps to ASCII."""
    *modifiers, base = _split(normalise(key) or key)
    if base in _PRINTED:
        shown = _PRINTED[base]
    elif base in _ARROWS:
        shown = base if plain else _ARROWS[base]
    elif base in _NAMED:
        shown = base.upper() if base[1:].isdigit() else _LABELS.get(base, base)
    else:
        shown = base if plain or len(base) == 1 else _rare().get(base, base)
    return "+".join((*modifiers, shown))


def sent_as(key: str) -> tuple[str, ...]:
    """The names under which Textual may report a key; a binding has to have them all.

    Ordinary terminals send a NUL for ctrl+space, which Textual calls `ctrl+@` and matches
    with nothing else.
    """
    return (key, "ctrl+@") if key == "ctrl+space" else (key,)


def stroke(key: str) -> str:
    """One name for the keys that an ordinary terminal cannot tell apart."""
    return _SAME_STROKE.get(key, key)


def _split(name: str) -> list[str]:
    return [*name[:-2].split("+"), "+"] if name.endswith("++") else name.split("+")


def _join(modifiers: set[str], key: str) -> str:
    return "+".join((*sorted(modifiers), key))


def _modifier(word: str) -> str:
    word = word.strip().lower().replace("control", "ctrl")
    return word if word in _MODIFIERS else ""


def _letter(modifiers: set[str], letter: str) -> str:
    """Terminals do not tell ctrl+R from ctrl+r; a shifted letter alone is the capital."""
    if modifiers and letter.isupper():
        modifiers = modifiers if "ctrl" in modifiers else modifiers | {"shift"}
        letter = letter.lower()
    if modifiers == {"shift"} and len(letter.upper()) == 1:
        return letter.upper()
    return _join(modifiers, letter)


def _of_character(char: str) -> str | None:
    if char.isalnum():
        return char
    return _CHARACTERS.get(char) or _FROM_ARROW.get(char) or _unicode_name(char)


def _of_name(word: str) -> str | None:
    word = _ALSO.get(word.lower(), word.lower())
    return word if word in _NAMED or word in _PRINTED or word in _rare() else None


def _keyboard(char: str) -> bool:
    """Letters, marks and currencies that keyboards have; no arrows, boxes or emoji."""
    return "\xa0" < char < "\u2100" and char.isprintable() and not char.isalnum()


def _unicode_name(char: str) -> str | None:
    import unicodedata

    if not _keyboard(char):
        return None
    return unicodedata.name(char, "").lower().replace("-", "_").replace(" ", "_") or None


@cache
def _rare() -> Mapping[str, str]:
    """Name → character beyond ASCII. `_` stands for blanks and hyphens alike: no way back."""
    return {name: char for char in map(chr, range(0xA1, 0x2100)) if (name := _unicode_name(char))}
