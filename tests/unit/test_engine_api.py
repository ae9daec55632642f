"""The Engine API: what becomes of answers, errors, silence, and engines that are not the same."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable

import pytest

from tui.backends.endpoint import Endpoint
from tui.backends.engine import EngineApi
from tui.backends.flow import Flow
from tui.core.command import Api, Command, Outcome, Result
from tui.core.errors import Unavailable

LOCAL = Endpoint("default", "unix:///run/engine.sock", "DOCKER_HOST")
Answer = Callable[[Api], tuple[int, bytes]]


class FakeClient:
    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.closed = False

    def call(self, api: Api, seconds: float) -> tuple[int, bytes]:
        assert threading.current_thread() is not threading.main_thread()
        return self._answer(api)

    def follow(self, api: Api, seconds: float) -> Flow:
        status, body = self.call(api, seconds)
        return Flow(status, iter(body.splitlines()), self.close)

    def close(self) -> None:
        self.closed = True


def engine(answer: Answer, endpoint: Endpoint = LOCAL) -> EngineApi:
    return EngineApi(endpoint, lambda _endpoint, _seconds: FakeClient(answer))


async def perform(api: EngineApi, seconds: float | None = 5) -> Result:
    create = Api("POST", "/containers/create?name=web", {"Image": "busybox"})
    return await api.perform(Command("docker", api=create, timeout=seconds, mutates=True))


async def test_an_answer() -> None:
    result = await perform(engine(lambda api: (201, b'{"Id":"f00"}')))
    assert (result.outcome, result.code, result.stdout) == (Outcome.OK, 201, b'{"Id":"f00"}')
    assert result.seconds >= 0


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (409, b'{"message":"Conflict. The name is in use"}', "Conflict. The name is in use"),
        (500, b"<html>oh</html>", "<html>oh</html>"),
        (404, b'{"message":5}', '{"message":5}'),
        (400, b"[]", "[]"),
        (503, b'{"message":"\\ud800"}', "?"),
        (502, b"", ""),
    ],
)
async def test_an_error_is_what_the_engine_says(status: int, body: bytes, said: str) -> None:
    result = await perform(engine(lambda api: (status, body)))
    assert (result.outcome, result.code) == (Outcome.FAILED, status)
    assert result.error_text == said


async def test_silence_is_a_time_out_and_does_not_block_the_loop() -> None:
    release = threading.Event()
    api = engine(lambda api: (200, b"") if release.wait(20) else (500, b""))
    running = asyncio.create_task(perform(api, seconds=0.1))
    await asyncio.sleep(0)
    assert not running.done()
    result = await running
    release.set()
    assert (result.outcome, result.code) == (Outcome.TIMEOUT, None)


async def test_a_lost_connection_is_a_failure_with_words() -> None:
    def lost(api: Api) -> tuple[int, bytes]:
        raise ConnectionError("Connection refused")

    result = await perform(engine(lost))
    assert (result.outcome, result.code) == (Outcome.FAILED, None)
    assert "Connection refused" in result.error_text


async def test_an_engine_that_is_not_there_is_tried_again() -> None:
    there = False

    def opener(_endpoint: Endpoint, _seconds: float) -> FakeClient:
        if not there:
            raise ConnectionError("No such file or directory")
        return FakeClient(lambda api: (200, b"{}"))

    api = await EngineApi.connect(LOCAL, opener)
    assert not api.on
    assert "No such file or directory" in api.reason
    result = await perform(api)
    assert (result.outcome, result.error_text) == (Outcome.NOT_STARTED, api.reason)
    there = True
    assert (await perform(api)).ok
    assert (api.on, api.reason) == (True, "")


async def test_one_connection_serves_calls_side_by_side() -> None:
    opened = []

    def opener(_endpoint: Endpoint, _seconds: float) -> FakeClient:
        opened.append(FakeClient(lambda api: (200, b"{}")))
        return opened[-1]

    api = EngineApi(LOCAL, opener)
    assert all(result.ok for result in await asyncio.gather(*(perform(api) for _ in range(5))))
    assert len(opened) == 1
    api.close()
    assert (opened[0].closed, api.on) == (True, False)


@pytest.mark.parametrize("host", ["ssh://dev@far", "npipe:////./pipe/docker_engine", "fd://"])
async def test_ssh_and_the_like_are_left_to_the_docker_command(host: str) -> None:
    def opener(_endpoint: Endpoint, _seconds: float) -> FakeClient:
        raise AssertionError("connected")

    api = await EngineApi.connect(Endpoint("far", host, "DOCKER_HOST"), opener)
    assert not api.on
    assert host.partition(":")[0] in api.reason
    assert (await perform(api)).outcome is Outcome.NOT_STARTED
    with pytest.raises(Unavailable, match="not used over"):
        await api.engine_id()


async def test_the_same_engine_is_kept() -> None:
    api = engine(lambda api: (200, json.dumps({"ID": "AB:CD"}).encode()))
    assert await api.verify("AB:CD")
    assert (api.on, api.reason) == (True, "")


@pytest.mark.parametrize(("own", "cli"), [("AB", "CD"), ("", ""), ("AB", ""), (None, "AB")])
async def test_another_engine_is_left_off_for_good(own: str | None, cli: str) -> None:
    api = engine(lambda api: (200, json.dumps({"ID": own}).encode()))
    assert not await api.verify(cli)
    assert "different engines" in api.reason
    assert (await perform(api)).outcome is Outcome.NOT_STARTED


async def test_no_answer_proves_nothing() -> None:
    def lost(api: Api) -> tuple[int, bytes]:
        raise ConnectionError("gone")

    api = engine(lost)
    assert not await api.verify("AB")
    assert "different" not in api.reason


async def test_an_odd_answer_has_no_id() -> None:
    assert await engine(lambda api: (200, b"<html>")).engine_id() == ""
    assert await engine(lambda api: (200, b"[]")).engine_id() == ""
