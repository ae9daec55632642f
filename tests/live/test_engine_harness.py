"""The private engine keeps its promises: it is real, it is private, and it leaves nothing."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.live.conftest import wipe
from tests.live.engine import EngineError, PrivateEngine, wait_until
from tests.live.image import BUSYBOX, build_busybox, build_with_layer

ROOT = Path(__file__).parents[2]
RUN = ["run", "-d", "--name", "steady", BUSYBOX, "sleep", "1000000"]


@pytest.fixture
def restoring_engine(may_start_engines: None) -> Iterator[PrivateEngine]:
    """A second engine, whose containers outlive its dockerd."""
    with PrivateEngine({"live-restore": True}) as second:
        build_busybox(second)
        yield second


def test_a_container_runs_with_every_cli(engine: PrivateEngine, docker_cli: str) -> None:
    done = engine.docker("run", "--rm", BUSYBOX, "echo", "hello", cli=docker_cli)
    assert done.stdout == "hello\n"


def test_a_failed_command_names_itself_and_its_words(engine: PrivateEngine) -> None:
    with pytest.raises(EngineError, match=r"(?s)docker rm nobody: 1.*[Nn]o such container"):
        engine.docker("rm", "nobody")


def test_an_engine_that_cannot_start_says_why(may_start_engines: None) -> None:
    broken = PrivateEngine({"no-such-option": True})
    with pytest.raises(EngineError, match="no-such-option"):
        broken.start()
    assert not broken.directory.exists()


def test_a_published_port_answers_inside_only(clean_engine: PrivateEngine) -> None:
    serve = ["sh", "-c", "echo shop >/index.html; httpd -f -p 80"]
    clean_engine.docker("run", "-d", "-p", "8089:80", BUSYBOX, *serve)
    fetch = ["busybox", "wget", "-q", "-O", "-", "http://127.0.0.1:8089/index.html"]
    wait_until(lambda: clean_engine.netns_run(*fetch, check=False).stdout == "shop\n", 5, "shop")
    assert subprocess.run(fetch, capture_output=True, check=False).returncode != 0


def test_a_killed_engine_refuses_and_comes_back_empty_handed(clean_engine: PrivateEngine) -> None:
    clean_engine.docker(*RUN)
    clean_engine.kill()
    with pytest.raises(ConnectionRefusedError):
        clean_engine.ping()
    clean_engine.restart()
    assert clean_engine.get("/containers/steady/json")["State"]["Status"] == "exited"


def test_with_live_restore_containers_outlive_a_kill(restoring_engine: PrivateEngine) -> None:
    restoring_engine.docker(*RUN)
    restoring_engine.kill()
    restoring_engine.restart()
    assert restoring_engine.get("/containers/steady/json")["State"]["Status"] == "running"


def test_a_running_engine_restarts_with_the_same_id(clean_engine: PrivateEngine) -> None:
    before = clean_engine.get("/info")["ID"]
    clean_engine.restart()
    assert clean_engine.get("/info")["ID"] == before


def test_a_frozen_engine_hangs_until_it_thaws(clean_engine: PrivateEngine) -> None:
    clean_engine.freeze()
    with pytest.raises(TimeoutError):
        clean_engine.ping(timeout=0.2)
    clean_engine.thaw()
    clean_engine.ping()


def test_two_engines_are_not_the_same_engine(
    engine: PrivateEngine, restoring_engine: PrivateEngine
) -> None:
    assert engine.get("/info")["ID"] != restoring_engine.get("/info")["ID"]


def test_its_bridge_is_in_its_own_network(engine: PrivateEngine) -> None:
    host = set(psutil.net_if_addrs())
    inside = engine.netns_run("ip", "-brief", "link").stdout
    assert "docker0" in inside
    engine.docker("network", "create", "seen-inside-only")
    assert set(psutil.net_if_addrs()) == host
    engine.docker("network", "rm", "seen-inside-only")


def test_wiping_removes_what_can_be_made(clean_engine: PrivateEngine) -> None:
    build_with_layer(clean_engine, "shop/web:1", 1000)
    build_with_layer(clean_engine, None, 1000, seed=1)
    clean_engine.docker("tag", BUSYBOX, "shop/base:1")
    clean_engine.docker("network", "create", "shop")
    clean_engine.docker(*RUN[:-3], "-v", "/data", *RUN[-3:])
    clean_engine.docker("commit", "steady", "shop/committed:1")
    clean_engine.docker("pause", "steady")
    wipe(clean_engine)
    assert clean_engine.get("/containers/json?all=1") == []
    assert not clean_engine.get("/volumes")["Volumes"]
    assert len(clean_engine.get("/networks")) == 3
    assert [image["RepoTags"] for image in clean_engine.get("/images/json")] == [[BUSYBOX]]


def test_stopping_leaves_no_process_and_no_file(restoring_engine: PrivateEngine) -> None:
    restoring_engine.docker(*RUN)
    restoring_engine.docker("pause", "steady")
    name = restoring_engine.directory.name
    assert _traces(name)
    restoring_engine.stop()
    assert _traces(name) == []


def test_it_dies_with_the_process_that_started_it(may_start_engines: None) -> None:
    """Killed outright and with the engine frozen: the worst way for a test run to end."""
    program = (
        "from tests.live.engine import PrivateEngine as P; import time; e = P(); e.start();"
        "e.freeze(); print(e.directory.name, flush=True); time.sleep(60)"
    )
    argv = [sys.executable, "-c", program]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, cwd=ROOT) as owner:
        assert owner.stdout
        name = owner.stdout.readline().strip()
        assert name
        os.kill(owner.pid, signal.SIGKILL)
    wait_until(lambda: _traces(name) == [], 10, "the engine is gone")


def _traces(name: str) -> list[str]:
    """What of the engine in directory `name` is left: processes, cgroups, files."""
    processes = (p.info["cmdline"] or [] for p in psutil.process_iter(["cmdline"]))
    running = [" ".join(argv) for argv in processes if any(name in word for word in argv)]
    top = Path("/sys/fs/cgroup")
    groups = [*top.glob(name), *top.glob(f"*/{name}")]
    return [*running, *map(str, groups), *map(str, Path(tempfile.gettempdir()).glob(name))]
