"""What can be installed: as each generation of WSL prints it, and from a row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.unit.desk import Desk
from tui.kinds.distro_forms import offers

world = fixtures.wsl_world
TODAY = (
    "The following is a list of valid distributions that can be installed.\r\n"
    "Install using 'wsl.exe --install <Distro>'.\r\n\r\n"
    "NAME            FRIENDLY NAME\r\n"
    "Ubuntu          Ubuntu\r\n"
    "Ubuntu-24.04    Ubuntu 24.04 LTS\r\n"
)
OF_2021 = TODAY.replace("wsl.exe --install <Distro>", "wsl --install -d <Distro>")
OF_2022 = (
    "Im Folgenden finden Sie eine Liste.\r\nThe default distribution is denoted by '*'.\r\n"
    "Installieren Sie mit 'wsl --install -d <Distro>'.\r\n\r\n"
    "  NAME            FRIENDLY NAME\r\n"
    "* Ubuntu          Ubuntu\r\n"
    "  Ubuntu-24.04    Ubuntu 24.04 LTS\r\n"
)


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    return Desk(world, tmp_path)


@pytest.mark.parametrize("text", [TODAY, OF_2021, OF_2022])
def test_names_and_full_names(text: str) -> None:
    assert offers(text) == (("Ubuntu", "Ubuntu"), ("Ubuntu-24.04", "Ubuntu 24.04 LTS"))


def test_it_is_listed_and_searched(desk: Desk) -> None:
    listed = json.loads(desk.run("ls", "distros-online", "--json").out)
    assert [row["name"] for row in listed] == [name for name, _ in desk.world.data["online"]]
    (debian,) = [row for row in listed if row["name"] == "Debian"]
    assert debian == {"name": "Debian", "friendly_name": "Debian GNU/Linux", "installed": True}
    found = desk.run("ls", "distros-online", "--filter", "arch", "--json")
    assert [row["name"] for row in json.loads(found.out)] == ["archlinux"]


def test_a_row_is_installed(desk: Desk) -> None:
    ran = desk.do("distro-online.install", "archlinux", "--name", "Arch")
    assert (ran.code, "Arch" in desk.names) == (0, True)
    (called,) = [call["argv"] for call in desk.world.calls() if call["argv"][0] == "--install"]
    assert called == ["--install", "archlinux", "--no-launch", "--name", "Arch"]
    assert desk.do("distro-online.install", "archlinux", "--name", "a b").code == 2
    assert desk.do("distro-online.install", "Slackware").code == 1


def test_without_the_network_it_says_so(desk: Desk) -> None:
    desk.world.fail("offline", verb="--list")
    ran = desk.run("ls", "distros-online")
    assert ran.code == 1
    assert "Failed to fetch the distribution list" in ran.err
