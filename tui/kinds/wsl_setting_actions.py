"""What can be done to a setting of WSL: one line of its file is changed, by sed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tui.core.action import Action, Chosen, Confirm
from tui.core.command import Command
from tui.core.form import About, Field, value_of
from tui.core.setting_cautions import cautions
from tui.core.wsl_settings import Type, wrong
from tui.kinds.wsl_setting_edit import difference, edit, with_value, without
from tui.kinds.wsl_setting_record import WslSetting

Change = Callable[[WslSetting, Chosen], str]
_ON = ("true", "1")
_BOOLS = ("true", "false")
_CHANGED = (
    "the file is as it was: it may have been changed since it was looked at, and then nothing is "
    "written; look at it again"
)
NOTE = (
    "It counts with the next start of what the file is for. The old file stays beside it, with "
    "the time of its last change behind its name."
)


def is_on(row: WslSetting) -> bool:
    default = row.setting.default if row.setting else ""
    return (default if row.value is None else row.value).lower() in _ON


def blocked(row: WslSetting) -> str | None:
    """Why its file is not to be edited, or None."""
    source = row.source
    if row.why:
        return f"{source.whose} is not known: {row.why}"
    if source.locked:
        return f"{source.path} is read-only: `chmod u+w {source.place}` lets it be changed"
    return None


def _settable(row: WslSetting) -> str | None:
    return None if row.value is not None else f"{row.word} is not set"


def _switchable(row: WslSetting) -> str | None:
    plain = row.setting is not None and row.setting.type is Type.BOOL
    return None if plain else f"{row.word} is nothing to switch on or off"


def _to_enable(row: WslSetting) -> str | None:
    return _switchable(row) or (f"{row.word} is on already" if is_on(row) else None)


def _to_disable(row: WslSetting) -> str | None:
    return _switchable(row) or (None if is_on(row) else f"{row.word} is off already")


# --- its value ---------------------------------------------------------------------------------


def _offered(about: About[WslSetting]) -> tuple[str, ...]:
    """The values that there are; none for what can be anything."""
    setting = about.row.setting if about.row else None
    if setting is None:
        return ()
    return _BOOLS if setting.type is Type.BOOL else setting.allowed


def _present(about: About[WslSetting]) -> str:
    """As it is offered, where it is only written otherwise."""
    value = (about.row.value or "") if about.row else ""
    alike = {word.lower(): word for word in _offered(about)}
    return alike.get(value.lower(), value)


def _hint(about: About[WslSetting]) -> str:
    setting = about.row.setting if about.row else None
    if setting is None:
        return ""
    default = f"Default: {setting.default}." if setting.default else "There is no default."
    return f"{setting.what}. It takes {setting.takes}. {default}"


def _will_not_do(about: About[WslSetting], value: str) -> str | None:
    row = about.row
    if row is None:
        return None
    if row.setting is not None and (why := wrong(row.setting, value)):
        return why
    try:
        after = with_value(row, value)
        edit(row, after)
    except ValueError as error:
        return str(error)
    alike = bool(_offered(about)) and value.lower() == (row.value or "").lower()
    same = alike or after == row.source.text
    return f"{row.word} has that value already" if same else None


VALUE: Field[WslSetting] = Field(
    "value", "Value", "What it shall be", default=_present, options=_offered, check=_will_not_do,
    hint=_hint, sample="8GB",
)  # fmt: skip


# --- the actions -------------------------------------------------------------------------------


def _told(row: WslSetting, chosen: Chosen) -> str:
    return with_value(row, value_of(chosen, VALUE.id))


def _on(row: WslSetting, _chosen: Chosen) -> str:
    return with_value(row, "true")


def _off(row: WslSetting, _chosen: Chosen) -> str:
    return with_value(row, "false")


def _gone(row: WslSetting, _chosen: Chosen) -> str:
    return without(row)


def _plan(change: Change, row: WslSetting, chosen: Chosen) -> Command:
    return edit(row, change(row, chosen))


def _shown(change: Change, row: WslSetting, chosen: Chosen) -> tuple[str, ...]:
    return difference(row, change(row, chosen))


def _warned(value: str, row: WslSetting, chosen: Chosen) -> str | None:
    told = value or value_of(chosen, VALUE.id)
    return "; ".join(cautions(row.setting, told, row.source.text)) or None


def _kept_as_it_was(row: WslSetting, chosen: Chosen) -> str | None:
    return None if row.value == value_of(chosen, VALUE.id) else _CHANGED


_edits = partial(
    Action[WslSetting], confirm=Confirm.ASK, stale=("wsl-settings",), width=1, many=False,
    spelling="sed -i", note=NOTE, refused=blocked,
)  # fmt: skip

ACTIONS: tuple[Action[WslSetting], ...] = (
    _edits(
        "wsl-setting.enable", "Switch on", "Write `true` into its file", partial(_plan, _on),
        keys=("s",), disabled=_to_enable, shows=partial(_shown, _on), footer=1,
        verify=lambda row: None if is_on(row) else _CHANGED,
    ),
    _edits(
        "wsl-setting.disable", "Switch off", "Write `false` into its file", partial(_plan, _off),
        keys=("s",), disabled=_to_disable, shows=partial(_shown, _off), footer=1,
        warn=partial(_warned, "false"), verify=lambda row: _CHANGED if is_on(row) else None,
    ),
    _edits(
        "wsl-setting.set", "Set", "Write a value into its file", partial(_plan, _told),
        keys=("e",), shows=partial(_shown, _told), warn=partial(_warned, ""),
        verify_told=_kept_as_it_was, form=(VALUE,), footer=2,
    ),
    _edits(
        "wsl-setting.unset", "Unset", "Take it out of its file, so that the default counts",
        partial(_plan, _gone), keys=("d", "delete"), disabled=_settable,
        shows=partial(_shown, _gone), footer=3,
        verify=lambda row: _CHANGED if row.value is not None else None,
    ),
)  # fmt: skip
