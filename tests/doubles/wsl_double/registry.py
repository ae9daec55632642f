"""What the registry of the doubled Windows holds: what WSL writes there, and what a test adds.

HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Lxss holds `root` and a subkey
named by its GUID for each distro. That a distro runs is never stored; `Version` is the format of
the file system, not the version of WSL, which is bit 8 of `Flags`.
"""

from __future__ import annotations

from typing import NamedTuple

from .records import Data, Distro

REG = "reg.exe"
ROOTS = {
    "HKCU": "HKEY_CURRENT_USER",
    "HKLM": "HKEY_LOCAL_MACHINE",
    "HKCR": "HKEY_CLASSES_ROOT",
    "HKU": "HKEY_USERS",
    "HKCC": "HKEY_CURRENT_CONFIG",
}
LXSS = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Lxss"
CODE_PAGE = r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Nls\CodePage"
Key = dict[str, tuple[str, str]]
"""Name → (type, value as reg.exe prints it)."""
_STATES = {"Installed": 1, "Installing": 3, "Uninstalling": 4}
_WSL2 = 15
_WSL1 = 7


class Value(NamedTuple):
    """One value of a key: a string is REG_SZ, a number REG_DWORD."""

    name: str
    data: str | int


def root(data: Data) -> list[Value]:
    """The values of the key itself."""
    chosen = [Value("DefaultDistribution", data["default"])] if data["default"] else []
    return [*chosen, Value("DefaultVersion", data["default_version"])]


def distro(record: Distro) -> list[Value]:
    """The values of one distro's key; a name is missing where it was never given."""
    values = [
        Value("State", _STATES[record["registered"]]),
        Value("DistributionName", record["name"]),
        Value("Version", 2),
        Value("BasePath", record["base_path"]),
        Value("Flags", _WSL2 if record["version"] == 2 else _WSL1),
        Value("DefaultUid", record["default_uid"]),
    ]
    if record["version"] == 2 and record["vhd_file"] != "ext4.vhdx":
        values.append(Value("VhdFileName", record["vhd_file"]))
    if record["flavor"]:
        values.append(Value("Flavor", record["flavor"]))
    if record["os_version"]:
        values.append(Value("OsVersion", record["os_version"]))
    return [*values, Value("Modern", 1)] if record["modern"] else values


def keys(data: Data) -> dict[str, Key]:
    """Every key with its values in the order that Windows lists them: distros by GUID."""
    found = {LXSS: _printed(root(data))}
    for each in sorted(data["distros"], key=lambda each: each["guid"]):
        found[f"{LXSS}\\{each['guid']}"] = _printed(distro(each))
    found[CODE_PAGE] = {"ACP": ("REG_SZ", "1252"), "OEMCP": ("REG_SZ", data["code_page"])}
    for key, values in data["registry"].items():
        found[key] = {name: (kind, value) for name, (kind, value) in values.items()}
    return found


def _printed(values: list[Value]) -> Key:
    return {
        name: ("REG_SZ", data) if isinstance(data, str) else ("REG_DWORD", hex(data))
        for name, data in values
    }
