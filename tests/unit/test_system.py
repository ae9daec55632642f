"""The system in rows: engine and client up and down, WSL in its languages, measurements."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.doubles.running import UTF8
from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.locales import LOCALES
from tests.doubles.wsl_double.state import World
from tests.recorded import Saying, failed, folders, rows, told_in
from tests.unit.container_samples import NOW, VIEW, anything, in_state, printable
from tests.unit.test_distros import double
from tui.core.command import Command, Outcome, Result
from tui.core.kind import Tone, View
from tui.core.machine import Sample
from tui.kinds.engine_facts import placed
from tui.kinds.fact import Fact, sparkline
from tui.kinds.system import SYSTEM
from tui.kinds.wsl_facts import wsl_fact

world = fixtures.wsl_world

FOLDERS = folders()
GIB = 1 << 30
NOT_WSL = (
    "This machine is not WSL, and distros can be seen from inside WSL only. "
    "Start wsltui in a distro of WSL. Containers and images work here all the same."
)


def found(told: Callable[[Command], Result]) -> dict[str, Fact]:
    return {fact.id: fact for fact in rows(SYSTEM.listing(), told)}


def engine(info: Any, version: Any = None) -> dict[str, Fact]:
    """What the answers of an engine make; `info` and `version` are bytes, JSON or a Result."""
    told = {"docker info": info, "docker version": version}
    answers = {
        typed: value if isinstance(value, bytes | Result) else json.dumps(value).encode()
        for typed, value in told.items()
    }
    return found(Saying(answers))


INFO = {
    "ServerVersion": "28.2.2", "OSType": "linux", "OperatingSystem": "Debian GNU/Linux 12",
    "NCPU": 8, "MemTotal": 8 * GIB, "ContainersRunning": 2, "ContainersPaused": 0,
    "ContainersStopped": 1, "Images": 12, "ID": "AAAA", "Name": "shop",
}  # fmt: skip
VERSION = {
    "Client": {"Version": "28.2.2", "ApiVersion": "1.50", "Context": "default"},
    "Server": {"ApiVersion": "1.50", "Platform": {"Name": ""}},
}


# --- the engine --------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_engine_that_was_recorded(folder: str) -> None:
    facts = found(told_in(folder))
    data = facts["engine"].data
    assert (data["up"], data["os_type"], data["rootless"]) == (True, "linux", False)
    assert data["version"].startswith("20.10")
    assert facts["engine"].value.startswith(f"{data['version']} · API 1.41 · linux · ")
    assert facts["client"].value.endswith(" · API 1.41 · context default")
    assert facts["client"].data["version"].startswith(folder.removeprefix("docker-"))
    assert sum(facts["containers"].data[state] for state in ("running", "paused", "stopped")) > 20
    assert facts["engine-sees"].data["memory_bytes"] > GIB


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_engine_that_is_down_was_recorded(folder: str) -> None:
    facts = found(told_in(f"{folder}-down"))
    assert set(facts) == {"engine", "client", "wsl"}
    row = facts["engine"]
    assert row.value == "Cannot connect to the Docker daemon at unix:///var/run/absent.sock."
    assert (row.remedy, row.tone) == ("Is the docker daemon running?", Tone.BAD)
    assert row.data == {"up": False}
    assert facts["client"].data["api_version"]


@pytest.mark.parametrize(
    ("info", "value"),
    [
        (b"", "The engine does not answer."),
        (b"<html>502</html>", "The engine does not answer."),
        (b"[]", "The engine does not answer."),
        (b"null", "The engine does not answer."),
        ({}, "The engine does not answer."),
        ({"ServerVersion": ""}, "The engine does not answer."),
        ({"ServerVersion": None}, "The engine does not answer."),
        ({"ServerVersion": "28", "ServerErrors": ["Boom. Try later."]}, "Boom."),
        ({"ServerErrors": [None, 1]}, "The engine does not answer."),
        (failed("error during connect: EOF"), "error during connect: EOF"),
        (failed(), "The engine does not answer."),
        (Result(Command("docker"), Outcome.TIMEOUT), "The engine does not answer."),
    ],
)
def test_an_engine_that_is_not_up(info: Any, value: str) -> None:
    facts = engine(info, b"")
    assert (facts["engine"].value, facts["engine"].tone) == (value, Tone.BAD)
    assert set(facts) == {"engine", "wsl"}


def test_docker_that_is_not_installed_says_the_sentence_of_its_tool() -> None:
    gone = Result(Command("docker"), Outcome.NOT_STARTED, stderr=b"No docker here. Install it.")
    row = engine(gone, gone)["engine"]
    assert (row.value, row.remedy) == ("No docker here.", "Install it.")


def test_docker_desktop_and_windows_containers() -> None:
    server = {"ApiVersion": "1.51", "Platform": {"Name": "Docker Desktop 4.76.0 (228118)"}}
    facts = engine(INFO | {"OSType": "windows"}, VERSION | {"Server": server})
    row = facts["engine"]
    assert row.value == "28.2.2 · Docker Desktop 4.76.0 (228118) · API 1.51 · windows"
    assert row.data["os_type"] == "windows"


def test_all_that_an_engine_tells_of_itself() -> None:
    more = {"Architecture": "x86_64", "KernelVersion": "6.6.1", "Driver": "overlay2"}
    server = {"ApiVersion": "1.50", "Platform": {"Name": ""}}
    facts = engine(INFO | more | {"DockerRootDir": "/var/lib/docker"}, {"Server": server})
    assert facts["engine"].data == {
        "up": True, "version": "28.2.2", "api_version": "1.50", "os_type": "linux",
        "operating_system": "Debian GNU/Linux 12", "platform": "Debian GNU/Linux 12",
        "architecture": "x86_64", "kernel_version": "6.6.1", "storage_driver": "overlay2",
        "root_directory": "/var/lib/docker", "rootless": False, "id": "AAAA", "name": "shop",
        "warnings": [], "product": "Docker Engine", "product_version": "28.2.2", "backend": None,
        "remote": None, "short": "Docker Engine 28.2.2",
        "meaning": "Docker Engine runs in Linux itself, as a service of this machine or distro.",
    }  # fmt: skip
    bare = engine({"ServerVersion": "28"}, b"")["engine"].data
    known = {"up": True, "version": "28", "rootless": False, "warnings": []}
    sorted_in = {"product", "product_version", "short", "meaning"}
    told = {name: value for name, value in bare.items() if value is not None}
    assert {name: value for name, value in told.items() if name not in sorted_in} == known
    assert engine(INFO, VERSION)["client"].data == {
        "version": "28.2.2", "api_version": "1.50", "os": None, "arch": None, "context": "default",
    }  # fmt: skip


def test_an_engine_on_another_machine_says_where() -> None:
    row = placed(engine(INFO, VERSION)["engine"], "ssh://me@far")
    assert row.data["short"] == "Docker Engine 28.2.2 at far"
    assert row.value.endswith(" · at far")
    assert placed(row, "unix:///var/run/docker.sock") is row


def test_rootless() -> None:
    row = engine(INFO | {"SecurityOptions": ["name=seccomp", "name=rootless"]}, VERSION)["engine"]
    assert row.value == "28.2.2 · API 1.50 · linux · rootless · Debian GNU/Linux 12"
    assert row.data["rootless"] is True


def test_podman() -> None:
    parts = {"Name": "Podman Engine", "Version": "4.3.1"}
    server = {"ApiVersion": "1.41", "Platform": {"Name": "linux/amd64"}, "Components": [parts]}
    facts = engine(INFO | {"ServerVersion": "4.3.1"}, VERSION | {"Server": server})
    assert facts["engine"].value == "4.3.1 · Podman · API 1.41 · linux"


def test_null_fields() -> None:
    facts = engine(dict.fromkeys(INFO) | {"ServerVersion": "28"}, {"Client": None, "Server": None})
    assert set(facts) == {"engine", "containers", "engine-sees", "wsl"}
    assert facts["engine"].value == "28"
    assert facts["containers"].value == "no containers"
    assert facts["engine-sees"].value == "unknown CPUs, unknown of memory"
    assert facts["engine"].data["warnings"] == []


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((2, 0, 1), "2 running, 1 stopped"),
        ((0, 0, 3), "0 running, 3 stopped"),
        ((1, 1, 0), "1 running, 1 paused"),
        ((0, 0, 0), "no containers"),
    ],
)
def test_what_the_engine_holds(counts: tuple[int, int, int], shown: str) -> None:
    names = ("ContainersRunning", "ContainersPaused", "ContainersStopped")
    assert engine(INFO | dict(zip(names, counts, strict=True)))["containers"].value == shown


def test_containers_are_counted_anew_as_they_change() -> None:
    states = ["running", "restarting", "paused", "exited", "created", "dead"]
    known = rows(SYSTEM.listing(), Saying({"docker info": json.dumps(INFO).encode()}))
    joined = SYSTEM.join(known, {"containers": tuple(map(in_state, states))})
    (holds,) = (fact for fact in joined if fact.id == "containers")
    assert holds.value == "2 running, 1 paused, 3 stopped"
    assert holds.data == {"running": 2, "paused": 1, "stopped": 3, "images": 12}


def test_memory_is_counted_in_powers_of_two() -> None:
    assert engine(INFO)["engine-sees"].value == "8 CPUs, 8 GiB of memory"


# --- WSL ---------------------------------------------------------------------------------------


def told_by_double() -> Fact:
    return found(double(utf8=False))["wsl"]


@pytest.mark.parametrize("locale", LOCALES)
def test_versions_in_every_language(world: World, locale: str) -> None:
    world.locale(locale)
    versions = world.data["versions"]
    row = told_by_double()
    assert row.value == f"{versions[0]} · kernel {versions[1]}"
    assert (row.data["version"], row.data["kernel_version"]) == (versions[0], versions[1])
    assert row.data["windows_version"] == versions[6]
    assert (row.data["default_version"], row.tone) == (2, Tone.GOOD)
    assert len(row.data["status"]) == 2


def test_a_build_of_their_own_has_more_lines() -> None:
    said = b"""\
WSL version: 2.9.4.0
Kernel version: 6.18.33.1-1
DXCore version: 10.0.26100.1-240331-1435.ge-release
Windows version: 10.0.26200.8875
MSBuild version: 17.1.0
Commit: 3e27a6a
"""
    row = wsl_fact(Result(Command("wsl"), Outcome.OK, 0, said), failed())
    assert row.data["windows_version"] == "10.0.26200.8875"


def test_an_older_store_version_has_fewer_lines() -> None:
    said = b"WSL version: 0.58.3.0\r\nKernel version: 5.10.102.1\r\n"
    row = wsl_fact(Result(Command("wsl"), Outcome.OK, 0, said), failed())
    assert row.value == "0.58.3.0 · kernel 5.10.102.1"
    assert (row.data["windows_version"], row.data["status"]) == (None, [])


def test_the_old_wsl_exe(world: World) -> None:
    world.inbox()
    row = told_by_double()
    assert row.value == "the one that came with Windows · kernel 5.10.102.1"
    assert row.data["version"] is None
    assert row.data["default_version"] == 2
    assert "--update" in row.remedy


def test_no_default_distro(world: World) -> None:
    world.default(None)
    row = told_by_double()
    assert (row.data["default_version"], len(row.data["status"])) == (2, 1)


def test_notes_of_the_status_are_kept(world: World) -> None:
    world.set(wsl1_component=False)
    assert any("WSL1 is not supported" in line for line in told_by_double().data["status"])


def test_outside_wsl_nothing_is_red() -> None:
    none = Result(Command("wsl"), Outcome.NOT_STARTED, stderr=NOT_WSL.encode())
    row = wsl_fact(none, none)
    assert row.value == "This machine is not WSL, and distros can be seen from inside WSL only."
    assert (row.tone, row.data) == (Tone.DIM, {"version": None})
    assert row.remedy.startswith("Start wsltui in a distro")


@pytest.mark.parametrize(
    ("version", "value"),
    [
        (Result(Command("wsl"), Outcome.TIMEOUT), "wsl.exe does not answer."),
        (failed("accept4 failed 110"), "accept4 failed 110"),
        (failed(), "wsl.exe does not answer."),
        (Result(Command("wsl"), Outcome.OK, 0, b""), "wsl.exe tells no version"),
        (Result(Command("wsl"), Outcome.OK, 0, b"<html>"), "wsl.exe tells no version"),
    ],
)
def test_wsl_that_tells_nothing(version: Result, value: str) -> None:
    row = wsl_fact(version, failed())
    assert (row.value, row.tone) == (value, Tone.WARN)


def test_the_environment_of_the_double_is_utf_8_where_asked(world: World) -> None:
    assert UTF8["WSL_UTF8"] == "1"
    assert found(double(utf8=True))["wsl"] == told_by_double()


# --- this machine ------------------------------------------------------------------------------


def sample(cpu: float = 12.4, used: int = 5 * GIB, total: int = 8 * GIB) -> Sample:
    return Sample(NOW, cpu, 8, total, used, total - used, 0, 0, 80 * GIB, 61 * GIB)


def joined(*samples: Sample, here: tuple[str, ...] = ()) -> dict[str, Fact]:
    return {fact.id: fact for fact in SYSTEM.join((), {"samples": samples, "here": here})}


def test_measurements() -> None:
    facts = joined(sample(50), sample())
    assert facts["cpu"].value == "12 % of 8 cores"
    assert list(facts["cpu"].history) == [50, 12.4]
    assert facts["memory"].value == "5 GiB of 8 GiB"
    assert facts["disk"].value == "61 GiB of 80 GiB"
    assert [facts[name].tone for name in ("cpu", "memory", "disk")] == [
        Tone.GOOD, Tone.GOOD, Tone.WARN,
    ]  # fmt: skip
    tones = [joined(sample(load))["cpu"].tone for load in (74, 75, 89, 90)]
    assert tones == [Tone.GOOD, Tone.WARN, Tone.WARN, Tone.BAD]


def test_nothing_measured_yet() -> None:
    assert not joined()
    assert SYSTEM.join((), {}) == ()


@pytest.mark.parametrize("cpu", [math.nan, math.inf, -math.inf])
def test_a_measurement_that_is_no_number(cpu: float) -> None:
    row = joined(sample(cpu), sample(cpu))["cpu"]
    assert (row.value, row.data["percent"]) == ("0 % of 8 cores", 0)
    assert cell(row, "value") == "▁▁       0 % of 8 cores"


def test_a_machine_without_memory() -> None:
    row = joined(sample(used=0, total=0))["memory"]
    assert (row.value, row.history) == ("0 B of 0 B", (0,))


def test_the_distro_we_are_in() -> None:
    assert joined(here=("Ubuntu-24.04",))["distro"].value == "Ubuntu-24.04"


@pytest.mark.parametrize(
    ("values", "width", "drawn"),
    [
        ((), 8, ""),
        ((0,), 4, "░░░░"),
        ((50,), 4, "██░░"),
        ((100,), 4, "████"),
        ((150,), 4, "████"),
        ((-5,), 4, "░░░░"),
        ((math.nan,), 4, "░░░░"),
        ((0, 100), 4, "▁█"),
        ((0, 12.5, 25, 37.5, 50, 62.5, 75, 87.5), 8, "▁▂▃▄▅▆▇█"),
        ((100, 150, 1e9, math.inf), 8, "███▁"),
        ((-1, math.nan, -math.inf), 8, "▁▁▁"),
        (tuple(range(100)), 4, "████"),
        ((1, 2), 0, ""),
        ((1,), 0, ""),
        ((1, 2), -3, ""),
    ],
)
def test_sparklines(values: tuple[float, ...], width: int, drawn: str) -> None:
    assert sparkline(values, width) == drawn


@given(st.lists(st.floats()), st.integers(-2, 40))
def test_a_sparkline_never_takes_more_than_its_room(values: list[float], width: int) -> None:
    assert len(sparkline(values, width)) <= max(0, width)
    assert sparkline(values, width, ascii_only=True).isascii()


# --- on the screen and for scripts -------------------------------------------------------------


def cell(row: Fact, column: str, view: View = VIEW) -> str:
    return next(c.cell(row, view).text for c in SYSTEM.columns if c.id == column)


def test_without_unicode() -> None:
    facts = engine(INFO, VERSION)
    plain = View(NOW, ascii=True)
    for row in (*facts.values(), *joined(sample(), sample()).values()):
        assert cell(row, "value", plain).isascii()
        assert all(field.value.text.isascii() for field in SYSTEM.summary(row, plain))


def test_the_summary_is_readable() -> None:
    rows_ = engine(INFO | {"Warnings": ["No swap limit", "No iptables"]}, VERSION)
    shown = {field.label: field.value.text for field in SYSTEM.summary(rows_["engine"], VIEW)}
    assert (shown["up"], shown["rootless"]) == ("yes", "no")
    assert shown["warnings"] == "No swap limit; No iptables"
    assert shown["architecture"] == "unknown"
    sees = {f.label: f.value.text for f in SYSTEM.summary(rows_["engine-sees"], VIEW)}
    assert sees["memory"] == "8 GiB"
    cpu = {f.label: f.value.text for f in SYSTEM.summary(joined(sample(40), sample())["cpu"], VIEW)}
    assert (cpu["highest"], cpu["over time"], cpu["percent"]) == ("40 %", "▄▁", "12 %")


def test_a_remedy_stands_below_what_is_wrong() -> None:
    first, second, *_ = SYSTEM.summary(engine(failed("It is down. Start it."))["engine"], VIEW)
    assert (first.value.text, second.value.text) == ("It is down.", "Start it.")


EVIL = "\x1b]0;t\x07[red]a\nb\u202e\u2028"


def test_nothing_from_outside_reaches_the_terminal_raw() -> None:
    info = dict.fromkeys((*INFO, "Driver"), EVIL) | {"Warnings": [EVIL]}
    facts = engine(info, {"Client": {"Version": EVIL, EVIL: EVIL}, "Server": {"ApiVersion": EVIL}})
    for row in (*facts.values(), *joined(here=(EVIL,)).values()):
        assert printable(cell(row, "value"))
        for field in SYSTEM.summary(row, VIEW):
            assert printable(field.label + field.value.text)


def test_json_is_snake_case_and_without_what_is_only_drawn() -> None:
    for row in (*engine(INFO, VERSION).values(), *joined(sample()).values()):
        told = json.loads(json.dumps(SYSTEM.as_json(row, VIEW), allow_nan=False))
        assert list(told) == ["id", "title", "value", "data"]
        assert all(name == name.lower() for name in told["data"])


infos = st.dictionaries(st.sampled_from([*INFO, "ServerErrors", "SecurityOptions"]), anything)
versions = st.fixed_dictionaries({"Client": anything, "Server": anything})


@given(infos, versions | anything)
def test_whatever_docker_says_can_be_shown(info: dict[str, Any], version: Any) -> None:
    facts = engine({"ServerVersion": "1"} | info, version)
    for row in facts.values():
        json.dumps(SYSTEM.as_json(replace(row), VIEW), allow_nan=False)
        assert printable(cell(row, "value"))
        for field in SYSTEM.summary(row, VIEW):
            assert printable(field.label + field.value.text)


def test_what_to_do_about_the_clock_is_in_the_help_and_fits_into_a_small_terminal() -> None:
    ((title, lines),) = SYSTEM.guide
    assert "clock" in title
    assert any("sudo hwclock -s" in line for line in lines)
    assert max(map(len, lines)) <= 69
