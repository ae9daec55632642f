"""--export: to a file, which it truncates first and deletes where it fails, or to stdout."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from .. import archive, failures, texts, winfiles
from ..failures import CLIENT, WslFailure
from ..options import Options
from ..progress import tell
from ..records import Distro
from .context import Context

_OPTIONS = Options(frozenset({"--vhd"}), frozenset({"--format"}), places=2)
_FORMATS = ("tar", "tar.gz", "tar.xz", "vhd")
_STDOUT = "-"


def run(run: Context) -> int:
    """Killed half-way it leaves what it has written."""
    found = run.parse(_OPTIONS)
    form = found.values.get("--format", "tar")
    if form not in _FORMATS:
        raise failures.incorrect_parameter()
    if "--vhd" in found.flags and form == "tar.gz":
        raise failures.InvalidUsage
    form = "vhd" if "--vhd" in found.flags else form
    name, file = [*found.words, "", ""][:2]
    if not file:
        raise failures.InvalidUsage
    if file == _STDOUT:
        _export(run, name, form, None, sys.stdout.fileno())
        return 0
    path = winfiles.linux(winfiles.full(file, run.data), run.data, CLIENT)
    _to_file(run, name, form, path)
    run.console.say(texts.SUCCESS)
    return 0


def _to_file(run: Context, name: str, form: str, path: Path) -> None:
    try:
        target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    except OSError as error:
        raise winfiles.refused(error, path, CLIENT) from None
    try:
        _export(run, name, form, str(path), target)
    except WslFailure:
        path.unlink(missing_ok=True)
        raise
    finally:
        os.close(target)


def _export(run: Context, name: str, form: str, file: str | None, target: int) -> None:
    def write(distro: Distro) -> None:
        size = distro["disk_bytes"] if form == "vhd" else distro["used_bytes"]
        paced = archive.Paced(target, size, run.data["export_seconds"], run.data["free_bytes"])
        tell(texts.EXPORTING, run.data["noise"])
        if form == "vhd":
            archive.write_vhd(paced, distro)
        else:
            archive.write_tar(paced, distro, form)

    service = run.service()
    service.export(service.find(name), form, file, write)
