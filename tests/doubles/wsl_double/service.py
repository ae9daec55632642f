"""The Windows service behind wsl.exe: registrations, the default, what runs, what is locked."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress

from . import failures
from .records import Data, Distro, Lock
from .store import Store


def state_of(distro: Distro) -> str:
    """The state word that `-l -v` prints."""
    if distro["running"]:
        return "Running"
    if distro["registered"] == "Installed" and distro["lock"]:
        return distro["lock"]["state"]
    return "Stopped" if distro["registered"] == "Installed" else distro["registered"]


class Service:
    """One client's connection; to make it is where a stuck or refusing service shows."""

    def __init__(self, store: Store, connect: Callable[[], None]) -> None:
        connect()
        self._store = store

    def enumerate(self) -> list[Distro]:
        """Every registration in the order of the registry: by GUID."""
        return [each for each in ordered(self._store.read()) if each["name"]]

    def default(self) -> str | None:
        """The GUID of the default distro, if it is a valid one."""
        data = self._store.read()
        return data["default"] if by_guid(data, data["default"]) else None

    def find(self, name: str, *, installed: bool = True) -> str:
        """The GUID of an installed distro, or of any; names match without regard to case."""
        for distro in self.enumerate():
            fits = not installed or distro["registered"] == "Installed"
            if fits and distro["name"].lower() == name.lower():
                return distro["guid"]
        raise failures.distro_not_found()

    def set_default(self, guid: str) -> None:
        """Make it the default."""
        with self._store.change() as data:
            data["default"] = guid

    def terminate(self, guid: str) -> None:
        """Stop it; one that is stopped, or locked, stays as it is."""
        with self._store.change() as data:
            stop(data, guid)

    def shutdown(self) -> None:
        """Stop all distros and the VM."""
        with self._store.change() as data:
            for distro in data["distros"]:
                stop(data, distro["guid"])
                distro["attached_until"] = 0.0
            data["mounts"] = []

    def convert(self, guid: str, version: int, work: Callable[[float], None]) -> None:
        """Change the WSL version; `work` gets the seconds it takes, Converting meanwhile."""
        with self._store.change() as data:
            distro = known(data, guid)
            _check_conversion(data, distro, version)
            stop(data, guid)
            distro["lock"] = Lock(state="Converting", pid=os.getpid())
        refused = version == 1 and not data["wsl1_allowed"]
        if not refused:
            work(data["convert_seconds"])
        with self._store.change() as data:
            distro = known(data, guid)
            distro["lock"] = None
            if not refused:
                distro["version"] = version
        if refused:
            raise failures.named("wsl1-policy")

    def start(self, guid: str | None) -> Distro:
        """Make a distro run, the default for None, and hold it until `close_session`."""
        with self._store.change() as data:
            distro = by_guid(data, guid or data["default"])
            if distro is None:
                raise _nothing_to_start(guid)
            if distro["lock"] or distro["registered"] != "Installed":
                raise failures.busy(failures.START)
            if not distro["running"]:
                _check_start(data, distro)
            distro["running"], distro["idle_since"] = True, time.time()
            data["sessions"].append({"guid": distro["guid"], "client": os.getpid(), "child": 0})
        return distro

    def note_child(self, child: int) -> bool:
        """The process that ends when the distro is stopped; False where it has been already."""
        with self._store.change() as data:
            mine = [each for each in data["sessions"] if each["client"] == os.getpid()]
            for session in mine:
                session["child"] = child
        return bool(mine)

    def close_session(self, guid: str) -> bool:
        """Hold the distro no longer; False where it was stopped meanwhile."""
        with self._store.change() as data:
            known = len(data["sessions"])
            data["sessions"] = [s for s in data["sessions"] if s["client"] != os.getpid()]
            distro = by_guid(data, guid)
            if distro:
                distro["idle_since"] = time.time()
            return len(data["sessions"]) < known


def ordered(data: Data) -> list[Distro]:
    """As the registry lists them: by GUID."""
    return sorted(data["distros"], key=lambda distro: distro["guid"])


def by_guid(data: Data, guid: str | None) -> Distro | None:
    """The record, or None."""
    return next((distro for distro in data["distros"] if distro["guid"] == guid), None)


def known(data: Data, guid: str) -> Distro:
    """The record of a registered distro."""
    distro = by_guid(data, guid)
    if distro is None:
        raise failures.distro_not_found()
    return distro


def _nothing_to_start(guid: str | None) -> failures.WslFailure:
    if guid is None:
        return failures.no_distros()
    return failures.distro_not_found(f"{failures.START}/ReadDistroConfig")


def _check_conversion(data: Data, distro: Distro, version: int) -> None:
    if distro["version"] == version:
        raise failures.named("same-version")
    if not data["wsl1_component"]:
        raise failures.named("wsl1-component")
    if distro["lock"]:
        raise failures.busy()


def _check_start(data: Data, distro: Distro) -> None:
    fault = distro["fault"]
    if distro["version"] == 1 and not data["wsl1_allowed"]:
        fault = "wsl1-policy-start"
    elif distro["version"] == 2 and not data["virtualization"]:
        fault = "virtualization"
    if fault:
        disk = f"{distro['base_path']}\\{distro['vhd_file']}"
        raise failures.named(fault, distro["name"], disk)


def stop(data: Data, guid: str) -> None:
    """End what runs in a distro; the VM lets go of its disk a little later."""
    for session in data["sessions"]:
        if session["guid"] == guid and session["child"]:
            with suppress(ProcessLookupError):
                os.kill(session["child"], signal.SIGKILL)
    data["sessions"] = [each for each in data["sessions"] if each["guid"] != guid]
    distro = by_guid(data, guid)
    if distro:
        if distro["running"]:
            distro["attached_until"] = time.time() + data["detach_seconds"]
        distro["running"], distro["held"] = False, False
