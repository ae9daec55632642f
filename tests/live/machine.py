"""What this machine has for the live tests, and in one sentence what it lacks."""

import functools
import os
import shutil
import subprocess
from pathlib import Path

PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/local/sbin:/usr/sbin:/sbin"])
TOOLS = ("dockerd", "docker", "iptables", "ip", "unshare", "nsenter", "busybox")
NAMESPACES = ["unshare", "--net", "--mount", "--pid", "--fork"]


def docker_clis() -> list[str]:
    """Return every docker CLI on this machine once, the one that PATH prefers first."""
    found: dict[Path, str] = {}
    for directory in PATH.split(os.pathsep):
        path = Path(directory, "docker")
        if os.access(path, os.X_OK):
            found.setdefault(path.resolve(), str(path))
    return list(found.values())


@functools.cache
def reason_unavailable() -> str | None:
    """Say in one sentence why no private engine can be started here; None if it can."""
    if os.geteuid() != 0:
        return "Only root can start a private Docker Engine."
    missing = [tool for tool in TOOLS if not shutil.which(tool, path=PATH)]
    if missing:
        return f"Not installed: {', '.join(missing)}; `make test` as root installs them."
    if not _static(busybox()):
        return "busybox is not static; `make test` as root installs busybox-static."
    mount = ["mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    if subprocess.run([*NAMESPACES, *mount], capture_output=True, check=False).returncode:
        return "This root may not make namespaces and mounts (an unprivileged container?)."
    return None


def missing_ssh() -> str | None:
    """Say in one sentence what is missing for an engine behind ssh; None if all is there."""
    missing = [tool for tool in ("sshd", "ssh", "ssh-keygen") if not shutil.which(tool, path=PATH)]
    return f"Not installed: {', '.join(missing)}; `make test` as root does." if missing else None


def busybox() -> Path:
    """Return the path of the busybox that test images are made from."""
    return Path(shutil.which("busybox", path=PATH) or "busybox")


def _static(program: Path) -> bool:
    ldd = subprocess.run(["ldd", program], capture_output=True, text=True, check=False)
    said = ldd.stdout + ldd.stderr
    return "statically" in said or "not a dynamic" in said
