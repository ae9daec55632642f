"""The archives of distros: real tar files, written as slowly as a test wants, and read back."""

from __future__ import annotations

import errno
import io
import os
import tarfile
import time
from collections.abc import Iterator
from typing import IO, NamedTuple

from .records import Distro

_BLOCK = 16 * 1024
_MODES = {"tar": "w|", "tar.gz": "w|gz", "tar.xz": "w|xz"}
VHDX_MARK = b"vhdxfile"


class Contents(NamedTuple):
    """What an archive tells of itself; `read` False = it is none."""

    read: bool
    distro: bool = False
    name: str = ""
    flavor: str = ""
    version: str = ""
    size: int = 0


class Paced(io.RawIOBase):
    """A file that takes `seconds` for `total` bytes, and has room for so many and no more."""

    def __init__(self, descriptor: int, total: int, seconds: float, room: int | None) -> None:
        self._descriptor, self._room = descriptor, room
        self._pace = seconds / max(total, 1)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        view = memoryview(data)
        for start in range(0, len(view), _BLOCK):
            self._block(view[start : start + _BLOCK])
        return len(view)

    def _block(self, block: memoryview) -> None:
        full = self._room is not None and len(block) > self._room
        part = block[: self._room] if full else block
        time.sleep(self._pace * len(part))
        while part:
            part = part[os.write(self._descriptor, part) :]
        if full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if self._room is not None:
            self._room -= len(block)


def write_tar(target: Paced, distro: Distro, form: str) -> None:
    """The files of a distro; `form` is tar, tar.gz or tar.xz."""
    whole: IO[bytes] = target  # type: ignore[assignment]
    with tarfile.open(fileobj=whole, mode=_MODES[form]) as tar:  # type: ignore[call-overload]
        for name, body in _files(distro):
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(body), 0o644
            tar.addfile(member, io.BytesIO(body))


def _files(distro: Distro) -> Iterator[tuple[str, bytes]]:
    release = f'ID={distro["flavor"]}\nVERSION_ID="{distro["os_version"]}"\n'
    yield "./bin/sh", b""
    if distro["flavor"]:
        yield "./etc/os-release", release.encode()
    if distro["modern"]:
        yield "./etc/wsl-distribution.conf", f"[oobe]\ndefaultName = {distro['name']}\n".encode()
    yield "./var/data", os.urandom(distro["used_bytes"])


def write_vhd(target: Paced, distro: Distro) -> None:
    """The virtual disk, as many bytes as it has."""
    target.write(VHDX_MARK[: distro["disk_bytes"]])
    left = distro["disk_bytes"] - len(VHDX_MARK)
    while left > 0:
        target.write(bytes(min(left, _BLOCK)))
        left -= _BLOCK


def read_tar(source: IO[bytes]) -> Contents:
    """What is in it. Compressed or not; an empty one is an archive without a distro."""
    found: dict[str, str] = {}
    seen, size = False, 0
    try:
        with tarfile.open(fileobj=source, mode="r|*") as tar:
            for member in tar:
                path = member.name.removeprefix("./").lstrip("/")
                seen |= path == "etc" or path.startswith("etc/") or path == "bin/sh"
                size += member.size
                if path in ("etc/os-release", "etc/wsl-distribution.conf"):
                    file = tar.extractfile(member)
                    found |= _settings(file.read().decode() if file else "")
    except (tarfile.TarError, EOFError, OSError) as error:
        if not (isinstance(error, tarfile.ReadError) and "empty" in str(error)):
            return Contents(read=False)
    name, flavor, version = (found.get(key, "") for key in ("defaultName", "ID", "VERSION_ID"))
    return Contents(True, seen, name, flavor, version, size)


def _settings(text: str) -> dict[str, str]:
    pairs = (line.partition("=") for line in text.splitlines() if "=" in line)
    return {key.strip(): value.strip().strip('"') for key, _, value in pairs}
