"""The docker command: found or not, what it is told, and every way of not reaching an engine."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.unit.fake_machine import FakeMachine
from tui.backends.contexts import EndpointError
from tui.backends.docker import DockerBackend, version_facts
from tui.backends.endpoint import Endpoint
from tui.core.command import Api, Command, Outcome, Result, docker
from tui.core.errors import Unavailable
from tui.core.health import Cause, Health
from tui.run.transport import Processes

SOCKET = "unix:///var/run/docker.sock"
LOCAL = Endpoint("default", SOCKET, "default")
REMOTE = Endpoint("far", "tcp://far:2375", "--context")
ANSWER = {
    "Client": {"Version": "28.2.2", "ApiVersion": "1.41", "Context": "default"},
    "Server": {"Version": "20.10.24", "Os": "linux", "Platform": {"Name": "Docker Desktop 4.76"}},
}
DOWN = f"Cannot connect to the Docker daemon at {SOCKET}. Is the docker daemon running?"


class Bench:
    """A machine, a PATH and the backend that looks at them."""

    def __init__(self, machine: FakeMachine) -> None:
        self.machine = machine
        self.env = {"PATH": str(machine.root / "usr/bin")}

    def backend(
        self, endpoint: Endpoint | EndpointError = LOCAL, seconds: float = 10
    ) -> DockerBackend:
        places = self.machine.places
        return DockerBackend(endpoint, self.env, places=places, timeout=seconds)

    def cli(self, script: str) -> Path:
        return self.machine.program("usr/bin/docker", script)

    def says(self, stderr: str, *, stdout: str = "", code: int = 1) -> Path:
        words = f"printf %s {shlex.quote(stdout)}; printf '%s\\n' {shlex.quote(stderr)} >&2"
        return self.cli(f"{words}; exit {code}")

    async def probe(
        self, endpoint: Endpoint | EndpointError = LOCAL, seconds: float = 10
    ) -> Health:
        return await self.backend(endpoint, seconds).probe(Processes().run)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(FakeMachine(tmp_path))


async def nothing_runs(command: Command) -> Result:
    raise AssertionError(f"{command.argv} was run")


def failed(stderr: str, command: Command | None = None) -> Result:
    return Result(command or docker("ps"), Outcome.FAILED, 1, stderr=stderr.encode())


async def test_up_with_what_it_learnt(bench: Bench) -> None:
    bench.cli(f"printf %s {shlex.quote(json.dumps(ANSWER))}")
    assert await bench.probe() == Health(
        up=True,
        facts={
            "client_version": "28.2.2",
            "context": "default",
            "api_version": "1.41",
            "server_version": "20.10.24",
            "platform": "Docker Desktop 4.76",
            "os_type": "linux",
        },
    )


async def test_the_environment_and_the_words_of_the_context(bench: Bench) -> None:
    program = bench.cli("exit 0")
    prepared = bench.backend(REMOTE).prepare(docker("ps", "-a"))
    assert prepared.argv == ("docker", "--context", "far", "ps", "-a")
    assert prepared.spawned() == (str(program), "--context", "far", "ps", "-a")
    assert dict(prepared.env) == {"LC_ALL": "C.UTF-8", "TZ": "UTC"}


async def test_what_a_command_sets_itself_stays(bench: Bench) -> None:
    bench.cli("exit 0")
    prepared = bench.backend().prepare(docker("ps").with_env({"TZ": "Asia/Tokyo"}))
    assert dict(prepared.env) == {"LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo"}


async def test_preparing_twice_is_preparing_once(bench: Bench) -> None:
    bench.cli("exit 0")
    backend = bench.backend(REMOTE)
    once = backend.prepare(docker("ps"))
    assert backend.prepare(once) == once


async def test_an_api_call_needs_no_program(bench: Bench) -> None:
    call = Command("docker", api=Api("POST", "/containers/create"))
    assert bench.backend().prepare(call) is call


async def test_no_docker_at_all(bench: Bench) -> None:
    health = await bench.probe()
    assert health.cause is Cause.NOT_INSTALLED
    assert "Docker Engine" in health.remedy
    with pytest.raises(Unavailable, match="no docker command"):
        bench.backend().prepare(docker("ps"))


async def test_no_docker_in_wsl_names_both_ways(bench: Bench) -> None:
    bench.machine.wsl()
    health = await bench.probe()
    assert health.cause is Cause.NOT_INSTALLED
    assert "Docker Desktop" in health.remedy


async def test_no_docker_and_docker_desktop_installed_is_not_integrated(bench: Bench) -> None:
    bench.machine.wsl().write("mnt/c/Program Files/Docker/Docker/Docker Desktop.exe")
    bench.env["WSL_DISTRO_NAME"] = "Debian"
    health = await bench.probe()
    assert health.cause is Cause.NOT_INTEGRATED
    assert "enable Debian" in health.remedy


def windows_side(bench: Bench) -> Path:
    folder = "mnt/c/Program Files/Docker/Docker/resources/bin"
    wrapper = bench.machine.wsl().program(f"{folder}/docker", "touch $0.ran; exit 1")
    bench.env["PATH"] = f"{wrapper.parent}:{bench.env['PATH']}"
    return wrapper


async def test_the_script_on_the_windows_side_is_never_run(bench: Bench) -> None:
    wrapper = windows_side(bench)
    health = await bench.backend().probe(nothing_runs)
    assert health.cause is Cause.NOT_INTEGRATED
    assert "Settings → Resources → WSL integration" in health.remedy
    assert not wrapper.with_name("docker.ran").exists()


async def test_a_link_to_the_windows_side_is_seen_through(bench: Bench) -> None:
    link = bench.machine.root / "usr/bin/docker"
    link.parent.mkdir(parents=True)
    link.symlink_to(windows_side(bench))
    assert (await bench.backend().probe(nothing_runs)).cause is Cause.NOT_INTEGRATED


async def test_a_real_docker_behind_the_windows_side_is_taken(bench: Bench) -> None:
    windows_side(bench)
    program = bench.cli("exit 0")
    assert bench.backend().prepare(docker("ps")).program == str(program)


async def test_a_link_into_docker_desktop_that_leads_nowhere(bench: Bench) -> None:
    bench.machine.wsl()
    link = bench.machine.root / "usr/bin/docker"
    link.parent.mkdir(parents=True)
    tools = bench.machine.root / "mnt/wsl/docker-desktop/cli-tools/usr/bin/docker"
    link.symlink_to(tools)
    health = await bench.probe()
    assert health.cause is Cause.NOT_INTEGRATED
    assert "start or restart Docker Desktop" in health.remedy
    bench.machine.program(str(tools.relative_to(bench.machine.root)), f"echo '{DOWN}' >&2; exit 1")
    assert (await bench.probe()).remedy.startswith("Start Docker Desktop in Windows and wait")


async def test_an_engine_that_is_down_still_gives_the_version_of_the_client(bench: Bench) -> None:
    bench.says(DOWN, stdout='{"Client":{"Version":"28.2.2"},"Server":null}')
    health = await bench.probe()
    assert (health.cause, health.remedy) == (Cause.NOT_RUNNING, "Run `sudo service docker start`.")
    assert health.facts == {"client_version": "28.2.2"}


async def test_docker_that_was_found_and_went_away(bench: Bench) -> None:
    program = bench.cli("exit 0")
    backend = bench.backend()
    prepared = backend.prepare(docker("ps"))
    program.unlink()
    health = backend.explain(await Processes().run(prepared))
    assert health is not None
    assert health.cause is Cause.NOT_INSTALLED
    with pytest.raises(Unavailable):
        backend.prepare(docker("ps"))


async def test_docker_for_another_processor(bench: Bench) -> None:
    program = bench.machine.write("usr/bin/docker", "\x7fELF no more")
    program.chmod(0o755)
    health = await bench.probe()
    assert health.cause is Cause.NOT_INSTALLED
    assert "Exec format error" in health.reason


@pytest.mark.parametrize(
    ("stdout", "code"),
    [("", 0), ("<html>\n<b>hello</b>", 0), ('{"Server": 5}', 0), ("[]", 0), ("json", 0), ("", 3)],
)
async def test_a_program_that_answers_something_else(bench: Bench, stdout: str, code: int) -> None:
    program = bench.says("", stdout=stdout, code=code)
    health = await bench.probe()
    assert (health.cause, health.facts) == (Cause.FAILED, {})
    assert str(program) in health.remedy


async def test_escape_sequences_never_get_through(bench: Bench) -> None:
    bench.says("\x1b]0;pwned\x07\x1b[31mwhat")
    assert (await bench.probe()).reason.endswith("It said: what")


async def test_an_engine_that_hangs(bench: Bench) -> None:
    bench.cli("exec sleep 60")
    health = await bench.probe(seconds=0.3)
    assert (health.cause, health.reason) == (Cause.HUNG, "Docker did not answer within 0.3 s.")
    bench.machine.wsl()
    assert "Restart Docker Desktop" in (await bench.probe(seconds=0.3)).remedy


async def test_an_endpoint_that_is_none_is_the_reason_of_everything(bench: Bench) -> None:
    bench.cli("exit 0")
    lost = EndpointError("The docker context 'x' does not exist.", "See the list.", "--context")
    backend = bench.backend(lost)
    health = await backend.probe(nothing_runs)
    assert (health.cause, health.reason) == (Cause.MISCONFIGURED, lost.sentence)
    with pytest.raises(Unavailable, match="does not exist"):
        backend.prepare(docker("ps"))


async def test_a_pipe_of_windows_is_not_tried(bench: Bench) -> None:
    bench.cli("exit 0")
    pipe = Endpoint("desktop-windows", "npipe:////./pipe/docker_engine", "DOCKER_CONTEXT")
    assert (await bench.backend(pipe).probe(nothing_runs)).cause is Cause.MISCONFIGURED


def test_a_time_out_tells_of_a_hang_only_where_an_answer_was_due(bench: Bench) -> None:
    def explained(*words: str, mutates: bool = False) -> Health | None:
        command = docker(*words, mutates=mutates, timeout=30)
        return bench.backend().explain(Result(command, Outcome.TIMEOUT))

    health = explained("ps", "-a")
    assert health is not None
    assert health.cause is Cause.HUNG
    assert explained("stop", "web", mutates=True) is None
    assert explained("system", "df") is None


def test_it_is_never_tried_again(bench: Bench) -> None:
    assert bench.backend().again(failed(DOWN)) is None


@pytest.mark.parametrize("text", ["", "null", "{", '{"Client":null,"Server":[]}', "[1]"])
def test_no_facts_from_odd_answers(text: str) -> None:
    assert version_facts(text) == {}
