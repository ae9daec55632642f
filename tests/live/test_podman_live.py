"""podman in the place of Docker's engine: the same contract, and where it is another.

What differs is held here too: a test that turns red may mean that podman has become alike.
"""

from __future__ import annotations

import contextlib
import json
import shlex
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.engine import EngineError, PrivateEngine
from tests.live.following import Following, lead_to
from tests.live.holder import CGROUPS
from tests.live.image import BUSYBOX, archive
from tests.live.podman import PrivatePodman, import_busybox, missing_podman
from tests.live.test_cli_live import IDLE, Wsltui
from tests.live.test_contract_live import CHECKS, check
from tests.live.test_more_kinds_live import through
from tests.live.undoing import differing, settings

SHOP = ("--label", "com.docker.compose.project=shop", "--label", "com.docker.compose.service=web")
SAY = "echo hello; echo bad >&2; exec sleep 1000000"


@pytest.fixture(scope="module")
def podman(may_start_engines: None) -> Iterator[PrivatePodman]:
    """A little of everything, which tests leave as they found it.

    A second engine is not everywhere to be had: where it is not installed or does not start, that
    is said, and Docker's own engine holds the contract alone.
    """
    if reason := missing_podman():
        pytest.skip(reason)
    engine = PrivatePodman()
    try:
        engine.start()
    except EngineError as error:
        pytest.skip(f"podman does not start on this machine: {str(error)[-300:]}")
    with contextlib.closing(Ended(engine)):
        import_busybox(engine)
        make_samples(engine)
        yield engine


class Ended:
    """Stops an engine when it is closed."""

    def __init__(self, engine: PrivatePodman) -> None:
        self.close = engine.stop


def make_samples(engine: PrivatePodman) -> None:
    run = engine.docker
    run("tag", BUSYBOX, "shop/web:1.4")
    run("volume", "create", "--label", "team=red", "data")
    run("network", "create", "--label", "a=b", "front")
    places = ("--network", "front", "-v", "data:/data", "-v", "/scratch", "-p", "127.0.0.1:8080:80")
    limits = ("-m", "64m", "-e", "A=b=c", "--restart", "on-failure:2")
    run("run", "-d", "--name", "web", *SHOP, *places, *limits, "shop/web:1.4", "sh", "-c", SAY)
    run("run", "--name", "job", BUSYBOX, "sh", "-c", "exit 3", check=False)
    run("run", "-d", "--name", "held", BUSYBOX, *IDLE)
    run("pause", "held")
    run("create", "--name", "never", BUSYBOX, "echo", "a b")


@pytest.fixture
def wsltui(podman: PrivatePodman, some_cli: str, tmp_path: Path) -> Wsltui:
    return through(podman, some_cli, tmp_path)


def bare(command: str) -> str:
    """podman lists a command without the quotes that docker puts around words with a space."""
    return " ".join(shlex.split(command))


def with_registry(reference: str) -> str:
    """The docker command leaves out the registry that podman's API spells out."""
    return f"docker.io/{reference}"


@pytest.mark.parametrize("kind", [kind for kind in CHECKS if kind != "build-cache"])
def test_every_field(podman: PrivatePodman, wsltui: Wsltui, kind: str) -> None:
    check(kind, podman, wsltui, bare, with_registry)


def test_what_podman_calls_otherwise(podman: PrivatePodman, wsltui: Wsltui) -> None:
    assert podman.get("/containers/web/json")["Config"]["Image"] == "docker.io/shop/web:1.4"
    assert set(podman.get("/containers/never/json")["NetworkSettings"]["Networks"]) == {"podman"}
    listed = {one["Name"]: one["Id"] for one in podman.get("/networks")}
    named = {row["name"]: row["id"] for row in wsltui.json("ls", "networks")}
    assert (listed["bridge"], listed["front"]) == (named["podman"], named["front"])
    assert podman.get("/info")["ID"] != podman.get("/info")["ID"]


def test_the_engine_is_named_podman(podman: PrivatePodman, wsltui: Wsltui) -> None:
    version = podman.get("/version")["Version"]
    found = {one["id"]: one for one in json.loads(wsltui("doctor", "--json").stdout)["checks"]}
    assert f"Podman {version}" in found["C8"]["found"]


async def test_a_container_through_its_life(
    podman: PrivatePodman, some_cli: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    podman.docker("create", "--name", "box", BUSYBOX, *IDLE)
    lead_to(podman, some_cli, monkeypatch)
    f = Following()
    await f.read("containers")
    verbs = ["start", "pause", "unpause", "restart", "stop", "start", "kill"]
    states = ["running", "paused", "running", "running", "exited", "running", "exited"]
    for verb, state in zip(verbs, states, strict=True):
        report = await f.do(f"container.{verb}", "box")
        await f.session.refresh.settled()
        assert (report.done, f.states()["box"]) == (["box"], state), report.failed
    assert (await f.do("container.remove", "box")).done == ["box"]
    await f.session.refresh.settled()
    assert "box" not in f.rows()
    await f.session.close()


async def test_events_are_heard(
    podman: PrivatePodman, some_cli: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another order, with more words (`init`, `cleanup`): each still marks its row."""
    lead_to(podman, some_cli, monkeypatch)
    async with Following() as f:
        await f.live()
        podman.docker("create", "--name", "loud", BUSYBOX, *IDLE)
        await f.until(lambda: f.states().get("loud") == "created", "the new one")
        podman.docker("start", "loud")
        await f.until(lambda: f.states().get("loud") == "running", "it runs")
        podman.docker("rm", "-f", "loud")
        await f.until(lambda: "loud" not in f.states(), "it is gone")


def test_names_tags_and_places(podman: PrivatePodman, wsltui: Wsltui) -> None:
    def done(*words: str) -> list[str]:
        return list(wsltui.json("do", *words, "--yes")["done"])

    assert done("container.rename", "never", "--to", "later") == ["never"]
    podman.docker("rename", "later", "never")
    assert done("volume.create", "--name", "spare") == ["spare"]
    assert done("network.create", "--name", "back") == ["back"]
    assert done("network.connect", "back", "--container", "web") == ["back"]
    assert set(podman.get("/containers/web/json")["NetworkSettings"]["Networks"]) == {
        "front", "back",
    }  # fmt: skip
    podman.docker("network", "disconnect", "back", "web")
    assert done("image.tag", BUSYBOX, "--name", "team/tool:1") == [BUSYBOX]
    for words in (("volume.remove", "spare"), ("network.remove", "back")):
        assert done(*words) == [words[1]]
    assert done("image.remove", "team/tool:1") == ["team/tool:1"]


def test_removed_and_brought_back(podman: PrivatePodman, wsltui: Wsltui) -> None:
    """`never` is in the network `podman`, which is listed as `bridge`."""
    both = ("web", "never")
    before = [podman.get(f"/containers/{name}/json") for name in both]
    assert wsltui.json("do", "container.remove", *both, "-f", "--yes")["done"] == [*both]
    undone = wsltui("undo", "--yes")
    assert undone.returncode == 0, undone.stderr + undone.stdout
    after = [podman.get(f"/containers/{name}/json") for name in both]
    for was, now in zip(before, after, strict=True):
        differ = {line.partition(":")[0] for line in differing(settings(was), settings(now))}
        assert differ - {"Config.Env"} == {"Config.Entrypoint"}
        assert now["Config"]["Entrypoint"] == [""]
        assert mine(was["Config"]["Env"]) == mine(now["Config"]["Env"])


def mine(env: list[str]) -> set[str]:
    """Without the names that podman gives every container, some only while it runs."""
    return {one for one in env if one.partition("=")[0] not in {"HOME", "HOSTNAME", "TERM"}}


def test_a_volume_there_and_back(wsltui: Wsltui, tmp_path: Path) -> None:
    tar = tmp_path / "in.tar"
    tar.write_bytes(archive({"sub/y": b"why", "data.txt": b"precious"}))
    restored = wsltui("do", "volume.restore", "filled", "--file", str(tar))
    assert restored.returncode == 0, restored.stderr
    saved = wsltui("do", "volume.backup", "filled", "--file", str(tmp_path / "out.tar"), "--yes")
    assert saved.returncode == 0, saved.stderr
    with tarfile.open(tmp_path / "out.tar") as out:
        assert {"sub/y", "data.txt"} <= set(out.getnames())
    shown = wsltui("show", "volume", "filled", "--tab", "files", "--path", "sub/").stdout
    assert "in     /sub/" in shown
    assert shown.rstrip().endswith("y")


def test_logs_and_stats(wsltui: Wsltui) -> None:
    assert set(wsltui("logs", "web").stdout.split()) == {"hello", "bad"}
    row = next(one for one in wsltui.json("stats") if one["name"] == "web")
    assert row["memory_limit_bytes"] == 64 * 1024**2
    assert (row["processes"], row["memory_bytes"] > 0) == (1, True)


def test_what_podman_refuses_is_told(wsltui: Wsltui) -> None:
    done = wsltui("do", "container.update", "web", "--memory", "32m", "--yes", "--json")
    (failed,) = json.loads(done.stdout)["failed"]
    assert (done.returncode, "Not Found" in failed["reason"]) == (1, True)


def test_force_takes_the_containers_of_an_image_too(podman: PrivatePodman) -> None:
    """Which docker never does: the dialog warns of it."""
    import_busybox(podman, "own:1", "LABEL own=1")
    podman.docker("run", "-d", "--name", "runs", "own:1", *IDLE)
    podman.docker("create", "--name", "rests", "own:1", *IDLE)
    podman.docker("image", "rm", "-f", "own:1")
    assert names(podman) == {"web", "held", "job", "never"}


def test_a_clean_up_and_its_undo(podman: PrivatePodman, wsltui: Wsltui) -> None:
    applied = wsltui("clean", "--policy", "thorough", "--yes", "--json")
    assert applied.returncode == 0, applied.stderr
    assert {one["outcome"] for one in json.loads(applied.stdout)["results"]} == {"done"}
    assert names(podman) == {"web", "held"}
    assert {one["Name"] for one in podman.get("/networks")} == {"bridge", "front"}
    assert {one["Name"] for one in podman.get("/volumes")["Volumes"]} >= {"data"}
    undone = wsltui("undo", "--yes")
    assert undone.returncode == 0, undone.stderr + undone.stdout
    assert names(podman) == {"web", "held", "job", "never"}


def names(engine: PrivateEngine) -> set[str]:
    return {one["Names"][0].strip("/") for one in engine.get("/containers/json?all=1")}


def test_nothing_of_it_is_left(podman: PrivatePodman) -> None:
    """Not of a frozen container either, which cannot even be killed."""
    with PrivatePodman() as other:
        import_busybox(other)
        other.docker("run", "-d", "--name", "held", BUSYBOX, *IDLE)
        other.docker("pause", "held")
        assert names(other) == {"held"}
        assert list(CGROUPS.rglob(other.directory.name))
    assert not other.directory.exists()
    assert not list(CGROUPS.rglob(other.directory.name))
    assert podman.is_up()
