"""A setting of WSL: what its file says, what that means to WSL, and whether it is in force."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from tui.core import iniedit, parse
from tui.core.command import Command, Result
from tui.core.iniedit import Entry
from tui.core.kind import Listing, Step
from tui.core.registry import keys, plain_ascii, text_of
from tui.core.wsl_conf_table import WSL_CONF_KEYS
from tui.core.wsl_settings import WSL_CONF, WSLCONFIG, Setting, wrong
from tui.core.wslconfig_table import MAIN, WSLCONFIG_KEYS

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
STARTED = Command("host", ("cat", "/proc/stat", "/proc/1/stat"), timeout=SECONDS)
"""When the virtual machine began, and how long after that this distro."""
TICKS = 100
"""Of the clock in /proc, a second; the same on every Linux that Python runs on."""
_BOOT = re.compile(r"^btime (\d+)$", re.MULTILINE)
_MISSING = "No such file"
_Asking = Generator[Step["WslSetting"], tuple[Result, ...], "IniFile"]


@dataclass(frozen=True, slots=True)
class IniFile:
    """One of the two files, or `why` it cannot be read.

    `path` is how its own system calls it, `place` how this distro does; `stamp` is when it was
    written (seconds of the epoch). `pending` is whether that was after what it holds for began.
    """

    file: str
    path: str = ""
    place: str = ""
    text: str = ""
    stamp: int | None = None
    pending: bool | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class WslSetting:
    """A key that is documented, or one that is only in the file, which WSL warns of.

    `value` is None where it is not set, or where the file cannot be read.
    """

    source: IniFile
    name: str
    setting: Setting | None = None
    value: str | None = None
    line: int | None = None
    pending: bool | None = None
    problem: str = ""

    @property
    def file(self) -> str:
        return self.source.file

    @property
    def why(self) -> str:
        return self.source.why

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that WSL takes for it."""
        return self.setting.names if self.setting else (self.name,)

    @property
    def state(self) -> str:
        if self.why:
            return "unknown"
        return "default" if self.value is None else "set"


def listing() -> Listing[WslSetting]:
    """Both files, with every key that may stand in them; what cannot be read is a reason."""
    profile, text, changed, started = yield Step((PROFILE, *_read(CONF_PATH), STARTED),
                                                 tolerant=True)  # fmt: skip
    machine, distro = _began(started)
    conf = _file(IniFile(WSL_CONF, CONF_PATH, CONF_PATH), text, changed, distro)
    config = yield from _wslconfig(profile, machine)
    first = tuple(_rows(config, MAIN, WSLCONFIG_KEYS))
    rest = tuple(_rows(config, [one for one in WSLCONFIG_KEYS if not one.main], ()))
    return (*first, *rest, *_rows(conf, WSL_CONF_KEYS, WSL_CONF_KEYS))


def _wslconfig(profile: Result, began: float | None) -> _Asking:
    if not profile.ok:
        said = parse.clean(profile.last_words(1))
        return IniFile(WSLCONFIG, why=f"reg.exe did not tell where it lies: {said}")
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
    return _file(IniFile(WSLCONFIG, shown, place), text, changed, began)


def _translated(path: str) -> Command:
    return Command("windows", ("wslpath", "-u", path), timeout=SECONDS)


def _read(path: str) -> tuple[Command, Command]:
    """What is in a file, and when that was written (seconds of the epoch)."""
    read, changed = ("cat", path), ("stat", "-c", "%Y", path)
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
    told = changed.text.strip()
    stamp = int(told) if told.isdigit() else None
    pending = stamp > began if began is not None and stamp is not None else None
    try:
        found = iniedit.text_of(text.stdout)
    except iniedit.NotText as error:
        return replace(file, why=str(error))
    return replace(file, text=found, stamp=stamp, pending=pending)


def _rows(
    file: IniFile, table: Sequence[Setting], known: Sequence[Setting]
) -> Iterator[WslSetting]:
    """Those of the table; with `known` also what the file has and nobody knows."""
    by_name: dict[str, list[Entry]] = {}
    for entry in iniedit.entries(file.text):
        by_name.setdefault(entry.name.lower(), []).append(entry)
    for setting in table:
        found = [one for name in setting.names for one in by_name.get(name.lower(), ())]
        yield _row(file, setting.name, setting, sorted(found, key=lambda one: one.start))
    documented = {name.lower() for one in known for name in one.names}
    for name, found in by_name.items() if known else ():
        if name not in documented:
            yield _row(file, found[0].name, None, found)


def _row(file: IniFile, name: str, setting: Setting | None, found: list[Entry]) -> WslSetting:
    counts = next((one for one in found if one.value is not None), found[0] if found else None)
    if counts is None:
        return WslSetting(file, name, setting)
    value = counts.raw if counts.value is None else counts.value
    problem = _problem(setting, counts, [one for one in found if one is not counts])
    return WslSetting(file, name, setting, value, counts.line, file.pending, problem)


def _problem(setting: Setting | None, counts: Entry, others: list[Entry]) -> str:
    if counts.value is None:
        return "WSL cannot read it: write each backslash twice, and close what is quoted"
    if setting is None:
        return "WSL does not know this key, warns of it and passes it over"
    if reason := wrong(setting, counts.value):
        return reason
    lines = ", ".join(str(one.line) for one in others)
    return f"only the first counts: it is also in line {lines}" if lines else ""
