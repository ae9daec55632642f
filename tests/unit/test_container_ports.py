"""Ports that are taken: by containers, and by programs of Windows."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.doubles.running import call
from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.unit.container_samples import read
from tests.unit.desk import Desk
from tui.backends.wsl import WslBackend
from tui.core.form import About
from tui.core.listening import Listener, listeners, named
from tui.kinds.container_ports import (
    CONTAINERS,
    WINDOWS_PORTS,
    caution,
    names_one,
    refused,
    remedy,
)
from tui.kinds.container_words import Published, published
from tui.run.transport import Processes
from tui.session.opening import Options
from tui.session.ports import LISTENING, PROCESSES, explained, supply
from tui.session.report import Failed

world = fixtures.wsl_world
NODE = Listener(8090, "127.0.0.1", 4711, "node.exe")
BOX = read(State={"Status": "running"}, NetworkSettings__Ports={
    "80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8080"}],
    "53/udp": [{"HostIp": "0.0.0.0", "HostPort": "8053"}],
})  # fmt: skip
DAEMON = "Error response from daemon: "
BIND = f"{DAEMON}driver failed programming external connectivity on endpoint w (0a): Bind for "
SAYS = {
    f"{BIND}0.0.0.0:8080 failed: port is already allocated": (8080, "tcp"),
    f"{DAEMON}failed to set up container networking: failed to bind host port for "
    "0.0.0.0:8081:172.17.0.2:80/tcp: address already in use": (8081, "tcp"),
    f"{DAEMON}failed to bind host port 0.0.0.0:8053/udp: address already in use": (8053, "udp"),
    f"{DAEMON}Error starting userland proxy: listen tcp6 [::]:443: bind: address already in use":
        (443, "tcp"),
    f"{DAEMON}Ports are not available: exposing port TCP 0.0.0.0:4505 -> 0.0.0.0:0: listen tcp4 "
    "0.0.0.0:4505: bind: Only one usage of each socket address (protocol/network address/port) is "
    "normally permitted.": (4505, "tcp"),
    f"{DAEMON}Ports are not available: exposing port UDP 0.0.0.0:53 -> 127.0.0.1:0: listen udp "
    "0.0.0.0:53: bind: An attempt was made to access a socket in a way forbidden by its access "
    "permissions.": (53, "udp"),
}  # fmt: skip


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    return Desk(world, tmp_path)


@pytest.mark.parametrize(
    ("word", "taken"),
    [
        ("8080:80", ("", 8080, 8080, "tcp")),
        ("127.0.0.1:8080:80/udp", ("127.0.0.1", 8080, 8080, "udp")),
        ("[::1]:8000-8010:80-90", ("::1", 8000, 8010, "tcp")),
        ("80", None), ("0:80", None), ("x", None), ("127.0.0.1::80", None), ("99999:80", None),
    ],
)  # fmt: skip
def test_what_a_word_takes(word: str, taken: tuple[str, int, int, str] | None) -> None:
    assert published(word) == (Published(*taken) if taken else None)
    assert names_one(f"443 {word}") is (taken is not None)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("8080:80", "container web has 8080 now"),
        ("1:1, 127.0.0.1:8000-8090:8000-8090", "container web has 8080 now"),
        ("127.0.0.2:8080:80", None), ("8080:80/udp", None), ("8053:53", None),
        ("8053:53/udp", "container web has 8053 now"),
        ("8090:80", "on Windows node.exe (process 4711) listens on 8090"),
        ("8090:80/udp", None), ("80", None), ("8080:", None), ("'", None),
    ],
)  # fmt: skip
def test_who_has_it_is_said_of_a_value(value: str, words: str | None) -> None:
    known = {CONTAINERS: (BOX,), WINDOWS_PORTS: (NODE,)}
    said = caution(About(known=known), value)
    assert said is None if words is None else words in (said or "")
    assert caution(About(), value) is None


@pytest.mark.parametrize("words", SAYS)
def test_the_port_that_a_start_failed_for(words: str) -> None:
    port, protocol = SAYS[words]
    assert refused(words) == Published("", port, port, protocol)


def test_what_to_do_about_it() -> None:
    said = list(SAYS)
    assert remedy(said[0], (BOX,), (NODE,)) == (
        "Container web has port 8080: stop it, or choose another port."
    )
    proxy = (Listener(8081, "0.0.0.0", 7, "wslrelay.exe"), Listener(4505, "0.0.0.0", 9))
    assert "On Windows WSL, for a program of a distro listens" in remedy(said[1], (), proxy)
    assert "On Windows a program (process 9) listens on 4505: end it" in remedy(said[4], (), proxy)
    assert "excludedportrange" in remedy(said[5], (BOX,), proxy)
    assert remedy(said[1], (), ()) == remedy("no such container", (BOX,), (NODE,)) == ""


def test_sockets_in_any_language() -> None:
    told = (
        "\r\nConnexions actives\r\n\r\n  Proto  Adresse locale\r\n"
        "  TCP    0.0.0.0:80     0.0.0.0:0      À L'ÉCOUTE DE TOUS   4\r\n"
        "  TCP    10.0.0.2:5000  10.0.0.3:443   ESTABLISHED  8\r\n"
        "  TCP    [::]:81        [::]:0         LISTENING    9\r\n"
        "  UDP    0.0.0.0:53     *:*                         4\r\n  TCP  x:y  0.0.0.0:0  z\r\n"
    )
    found = listeners(told)
    assert [(one.port, one.address, one.pid) for one in found] == [
        (80, "0.0.0.0", 4), (81, "[::]", 9),
    ]  # fmt: skip
    rows = '"System","4","Services","0","1 K"\r\n"a ""b"".exe","9","Console","1","2 K"\r\nx\r\n'
    assert [one.program for one in named(found, rows)] == ["System", 'a "b".exe']


@given(st.text(), st.text())
def test_noise_is_no_error(sockets: str, processes: str) -> None:
    assert all(one.pid >= 0 for one in named(listeners(sockets), processes))
    assert caution(About(known={WINDOWS_PORTS: (NODE,)}), sockets) is None or "8090" in sockets
    remedy(sockets, (BOX,), (NODE,))


@pytest.mark.parametrize("locale", ["en", "de"])
async def test_windows_is_asked_by_its_own_programs(world: World, locale: str) -> None:
    world.set(locale=locale, code_page="850")
    wsl = WslBackend(os.environ)
    sockets, processes = [await Processes().run(wsl.prepare(one)) for one in (LISTENING, PROCESSES)]
    found = named(listeners(sockets.text), processes.text)
    assert [(one.port, one.program) for one in found] == [(135, "svchost.exe"), (8090, "node.exe")]
    assert call("-a", program="netstat.exe").code == 97


def failed(reason: str) -> Failed:
    return Failed("web", reason, "r", "docker start web")


def asked(world: World) -> list[str]:
    programs = ("netstat.exe", "tasklist.exe", "wsl.exe", "reg.exe", "powershell.exe")
    return [one for one in programs if world.calls(one)]


async def test_nobody_is_asked_before_something_fails_for_a_port(desk: Desk) -> None:
    session = desk.open(Options())
    other = failed("no such container")
    assert await explained(session, [other]) == [other]
    assert asked(desk.world) == []
    taken = failed(f"{BIND}0.0.0.0:8090 failed: port is already allocated")
    (told,) = await explained(session, [taken])
    assert told.remedy.startswith("On Windows node.exe (process 4711) listens on 8090: end it")
    assert asked(desk.world) == ["netstat.exe", "tasklist.exe"]


async def test_an_engine_elsewhere_has_other_ports(desk: Desk) -> None:
    session = desk.open(Options())
    session.store.put("endpoint", (("far", "ssh://dev@far"),), datetime.now(UTC))
    assert await supply(session) == ()
    assert asked(desk.world) == []


async def test_without_windows_nothing_is_known(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    session = desk.open(Options())
    assert await supply(session) == ()
    taken = failed(f"{BIND}0.0.0.0:8090 failed: port is already allocated")
    assert await explained(session, [taken]) == [taken]
