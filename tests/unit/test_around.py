"""What surrounds wsltui: network, graphics, process 1 and the way to Windows, each with a hint."""

from __future__ import annotations

import json
import os
from collections import namedtuple
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.unit.container_samples import VIEW
from tests.unit.demo_worlds import session, still_world
from tests.unit.fake_machine import FakeMachine
from tui.backends import around as backend
from tui.backends.around import around
from tui.backends.demo_look import AROUND
from tui.backends.windows import WindowsBackend
from tui.backends.wsl import WslBackend
from tui.core.around import Address, Around
from tui.core.command import Command, Outcome, Result
from tui.kinds.around_facts import around_facts
from tui.kinds.fact import Fact
from tui.kinds.system import SYSTEM
from tui.run.transport import Processes
from tui.session import surroundings
from tui.session.inspect import described
from tui.session.surroundings import supply

world = fixtures.wsl_world
ROUTES = (
    "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
    "docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"
    "eth0\t00000000\t01601CAC\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
)
Nic = namedtuple("Nic", "address")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeMachine:
    """A distro of WSL 2 with docker's bridges beside its own interface."""
    made = FakeMachine(tmp_path).wsl()
    made.write("proc/net/route", ROUTES)
    made.write("etc/resolv.conf", "# made by WSL\nnameserver 10.255.255.254\nsearch home\n")
    made.write("proc/1/comm", "systemd\n")
    made.write("run/systemd/system/x")
    nics = {
        "lo": [Nic("127.0.0.1")],
        "docker0": [Nic("172.17.0.1")],
        "br-0123456789ab": [Nic("172.18.0.1")],
        "veth12ab": [Nic("fe80::1%veth12ab")],
        "eth1": [Nic("10.1.1.1")],
        "eth0": [Nic("172.28.97.14"), Nic("fe80::2%eth0"), Nic("00:15:5d:01:02:03")],
    }
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: nics)
    return made


def facts(found: Around) -> dict[str, Fact]:
    return {fact.id: fact for fact in around_facts((found,))}


def test_an_address_that_is_no_bridge_of_docker(machine: FakeMachine) -> None:
    found = around({}, machine.places)
    assert found.addresses == (Address("eth0", "172.28.97.14"), Address("eth1", "10.1.1.1"))
    assert (found.route, found.gateway) == ("eth0", "172.28.96.1")
    assert found.dns == ("10.255.255.254",)
    fact = facts(replace(found, mode="nat"))["network"]
    assert fact.value == ("mode nat · 172.28.97.14 · Windows 172.28.96.1 · DNS 10.255.255.254")
    assert fact.data["windows_host"] == "172.28.96.1"


@pytest.mark.parametrize("mode", ["mirrored", "none"])
def test_where_windows_is_no_neighbour_it_has_no_address_of_its_own(mode: str) -> None:
    fact = facts(replace(AROUND, mode=mode))["network"]
    assert fact.data["windows_host"] is None
    assert "Windows" not in fact.value


@pytest.mark.parametrize("table", ["", "Iface\n", "Iface\nx 00000000 zz", "a\nb\tc\td\n"])
def test_a_machine_without_a_way_out(machine: FakeMachine, table: str) -> None:
    machine.write("proc/net/route", table)
    found = around({}, machine.places)
    assert (found.route, found.gateway) == ("", "")
    assert facts(replace(found, addresses=()))["network"].value.startswith("no address")


def test_plain_linux_is_told_of_without_windows(tmp_path: Path) -> None:
    found = around({"PATH": "/nowhere"}, FakeMachine(tmp_path).places)
    assert not found.inside
    told = facts(found)
    assert set(told) == {"network", "gpu", "systemd"}
    assert told["systemd"].remedy == ""


def test_graphics(machine: FakeMachine) -> None:
    found = around({"PATH": "/nowhere"}, machine.places)
    assert facts(found)["gpu"].value == "none is shown to this machine"
    machine.write("dev/dxg")
    machine.program(backend.SMI)
    found = around({}, machine.places)
    assert (found.dxg, found.nvidia) == (True, str(machine.root / backend.SMI))
    why = "nvidia-smi did not tell (failed): no devices"
    assert (
        "by /dev/dxg; nvidia-smi did not tell" in facts(replace(found, why_gpus=why))["gpu"].value
    )
    two = replace(found, gpus=("GPU 0: RTX (UUID: GPU-1)", "GPU 1: T4 (UUID: GPU-2)"))
    assert facts(two)["gpu"].value == "GPU 0: RTX and 1 more"


def test_process_1(machine: FakeMachine) -> None:
    assert facts(around({}, machine.places))["systemd"].value == "runs, as process 1"
    other = facts(replace(AROUND, systemd=False, init="init(Ubuntu)"))["systemd"]
    assert other.value == "does not run; process 1 is init(Ubuntu)"
    assert "systemd=true" in other.remedy


@pytest.mark.parametrize(
    ("entries", "first", "conf", "state", "value", "remedy"),
    [
        (["WSLInterop"], "enabled", "", "on", "works", ""),
        (["WSLInterop-late"], "enabled", "", "on", "works", ""),
        ([], "enabled", "", "missing", "not registered", "/init:FP"),
        (["WSLInterop"], "disabled", "", "disabled", "disabled", "enables it again"),
        (
            ["WSLInterop"], "enabled", "[interop]\nenabled = false\n", "on",
            "turned off in /etc/wsl.conf", "enabled=true",
        ),
    ],
)  # fmt: skip
def test_the_way_to_windows(
    machine: FakeMachine, entries: list[str], first: str, conf: str, state: str, value: str,
    remedy: str,
) -> None:  # fmt: skip
    machine.binfmt(*entries, first=first)
    machine.write("etc/wsl.conf", conf)
    found = around({}, machine.places)
    assert found.interop == state
    fact = facts(found)["interop"]
    assert value in fact.value
    assert remedy in fact.remedy
    assert bool(fact.remedy) is bool(remedy)


def test_a_socket_that_is_gone_is_told_with_one_that_is_there(machine: FakeMachine) -> None:
    machine.write("run/WSL/1_interop")
    found = around({"WSL_INTEROP": "/run/WSL/77_interop"}, machine.places)
    assert (found.answered, found.interop) == (False, "on")
    fact = facts(found)["interop"]
    assert "names a socket that is gone" in fact.value
    assert "export WSL_INTEROP=" in fact.remedy
    assert "1_interop" in fact.remedy


# --- asking ------------------------------------------------------------------------------------


def asks(found: Around, **answers: Result) -> Any:
    opened = session(still_world()[0])
    opened.around = lambda: found

    async def execute(command: Command) -> Result:
        return answers.get(command.argv[0].replace("-", "_"), Result(command, Outcome.NOT_STARTED))

    opened.execute = execute  # type: ignore[method-assign]
    return opened


async def test_what_programs_do_not_tell_is_unknown_with_the_reason() -> None:
    slow = Result(Command("host"), Outcome.TIMEOUT)
    (found,) = await supply(asks(AROUND, wslinfo=slow, nvidia_smi=slow))
    assert (found.mode, found.gpus) == ("", ())
    assert found.why_mode == "wslinfo did not tell (timed out): it said nothing"
    fact = facts(found)["network"]
    assert fact.data["mode"] is None
    assert fact.data["unknown"]["mode"] == found.why_mode


@pytest.mark.parametrize("said", [b"", b"\x1b[31mnat", b"usage: wslinfo", b"a b"])
async def test_a_mode_that_is_no_word_is_none(said: bytes) -> None:
    (found,) = await supply(asks(AROUND, wslinfo=Result(Command("w"), Outcome.OK, 0, said)))
    assert found.mode == ""


async def test_files_that_hang_are_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    async def aside(_call: object, _seconds: float) -> Any:
        raise TimeoutError

    monkeypatch.setattr(surroundings, "aside", aside)
    (found,) = await supply(asks(AROUND))
    assert "did not answer within" in facts(found)["network"].value


async def test_nothing_of_it_is_asked_before_somebody_looks() -> None:
    opened = session(still_world()[0])
    opened.begin()
    opened.read_rest()
    await opened.refresh.settled()
    ids = {fact.id for fact in opened.store["system"].rows}
    assert not ids & {"network", "gpu", "systemd", "interop"}
    opened.want("system")
    await opened.supplies.one("around")
    assert {"network", "gpu", "systemd", "interop"} <= {f.id for f in opened.store["system"].rows}
    asked = [entry.typed for entry in opened.runner.journal.entries]
    assert asked.count("wslinfo --networking-mode") == 1, "one look at a time"


async def test_the_whole_answer_of_the_tools_is_under_inspect_and_show_alone() -> None:
    opened = session(still_world()[0])
    opened.refresh.mark("system")
    await opened.refresh.settled()
    rows = {fact.id: fact for fact in opened.store["system"].rows}
    shown = described(SYSTEM, rows["engine"], VIEW)
    assert set(shown["answers"]) == {"docker info", "docker version"}
    assert shown["answers"]["docker info"]["Driver"] == "overlay2"
    assert shown["answers"]["docker version"]["Server"]["Components"]
    assert len(described(SYSTEM, rows["wsl"], VIEW)["answers"]["wsl.exe --version"]) == 7
    assert "answers" not in SYSTEM.as_json(rows["engine"], VIEW)
    assert json.dumps(shown)
    assert rows["engine"] == replace(rows["engine"], whole={}), "another time is no other fact"


def test_every_fact_is_drawn() -> None:
    for fact in SYSTEM.join((), {"around": (AROUND, Around(inside=True), Around(why="x"))}):
        assert SYSTEM.summary(fact, VIEW)
        assert SYSTEM.as_json(fact, VIEW)


@pytest.mark.parametrize("mode", ["nat", "mirrored"])
async def test_the_mode_that_wslinfo_prints(world: World, tmp_path: Path, mode: str) -> None:
    world.set(networking_mode=mode)
    there = FakeMachine(tmp_path / "machine").wsl()
    backend = WindowsBackend(WslBackend(os.environ, places=there.places))
    opened = session(still_world()[0])
    opened.around = lambda: replace(AROUND, nvidia="")

    async def execute(command: Command) -> Result:
        return await Processes().run(backend.prepare(command))

    opened.execute = execute  # type: ignore[method-assign]
    (found,) = await supply(opened)
    assert (found.mode, found.why_mode) == (mode, "")
