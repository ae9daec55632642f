"""The disks of WSL on Windows: found in its registry, measured through its mounted drives.

Nothing of this needs an administrator, and nothing is changed. Where Windows says nothing, the
answer is a reason and never a zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from tui.backends.aside import aside
from tui.backends.base import RunCommand
from tui.backends.drives import Measure
from tui.backends.places import Places, exists
from tui.backends.wsl import VARIABLE, WslBackend
from tui.core import parse
from tui.core.command import Command, Result
from tui.core.disk import DESKTOP_DATA, OUTSIDE, DiskTruth, Vhdx
from tui.core.health import Health
from tui.core.logs import Home
from tui.core.registry import Values, keys, number, plain_ascii, text_of

SECONDS = 10.0
LXSS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Lxss"
CODE_PAGE = r"HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage"
USUAL_FILE = "ext4.vhdx"
WSL2 = 8
"""The flag of a registration that runs in the VM."""
DESKTOP, DESKTOP_OLD, RANCHER = "docker-desktop", "docker-desktop-data", "rancher-desktop-data"
BESIDE_DESKTOP = (r"..\disk\docker_data.vhdx", r"..\data\ext4.vhdx")
"""Where Docker Desktop keeps its data, seen from the folder of its distro; the old place last."""
_LONG, _GUID = "\\\\?\\", re.compile(r"\{[0-9a-fA-F-]{36}\}")


def query(*words: str) -> Command:
    return Command("windows", ("reg.exe", "query", *words), timeout=SECONDS)


class WindowsBackend:
    """The tool `windows`: its programs are started as wsl.exe is, from the same places."""

    tool = "windows"

    def __init__(self, wsl: WslBackend) -> None:
        self._wsl = wsl

    async def probe(self, run: RunCommand) -> Health:
        return await self._wsl.probe(run)

    def prepare(self, command: Command) -> Command:
        return self._wsl.prepare(command)

    def again(self, result: Result) -> Command | None:
        return self._wsl.again(result)

    def explain(self, result: Result) -> Health | None:  # noqa: ARG002 - it says little of WSL
        return None


class Disk(Protocol):
    """Finds the disks of WSL."""

    async def look(self, run: RunCommand, home: Home, here: str | None) -> DiskTruth:
        """`run` prepares commands itself. `here` is the distro wsltui runs in. Raises nothing."""
        ...


class NoDisk:
    """There is no Windows."""

    async def look(self, run: RunCommand, home: Home, here: str | None) -> DiskTruth:  # noqa: ARG002
        return OUTSIDE


@dataclass(frozen=True, slots=True)
class Registered:
    """A distro as the registry has it."""

    name: str
    folder: str
    file: str
    wsl2: bool

    @property
    def path(self) -> str:
        return f"{self.folder}\\{self.file}"


class WindowsDisk:
    """`local` is whether the engine's socket is one of this machine."""

    def __init__(
        self, env: Mapping[str, str], *, local: bool, places: Places | None = None
    ) -> None:
        self._env, self._local = env, local
        self._places = places or Places()

    async def look(self, run: RunCommand, home: Home, here: str | None) -> DiskTruth:
        if not (here or VARIABLE in self._env or self._places.in_wsl(self._env)):
            return OUTSIDE
        answer = await run(query(LXSS, "/s"))
        if not answer.ok:
            return DiskTruth(why=_reason(answer))
        distros = registered(keys(await _text(answer, run)))
        try:
            measure = Measure(self._places.lettered_drives())
            return await aside(lambda: self._truth(distros, home, here, measure), SECONDS)
        except TimeoutError:
            return DiskTruth(why="the drives of Windows do not answer")

    def _truth(
        self, distros: list[Registered], home: Home, here: str | None, measure: Measure
    ) -> DiskTruth:
        """This blocks: it looks at files on the drives of Windows."""
        files = [_distro(one, measure) for one in distros]
        data = _desktop(distros, measure)
        files += [data] if data else []
        of, why = self._engines(home, here)
        marked = [replace(file, engine=bool(of) and file.of == of) for file in files]
        if of and not any(file.engine for file in marked):
            why = f"the registry of Windows knows no disk of {of}"
        return DiskTruth(tuple(sorted(marked, key=lambda file: not file.engine)), why)

    def _engines(self, home: Home, here: str | None) -> tuple[str, str]:
        """Whose disk the engine keeps its things in, or why nobody knows."""
        if not self._local:
            return "", "the engine is not reached through a socket of this machine"
        if home.desktop:
            return DESKTOP_DATA, ""
        if "rancher" in home.system.lower():
            return RANCHER, ""
        if not home.root:
            return "", "the engine does not say where it keeps its things"
        if not exists(Path(home.root)):
            return "", "the engine is in another distro"
        return (here, "") if here else ("", "the name of this distro is not known")


def registered(found: Mapping[str, Values]) -> list[Registered]:
    """The distros among the keys below `Lxss`; other keys are no distros."""
    distros = []
    for key, values in found.items():
        name, folder = values.get("DistributionName"), values.get("BasePath")
        if name and folder and _GUID.fullmatch(key.rpartition("\\")[2]):
            flags = number(values.get("Flags"))
            file = values.get("VhdFileName") or USUAL_FILE
            folder = folder.removeprefix(_LONG).rstrip("\\")
            distros.append(Registered(name, folder, file, flags is None or bool(flags & WSL2)))
    return distros


async def _text(answer: Result, run: RunCommand) -> str:
    """reg.exe writes in the code page of the console, which has to be asked for."""
    raw = answer.stdout
    if plain_ascii(raw):
        return raw.decode()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        page = await run(query(CODE_PAGE, "/v", "OEMCP"))
        values = keys(page.text).values() if page.ok else ()
        return text_of(raw, next((v["OEMCP"] for v in values if "OEMCP" in v), ""))


def _reason(answer: Result) -> str:
    said = parse.clean(answer.last_words(1)).rstrip(".")
    return f"reg.exe did not tell ({answer.outcome}): {said or 'it said nothing'}"


def _distro(one: Registered, measure: Measure) -> Vhdx:
    if not one.wsl2:
        return Vhdx(one.name, one.folder, why="a distro of WSL 1 has no disk file")
    return measure.vhdx(one.name, one.path)


def _desktop(distros: Iterable[Registered], measure: Measure) -> Vhdx | None:
    """Docker Desktop's data lie beside its distro; long ago they were a distro of their own."""
    by_name = {one.name: one for one in distros}
    if DESKTOP not in by_name and DESKTOP_OLD not in by_name:
        return None
    found = list(_candidates(by_name, measure))
    return next((file for file in found if file.size is not None), found[0])


def _candidates(by_name: Mapping[str, Registered], measure: Measure) -> Iterator[Vhdx]:
    if DESKTOP in by_name:
        above = by_name[DESKTOP].folder.rpartition("\\")[0]
        for beside in BESIDE_DESKTOP:
            yield measure.vhdx(DESKTOP_DATA, f"{above}{beside.removeprefix('..')}")
    if DESKTOP_OLD in by_name:
        yield measure.vhdx(DESKTOP_DATA, by_name[DESKTOP_OLD].path)
