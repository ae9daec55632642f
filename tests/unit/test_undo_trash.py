"""The trash on an engine in the process: what it records, lists, holds, brings back and lets go."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.undo_world import START, Clock, Engine, a_trash
from tui.core.cleanup.world import Class
from tui.core.errors import Refused, Unavailable, WsltuiError
from tui.files import Locked
from tui.session.undo.letting_go import doomed
from tui.session.undo.records import Entry, Item, Outcome
from tui.session.undo.shelf import Folder
from tui.session.undo.trash import Trash


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def trash(engine: Engine, tmp_path: Path) -> Trash:
    return a_trash(engine, tmp_path / "undo")


async def removed(trash: Trash, engine: Engine, *names: str) -> Entry:
    """Record these containers, and take them away."""
    refs = [(Class.CONTAINER, engine.containers[name]["Id"]) for name in names]
    entry = await trash.record(trash.new_id(), refs)
    for name, ref in zip(names, refs, strict=True):
        del engine.containers[name]
        trash.note(entry.id, ref, "removed")
    return entry


async def test_ids_are_sorted_by_time_and_never_used_twice(trash: Trash, tmp_path: Path) -> None:
    ids = [trash.new_id() for _ in range(20)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 20
    with pytest.raises(Refused, match="cannot be the name"):
        await trash.record("../elsewhere", [])


async def test_there_and_back(trash: Trash, engine: Engine) -> None:
    engine.create("web", Env=["A=1"])
    entry = await removed(trash, engine, "web")
    assert (entry.engine_id, [item.name for item in entry.items]) == ("ENGINE", ["web"])
    seen: list[Any] = []
    report = await trash.undo(entry.id, lambda *words: seen.append(words))
    assert [one.name for one in report.restored] == ["web"]
    assert "A=1" in engine.containers["web"]["Config"]["Env"]
    assert seen == [(1, 1, "web")]
    (entry,) = trash.entries("ENGINE")
    assert entry.undone
    with pytest.raises(Refused, match="undone already"):
        await trash.undo(entry.id)


async def test_a_new_engine_gets_all_networks_at_once(tmp_path: Path) -> None:
    engine = Engine(api=(1, 47))
    trash = a_trash(engine, tmp_path / "undo")
    engine.networks = {n: {"Name": n, "Id": n * 16, "Driver": "bridge"} for n in ("shop", "back")}
    endpoints = {"shop": {"Aliases": ["w"]}, "back": {}}
    networking = {"EndpointsConfig": endpoints}
    engine.create("web", HostConfig={"NetworkMode": "shop"}, NetworkingConfig=networking)
    entry = await removed(trash, engine, "web")
    assert set(trash.held("ENGINE")) >= {(Class.NETWORK, "shop" * 16), (Class.NETWORK, "back" * 16)}
    assert not (await trash.undo(entry.id)).failed
    assert set(engine.containers["web"]["NetworkSettings"]["Networks"]) == {"shop", "back"}
    assert not [words for words in engine.ran if "network connect" in words]


async def test_what_is_gone_has_no_item_and_what_cannot_be_kept_is_lost(
    trash: Trash, engine: Engine
) -> None:
    web = engine.create("web")
    refs = [web, (Class.CONTAINER, "f" * 64), (Class.IMAGE, "sha256:" + "e" * 64)]
    refs += [(Class.BUILD_CACHE, "abcdefghijkl-mnop"), web]
    entry = await trash.record(trash.new_id(), refs)
    assert [(item.kind, item.name) for item in entry.items] == [
        (Class.CONTAINER, "web"),
        (Class.BUILD_CACHE, "abcdefghijkl-mnop"),
    ]
    report = await trash.undo(entry.id)
    assert report.there == ["web"]
    assert report.cannot_come_back == ["build cache abcdefghijkl: the next build makes it again"]


@pytest.mark.parametrize("start", ["docker info", "docker container inspect", "docker commit"])
async def test_a_record_that_fails_leaves_nothing(
    trash: Trash, engine: Engine, tmp_path: Path, start: str
) -> None:
    web = engine.create("web")
    engine.broken[start] = "Cannot connect to the Docker daemon."
    with pytest.raises(WsltuiError, match="Cannot connect"):
        await trash.record(trash.new_id(), [web], save_layers=True)
    assert not list((tmp_path / "undo").iterdir())


async def test_without_the_engine_api_nothing_is_begun_and_that_is_known_before(
    trash: Trash, engine: Engine
) -> None:
    assert await trash.obstacle() == ""
    engine.create("web")
    entry = await removed(trash, engine, "web")
    engine.broken["GET /version"] = "The Engine API is not used over ssh."
    assert "not used over ssh" in await trash.obstacle()
    with pytest.raises(Unavailable, match=r"over ssh\. What was removed is made again through"):
        await trash.undo(entry.id)
    other = engine.create("other")
    with pytest.raises(Unavailable, match="over ssh"):
        await trash.record(trash.new_id(), [other])
    assert [one.id for one in trash.entries()] == [entry.id]
    engine.broken.clear()
    assert (await trash.undo(entry.id)).restored


async def test_a_start_that_fails_takes_the_container_with_it(trash: Trash, engine: Engine) -> None:
    engine.create("web")
    engine.containers["web"]["State"]["Status"] = "running"
    entry = await removed(trash, engine, "web")
    engine.broken["docker start"] = "no space left on device"
    (failed,) = (await trash.undo(entry.id)).failed
    assert "no space left" in failed.sentence
    assert failed.sentence.endswith("was removed again.")
    assert not engine.containers
    engine.broken["docker rm"] = "device or resource busy"
    (failed,) = (await trash.undo(entry.id)).failed
    assert "could not all be removed again: `docker rm --force" in failed.sentence
    assert "busy" in failed.sentence


async def test_what_an_undo_made_and_somebody_has_used_since_is_kept(
    trash: Trash, engine: Engine, tmp_path: Path
) -> None:
    engine.create("web", Env=["A=1"])
    entry = await removed(trash, engine, "web")
    _, kept = engine.create("web", Env=["A=2"])
    engine.containers["web"]["State"]["Status"] = "exited"
    Folder(tmp_path / "undo" / entry.id).note_made(entry.items[0].ref, kept)
    report = await trash.undo(entry.id)
    assert (report.failed, engine.containers["web"]["Id"]) == ([], kept)
    assert "differs in Env" in str(report.cannot_come_back)


async def test_two_at_once(trash: Trash, engine: Engine, tmp_path: Path) -> None:
    engine.create("web")
    entry = await removed(trash, engine, "web")
    with Folder(tmp_path / "undo" / entry.id).lock(), pytest.raises(Locked):
        await trash.undo(entry.id)
    assert (await trash.undo(entry.id)).restored


async def test_what_a_swarm_looks_after_is_left_to_it(trash: Trash, engine: Engine) -> None:
    engine.create("web.1", Labels={"com.docker.swarm.service.id": "x"})
    entry = await removed(trash, engine, "web.1")
    report = await trash.undo(entry.id)
    assert not report.restored
    assert "belongs to a service" in report.cannot_come_back[0]


async def test_names_that_are_known_are_not_taken_for_the_thing(
    trash: Trash, engine: Engine
) -> None:
    """Made by hand just as it was, and never started: that is what the undo would have made."""
    engine.create("web", Env=["A=1"])
    entry = await removed(trash, engine, "web")
    engine.create("web", Env=["A=2"])
    (failed,) = (await trash.undo(entry.id)).failed
    assert "name web is taken" in failed.sentence
    volume = entry.items[0].needs[-1][1]
    engine.create("web", Env=["A=1"], HostConfig={"Binds": [f"{volume}:/vol"]})
    assert "POST" not in str(engine.ran)
    assert [one.name for one in (await trash.undo(entry.id)).restored] == ["web"]


async def test_entries_newest_first_and_broken_ones_among_them(
    trash: Trash, engine: Engine, tmp_path: Path
) -> None:
    engine.create("web")
    engine.create("api")
    first, second = [await removed(trash, engine, name) for name in ("web", "api")]
    (tmp_path / "undo" / "20990101-000000-dead").mkdir()
    assert [one.id for one in trash.entries()][1:] == [second.id, first.id]
    assert trash.entries()[0].broken
    assert [one.id for one in trash.entries("OTHER")] == ["20990101-000000-dead"]
    assert trash.newest("ENGINE") == trash.entries()[1]
    await trash.undo(second.id)
    assert trash.newest("ENGINE") == trash.entries()[2]
    assert trash.newest("OTHER") is None
    assert trash.until(first) == first.at + timedelta(days=30) if first.at else None


async def test_limits_are_kept_to_while_recording(engine: Engine, tmp_path: Path) -> None:
    trash = a_trash(engine, tmp_path / "undo", max_bytes=10)
    for name in ("web", "api"):
        engine.create(name)
    first, second = [await removed(trash, engine, name) for name in ("web", "api")]
    assert [one.id for one in trash.entries()] == [second.id]
    assert set(trash.held("ENGINE").values()) == {(second.id, trash.until(second))}
    assert first.bytes > 10


def entry(number: int, *, age: float = 0, size: int = 0, **more: Any) -> Entry:
    item = Item(Class.CONTAINER, "x", "x", outcome=more.pop("outcome", Outcome.REMOVED))
    at = START - timedelta(days=age)
    made = {"engine_id": "E", "items": (item,)} | more
    return Entry(f"2026-{99 - number}", at=at, bytes=size, **made)


def ids(entries: Any) -> list[str]:
    return [one.id for one in entries]


def test_what_is_too_old_goes_whatever_it_is() -> None:
    found = [entry(1, age=1), entry(2, age=29.9), entry(3, age=30.1), entry(4, age=99, broken="x")]
    assert ids(doomed(found, START, 30, 10**9)) == ids(found[2:])
    unfinished = [entry(1, age=0.03, unfinished=True), entry(2, age=0.05, unfinished=True)]
    assert ids(doomed(unfinished, START, 30, 10**9)) == ids(unfinished[1:])


def test_for_its_size_the_undone_goes_first_then_the_oldest_and_never_the_newest() -> None:
    found = [
        entry(1, size=50),
        entry(2, size=50, outcome=Outcome.RESTORED),
        entry(3, size=50),
        entry(4, size=50, engine_id="OTHER"),
        entry(5, size=50),
    ]
    assert ids(doomed(found, START, 30, 200)) == ids([found[1]])
    assert ids(doomed(found, START, 30, 199)) == ids([found[1], found[4]])
    assert ids(doomed(found, START, 30, 0)) == ids([found[1], found[4], found[2]])


def test_the_newest_with_data_stays_beside_the_newest() -> None:
    """A small removal afterwards does not push a large backup out."""
    backup = Item(Class.VOLUME, "data", "data", file="volume-1.tar", outcome=Outcome.REMOVED)
    found = [
        entry(1, size=1),
        entry(2, size=900, items=(backup,)),
        entry(3, size=1),
        entry(4, size=900, items=(backup,)),
    ]
    assert ids(doomed(found, START, 30, 10)) == ids([found[3], found[2]])


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 100), st.booleans())), st.integers(0))
def test_the_limits_hold_for_all_but_the_newest(
    rows: list[tuple[int, int, bool]], most: int
) -> None:
    found = [
        entry(n, age=age, size=size, outcome=Outcome.RESTORED if undone else Outcome.REMOVED)
        for n, (age, size, undone) in enumerate(sorted(rows)[:90])
    ]
    gone = ids(doomed(found, START, 30, most))
    kept = [one for one in found if one.id not in gone]
    assert len(gone) == len(set(gone))
    assert all(one.at and START - one.at <= timedelta(days=30) for one in kept)
    newest = [one for one in kept if one.undoable][:1]
    assert sum(one.bytes for one in kept) <= most or kept == newest


async def test_nothing_is_let_go_in_a_dry_run(engine: Engine, tmp_path: Path) -> None:
    clock = Clock()
    trash = a_trash(engine, tmp_path / "undo", clock=clock)
    engine.create("web")
    entry = await removed(trash, engine, "web")
    clock.at += timedelta(days=31)
    trash._session.runner.dry_run = True
    assert await trash.let_go() == ()
    trash._session.runner.dry_run = False
    assert await trash.let_go() == (entry.id,)
