"""Records what the docker CLIs of this machine print: `python -m tests.recorded.record`.

A private engine is filled with samples, then each kind is listed through each CLI, and every
command that the listing asks is kept with its bytes; so are those of an engine that is not there.
Recordings that were made by hand stay as they are. What names this machine is replaced.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import tomli_w

from tests.live.engine import PrivateEngine
from tests.live.machine import docker_clis, reason_unavailable
from tests.live.samples import make_samples
from tests.recorded import FOLDER, MANIFEST, Recording, not_started, recordings
from tests.recorded.odd import make_odd_ones
from tui.core.command import Command, Outcome, Result, docker
from tui.core.errors import WsltuiError
from tui.core.kind import Kind
from tui.kinds.builds import BUILD_CACHE
from tui.kinds.containers import CONTAINERS
from tui.kinds.images import IMAGES
from tui.kinds.networks import NETWORKS
from tui.kinds.system import SYSTEM
from tui.kinds.volumes import VOLUMES
from tui.session.ask import ask

NOWHERE = "unix:///var/run/absent.sock"
KINDS_OF_DOCKER: tuple[Kind[Any], ...] = (
    CONTAINERS, IMAGES, VOLUMES, NETWORKS, BUILD_CACHE, SYSTEM
)  # fmt: skip
OTHERS = (
    docker("ps", "-a", "--format", "json"),
    docker("container", "inspect", "--format", "{{json .Id}}", "scratchpad", "no-such-one"),
)


class Recorder:
    """Asks one CLI and keeps what it says. `names` maps what names this machine to other words."""

    def __init__(self, cli: str, env: Mapping[str, str], names: Mapping[str, str]) -> None:
        self.cli, self.env, self.names = cli, env, names
        self.kept: list[Recording] = []
        client = self.ask(docker("version", "--format", "{{.Client.Version}}")).text.strip()
        self.version = client.partition("+")[0]
        self.engine = self.ask(docker("version", "--format", "{{.Server.Version}}")).text.strip()

    def ask(self, command: Command) -> Result:
        argv = [self.cli, *command.argv[1:]]
        done = subprocess.run(argv, env=self.env, capture_output=True, timeout=60, check=False)
        outcome = Outcome.FAILED if done.returncode else Outcome.OK
        return Result(command, outcome, done.returncode, done.stdout, done.stderr)

    async def record(self, command: Command, folder: str) -> Result:
        if command.tool != "docker" or command.api:
            return not_started(command)
        result = self.ask(command)
        file = f"{folder}/{_file(command)}.txt"
        (FOLDER / folder).mkdir(exist_ok=True)
        (FOLDER / file).write_bytes(self._renamed(result.text).encode())
        said, code = self._renamed(result.error_text), result.code or 0
        version = f"{self.version}, engine {self.engine}"
        self.kept.append(Recording(file, "docker", version, command.argv, code, said))
        return result

    def _renamed(self, text: str) -> str:
        for name, other in self.names.items():
            text = text.replace(name, other)
        return text


def _file(command: Command) -> str:
    """`docker-image-ls`, `docker-image-ls-quiet`, `docker-ps-json`."""
    words = [word for word in command.argv[:3] if not word.startswith("-")]
    extra = [word for word in ("--quiet", "json", "no-such-one") if word in command.argv]
    return "-".join([*words, *(word.strip("-") for word in extra)])


async def record_all(recorder: Recorder, folder: str) -> None:
    for kind in KINDS_OF_DOCKER:
        try:
            await ask(kind.listing(), lambda command: recorder.record(command, folder))
        except WsltuiError as error:
            print(f"{folder}: {kind.id}: {error.sentence}")


def main() -> None:
    if reason := reason_unavailable():
        sys.exit(reason)
    kept = [recording for recording in recordings().values() if recording.made_from]
    with PrivateEngine() as engine:
        make_samples(engine)
        make_odd_ones(engine)
        names = _names(engine)
        for cli in docker_clis():
            recorder = Recorder(cli, engine.environ, names)
            folder = "docker-" + ".".join(recorder.version.split(".")[:2])
            shutil.rmtree(FOLDER / folder, ignore_errors=True)
            asyncio.run(record_all(recorder, folder))
            for command in OTHERS:
                asyncio.run(recorder.record(command, folder))
            recorder.env = {**engine.environ, "DOCKER_HOST": NOWHERE}
            shutil.rmtree(FOLDER / f"{folder}-down", ignore_errors=True)
            asyncio.run(record_all(recorder, f"{folder}-down"))
            kept += recorder.kept
    write(kept)


def _names(engine: PrivateEngine) -> dict[str, str]:
    release, host = os.uname().release, engine.get("/info")["Name"]
    return {
        str(engine.directory / "data"): "/var/lib/docker",
        str(engine.directory): "/run/engine",
        release: "6.6.87.2-1",
        f'"Name":"{host}"': '"Name":"docker-host"',
    }


def write(kept: list[Recording]) -> None:
    tables = [
        {name: value for name, value in asdict(recording).items() if value != ""}
        for recording in sorted(kept, key=lambda recording: recording.file)
    ]
    MANIFEST.write_text(tomli_w.dumps({"recording": tables}, multiline_strings=True))


if __name__ == "__main__":
    main()
