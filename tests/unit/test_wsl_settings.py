"""The settings of WSL: what each takes, and what the two files make of them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.recorded import Saying, failed, rows
from tests.unit.container_samples import VIEW, printable
from tests.unit.fake_machine import FakeMachine
from tui.backends.host import HostBackend
from tui.backends.windows import WindowsBackend
from tui.backends.wsl import WslBackend
from tui.core.action import NO_CHOICE, Intent
from tui.core.command import Command, Outcome, Result
from tui.core.settings import Settings
from tui.core.wsl_conf_table import WSL_CONF_KEYS
from tui.core.wsl_settings import WSL_CONF, WSLCONFIG, Setting, Type, wrong
from tui.core.wslconfig_table import MAIN, WSLCONFIG_KEYS
from tui.kinds import ACTIONS, KINDS
from tui.kinds.distro_listing import RUNNING, VERBOSE
from tui.kinds.wsl_setting_listing import CODE_PAGE, HERE, PROFILE, STARTED, WHO
from tui.kinds.wsl_setting_record import WslSetting
from tui.kinds.wsl_settings import WSL_SETTINGS
from tui.run.journal import Journal
from tui.run.runner import Runner
from tui.session.session import Session

EVERY = (*WSLCONFIG_KEYS, *WSL_CONF_KEYS)
BY_NAME = {one.name: one for one in EVERY}

# --- the tables --------------------------------------------------------------------------------


def test_the_tables_hold_every_key_once() -> None:
    for table in (WSLCONFIG_KEYS, WSL_CONF_KEYS):
        names = [name.lower() for one in table for name in one.names]
        assert len(names) == len(set(names))
    assert {one.file for one in WSLCONFIG_KEYS} == {WSLCONFIG}
    assert {one.file for one in WSL_CONF_KEYS} == {WSL_CONF}
    assert {one.name.partition(".")[2] for one in MAIN} == {
        "memory", "processors", "swap", "autoMemoryReclaim", "networkingMode", "sparseVhd",
    }  # fmt: skip


@pytest.mark.parametrize("setting", EVERY, ids=lambda one: one.name)
def test_a_key_is_written_as_wsl_reads_it(setting: Setting) -> None:
    section, _, key = setting.name.partition(".")
    assert section.isascii()
    assert section.isalnum()
    assert key.isalnum()
    assert setting.what[0].isupper()
    assert bool(setting.allowed) == (setting.type is Type.CHOICE)
    if setting.type is Type.BOOL and setting.default:
        assert wrong(setting, setting.default) is None
    if setting.type is Type.CHOICE:
        assert wrong(setting, setting.default) is None


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("wsl2.memory", "8GB 512MB 0 1T 4096 16G 64KB 1B", "8gb 1.5GB -1GB GB 8GiB x"),
        ("wsl2.processors", "4 0x10 017 -1", "4.0 four 089 2147483648 1e3"),
        ("boot.systemd", "true FALSE 1 0", "yes on 2 truee"),
        ("wsl2.networkingMode", "nat MIRRORED virtioproxy None", "bridge natt"),
        ("experimental.autoMemoryReclaim", "dropcache Gradual", "drop"),
        ("experimental.dnsTunnelingIpAddress", "10.0.0.1", "1.2.3 256.0.0.1 1.2.3.x"),
        ("experimental.ignoredPorts", "3000 1,2,65535", "NotANumber 65536 -1"),
        ("wsl2.macAddress", "5c:bb:f6:9e:ee:fa 5C-BB-F6-9E-EE-FA", "5c:bb 5cbbf69eeefa"),
        ("wsl2.kernelCommandLine", "quiet a=b", ""),
        ("filesystem.umask", "022 0", "abc"),
    ],
)
def test_wsl_takes_a_value_or_does_not(name: str, good: str, bad: str) -> None:
    assert [one for one in good.split(" ") if wrong(BY_NAME[name], one)] == []
    refused = [one for one in bad.split(" ") if one]
    assert [one for one in refused if not wrong(BY_NAME[name], one)] == []
    assert wrong(BY_NAME["wsl2.memory"], "")


def test_the_reason_says_how_to_write_it() -> None:
    memory = BY_NAME["wsl2.memory"]
    assert (wrong(memory, "8gb") or "").endswith("write 8GB")
    assert (wrong(memory, "8 GB") or "").endswith("write 8GB")
    assert "no decimals" in (wrong(memory, "1.5GB") or "")


# --- the files ---------------------------------------------------------------------------------

world = fixtures.wsl_world
VOLATILE = r"HKEY_CURRENT_USER\Volatile Environment"
PLACE = "/mnt/c/Users/dev/.wslconfig"
REG = "\r\nHKEY_CURRENT_USER\\Volatile Environment\r\n    USERPROFILE    REG_SZ    {}\r\n\r\n"
CONFIG = "[wsl2]\r\nmemory=8GB\r\nMemory=4GB\r\nswap=4gb\r\nswapFile=C:\\swap\r\nfoo=1\r\n"
SHARE = "\\\\wsl.localhost\\Ubuntu-24.04\\\n"
DISTROS = "  NAME STATE VERSION\n* Ubuntu-24.04 Running 2\n"
PROC = f"cpu 1\nbtime 1000\n1 (a) b) S {'0 ' * 18}20000 7\n"


def told(more: Mapping[str, bytes] | None = None, **other: bytes | str | Result) -> Saying:
    """Both files and their times; `conf`, `config`, `profile`, `path`, `began` replace them.

    `more` are further commands.
    """
    given = {
        "profile": REG.format(r"C:\Users\dev"), "path": f"{PLACE}\n", "began": PROC,
        "config": CONFIG, "conf": "[boot]\nsystemd=true\n", "stat": "1100.5 644 1000\n",
        "who": "1000\n", "share": SHARE, "list": DISTROS, "running": "Ubuntu-24.04\n", **other,
    }  # fmt: skip
    words = {
        "profile": PROFILE.typed(), "path": "wslpath -u", "began": STARTED.typed(),
        "config": f"cat {PLACE}", "conf": "cat /etc/wsl.conf", "stat": "stat -L -c",
        "page": CODE_PAGE.typed(), "who": WHO.typed(), "share": HERE.typed(),
        "list": VERBOSE.typed(), "running": RUNNING.typed(),
    }  # fmt: skip
    answers = {words[k]: v.encode() if isinstance(v, str) else v for k, v in given.items()}
    return Saying({**answers, **(more or {})})


NOT_WSL = Result(
    PROFILE, Outcome.NOT_STARTED, stderr=b"This machine is not WSL. Start wsltui in WSL."
)


def listed(more: Mapping[str, bytes] | None = None, **other: Any) -> dict[str, WslSetting]:
    return {row.word: row for row in rows(WSL_SETTINGS.listing(), told(more, **other))}


def test_every_documented_key_is_listed_those_most_looked_for_first() -> None:
    found = list(listed(config="", conf=""))
    assert found == [*(one.name for one in MAIN), *(
        one.name for one in EVERY if not one.main
    )]  # fmt: skip


def test_what_a_file_says_and_what_is_wrong_with_it() -> None:
    found = listed()
    memory = found["wsl2.memory"]
    assert (memory.value, memory.line, memory.source.path) == ("8GB", 2, r"C:\Users\dev\.wslconfig")
    assert memory.problem == "only the first counts: it is also in line 3"
    assert found["wsl2.swap"].problem == "'4gb' is no size to WSL: write 4GB"
    assert found["wsl2.swapFile"].value == r"C:\swap"
    assert "each backslash twice" in found["wsl2.swapFile"].problem
    assert "warns of it" in found["wsl2.foo"].problem
    assert found["wsl2.foo"].setting is None
    assert found["boot.systemd"].value == "true"
    assert found["wsl2.processors"].state == "default"


def test_an_older_name_counts_for_the_key() -> None:
    found = listed(config="[experimental]\nnetworkingMode=mirrored\n")
    assert found["wsl2.networkingMode"].value == "mirrored"
    assert "experimental.networkingMode" not in found


@pytest.mark.parametrize(
    ("stamp", "machine", "distro"),
    [("900", False, False), ("1100", True, False), ("1300", True, True), ("x", None, None)],
)
def test_a_file_newer_than_the_start_is_pending(
    stamp: str, machine: bool | None, distro: bool | None
) -> None:
    """The machine began at 1000, this distro 200 s later."""
    found = listed(stat=f"{stamp}.25 644 1000\n")
    assert found["wsl2.memory"].pending is machine
    assert found["boot.systemd"].pending is distro
    assert found["wsl2.processors"].pending is None
    assert listed(began="")["wsl2.memory"].pending is None


def test_a_file_that_is_not_there_has_no_settings() -> None:
    found = listed(config=failed(f"cat: {PLACE}: No such file or directory"))
    assert {row.state for row in found.values() if row.file == WSLCONFIG} == {"default"}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"profile": failed("ERROR: no.")}, "reg.exe did not tell where it lies: ERROR: no"),
        ({"profile": NOT_WSL}, "This machine is not WSL"),
        ({"profile": Result(PROFILE, Outcome.TIMEOUT)}, "reg.exe did not answer in time"),
        ({"profile": ""}, "the folder of the user of Windows is not known"),
        ({"profile": REG.format("C:\\Users\\??")}, "the folder of the user of Windows"),
        ({"path": failed("wslpath: x")}, "its drive is not mounted"),
        ({"config": failed("cat: Permission denied")}, "Permission denied"),
        ({"config": Result(Command("host"), Outcome.TIMEOUT)}, "cat timed out"),
        ({"config": CONFIG.encode("utf-16")}, "it is not written in UTF-8"),
    ],
)
def test_what_cannot_be_read_is_unknown_with_the_reason(more: dict[str, Any], why: str) -> None:
    found = listed(**more)
    assert why in found["wsl2.memory"].why
    assert not found["wsl2.memory"].why.endswith(".")
    assert "Start wsltui" not in found["wsl2.memory"].why
    assert found["wsl2.memory"].state == "unknown"
    assert WSL_SETTINGS.as_json(found["wsl2.memory"], VIEW)["value"] is None
    assert found["boot.systemd"].value == "true"


def test_a_user_whose_name_is_not_ascii() -> None:
    raw = REG.format("C:\\Users\\Jörg").encode("cp850")
    page = "HKEY_LOCAL_MACHINE\\X\r\n    OEMCP    REG_SZ    850\r\n"
    assert (
        listed(profile=raw, page=page)["wsl2.memory"].source.path == "C:\\Users\\Jörg\\.wslconfig"
    )


@pytest.mark.parametrize("noise", [b"\xff\xfe[", b"\x80\x81\n=", "[red]\x1b[2J=1\n", "=" * 9999])
def test_noise_in_a_file_is_shown_as_text(noise: Any) -> None:
    for row in listed(config=noise, conf=noise).values():
        assert all(printable(column.cell(row, VIEW).text) for column in WSL_SETTINGS.columns)
        assert all(printable(field.value.text) for field in WSL_SETTINGS.summary(row, VIEW))


def settings_of(world: World, tmp_path: Path) -> tuple[Path, Session]:
    """The file on a drive of the doubled Windows, and a session that finds it."""
    world.drive(tmp_path / "mnt")
    world.set(registry={VOLATILE: {"USERPROFILE": ("REG_SZ", "C:\\Users\\dev")}})
    machine = FakeMachine(tmp_path / "machine").wsl()
    (machine.root / "mnt/c").mkdir(parents=True)
    wsl = WslBackend(os.environ, places=machine.places)
    backends: Any = {"windows": WindowsBackend(wsl), "host": HostBackend(os.environ)}
    session = Session(KINDS, backends, Runner(Journal()), Settings())
    session.look_at(["wsl-settings"])
    return tmp_path / "mnt/c/Users/dev/.wslconfig", session


async def read(session: Session) -> dict[str, WslSetting]:
    session.refresh.mark("wsl-settings")
    await session.refresh.settled()
    return {row.word: row for row in session.store["wsl-settings"].rows}


async def intended(session: Session, verb: str, name: str) -> Intent:
    kind, action = ACTIONS[f"wsl-setting.{verb}"]
    return session.dispatch.intend(kind, action, [(await read(session))[name]])


async def done(session: Session, verb: str, name: str) -> list[str]:
    """The reasons of what failed."""
    report = await session.dispatch.carry_out(await intended(session, verb, name))
    assert report.failed or report.done == [name]
    return [failed.reason for failed in report.failed]


async def test_the_file_is_found_through_windows(world: World, tmp_path: Path) -> None:
    file, session = settings_of(world, tmp_path)
    file.write_bytes(b"\xef\xbb\xbf[wsl2]\r\nmemory=8GB\r\n")
    memory = (await read(session))["wsl2.memory"]
    assert memory.why == ""
    assert (memory.value, memory.line, memory.pending) == ("8GB", 2, True)
    await session.close()


async def test_one_line_is_changed_and_the_old_file_is_kept(world: World, tmp_path: Path) -> None:
    file, session = settings_of(world, tmp_path)
    before = b"# mine\r\n[wsl2]\r\nnestedVirtualization=0  # \xe4\r\n"
    file.write_bytes(before)
    os.utime(file, (86_400, 86_400))
    assert await done(session, "enable", "wsl2.nestedVirtualization") == []
    assert file.read_bytes() == before.replace(b"=0", b"=true")
    assert (file.parent / ".wslconfig.19700102T000000.000Z").read_bytes() == before
    assert await done(session, "unset", "wsl2.nestedVirtualization") == []
    assert file.read_bytes() == b"# mine\r\n[wsl2]\r\n# \xe4\r\n"
    await session.close()


async def test_a_file_that_is_not_there_is_made(world: World, tmp_path: Path) -> None:
    file, session = settings_of(world, tmp_path)
    assert await done(session, "enable", "experimental.sparseVhd") == []
    assert file.read_bytes() == b"[experimental]\r\nsparseVhd=true\r\n"
    await session.close()


async def test_a_file_that_was_changed_meanwhile_is_left_alone(
    world: World, tmp_path: Path
) -> None:
    file, session = settings_of(world, tmp_path)
    file.write_text("[wsl2]\nmemory=8GB\n")
    intent = await intended(session, "unset", "wsl2.memory")
    file.write_text("[wsl2]\n# more\nmemory=8GB\n")
    report = await session.dispatch.carry_out(intent)
    assert "changed since it was looked at" in report.failed[0].reason
    assert file.read_text() == "[wsl2]\n# more\nmemory=8GB\n"
    await session.close()


def test_the_dialog_shows_what_changes() -> None:
    found = listed()
    _, action = ACTIONS["wsl-setting.unset"]
    shown = action.shows(found["wsl2.swap"], NO_CHOICE)
    assert shown == (r"C:\Users\dev\.wslconfig:", "- 4: swap=4gb")
    assert action.why_not(found["wsl2.processors"]) == "wsl2.processors is not set"
    _, enable = ACTIONS["wsl-setting.enable"]
    assert enable.why_not(found["wsl2.memory"])
    assert enable.why_not(found["boot.systemd"]) == "boot.systemd is on already"
    unknown = listed(profile="")["wsl2.safeMode"]
    assert "not known" in (enable.why_not(unknown) or "")


def test_json() -> None:
    memory = WSL_SETTINGS.as_json(listed()["wsl2.memory"], VIEW)
    assert json.loads(json.dumps(memory)) == {
        "name": "wsl2.memory", "key": "wsl2.memory", "distro": None,
        "file": ".wslconfig", "path": "C:\\Users\\dev\\.wslconfig",
        "line": 2, "state": "set", "value": "8GB", "pending": True,
        "problem": "only the first counts: it is also in line 3", "documented": True,
        "type": "size", "unit": None, "allowed": [], "default": "half of the memory of Windows",
        "since": None, "needs": None, "what": "How much memory the virtual machine may take",
        "restart": "vm", "unknown": None,
    }  # fmt: skip
    unknown = WSL_SETTINGS.as_json(listed()["wsl2.foo"], VIEW)
    assert (unknown["documented"], unknown["type"], unknown["value"]) == (False, None, "1")


def test_the_headline_and_the_filter() -> None:
    found = listed()
    assert WSL_SETTINGS.headline(list(found.values())).endswith("set · restart pending")
    facet: Any = WSL_SETTINGS.facets["is"]
    assert facet(found["wsl2.memory"]) == ("pending", "problem", "main", "set")
