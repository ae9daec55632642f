"""The Engine API where only the docker command gets through: over ssh."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Protocol

from tui.backends.aside import aside
from tui.backends.engine import LIMIT, answered
from tui.backends.flow import Flow, followed
from tui.core.command import Api, Command, Outcome, Result, docker
from tui.core.errors import Unavailable
from tui.run.stream import Stream

DIAL = docker("system", "dial-stdio", timeout=None)
"""What the docker command itself runs at the other end: it joins its terminal to the engine."""


class Line(Protocol):
    """A connection through a program; `end` is None where that could not be started."""

    end: socket.socket | None

    async def why(self) -> Result | None: ...


Dial = Callable[[Command], AbstractAsyncContextManager[Line]]


class DialedApi:
    """Makes one connection a call, for its program ends with it and none is left behind.

    It reaches the engine of the docker command, for that is what connects it.
    """

    def __init__(self, dial: Dial, prepare: Callable[[Command], Command]) -> None:
        self._dial, self._prepare = dial, prepare
        self._prefix = ""

    async def perform(self, command: Command) -> Result:
        """As `EngineApi.perform` does."""
        began = time.monotonic()
        try:
            dialing = self._prepare(DIAL)
        except Unavailable as error:
            return Result(command, Outcome.NOT_STARTED, stderr=str(error).encode())
        async with self._dial(dialing) as line:
            result = await self._over(line, command)
        return replace(result, seconds=time.monotonic() - began)

    @asynccontextmanager
    async def stream(self, command: Command) -> AsyncIterator[Stream]:
        """As `EngineApi.stream` does."""
        assert command.api is not None
        api, seconds = command.api, command.timeout or LIMIT
        try:
            dialing = self._prepare(DIAL)
        except Unavailable as error:
            yield Stream.ended(Result(command, Outcome.NOT_STARTED, stderr=str(error).encode()))
            return
        async with self._dial(dialing) as line:
            end = line.end
            if end is None:
                lost = await _lost(line, command, "it was not made", Outcome.NOT_STARTED)
                yield Stream.ended(lost)
                return
            opening = partial(self._follow, end, api, seconds)
            async with followed(command, opening, seconds) as lines:
                yield lines

    async def _over(self, line: Line, command: Command) -> Result:
        assert command.api is not None
        end, api, seconds = line.end, command.api, command.timeout or LIMIT
        if end is None:
            return await _lost(line, command, "it was not made", Outcome.NOT_STARTED)
        try:
            status, body = await aside(lambda: self._call(end, api, seconds), seconds)
        except TimeoutError:
            return Result(command, Outcome.TIMEOUT)
        except (OSError, HTTPException, ValueError) as error:
            return await _lost(line, command, str(error) or type(error).__name__)
        return answered(command, status, body)

    def _call(self, end: socket.socket, api: Api, seconds: float) -> tuple[int, bytes]:
        """Blocking."""
        response = self._ask(end, api, seconds)
        return response.status, response.read()

    def _follow(self, end: socket.socket, api: Api, seconds: float) -> Flow:
        """Blocking until the answer begins."""
        response = self._ask(end, api, seconds)
        end.settimeout(None)
        return Flow(response.status, iter(response.readline, b""), partial(_hang_up, end))

    def _ask(self, end: socket.socket, api: Api, seconds: float) -> HTTPResponse:
        """The first call also asks which version the engine speaks."""
        end.settimeout(seconds)
        connection = HTTPConnection("docker", timeout=seconds)
        connection.sock = end
        if not self._prefix:
            told = _ask(connection, Api("GET", "/version")).read()
            self._prefix = f"/v{json.loads(told)['ApiVersion']}"
        return _ask(connection, replace(api, path=f"{self._prefix}{api.path}"), last=True)


def _hang_up(end: socket.socket) -> None:
    end.shutdown(socket.SHUT_RDWR)


def _ask(connection: HTTPConnection, api: Api, *, last: bool = False) -> HTTPResponse:
    headers = {"Content-Type": "application/json"} if api.body is not None else {}
    if last:
        headers["Connection"] = "close"
    body = None if api.body is None else json.dumps(api.body)
    connection.request(api.method, api.path, body, headers)
    return connection.getresponse()


async def _lost(
    line: Line, command: Command, said: str, outcome: Outcome = Outcome.FAILED
) -> Result:
    """What the program says is why; how far the engine got with the call is not known."""
    ended = await line.why()
    why = ended.last_words() if ended else ""
    words = f"The connection to the engine was lost: {why or said}"
    return Result(command, outcome, stderr=words.encode(errors="replace"))
