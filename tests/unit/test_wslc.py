"""WSL containers: three generations of JSON, and that looking never opens a session."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests.doubles.running import call
from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import WSLC, World
from tests.recorded import Saying, failed, rows
from tests.unit.cli_world import World as CliWorld
from tests.unit.container_samples import VIEW, anything, printable
from tests.unit.fake_machine import FakeMachine
from tui.backends.wsl import WslBackend
from tui.backends.wslc import WslcBackend
from tui.cli.headless import read_rows
from tui.core.command import Outcome
from tui.core.errors import CommandFailed, Unavailable
from tui.core.settings import Settings
from tui.kinds import KINDS
from tui.kinds.system import SYSTEM
from tui.kinds.wsl_facts import wslc_fact
from tui.kinds.wslc_record import VERSION, WslcContainer, container, image, sessions
from tui.run.journal import Journal
from tui.run.runner import Runner
from tui.session.session import Session

world = fixtures.wsl_world
GENERATIONS = pytest.mark.parametrize("version", ["2.8.12.0", "2.9.4.0", "2.9.5.0", "2.9.8.0"])
CONTAINERS, IMAGES = KINDS["wslc-containers"], KINDS["wslc-images"]


def session_of(tmp_path: Path) -> Session:
    machine = FakeMachine(tmp_path / "machine").wsl()
    (machine.root / "mnt/c").mkdir(parents=True, exist_ok=True)
    wsl = WslBackend(os.environ, places=machine.places)
    backends: Any = {"wslc": WslcBackend(wsl)}
    return Session(KINDS, backends, Runner(Journal()), Settings())


@pytest.fixture
def wslc(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("PATH", str(WSLC), prepend=os.pathsep)
    return world.wslc()


async def listed(kind: Any, tmp_path: Path) -> tuple[Any, ...]:
    return await read_rows(session_of(tmp_path), kind)


@GENERATIONS
async def test_each_generation_tells_the_same(wslc: World, tmp_path: Path, version: str) -> None:
    wslc.wslc(version)
    site, probe = await listed(CONTAINERS, tmp_path)
    assert (site.session, site.name, site.image, site.state) == (
        "wslc-cli", "site", "nginx:1.29", "running",
    )  # fmt: skip
    assert site.ports == ("127.0.0.1:8080->80/tcp",)
    assert (probe.state, probe.ports) == ("exited", ())
    assert len(site.id) == 64
    assert site.created is not None
    assert site.created.year == 2026
    nginx, odd = await listed(IMAGES, tmp_path)
    assert (nginx.reference, nginx.size_bytes) == ("nginx:1.29", 191_000_000)
    assert (odd.tag, odd.reference) == (None, odd.id)
    assert ":" not in odd.id


@GENERATIONS
async def test_a_session_with_nothing_in_it(wslc: World, tmp_path: Path, version: str) -> None:
    wslc.wslc(version).set(wslc={**wslc.data["wslc"], "containers": [], "images": []})
    assert await listed(CONTAINERS, tmp_path) == await listed(IMAGES, tmp_path) == ()


async def test_looking_opens_no_session(wslc: World, tmp_path: Path) -> None:
    wslc.wslc(session=None)
    assert await listed(CONTAINERS, tmp_path) == await listed(IMAGES, tmp_path) == ()
    assert wslc.data["wslc"]["sessions"] == []
    asked = [one["argv"] for one in wslc.calls("wslc.exe")]
    assert asked == [["system", "session", "list"]] * 2
    assert call("list", program="wslc/wslc.exe").code == 0
    assert [one["name"] for one in wslc.data["wslc"]["sessions"]] == ["wslc-cli"]


async def test_a_session_of_another_name_is_asked_by_it(wslc: World, tmp_path: Path) -> None:
    wslc.wslc(session="made by an app")
    assert await listed(CONTAINERS, tmp_path) == ()
    argv = wslc.calls("wslc.exe")[-1]["argv"]
    assert argv[:2] == ["--session", "made by an app"]
    assert len(wslc.data["wslc"]["sessions"]) == 1


async def test_a_policy_against_it_is_told_as_wslc_says_it(wslc: World, tmp_path: Path) -> None:
    wslc.set(wslc={**wslc.data["wslc"], "disabled": True})
    with pytest.raises(CommandFailed, match="disabled by policy"):
        await listed(CONTAINERS, tmp_path)


async def test_where_it_is_not_no_command_is_spent(world: World, tmp_path: Path) -> None:
    session = session_of(tmp_path)
    with pytest.raises(Unavailable, match=r"no wslc\.exe"):
        await read_rows(session, CONTAINERS)
    result = await session.execute(VERSION)
    assert (result.outcome, wslc_fact(result)) == (Outcome.NOT_STARTED, ())
    assert list(session.runner.journal.entries) == []
    assert world.calls() == []


async def test_it_is_found_where_windows_puts_it(world: World, tmp_path: Path) -> None:
    machine = FakeMachine(tmp_path / "machine").wsl()
    program = machine.program("mnt/c/Program Files/WSL/wslc.exe")
    wsl = WslBackend(os.environ, places=machine.places)
    assert WslcBackend(wsl).prepare(VERSION).program == str(program)
    assert (await WslcBackend(wsl).probe(session_of(tmp_path).execute)).up


def test_it_is_named_among_the_facts_of_the_system() -> None:
    facts = {
        one.id: one for one in rows(SYSTEM.listing(), Saying({"wslc.exe": b"wslc 2.9.4.0\r\n"}))
    }
    assert facts["wslc"].value == "2.9.4.0 · WSL containers"
    assert facts["wslc"].data == {"version": "2.9.4.0"}
    assert "wslc" not in {one.id for one in rows(SYSTEM.listing(), Saying({}))}
    silent = {"wslc.exe": failed("no")}
    facts = {one.id: one for one in rows(SYSTEM.listing(), Saying(silent))}
    assert facts["wslc"].data == {"version": None}


def test_the_command_line_lists_it() -> None:
    from tui.run.recorded import Answer

    table = "KENNUNG   PID   Anzeigename\r\n1   77   wslc-cli\r\n"
    one = {"Id": "a" * 64, "Name": "web", "Image": "x", "State": 2, "Ports": []}
    replies = {"wslc.exe system session list": Answer(table),
               "wslc.exe --session wslc-cli container list": Answer(json.dumps([one]))}  # fmt: skip
    made = CliWorld(replies=replies)
    assert made.run("ls", "wslc-containers", "--json").json[0]["name"] == "web"
    assert made.run("show", "wslc-container", "web").code == 0


def test_it_takes_no_number_of_a_pane() -> None:
    assert CONTAINERS.aside
    assert IMAGES.aside


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("ID   Creator PID   Display Name\r\n", ()),
        (
            "ID   Creator PID   Display Name\r\n1    77            a b\r\n2    8   c\r\n",
            ("a b", "c"),
        ),
        ("", ()),
        ("Error\r\n", ()),
    ],
)
def test_the_table_of_sessions(told: str, names: tuple[str, ...]) -> None:
    assert sessions(told) == names


def test_ports_and_states_that_nobody_knows() -> None:
    odd = {"State": 9, "Ports": [{"ContainerPort": 53, "Protocol": 17}, "x", {"Protocol": 99}]}
    row = container("s", odd)
    assert (row.state, row.ports[0]) == ("unknown", "53/udp")
    assert container("s", {"State": "Running", "Ports": "1->2/tcp, 3/tcp"}).ports == (
        "1->2/tcp", "3/tcp",
    )  # fmt: skip


@given(anything)
def test_any_json_is_a_row_that_can_be_drawn(found: Any) -> None:
    given_ = found if isinstance(found, dict) else {"Name": found, "State": found, "Ports": found,
                                                   "Created": found, "Size": found}  # fmt: skip
    for kind, row in ((CONTAINERS, container("s", given_)), (IMAGES, image("s", given_))):
        assert all(printable(column.cell(row, VIEW).text) for column in kind.columns)
        assert all(printable(one.value.text) for one in kind.summary(row, VIEW))
        json.dumps(kind.as_json(row, VIEW))


def test_a_row_without_a_name_goes_by_its_id() -> None:
    row = WslcContainer("s", "a" * 64, "", "x", "created")
    assert CONTAINERS.name(row) == "a" * 64
