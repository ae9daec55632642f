"""The disks of WSL on Windows: found in its registry, measured through its mounted drives.

Nothing of this needs an administrator, and nothing is changed. Where Windows says nothing, the
answer is a reason and never a zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from tui.backends.aside import aside
from tui.backends.base import RunCommand
from tui.backends.drives import Measure
from tui.backends.places import Places, exists
from tui.backends.registrations import Registered, registered
from tui.backends.wsl import VARIABLE, WslBackend
from tui.core import parse
from tui.core.command import Command, Result
from tui.core.disk import DESKTOP_DATA, OUTSIDE, DiskTruth, Vhdx
from tui.core.distro_facts import OUTSIDE_WSL, Registration, Registry
from tui.core.health import Health
from tui.core.logs import Home
from tui.core.registry import keys, plain_ascii, text_of

SECONDS = 10.0
LXSS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Lxss"
CODE_PAGE = r"HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage"
DESKTOP, DESKTOP_OLD, RANCHER = "docker-desktop", "docker-desktop-data", "rancher-desktop-data"
VOLATILE = r"HKCU\Volatile Environment"
BESIDE_DESKTOP = (r"\disk\docker_data.vhdx", r"\data\ext4.vhdx")
"""Where Docker Desktop keeps its data, beside the folder of its distro; the old place last."""
BELOW_MOVED = (r"\DockerDesktopWSL\disk\docker_data.vhdx", r"\disk\docker_data.vhdx")
"""The same below the folder that its settings name."""
DRIVES_HANG = "the drives of Windows do not answer"


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

    async def distros(self, run: RunCommand) -> Registry:
        """What Windows knows of each distro, whether it runs or not. Raises nothing."""
        ...


class NoDisk:
    """There is no Windows."""

    async def look(self, run: RunCommand, home: Home, here: str | None) -> DiskTruth:  # noqa: ARG002
        return OUTSIDE

    async def distros(self, run: RunCommand) -> Registry:  # noqa: ARG002
        return OUTSIDE_WSL


class WindowsDisk:
    """`local` is whether the engine's socket is one of this machine."""

    def __init__(
        self, env: Mapping[str, str], *, local: bool, places: Places | None = None
    ) -> None:
        self._env, self._local = env, local
        self._places = places or Places()

    async def look(self, run: RunCommand, home: Home, here: str | None) -> DiskTruth:
        if not (here or self._in_wsl()):
            return OUTSIDE
        distros, why = await self._registered(run)
        if why:
            return DiskTruth(why=why)
        try:
            return await self._measured(run, distros, home, here)
        except TimeoutError:
            return DiskTruth(why=DRIVES_HANG)

    async def distros(self, run: RunCommand) -> Registry:
        if not self._in_wsl():
            return OUTSIDE_WSL
        distros, why = await self._registered(run)

        def measure() -> list[Vhdx]:
            files = Measure(self._places.lettered_drives())
            return [_distro(one, files) for one in distros]

        try:
            disks = await aside(measure, SECONDS)
        except TimeoutError:
            disks = [Vhdx(one.name, one.path, why=DRIVES_HANG) for one in distros]
        found = zip(distros, disks, strict=True)
        return Registry(tuple(_registration(one, disk) for one, disk in found), why)

    def _in_wsl(self) -> bool:
        return VARIABLE in self._env or self._places.in_wsl(self._env)

    async def _registered(self, run: RunCommand) -> tuple[list[Registered], str]:
        """The distros of the registry, or why it does not tell."""
        answer = await run(query(LXSS, "/s"))
        if not answer.ok:
            return [], _reason(answer)
        return registered(keys(await printed(answer, run))), ""

    async def _measured(
        self, run: RunCommand, distros: list[Registered], home: Home, here: str | None
    ) -> DiskTruth:
        """Docker Desktop's settings are read only where its data are not in the usual place."""
        measure = await aside(lambda: Measure(self._places.lettered_drives()), SECONDS)

        async def measured(moved: str = "") -> DiskTruth:
            files = await aside(lambda: _files(distros, measure, moved), SECONDS)
            return self._truth(files, home, here)

        truth = await measured()
        if not (home.desktop and self._local) or (truth.engine and truth.engine.size is not None):
            return truth
        from tui.backends.desktop_settings import data_folder  # seldom needed

        env = await run(query(VOLATILE, "/v", "APPDATA"))
        values = keys(await printed(env, run)).values() if env.ok else ()
        roaming = next((v["APPDATA"] for v in values if "APPDATA" in v), "")
        moved = await aside(lambda: data_folder(measure, roaming), SECONDS) if roaming else ""
        return await measured(moved) if moved else truth

    def _truth(self, files: list[Vhdx], home: Home, here: str | None) -> DiskTruth:
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


async def printed(answer: Result, run: RunCommand) -> str:
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


def _registration(one: Registered, disk: Vhdx) -> Registration:
    return Registration(one.name, one.flavor, one.os_version, one.uid, disk)


def _distro(one: Registered, measure: Measure) -> Vhdx:
    if not one.wsl2:
        return Vhdx(one.name, one.folder, why="a distro of WSL 1 has no disk file")
    return measure.vhdx(one.name, one.path)


def _files(distros: Iterable[Registered], measure: Measure, moved: str) -> list[Vhdx]:
    """This blocks: it looks at files on the drives of Windows."""
    found = list(distros)
    data = list(_desktop({one.name: one for one in found}, measure, moved))
    known = [file for file in data if file.size is not None]
    return [*(_distro(one, measure) for one in found), *(known or data)[:1]]


def _desktop(by_name: Mapping[str, Registered], measure: Measure, moved: str) -> Iterator[Vhdx]:
    """Where Docker Desktop's data may be; long ago they were a distro of their own."""
    if DESKTOP in by_name:
        above = by_name[DESKTOP].folder.rpartition("\\")[0]
        for beside in BESIDE_DESKTOP:
            yield measure.vhdx(DESKTOP_DATA, f"{above}{beside}")
    if DESKTOP_OLD in by_name:
        yield measure.vhdx(DESKTOP_DATA, by_name[DESKTOP_OLD].path)
    for below in BELOW_MOVED if moved else ():
        yield measure.vhdx(DESKTOP_DATA, f"{moved}{below}")
