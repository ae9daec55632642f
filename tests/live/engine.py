"""A private, real Docker Engine in its own network, mount and pid namespaces."""

import contextlib
import http.client
import json
import os
import select
import shlex
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

import psutil

from tests.live.machine import PATH

HOLDER = Path(__file__).with_name("holder.py")


class EngineError(Exception):
    """The private engine, or a call to it, failed; the text says how."""


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Return as soon as `condition` holds; raise EngineError naming `what` after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise EngineError(f"not within {seconds:g} s: {what}")
        time.sleep(0.02)


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: Path, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = str(path)

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class PrivateEngine:
    """One dockerd that this process owns: when the process ends, the engine and its files do too.

    `options` are daemon.json settings, such as {"live-restore": True}. The unix socket answers from
    outside; published ports answer only inside (`netns_run`).
    """

    daemon = "dockerd"
    before: frozenset[str] = frozenset()
    """What the process is called until it is the daemon."""
    drivers: tuple[str, ...] = ("overlay2", "vfs")

    def __init__(self, options: Mapping[str, object] | None = None) -> None:
        self.directory = Path()
        self._options = dict(options or {})
        self._holder: subprocess.Popen[str] | None = None

    @property
    def socket(self) -> Path:
        return self.directory / "docker.sock"

    @property
    def env(self) -> dict[str, str]:
        """What points a docker client at this engine and at no config of the user."""
        host, config = f"unix://{self.socket}", str(self.directory / "client")
        return {"DOCKER_HOST": host, "DOCKER_CONFIG": config, "LC_ALL": "C.UTF-8"}

    @property
    def environ(self) -> dict[str, str]:
        """The environment of this process, with `env` in place of its own DOCKER_ variables."""
        ours = {key: value for key, value in os.environ.items() if not key.startswith("DOCKER_")}
        return ours | self.env | {"PATH": PATH}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it and wait until it answers; vfs stands in where overlay2 cannot work."""
        try:
            if not any(map(self._try, self.drivers)):
                raise EngineError(f"{self.daemon} did not start:\n{self._log()[-4000:]}")
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the engine with all containers, and remove its files; a second call does nothing."""
        if self._holder is None:
            return
        holder, self._holder = self._holder, None
        for stream in (holder.stdin, holder.stdout):
            if stream:
                stream.close()
        holder.wait(timeout=120)

    def kill(self) -> None:
        """SIGKILL to dockerd alone: shims and containers live on, the socket file stays."""
        self._running().kill()
        wait_until(lambda: self._dockerd() is None, 10, "dockerd gone after SIGKILL")

    def restart(self) -> None:
        """End dockerd if it runs (SIGTERM, as a service would) and start it again."""
        if dockerd := self._dockerd():
            dockerd.resume()
            dockerd.terminate()
            wait_until(lambda: self._dockerd() is None, 30, "dockerd gone after SIGTERM")
        (self.directory / "dockerd.pid").unlink(missing_ok=True)
        if not self._launch():
            raise EngineError("dockerd did not come back")

    def freeze(self) -> None:
        """SIGSTOP: the socket still accepts, and nothing ever answers."""
        dockerd = self._running()
        dockerd.suspend()
        wait_until(lambda: dockerd.status() == psutil.STATUS_STOPPED, 5, "dockerd stopped")

    def thaw(self) -> None:
        """SIGCONT: it answers again, also what was asked while it stood still."""
        self._running().resume()

    def ping(self, timeout: float = 1) -> None:
        """Ask for a sign of life; raises OSError (TimeoutError when hung) if there is none."""
        self.api("GET", "/_ping", timeout=timeout)

    def is_up(self) -> bool:
        try:
            self.ping()
        except (OSError, EngineError, http.client.HTTPException):
            return False
        return True

    def api(self, method: str, path: str, body: object = None, timeout: float = 10) -> str:
        """Make one Engine API call; bytes are sent as a tar archive, all else as JSON."""
        tar = isinstance(body, bytes)
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        kind = {"Content-Type": "application/x-tar" if tar else "application/json"}
        with contextlib.closing(_UnixConnection(self.socket, timeout)) as connection:
            connection.request(method, path, data, kind)
            response = connection.getresponse()
            text = response.read().decode()
        if response.status >= 400:
            raise EngineError(f"{method} {path}: {response.status} {text}")
        return text

    def get(self, path: str) -> Any:
        """Read one Engine API address, as decoded JSON."""
        return json.loads(self.api("GET", path))

    def docker(
        self,
        *args: str,
        cli: str = "docker",
        check: bool = True,
        timeout: float = 30,
        stdin: str = "",
    ) -> subprocess.CompletedProcess[str]:
        """Run `docker ARGS…` against this engine; with `check` a failure is an EngineError."""
        return self._run([cli, *args], check=check, timeout=timeout, stdin=stdin)

    def netns_run(
        self, *argv: str, check: bool = True, timeout: float = 30, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run a program where the engine's networks are: published ports answer there."""
        inside = ["nsenter", "--target", str(self._init().pid), "--net", "--"]
        return self._run([*inside, *argv], check=check, timeout=timeout, stdin=stdin)

    def _run(
        self, argv: list[str], *, check: bool, timeout: float, stdin: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            argv,
            input=stdin,
            capture_output=True,
            text=True,
            env=self.environ,
            timeout=timeout,
            check=False,
        )
        if check and done.returncode:
            raise EngineError(f"{shlex.join(argv)}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def _try(self, driver: str) -> bool:
        self.stop()
        self._open(driver)
        return self._launch()

    def _log(self) -> str:
        return (self.directory / "dockerd.log").read_text(errors="replace")

    def _open(self, driver: str) -> None:
        """Make the directory and the namespaces; the engine itself is not started yet."""
        self.directory = Path(tempfile.mkdtemp(prefix="wsltui-engine-"))
        (self.directory / "client").mkdir()
        self._holder = subprocess.Popen(
            [sys.executable, str(HOLDER), "outside", str(self.directory), *self._argv(driver)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=self.environ,
            start_new_session=True,
        )
        self._expect("ready")

    def _argv(self, driver: str) -> list[str]:
        """Write the config of the engine; return what starts it."""
        config = self.directory / "daemon.json"
        config.write_text(json.dumps(self._config(driver)))
        return [self.daemon, "--config-file", str(config)]

    def _config(self, driver: str) -> dict[str, object]:
        return {
            "hosts": [f"unix://{self.socket}"],
            "group": "root",
            "data-root": str(self.directory / "data"),
            "exec-root": str(self.directory / "exec"),
            "pidfile": str(self.directory / "dockerd.pid"),
            "storage-driver": driver,
            "cgroup-parent": f"/{self.directory.name}",
            "exec-opts": ["native.cgroupdriver=cgroupfs"],
            "shutdown-timeout": 2,
        } | self._options

    def _launch(self) -> bool:
        """Start dockerd in the open namespaces; False if it ended before it ever answered."""
        if self._holder is None or self._holder.stdin is None:
            raise EngineError("the private engine is not open")
        self._holder.stdin.write("start\n")
        self._holder.stdin.flush()
        self._expect("started")
        wait_until(lambda: self.is_up() or not self._dockerd(), 30, "dockerd answers")
        return self._dockerd() is not None

    def _expect(self, word: str) -> None:
        stdout = self._holder.stdout if self._holder else None
        if stdout is None or not select.select([stdout], [], [], 20)[0]:
            raise EngineError(f"the holder of the namespaces never said {word!r}")
        if (line := stdout.readline().strip()) != word:
            raise EngineError(f"the holder of the namespaces said {line!r}, not {word!r}")

    def _init(self) -> psutil.Process:
        """Pid 1 of the namespaces: the child of unshare, the child of the holder."""
        if self._holder is None:
            raise EngineError("the private engine is not running")
        unshare = psutil.Process(self._holder.pid).children()[0]
        return unshare.children()[0]

    def _running(self) -> psutil.Process:
        dockerd = self._dockerd()
        if dockerd is None:
            raise EngineError("dockerd is not running")
        return dockerd

    def _dockerd(self) -> psutil.Process | None:
        for child in self._init().children():
            with contextlib.suppress(psutil.NoSuchProcess):  # it ended while we looked
                if child.name() in {self.daemon, *self.before}:
                    return child
        return None
