"""What is saved before it goes, and comes back: `clean`, `do` and `undo` on a real engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.live import buildkit
from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX
from tests.live.test_clean_live import inspected, names
from tests.live.test_cli_live import Wsltui
from tests.live.undoing import a_bench
from tui.core.restore.compare import differences
from tui.kinds import ACTIONS
from tui.kinds.builds import BUILD_CACHE
from tui.session.ask import ask

NO_BUILD = "a BuildKit build needs a docker CLI of before 23.0"


@pytest.fixture
def wsltui(clean_engine: PrivateEngine, tmp_path: Path) -> Wsltui:
    return Wsltui(clean_engine.environ, tmp_path)


def with_data(engine: PrivateEngine, volume: str, words: str) -> None:
    engine.docker("volume", "create", "--label", "of=shop", volume)
    engine.docker("run", "--rm", "-v", f"{volume}:/d", BUSYBOX, "sh", "-c", f"echo {words} >/d/f")


def data(engine: PrivateEngine, volume: str) -> str:
    return engine.docker("run", "--rm", "-v", f"{volume}:/d", BUSYBOX, "cat", "/d/f").stdout.strip()


def volumes(engine: PrivateEngine) -> set[str]:
    return set(engine.docker("volume", "ls", "--quiet").stdout.split())


def nothing_left(engine: PrivateEngine) -> bool:
    """No image or container that copies were made with."""
    listed = engine.docker("image", "ls", "--format", "{{.Repository}}").stdout
    return "-empty" not in listed and not {n for n in names(engine) if "wsltui-undo" in n}


def test_a_named_volume_is_backed_up_unless_told_otherwise(
    clean_engine: PrivateEngine, wsltui: Wsltui
) -> None:
    with_data(clean_engine, "shop_data", "precious")
    done = wsltui("clean", "--volume", "shop_data", "--yes")
    assert done.returncode == 0, done.stderr
    assert "shop_data" not in volumes(clean_engine)
    undone = wsltui("undo", "--yes")
    assert undone.returncode == 0, undone.stderr
    assert data(clean_engine, "shop_data") == "precious"
    assert nothing_left(clean_engine)
    assert wsltui("clean", "--volume", "shop_data", "--yes", "--no-backup").returncode == 0
    undone = wsltui("undo", "--yes")
    assert "the data of volume shop_data: it was deleted without a backup" in undone.stderr
    assert "shop_data" not in volumes(clean_engine)


def test_a_saved_plan_can_be_told_to_save_more(
    clean_engine: PrivateEngine, wsltui: Wsltui, tmp_path: Path
) -> None:
    clean_engine.docker("run", "--name", "done", BUSYBOX, "sh", "-c", "echo mine >/written")
    file = tmp_path / "plan.json"
    file.write_text(wsltui("clean", "--json").stdout)
    applied = wsltui("clean", "--apply", str(file), "--save-layers", "--yes")
    assert applied.returncode == 0, applied.stderr
    assert names(clean_engine) == set()
    undone = wsltui("undo", "--yes")
    assert undone.returncode == 0, undone.stderr
    clean_engine.docker("cp", "done:/written", str(tmp_path / "written"))
    assert (tmp_path / "written").read_text() == "mine\n"


def test_an_image_that_no_registry_has_comes_back_from_its_file(
    clean_engine: PrivateEngine, wsltui: Wsltui
) -> None:
    clean_engine.docker("tag", BUSYBOX, "shop/web:1")
    clean_engine.docker("run", "--name", "maker", BUSYBOX, "sh", "-c", "echo x >/x")
    clean_engine.docker("commit", "maker", "shop/own:1")
    clean_engine.docker("rm", "maker")
    was = image_id(clean_engine, "shop/own:1")
    done = wsltui.json("do", "image.remove", "shop/own:1", "--save-images", "--yes")
    assert done["done"] == ["shop/own:1"]
    assert done["undo_id"]
    assert image_id(clean_engine, "shop/own:1") == ""
    assert wsltui("undo", done["undo_id"], "--yes").returncode == 0
    assert image_id(clean_engine, "shop/own:1") == was
    assert wsltui("do", "image.remove", "shop/web:1", "--yes").returncode == 0
    assert image_id(clean_engine, "shop/web:1") == ""
    assert wsltui("undo", "--yes").returncode == 0
    assert image_id(clean_engine, "shop/web:1") == image_id(clean_engine, BUSYBOX)


def image_id(engine: PrivateEngine, name: str) -> str:
    found = engine.docker("image", "inspect", "--format", "{{.Id}}", name, check=False)
    return found.stdout.strip()


def test_do_removes_and_undo_brings_back_the_same(
    clean_engine: PrivateEngine, wsltui: Wsltui
) -> None:
    docker = clean_engine.docker
    docker("network", "create", "--label", "a=b", "shop")
    docker("run", "-d", "--name", "web", "--network", "shop", "-e", "A=1", "--restart", "always",
           "-v", "/scratch", "-p", "127.0.0.1:18080:80", BUSYBOX, "sleep", "1000000")  # fmt: skip
    docker("create", "--name", "old", "--label", "x=y", BUSYBOX, "true")
    before = {name: inspected(clean_engine, name) for name in ("web", "old")}
    refused = wsltui("do", "container.remove", "web", "--yes")
    assert refused.returncode == 1
    assert wsltui.json("undo", "--list") == []
    done = wsltui.json("do", "container.remove", "web", "old", "--force", "--yes")
    assert names(clean_engine) == set()
    listed = wsltui.json("undo", "--list")
    assert [entry["id"] for entry in listed] == [done["undo_id"]]
    assert wsltui("do", "network.remove", "shop", "--yes", "--no-undo").returncode == 0
    undone = wsltui("undo", "--yes")
    assert undone.returncode == 0, undone.stderr
    for name, was in before.items():
        assert differences(was, inspected(clean_engine, name)) == ()
    assert inspected(clean_engine, "web")["State"]["Running"]
    assert not inspected(clean_engine, "old")["State"]["Running"]


def test_networks_volumes_and_the_anonymous_ones_of_a_container(
    clean_engine: PrivateEngine, wsltui: Wsltui, tmp_path: Path
) -> None:
    docker = clean_engine.docker
    docker("network", "create", "--subnet", "10.77.0.0/24", "--label", "a=b", "shop")
    with_data(clean_engine, "shop_data", "precious")
    docker("run", "--name", "web", "-v", "/scratch", BUSYBOX, "sh", "-c", "echo kept >/scratch/f")
    network = network_of(clean_engine, "shop")
    for words in (
        ("network.remove", "shop"),
        ("volume.remove", "shop_data"),
        ("container.remove", "web", "-v", "--backup-volumes"),
    ):
        done = wsltui("do", *words, "--yes")
        assert done.returncode == 0, done.stderr
    assert (names(clean_engine), volumes(clean_engine)) == (set(), set())
    for entry in wsltui.json("undo", "--list"):
        undone = wsltui("undo", entry["id"], "--yes")
        assert undone.returncode == 0, undone.stderr
    assert network_of(clean_engine, "shop") == network
    assert data(clean_engine, "shop_data") == "precious"
    docker("cp", "web:/scratch/f", str(tmp_path / "f"))
    assert (tmp_path / "f").read_text() == "kept\n"
    assert nothing_left(clean_engine)


def network_of(engine: PrivateEngine, name: str) -> Any:
    (found,) = json.loads(engine.docker("network", "inspect", name).stdout)
    return {key: found[key] for key in ("Name", "Driver", "Labels", "IPAM", "Options")}


def test_what_cannot_be_written_down_stays(
    clean_engine: PrivateEngine, wsltui: Wsltui, tmp_path: Path
) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "wsltui").mkdir()
    (tmp_path / "state" / "wsltui" / "undo").write_text("in the way")
    clean_engine.docker("create", "--name", "old", BUSYBOX, "true")
    refused = wsltui("do", "container.remove", "old", "--yes")
    assert refused.returncode == 4
    assert "--no-undo" in refused.stderr
    assert names(clean_engine) == {"old"}
    assert wsltui("do", "container.remove", "old", "--yes", "--no-undo").returncode == 0
    assert names(clean_engine) == set()


@pytest.mark.skipif(buildkit.old_cli() is None, reason=NO_BUILD)
async def test_build_cache_that_docker_keeps_is_a_failure(
    clean_engine: PrivateEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It has got a child since it was looked at: docker keeps it, and exits with 0."""
    async with a_bench(clean_engine, "", monkeypatch, tmp_path) as bench:
        chain = f"FROM {BUSYBOX}\nRUN echo a >/a\n"
        buildkit.build(clean_engine, chain, {})
        rows = await ask(BUILD_CACHE.listing(), bench.session.execute)
        row = next(row for row in rows if "echo a" in row.description)
        intent = bench.session.dispatch.intend(*ACTIONS["build-cache.remove"], [row])
        buildkit.build(clean_engine, f"{chain}RUN echo b >/b\n", {})
        report = await bench.session.dispatch.carry_out(intent)
        assert report.done == []
        assert "docker skipped it" in report.failed[0].reason
