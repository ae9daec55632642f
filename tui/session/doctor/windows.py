"""What programs of Windows tell the doctor: one at a time, and none after it hung."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.backends.windows import VOLATILE, printed, query
from tui.backends.wsl_errors import error_code
from tui.core import parse
from tui.core.command import Command, Outcome, Result
from tui.core.facts import Listed, Maybe, Unknown, Windows, Wsl
from tui.core.registry import Values, keys
from tui.kinds.distro_listing import VERBOSE, parse_verbose
from tui.kinds.wsl_facts import STATUS, default_version

if TYPE_CHECKING:
    from tui.session.session import Session

SECONDS = 5.0
RELEASE = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
FIRMWARE = "aka.ms/enablevirtualization"
"""The address is in what wsl.exe says of it, in every language."""
NOT_WSL = Unknown("this machine is not WSL")


class WindowsLane:
    """Asks, and keeps what was told; everything is unknown until then."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._hung: dict[str, Result] = {}
        self.reachable: bool = False
        self.wsl = Wsl(NOT_WSL, NOT_WSL, NOT_WSL)
        self.windows: Maybe[Windows] = NOT_WSL
        self.folders: Maybe[tuple[str, str]] = NOT_WSL

    async def ask(self) -> None:
        """Nothing of this starts a distro or the VM."""
        health = await self._session.probe("wsl")
        if not health.up:
            why = Unknown(health.reason.rstrip("."))
            self.wsl, self.windows, self.folders = Wsl(why, why, why), why, why
            return
        self.reachable = True
        version = health.facts.get("wsl_version") or Unknown("wsl.exe tells no version")
        self.folders = _folders(await self._values(VOLATILE))
        self.windows = _windows(await self._values(RELEASE))
        self.wsl = await self._wsl(version)

    async def run(self, command: Command) -> Result:
        """What the program says; that it hung, where it did so before."""
        program = command.argv[0]
        if program in self._hung:
            return replace(self._hung[program], command=command)
        limit = min(SECONDS, command.timeout or SECONDS)
        result = await self._session.execute(replace(command, timeout=limit))
        if result.outcome is Outcome.TIMEOUT:
            self._hung[program] = result
        return result

    async def _wsl(self, version: Maybe[str]) -> Wsl:
        listed, status = await self.run(VERBOSE), await self.run(STATUS)
        default = default_version(status.text) if status.ok else None
        return Wsl(
            version,
            _distros(listed),
            default if default is not None else _why(status),
            _code(listed) or _code(status),
            FIRMWARE in status.text + listed.text,
        )

    async def _values(self, key: str) -> Maybe[Values]:
        """The values of a key of the registry, names in upper case."""
        answer = await self.run(query(key))
        if not answer.ok:
            return _why(answer)
        found: dict[str, str] = {}
        for values in keys(await printed(answer, self.run)).values():
            found = {**{name.upper(): value for name, value in values.items()}, **found}
        return found


def _folders(values: Maybe[Values]) -> Maybe[tuple[str, str]]:
    if isinstance(values, Unknown):
        return values
    profile, roaming = values.get("USERPROFILE"), values.get("APPDATA")
    if not profile or not roaming:
        return Unknown("the registry does not name the folders of the user of Windows")
    return profile, roaming


def _windows(values: Maybe[Values]) -> Maybe[Windows]:
    if isinstance(values, Unknown):
        return values
    build = values.get("CURRENTBUILDNUMBER", "")
    if not build.isdecimal():
        return Unknown("the registry does not name the build of Windows")
    return Windows(int(build), values.get("INSTALLATIONTYPE", "").lower().startswith("server"))


def _distros(listed: Result) -> Maybe[tuple[Listed, ...]]:
    if not listed.ok:
        return _why(listed)
    try:
        rows = parse_verbose(listed.text)
    except parse.Garbled:
        return Unknown("what `wsl.exe -l -v` said cannot be read")
    return tuple(Listed(row.name, row.version, row.default, row.owner) for row in rows)


def _code(result: Result) -> str:
    failed = result.outcome is Outcome.FAILED
    return (error_code(result) or "") if failed else ""


def _why(result: Result) -> Unknown:
    typed = result.command.typed()
    if result.outcome is Outcome.TIMEOUT:
        return Unknown(f"{result.command.argv[0]} did not answer within {SECONDS:g} s")
    said = parse.clean(result.last_words(1)).rstrip(".")
    return Unknown(f"`{typed}` did not tell ({result.outcome}): {said or 'it said nothing'}")
