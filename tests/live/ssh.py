"""A private ssh server on this machine that leads to an engine, and what a client needs for it."""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Self

from tests.live.engine import EngineError, PrivateEngine
from tests.live.machine import PATH

KEY = ["-q", "-t", "ed25519", "-N", ""]
SERVER = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {directory}/host
PidFile none
AuthorizedKeysFile {directory}/client.pub
StrictModes no
UsePAM no
PasswordAuthentication no
SetEnv DOCKER_HOST={host} PATH={path}
"""
CLIENT = """\
Host far
  HostName 127.0.0.1
  Port {port}
  User {user}
  IdentityFile {directory}/client
  IdentitiesOnly yes
  BatchMode yes
  StrictHostKeyChecking no
  UserKnownHostsFile /dev/null
  LogLevel ERROR
"""


class SshServer:
    """`env` is what makes `docker` reach the engine as ssh://far, by a wrapper of ssh."""

    def __init__(self, engine: PrivateEngine, directory: Path) -> None:
        self._engine, self._directory = engine, directory
        self._sshd: subprocess.Popen[bytes] | None = None

    @property
    def env(self) -> dict[str, str]:
        path = f"{self._directory / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return {**self._engine.env, "DOCKER_HOST": "ssh://far", "PATH": path}

    def __enter__(self) -> Self:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        for name in ("host", "client"):
            subprocess.run(["ssh-keygen", *KEY, "-f", str(self._directory / name)], check=True)
        self._write(port)
        Path("/run/sshd").mkdir(exist_ok=True)
        sshd = shutil.which("sshd", path=PATH)
        assert sshd is not None
        words = [sshd, "-D", "-e", "-f", str(self._directory / "sshd_config")]
        self._sshd = subprocess.Popen(words, stderr=subprocess.DEVNULL)
        self._wait(port)
        return self

    def __exit__(self, *_: object) -> None:
        if self._sshd is not None:
            self._sshd.terminate()
            self._sshd.wait(10)

    def _write(self, port: int) -> None:
        known = {"port": port, "directory": self._directory, "user": getpass.getuser()}
        host = self._engine.env["DOCKER_HOST"]
        config = SERVER.format(**known, host=host, path=os.environ["PATH"])
        (self._directory / "sshd_config").write_text(config)
        (self._directory / "ssh_config").write_text(CLIENT.format(**known))
        wrapper = self._directory / "bin" / "ssh"
        wrapper.parent.mkdir()
        real = shutil.which("ssh")
        wrapper.write_text(f'#!/bin/sh\nexec {real} -F {self._directory}/ssh_config "$@"\n')
        wrapper.chmod(0o755)

    def _wait(self, port: int) -> None:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return
            time.sleep(0.02)
        raise EngineError("sshd did not start")
