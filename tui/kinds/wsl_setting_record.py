"""A setting of WSL: what its file says, what that means to WSL, and whether it is in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui.core import iniedit
from tui.core.iniedit import Entry
from tui.core.wsl_settings import Setting, wrong

FEW = 5
"""Lines that are named where a key is written more often."""


@dataclass(frozen=True, slots=True)
class IniFile:
    """One of the files, or `why` it cannot be read.

    `path` is how its own system calls it, `place` how the distro does that it is edited from;
    `distro` is the one that it belongs to, empty for that of Windows. `other` is whether wsltui
    runs elsewhere. `stamp` is when it was written (seconds of the epoch, as exactly as was told),
    `pending` whether that was after what it holds for began. `via` are the words that let
    somebody write it who may; `locked` is whether nobody may.
    """

    file: str
    path: str = ""
    place: str = ""
    text: str = ""
    stamp: str = ""
    pending: bool | None = None
    why: str = ""
    distro: str = ""
    other: bool = False
    via: tuple[str, ...] = ()
    locked: bool = False

    @property
    def whose(self) -> str:
        """`wsl.conf`, or `wsl.conf of Debian`."""
        return f"{self.file} of {self.distro}" if self.other else self.file


@dataclass(frozen=True, slots=True)
class WslSetting:
    """A key that is documented, or one that is only in the file, which WSL warns of.

    `value` is None where it is not set, or where the file cannot be read. An empty name stands
    for a file of which nothing is known.
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
    def word(self) -> str:
        """What it goes by: `boot.systemd`, and `Debian:boot.systemd` in another distro."""
        name = self.name or self.file
        return f"{self.source.distro}:{name}" if self.source.other else name

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that WSL takes for it."""
        return self.setting.names if self.setting else (self.name,)

    @property
    def state(self) -> str:
        if self.why:
            return "unknown"
        return "default" if self.value is None else "set"


def rows_of(
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
    lines = ", ".join(str(one.line) for one in others[:FEW])
    more = f" and {len(others) - FEW} more" if len(others) > FEW else ""
    return f"only the first counts: it is also in line {lines}{more}" if lines else ""
