"""Opening a published port: which address, and which program is told to show it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.container_samples import read
from tests.unit.fake_machine import FakeMachine
from tests.unit.programs import until
from tui.backends.browser import RUNDLL, Browser
from tui.backends.endpoint import Endpoint
from tui.core.action import NO_CHOICE
from tui.core.command import Command, Mode, Outcome
from tui.core.errors import Unavailable
from tui.kinds.container_record import Container
from tui.kinds.containers import CONTAINERS
from tui.run import transport
from tui.run.journal import Journal
from tui.run.runner import Runner

OPEN = next(action for action in CONTAINERS.actions if action.id == "container.open")
URL = "http://localhost:8080"
ASKED = Command("browser", ("browser", URL), mutates=True, timeout=20)


def publishing(**ports: list[dict[str, str]] | None) -> Container:
    named = {key.removeprefix("p").replace("_", "/"): bound for key, bound in ports.items()}
    return read(State={"Status": "running"}, NetworkSettings__Ports=named)


def at(host_port: str, host_ip: str = "0.0.0.0") -> list[dict[str, str]]:
    return [{"HostIp": host_ip, "HostPort": host_port}]


@pytest.mark.parametrize(
    ("row", "address"),
    [
        (publishing(p80_tcp=at("8080")), URL),
        (publishing(p80_tcp=at("8080", "::")), URL),
        (publishing(p80_tcp=at("8080", "127.0.0.2")), "http://127.0.0.2:8080"),
        (publishing(p80_tcp=at("8080", "::1")), "http://[::1]:8080"),
        (publishing(p443_tcp=at("9443")), "https://localhost:9443"),
        (publishing(p53_udp=at("53"), p9_tcp=None, p81_tcp=at("8081")), "http://localhost:8081"),
    ],
)
def test_the_address(row: Container, address: str) -> None:
    assert OPEN.disabled(row) is None
    assert OPEN.plan(row, NO_CHOICE).argv == ("browser", address)


def test_what_cannot_be_opened_says_why() -> None:
    assert "publishes no TCP port" in (OPEN.disabled(publishing(p53_udp=at("53"))) or "")
    stopped = read(State={"Status": "exited"}, NetworkSettings__Ports={})
    assert "is not running" in (OPEN.disabled(stopped) or "")


class Machine:
    """A machine with these programs on PATH."""

    def __init__(self, root: Path, *programs: str, wsl: bool = False) -> None:
        self.fake = FakeMachine(root)
        if wsl:
            self.fake.wsl()
        for program in programs:
            self.fake.program(f"bin/{program}")

    def argv(self, browser: str = "") -> tuple[str, ...]:
        return self.prepared(browser).argv

    def prepared(self, browser: str = "", endpoint: Endpoint | None = None) -> Command:
        env = {"PATH": str(self.fake.root / "bin"), "BROWSER": browser}
        return Browser(env, endpoint, self.fake.places).prepare(ASKED)


def test_browser_first_then_windows_then_linux(tmp_path: Path) -> None:
    every = ("firefox", "wslview", "xdg-open")
    chosen = Machine(tmp_path / "1", *every).argv("firefox -P x")
    assert chosen == ("firefox", "-P", "x", URL)
    assert Machine(tmp_path / "2", *every).argv() == ("wslview", URL)
    windows = Machine(tmp_path / "3", "xdg-open", wsl=True)
    rundll = windows.fake.program(f"mnt/c/{RUNDLL}")
    assert windows.argv() == (str(rundll), "url.dll,FileProtocolHandler", URL)
    assert Machine(tmp_path / "4", "xdg-open").argv() == ("xdg-open", URL)


def test_several_browsers_and_a_place_for_the_address(tmp_path: Path) -> None:
    machine = Machine(tmp_path, "second")
    assert machine.argv("first:second --to=%s -x") == ("second", f"--to={URL}", "-x")


def test_a_path_with_blanks_as_windows_has_them(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    program = str(machine.fake.program("mnt/c/Program Files/Mozilla Firefox/firefox.exe"))
    assert machine.argv(program) == (program, URL)


def test_a_browser_of_the_terminal_gets_it(tmp_path: Path) -> None:
    command = Machine(tmp_path, "w3m").prepared("w3m")
    assert command.argv == ("w3m", URL)
    assert (command.mode, command.timeout) == (Mode.INTERACTIVE, None)


async def test_a_browser_lives_on_beside_us(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "AT_ONCE", 0.2)
    machine, shown = Machine(tmp_path), tmp_path / "shown"
    slow = machine.fake.program("bin/slow", f'sleep 1.5; echo warning >&2; echo "$1" > {shown}')
    result = await Runner(Journal()).run(machine.prepared(str(slow)))
    assert result.ok
    assert not shown.exists(), "it was waited for"
    await until(lambda: shown.exists() and shown.read_text() == f"{URL}\n")


async def test_one_that_fails_at_once_has_failed(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    broken = machine.fake.program("bin/broken", "exit 3")
    result = await Runner(Journal()).run(machine.prepared(str(broken)))
    assert (result.outcome, result.code) == (Outcome.FAILED, 3)
    broken.write_text("no program")
    result = await Runner(Journal()).run(machine.prepared(str(broken)))
    assert result.outcome is Outcome.NOT_STARTED


@pytest.mark.parametrize("browser", ["nosuch", "'unclosed", ""])
def test_no_browser_says_what_to_do(tmp_path: Path, browser: str) -> None:
    with pytest.raises(Unavailable, match="Set BROWSER"):
        Machine(tmp_path).prepared(browser)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("unix:///run/docker.sock", URL),
        ("tcp://build.lan:2376", "http://build.lan:8080"),
        ("ssh://me@far:22", "http://far:8080"),
        ("tcp://[fd00::1]:2375", "http://[fd00::1]:8080"),
    ],
)
def test_ports_are_where_the_engine_is(tmp_path: Path, host: str, address: str) -> None:
    command = Machine(tmp_path, "xdg-open").prepared("", Endpoint("default", host, "DOCKER_HOST"))
    assert command.argv[-1] == address
