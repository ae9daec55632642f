"""Clean-ups on bad days of a real engine: others change things, the engine dies, the disk fills."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX
from tests.live.undoing import IDLE, Bench, a_bench
from tui.core.cleanup.plan import Plan
from tui.core.cleanup.policy import PRESETS
from tui.core.errors import Refused, WsltuiError
from tui.session.cleaning.cleaner import Cleaner

ALL = replace(PRESETS["thorough"], volumes=frozenset({"used", "anew", "data", "named"}))
BOXES = ("aa", "bb", "cc", "dd")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A state directory on a disk of 256 KiB."""
    place = tmp_path / "small"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", place], check=True)
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def cleaner(bench: Bench, state: Path | None = None) -> Cleaner:
    return Cleaner(bench.session, state or bench.directory.parent)


def boxes(bench: Bench) -> None:
    for name in BOXES:
        bench.docker("create", "--name", name, BUSYBOX, "true")


def fill(place: Path) -> None:
    try:
        with (place / "ballast").open("ab", buffering=0) as file:
            while True:
                file.write(bytes(1024))
    except OSError:
        pass


def seal(place: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)


async def boxes_only(bench: Bench, own: Cleaner) -> Plan:
    """A plan whose removals are the four containers."""
    boxes(bench)
    plan = await own.plan(PRESETS["standard"])
    assert {item.thing.name for item in plan.removals} == set(BOXES)
    return plan


async def test_what_others_change_between_plan_and_apply_stays(bench: Bench) -> None:
    docker = bench.docker
    for name in ("started", "ran", "renamed", "removed", "same"):
        docker("run", "--name", name, "app:1", "touch /file; exit 3", check=False)
    for name in ("tagged", "untagged", "image-used"):
        docker("commit", "--change", f"LABEL a={name}", "same", f"{name}:1")
    docker("tag", "untagged:1", "untagged:2")
    for name in ("net-used", "net-named"):
        docker("network", "create", name)
    for name in ("used", "anew"):
        docker("volume", "create", name)
    plan = await cleaner(bench).plan(ALL)
    await asyncio.sleep(1)  # volumes know when they were made by the second
    docker("rename", "renamed", "wanted")
    docker("rm", "removed")
    docker("start", "-a", "ran", check=False)
    docker("tag", "tagged:1", "precious:1")
    docker("rmi", "untagged:2")
    docker("volume", "rm", "anew")
    docker("volume", "create", "anew")
    uses = ("--network", "net-used", "-v", "used:/d")
    docker("run", "-d", "--name", "user", *uses, "image-used:1", IDLE)
    docker("create", "--name", "idle", "--network", "net-named", "image-used:1", IDLE)
    docker("update", "--restart", "no", "started")
    docker("rm", "started")
    docker("run", "-d", "--name", "started", "app:1", IDLE)
    report = await cleaner(bench).apply(plan)
    assert report.ok
    told = {r.item.thing.name: r.reason for r in report.of("skipped")}
    expected = {
        "ran": "it ran meanwhile", "renamed": "it was renamed to wanted meanwhile",
        "removed": "it is gone already", "started": "it is gone already",
        "tagged:1": "its tags changed meanwhile: precious:1",
        "untagged:1": "its tags changed meanwhile: fewer tags",
        "image-used:1": "idle, user uses it meanwhile", "net-used": "user uses it meanwhile",
        "net-named": "idle uses it meanwhile",
        "used": "user uses it meanwhile", "anew": "it was made anew meanwhile",
    }  # fmt: skip
    assert {name: told.get(name) for name in expected} == expected
    assert {"ran", "wanted", "started", "user"} <= bench.containers()
    assert "same" not in bench.containers()
    assert {"used", "anew"} <= set(docker("volume", "ls", "-q").split())


async def test_the_engine_dies_in_the_middle_and_comes_back(bench: Bench) -> None:
    own = cleaner(bench)
    plan = await boxes_only(bench, own)

    def die(done: int, _total: int, _bytes: int, _name: str) -> None:
        if done == 2:
            bench.engine.kill()

    report = await own.apply(plan, die)
    assert [r.outcome for r in report.results] == ["done", "done", "failed", "not run"]
    assert report.left_id == plan.undo_id
    bench.engine.restart()
    (one,) = await own.interrupted.find()
    assert (len(one.went), len(one.left), one.unsure) == (2, 2, ())
    again = await own.resume(one.id)
    assert [r.outcome for r in again.results] == ["done", "done"]
    assert not bench.containers()
    assert len((await own.undo(plan.undo_id)).restored) == 4
    assert bench.containers() == set(BOXES)


async def test_a_full_disk_before_removes_nothing_and_no_undo_makes_room(
    bench: Bench, small_disk: Path
) -> None:
    own = cleaner(bench, small_disk)
    plan = await boxes_only(bench, own)
    fill(small_disk)
    with pytest.raises(Refused, match="Nothing was removed"):
        await own.apply(plan)
    assert bench.containers() == set(BOXES)
    assert await own.interrupted.find() == []
    without = await own.plan(PRESETS["standard"], undo=False)
    assert (await own.apply(without, undo=False)).ok
    assert not bench.containers()


async def test_the_disk_fills_in_the_middle(bench: Bench, small_disk: Path) -> None:
    own = cleaner(bench, small_disk)
    plan = await boxes_only(bench, own)

    def full(done: int, _total: int, _bytes: int, _name: str) -> None:
        if done == 2:
            fill(small_disk)
            for log in small_disk.rglob("*.jsonl"):  # to the end of their last block
                with log.open("ab") as file:
                    file.write(b" " * (-log.stat().st_size % 4096))

    report = await own.apply(plan, full)
    assert [r.outcome for r in report.results] == ["done", "done", "failed", "not run"]
    assert "no space left" in report.results[2].reason
    assert report.left_id == plan.undo_id
    assert len(bench.containers()) == 2, "removed though it could not be written down"
    (small_disk / "ballast").unlink()
    assert (await own.resume(plan.undo_id)).ok
    assert len((await own.undo(plan.undo_id)).restored) == 4


async def test_a_state_directory_that_is_read_only(bench: Bench, small_disk: Path) -> None:
    own = cleaner(bench, small_disk)
    plan = await boxes_only(bench, own)
    seal(small_disk)
    with pytest.raises(WsltuiError, match="ead-only") as refused:
        await own.apply(plan)
    assert refused.value.exit_code == 4
    assert bench.containers() == set(BOXES)
    assert (await own.apply(plan, undo=False)).ok
    assert not bench.containers()


async def test_two_at_once(bench: Bench) -> None:
    own, other = cleaner(bench), cleaner(bench)
    plan = await boxes_only(bench, own)
    again = await other.plan(PRESETS["standard"])
    one, two = await asyncio.gather(own.apply(plan), other.apply(again), return_exceptions=True)
    locked, report = (one, two) if isinstance(one, Refused) else (two, one)
    assert isinstance(locked, Refused)
    assert "in use by process" in locked.sentence
    assert not isinstance(report, BaseException)
    assert len(report.of("done")) == 4
    assert len(own.trash.entries()) == 1


async def test_every_cli_prunes_nothing_but_cache_by_its_id(
    clean_engine: PrivateEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, docker_cli: str
) -> None:
    """The prunes of old engines take named volumes, and images by any label."""
    async with a_bench(clean_engine, docker_cli, monkeypatch, tmp_path) as bench:
        boxes(bench)
        bench.docker("volume", "create", "named")
        bench.docker("volume", "create", "data")
        bench.docker("network", "create", "lonely")
        bench.docker("tag", "app:1", "more:1")
        own = cleaner(bench)
        plan = await own.plan(replace(ALL, volumes=frozenset({"named"})))
        commands = [c.argv for item in plan.removals for c in item.commands]
        assert not [argv for argv in commands if "prune" in argv and argv[1] != "builder"]
        assert (await own.apply(plan)).ok
        assert bench.docker("volume", "ls", "-q").split() == ["data"]
        assert "lonely" not in bench.docker("network", "ls")
        assert not bench.containers()
        assert (await own.undo(plan.undo_id)).restored
        assert bench.containers() == set(BOXES)
