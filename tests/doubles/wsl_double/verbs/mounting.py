"""--mount and --unmount: disks of Windows lent to the VM."""

from __future__ import annotations

from .. import failures, texts, values, winfiles
from ..commandline import drop_word
from ..failures import SERVICE
from ..options import Options
from .context import Context

_OPTIONS = Options(
    frozenset({"--bare", "--vhd"}),
    frozenset({"--name", "--type", "--options", "--partition"}),
    {"b": "--bare", "n": "--name", "t": "--type", "o": "--options", "p": "--partition"},
    places=1,
)


def mount(run: Context) -> int:
    """Attach a disk and mount it; where Linux cannot, the exit code is 1."""
    found = run.parse(_OPTIONS)
    partition = str(values.integer(found.values.get("--partition", "0")))
    if not found.words:
        raise failures.InvalidUsage
    vhd, bare = "--vhd" in found.flags, "--bare" in found.flags
    disk = winfiles.full(found.words[0], run.data) if vhd else found.words[0]
    service = run.service()
    service.attach(disk, vhd=vhd, bare=bare)
    if bare:
        run.console.say(texts.SUCCESS)
        return 0
    name = _name(found.values.get("--name"), disk, partition)
    if run.data["mount_error"]:
        run.console.say(texts.MOUNT_FAILED.format(error=run.data["mount_error"], disk=disk))
        return 1
    service.mount(disk, partition, name)
    run.console.say(texts.MOUNTED.format(name=name, disk=disk))
    return 0


def unmount(run: Context) -> int:
    """The rest of the line is the disk; nothing there means all."""
    disk = drop_word(run.asked.line, run.asked.word).strip('"')
    service = run.service()
    full = winfiles.full(disk, run.data) if disk and winfiles.is_vhd(disk) else disk
    service.detach(full or None)
    run.console.say(texts.SUCCESS)
    return 0


def _name(given: str | None, disk: str, partition: str) -> str:
    if given is None:
        plain = "".join(c for c in disk if c.isascii() and c.isalnum())
        return plain if partition == "0" else f"{plain}p{partition}"
    if given in ("", ".", "..") or "/" in given:
        raise failures.service(
            texts.MOUNT_NAME_BAD, "WSL_E_VM_MODE_INVALID_MOUNT_NAME", f"{SERVICE}/MountDisk"
        )
    return given
