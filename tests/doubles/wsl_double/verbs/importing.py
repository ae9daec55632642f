"""--import and --import-in-place."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from .. import archive, failures, texts, values, winfiles
from ..archive import Contents
from ..commandline import split
from ..failures import CLIENT, REGISTER, WslFailure
from ..options import Options
from ..progress import tell
from ..records import Data
from ..registrar import Wanted
from .context import Context

_OPTIONS = Options(frozenset({"--vhd"}), frozenset({"--version"}), places=3)
STDIN = "-"
_NOT_AN_ARCHIVE = "bsdtar: Error opening archive: Unrecognized archive format"


def run(run: Context) -> int:
    """Register what an archive or a virtual disk holds, in a directory of its own."""
    found = run.parse(_OPTIONS)
    version = values.version(found.values["--version"]) if "--version" in found.values else 0
    name, directory, file = [*found.words, "", "", ""][:3]
    if not (name and directory and file):
        raise failures.incorrect_parameter()
    place = winfiles.full(directory, run.data)
    made = _make_directory(place, run.data)
    vhd = winfiles.full(file, run.data) if "--vhd" in found.flags else None
    try:
        if file != STDIN and not vhd and winfiles.is_vhd(file):
            raise WslFailure(texts.LOOKS_LIKE_VHD)
        with open_source(file, run.data) as source:
            wanted = Wanted(name, version, place, vhd if file != STDIN else None)
            run.service().register(wanted, lambda data: fill(source, data, vhd=vhd is not None))
    except WslFailure:
        if made:
            with suppress(OSError):
                made.rmdir()
        raise
    run.console.say(texts.SUCCESS)
    return 0


def in_place(run: Context) -> int:
    """Register a virtual disk where it lies."""
    words = split(run.asked.line)[1:]
    if len(words) != 2:
        raise failures.InvalidUsage
    path = winfiles.full(words[1], run.data)
    if not winfiles.linux(path, run.data, CLIENT).is_file():
        raise WslFailure(texts.FILE_NOT_FOUND, f"{CLIENT}/ERROR_FILE_NOT_FOUND")
    run.service().take_in_place(words[0], path)
    run.console.say(texts.SUCCESS)
    return 0


def open_source(file: str, data: Data) -> IO[bytes]:
    """The archive, or stdin for `-`."""
    if file == STDIN:
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    path = winfiles.linux(winfiles.full(file, data), data, CLIENT)
    try:
        return path.open("rb")
    except OSError as error:
        raise winfiles.refused(error, path, CLIENT) from None


def fill(source: IO[bytes], data: Data, *, vhd: bool) -> Contents:
    """Read all of it and take the time that the world says; no room is a failure."""
    tell(texts.IMPORTING, data["noise"])
    contents = _disk(source) if vhd else archive.read_tar(source)
    time.sleep(data["import_seconds"])
    free = data["free_bytes"]
    if free is not None and contents.size > free:
        if vhd:
            raise failures.service(texts.DISK_FULL, "ERROR_DISK_FULL", REGISTER)
        tell("", ["bsdtar: ./var/data: Write failed", "bsdtar: Error exit delayed"])
        raise failures.named("import-failed")
    if not contents.read:
        tell("", [_NOT_AN_ARCHIVE])
    return contents


def _disk(source: IO[bytes]) -> Contents:
    size = sum(len(block) for block in iter(lambda: source.read(1 << 20), b""))
    return Contents(read=True, distro=True, size=size)


def _make_directory(place: str, data: Data) -> Path | None:
    """Made by the client, one level deep, before anything else; None where it was there."""
    path = winfiles.linux(place, data, CLIENT)
    try:
        path.mkdir()
    except FileExistsError:
        return None
    except OSError as error:
        raise winfiles.refused(error, path, CLIENT) from None
    return path
