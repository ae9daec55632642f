"""What a distro of the demo world says of itself."""

from __future__ import annotations

from tui.run.demo.made_places import HERE
from tui.run.demo.records import DemoDistro
from tui.run.demo.reply import Words, lines

_HEAD = "Filesystem     1024-blocks    Used Available Capacity Mounted on"
_RELEASE = 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.1\n'
OWN_ENGINE = "Alpine-dev"
"""The distro with an engine of its own."""
_ROOM = 263_174_212


def _there(distro: DemoDistro, path: str) -> bool:
    """What Docker Desktop shows to all distros, and what it puts into one it is joined to."""
    return path.startswith("/mnt/wsl/") or distro.name == HERE


def answer(distro: DemoDistro, words: Words) -> str:
    """Nothing for what it is not asked."""
    match words:
        case ("df", "-kP", "/"):
            used = 350_000 * len(distro.name)
            return lines([_HEAD, f"/dev/sdc {_ROOM} {used} {_ROOM - used} {used // 2_631_742}% /"])
        case ("id", "-un"):
            return "dev\n"
        case ("cat", "/etc/os-release"):
            return _RELEASE
        case ("stat", "-L", "-c", "%n:%F", *paths):
            return lines([f"{path}:socket" for path in paths if _there(distro, path)]) or "\n"
        case ("find", "-H", "/var/run/", *_):
            return "/var/run/docker.pid\n" if distro.name == OWN_ENGINE else "\n"
        case ("docker", "-H", "unix:///var/run/docker.sock", "version", *_):
            return "28.5.1\n" if distro.name == OWN_ENGINE else ""
        case ("find", "/proc", *_):
            held = range(12_000, 12_000 + 4_100 * len(distro.name), 4_100)
            return lines([f"VmRSS:\t{kilobytes:8} kB" for kilobytes in held])
    return ""
