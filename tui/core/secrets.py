"""Which names stand for secrets, and how their values are hidden."""

from __future__ import annotations

import re

MASK = "********"
_NAME = re.compile(
    r"(?i)passw(?:or)?d|passphrase|(?<!^)(?<!^old)pwd$|token|secret|credential|private[_-]?key"
    r"|api[_-]?key|access[_-]?key|account[_-]?key|basicauth|(?:^|[_.-])(?:key|auth|dsn|salt|pass)$"
)
_ASSIGNED = re.compile(r"-{0,2}(?:[\w-]+=)?(?P<name>[A-Za-z_][\w.-]*)=(?P<value>.+)", re.DOTALL)
_NAMED = re.compile(r"(?<![\w.])(?P<name>[A-Za-z_][\w.-]{0,80})(?:=|\\?[\"']\s?:\s?)")
_VALUE = re.compile(r"\\?\"[^\"]*\"|'[^']*'|[^\s&;,\"'|)}]+")
_URL_PASSWORD = re.compile(
    r"(?i)(?P<before>\b[a-z][a-z0-9+.-]{0,20}://[^\s:/@]{0,80}:)[^\s/]{1,200}(?=@)"
)
_BEARER = re.compile(r"(?i)(?P<before>\bauthorization\s*[:=]\s*(?:\w+\s+)?)[^\s\"']+")
_VALUE_NEXT = re.compile(r"^--?[A-Za-z][\w-]*$")
_NO_VALUE = re.compile(r"(?i)-(?:stdin|file|helper)$")


def secret_name(name: str) -> bool:
    """Whether values under that name (of a variable, a label, a flag) are hidden."""
    return bool(_NAME.search(name))


def mask_text(text: str) -> str:
    """`NAME=value` with a secret name, and passwords inside addresses, without the secret.

    A text that is one assignment loses all of its value, blanks included.
    """
    if "=" not in text and ":" not in text:
        return text
    assigned = _ASSIGNED.fullmatch(text)
    if assigned and secret_name(assigned["name"]):
        return text[: assigned.start("value")] + MASK
    text = _BEARER.sub(rf"\g<before>{MASK}", text)
    text = _URL_PASSWORD.sub(rf"\g<before>{MASK}", text)
    return _mask_inside(text)


def _mask_inside(text: str) -> str:
    """Assignments and members of JSON objects in the middle of a text."""
    parts, at = [], 0
    for found in _NAMED.finditer(text):
        if found.start() >= at and secret_name(found["name"]):
            value = _VALUE.match(text, found.end())
            if value:
                parts += [text[at : value.start()], MASK]
                at = value.end()
    return "".join(parts) + text[at:]


def mask_line(text: str) -> str:
    """The same of a command line as one text: `--password X` loses its X too."""
    if "-" not in text or " " not in text:
        return mask_text(text)
    pieces = re.split(r"(\s+)", text)
    flag = ""
    for place, piece in enumerate(pieces):
        if piece and not piece.isspace():
            if awaits_secret(flag):
                pieces[place] = MASK
            flag = piece
    return mask_text("".join(pieces))


def mask_named(name: str, text: str) -> str:
    """A text that stands under a name: hidden where that is the name of a secret."""
    if secret_name(name) and text not in ("", "null", "true", "false"):
        return MASK
    return mask_line(text)


def mask_argv(argv: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a command line, with the values of secret names and flags hidden."""
    masked: list[str] = []
    before = ""
    for word in argv:
        masked.append(MASK if awaits_secret(before, argv) else mask_line(word))
        before = word
    return tuple(masked)


def awaits_secret(flag: str, argv: tuple[str, ...] = ()) -> bool:
    """Whether the word after `flag` is its value, and secret: `-p` is that of a login only."""
    if flag == "-p" and "login" in argv:
        return True
    return bool(_VALUE_NEXT.match(flag)) and secret_name(flag) and not _NO_VALUE.search(flag)
