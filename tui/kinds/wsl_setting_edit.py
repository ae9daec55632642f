"""How one line of a file of WSL's settings is changed, and what that looks like before."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from tui.core import iniedit, parse, sedscript
from tui.core.command import Command, Mode
from tui.core.linediff import differing
from tui.core.wsl_settings import WSLCONFIG
from tui.kinds.wsl_setting_record import IniFile, WslSetting

SECONDS = 30.0
STARTING = 60.0
"""Seconds in which wsl.exe lets another user do it; the distro runs."""
FEW = 12
"""Lines of a difference that are shown."""
APPEND = '[ -s "$2" ] || printf %b "$1" >> "$2"'
"""Of a file that is missing or empty: what somebody else wrote into it meanwhile stays."""
_ENV = (("LC_ALL", "C"),)


def edit(row: WslSetting, after: str) -> Command:
    """The command that makes the text of its file `after`.

    It does nothing where the file was written since it was read. Raises ValueError.
    """
    source = row.source
    if not source.text:
        return _made(source, ("sh", "-c", APPEND, "sh", _escaped(after), source.place))
    script = sedscript.script(source.text, after)
    words = ("sed", f"-i{_kept(source)}", "--follow-symlinks", "-e", script)
    if not source.stamp:
        return _made(source, (*words, source.place))
    since = ("!", "-newermt", f"@{source.stamp}")
    find = ("find", "-L", source.place, "-maxdepth", "0", *since)
    return _made(source, (*find, "-exec", *words, "{}", "+"))


@lru_cache(maxsize=2)
def with_value(row: WslSetting, value: str) -> str:
    """The text of its file where it has that value. Raises ValueError.

    Kept, for a dialog asks several times at each letter.
    """
    newline = "\r\n" if row.file == WSLCONFIG else "\n"
    return iniedit.put(row.source.text, row.name, value, *row.names[1:], newline=newline)


def without(row: WslSetting) -> str:
    """The text of its file where it is not set."""
    return iniedit.drop(row.source.text, *row.names)


def difference(row: WslSetting, after: str) -> tuple[str, ...]:
    """The lines that go and come, with their numbers, below the name of the file."""
    source = row.source
    lines = [f"{sign} {number}: {text}" for sign, number, text in differing(source.text, after)]
    more = [f"and {len(lines) - FEW:,} lines more"] if len(lines) > FEW else []
    new = "" if source.text else ", a new file"
    whose = f" of {source.distro}" if source.other else ""
    return tuple(map(parse.clean, (f"{source.path}{whose}{new}:", *lines[:FEW], *more)))


def _kept(source: IniFile) -> str:
    """What is put behind the name of the old file: when that was written."""
    seconds, _, rest = (source.stamp or "0").partition(".")
    then = datetime.fromtimestamp(int(seconds), UTC)
    return f".{then:%Y%m%dT%H%M%S}.{rest[:3] or '000'}Z"


def _made(source: IniFile, words: tuple[str, ...]) -> Command:
    """wsl.exe hands on no bytes that are no text: then sudo is to do it."""
    via = source.via
    if via[:1] == ("wsl.exe",) and not source.other and not _plain(words):
        via = ("sudo",)
    if not via:
        return Command("host", words, mutates=True, timeout=SECONDS, env=_ENV)
    argv = (*via, "env", "LC_ALL=C", *words)
    if via == ("sudo",):
        return Command("host", argv, mode=Mode.INTERACTIVE, mutates=True, timeout=None)
    if not _plain(words):
        raise ValueError("its file is not all UTF-8 there")
    return Command("windows", argv, mutates=True, timeout=STARTING)


def _plain(words: tuple[str, ...]) -> bool:
    return not any("\ud800" <= char <= "\udfff" for word in words for char in word)


def _escaped(text: str) -> str:
    """For `printf %b`, so that what is shown is what is written."""
    return text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n")
