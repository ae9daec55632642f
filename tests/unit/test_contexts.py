"""The engines in reach: contexts as docker lists them, and the engines of distros themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.unit.fake_machine import FakeMachine
from tui.backends.contexts import EndpointError
from tui.backends.docker import DockerBackend
from tui.backends.endpoint import Endpoint
from tui.core.command import Outcome, Result, docker
from tui.core.errors import Unavailable
from tui.core.kind import View
from tui.kinds.context_record import Engine
from tui.kinds.contexts import CONTEXTS, REMOVE, USE
from tui.run.recorded import Answer, Recorded, Reply
from tui.session.ask import ask

WINDOWS = "npipe:////./pipe/dockerDesktopLinuxEngine"
VERSION = {"Client": {}, "Server": {"Version": "29.4.2", "Platform": {"Name": "Docker Desktop 4"}}}
INFO = {"ID": "A", "OperatingSystem": "Docker Desktop", "KernelVersion": "x-microsoft-y"}
LISTED = (
    '{"Current":true,"Description":"d","DockerEndpoint":"unix:///var/run/docker.sock","Error":"",'
    '"Name":"default"}\n'
    '{"Current":false,"Description":"","DockerEndpoint":"ssh://me:pw@far","Name":"far"}\n'
    f'{{"Current":false,"DockerEndpoint":"{WINDOWS}","Name":"desktop-linux"}}\n'
)
DISTROS = (
    "  NAME  STATE  VERSION\n* Ubuntu  Running  2\n  Debian  Stopped  2\n  Old  Running  1\n"
    "  docker-desktop  Running  2\n"
)
WORLD: dict[str, Reply] = {
    "docker context ls": Answer(LISTED),
    "docker --context default version": Answer(json.dumps(VERSION)),
    "docker --context default info": Answer(json.dumps(INFO)),
    "docker --context far": Answer("", 1, "error during connect: Permission denied (publickey)."),
    "wsl.exe -l -v": Answer(DISTROS),
    "wsl.exe -l --running -q": Answer("Ubuntu\ndocker-desktop\n"),
    "wsl.exe -d Ubuntu -e find": Answer("/var/run/docker.pid\n"),
    "wsl.exe -d Ubuntu -e docker": Answer("28.5.1\n"),
    "date": Answer("1000\n"),
}


async def rows(changes: Mapping[str, Reply] | None = None) -> dict[str, Engine]:
    found = await ask(CONTEXTS.listing(), Recorded({**WORLD, **(changes or {})}).run)
    return {CONTEXTS.key(row): row for row in found}


async def test_every_engine_in_reach_and_why_others_are_not() -> None:
    transport = Recorded(WORLD)
    found = await ask(CONTEXTS.listing(), transport.run)
    shown = {CONTEXTS.key(row): (row.reachable, row.engine and row.engine.short) for row in found}
    assert shown == {
        "context:default": (True, "Docker Desktop 4 on WSL 2"),
        "context:far": (False, None),
        "context:desktop-linux": (False, None),
        "distro:Ubuntu": (True, "Docker Engine 28.5.1"),
        "distro:Debian": (None, None),
    }
    assert found[1].why == "error during connect: Permission denied (publickey)"
    assert {row.asked for row in found} == {datetime.fromtimestamp(1000, UTC)}
    ran = " ".join(transport.typed(mutating=False))
    for never in ("-d Debian", "-d docker-desktop", "-d Old", "--context desktop-linux"):
        assert never not in ran


async def test_a_distro_without_a_running_dockerd_is_not_connected_to() -> None:
    transport = Recorded({**WORLD, "wsl.exe -d Ubuntu -e find": Answer("")})
    found = await ask(CONTEXTS.listing(), transport.run)
    assert "distro:Ubuntu" not in {CONTEXTS.key(row) for row in found}
    assert not [typed for typed in transport.typed(mutating=False) if "-e docker" in typed]


async def test_docker_desktop_that_no_context_leads_to_is_listed_too() -> None:
    changes: dict[str, Reply] = {"docker --context default version": Answer("", 1, "No engine.")}
    row = (await rows(changes))["distro:docker-desktop"]
    assert (row.reachable, "not integrated" in row.why) == (False, True)


async def test_without_docker_and_wsl_there_is_nothing() -> None:
    assert await ask(CONTEXTS.listing(), Recorded({}).run) == ()


async def test_what_json_says() -> None:
    found = await rows()
    made = CONTEXTS.as_json(found["context:default"], View(datetime.now(UTC)))
    assert (made["current"], made["backend"], made["asked_at"]) == (
        True, "WSL 2", "1970-01-01T00:16:40Z",
    )  # fmt: skip
    (used, *_) = CONTEXTS.join((found["context:far"],), {"endpoint": (("far", "ssh://far"),)})
    assert used.used
    assert "pw" not in str(CONTEXTS.as_json(used, View(datetime.now(UTC))))


async def test_which_ones_can_be_made_the_default() -> None:
    found = await rows()
    assert "already" in (USE.why_not(found["context:default"]) or "")
    assert "no context" in (USE.why_not(found["distro:Ubuntu"]) or "")
    far = found["context:far"]
    assert USE.why_not(far) is None
    assert "publickey" in (USE.warn(far, frozenset()) or "")
    assert USE.plan(far, frozenset()).argv == ("docker", "context", "use", "far")


async def test_which_ones_can_be_removed() -> None:
    found = await rows()
    assert REMOVE.why_not(found["context:far"]) is None
    assert REMOVE.plan(found["context:far"], frozenset()).argv[1:] == ("context", "rm", "far")
    for key in ("context:default", "distro:Ubuntu"):
        assert REMOVE.why_not(found[key]) is not None
    (used,) = CONTEXTS.join((found["context:far"],), {"endpoint": (("far", "ssh://far"),)})
    assert "in use" in (REMOVE.why_not(used) or "")


def backend(tmp_path: Path, source: str = "default") -> DockerBackend:
    machine = FakeMachine(tmp_path)
    machine.program("usr/bin/docker")
    endpoint = Endpoint("default", "unix:///run/docker.sock", source)
    return DockerBackend(endpoint, {"PATH": str(machine.root / "usr/bin")}, places=machine.places)


def test_another_context_that_fails_says_nothing_of_ours(tmp_path: Path) -> None:
    ours = backend(tmp_path)
    words = ("version", "--format", "{{json .}}")
    for context, known in (("far", False), ("default", True)):
        command = ours.prepare(docker("--context", context, *words))
        assert command.argv[:4] == ("docker", "--context", context, "version")
        for outcome in (Outcome.TIMEOUT, Outcome.FAILED):
            result = Result(command, outcome, 1, stderr=b"Cannot connect to the Docker daemon")
            assert (ours.explain(result) is not None) is known


def test_wsltui_stays_with_its_engine_when_another_context_is_made_the_default(
    tmp_path: Path,
) -> None:
    ours = backend(tmp_path)
    assert ours.prepare(docker("ps")).argv == ("docker", "ps")
    assert ours.prepare(docker("context", "use", "far")).argv[1:] == ("context", "use", "far")
    assert ours.prepare(docker("ps")).argv == ("docker", "--context", "default", "ps")
    assert ours.prepare(docker("context", "ls")).argv == ("docker", "context", "ls")
    by_variable = backend(tmp_path, "DOCKER_HOST")
    by_variable.prepare(docker("context", "use", "far"))
    assert by_variable.prepare(docker("ps")).argv == ("docker", "ps")


def test_contexts_are_listed_and_chosen_where_the_one_in_use_leads_nowhere(tmp_path: Path) -> None:
    broken = backend(tmp_path)
    broken.endpoint = EndpointError("No context gone.", "See.", "DOCKER_CONTEXT")
    for words in (("context", "ls"), ("context", "use", "default"), ("--context", "x", "version")):
        assert broken.prepare(docker(*words)).argv == ("docker", *words)
    with pytest.raises(Unavailable, match="No context gone"):
        broken.prepare(docker("ps"))
