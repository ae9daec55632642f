"""`wsltui config wsl`: reading, setting and unsetting, as the action of the screen does it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.unit.cli_world import World
from tui.kinds.wsl_setting_listing import PROFILE, STARTED
from tui.run.recorded import Answer

PLACE = "/mnt/c/Users/dev/.wslconfig"
REG = (
    "\r\nHKEY_CURRENT_USER\\Volatile Environment\r\n    USERPROFILE    REG_SZ    C:\\Users\\dev\r\n"
)
FIND = f"find -L {PLACE} -maxdepth 0 '!' -newermt @1100.500000000 -exec sed -i"


CONFIG = "[wsl2]\r\nmemory=8GB\r\nswap=4gb\r\n"


def settings(more: Mapping[str, Answer] | None = None) -> World:
    replies = {
        PROFILE.typed(): Answer(REG), "wslpath -u": Answer(f"{PLACE}\n"),
        f"cat {PLACE}": Answer(CONFIG), "cat /etc/wsl.conf": Answer("[boot]\nsystemd=true\n"),
        "stat -L": Answer("1100.500000000 644 0\n"), STARTED.typed(): Answer("btime 1000\n"),
        "id -u": Answer("0\n"), "wslpath -w /": Answer("", 1), "find": Answer(), **(more or {}),
    }  # fmt: skip
    return World(replies=replies)


def test_a_value_alone_is_data() -> None:
    ran = settings().run("config", "wsl", "get", "wsl2.Memory")
    assert (ran.code, ran.out, ran.err) == (0, "8GB\n", "")
    ran = settings().run("config", "wsl", "get", "wsl2.swap")
    assert (ran.out, "write 4GB" in ran.err) == ("4gb\n", True)
    ran = settings().run("config", "wsl", "get", "wsl2.processors")
    assert (ran.code, ran.out, "not set" in ran.err) == (0, "", True)
    assert settings().run("config", "wsl", "get", "boot.systemd").out == "true\n"


def test_the_section_may_be_left_out_where_one_has_the_key() -> None:
    assert settings().run("config", "wsl", "get", "memory").out == "8GB\n"
    ran = settings().run("config", "wsl", "get", "enabled")
    assert (ran.code, "automount.enabled" in ran.err) == (2, True)


def test_as_json_with_all_that_is_known_of_it() -> None:
    told = settings().run("config", "wsl", "get", "wsl2.memory", "--json").json
    assert (told["value"], told["type"], told["pending"]) == ("8GB", "size", True)
    everything = settings().run("config", "wsl", "--json").json
    assert [one["name"] for one in everything[:2]] == ["wsl2.memory", "wsl2.processors"]
    assert "boot.systemd" in settings().run("config", "wsl", "get").out


def test_what_cannot_be_known_and_what_there_is_not() -> None:
    ran = settings({"wslpath -u": Answer("", 1, "no")}).run("config", "wsl", "get", "wsl2.swap")
    assert (ran.code, "drive is not mounted" in ran.err) == (3, True)
    ran = settings().run("config", "wsl", "get", "wsl2.memmory")
    assert (ran.code, "Did you mean wsl2.memory?" in ran.err) == (1, True)
    assert settings().run("config", "wsl", "set", "wsl2.nothing", "1", "--yes").code == 1


def test_setting_shows_the_lines_and_asks() -> None:
    world = settings()
    ran = world.run("config", "wsl", "set", "wsl2.memory", "12GB", tty=True, answers="n\n")
    assert "- 2: memory=8GB\n+ 2: memory=12GB\n" in ran.err
    assert (ran.code, world.changes) == (4, [])
    assert world.run("config", "wsl", "set", "wsl2.memory", "12GB").code == 4
    ran = world.run("config", "wsl", "set", "wsl2.memory", "12GB", "--dry-run")
    assert ran.out.startswith(FIND)
    assert "+ 2: memory=12GB" in ran.err
    assert world.changes == []


def test_success_is_what_is_in_the_file_afterwards() -> None:
    """The find of this world changes nothing, whatever it reports."""
    world = settings()
    ran = world.run("config", "wsl", "set", "wsl2.memory", "12GB", "--yes")
    assert (ran.code, len(world.changes)) == (1, 1)
    assert "changed since it was looked at" in ran.err
    assert "changed since" in world.run("config", "wsl", "unset", "wsl2.memory", "--yes").err


@pytest.mark.parametrize("words", ["set wsl2.memory 12gb", "set wsl2.memory 1.5GB",
                                   "set wsl2.processors x", "set wsl2.memory", "unset", "put a b",
                                   "get a b"])  # fmt: skip
def test_what_does_not_fit_is_a_usage_error(words: str) -> None:
    world = settings()
    assert world.run("config", "wsl", *words.split(), "--yes").code == 2
    assert world.changes == []


def test_numbers_below_nothing_are_values_and_no_options() -> None:
    ran = settings().run("config", "wsl", "set", "wsl2.vmIdleTimeout", "-1", "--dry-run")
    assert "vmIdleTimeout=-1" in ran.out
    ran = settings().run("do", "wsl-setting.set", "wsl2.vmIdleTimeout", "--value=-1", "--dry-run")
    assert "vmIdleTimeout=-1" in ran.out


def test_there_is_no_other_config() -> None:
    ran = settings().run("config", "dns")
    assert (ran.code, "There is: wsl." in ran.err) == (2, True)


def test_what_is_read_only_is_refused_and_nothing_is_run() -> None:
    world = settings({"stat -L": Answer("1100.5 444 0\n")})
    ran = world.run("config", "wsl", "set", "wsl2.memory", "12GB", "--yes")
    assert (ran.code, world.changes) == (4, [])
    assert f"chmod u+w {PLACE}" in ran.err
    assert settings().run("--read-only", "config", "wsl", "set", "wsl2.swap", "0").code == 4
