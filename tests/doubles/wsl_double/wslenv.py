"""Which variables cross between Linux and Windows: only those that WSLENV lists.

Read from the open source of WSL. `/w` = Linux to Windows only, `/u` = Windows to Linux only,
`/p` and `/l` translate paths; an unknown flag skips the entry.
"""

from __future__ import annotations

from collections.abc import Mapping


def to_windows(linux: Mapping[str, str], windows: Mapping[str, str]) -> dict[str, str]:
    """The environment of a Windows program started from Linux.

    `windows` is what the Windows side had already. A listed variable that is unset or empty in
    Linux is removed from it.
    """
    environment = {**windows, **_crossing(linux, blocked="u")}
    return {name: value for name, value in environment.items() if value}


def to_linux(windows: Mapping[str, str]) -> dict[str, str]:
    """What a Linux command started by wsl.exe gets from its environment."""
    return {name: value for name, value in _crossing(windows, blocked="w").items() if value}


def _crossing(source: Mapping[str, str], blocked: str) -> dict[str, str]:
    crossing = {"WSLENV": source.get("WSLENV", "")}
    for entry in crossing["WSLENV"].rstrip().split(":"):
        name, _, flags = entry.partition("/")
        if not name or blocked in flags or flags.strip("pluw"):
            continue
        value = source.get(name, "")
        if value and ("p" in flags or "l" in flags):
            value = value.replace("/", "\\") if blocked == "u" else value.replace("\\", "/")
        crossing[name] = value
    return crossing
