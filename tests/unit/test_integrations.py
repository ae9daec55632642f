"""Docker Desktop's integration: a row for each distro, and why it is as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from tui.core.kind import View
from tui.kinds.integration_record import Integration
from tui.kinds.integrations import INTEGRATIONS
from tui.run.recorded import Answer, Recorded, Reply
from tui.session.ask import ask

REG = (
    "\nHKEY_CURRENT_USER\\Volatile Environment\n"
    "    APPDATA    REG_SZ    C:\\Users\\dev\\AppData\\Roaming\n"
)
ROAMING = "/mnt/c/Users/dev/AppData/Roaming"
STORE, OLD = f"cat {ROAMING}/Docker/settings-store.json", f"cat {ROAMING}/Docker/settings.json"
ALL = (
    "/usr/bin/docker:regular file\r\n/var/run/docker.sock:socket\r\n"
    "/mnt/wsl/docker-desktop/cli-tools/usr/bin/docker:regular file\r\n"
    "/var/run/docker-cli.sock:socket\r\n"
)
LIST = (
    "  NAME  STATE  VERSION\n* Ubuntu  Running  2\n  Debian  Stopped  2\n  Old  Running  1\n"
    "  docker-desktop  Running  2\n"
)


def world(changes: Mapping[str, Reply], **settings: object) -> Recorded:
    known: dict[str, Reply] = {
        "wsl.exe -l -v": Answer(LIST),
        "wsl.exe -l --running -q": Answer("Ubuntu\nOld\ndocker-desktop\n"),
        "reg.exe query": Answer(REG),
        "wslpath -u": Answer(f"{ROAMING}\n"),
        STORE: Answer(json.dumps(settings)),
        OLD: Answer("", 1, "No such file or directory"),
        "cat /mnt/c/ProgramData": Answer("", 1, "No such file or directory"),
        "wsl.exe -d Ubuntu -e stat": Answer(ALL),
    }
    return Recorded({**known, **changes})


async def rows(
    changes: Mapping[str, Reply] | None = None, **settings: object
) -> dict[str, Integration]:
    settings = settings or {"IntegratedWslDistros": ["ubuntu", "Debian"]}
    found = await ask(INTEGRATIONS.listing(), world(changes or {}, **settings).run)
    return {row.name: row for row in found}


async def test_one_row_a_distro_and_only_what_runs_is_looked_into() -> None:
    transport = world({}, IntegratedWslDistros=["ubuntu", "Debian"])
    found = await ask(INTEGRATIONS.listing(), transport.run)
    assert {row.name: row.state for row in found} == {
        "Ubuntu": "alive", "Debian": "configured", "Old": "none", "docker-desktop": "none",
    }  # fmt: skip
    ran = " ".join(transport.typed(mutating=False))
    assert "-d Debian" not in ran
    assert "-d docker-desktop" not in ran
    assert "WSL integration → Debian" in found[1].toggle


@pytest.mark.parametrize(
    ("missing", "why"),
    [
        ("/mnt/wsl/docker-desktop/cli-tools/usr/bin/docker", "does not show its programs"),
        ("/usr/bin/docker", "leads nowhere"),
        ("/var/run/docker.sock", "is not there"),
        ("/var/run/docker-cli.sock", "its proxy has left no sign"),
    ],
)
async def test_what_is_missing_makes_it_broken(missing: str, why: str) -> None:
    there = "\n".join(line for line in ALL.splitlines() if not line.startswith(f"{missing}:"))
    row = (await rows({"wsl.exe -d Ubuntu -e stat": Answer(there, 1)}))["Ubuntu"]
    assert (row.state, row.configured, row.alive) == ("broken", True, False)
    assert why in row.why


async def test_a_file_in_the_place_of_the_socket() -> None:
    there = ALL.replace("docker.sock:socket", "docker.sock:regular empty file")
    row = (await rows({"wsl.exe -d Ubuntu -e stat": Answer(there)}))["Ubuntu"]
    assert "no socket but a regular empty file" in row.why


@pytest.mark.parametrize(
    ("settings", "state"),
    [
        ({"integratedWslDistros": ["UBUNTU"]}, "alive"),
        ({"EnableIntegrationWithDefaultWslDistro": True}, "alive"),
        ({"EnableIntegrationWithDefaultWslDistro": False}, "off"),
        ({"AutoStart": True}, "unknown"),
    ],
)
async def test_what_the_settings_say(settings: dict[str, object], state: str) -> None:
    looked: Reply = Answer(ALL if state == "alive" else "")
    row = (await rows({"wsl.exe -d Ubuntu -e stat": looked}, **settings))["Ubuntu"]
    assert row.state == state
    assert row.why


async def test_settings_that_cannot_be_read_are_no_settings() -> None:
    broken: dict[str, Reply] = {STORE: Answer("{ none"), "wsl.exe -d Ubuntu -e stat": Answer("", 1)}
    row = (await rows(broken))["Ubuntu"]
    assert (row.state, row.configured) == ("unknown", None)
    assert "cannot be read as JSON" in row.why
    old = await rows(
        {STORE: Answer("", 1), OLD: Answer('\ufeff{"integratedWslDistros":["debian"]}')}
    )
    assert old["Debian"].configured
    hidden = await rows({"reg.exe query": Answer("", 1, "ERROR: no key")})
    assert "reg.exe did not tell where Docker Desktop's settings lie" in hidden["Debian"].why


async def test_json() -> None:
    made = INTEGRATIONS.as_json((await rows())["Ubuntu"], View(datetime.now(UTC)))
    assert (made["state"], made["configured"], made["alive"], made["default"]) == (
        "alive", True, True, True,
    )  # fmt: skip
    assert made["toggle"].startswith("Docker Desktop: Settings")
