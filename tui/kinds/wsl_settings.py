"""The settings of WSL: every key of `.wslconfig` and of the `wsl.conf` of what runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tui.core.kind import Cell, Column, Field, Kind, Tone, View
from tui.core.wsl_conf_table import WSL_CONF_KEYS
from tui.core.wsl_settings import WSLCONFIG
from tui.kinds.cells import drawn, long_cell, text_cell
from tui.kinds.wsl_setting_actions import ACTIONS
from tui.kinds.wsl_setting_listing import listing
from tui.kinds.wsl_setting_record import WslSetting

RESTARTS = {
    WSLCONFIG: ("vm", "with the next start of WSL: `wsl.exe --shutdown` first"),
    "wsl.conf": ("distro", "with the next start of this distro: terminate it first"),
}


def _tone(row: WslSetting) -> Tone:
    if row.problem:
        return Tone.WARN
    return Tone.ACCENT if row.state == "set" else Tone.DIM


def _value(row: WslSetting, _view: View) -> Cell:
    return text_cell(row.value if row.state == "set" else "", _tone(row))


def _default(row: WslSetting) -> str:
    return row.setting.default if row.setting else ""


def _note(row: WslSetting) -> str:
    if row.problem:
        return "problem"
    return row.state if row.why else "pending" if row.pending else ""


COLUMNS: tuple[Column[WslSetting], ...] = (
    Column("name", "Setting", lambda r, _: text_cell(r.word), lambda r: r.word.lower(), 20,
           rank=0, grow=2),
    Column("value", "Value", _value, lambda r: r.value or "", 10, rank=1, grow=2),
    Column("note", "Note", lambda r, _: Cell(_note(r), Tone.WARN), _note, 7, rank=2),
    Column("default", "Default", lambda r, _: text_cell(_default(r), Tone.DIM), _default, 12,
           rank=3, grow=1),
    Column("file", "File", lambda r, _: text_cell(r.file, Tone.DIM), lambda r: r.source.whose, 10,
           rank=4),
    Column("since", "Since", lambda r, _: text_cell(_since(r), Tone.DIM), lambda r: _since(r), 15,
           rank=5),
)  # fmt: skip


def _since(row: WslSetting) -> str:
    return row.setting.since if row.setting else ""


def summary(row: WslSetting, view: View) -> tuple[Field, ...]:
    return tuple(Field(f.label, drawn(f.value, view), f.section) for f in _lines(row))


def _lines(row: WslSetting) -> Iterator[Field]:
    yield Field("setting", text_cell(row.word, Tone.ACCENT))
    if row.why:
        yield Field("value", long_cell(f"unknown: {row.why}", Tone.WARN))
    else:
        unset = long_cell("not set", Tone.DIM)
        yield Field("value", unset if row.value is None else long_cell(row.value, _tone(row)))
    if row.problem:
        yield Field("problem", long_cell(row.problem, Tone.WARN))
    if row.pending:
        told = "the file is newer than this start, so it may not be in force yet"
        yield Field("pending", long_cell(told, Tone.WARN))
    yield from _documented(row)
    line = f", line {row.line}" if row.line else ""
    whose = f", of {row.source.distro}" if row.source.other else ""
    yield Field("file", long_cell(f"{row.source.path or row.file}{line}{whose}"))
    if row.source.locked:
        yield Field("", long_cell("it is read-only", Tone.WARN))
    yield Field("takes effect", long_cell(RESTARTS[row.file][1]))


def _documented(row: WslSetting) -> Iterator[Field]:
    setting = row.setting
    if setting is None:
        return
    yield Field("does", long_cell(setting.what))
    yield Field("takes", long_cell(setting.takes))
    yield Field("default", long_cell(setting.default or "none", Tone.DIM))
    yield Field("since", long_cell(setting.since or "not written down", Tone.DIM))
    if setting.needs:
        yield Field("needs", long_cell(setting.needs))
    if setting.also:
        yield Field("also called", long_cell(", ".join(setting.also)))


def setting_json(row: WslSetting, _view: View) -> dict[str, Any]:
    setting = row.setting
    return {
        "name": row.word, "key": row.name or None, "distro": row.source.distro or None,
        "file": row.file, "path": row.source.path or None, "line": row.line,
        "state": row.state, "value": row.value, "pending": row.pending,
        "problem": row.problem or None, "documented": setting is not None,
        "type": setting.type.value if setting else None,
        "unit": setting.unit or None if setting else None,
        "allowed": list(setting.allowed) if setting else [],
        "default": setting.default or None if setting else None,
        "since": setting.since or None if setting else None,
        "needs": setting.needs or None if setting else None,
        "what": setting.what if setting else None,
        "restart": RESTARTS[row.file][0], "unknown": row.why or None,
    }  # fmt: skip


def headline(rows: Sequence[WslSetting]) -> str:
    count = sum(row.state == "set" for row in rows)
    pending = " · restart pending" if any(row.pending for row in rows) else ""
    return f"{count} of {len(rows)} set{pending}"


def _is(row: WslSetting) -> tuple[str, ...]:
    marks = {
        "pending": row.pending, "problem": row.problem, "unknown": row.why,
        "main": row.setting is not None and row.setting.main, "set": row.state == "set",
    }  # fmt: skip
    return tuple(word for word, holds in marks.items() if holds)


def names(row: WslSetting) -> tuple[str, ...]:
    """Also older ones, and without the section: other sections may have a key of that name.

    Every key of a file that is not read leads to the row that says why.
    """
    if not row.name:
        keys = (f"{row.source.distro}:{one.name}" for one in WSL_CONF_KEYS)
        return (row.word, *keys)
    before = row.word.removesuffix(row.name)
    keys_alone = () if before else tuple(name.rpartition(".")[2] for name in row.names)
    return tuple(dict.fromkeys((*(f"{before}{name}" for name in row.names), *keys_alone)))


WSL_SETTINGS: Kind[WslSetting] = Kind(
    id="wsl-settings",
    singular="wsl-setting",
    title="WSL settings",
    tool="",
    listing=listing,
    key=lambda row: f"{row.file} {row.word}",
    names=names,
    columns=COLUMNS,
    summary=summary,
    as_json=setting_json,
    empty="No settings are known.",
    facets={"is": _is, "distro": lambda row: (row.source.distro,)},
    headline=headline,
    also=(".wslconfig, processors, swap, memory limit",),
    spellings=("cat /etc/wsl.conf", r"notepad.exe %UserProfile%\.wslconfig"),
    actions=ACTIONS,
    lazy=True,
    config="wsl",
)
