"""What WSL would take and yet should be thought about before it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.core import iniedit
from tui.core.wsl_settings import Setting, Type

LEAST_MEMORY = 256 * 1024**2
_OFF = ("false", "0")
_UNITS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}
_SIZE = re.compile(r"(\d+)([KMGT]?)B?")
UNKNOWN = "wsltui does not know this key; a WSL that does not either warns of it at each start"
CUTS_OFF = {
    "interop.enabled": "without it no program of Windows starts from this distro: wsltui sees no "
    "distros any more, and cannot take this back through Windows",
    "automount.enabled": "without it wsltui finds neither .wslconfig nor the disks of distros",
    "wsl2.hostFileSystemAccess": "without it no distro sees the drives of Windows",
}
"""Settings that, switched off, take something from wsltui itself."""


def size_of(value: str) -> int | None:
    """Bytes, as WSL reads them: a bare number is bytes, units are powers of 1024."""
    match = _SIZE.fullmatch(value)
    return int(match[1]) * 1024 ** _UNITS[match[2]] if match else None


def cautions(setting: Setting | None, value: str, text: str) -> Iterator[str]:
    """`text` is the file as it is."""
    if setting is None:
        yield UNKNOWN
        return
    name, lower = setting.name, value.lower()
    size = size_of(value) if setting.type is Type.SIZE else None
    if name == "wsl2.memory" and size is not None and size < LEAST_MEMORY:
        yield "WSL gives the virtual machine 256MB at least"
    if name == "wsl2.processors" and (value.startswith("-") or not value.strip("+0")):
        yield "a machine needs one processor at least"
    if lower in _OFF and name in CUTS_OFF:
        yield CUTS_OFF[name]
    if name == "wsl2.networkingMode":
        yield from _modes(lower)
    if name == "wsl2.kernelModules" and iniedit.find(text, "wsl2.kernel") is None:
        yield "WSL does not start with it unless wsl2.kernel is set too"
    if name == "wsl2.localhostForwarding" and _mode(text) == "mirrored":
        yield "it has no effect while networkingMode is mirrored"


def _modes(mode: str) -> Iterator[str]:
    if mode == "bridged":
        yield "Microsoft gave it up with WSL 2.4.5; it needs wsl2.vmSwitch"
    if mode == "virtioproxy":
        yield "WSL calls it Consomme from 2.9 on"
    if mode == "none":
        yield "no distro has a network then"


def _mode(text: str) -> str:
    found = iniedit.find(text, "wsl2.networkingMode", "experimental.networkingMode")
    return (found.value or "").lower() if found else ""
