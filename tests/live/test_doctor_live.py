"""The doctor on a real engine of this machine itself, and on what can be in an engine's place."""

from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX
from tests.live.test_cli_live import Wsltui
from tui.backends.docker import DockerBackend
from tui.checks.check import Finding
from tui.session.doctor.diagnose import diagnose
from tui.session.doctor.fixing import examined
from tui.session.opening import Options, open_session

SHIM = '#!/bin/sh\nexec setpriv --reuid=65534 --regid=65534 --clear-groups {} "$@"\n'


async def doctor(environ: dict[str, str], patience: float = 5.0) -> dict[str, Finding]:
    """What the doctor finds with this environment."""
    with patch.dict(os.environ, environ, clear=True):  # children inherit it
        return await _doctor(environ, patience)


async def _doctor(environ: dict[str, str], patience: float) -> dict[str, Finding]:
    session = open_session(Options(), environ)
    backend = session.backends["docker"]
    assert isinstance(backend, DockerBackend)
    backend._timeout = patience
    try:
        return {one.check.id: one for one in examined(await diagnose(session))}
    finally:
        await session.close()


@pytest.fixture
def environ(engine: PrivateEngine, tmp_path: Path) -> dict[str, str]:
    own = {"XDG_STATE_HOME": str(tmp_path / "state"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    return engine.environ | own


def test_a_native_engine_on_the_command_line(engine: PrivateEngine, tmp_path: Path) -> None:
    wsltui = Wsltui(engine.environ, tmp_path)
    found = {check["id"]: check for check in wsltui.json("doctor")["checks"]}
    version = engine.docker("version", "--format", "{{.Server.Version}}").stdout.strip()
    assert version in found["C8"]["found"]
    assert "Docker Engine" in found["C8"]["found"]
    for id_ in ("C5", "C8", "C9"):
        assert found[id_]["verdict"] == "good", found[id_]


async def test_no_permission(environ: dict[str, str], docker_cli: str, tmp_path: Path) -> None:
    """As another user, which only root can become."""
    shim = tmp_path / "bin/docker"
    shim.parent.mkdir()
    shim.write_text(SHIM.format(docker_cli))
    shim.chmod(0o755)
    environ["PATH"] = f"{shim.parent}:{environ['PATH']}"
    found = await doctor(environ)
    assert (found["C8"].verdict, found["C9"].verdict) == ("problem", "problem")
    assert any("usermod -aG" in step for step in found["C9"].judged.remedy)


@pytest.mark.parametrize(
    ("place", "said"),
    [("missing", "there is no"), ("file", "is no socket but a file"),
     ("directory", "is no socket but a directory")],
)  # fmt: skip
async def test_what_can_lie_in_the_place_of_the_socket(
    environ: dict[str, str], tmp_path: Path, place: str, said: str
) -> None:
    socket = tmp_path / "docker.sock"
    {"missing": lambda: None, "file": socket.touch, "directory": socket.mkdir}[place]()
    found = await doctor(environ | {"DOCKER_HOST": f"unix://{socket}"})
    assert found["C8"].verdict == "problem"
    assert found["C8"].judged.remedy
    judged = found["C9"].judged
    assert said in f"{judged.found} {judged.why}"
    assert judged.verdict == ("unchecked" if place == "missing" else "problem")


async def test_one_that_hangs_is_given_up(
    clean_engine: PrivateEngine, environ: dict[str, str]
) -> None:
    clean_engine.freeze()
    found = await doctor(environ, patience=0.6)
    assert "did not answer within 0.6 s" in found["C8"].judged.found
    assert found["C5"].verdict == "unchecked"
    clean_engine.thaw()
    assert (await doctor(environ))["C8"].verdict == "good"


@pytest.mark.parametrize("version", ["1.1", "9.99"])
async def test_versions_that_do_not_match(environ: dict[str, str], version: str) -> None:
    found = await doctor(environ | {"DOCKER_API_VERSION": version})
    assert found["C8"].verdict == "problem"
    assert "Docker says: client version" in found["C8"].judged.found


async def test_a_context_that_leads_nowhere_is_mended_by_choosing_the_default(
    environ: dict[str, str], tmp_path: Path
) -> None:
    config = tmp_path / "docker"
    config.mkdir()
    (config / "config.json").write_text('{"currentContext": "gone"}')
    environ = {k: v for k, v in environ.items() if k != "DOCKER_HOST"}
    environ["DOCKER_CONFIG"] = str(config)
    fix = (await doctor(environ))["C8"].judged.fix
    assert fix is not None
    assert fix.typed == "wsltui do context.use default"
    wsltui = Wsltui(environ, tmp_path)
    assert wsltui(*fix.typed.split()[1:]).returncode == 0
    judged = (await doctor(environ))["C8"].judged
    assert (judged.fix, "gone" in judged.found) == (None, False)


def test_engines_and_what_stands_out_on_a_real_engine(
    clean_engine: PrivateEngine, tmp_path: Path
) -> None:
    """Contexts as the real docker lists them, made the default, and a container to look at."""
    wsltui = Wsltui(clean_engine.environ, tmp_path)
    wsltui.environ["DOCKER_CONFIG"] = str(tmp_path / "docker")
    here = f"host=unix://{clean_engine.socket}"
    far = f"host=unix://{tmp_path}/none.sock"
    for name, host in (("mine", here), ("far", far)):
        done = clean_engine.docker(
            "--config", str(tmp_path / "docker"), "context", "create", name, "--docker", host
        )
        assert name in done.stdout
    clean_engine.docker(
        "create", "--privileged", "--name", "free", "--network", "none", BUSYBOX, "true"
    )  # fmt: skip
    rows = {row["name"]: row for row in wsltui.json("ls", "contexts")}
    assert (rows["mine"]["reachable"], rows["far"]["reachable"]) == (True, False)
    assert rows["mine"]["engine_id"] == rows["default"]["engine_id"]
    assert rows["far"]["why"]
    del wsltui.environ["DOCKER_HOST"]
    assert wsltui("do", "context.use", "mine", "--yes").returncode == 0
    rows = {row["name"]: row for row in wsltui.json("ls", "contexts")}
    assert (rows["mine"]["current"], rows["mine"]["used"]) == (True, True)
    security = {row["id"]: row for row in wsltui.json("ls", "security")}
    assert security["container:free"]["finding"] == "privileged (created)"
