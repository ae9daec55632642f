"""The Engine API, for what the docker command has no words for. Never blocks the event loop."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from tui.backends.aside import aside
from tui.backends.endpoint import Endpoint
from tui.backends.flow import followed
from tui.backends.sdk import Client, open_client
from tui.core.command import Api, Command, Outcome, Result
from tui.core.errors import Unavailable
from tui.core.identity import identity
from tui.core.record import mapping
from tui.run.stream import Stream

LIMIT = 60.0
"""Seconds for a call that sets no limit itself: no request waits for ever."""
REMEDY = "Everything else goes on through the docker command."

Open = Callable[[Endpoint, float], Client]


class EngineApi:
    """A connection that is made when first needed, and made again after it was lost.

    `reason` says why it is left off; it is empty while it works or was never tried. An engine
    that is reached otherwise than by a socket is left off for good: over ssh the SDK would start
    ssh itself, see `DialedApi`. So is one that differs from that of the docker command (`verify`).
    """

    def __init__(self, endpoint: Endpoint, opener: Open = open_client) -> None:
        self.endpoint = endpoint
        self.reason = ""
        self._opener = opener
        self._client: Client | None = None
        self._opening = asyncio.Lock()
        self._closed_for_good = endpoint.kind not in ("unix", "tcp")
        if self._closed_for_good:
            self.reason = f"The Engine API is not used over {endpoint.kind}."

    @classmethod
    async def connect(
        cls, endpoint: Endpoint, opener: Open = open_client, seconds: float = 10.0
    ) -> EngineApi:
        """Connected, or with the `reason` why not. Raises nothing."""
        api = cls(endpoint, opener)
        await api._open(seconds)
        return api

    @property
    def on(self) -> bool:
        """Whether there is a connection to use."""
        return self._client is not None

    async def engine_id(self) -> str:
        """What the engine calls itself; empty if it does not say. Raises Unavailable."""
        _, body = await self.request(Api("GET", "/info"), 10.0)
        try:
            return identity(mapping(json.loads(body)))
        except ValueError:
            return ""

    async def verify(self, cli_engine_id: str) -> bool:
        """Whether this is the engine of the docker command; if not, it is left off for good."""
        try:
            own = await self.engine_id()
        except Unavailable:
            return False
        if own and own == cli_engine_id:
            return True
        self.close()
        self._closed_for_good = True
        self.reason = "The docker command and the Engine API reach different engines."
        return False

    async def request(self, api: Api, seconds: float = LIMIT) -> tuple[int, bytes]:
        """The HTTP status and the body. Raises Unavailable where no answer came."""
        result = await self.perform(Command("docker", api=api, timeout=seconds))
        if result.outcome in (Outcome.OK, Outcome.FAILED) and result.code is not None:
            return result.code, result.stdout
        raise Unavailable(result.error_text or f"No answer within {seconds:g} s.", REMEDY)

    async def perform(self, command: Command) -> Result:
        """Carry out a command that is an API call; its `code` is the HTTP status.

        A status of 400 or more is a failure, and stderr is what the engine said. Where no
        status came it is a time-out, or a failure that may have happened all the same.
        """
        assert command.api is not None
        began, seconds = time.monotonic(), command.timeout or LIMIT
        result = Result(command, Outcome.TIMEOUT)
        try:
            client = await self._open(seconds)
            if client is None:
                result = replace(result, outcome=Outcome.NOT_STARTED, stderr=self.reason.encode())
            else:
                status, body = await _call(client, command.api, seconds)
                result = answered(command, status, body)
        except TimeoutError:
            pass
        except ConnectionError as error:
            lost = f"The connection to the engine at {self.endpoint.host} was lost: {error}."
            result = replace(result, outcome=Outcome.FAILED, stderr=lost.encode())
        return replace(result, seconds=time.monotonic() - began)

    @asynccontextmanager
    async def stream(self, command: Command) -> AsyncIterator[Stream]:
        """An answer that goes on, line by line; its `timeout` limits the wait for the first."""
        assert command.api is not None
        api, seconds = command.api, command.timeout or LIMIT
        client = await self._open(seconds)
        if client is None:
            said = self.reason.encode()
            yield Stream.ended(Result(command, Outcome.NOT_STARTED, stderr=said))
            return
        async with followed(command, lambda: client.follow(api, seconds), seconds) as lines:
            yield lines

    def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()

    async def _open(self, seconds: float) -> Client | None:
        """The client, or None with a reason."""
        async with self._opening:
            if self._client is None and not self._closed_for_good:
                self._client = await self._try(seconds)
            return self._client

    async def _try(self, seconds: float) -> Client | None:
        self.reason = ""
        try:
            return await aside(lambda: self._opener(self.endpoint, seconds), seconds)
        except TimeoutError:
            self.reason = f"The engine at {self.endpoint.host} did not answer the Engine API."
        except Exception as error:
            said = str(error) or type(error).__name__
            self.reason = f"The engine at {self.endpoint.host} does not take API calls: {said}."
        return None


async def _call(client: Client, api: Api, seconds: float) -> tuple[int, bytes]:
    return await aside(lambda: client.call(api, seconds), seconds)


def answered(command: Command, status: int, body: bytes) -> Result:
    """The result of a call that the engine gave an answer to."""
    if status < 400:
        return Result(command, Outcome.OK, status, body)
    return Result(command, Outcome.FAILED, status, body, _message(body))


def _message(body: bytes) -> bytes:
    """What the engine says in `{"message": …}`, or the body as it came."""
    try:
        said = json.loads(body)["message"]
    except (ValueError, KeyError, TypeError):
        return body
    return said.encode(errors="replace") if isinstance(said, str) else body
