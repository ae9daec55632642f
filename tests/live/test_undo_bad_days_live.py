"""Undo on bad days of a real engine: what is taken, gone, full or killed is said, none is half."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.image import BUSYBOX
from tests.live.undoing import IDLE, Bench, differing, only_failure, settings
from tui.core.cleanup.world import Class
from tui.core.errors import NotFound, Refused, WsltuiError
from tui.session.undo.records import Entry
from tui.session.undo.trash import Trash


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A directory that takes 64 KiB."""
    place = tmp_path / "full"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], check=True)
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def seal(place: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)


async def test_the_name_is_taken(bench: Bench) -> None:
    bench.docker("create", "--name", "web", "app:1")
    bench.docker("create", "--name", "api", "app:1")
    entry = await bench.remove("web", "api")
    bench.docker("create", "--name", "web", BUSYBOX)
    report = await bench.undo(entry)
    (failed,) = report.failed
    assert "name web is taken" in failed.sentence
    assert "docker rename web" in failed.remedy
    assert [one.name for one in report.restored] == ["api"]
    bench.docker("rename", "web", "other")
    again = await bench.undone(entry)
    assert [one.name for one in again.restored] == ["web"]
    assert bench.containers() == {"web", "api", "other"}


async def test_the_port_is_taken(bench: Bench) -> None:
    bench.docker("run", "-d", "--name", "web", "-v", "/own", "-p", "8080:80", "app:1", IDLE)
    entry = await bench.remove("web")
    volumes = bench.docker("volume", "ls", "-q")
    bench.docker("run", "-d", "--name", "thief", "-p", "8080:80", "app:1", IDLE)
    before = set(bench.docker("volume", "ls", "-q").split())
    failed = only_failure(await bench.undo(entry))
    assert "port is already allocated" in failed.sentence
    assert failed.sentence.endswith("What was made for it was removed again.")
    assert "holds the port" in failed.remedy
    assert bench.containers() == {"thief"}
    assert set(volumes.split()) <= before == set(bench.docker("volume", "ls", "-q").split())
    bench.docker("rm", "--force", "thief")
    await bench.undone(entry)
    assert bench.inspect("web")["State"]["Running"]


async def test_a_network_that_is_gone_is_made_again_as_it_was(bench: Bench) -> None:
    pools = ["--subnet", "10.91.0.0/24", "--ip-range", "10.91.0.128/25", "--gateway", "10.91.0.9"]
    more = ["--internal", "--attachable", "--label", "a=b", "--opt", "com.docker.network.mtu=1400"]
    bench.docker("network", "create", *pools, *more, "shop")
    bench.docker("network", "create", "auto")
    bench.docker("create", "--name", "web", "--network", "shop", "--ip", "10.91.0.130", "app:1")
    bench.docker("network", "connect", "auto", "web")
    was = {name: bench.inspect(name, "network") for name in ("shop", "auto")}
    web = bench.inspect("web")
    entry = await bench.remove("web", (Class.NETWORK, "shop"))
    bench.docker("network", "rm", "auto")
    report = await bench.undone(entry)
    assert [one.name for one in report.restored] == ["shop", "web"]
    for name, before in was.items():
        after = bench.inspect(name, "network")
        assert {line.split(":")[0] for line in differing(before, after)} == {"Id", "Created"}
    assert not [*differing(settings(web), settings(bench.inspect("web")))]


async def test_a_subnet_that_is_taken(bench: Bench) -> None:
    bench.docker("network", "create", "--subnet", "10.92.0.0/24", "shop")
    bench.docker("network", "create", "--subnet", "10.93.0.0/24", "back")
    bench.docker("create", "--name", "web", "--network", "shop", "--ip", "10.92.0.5", "app:1")
    bench.docker("create", "--name", "api", "--network", "back", "app:1")
    entry = await bench.remove("web", "api", (Class.NETWORK, "shop"), (Class.NETWORK, "back"))
    bench.docker("network", "create", "--subnet", "10.92.0.0/16", "thief")
    bench.docker("network", "create", "--subnet", "10.93.0.0/16", "robber")
    report = await bench.undo(entry)
    assert [one.name for one in report.failed] == ["shop", "web"]
    assert "its subnet 10.92.0.0/24 is taken" in report.failed[0].sentence
    assert [one.name for one in report.restored] == ["back", "api"]
    assert any("subnet 10.93.0.0/24 of network back" in one for one in report.cannot_come_back)
    assert bench.containers() == {"api"}
    bench.docker("network", "rm", "thief")
    await bench.undone(entry)


async def test_what_its_volumes_came_from_is_gone(bench: Bench) -> None:
    bench.docker("run", "--name", "source", "-v", "/own", "app:1", "echo x >/own/f")
    bench.docker("create", "--name", "heir", "--volumes-from", "source", "app:1", "cat /own/f")
    mounts = bench.inspect("heir")["Mounts"]
    entry = await bench.remove("heir")
    bench.docker("rm", "source")
    (restored,) = (await bench.undone(entry)).restored
    assert restored.notes == ("mounts the volumes of source directly, as that is gone",)
    assert {m["Name"] for m in bench.inspect("heir")["Mounts"]} == {m["Name"] for m in mounts}
    assert bench.docker("start", "--attach", "heir") == "x"


async def test_the_container_whose_network_it_shares_is_gone(bench: Bench) -> None:
    bench.docker("run", "-d", "--name", "main", "app:1", IDLE)
    bench.docker("create", "--name", "side", "--network", "container:main", "app:1")
    entry = await bench.remove("side")
    bench.docker("rm", "--force", "main")
    failed = only_failure(await bench.undo(entry))
    assert "It is linked to main or shares a namespace with it" in failed.sentence
    bench.docker("run", "-d", "--name", "main", "app:1", IDLE)
    await bench.undone(entry)
    peer = f"container:{bench.inspect('main')['Id']}"
    assert bench.inspect("side")["HostConfig"]["NetworkMode"] == peer


async def test_a_network_that_was_gone_before_the_container(bench: Bench) -> None:
    for name in ("shop", "back"):
        bench.docker("network", "create", name)
    bench.docker("create", "--name", "web", "--network", "shop", "app:1")
    bench.docker("network", "connect", "back", "web")
    bench.docker("network", "rm", "shop", "back")
    report = await bench.undone(await bench.remove("web"))
    assert len(report.restored[0].notes) == 2
    assert "shop is not there, nor was it when it was removed" in report.restored[0].notes[1]
    assert "web exactly as it was: it differs in networks" in report.cannot_come_back
    assert list(bench.inspect("web")["NetworkSettings"]["Networks"]) == ["shop"]


async def test_undoing_twice_another_engine_and_nothing(bench: Bench) -> None:
    bench.docker("create", "--name", "web", "app:1")
    entry = await bench.remove("web")
    await bench.undone(entry)
    with pytest.raises(Refused, match="has been undone already"):
        await bench.undo(entry)
    with pytest.raises(NotFound, match="20200101"):
        await bench.undo(Entry("20200101-000000-abcd"))
    entry = await bench.remove("web")
    file = bench.directory / entry.id / "entry.json"
    file.write_text(file.read_text().replace(entry.engine_id, "ELSE"))
    with pytest.raises(Refused, match="on another engine"):
        await bench.undo(entry)
    file.write_text("{")
    with pytest.raises(WsltuiError, match="is not whole"):
        await bench.undo(entry)
    assert bench.entry(entry.id).broken


async def test_what_was_never_removed_stays_alone(bench: Bench) -> None:
    for name in ("web", "api", "db"):
        bench.docker("create", "--name", name, "app:1")
    refs = [bench.ref(Class.CONTAINER, name) for name in ("web", "api", "db")]
    entry = await bench.trash.record(bench.trash.new_id(), refs)
    bench.docker("rm", "web", "api")
    bench.trash.note(entry.id, refs[1], "skipped")
    report = await bench.undone(entry)
    assert ([one.name for one in report.restored], report.there) == (["web"], ["db"])
    assert bench.containers() == {"web", "db"}


async def test_the_engine_dies_in_the_middle(bench: Bench) -> None:
    for name in ("web", "api"):
        bench.docker("create", "--name", name, "app:1")
    entry = await bench.remove("web", "api")

    def kill(done: int, _total: int, _name: str) -> None:
        if done == 1:
            bench.engine.kill()

    report = await bench.trash.undo(entry.id, kill)
    assert (len(report.restored), len(report.failed)) == (1, 1)
    assert report.failed[0].sentence
    bench.engine.restart()
    await bench.undone(entry)
    assert bench.containers() == {"web", "api"}


async def test_an_undo_that_was_killed_is_finished_by_the_next(bench: Bench) -> None:
    """As a kill leaves it: one made and not noted, one made and not connected yet."""
    bench.docker("network", "create", "shop")
    for name in ("web", "api", "db"):
        bench.docker("create", "--name", name, "-v", "/own", "app:1")
    bench.docker("network", "connect", "shop", "api")
    was = {name: bench.inspect(name) for name in ("web", "api", "db")}
    entry = await bench.remove("web", "api", "db")
    log = bench.directory / entry.id / "log.jsonl"
    noted = log.read_text()
    await bench.undone(entry)
    made = [line for line in log.read_text().splitlines() if '"made"' in line]
    log.write_text(noted + "\n".join(made) + "\n")
    bench.docker("network", "disconnect", "shop", "api")
    kept = bench.inspect("web")["Id"]
    report = await bench.undone(entry)
    assert len(report.restored) == 3
    assert bench.inspect("web")["Id"] == kept
    for name, before in was.items():
        assert not [*differing(settings(before), settings(bench.inspect(name)))]


async def test_cancelled_it_ends_what_it_is_at(bench: Bench) -> None:
    for name in ("web", "api", "db"):
        bench.docker("create", "--name", name, "app:1")
    entry = await bench.remove("web", "api", "db")

    def cancel(_done: int, _total: int, _name: str) -> None:
        undoing.cancel()

    undoing = asyncio.ensure_future(bench.trash.undo(entry.id, cancel))
    report = await undoing
    assert ([one.name for one in report.restored], report.not_run) == (["web"], ["api", "db"])
    await bench.undone(entry)


@pytest.mark.parametrize("volumes", [[], ["big"]])
async def test_a_disk_that_is_full(bench: Bench, full_disk: Path, volumes: list[str]) -> None:
    """First by the settings alone, then in the middle of a volume's files."""
    script = "dd if=/dev/zero of=/d/f bs=1k count=400"
    bench.docker("run", "--name", "web", "-v", "big:/d", "app:1", script)
    (full_disk / "ballast").write_bytes(bytes(62_000 - 40_000 * len(volumes)))
    trash = Trash(bench.session, full_disk / "undo")
    refs = [bench.ref(Class.CONTAINER, "web"), (Class.VOLUME, "big")]
    with pytest.raises(WsltuiError, match="o space left"):
        await trash.record(trash.new_id(), refs, backup_volumes=volumes, save_layers=True)
    assert not list((full_disk / "undo").iterdir())
    assert not trash.entries()
    assert bench.containers() == {"web"}
    assert "wsltui-undo" not in bench.docker("image", "ls")


async def test_a_state_directory_that_cannot_be_written(bench: Bench, full_disk: Path) -> None:
    bench.docker("create", "--name", "web", "app:1")
    seal(full_disk)
    trash = Trash(bench.session, full_disk / "undo")
    with pytest.raises(WsltuiError, match="ead-only"):
        await trash.record(trash.new_id(), [bench.ref(Class.CONTAINER, "web")])
    assert not trash.entries()


async def test_dry_run_and_read_only(bench: Bench) -> None:
    bench.docker("network", "create", "shop")
    bench.docker("run", "-d", "--name", "web", "--network", "shop", "app:1", IDLE)
    entry = await bench.remove("web", (Class.NETWORK, "shop"))
    before = sorted(path.read_bytes() for path in (bench.directory / entry.id).iterdir())
    runner = bench.session.runner
    runner.dry_run = True
    report = await bench.undo(entry)
    assert report.dry_run
    assert [one.name for one in report.restored] == ["shop", "web"]
    ran = [one.typed for one in runner.journal.entries if one.outcome == "dry run"]
    assert [*ran] == [
        "POST /networks/create  shop",
        "POST /containers/create?name=web  app:1",
        "docker start web",
    ]
    bench.docker("create", "--name", "api", "app:1")
    asked = await bench.trash.record(bench.trash.new_id(), [bench.ref(Class.CONTAINER, "api")])
    assert [item.name for item in asked.items] == ["api"]
    assert [one.id for one in bench.trash.entries()] == [entry.id]
    runner.dry_run, runner.read_only = False, True
    with pytest.raises(Refused, match="read-only"):
        await bench.undo(entry)
    with pytest.raises(Refused, match="read-only"):
        await bench.trash.record(bench.trash.new_id(), [])
    runner.read_only = False
    assert before == sorted(p.read_bytes() for p in (bench.directory / entry.id).iterdir())
    assert bench.containers() == {"api"}
