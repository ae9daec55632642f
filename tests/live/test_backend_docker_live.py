"""The docker command against a real engine, with each CLI: up, down, hung, contexts, wrong TLS."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from tests.live.engine import PrivateEngine
from tui.backends.contexts import EndpointError
from tui.backends.docker import DockerBackend
from tui.backends.endpoint import Endpoint, resolve_endpoint
from tui.core.command import Outcome, docker
from tui.core.health import Cause, Health
from tui.run.transport import Processes

run = Processes().run


class Bench:
    """This engine through one CLI, with a docker config of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, config: Path) -> None:
        self.monkeypatch, self.config = monkeypatch, config

    def backend(self, option: str | None = None, seconds: float = 10) -> DockerBackend:
        return DockerBackend(self.endpoint(option), os.environ, timeout=seconds)

    def endpoint(self, option: str | None = None) -> Endpoint:
        return resolve_endpoint(option, os.environ)

    async def probe(self, option: str | None = None, seconds: float = 10) -> Health:
        return await self.backend(option, seconds).probe(run)

    async def docker(self, *words: str) -> str:
        result = await run(self.backend().prepare(docker(*words)))
        assert result.ok, result.last_words()
        return result.text

    def host(self, host: str | None) -> None:
        if host is None:
            self.monkeypatch.delenv("DOCKER_HOST", raising=False)
        else:
            self.monkeypatch.setenv("DOCKER_HOST", host)


@pytest.fixture
def bench(
    engine: PrivateEngine, docker_cli: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Bench:
    for name in [name for name in os.environ if name.startswith("DOCKER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    monkeypatch.setenv("DOCKER_HOST", f"unix://{engine.socket}")
    monkeypatch.setenv("PATH", f"{Path(docker_cli).parent}:{os.environ['PATH']}")
    return Bench(monkeypatch, tmp_path)


async def test_up(bench: Bench, engine: PrivateEngine, docker_cli: str) -> None:
    health = await bench.probe()
    assert (health.up, health.cause) == (True, None)
    version = engine.get("/version")
    assert health.facts["server_version"] == version["Version"]
    assert health.facts["api_version"] == version["ApiVersion"]
    assert health.facts["os_type"] == "linux"
    assert health.facts["context"] == "default"
    assert health.facts["client_version"] in engine.docker("--version", cli=docker_cli).stdout
    assert await bench.backend().engine_id(run) == engine.get("/info")["ID"]


async def test_hung_and_back(bench: Bench, clean_engine: PrivateEngine) -> None:
    clean_engine.freeze()
    health = await bench.probe(seconds=0.7)
    assert health.cause is Cause.HUNG
    clean_engine.thaw()
    assert (await bench.probe()).up


async def test_killed_and_back(bench: Bench, clean_engine: PrivateEngine) -> None:
    clean_engine.kill()
    health = await bench.probe()
    assert health.cause is Cause.NOT_RUNNING
    assert "client_version" in health.facts
    backend = bench.backend()
    explained = backend.explain(await run(backend.prepare(docker("ps"))))
    assert explained is not None
    assert explained.cause is Cause.NOT_RUNNING
    clean_engine.restart()
    assert (await bench.probe()).up


async def test_killed_under_a_stream(bench: Bench, clean_engine: PrivateEngine) -> None:
    backend = bench.backend()
    following = asyncio.create_task(run(backend.prepare(docker("events", timeout=20))))
    await bench.docker("network", "ls")
    clean_engine.kill()
    result = await following
    assert result.outcome is Outcome.FAILED
    explained = backend.explain(result)
    assert explained is not None
    assert explained.cause is Cause.NOT_RUNNING


async def test_a_socket_that_may_not_be_used(
    bench: Bench, engine: PrivateEngine, docker_cli: str
) -> None:
    """As another user, which only root can become."""
    argv = ["setpriv", "--reuid=65534", "--clear-groups", docker_cli, "version"]
    process = await asyncio.create_subprocess_exec(
        *argv, stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL
    )
    _, words = await process.communicate()
    program = bench.config / "bin" / "docker"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ncat >&2 <<'EOF'\n{words.decode()}\nEOF\nexit 1\n")
    program.chmod(0o755)
    bench.monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    assert (await bench.probe()).cause is Cause.NO_PERMISSION


@pytest.mark.parametrize(
    ("host", "cause"),
    [
        ("unix:///nowhere/docker.sock", Cause.NOT_RUNNING),
        ("unix:///etc/passwd", Cause.NOT_RUNNING),
        ("unix:///etc", Cause.NOT_RUNNING),
        ("tcp://127.0.0.1:1", Cause.NOT_RUNNING),
        ("127.0.0.1:1", Cause.NOT_RUNNING),
        ("npipe:////./pipe/docker_engine", Cause.MISCONFIGURED),
    ],
)
async def test_hosts_that_lead_nowhere(bench: Bench, host: str, cause: Cause) -> None:
    bench.host(host)
    health = await bench.probe()
    assert health.cause is cause, health
    assert health.remedy


@pytest.mark.parametrize(
    ("name", "value", "cause"),
    [
        ("DOCKER_API_VERSION", "9.99", Cause.TOO_OLD),
        ("DOCKER_API_VERSION", "1.1", Cause.TOO_OLD),
        ("DOCKER_TLS_VERIFY", "1", Cause.MISCONFIGURED),
    ],
)
async def test_variables_that_spoil_it(bench: Bench, name: str, value: str, cause: Cause) -> None:
    bench.monkeypatch.setenv(name, value)
    assert (await bench.probe()).cause is cause


async def test_every_way_of_choosing_agrees_with_the_cli(
    bench: Bench, engine: PrivateEngine
) -> None:
    here = f"unix://{engine.socket}"
    await bench.docker("context", "create", "shop", "--docker", f"host={here}")
    await bench.docker("context", "create", "lost", "--docker", "host=unix:///nowhere.sock")

    async def agreed(option: str | None = None) -> bool:
        """Whether the CLI reaches the engine; it must, where the endpoint says so."""
        up = (await bench.probe(option)).up
        assert up == (bench.endpoint(option).host == here)
        return up

    assert await agreed()
    assert not await agreed("lost")
    bench.host(None)
    assert await agreed("shop")
    bench.monkeypatch.setenv("DOCKER_CONTEXT", "shop")
    assert await agreed()
    await bench.docker("context", "use", "lost")
    assert await agreed()
    bench.monkeypatch.delenv("DOCKER_CONTEXT")
    assert not await agreed()
    await bench.docker("context", "use", "shop")
    assert bench.endpoint().source == "currentContext"
    assert await agreed()
    bench.host(here)
    assert await agreed("default")


async def test_a_context_that_is_unknown_to_both(bench: Bench) -> None:
    bench.host(None)
    bench.monkeypatch.setenv("DOCKER_CONTEXT", "nosuch")
    backend = DockerBackend(Endpoint("default", "unix:///x", "default"), os.environ)
    assert (await backend.probe(run)).cause is Cause.MISCONFIGURED
    with pytest.raises(EndpointError, match="nosuch"):
        bench.endpoint()


async def test_a_broken_config_warns_and_works_in_both(bench: Bench) -> None:
    (bench.config / "config.json").write_text('{"currentContext":\n,}')
    assert "line 2" in bench.endpoint().warning or bench.endpoint().source == "DOCKER_HOST"
    assert (await bench.probe()).up
    bench.host(None)
    assert "line 2" in bench.endpoint().warning
