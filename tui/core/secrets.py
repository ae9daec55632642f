"""Which names stand for secrets, and how their values are hidden."""

from __future__ import annotations

import re

MASK = "********"
_NAME = re.compile(
    r"(?i)passw(?:or)?d|passphrase|pwd$|token|secret|credential|private[_-]?key|api[_-]?key"
    r"|access[_-]?key|(?:^|_)(?:key|auth|dsn|salt)$"
)
_ASSIGNED = re.compile(r"^(?P<flag>-{0,2})(?P<name>[A-Za-z_][\w.-]*)=(?P<value>.+)$", re.DOTALL)
_URL_PASSWORD = re.compile(r"(?i)(?P<before>\b[a-z][a-z0-9+.-]*://[^\s:/@]*:)[^\s@/]+(?=@)")


def secret_name(name: str) -> bool:
    """Whether values under that name (of a variable, a label, a flag) are hidden."""
    return bool(_NAME.search(name))


def mask_text(text: str) -> str:
    """`NAME=value` with a secret name, and passwords inside addresses, without the secret."""
    assigned = _ASSIGNED.match(text)
    if assigned and secret_name(assigned["name"]):
        return f"{assigned['flag']}{assigned['name']}={MASK}"
    return _URL_PASSWORD.sub(rf"\g<before>{MASK}", text)


def mask_argv(argv: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a command line, with the values of secret names and flags hidden."""
    masked: list[str] = []
    for word in argv:
        before = masked[-1] if masked else ""
        is_value = before.startswith("--") and "=" not in before and secret_name(before)
        masked.append(MASK if is_value else mask_text(word))
    return tuple(masked)
