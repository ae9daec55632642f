"""What can be done to a setting of WSL: one line of its file is changed, by sed."""

from __future__ import annotations

from datetime import UTC, datetime

from tui.core import iniedit, parse, sedscript
from tui.core.action import Action, Confirm
from tui.core.command import Command
from tui.core.wsl_settings import Type
from tui.kinds.wsl_setting_record import WslSetting

SECONDS = 30.0
_ON = ("true", "1")
_CHANGED = "the file was changed meanwhile and was left as it is: read it again"
NOTE = (
    "It counts with the next start of what the file is for. The old file stays beside it, with "
    "the time of its last change behind its name."
)


def edit(row: WslSetting, after: str) -> Command:
    """The command that makes the text of its file `after`.

    It does nothing where the file is not as it was read. Raises ValueError.
    """
    source = row.source
    words: tuple[str, ...]
    if not source.text:
        words = ("-n", "-e", sedscript.writing(after, source.place), "/proc/version")
    else:
        then = datetime.fromtimestamp(source.stamp or 0, UTC)
        script = sedscript.script(source.text, after)
        words = (f"-i.{then:%Y%m%dT%H%M%SZ}", "--follow-symlinks", "-e", script, source.place)
    env = (("LC_ALL", "C"),)
    return Command("host", ("sed", *words), mutates=True, timeout=SECONDS, env=env)


def with_value(row: WslSetting, value: str) -> str:
    """The text of its file where it has that value. Raises ValueError."""
    return iniedit.put(row.source.text, row.name, value, *row.names[1:])


def without(row: WslSetting) -> str:
    """The text of its file where it is not set."""
    return iniedit.drop(row.source.text, *row.names)


def difference(row: WslSetting, after: str) -> str:
    """The lines that go and come, for the dialog."""
    lines = iniedit.changes(row.source.text, after, row.file)[2:]
    told = [line for line in lines if line[:1] in "+-"]
    return parse.clean(f"{row.source.path}:  {'   '.join(told)}")


def is_on(row: WslSetting) -> bool:
    default = row.setting.default if row.setting else ""
    return (default if row.value is None else row.value).lower() in _ON


def _unreadable(row: WslSetting) -> str | None:
    return f"{row.file} is not known: {row.why}" if row.why else None


def _settable(row: WslSetting) -> str | None:
    return _unreadable(row) or (None if row.value is not None else f"{row.name} is not set")


def _switchable(row: WslSetting) -> str | None:
    plain = row.setting is not None and row.setting.type is Type.BOOL
    return _unreadable(row) or (None if plain else f"{row.name} is nothing to switch on or off")


def _to_enable(row: WslSetting) -> str | None:
    return _switchable(row) or (f"{row.name} is on already" if is_on(row) else None)


def _to_disable(row: WslSetting) -> str | None:
    return _switchable(row) or (None if is_on(row) else f"{row.name} is off already")


ACTIONS: tuple[Action[WslSetting], ...] = (
    Action(
        "wsl-setting.enable", "Switch on", "Write `true` into its file",
        lambda row, _: edit(row, with_value(row, "true")), keys=("s",), disabled=_to_enable,
        warn=lambda row, _: difference(row, with_value(row, "true")), confirm=Confirm.ASK,
        stale=("wsl-settings",), width=1, many=False, footer=1, spelling="sed -i", note=NOTE,
        verify=lambda row: None if is_on(row) else _CHANGED,
    ),
    Action(
        "wsl-setting.disable", "Switch off", "Write `false` into its file",
        lambda row, _: edit(row, with_value(row, "false")), keys=("s",), disabled=_to_disable,
        warn=lambda row, _: difference(row, with_value(row, "false")), confirm=Confirm.ASK,
        stale=("wsl-settings",), width=1, many=False, footer=1, spelling="sed -i", note=NOTE,
        verify=lambda row: _CHANGED if is_on(row) else None,
    ),
    Action(
        "wsl-setting.unset", "Unset", "Take it out of its file, so that the default counts",
        lambda row, _: edit(row, without(row)), keys=("d", "delete"), disabled=_settable,
        warn=lambda row, _: difference(row, without(row)), confirm=Confirm.ASK,
        stale=("wsl-settings",), width=1, many=False, footer=2, spelling="sed -i", note=NOTE,
        verify=lambda row: _CHANGED if row.value is not None else None,
    ),
)  # fmt: skip
