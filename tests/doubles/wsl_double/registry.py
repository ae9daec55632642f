"""The registry of the doubled Windows user: what WSL writes there, and what a test adds."""

from __future__ import annotations

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
LOCAL = r"C:\Users\dev\AppData\Local"
FLAGS = {1: 7, 2: 15}
Key = dict[str, tuple[str, str]]


def keys(data: Data) -> dict[str, Key]:
    """Every key with its values, in the order of a listing."""
    found: dict[str, Key] = {LXSS: _lxss(data)}
    for distro in data["distros"]:
        found[f"{LXSS}\\{distro['guid']}"] = _distro(data, distro)
    found[CODE_PAGE] = {"ACP": ("REG_SZ", "1252"), "OEMCP": ("REG_SZ", data["code_page"])}
    for key, values in data["registry"].items():
        found[key] = {name: (kind, value) for name, (kind, value) in values.items()}
    return found


def folder(data: Data, distro: Distro) -> str:
    """Where a distro lies; Docker Desktop's in its own place."""
    own = {"docker-desktop": rf"{LOCAL}\Docker\wsl\main"}
    usual = own.get(distro["name"], rf"{LOCAL}\wsl\{distro['guid']}")
    return data["folders"].get(distro["name"], usual)


def _lxss(data: Data) -> Key:
    values: Key = {}
    if data["default"]:
        values["DefaultDistribution"] = ("REG_SZ", data["default"])
    values["DefaultVersion"] = ("REG_DWORD", hex(data["default_version"]))
    return values


def _distro(data: Data, distro: Distro) -> Key:
    """As WSL registers one: State 1 is installed, and running is never stored."""
    values: Key = {
        "State": ("REG_DWORD", "0x1" if distro["registered"] == "Installed" else "0x3"),
        "DistributionName": ("REG_SZ", distro["name"]),
        "Version": ("REG_DWORD", "0x2"),
        "BasePath": ("REG_SZ", folder(data, distro)),
        "Flags": ("REG_DWORD", hex(FLAGS[distro["version"]])),
        "DefaultUid": ("REG_DWORD", "0x3e8"),
    }
    if name := data["vhd_files"].get(distro["name"]):
        values["VhdFileName"] = ("REG_SZ", name)
    return values
