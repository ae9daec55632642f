"""Engines for the live tests: one shared per worker, one full of samples, and how to empty it."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from zlib import crc32

import pytest

from tests.live.engine import EngineError, PrivateEngine
from tests.live.following import Following, lead_to
from tests.live.image import BUSYBOX, build_busybox
from tests.live.machine import docker_clis, reason_unavailable
from tests.live.samples import make_samples
from tests.live.undoing import Bench, a_bench

OWN_NETWORKS = {"bridge", "host", "none"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies here as live."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.live)


@pytest.fixture(scope="session")
def may_start_engines() -> None:
    """Skip, with the reason, where this machine or user cannot start one; in CI that fails."""
    if reason := reason_unavailable():
        if os.environ.get("WSLTUI_REQUIRE_LIVE") == "1":
            pytest.fail(f"Live tests are required here. {reason}")
        pytest.skip(reason)


@pytest.fixture(scope="session")
def engine(may_start_engines: None) -> Iterator[PrivateEngine]:
    """A running engine with the busybox image; whoever makes things in it uses `clean_engine`."""
    with PrivateEngine() as engine:
        build_busybox(engine)
        yield engine


@pytest.fixture
def clean_engine(engine: PrivateEngine) -> Iterator[PrivateEngine]:
    """The engine, to be filled, killed or frozen at will: afterwards it is up and empty again."""
    yield engine
    revive(engine)
    wipe(engine)


@pytest.fixture(scope="session")
def resting_samples(may_start_engines: None) -> Iterator[PrivateEngine]:
    """Frozen: its health checks and restarts would take the CPU from tests that need none of it."""
    with PrivateEngine() as engine:
        make_samples(engine)
        engine.freeze()
        yield engine
        engine.thaw()


@pytest.fixture
def sample_engine(resting_samples: PrivateEngine) -> Iterator[PrivateEngine]:
    """A second engine, with the sample world in it: only for tests that leave it as it is."""
    resting_samples.thaw()
    yield resting_samples
    resting_samples.freeze()


@pytest.fixture(params=docker_clis() or ["docker"])
def docker_cli(request: pytest.FixtureRequest) -> str:
    """Each docker CLI of this machine in turn, as a path: a contract holds for all of them."""
    return str(request.param)


@pytest.fixture
def some_cli(request: pytest.FixtureRequest) -> str:
    """One docker CLI: each test has always the same, and together they have all."""
    clis = docker_clis() or ["docker"]
    return clis[crc32(request.node.name.encode()) % len(clis)]


@pytest.fixture
async def f(
    clean_engine: PrivateEngine, some_cli: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Following]:
    """A session that reads when it is told to, through one of the docker commands."""
    lead_to(clean_engine, some_cli, monkeypatch)
    following = Following()
    yield following
    await following.session.close()


@pytest.fixture
async def bench(
    clean_engine: PrivateEngine, some_cli: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[Bench]:
    """A session with a trash on the engine, through one of the docker CLIs."""
    async with a_bench(clean_engine, some_cli, monkeypatch, tmp_path) as bench:
        yield bench


def revive(engine: PrivateEngine) -> None:
    """Undo a freeze or a kill."""
    try:
        engine.thaw()
        engine.ping()
    except (EngineError, OSError):
        engine.restart()


def wipe(engine: PrivateEngine) -> None:
    """Remove all containers, volumes, networks, build cache, and images except busybox."""
    for container in engine.get("/containers/json?all=1"):
        engine.api("DELETE", f"/containers/{container['Id']}?force=1&v=1")
    for volume in engine.get("/volumes")["Volumes"] or []:
        engine.api("DELETE", f"/volumes/{volume['Name']}?force=1")
    for network in engine.get("/networks"):
        if network["Name"] not in OWN_NETWORKS:
            engine.api("DELETE", f"/networks/{network['Id']}")
    while names := list(_images_to_remove(engine)):
        for name in names:
            engine.api("DELETE", f"/images/{name}?force=1")
    engine.api("POST", "/build/prune?all=1")
    build_busybox(engine)


def _images_to_remove(engine: PrivateEngine) -> Iterator[str]:
    """Tags before ids: an image with children can lose its tag, not its life."""
    for image in engine.get("/images/json"):
        tags = set(image["RepoTags"] or []) - {"<none>:<none>"}
        yield from tags - {BUSYBOX} if tags else {image["Id"]}
