"""Engine API calls through a program that is the connection, as `docker system dial-stdio` is."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest

from tests.unit.programs import alive, until
from tui.backends.dialed import DIAL, DialedApi
from tui.core.command import Api, Command, Outcome, Result
from tui.core.errors import Unavailable
from tui.run.journal import Journal
from tui.run.runner import Runner

SERVER = r"""
import json, os, sys
from http import HTTPStatus

def requests():
    while first := sys.stdin.buffer.readline():
        length, close = 0, False
        while (line := sys.stdin.buffer.readline()).strip():
            name, _, value = line.decode().partition(":")
            length = int(value) if name.lower() == "content-length" else length
            close = close or (name.lower() == "connection" and "close" in value)
        method, path, _ = first.decode().split()
        yield method, path, sys.stdin.buffer.read(length).decode(), close

def answer(status, body):
    head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Length: {len(body)}\r\n\r\n"
    sys.stdout.buffer.write(head.encode() + body)
    sys.stdout.buffer.flush()

with open(os.environ["HEARD"], "a") as heard:
    print("dialed", *sys.argv[1:], os.getpid(), file=heard, flush=True)
    for method, path, body, close in requests():
        print(method, path, body, file=heard, flush=True)
        if path == "/version":
            answer(200, b'{"ApiVersion": "1.41"}')
        else:
            MEANWHILE
        if close:
            break
"""
CREATE = Api("POST", "/containers/create?name=web", {"Image": "busybox"})


class Far:
    """An engine at the other end of a program; `meanwhile` is what it does on a call."""

    def __init__(self, directory: Path, meanwhile: str) -> None:
        self.program = directory / "docker"
        self.program.write_text(f"#!{sys.executable}\n" + SERVER.replace("MEANWHILE", meanwhile))
        self.program.chmod(0o755)
        self._heard = directory / "heard"
        self.runner = Runner(Journal())
        self.api = DialedApi(self.runner.dial, self.prepare)
        self.runner.api = self.api.perform

    def prepare(self, command: Command) -> Command:
        prepared = Command("docker", command.argv, timeout=None, program=str(self.program))
        return prepared.with_env({"HEARD": str(self._heard)})

    async def call(self, api: Api = CREATE, seconds: float = 20) -> Result:
        return await self.runner.run(Command("docker", api=api, timeout=seconds))

    @property
    def heard(self) -> list[str]:
        lines = self._heard.read_text().splitlines() if self._heard.exists() else []
        return [line.rpartition(" ")[0] if line.startswith("dialed") else line for line in lines]

    @property
    def pids(self) -> list[int]:
        lines = self._heard.read_text().splitlines()
        return [int(line.split()[-1]) for line in lines if line.startswith("dialed")]


async def test_an_answer(tmp_path: Path) -> None:
    far = Far(tmp_path, """answer(201, b'{"Id": "f00"}')""")
    result = await far.call()
    assert (result.outcome, result.code, result.stdout) == (Outcome.OK, 201, b'{"Id": "f00"}')
    assert far.heard == [
        "dialed system dial-stdio",
        "GET /version ",
        f"POST /v1.41/containers/create?name=web {json.dumps(CREATE.body)}",
    ]
    assert (await far.call(Api("GET", "/info"))).ok
    assert far.heard[3:] == ["dialed system dial-stdio", "GET /v1.41/info "]


async def test_calls_side_by_side_and_nothing_is_left_behind(tmp_path: Path) -> None:
    far = Far(tmp_path, "answer(200, path.encode())")
    async with asyncio.TaskGroup() as group:
        calls = [group.create_task(far.call(Api("GET", f"/{n}"))) for n in range(5)]
    assert [call.result().text for call in calls] == [f"/v1.41/{n}" for n in range(5)]
    assert len(far.pids) == 5
    assert not [*filter(alive, far.pids)]


async def test_an_error_of_the_engine_is_its_own_words(tmp_path: Path) -> None:
    far = Far(tmp_path, """answer(409, b'{"message": "Conflict. The name is in use"}')""")
    result = await far.call()
    assert (result.outcome, result.code) == (Outcome.FAILED, 409)
    assert result.error_text == "Conflict. The name is in use"


BREAK_OFF = """print("me@far: Permission denied (publickey).", file=sys.stderr)
            sys.stderr.flush(); os._exit(255)"""
BABBLE = """sys.stdout.buffer.write(b"<html>busy</html>\\r\\n"); sys.stdout.flush()"""


@pytest.mark.parametrize("meanwhile", [BREAK_OFF, BABBLE + "; " + BREAK_OFF])
async def test_a_program_that_breaks_off_says_why(tmp_path: Path, meanwhile: str) -> None:
    result = await Far(tmp_path, meanwhile).call()
    assert (result.outcome, result.code) == (Outcome.FAILED, None)
    assert "Permission denied (publickey)." in result.error_text


async def test_an_answer_that_is_none_is_a_failure(tmp_path: Path) -> None:
    result = await Far(tmp_path, BABBLE + "; break").call()
    assert result.outcome is Outcome.FAILED
    assert "connection to the engine was lost" in result.error_text


async def test_silence_is_a_time_out_and_the_program_is_ended(tmp_path: Path) -> None:
    far = Far(tmp_path, "import signal; signal.pause()")
    result = await far.call(seconds=1.5)
    assert result.outcome is Outcome.TIMEOUT
    assert not [*filter(alive, far.pids)]


async def test_a_cancelled_call_ends_the_program(tmp_path: Path) -> None:
    far = Far(tmp_path, "import signal; signal.pause()")
    calling = asyncio.create_task(far.call())
    await until(lambda: len(far.heard) == 3)
    calling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await calling
    assert not [*filter(alive, far.pids)]


async def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    far = Far(tmp_path, "pass")
    far.program.unlink()
    result = await far.call()
    assert result.outcome is Outcome.NOT_STARTED
    assert "No such file" in result.error_text


async def test_a_docker_command_that_is_not_there() -> None:
    def nowhere(_command: Command) -> Command:
        raise Unavailable("There is no docker command on PATH.", "Install it.")

    api = DialedApi(Runner(Journal()).dial, nowhere)
    result = await api.perform(Command("docker", api=CREATE))
    assert result.outcome is Outcome.NOT_STARTED
    assert "no docker command" in result.error_text


@pytest.mark.parametrize(
    ("mode", "outcome"), [("read_only", Outcome.REFUSED), ("dry_run", Outcome.DRY_RUN)]
)
async def test_what_changes_nothing_does_not_even_dial(
    tmp_path: Path, mode: str, outcome: Outcome
) -> None:
    far = Far(tmp_path, "answer(201, b'{}')")
    setattr(far.runner, mode, True)
    assert (await far.call()).outcome is outcome
    assert far.heard == []


async def test_the_journal_has_the_call_and_the_program_behind_it(tmp_path: Path) -> None:
    far = Far(tmp_path, "answer(201, b'{}')")
    await far.call()
    typed = [entry.typed for entry in far.runner.journal.entries]
    assert typed == ["POST /containers/create?name=web", "docker system dial-stdio"]
    assert not DIAL.mutates
