"""A session follows a real engine: changes from outside, kill and return, hang and thaw."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import psutil
import pytest

from tests.live.engine import PrivateEngine
from tests.live.following import Following, lead_to
from tests.live.image import BUSYBOX
from tui.core.health import Cause
from tui.core.store import Phase
from tui.session.follow import Live

IDLE = ("sleep", "1000000")


@pytest.fixture
def followed(
    clean_engine: PrivateEngine, some_cli: str, monkeypatch: pytest.MonkeyPatch
) -> PrivateEngine:
    """The engine that docker, in one of its versions, reaches from here."""
    lead_to(clean_engine, some_cli, monkeypatch)
    return clean_engine


async def docker(engine: PrivateEngine, *words: str) -> str:
    return (await asyncio.to_thread(engine.docker, *words)).stdout.strip()


async def run(engine: PrivateEngine, name: str, *options: str) -> str:
    return await docker(engine, "run", "-d", "--name", name, *options, BUSYBOX, *IDLE)


async def test_what_happens_outside_is_seen(followed: PrivateEngine) -> None:
    async with Following() as f:
        await f.live()
        assert f.states() == {}
        await run(followed, "web")
        await f.until(lambda: f.states() == {"web": "running"}, "a new container")
        await docker(followed, "pause", "web")
        await f.until(lambda: f.states() == {"web": "paused"}, "a paused one")
        await docker(followed, "unpause", "web")
        await docker(followed, "rename", "web", "api")
        await f.until(lambda: f.states() == {"api": "running"}, "a renamed one")
        await docker(followed, "network", "create", "shop")
        await docker(followed, "network", "connect", "shop", "api")
        await f.until(lambda: "shop" in f.rows()["api"].networks, "another network")
        await docker(followed, "stop", "api")
        await f.until(lambda: f.states() == {"api": "exited"}, "a stopped one")
        assert f.rows()["api"].exit_code is not None
        await docker(followed, "rm", "api")
        await f.until(lambda: f.states() == {}, "a removed one")


async def test_an_event_costs_one_read_of_one_row(followed: PrivateEngine) -> None:
    for name in ("web", "api"):
        await run(followed, name)
    async with Following() as f:
        await f.live()
        api = f.rows()["api"]
        journal = f.session.runner.journal
        journal.entries.clear()
        await docker(followed, "kill", "web")
        await f.until(lambda: f.states()["web"] == "exited", "a killed one")
        await f.session.refresh.settled()
        reads = [entry.typed for entry in journal.entries if "version" not in entry.typed]
        assert all("container inspect" in typed for typed in reads)
        assert not any(api.id in typed for typed in reads)
        assert 1 <= len(reads) <= 3
        assert f.rows()["api"] is api


async def test_images_are_followed_and_know_who_uses_them(followed: PrivateEngine) -> None:
    async with Following() as f:
        await f.live()
        assert f.rows("images")[BUSYBOX].containers == 0
        await docker(followed, "tag", BUSYBOX, "shop/web:1.4")
        await f.until(lambda: "shop/web:1.4" in f.rows("images"), "a new tag")
        await run(followed, "web")
        await f.until(lambda: f.rows("images")[BUSYBOX].containers == 1, "its use")
        await docker(followed, "rmi", "shop/web:1.4")
        await f.until(lambda: "shop/web:1.4" not in f.rows("images"), "a tag gone")


async def test_nothing_that_happens_during_the_start_is_missed(followed: PrivateEngine) -> None:
    body = {"Image": BUSYBOX, "Cmd": ["true"]}

    def make() -> None:
        for number in range(20):
            followed.api("POST", f"/containers/create?name=c{number}", body)

    async with Following() as f:
        await asyncio.to_thread(make)
        await f.until(lambda: len(f.rows()) == 20, "all containers made meanwhile")


async def test_a_killed_engine_is_said_within_3_seconds_and_comes_back_by_itself(
    followed: PrivateEngine,
) -> None:
    await run(followed, "web")
    async with Following() as f:
        await f.live()
        await asyncio.to_thread(followed.kill)
        took = await f.until(lambda: f.state() is Live.STALE, "the engine is gone", 3)
        assert took < 3
        snapshot = f.snapshot()
        assert (snapshot.phase, f.cause()) == (Phase.FAILED, Cause.NOT_RUNNING)
        assert f.states() == {"web": "running"}
        assert snapshot.health is not None
        assert str(followed.socket) in snapshot.health.reason
        assert snapshot.health.remedy
        await f.session.refresh.settled()
        assert f.rows("system")["engine"].data["up"] is False
        await asyncio.to_thread(followed.restart)
        await f.until(lambda: f.state() is Live.LIVE, "live again")
        await f.until(lambda: f.states() == {"web": "exited"}, "read again")
        await f.until(lambda: f.rows("system")["engine"].data["up"], "system read again")
        await f.until(lambda: f.snapshot("images").phase is Phase.READY, "images read again")


async def test_a_frozen_engine_is_hung_and_thaws(followed: PrivateEngine) -> None:
    await run(followed, "web")
    async with Following() as f:
        await f.live()
        await asyncio.to_thread(followed.freeze)
        await f.until(lambda: f.state() is Live.STALE, "a hang is noticed")
        assert f.cause() is Cause.HUNG
        assert (f.snapshot().phase, f.states()) == (Phase.FAILED, {"web": "running"})
        followed.thaw()
        await f.until(lambda: f.state() is Live.LIVE, "thawed")
        await f.until(lambda: f.snapshot().phase is Phase.READY, "read again")
        await docker(followed, "kill", "web")
        await f.until(lambda: f.states() == {"web": "exited"}, "events again")


async def test_a_hang_is_noticed_although_every_seat_is_taken(followed: PrivateEngine) -> None:
    """Reads wait up to a minute; the greeting that tells of a hang must not wait behind them."""
    await run(followed, "web")
    async with Following() as f:
        await f.live()
        await asyncio.to_thread(followed.freeze)
        reads = [
            asyncio.create_task(f.session.execute(kind.inspect(row)))
            for kind in f.session.kinds.values()
            for row in f.snapshot(kind.id).rows
            if kind.tool == "docker" and kind.inspect is not None
        ]
        for kind_id in ("containers", "images", "system"):
            f.session.refresh.mark(kind_id)
        await f.until(lambda: f.state() is Live.STALE, "a hang is noticed")
        for read in reads:
            read.cancel()
        await asyncio.gather(*reads, return_exceptions=True)


async def test_an_engine_that_starts_later_is_found(followed: PrivateEngine) -> None:
    await asyncio.to_thread(followed.kill)
    async with Following() as f:
        await f.until(lambda: f.state() is Live.STALE, "no engine yet")
        assert f.cause() is Cause.NOT_RUNNING
        await asyncio.to_thread(followed.restart)
        await f.live()
        assert f.snapshot().phase is Phase.READY


async def test_closing_leaves_no_process(followed: PrivateEngine) -> None:
    me = psutil.Process()

    def ours() -> list[str]:
        return [p.name() for p in me.children(recursive=True) if p.name() == "docker"]

    async with Following() as f:
        await f.live()
        assert ours() == ["docker"]
    assert ours() == []


@pytest.fixture
async def sampled(
    sample_engine: PrivateEngine, docker_cli: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Following]:
    lead_to(sample_engine, docker_cli, monkeypatch)
    f = Following()
    yield f
    await f.session.close()


async def test_odd_containers_are_listed_whole(sampled: Following) -> None:
    await sampled.read("containers", "images", "system")
    rows = sampled.rows()
    labels = rows["odd-labels"].labels
    assert {k: labels[k] for k in ("note", "list", "名")} == {
        "note": "[red]alert[/]", "list": "a=1,b=2", "名": "値",
    }  # fmt: skip
    assert rows["shop-web-1"].project == "shop"
    assert rows["report"].exit_code == 3
    assert rows["shop-api-1"].health == "healthy"


async def test_every_cli_lists_the_same(sampled: Following, sample_engine: PrivateEngine) -> None:
    """What the engine itself says is what each CLI's rows say."""
    await sampled.read("containers", "images")
    said = {c["Id"]: c for c in sample_engine.get("/containers/json?all=1")}
    assert {row.id for row in sampled.rows().values()} == set(said)
    for row in sampled.rows().values():
        assert row.labels == said[row.id]["Labels"]
        assert row.restart_policy == "always" or row.state == said[row.id]["State"]
        assert row.networks == tuple(said[row.id]["NetworkSettings"]["Networks"])
        assert row.names == tuple(name[1:] for name in said[row.id]["Names"])
    tags = {
        tag: image["Size"]
        for image in sample_engine.get("/images/json")
        for tag in image["RepoTags"] or []
        if tag != "<none>:<none>"
    }
    listed = {name: row.size_bytes for name, row in sampled.rows("images").items() if row.tag}
    assert listed == tags


async def test_without_wsl_the_system_says_so_and_shows_the_rest(sampled: Following) -> None:
    await sampled.read("system")
    rows = sampled.rows("system")
    assert rows["engine"].data["up"] is True
    assert "not WSL" in rows["wsl"].value
