"""A distro with Docker Desktop, made of files and doubles, that `wsltui doctor` looks at."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.doubles.wsl_double.state import World
from tests.unit.cli_world import Ran, Text
from tests.unit.fake_machine import FakeMachine
from tui.backends.base import Backend
from tui.backends.docker import DockerBackend
from tui.backends.endpoint import Endpoint
from tui.backends.looking import MachineLook
from tui.backends.windows import WindowsBackend, WindowsDisk
from tui.backends.wsl import WslBackend
from tui.cli.main import run
from tui.cli.output import Output
from tui.cli.parsing import parse
from tui.core.command import Command, Outcome, Result
from tui.core.settings import Settings
from tui.kinds import KINDS
from tui.run.journal import Journal
from tui.run.runner import Runner
from tui.session.opening import Options
from tui.session.session import Session

HERE, SOCKET = "Ubuntu-24.04", "var/run/docker.sock"
TOOLS = "mnt/wsl/docker-desktop/cli-tools/usr/bin/docker"
PROFILE = "mnt/c/Users/dev"
STORE = f"{PROFILE}/AppData/Roaming/Docker/settings-store.json"
DATA = f"{PROFILE}/AppData/Local/Docker/wsl/disk/docker_data.vhdx"
VERSION = {
    "Client": {"Version": "29.4.2"},
    "Server": {"Version": "29.4.2", "Os": "linux", "Platform": {"Name": "Docker Desktop 4.76.0"}},
}
INFO = {"DockerRootDir": "/var/lib/docker", "OSType": "linux", "NCPU": 8}
REGISTRY = {
    r"HKEY_CURRENT_USER\Volatile Environment": {
        "USERPROFILE": ("REG_SZ", r"C:\Users\dev"),
        "APPDATA": ("REG_SZ", r"C:\Users\dev\AppData\Roaming"),
    },
    r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion": {
        "CurrentBuildNumber": ("REG_SZ", "26100"),
        "InstallationType": ("REG_SZ", "Client"),
    },
}


@dataclass
class Clinic:
    """Healthy at first; `env` is what the session knows of the environment."""

    machine: FakeMachine
    world: World
    env: dict[str, str] = field(default_factory=dict)
    patience: float = 5.0
    journal: Journal = field(default_factory=Journal)

    def __post_init__(self) -> None:
        root = self.machine.wsl().root
        self.env = {**os.environ, "WSL_DISTRO_NAME": HERE, **self.env}
        self.env.pop("WSLTUI_WSL_EXE", None)
        self.search(root / "usr/bin")
        self.world.set(registry=REGISTRY).wsl("2.7.11.0")
        self.machine.write("proc/stat", "cpu 1 2 3\nbtime 2000000000\n")
        self.machine.write("proc/meminfo", "MemTotal: 16000000 kB\nMemAvailable: 9000000 kB\n")
        self.machine.write("proc/net/tcp", "  sl  local_address rem_address   st\n")
        self.machine.write(f"{PROFILE}/.wslconfig", "[wsl2]\nmemory=8GB\n")
        self.settings(IntegratedWslDistros=[HERE.lower()])
        os.truncate(self.machine.write(DATA), 20_000_000)
        self.engine("Docker Desktop")
        (root / "usr/bin").mkdir(parents=True)
        (root / "usr/bin/docker").symlink_to(root / TOOLS)
        self.socket()

    def settings(self, text: str | None = None, **values: object) -> None:
        """What is in the settings file of Docker Desktop."""
        self.machine.write(STORE, json.dumps(values) if text is None else text)

    def engine(self, system: str, path: str = TOOLS) -> None:
        """A docker command whose engine calls its system so."""
        info = json.dumps({**INFO, "OperatingSystem": system})
        self.machine.program(
            path,
            f"case $1 in version) echo '{json.dumps(VERSION)}';; info) echo '{info}';; esac",
        )

    def says(self, words: str) -> None:
        """The docker command fails with these words."""
        self.machine.program(TOOLS, f"echo '{words}' >&2; exit 1")

    def socket(self) -> None:
        place = self.machine.root / SOCKET
        place.parent.mkdir(parents=True, exist_ok=True)
        os.mknod(place, stat.S_IFSOCK | 0o660)
        place.chmod(0o660)

    def search(self, *folders: Path) -> None:
        """PATH: these, and then what has no docker of the real machine."""
        real = os.environ["PATH"].split(os.pathsep)
        rest = (folder for folder in real if not Path(folder, "docker").exists())
        self.env["PATH"] = os.pathsep.join([*map(str, folders), *rest])

    def ran(self) -> list[str]:
        """What was started, as one would type it."""
        return [entry.typed for entry in self.journal.entries]

    def path(self, path: str) -> Path:
        return self.machine.root / path

    def doctor(self, *words: str, tty: bool = False) -> Ran:
        """`wsltui doctor WORDS…`."""
        streams = Text(tty=tty), Text(tty=tty), Text(tty=tty)
        code = run(parse(["doctor", *words]), Output(*streams, env={}), self.open)
        return Ran(code, streams[0].getvalue(), streams[1].getvalue())

    def checks(self) -> dict[str, Any]:
        """Each check by its id, as JSON has it."""
        return {check["id"]: check for check in self.doctor("--json").json["checks"]}

    def verdicts(self) -> dict[str, str]:
        """Those that are not good."""
        found = ((id_, check["verdict"]) for id_, check in self.checks().items())
        return {id_: verdict for id_, verdict in found if verdict != "good"}

    def open(self, _options: Options) -> Session:
        places, env = self.machine.places, self.env
        endpoint = Endpoint("default", f"unix:///{SOCKET}", "default")
        wsl = WslBackend(env, places=places, timeout=self.patience)
        docker = DockerBackend(endpoint, env, places=places, timeout=self.patience)
        backends: dict[str, Backend] = {
            "docker": docker,
            "wsl": wsl,
            "windows": WindowsBackend(wsl),
        }
        runner = Runner(self.journal)
        runner.api = _usage

        async def locate(_run: object) -> str | None:
            return env.get("WSL_DISTRO_NAME")

        session = Session(KINDS, backends, runner, Settings(), locate=locate)
        session.disk = WindowsDisk(env, local=True, places=places)
        session.look = lambda: MachineLook(env, endpoint, places)
        return session


async def _usage(command: Command) -> Result:
    """How the engine measures itself."""
    told = {"LayersSize": 19_000_000, "Images": [], "Containers": [], "Volumes": []}
    return Result(command, Outcome.OK, 200, json.dumps(told).encode())
