"""What the registry of Windows says of each distro."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tui.core.registry import Values, number

USUAL_FILE = "ext4.vhdx"
WSL2 = 8
"""The flag of a registration that runs in the VM."""
_LONG, _GUID = "\\\\?\\", re.compile(r"\{[0-9a-fA-F-]{36}\}")


@dataclass(frozen=True, slots=True)
class Registered:
    """A distro as the registry has it; `flavor` and `os_version` are not there for every one."""

    name: str
    folder: str
    file: str
    wsl2: bool
    flavor: str = ""
    os_version: str = ""
    uid: int | None = None

    @property
    def path(self) -> str:
        return f"{self.folder}\\{self.file}"


def registered(found: Mapping[str, Values]) -> list[Registered]:
    """The distros among the keys below `Lxss`; other keys are no distros."""
    distros = []
    for key, values in found.items():
        name, folder = values.get("DistributionName"), values.get("BasePath")
        if name and folder and _GUID.fullmatch(key.rpartition("\\")[2]):
            distros.append(_registered(name, folder.removeprefix(_LONG).rstrip("\\"), values))
    return distros


def _registered(name: str, folder: str, values: Values) -> Registered:
    flags = number(values.get("Flags"))
    return Registered(
        name,
        folder,
        values.get("VhdFileName") or USUAL_FILE,
        wsl2=flags is None or bool(flags & WSL2),
        flavor=values.get("Flavor", ""),
        os_version=values.get("OsVersion", ""),
        uid=number(values.get("DefaultUid")),
    )
