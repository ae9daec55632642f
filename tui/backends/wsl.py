"""`wsl.exe`: where it is, how a program of Windows is started from Linux, and why it may not be."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tui.backends import wsl_causes
from tui.backends.aside import aside
from tui.backends.base import RunCommand
from tui.backends.places import Interop, Places, exists, on_path
from tui.core import parse
from tui.core.command import Command, Mode, Outcome, Result, wsl
from tui.core.health import Cause, Health, down

VARIABLE = "WSLTUI_WSL_EXE"
SETTING = "wsl.exe in the config"
WINDOWS = frozenset({"wsl.exe", "explorer.exe", "wt.exe", "code"})
"""What is started on the Windows side; all but wsl.exe are found on PATH."""
NEW_SHARE, OLD_SHARE = "\\\\wsl.localhost\\", "\\\\wsl$\\"
_FOLDERS = (
    "Windows/System32",
    "Windows/System32/WindowsPowerShell/v1.0",
    "Program Files/WSL",
)
TRIED = "WSLTUI_INTEROP_TRIED"
"""The sockets that a command was tried with before, so that none is tried twice."""
_VERSION = re.compile(r"\d+(?:\.\d+)+(?:-[\w.+-]+)?")
_SHARE = re.compile(r"^\\\\(?:wsl\.localhost|wsl\$)\\([^\\]+)\\", re.IGNORECASE)


class WslBackend:
    """The tool `wsl`. `env` is the environment that its commands inherit.

    `program` is the wsl.exe that the config names; `timeout` is that of the probe, in seconds.
    """

    tool = "wsl"

    def __init__(
        self,
        env: Mapping[str, str],
        *,
        program: str | None = None,
        places: Places | None = None,
        timeout: float = 10.0,
    ) -> None:
        self._env = env
        self._chosen = program
        self._places = places or Places()
        self._timeout = timeout
        self._program: str | None = None
        self._cwd = "/"
        self._socket: str | None = None

    async def probe(self, run: RunCommand) -> Health:
        """`wsl.exe --version`, which does not even ask the WSL service."""
        try:
            health = await aside(self._look, self._timeout)
        except TimeoutError:
            return wsl_causes.drives_hung(self._timeout)
        if health is not None:
            return health
        result = await run(self.prepare(wsl("--version", timeout=self._timeout)))
        while retry := self.again(result):
            result = await run(retry)
        if result.outcome is Outcome.TIMEOUT:
            return wsl_causes.hung(self._timeout)
        return self.explain(result) or version_health(result)

    def prepare(self, command: Command) -> Command:
        """Raises Unavailable where there is no wsl.exe. Preparing twice changes nothing."""
        if not command.argv or command.program is not None:
            return command
        overrides = self._overrides()
        if command.argv[0] in WINDOWS:
            if self._program is None and (health := self._look()):
                raise health.error()
            program = self._program if command.argv[0] == "wsl.exe" else None
            argv = tuple(self._shared(word) for word in command.argv)
            command = replace(command, argv=argv, program=program, cwd=command.cwd or self._cwd)
        elif command.argv[0].endswith(".exe"):
            command = replace(command, program=self._other(command.argv[0]), cwd=self._cwd)
        return command.with_env({**overrides, **dict(command.env)})

    def again(self, result: Result) -> Command | None:
        """The same command through the next socket to Windows, where nobody was at the last one.

        Never after a time-out: the program may have started. The last socket that was handed
        out is the one that later commands use.
        """
        if not wsl_causes.never_started(result):
            return None
        env = dict(result.command.env)
        used = env.get("WSL_INTEROP") or self._env.get("WSL_INTEROP", "")
        tried = [socket for socket in (*env.get(TRIED, "").split(os.pathsep), used) if socket]
        left = (socket for socket in self._places.sockets() if socket not in tried)
        self._socket = next(left, None)
        if self._socket is None:
            return None
        changes = {"WSL_INTEROP": self._socket, TRIED: os.pathsep.join(tried)}
        return result.command.with_env(changes)

    def explain(self, result: Result) -> Health | None:
        """Also a read that timed out: all reads of wsl.exe are quick when the service lives."""
        command = result.command
        if command.argv[:1] != ("wsl.exe",):
            return None
        if result.outcome is Outcome.TIMEOUT:
            patient = command.mutates or command.mode is not Mode.CAPTURED
            return None if patient else wsl_causes.hung(command.timeout)
        if result.outcome is Outcome.NOT_STARTED:
            self._program = None
        return wsl_causes.explain_result(result)

    def _look(self) -> Health | None:
        """Find the program and a directory to start it in; the reason where there is none."""
        named = self._env.get(VARIABLE)
        if not named:
            if not self._places.in_wsl(self._env):
                return wsl_causes.NOT_IN_WSL
            interop = self._places.interop()
            if interop in (Interop.MISSING, Interop.DISABLED):
                return wsl_causes.interop_off(interop)
        chosen, by = (named, VARIABLE) if named else (self._chosen, SETTING)
        found = self._found(chosen)
        if found is None:
            self._program = None
            return wsl_causes.not_there(by, chosen) if chosen else wsl_causes.NOT_FOUND
        self._program, self._cwd = str(found), self._directory(found)
        return None

    def _found(self, chosen: str | None) -> Path | None:
        """A program of that name or path; without one, wsl.exe wherever it usually is."""
        programs = on_path(chosen or "wsl.exe", self._env)
        first = next((path for path in programs if os.access(path, os.X_OK)), None)
        usual = Path(chosen) if chosen else self._places.wsl_exe()
        found = first or (usual if usual and exists(usual) else None)
        return found.absolute() if found else None

    def _other(self, name: str) -> str:
        """Another program of Windows, by its full path. Raises Unavailable."""
        if self._program is None and (health := self._look()):
            raise health.error()
        beside = Path(self._program or "").parent / name
        usual = (drive / folder / name for folder in _FOLDERS for drive in self._places.drives())
        places = (*on_path(name, self._env), beside, *usual)
        found = next((path for path in places if os.access(path, os.X_OK)), None)
        if found is None:
            raise wsl_causes.no_program(name).error()
        return str(found.absolute())

    def _shared(self, word: str) -> str:
        """The share of a distro by the name that this Windows knows: `wsl$` before `localhost`.

        The WSL that has a directory of its own among the programs knows both; before it
        `wsl.localhost` is there in some releases of Windows, `wsl$` in all.
        """
        rest = word.removeprefix(NEW_SHARE)
        drives = self._places.drives()
        known = not drives or any(exists(drive / "Program Files/WSL") for drive in drives)
        return word if known or rest == word else f"{OLD_SHARE}{rest}"

    def _directory(self, program: Path) -> str:
        """A drive of Windows: from a directory of Linux every start may take ten seconds."""
        drives = self._places.drives()
        own = [drive for drive in drives if program.is_relative_to(drive)]
        return str((own or drives or [Path("/")])[0])

    def _overrides(self) -> dict[str, str]:
        passed = self._env.get("WSLENV", "").split(":")
        others = [name for name in passed if name and name.partition("/")[0] != "WSL_UTF8"]
        values = {
            "WSL_UTF8": "1",
            "WSLENV": ":".join(["WSL_UTF8", *dict.fromkeys(others)]),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
        }
        return values if self._socket is None else {**values, "WSL_INTEROP": self._socket}


async def current_distro(env: Mapping[str, str], run: RunCommand) -> str | None:
    """The distro this runs in, as WSL spells it; None outside WSL. `run` takes the command as is.

    The variable is gone under sudo and in services; then the share of `/` tells.
    """
    if name := env.get("WSL_DISTRO_NAME"):
        return name
    result = await run(Command("wsl", ("wslpath", "-w", "/"), timeout=5.0))
    match = _SHARE.match(result.text.strip()) if result.ok else None
    return match[1] if match else None


def version_health(result: Result) -> Health:
    """UP with wsl_version and kernel_version; by the order of lines, for labels are translated.

    A wsl.exe that came with Windows knows no --version: it is up, its wsl_version is "inbox".
    """
    versions = list(_versions(result.text))
    if result.ok and versions:
        named = zip(("wsl_version", "kernel_version"), versions, strict=False)
        return Health(up=True, facts=dict(named))
    said = result.text.strip()
    if "--version" in said and len(said.splitlines()) > 1:
        return Health(up=True, facts={"wsl_version": "inbox"})
    words = result.last_words() or "nothing"
    sentence = f"`wsl.exe --version` gave no version. It said: {words}"
    path = result.command.spawned()[0]
    return down(Cause.FAILED, sentence, f"See whether {path} is the wsl.exe of Windows.")


def _versions(text: str) -> Iterator[str]:
    """The version at the end of each line that has one after a label."""
    for line in parse.clean_lines(text).splitlines():
        _, mark, value = line.replace("：", ":").rpartition(":")
        if mark and (match := _VERSION.fullmatch(value.strip())):
            yield match[0]
