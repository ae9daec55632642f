"""A private podman that answers docker's own API, in namespaces and control groups of its own."""

from __future__ import annotations

import shutil

from tests.live.engine import EngineError, PrivateEngine
from tests.live.image import BUSYBOX, rootfs
from tests.live.machine import PATH

CONTAINERS_CONF = """\
[containers]
log_driver = "k8s-file"
[network]
network_backend = "cni"
network_config_dir = "{0}/networks"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
static_dir = "{0}/data/libpod"
tmp_dir = "{0}/tmp"
volume_path = "{0}/volumes"
"""
STORAGE_CONF = """\
[storage]
driver = "{1}"
graphroot = "{0}/data"
runroot = "{0}/run"
"""
# podman has no setting for the parent of its control groups: it gets a namespace of them, whose
# root is a group that the holder removes; addresses and locks of a podman of the host stay hidden
START = """\
if [ -e /sys/fs/cgroup/cgroup.procs ]; then set /sys/fs/cgroup; else set /sys/fs/cgroup/*; fi
for group; do
  [ ! -L "$group" ] || continue
  mkdir -p "$group/$NAME"
  for file in cpuset.cpus cpuset.mems; do
    [ ! -e "$group/$file" ] || cat "$group/$file" >"$group/$NAME/$file"
  done
  echo $$ >"$group/$NAME/cgroup.procs"
done
exec unshare --cgroup --mount --propagation private sh -ec "$INSIDE" sh "$@"
"""
INSIDE = """\
mkdir -p /var/lib/cni
for hidden in /var/lib/cni /dev/shm; do mount -t tmpfs tmpfs "$hidden"; done
for group; do
  [ -L "$group" ] || mount --bind "$group/$NAME" "$group"
done
if [ -e /sys/fs/cgroup/cgroup.subtree_control ]; then
  mkdir -p /sys/fs/cgroup/podman
  echo $$ >/sys/fs/cgroup/podman/cgroup.procs
  sed 's/ / +/g; s/^/+/' /sys/fs/cgroup/cgroup.controllers \\
    >/sys/fs/cgroup/cgroup.subtree_control || :
fi
exec podman system service --time 0 "unix://$DIRECTORY/docker.sock"
"""


def missing_podman() -> str | None:
    """Say in one sentence what is missing for a podman here; None if all is there."""
    missing = [tool for tool in ("podman", "runc", "conmon") if not shutil.which(tool, path=PATH)]
    return f"Not installed: {', '.join(missing)}; `make test` as root does." if missing else None


class PrivatePodman(PrivateEngine):
    """One `podman system service` that this process owns, as it owns a PrivateEngine."""

    daemon = "podman"
    before = frozenset({"env", "unshare", "sh"})
    drivers = ("overlay", "vfs")

    def _argv(self, driver: str) -> list[str]:
        told = {"DIRECTORY": str(self.directory), "NAME": self.directory.name, "INSIDE": INSIDE}
        for name, text in (("CONTAINERS", CONTAINERS_CONF), ("CONTAINERS_STORAGE", STORAGE_CONF)):
            path = self.directory / f"{name.lower()}.conf"
            path.write_text(text.format(self.directory, driver))
            told[f"{name}_CONF"] = str(path)
        return ["env", *(f"{name}={value}" for name, value in told.items()), "sh", "-ec", START]


def import_busybox(engine: PrivatePodman, name: str = BUSYBOX, *more: str) -> None:
    """Make the image of the live tests: podman imports what docker would build.

    `more` are lines of a Dockerfile, which make it an image of its own.
    """
    archive = engine.directory / "rootfs.tar"
    archive.write_bytes(rootfs()["rootfs.tar"])
    changes = ("ENV PATH=/bin", "STOPSIGNAL SIGKILL", 'CMD ["/bin/sh"]', *more)
    engine.docker("import", *(f"--change={one}" for one in changes), str(archive), name)
    archive.unlink()
    if not engine.get("/images/json"):
        raise EngineError("podman imported no image")
