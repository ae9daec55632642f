"""The part of the service that reads, moves, resizes and lends out virtual disks."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable

from . import failures, texts, winfiles
from .failures import ATTACH, DETACH, MOVE, SERVICE, WslFailure
from .records import Data, Distro, Lock, Mount
from .registrar import Registrar
from .service import known, stop


class Disks(Registrar):
    """The whole service."""

    def export(
        self, guid: str, form: str, file: str | None, write: Callable[[Distro], None]
    ) -> None:
        """Stop it and hand out its files, or its disk; `file` is the target where it is one."""
        with self._store.change() as data:
            distro = known(data, guid)
            _check_export(data, distro, form)
            stop(data, guid)
            distro["lock"] = Lock(state="Exporting", pid=os.getpid())
        try:
            _check_source(data, distro, form, file)
            write(distro)
        except OSError as error:
            raise winfiles.refused(error, None, SERVICE) from None
        finally:
            self._unlock(guid)

    def move(self, guid: str, directory: str) -> None:
        """Put its disk into another directory. All other clients wait meanwhile."""
        with self._store.change() as data:
            distro = known(data, guid)
            if distro["running"]:
                raise failures.disk_in_use(MOVE)
            if distro["lock"]:
                raise failures.busy(MOVE)
            if any(winfiles.same(each["base_path"], directory) for each in data["distros"]):
                raise failures.service(texts.PLACE_TAKEN, "ERROR_FILE_EXISTS", MOVE)
            if distro["version"] == 1:
                raise failures.service(texts.NOT_IMPLEMENTED, "E_NOTIMPL", MOVE)
            if _attached(distro):
                raise failures.service(texts.SHARING_VIOLATION, "ERROR_SHARING_VIOLATION", MOVE)
            time.sleep(data["move_seconds"])
            _move_file(data, distro, directory)
            distro["base_path"] = directory

    def resize(self, guid: str, size: int) -> None:
        """Change how far its disk may grow."""
        with self._store.change() as data:
            distro = known(data, guid)
            if distro["version"] == 1:
                raise failures.wsl2_needed()
            if distro["lock"]:
                raise failures.busy()
            if _attached(distro):
                raise failures.disk_in_use()
            if not winfiles.disk_there(distro, data):
                raise failures.service(texts.FILE_NOT_FOUND, "ERROR_FILE_NOT_FOUND")
            _resize_files(distro, size)
            distro["limit_bytes"] = size

    def set_sparse(self, guid: str, *, sparse: bool, allow_unsafe: bool) -> None:
        """Whether its disk gives room back to Windows."""
        with self._store.change() as data:
            distro = known(data, guid)
            if distro["version"] == 1:
                raise failures.service(texts.SPARSE_WSL2_ONLY, "WSL_E_VM_MODE_INVALID_STATE")
            if sparse and not allow_unsafe:
                raise failures.service(texts.SPARSE_DISABLED, "E_INVALIDARG")
            if distro["running"]:
                raise failures.disk_in_use()
            if distro["lock"]:
                raise failures.busy()
            if _attached(distro):
                raise failures.service(texts.VHD_IN_USE, "ERROR_SHARING_VIOLATION")
            distro["sparse"] = sparse

    def set_default_uid(self, guid: str, uid: int) -> None:
        """Who a shell belongs to; where that changes, the distro is stopped."""
        with self._store.change() as data:
            distro = known(data, guid)
            if distro["default_uid"] != uid:
                distro["default_uid"] = uid
                stop(data, guid)

    def attach(self, disk: str, *, vhd: bool, bare: bool) -> None:
        """Lend a disk to the VM; one that is there already may be mounted once more."""
        with self._store.change() as data:
            if all(each["version"] == 1 for each in data["distros"]):
                raise failures.wsl2_needed(ATTACH)
            if not vhd and not data["elevated"]:
                raise failures.service(
                    texts.MOUNT_NEEDS_ADMIN, "WSL_E_ELEVATION_NEEDED_TO_MOUNT_DISK", ATTACH
                )
            if _mounted(data, disk) is None:
                if vhd:
                    _check_there(data, disk)
                data["mounts"].append({"disk": disk, "vhd": vhd, "names": {}})
            elif bare:
                said = texts.DISK_ATTACHED.format("" if vhd else disk)
                raise failures.service(said, "WSL_E_DISK_ALREADY_ATTACHED", ATTACH)

    def mount(self, disk: str, partition: str, name: str) -> None:
        """Mount a partition of a disk that the VM has."""
        context = f"{SERVICE}/MountDisk"
        with self._store.change() as data:
            lent = _mounted(data, disk)
            if lent is None or partition in lent["names"]:
                raise failures.service(texts.VOLUME_MOUNTED, "WSL_E_DISK_ALREADY_MOUNTED", context)
            if any(name in each["names"].values() for each in data["mounts"]):
                raise failures.service(
                    texts.MOUNT_NAME_TAKEN, "WSL_E_VM_MODE_MOUNT_NAME_ALREADY_EXISTS", context
                )
            lent["names"][partition] = name

    def detach(self, disk: str | None) -> None:
        """Take one disk from the VM, or all that were lent to it."""
        with self._store.change() as data:
            gone = [each for each in data["mounts"] if disk is None or _same_disk(each, disk)]
            if disk is not None and not gone:
                raise failures.service(texts.FILE_NOT_FOUND, "ERROR_FILE_NOT_FOUND", DETACH)
            data["mounts"] = [each for each in data["mounts"] if each not in gone]

    def _unlock(self, guid: str) -> None:
        with self._store.change() as data:
            known(data, guid)["lock"] = None


def _attached(distro: Distro) -> bool:
    return distro["running"] or distro["attached_until"] > time.time()


def _check_export(data: Data, distro: Distro, form: str) -> None:
    if distro["version"] == 1 and form == "vhd":
        raise failures.wsl2_needed()
    if distro["version"] == 1 and not data["wsl1_component"]:
        raise failures.named("wsl1-component")
    if distro["lock"]:
        raise failures.busy()


def _check_source(data: Data, distro: Distro, form: str, file: str | None) -> None:
    if form == "vhd":
        suffix = distro["vhd_file"][distro["vhd_file"].rfind(".") :]
        if file is not None and not file.lower().endswith(suffix.lower()):
            raise failures.service(texts.EXTENSION.format(suffix), "WSL_E_EXPORT_FAILED")
        if distro["fault"] == "disk-missing" or not winfiles.disk_there(distro, data):
            raise failures.service(texts.FILE_NOT_FOUND, "ERROR_FILE_NOT_FOUND")
        if _attached(distro):
            raise failures.named("disk-busy")
    elif distro["fault"] and distro["version"] == 2:
        disk = f"{distro['base_path']}\\{distro['vhd_file']}"
        said = failures.named(distro["fault"], distro["name"], disk)
        code = (said.code or "").replace("CreateInstance/", "")
        raise WslFailure(said.message, code)


def _move_file(data: Data, distro: Distro, directory: str) -> None:
    target = winfiles.linux(directory, data, MOVE) / distro["vhd_file"]
    source = winfiles.disk(distro, data)
    if source is None or not winfiles.drive_exists(source, data):
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            raise failures.service(texts.ALREADY_EXISTS, "ERROR_ALREADY_EXISTS", MOVE)
        shutil.move(source, target)
    except OSError as error:
        raise winfiles.refused(error, source, MOVE) from None


def _resize_files(distro: Distro, size: int) -> None:
    """What e2fsck and resize2fs say passes through as it is: LF, UTF-8, on stderr."""
    sys.stderr.write("e2fsck 1.47.0 (5-Feb-2023)\nPass 1: Checking inodes, blocks, and sizes\n")
    blocks, smallest = size // 4096, -(-distro["used_bytes"] // 4096)
    if size < distro["used_bytes"]:
        sys.stderr.write(f"resize2fs: New size smaller than minimum ({smallest})\n\n")
        raise failures.service(texts.RESIZE_FAILED, "E_FAIL")
    sys.stderr.write(f"The filesystem on /dev/sdd is now {blocks} (4k) blocks long.\n\n")


def _mounted(data: Data, disk: str) -> Mount | None:
    return next((each for each in data["mounts"] if _same_disk(each, disk)), None)


def _same_disk(mount: Mount, disk: str) -> bool:
    return winfiles.same(mount["disk"], disk)


def _check_there(data: Data, disk: str) -> None:
    context = f"{ATTACH}/MountDisk/HCS"
    path = winfiles.linux(disk, data, context)
    if not path.is_file():
        there = path.parent.is_dir()
        text = texts.FILE_NOT_FOUND if there else texts.PATH_NOT_FOUND
        name = "ERROR_FILE_NOT_FOUND" if there else "ERROR_PATH_NOT_FOUND"
        raise failures.service(texts.DISK_NOT_ATTACHED.format(disk, text), name, context)
