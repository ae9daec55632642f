"""BuildKit builds for the live tests: only a CLI of before 23.0 does them without buildx."""

from __future__ import annotations

import functools
import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.live.engine import EngineError, PrivateEngine
from tests.live.machine import docker_clis

LAST_WITHOUT_BUILDX = 22


@functools.cache
def old_cli() -> str | None:
    """The path of such a CLI, if this machine has one."""
    for cli in docker_clis():
        said = subprocess.run([cli, "--version"], capture_output=True, text=True, check=True)
        version = re.search(r"version (\d+)\.", said.stdout)
        if version and int(version[1]) <= LAST_WITHOUT_BUILDX:
            return cli
    return None


def build(
    engine: PrivateEngine, dockerfile: str, files: Mapping[str, str], tag: str | None = None
) -> None:
    """Build, which leaves entries in the build cache; without a tag the image is removed again."""
    with tempfile.TemporaryDirectory() as folder:
        for name, said in {"Dockerfile": dockerfile, **files}.items():
            Path(folder, name).write_text(said)
        argv = [old_cli() or "docker", "build", "--quiet", *(["--tag", tag] if tag else []), folder]
        done = subprocess.run(
            argv, env=engine.environ | {"DOCKER_BUILDKIT": "1"}, capture_output=True, text=True,
            timeout=50, check=False,
        )  # fmt: skip
    if done.returncode:
        raise EngineError(f"{' '.join(argv)}: {done.stderr[-1000:]}")
    if tag is None:
        engine.docker("image", "rm", "--force", done.stdout.strip())
