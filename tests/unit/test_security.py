"""Who can do what over the engine: each finding, from what programs print."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.unit.test_integrations import LIST, REG, ROAMING, STORE
from tui.core.kind import View
from tui.core.note import Note
from tui.core.verdict import Verdict
from tui.kinds.security import SECURITY
from tui.run.recorded import Answer, Recorded, Reply
from tui.session.ask import ask

HEAD = "  sl  local_address rem_address   st\n"


def box(name: str = "web", **more: Any) -> dict[str, Any]:
    return {
        "Id": "a" * 64, "Name": f"/{name}", "State": {"Status": "running"}, "Mounts": [],
        "Config.User": "", "HostConfig.Privileged": False, "HostConfig.NetworkMode": "bridge",
        "HostConfig.PidMode": "", **more,
    }  # fmt: skip


def mount(source: str) -> dict[str, Any]:
    return {"Mounts": [{"Type": "bind", "Source": source, "Destination": "/x"}]}


def world(*boxes: dict[str, Any], **settings: object) -> dict[str, Reply]:
    return {
        "wsl.exe -l -v": Answer(LIST),
        "reg.exe query": Answer(REG),
        "wslpath -u": Answer(f"{ROAMING}\n"),
        STORE: Answer(json.dumps(settings or {"IntegratedWslDistros": ["Ubuntu", "Debian"]})),
        "cat /proc/net/tcp": Answer(HEAD),
        "stat -L": Answer("660:docker:socket\n"),
        "getent": Answer("docker:x:999:ann,bob\n"),
        "docker ps": Answer("\n".join(one["Id"] for one in boxes)),
        "docker container inspect": Answer("\n".join(map(json.dumps, boxes))),
    }


async def rows(replies: Mapping[str, Reply]) -> dict[str, Note]:
    return {row.id: row for row in await ask(SECURITY.listing(), Recorded(replies).run)}


async def test_all_that_is_looked_at() -> None:
    found = await rows(world(box()))
    assert {id_: row.verdict.value for id_, row in found.items()} == {
        "docker-desktop": "warning", "integration:Debian": "warning", "distros": "good",
        "integration:Ubuntu": "good", "eci": "good", "tcp": "good", "socket": "good",
        "containers": "good",
    }  # fmt: skip
    assert "wsl.exe -d docker-desktop" in found["docker-desktop"].meaning
    assert any("Hyper-V" in step for step in found["docker-desktop"].remedy)
    assert found["socket"].finding == "/var/run/docker.sock: mode 660, group docker: ann, bob"
    assert "WSL integration → Debian" in found["integration:Debian"].remedy[0]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"HostConfig.Privileged": True}, "privileged"),
        (mount("/var/run/docker.sock"), "mounts the docker socket"),
        (mount("/"), "mounts /"),
        ({"HostConfig.NetworkMode": "host"}, "root on the host's network"),
        ({"HostConfig.NetworkMode": "host", "Config.User": "0:0"}, "root on the host's network"),
        ({"HostConfig.PidMode": "host"}, "sees the host's processes"),
        ({"HostConfig.Privileged": True, **mount("/")}, "privileged; mounts /"),
    ],
)
async def test_containers_that_can_leave_their_walls(more: dict[str, Any], said: str) -> None:
    row = (await rows(world(box(**more))))["container:web"]
    assert (row.verdict, row.finding) == (Verdict.WARNING, f"{said} (running)")


@pytest.mark.parametrize(
    "more",
    [
        {"HostConfig.NetworkMode": "host", "Config.User": "app"},
        mount("/home/me"),
        {"HostConfig.Privileged": None, "Mounts": None},
    ],
)
async def test_containers_that_cannot(more: dict[str, Any]) -> None:
    assert (await rows(world(box(**more))))["containers"].verdict is Verdict.GOOD


@pytest.mark.parametrize(
    ("address", "verdict"),
    [("00000000:0947", "problem"), ("0100007F:0947", "warning"), ("00000000:0948", "problem"),
     ("00000000:0050", "good")],
)  # fmt: skip
async def test_an_engine_that_is_open_over_tcp(address: str, verdict: str) -> None:
    listed = Answer(f"{HEAD}   0: {address} 00000000:0000 0A\n")
    assert (await rows({**world(), "cat /proc/net/tcp": listed}))["tcp"].verdict == verdict


async def test_what_docker_desktop_exposes_and_isolates() -> None:
    found = await rows(world(ExposeDockerAPIOnTCP2375=True, EnhancedContainerIsolation=True))
    assert found["tcp"].verdict is Verdict.WARNING
    assert (found["eci"].finding, found["eci"].remedy) == ("on", ())


async def test_a_docker_desktop_in_a_machine_of_its_own() -> None:
    only = Answer("  NAME  STATE  VERSION\n* Ubuntu  Running  2\n")
    found = await rows({**world(WslEngineEnabled=False), "wsl.exe -l -v": only})
    assert found["docker-desktop"].verdict is Verdict.GOOD
    assert "eci" not in found


async def test_a_socket_for_everybody() -> None:
    row = (await rows({**world(), "stat -L": Answer("666:docker:socket\n")}))["socket"]
    assert (row.verdict, row.remedy) == (Verdict.PROBLEM, ("sudo chmod 660 /var/run/docker.sock",))


async def test_what_cannot_be_looked_at_is_said_to_be_unchecked() -> None:
    found = await rows({"docker ps": Answer("", 1, "No engine.")})
    assert {row.verdict for row in found.values()} == {Verdict.UNCHECKED}
    assert set(found) == {"distros", "tcp", "socket", "containers"}
    broken = {**world(box()), "docker container inspect": Answer("", 1, "template: no PidMode")}
    assert (await rows(broken))["containers"].verdict is Verdict.UNCHECKED


async def test_json_has_what_the_view_has() -> None:
    row = await rows(world(box("a\x1b[31m", **mount("/"))))
    made = [SECURITY.as_json(one, View(datetime.now(UTC))) for one in row.values()]
    fields = {"id", "what", "finding", "verdict", "meaning", "remedy"}
    assert all(set(one) == fields for one in made)
    assert "\x1b" not in str(made)
