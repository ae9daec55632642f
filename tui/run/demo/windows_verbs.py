"""Programs of Windows in the demo world: nothing opens, and a line says so."""

from __future__ import annotations

from collections.abc import Callable

from tui.run.demo.reply import NoAnswerError, Reply, Words, always, lines
from tui.run.demo.world import World

_NOTHING = "This is the demo: no window was opened."
_DISKS = (
    r'[{"DeviceID":"\\\\.\\PHYSICALDRIVE0","Model":"NVMe SSD","Size":1000202273280},'
    r'{"DeviceID":"\\\\.\\PHYSICALDRIVE1","Model":"USB disk","Size":2000396321280}]'
)
_HEAD = "  Proto  Local Address          Foreign Address        State           PID"
_SOCKETS = (
    "  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1184",
    "  TCP    0.0.0.0:5432           0.0.0.0:0              LISTENING       6120",
    "  TCP    127.0.0.1:3000         0.0.0.0:0              LISTENING       4711",
)
_PROCESSES = (
    '"svchost.exe","1184","Services","0","12,345 K"',
    '"postgres.exe","6120","Services","0","48,120 K"',
    '"node.exe","4711","Console","1","96,004 K"',
)
_KEYS = {
    r"HKCU\Volatile Environment": (
        r"HKEY_CURRENT_USER\Volatile Environment",
        {"USERPROFILE": r"C:\Users\dev", "APPDATA": r"C:\Users\dev\AppData\Roaming"},
    ),
    r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion": (
        r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion",
        {"CurrentBuildNumber": "26100", "InstallationType": "Client"},
    ),
}
"""By the key that is asked for: how Windows spells it, and its values."""


def _opened(code: int) -> Callable[[World, Words], Reply]:
    return lambda _world, _words: Reply(lines([_NOTHING]), code=code)


def _query(_world: World, words: Words) -> Reply:
    """`reg.exe query KEY`, all of its values or with `/v NAME` that one."""
    wanted = words[3:] if words[2:3] == ("/v",) else ()
    if words[:1] != ("query",) or words[1:2] == () or words[1] not in _KEYS:
        raise NoAnswerError(" ".join(words))
    key, values = _KEYS[words[1]]
    rows = (f"    {n}    REG_SZ    {v}" for n, v in values.items() if n in (wanted or values))
    return Reply(lines(["", key, *rows, ""]))


def _disks(_world: World, words: Words) -> Reply:
    """`powershell.exe … -Command QUERY`: the disks of its machine."""
    if "Win32_DiskDrive" not in words[-1]:
        raise NoAnswerError(" ".join(words))
    return Reply(lines([_DISKS]))


def _sockets(_world: World, words: Words) -> Reply:
    """`netstat.exe -ano -p tcp`."""
    if words != ("-ano", "-p", "tcp"):
        raise NoAnswerError(" ".join(words))
    return Reply(lines(["", "Active Connections", "", _HEAD, *_SOCKETS]))


def _processes(_world: World, words: Words) -> Reply:
    """`tasklist.exe /fo csv /nh`."""
    if words != ("/fo", "csv", "/nh"):
        raise NoAnswerError(" ".join(words))
    return Reply(lines(list(_PROCESSES)))


FIND = {
    "explorer.exe": always(_opened(1), 0.2),
    "wt.exe": always(_opened(0), 0.2),
    "code": always(_opened(0), 0.2),
    "reg.exe": always(_query, 0.2),
    "powershell.exe": always(_disks, 0.2),
    "netstat.exe": always(_sockets, 0.2),
    "tasklist.exe": always(_processes, 0.2),
}
"""By program, as explorer.exe ends with 1 whatever happened."""
