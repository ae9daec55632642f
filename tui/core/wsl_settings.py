"""The settings of WSL as values: what each takes, and whether a text is such a thing to WSL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

WSLCONFIG, WSL_CONF = ".wslconfig", "wsl.conf"
_SIZE = re.compile(r"\d+(B|KB?|MB?|GB?|TB?)?")
_NUMBER = re.compile(r"[+-]?(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)")
_MAC = re.compile(r"[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}")
_BOOLS = ("true", "false", "1", "0")
_LARGEST = 1 << 31
_PORTS = 65_535


class Type(StrEnum):
    """What a value is."""

    BOOL = "true or false"
    NUMBER = "whole number"
    SIZE = "size"
    CHOICE = "one of"
    PATH = "path"
    TEXT = "text"
    LIST = "list"
    PORTS = "list of ports"
    IP = "IPv4 address"
    MAC = "MAC address"


@dataclass(frozen=True, slots=True)
class Setting:
    """One documented key of one file.

    `default` is in words where it depends on the machine. `since` is the WSL that brought it,
    empty where nobody wrote that down; `needs` what else there must be. `also` are older names
    that WSL still takes. `main` is one of those that most people look for.
    """

    file: str
    name: str
    type: Type
    default: str
    what: str
    unit: str = ""
    allowed: tuple[str, ...] = ()
    since: str = ""
    needs: str = ""
    also: tuple[str, ...] = ()
    main: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also)

    @property
    def takes(self) -> str:
        """What may be written, in words."""
        if self.type is Type.CHOICE:
            return f"one of {', '.join(self.allowed)}"
        if self.type is Type.SIZE:
            return "a whole number with KB, MB, GB or TB, in capitals"
        return f"{self.type}, in {self.unit}" if self.unit else str(self.type)


def wrong(setting: Setting, value: str) -> str | None:
    """Why WSL does not take the value, or None."""
    if setting.type is Type.SIZE:
        return _wrong_size(value)
    if setting.type is Type.CHOICE:
        fits = value.lower() in {word.lower() for word in setting.allowed}
        return None if fits else f"{value!r} is not {setting.takes}"
    checks = {
        Type.BOOL: value.lower() in _BOOLS,
        Type.NUMBER: _fits(value),
        Type.PORTS: all(_fits(port.strip(), _PORTS) for port in value.split(",") if port.strip()),
        Type.IP: _is_ip(value),
        Type.MAC: bool(_MAC.fullmatch(value)),
    }
    return None if checks.get(setting.type, True) else f"{value!r} is no {setting.type}"


def _wrong_size(value: str) -> str | None:
    if _SIZE.fullmatch(value):
        return None
    if _SIZE.fullmatch(value.upper().replace(" ", "")):
        return f"{value!r} is no size to WSL: write {value.upper().replace(' ', '')}"
    if re.fullmatch(r"\d+\.\d+ ?[A-Za-z]+", value):
        return f"{value!r} is no size to WSL, which takes no decimals: 1536MB for 1.5GB"
    return f"{value!r} is no size to WSL: write it as 8GB or 512MB"


def _fits(value: str, largest: int = _LARGEST - 1) -> bool:
    """A number as C reads it, with 0x and the leading 0 of octal ones."""
    match = _NUMBER.fullmatch(value)
    if match is None:
        return False
    digits = match[1].lower()
    base = 16 if digits.startswith("0x") else 8 if digits.startswith("0") else 10
    number = int(digits, base) * (-1 if value.startswith("-") else 1)
    return (-_LARGEST if largest == _LARGEST - 1 else 0) <= number <= largest


def _is_ip(value: str) -> bool:
    parts = value.split(".")
    return len(parts) == 4 and all(p.isascii() and p.isdigit() and int(p) < 256 for p in parts)
