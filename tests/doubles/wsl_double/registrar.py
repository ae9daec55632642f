"""The part of the service that brings distros into being and takes them away."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Callable
from typing import NamedTuple

from . import defaults, failures, texts, winfiles
from .archive import Contents
from .failures import REGISTER, SERVICE, WslFailure
from .records import Data, Distro, Lock
from .service import Service, known, ordered, stop

_NAME = re.compile(r"[a-zA-Z0-9._-]{1,256}")
_SMALLEST_DISK = 2 * defaults.MIB


class Wanted(NamedTuple):
    """A distro to be. `version` 0 = the default one; `vhd` is the source where that is a disk."""

    name: str | None
    version: int = 0
    directory: str | None = None
    vhd: str | None = None
    size: int = 0
    fixed: bool = False
    modern: bool = False


class Registrar(Service):
    """Registers, takes in place and unregisters, in the order in which the service checks."""

    def register(self, wanted: Wanted, fill: Callable[[Data], Contents]) -> Distro:
        """Installing until `fill` has put its files there; gone again where that fails."""
        if wanted.name is not None:
            _check_name(wanted.name)
        with self._store.change() as data:
            fresh = _planned(wanted, data)
            data["distros"].append(fresh)
        try:
            _make_disk(fresh, wanted, data)
        except WslFailure:
            self._forget(fresh, data, files=False)
            raise
        try:
            contents = _checked(fill(data), wanted)
            return self._install(fresh, contents)
        except WslFailure:
            self._forget(fresh, data, files=True)
            raise

    def take_in_place(self, name: str, path: str) -> None:
        """Register a virtual disk where it lies; always WSL 2."""
        _check_name(name)
        if not winfiles.is_vhd(path):
            raise failures.service(texts.INCORRECT_PARAMETER, "E_INVALIDARG", REGISTER)
        directory, _, file = path.rpartition("\\")
        with self._store.change() as data:
            _check_free(data, name, directory)
            fresh = _blank(name, 2)
            fresh["base_path"], fresh["vhd_file"] = directory, file
            size = winfiles.linux(path, data, REGISTER).stat().st_size
            fresh["disk_bytes"] = size
            fresh.update({"registered": "Installed", "lock": None, "modern": True})
            data["distros"].append(fresh)
            data["default"] = data["default"] or fresh["guid"]

    def unregister(self, guid: str) -> None:
        """Stop it, delete its disk, forget it; the first one left becomes the default."""
        with self._store.change() as data:
            distro = known(data, guid)
            if distro["lock"]:
                raise failures.busy(f"{SERVICE}/UnregisterDistro")
            stop(data, guid)
            data["distros"].remove(distro)
            left = [d["guid"] for d in ordered(data) if d["registered"] == "Installed"]
            if data["default"] == guid:
                data["default"] = left[0] if left else None
            winfiles.drop_disk(distro, data)

    def _install(self, fresh: Distro, contents: Contents) -> Distro:
        with self._store.change() as data:
            distro = known(data, fresh["guid"])
            if not distro["name"]:
                _check_name(contents.name)
                _check_free(data, contents.name, None)
                distro["name"] = contents.name
            distro["registered"], distro["lock"] = "Installed", None
            distro["flavor"], distro["os_version"] = contents.flavor, contents.version
            distro["used_bytes"] = contents.size
            distro["disk_bytes"] = max(distro["disk_bytes"], contents.size + defaults.MIB)
            data["default"] = data["default"] or distro["guid"]
            winfiles.put_disk(distro, data)
        return distro

    def _forget(self, fresh: Distro, data: Data, *, files: bool) -> None:
        with self._store.change() as data:
            data["distros"] = [d for d in data["distros"] if d["guid"] != fresh["guid"]]
        if files:
            winfiles.drop_disk(fresh, data)


def _planned(wanted: Wanted, data: Data) -> Distro:
    version = wanted.version or data["default_version"]
    if version == 1 and (wanted.vhd or wanted.fixed):
        raise failures.wsl2_needed(REGISTER)
    if version == 1 and not data["wsl1_component"]:
        raise failures.service(texts.WSL1_NOT_SUPPORTED, "WSL_E_WSL1_NOT_SUPPORTED", REGISTER)
    fresh = _blank(wanted.name or "", version)
    fresh["base_path"] = wanted.directory or fresh["base_path"]
    _check_free(data, wanted.name, fresh["base_path"])
    if wanted.vhd is not None:
        if not winfiles.is_vhd(wanted.vhd):
            raise failures.service(texts.EXTENSIONS, "WSL_E_IMPORT_FAILED", REGISTER)
        fresh["vhd_file"] = wanted.vhd.rpartition("\\")[2]
    fresh["modern"] = wanted.modern
    fresh["limit_bytes"] = wanted.size or defaults.TIB
    fresh["disk_bytes"] = wanted.size if wanted.fixed else _SMALLEST_DISK
    return fresh


def _blank(name: str, version: int) -> Distro:
    fresh = defaults.distro(name, "{" + str(uuid.uuid4()) + "}", version=version)
    fresh["registered"] = "Installing"
    fresh["lock"] = Lock(state="Installing", pid=os.getpid())
    fresh["default_uid"] = 0
    return fresh


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or name.lower() == "legacy":
        raise failures.service(texts.BAD_NAME.format(name), "E_INVALIDARG", REGISTER)


def _check_free(data: Data, name: str | None, directory: str | None) -> None:
    for other in ordered(data):
        if name is not None and other["name"].lower() == name.lower():
            if other["registered"] == "Installed":
                raise failures.service(texts.NAME_TAKEN, "ERROR_ALREADY_EXISTS", REGISTER)
            raise failures.busy(REGISTER)
        if directory is not None and winfiles.same(other["base_path"], directory):
            raise failures.service(texts.PLACE_TAKEN, "ERROR_FILE_EXISTS", REGISTER)


def _make_disk(fresh: Distro, wanted: Wanted, data: Data) -> None:
    path = winfiles.disk(fresh, data)
    if path is None or not winfiles.drive_exists(path, data):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("xb").close()
    except FileExistsError:
        name = f"{fresh['base_path']}\\{fresh['vhd_file']}"
        plain = texts.FILE_EXISTS
        said = plain if wanted.vhd else texts.DISK_NOT_CREATED.format(name, plain)
        raise failures.service(said, "ERROR_FILE_EXISTS", REGISTER) from None
    except OSError as error:
        raise winfiles.refused(error, path, REGISTER) from None


def _checked(contents: Contents, wanted: Wanted) -> Contents:
    if not contents.read:
        raise failures.named("import-failed")
    if not contents.distro:
        raise failures.service(texts.NOT_A_DISTRO, "WSL_E_NOT_A_LINUX_DISTRO", REGISTER)
    if wanted.name is None and not contents.name:
        raise failures.service(texts.NAME_NEEDED, "WSL_E_DISTRIBUTION_NAME_NEEDED", REGISTER)
    return contents
