"""The files of WSL's settings, as they are found and read; nothing is started to be looked at."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import replace
from typing import NamedTuple

from tui.core import iniedit, parse
from tui.core.command import Command, Result
from tui.core.kind import Listing, Step
from tui.core.registry import keys, plain_ascii, text_of
from tui.core.wsl_conf_table import WSL_CONF_KEYS
from tui.core.wsl_settings import WSL_CONF, WSLCONFIG
from tui.core.wslconfig_table import MAIN, WSLCONFIG_KEYS
from tui.kinds.distro_inside import unmeasured
from tui.kinds.distro_listing import RUNNING, VERBOSE, Distro, parse_verbose
from tui.kinds.reading import untold
from tui.kinds.wsl_setting_record import IniFile, WslSetting, rows_of

SECONDS = 10.0
CONF_PATH = "/etc/wsl.conf"
PROFILE = Command(
    "windows", ("reg.exe", "query", r"HKCU\Volatile Environment", "/v", "USERPROFILE"),
    timeout=SECONDS,
)  # fmt: skip
CODE_PAGE = Command(
    "windows",
    ("reg.exe", "query", r"HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage", "/v", "OEMCP"),
    timeout=SECONDS,
)
_BEGAN = ("cat", "/proc/stat", "/proc/1/stat")
STARTED = Command("host", _BEGAN, timeout=SECONDS)
"""When the virtual machine began, and how long after that this distro."""
WHO = Command("host", ("id", "-u"), timeout=SECONDS)
HERE = Command("windows", ("wslpath", "-w", "/"), timeout=SECONDS)
"""The share of this distro, and so its name, also where no variable tells it."""
TICKS = 100
"""Of the clock in /proc, a second; the same on every Linux that Python runs on."""
_BOOT = re.compile(r"^btime (\d+)$", re.MULTILINE)
_SHARE = re.compile(r"\\\\(?:wsl\.localhost|wsl\$)\\([^\\\s]+)\\\s*", re.IGNORECASE)
_WRITTEN = re.compile(r"(\d+(?:\.\d+)?) ([0-7]{1,4}) (\d+)\s*")
_WRITERS = 0o222
_MISSING = "No such file"
_Asking = Generator[Step["WslSetting"], tuple[Result, ...], IniFile]
_AskingAll = Generator[Step["WslSetting"], tuple[Result, ...], tuple[IniFile, ...]]


def listing() -> Listing[WslSetting]:
    """All files, with every key that may stand in them; what cannot be read is a reason."""
    profile, text, changed, started, who, share = yield Step(
        (PROFILE, *_read(CONF_PATH), STARTED, WHO, HERE), tolerant=True
    )
    match = _SHARE.fullmatch(share.text) if share.ok else None
    here = match[1] if match else ""
    machine, distro = _began(started)
    via = _as_root(who, here if profile.ok else "")  # programs of Windows may not start
    conf = _file(
        IniFile(WSL_CONF, CONF_PATH, CONF_PATH, distro=here, via=via), text, changed, distro
    )
    config = yield from _wslconfig(profile, machine, _Writer(who.text.strip(), via))
    first = tuple(rows_of(config, MAIN, WSLCONFIG_KEYS))
    rest = tuple(rows_of(config, [one for one in WSLCONFIG_KEYS if not one.main], ()))
    others = yield from _others(here)
    confs = [row for file in (conf, *others) for row in _conf_rows(file)]
    return (*first, *rest, *confs)


def of_windows() -> Listing[WslSetting]:
    """The keys of `.wslconfig` alone; nothing is asked of any distro."""
    profile, started, who, share = yield Step((PROFILE, STARTED, WHO, HERE), tolerant=True)
    match = _SHARE.fullmatch(share.text) if share.ok else None
    writer = _Writer(who.text.strip(), _as_root(who, match[1] if match else ""))
    config = yield from _wslconfig(profile, _began(started)[0], writer)
    return tuple(rows_of(config, WSLCONFIG_KEYS, ()))


def _conf_rows(file: IniFile) -> tuple[WslSetting, ...]:
    """One row for all of what is not read in another distro."""
    if file.other and file.why:
        return (WslSetting(file, ""),)
    return tuple(rows_of(file, WSL_CONF_KEYS, WSL_CONF_KEYS))


def _as_root(who: Result, here: str) -> tuple[str, ...]:
    """wsl.exe makes anybody root; where it cannot be told the distro, sudo may."""
    if who.text.strip() == "0":
        return ()
    return _in(here, "-u", "root") if here else ("sudo",)


def _in(name: str, *words: str) -> tuple[str, ...]:
    return ("wsl.exe", "-d", name, *words, "-e")


def _others(here: str) -> _AskingAll:
    """The wsl.conf of other distros. Which run is asked right before they are read."""
    if not here:
        return ()
    (verbose,) = yield Step((VERBOSE,), tolerant=True)
    try:
        found = parse_verbose(verbose.text) if verbose.ok else []
    except parse.Garbled:
        return ()
    if not found:
        return ()
    (running,) = yield Step((RUNNING,), tolerant=True)
    runs = {line.strip().lower() for line in running.text.split("\n")} if running.ok else set()
    files = []
    for row in found:
        if row.owner or row.name.lower() == here.lower():
            continue
        state = "running" if row.name.lower() in runs else "stopped"
        files.append((yield from _other(replace(row, state=state))))
    return tuple(files)


def _other(row: Distro) -> _Asking:
    via = _in(row.name, "-u", "root")
    file = IniFile(WSL_CONF, CONF_PATH, CONF_PATH, distro=row.name, other=True, via=via)
    if not row.running:
        return replace(file, why=f"{row.name} does not run, and would be started to be read")
    if why := unmeasured(row):
        return replace(file, why=why)
    words = (*(command.argv for command in _read(CONF_PATH)), _BEGAN)
    inside = (Command("windows", _english(row.name, one), timeout=SECONDS) for one in words)
    text, changed, started = yield Step(tuple(inside), tolerant=True)
    return _file(file, text, changed, _began(started)[1])


def _english(name: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Whether a file is missing is read from what `cat` says."""
    return (*_in(name), "env", "LC_ALL=C", *words)


class _Writer(NamedTuple):
    """Who wsltui runs as (a number, empty if unknown), and the words that make it root."""

    uid: str
    via: tuple[str, ...]

    def of(self, changed: Result) -> tuple[str, ...]:
        """Who may set the mode of a file: its owner and root.

        sed makes its new file with no mode at all. On a drive of Windows that is the mark for
        read-only, and it stays where sed may not set the mode (microsoft/WSL issue 5885).
        """
        told = _WRITTEN.fullmatch(changed.text)
        return self.via if told and self.uid and told[3] != self.uid else ()


def _wslconfig(profile: Result, began: float | None, writer: _Writer) -> _Asking:
    if not profile.ok:
        return IniFile(WSLCONFIG, why=untold(profile, "where it lies"))
    page = ""
    if not plain_ascii(profile.stdout):
        (told,) = yield Step((CODE_PAGE,), tolerant=True)
        page = _value(told.text, "OEMCP")
    home = _value(text_of(profile.stdout, page or "65001"), "USERPROFILE")
    if not home or "?" in home or "\ufffd" in home:
        return IniFile(WSLCONFIG, why="the folder of the user of Windows is not known")
    shown = f"{home}\\{WSLCONFIG}"
    (found,) = yield Step((_translated(shown),), tolerant=True)
    place = found.text.strip()
    if not found.ok or not place.startswith("/"):
        return IniFile(WSLCONFIG, shown, why="its drive is not mounted in this distro")
    text, changed = yield Step(_read(place), tolerant=True)
    return _file(IniFile(WSLCONFIG, shown, place, via=writer.of(changed)), text, changed, began)


def _translated(path: str) -> Command:
    return Command("windows", ("wslpath", "-u", path), timeout=SECONDS)


def _read(path: str) -> tuple[Command, Command]:
    """What is in a file; when that was written (seconds of the epoch), its mode and owner."""
    read, changed = ("cat", path), ("stat", "-L", "-c", "%.9Y %a %u", path)
    return Command("host", read, timeout=SECONDS), Command("host", changed, timeout=SECONDS)


def _value(text: str, name: str) -> str:
    return next((values[name] for values in keys(text).values() if name in values), "")


def _began(started: Result) -> tuple[float | None, float | None]:
    """When the virtual machine and when this distro began."""
    match = _BOOT.search(started.text)
    if match is None:
        return None, None
    machine, fields = float(match[1]), started.text.rpartition(")")[2].split()
    ticks = fields[19] if len(fields) > 19 else ""
    return machine, machine + int(ticks) / TICKS if ticks.isdigit() else None


def _file(file: IniFile, text: Result, changed: Result, began: float | None) -> IniFile:
    """One that is not there is an empty one, and nothing in it waits for anything."""
    if not text.ok:
        missing = _MISSING in text.error_text
        why = "" if missing else parse.clean(text.last_words(1)) or f"cat {text.outcome}"
        return replace(file, pending=False if missing else None, why=why)
    told = _WRITTEN.fullmatch(changed.text)
    stamp = told[1] if told else ""
    pending = float(stamp) > began if began is not None and stamp else None
    locked = told is not None and not int(told[2], 8) & _WRITERS
    try:
        found = iniedit.text_of(text.stdout)
    except iniedit.NotText as error:
        return replace(file, why=str(error))
    return replace(file, text=found, stamp=stamp, pending=pending, locked=locked)
