"""A session on an engine that lives in the process: what an undo asks is answered from here."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.unit.engine_model import Model
from tui.core.cleanup.world import Class, Ref
from tui.core.command import Command, Outcome, Result
from tui.core.settings import Settings
from tui.run.journal import Journal
from tui.run.runner import Runner
from tui.run.transport import Outputs, Stream
from tui.session.session import Session
from tui.session.undo.trash import Trash

START = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


class Engine:
    """Containers and networks by name. `broken` are beginnings of commands that fail."""

    def __init__(self, api: tuple[int, int] = (1, 41)) -> None:
        self.model = Model(api)
        self.containers: dict[str, dict[str, Any]] = {}
        self.networks: dict[str, dict[str, Any]] = {}
        self.volumes: set[str] = set()
        self.broken: dict[str, str] = {}
        self.ran: list[str] = []

    def create(self, name: str, **body: Any) -> Ref:
        made = self.model.create(name, {"Image": "app:1", "HostConfig": {}} | body)
        self.containers[name] = made
        self.volumes |= {mount["Name"] for mount in made["Mounts"]}
        return Class.CONTAINER, made["Id"]

    async def call(self, command: Command) -> Result:
        """The Engine API."""
        assert command.api is not None
        self.ran.append(command.typed())
        if words := self._fails(command):
            return Result(command, Outcome.NOT_STARTED, stderr=words.encode())
        if command.api.path == "/version":
            major, minor = self.model.api
            return _said(command, {"ApiVersion": f"{major}.{minor}"})
        name = command.api.path.partition("?name=")[2]
        if name in self.containers:
            return Result(command, Outcome.FAILED, 409, stderr=b"Conflict.")
        _, id_ = self.create(name, **(command.api.body or {}))
        return _said(command, {"Id": id_})

    async def run(self, command: Command) -> Result:
        """The docker command."""
        self.ran.append(command.typed())
        if words := self._fails(command):
            return Result(command, Outcome.FAILED, 1, stderr=words.encode())
        match command.argv[1:]:
            case ("info", *_):
                return _said(command, {"ID": "ENGINE", "Name": "vm"})
            case ("ps", *_):
                return _lines(command, self.containers.values(), "Id", "Name")
            case ("network", "ls", *_):
                return _lines(command, self.networks.values(), "Id", "Name")
            case ("volume", "ls", *_):
                return _lines(command, [{"Name": name} for name in self.volumes], "Id", "Name")
            case ("image", "inspect", "--format", *_):
                return Result(command, Outcome.OK, 0, b"sha256:" + b"1" * 64)
            case (kind, "inspect", *asked):
                return _inspected(command, self._things(kind), asked)
            case ("rm", *_, word):
                name = next(n for n, c in self.containers.items() if word in (n, c["Id"]))
                del self.containers[name]
        return Result(command, Outcome.OK, 0)

    @asynccontextmanager
    async def stream(self, command: Command) -> AsyncIterator[Stream]:
        yield Stream.ended(await self.run(command))

    @asynccontextmanager
    async def outputs(self, command: Command) -> AsyncIterator[Outputs]:
        yield Outputs.ended(await self.run(command))

    async def hand_over(self, command: Command) -> Result:
        return await self.run(command)

    def _things(self, kind: str) -> dict[str, dict[str, Any]]:
        image = {"Id": "1" * 64, "Name": "app:1", "RepoTags": ["app:1"]}
        found = {"container": self.containers, "network": self.networks, "image": {"app:1": image}}
        return found.get(kind, {})

    def _fails(self, command: Command) -> str:
        typed = command.typed()
        return next((words for start, words in self.broken.items() if typed.startswith(start)), "")


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def a_trash(engine: Engine, directory: Path, **limits: Any) -> Trash:
    runner = Runner(Journal(), engine)
    runner.api = engine.call
    limits.setdefault("clock", Clock())
    return Trash(Session({}, {}, runner, Settings()), directory, **limits)


def _said(command: Command, value: Any) -> Result:
    code = 200 if command.api else 0
    return Result(command, Outcome.OK, code, json.dumps(value).encode())


def _lines(command: Command, things: Any, id_: str, name: str) -> Result:
    rows = [
        {"ID": one.get(id_), "Names": one[name].strip("/"), "Name": one[name]} for one in things
    ]
    return Result(command, Outcome.OK, 0, "\n".join(map(json.dumps, rows)).encode())


def _inspected(command: Command, things: dict[str, dict[str, Any]], words: list[str]) -> Result:
    found = [one for word in words for one in things.values() if word in (one["Id"], _name(one))]
    known = {word for one in found for word in (one["Id"], _name(one))}
    said = "\n".join(f"Error: No such thing: {word}" for word in words if word not in known)
    outcome = Outcome.FAILED if said else Outcome.OK
    text = json.dumps(found, indent=4).encode()
    return Result(command, outcome, 1 if said else 0, text, said.encode())


def _name(thing: dict[str, Any]) -> str:
    return str(thing["Name"]).strip("/")
