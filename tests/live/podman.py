"""A private podman behind a socket that speaks docker's API; its files vanish with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Self

from tests.live.engine import wait_until
from tests.live.machine import PATH

CONTAINERS = """\
[engine]
runtime="runc"
cgroup_manager="cgroupfs"
events_logger="file"
[containers]
default_ulimits=["nofile=1024:1024","nproc=1024:1024"]
[network]
network_config_dir="{0}/networks"
"""
STORAGE = '[storage]\ndriver="vfs"\ngraphroot="{0}/root"\nrunroot="{0}/run"\n'


def missing_podman() -> str | None:
    """Say in one sentence what is missing; None if all is there."""
    missing = [tool for tool in ("podman", "runc", "conmon") if not shutil.which(tool, path=PATH)]
    return f"Not installed: {', '.join(missing)}; `make test` as root does." if missing else None


class PrivatePodman:
    """`environ` is for whoever shall see only this engine."""

    def __enter__(self) -> Self:
        self._kept = tempfile.TemporaryDirectory(prefix="wsltui-podman-")
        here = Path(self._kept.name)
        (here / "containers.conf").write_text(CONTAINERS.format(here))
        (here / "storage.conf").write_text(STORAGE.format(here))
        (here / "client").mkdir()
        own = {"CONTAINERS_CONF": f"{here}/containers.conf", "PATH": PATH,
               "CONTAINERS_STORAGE_CONF": f"{here}/storage.conf"}  # fmt: skip
        socket = here / "p.sock"
        service = ("system", "service", "-t", "0", f"unix://{socket}")
        self._service = subprocess.Popen(
            ["podman", "--tmpdir", f"{here}/tmp", *service], env=os.environ | own,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        host = {"DOCKER_HOST": f"unix://{socket}", "DOCKER_CONFIG": f"{here}/client"}
        self.environ = os.environ | {"PATH": PATH} | host
        wait_until(socket.exists, 20, "podman answers")
        return self

    def __exit__(self, *_: object) -> None:
        self._service.terminate()
        self._service.wait(20)
        self._kept.cleanup()

    def docker(self, *words: str, given: bytes = b"") -> str:
        """What the docker command prints of it."""
        done = subprocess.run(
            ["docker", *words], env=self.environ, input=given, capture_output=True, check=True
        )
        return done.stdout.decode()
