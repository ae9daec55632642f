"""Settings of WSL changed in real files, by the real sed: every odd file, and nothing lost."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.recorded import failed
from tests.unit.test_iniedit import FILES, NAMES, VALUES
from tests.unit.test_wsl_settings import listed, read, settings_of
from tui.core import iniedit
from tui.core.action import NO_CHOICE
from tui.core.command import Mode
from tui.core.form import About, Filled, completed, faults
from tui.core.linediff import change, differing, lines_of
from tui.kinds import ACTIONS
from tui.kinds.wsl_setting_edit import difference, edit, with_value
from tui.kinds.wsl_setting_record import IniFile, WslSetting
from tui.session.dispatch import Report
from tui.session.filling import Filling
from tui.session.session import Session

world = fixtures.wsl_world
ROOT = ("wsl.exe", "-d", "Ubuntu-24.04", "-u", "root", "-e")


async def tell(session: Session, name: str, value: str) -> tuple[str, Report | None]:
    """Why the value will not do, else what became of it."""
    kind, action = ACTIONS["wsl-setting.set"]
    filling = Filling(session, kind, action, [(await read(session))[name]])
    draft = filling.draft(NO_CHOICE, {"value": value})
    if draft.faults:
        return draft.faults["value"], None
    return "", await session.dispatch.carry_out(draft.intent)


async def changed(session: Session, name: str, value: str) -> list[str]:
    """What went wrong, or why it was not done at all."""
    why, report = await tell(session, name, value)
    assert report is not None, why
    return [*(one.reason for one in report.failed), *(one.reason for one in report.skipped)]


def run_edit(file: Path, name: str, value: str) -> None:
    """Set it as the command does that is shown, if there is anything to change."""
    text, stamp = iniedit.text_of(file.read_bytes()), file.stat().st_mtime_ns
    exact = f"{stamp // 10**9}.{stamp % 10**9:09}"
    row = WslSetting(IniFile(".wslconfig", place=str(file), text=text, stamp=exact), name)
    after = with_value(row, value)
    if after != text:
        subprocess.run(edit(row, after).argv, check=True, env={"LC_ALL": "C", "PATH": os.defpath})
    assert file.read_bytes() == iniedit.bytes_of(after)


SAME = b"# mine \xe4\r\n[wsl2]\r\nmemory = 4GB   # enough\r\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b"[wsl2]\r\nmemory=8GB\r\n"),
        (SAME, SAME.replace(b"4GB", b"8GB")),
        (b"\xef\xbb\xbf[wsl2]\r\n", b"\xef\xbb\xbf[wsl2]\r\nmemory=8GB\r\n"),
        (b"[wsl2]\nswap=0\n[x]\ny=1\n[wsl2]\nmemory=1GB\n",
         b"[wsl2]\nswap=0\n[x]\ny=1\n[wsl2]\nmemory=8GB\n"),
        (b"[wsl2]\nmemory=1GB\nMemory=2GB\n", b"[wsl2]\nmemory=8GB\nMemory=2GB\n"),
        (b"[wsl2]\nunheardOf=1 # x\n", b"[wsl2]\nunheardOf=1 # x\nmemory=8GB\n"),
        (b"[wsl2]\nmemory=4gb", b"[wsl2]\nmemory=8GB"),
        (b"[wsl2]\n" + b"# a line of words\nkey=value\n" * 37_000,
         b"[wsl2]\n" + b"# a line of words\nkey=value\n" * 37_000 + b"memory=8GB\n"),
    ],
    ids=["empty", "comments", "mark", "sections", "keys", "unknown", "open", "1 MB"],
)  # fmt: skip
def test_only_that_line_changes_and_the_old_file_is_kept(
    tmp_path: Path, before: bytes, after: bytes
) -> None:
    file = tmp_path / ".wslconfig"
    file.write_bytes(before)
    run_edit(file, "wsl2.memory", "8GB")
    assert file.read_bytes() == after
    kept = [path.read_bytes() for path in tmp_path.glob(".wslconfig.*Z")]
    assert kept == ([before] if before else [])


async def test_a_file_that_is_not_there_is_made_as_windows_has_them(
    world: World, tmp_path: Path
) -> None:
    file, session = settings_of(world, tmp_path)
    assert await changed(session, "wsl2.kernel", r"C:\k\new") == []
    assert file.read_bytes() == b"[wsl2]\r\nkernel=C:\\\\k\\\\new\r\n"
    assert (await read(session))["wsl2.kernel"].value == r"C:\k\new"
    await session.close()


@pytest.mark.parametrize("before", [None, b"[wsl2]\nmemory=1GB\nswap=0\n"])
async def test_of_two_at_once_the_second_writes_nothing(
    world: World, tmp_path: Path, before: bytes | None
) -> None:
    file, session = settings_of(world, tmp_path)
    if before is not None:
        file.write_bytes(before)
    kind, action = ACTIONS["wsl-setting.set"]
    row = (await read(session))["wsl2.memory"]
    draft = Filling(session, kind, action, [row]).draft(NO_CHOICE, {"value": "8GB"})
    other = b"[wsl2]\nmemory=1GB\nswap=2GB\n"
    file.write_bytes(other)
    report = await session.dispatch.carry_out(draft.intent)
    assert "changed since it was looked at" in report.failed[0].reason
    assert file.read_bytes() == other
    assert list(file.parent.glob(".wslconfig.*")) == []
    await session.close()


async def test_what_is_read_only_a_directory_or_utf_16_is_left_alone(
    world: World, tmp_path: Path
) -> None:
    file, session = settings_of(world, tmp_path)
    file.write_bytes(b"[wsl2]\nmemory=1GB\n")
    file.chmod(0o444)
    (reason,) = await changed(session, "wsl2.memory", "8GB")
    assert reason.endswith(
        ".wslconfig is read-only: `chmod u+w " + str(file) + "` lets it be changed"
    )
    file.chmod(0o644)
    file.write_bytes("[wsl2]\n".encode("utf-16"))
    assert "not written in UTF-8" in (await changed(session, "wsl2.memory", "8GB"))[0]
    file.unlink()
    file.mkdir()
    assert "Is a directory" in (await changed(session, "wsl2.memory", "8GB"))[0]
    assert [path.name for path in file.parent.glob(".wslconfig*")] == [".wslconfig"]
    await session.close()


def test_without_a_drive_of_windows_it_says_so() -> None:
    row = listed(path=failed("wslpath: C:: Invalid argument"))["wsl2.memory"]
    action = ACTIONS["wsl-setting.set"][1]
    assert "its drive is not mounted" in (action.why_not(row) or "")


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("wsl2.memory", "8gb", "write 8GB"),
        ("wsl2.memory", "1.5GB", "no decimals"),
        ("wsl2.processors", "four", "no whole number"),
        ("wsl2.networkingMode", "bridge", "one of None, Nat"),
        ("wsl2.kernelCommandLine", "a\x1b", "cannot be printed"),
        ("wsl2.memory", "", "missing"),
        ("wsl2.swap", "4GB", "has that value already"),
        ("wsl2.networkingMode", "NAT", "has that value already"),
    ],
)
def test_what_wsl_would_not_take_is_not_written(name: str, value: str, why: str) -> None:
    row = listed(config="[wsl2]\nswap=4GB\nnetworkingMode=nat\n")[name]
    form = ACTIONS["wsl-setting.set"][1].form
    assert why in faults(form, completed(form, About(row, values={"value": value})))["value"]


@pytest.mark.parametrize(
    ("name", "value", "caution"),
    [
        ("wsl2.memory", "64MB", "256MB at least"),
        ("wsl2.processors", "0", "one processor at least"),
        ("wsl2.networkingMode", "Bridged", "2.4.5"),
        ("wsl2.kernelModules", "C:\\m", "unless wsl2.kernel is set too"),
        ("interop.enabled", "false", "no program of Windows starts"),
        ("wsl2.localhostForwarding", "true", ""),
    ],
)
def test_what_wsl_takes_and_is_odd_is_warned_of(name: str, value: str, caution: str) -> None:
    action = ACTIONS["wsl-setting.set"][1]
    warned = action.warn(listed(config="")[name], Filled((), {"value": value}))
    assert caution in warned if warned else not caution


def test_an_unknown_key_of_a_file_can_be_edited_with_a_warning() -> None:
    row = listed(config="[wsl2]\nbrandNew=1\n")["wsl2.brandNew"]
    action, told = ACTIONS["wsl-setting.set"][1], Filled((), {"value": "2"})
    assert "does not know this key" in (action.warn(row, told) or "")
    assert action.shows(row, told)[1:] == ("- 2: brandNew=1", "+ 2: brandNew=2")


# --- who writes it -----------------------------------------------------------------------------


def conf(place: str = "/etc/wsl.conf", **more: object) -> WslSetting:
    source = IniFile("wsl.conf", "/etc/wsl.conf", place, "[boot]\nsystemd=true\n", stamp="9.5")
    return WslSetting(replace(source, **more), "boot.systemd", value="true")  # type: ignore[arg-type]


def test_the_file_of_root_is_written_by_root_and_so_it_is_shown() -> None:
    row = listed()["boot.systemd"]
    assert row.source.via == ROOT
    assert edit(row, with_value(row, "false")).typed().startswith(" ".join((*ROOT, "env LC_ALL=C")))
    assert listed(who="0\n")["boot.systemd"].source.via == ()
    sudo = listed(share="")["boot.systemd"]
    command = edit(sudo, with_value(sudo, "false"))
    assert command.argv[:4] == ("sudo", "env", "LC_ALL=C", "find")
    assert command.mode is Mode.INTERACTIVE
    cut_off = listed(profile=failed("cannot execute binary file: Exec format error"))
    assert cut_off["boot.systemd"].source.via == ("sudo",)


def test_a_file_of_somebody_else_on_a_drive_of_windows_is_written_by_root() -> None:
    """sed could not set the mode of its new file, which Windows would take for read-only."""
    assert listed(stat="1100.5 777 1000\n")["wsl2.memory"].source.via == ()
    assert listed(stat="1100.5 777 1001\n")["wsl2.memory"].source.via == ROOT
    assert listed(stat="1100.5 777 1001\n", who="0\n")["wsl2.memory"].source.via == ()


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """As with a mount point whose drive is gone."""
    row = WslSetting(IniFile(".wslconfig", place=str(tmp_path / "c/.wslconfig")), "wsl2.swap")
    ran = subprocess.run(edit(row, with_value(row, "0")).argv, check=False, capture_output=True)
    assert ran.returncode != 0
    assert list(tmp_path.iterdir()) == []


def test_bytes_that_are_no_text_go_by_sudo_and_never_through_windows() -> None:
    text = "[boot]\ncommand=\udcff\n"
    mine = conf(text=text, via=ROOT)
    assert edit(mine, "[boot]\ncommand=1\n").argv[0] == "sudo"
    theirs = replace(mine, source=replace(mine.source, other=True))
    with pytest.raises(ValueError, match="UTF-8"):
        edit(theirs, "[boot]\ncommand=1\n")


async def test_through_wsl_exe_the_words_arrive_as_they_are_shown(
    world: World, tmp_path: Path
) -> None:
    _, session = settings_of(world, tmp_path)
    file = tmp_path / "wsl conf"
    text = '[boot]\ncommand="a\\\\b \\"c\\" & $d / x"  # *\n'
    file.write_text(text)
    os.utime(file, ns=(0, 9_500_000_000))
    row = WslSetting(
        IniFile("wsl.conf", "x", str(file), text, "9.500000000", via=ROOT), "boot.command"
    )
    after = with_value(row, r'x\y "z" $(q) %PATH% ü')
    result = await session.execute(edit(row, after))
    assert (result.ok, result.text, result.error_text) == (True, "", "")
    assert file.read_text() == after
    fresh = replace(row, source=replace(row.source, place=str(tmp_path / "new"), text="", stamp=""))
    made = with_value(fresh, r"\ü")
    assert (await session.execute(edit(fresh, made))).ok
    assert (tmp_path / "new").read_text() == made
    await session.close()


# --- other distros -----------------------------------------------------------------------------

LIST = (
    "  NAME STATE VERSION\n* Ubuntu-24.04 Running 2\n  Fedora Running 2\n  Debian Stopped 2\n"
    "  docker-desktop Running 2\n"
)


def test_those_that_run_are_read_and_no_other_one() -> None:
    inside = "wsl.exe -d Fedora -e env LC_ALL=C"
    found = listed(
        list=LIST, running="Ubuntu-24.04\nFedora\ndocker-desktop\n",
        more={f"{inside} cat /etc/wsl.conf": b"[boot]\nsystemd=true\n",
              f"{inside} stat": b"1300.0 644 0\n", f"{inside} cat /proc/stat": b"btime 1000\n"},
    )  # fmt: skip
    row = found["Fedora:boot.systemd"]
    assert (row.value, row.line) == ("true", 2)
    command = edit(row, with_value(row, "false"))
    assert command.argv[:6] == ("wsl.exe", "-d", "Fedora", "-u", "root", "-e")
    assert difference(row, with_value(row, "false"))[0] == "/etc/wsl.conf of Fedora:"
    stopped = found["Debian:wsl.conf"]
    why = ACTIONS["wsl-setting.set"][1].why_not(stopped) or ""
    assert "would be started" in why
    assert not [name for name in found if "docker-desktop" in name]


async def test_looking_starts_no_distro(world: World, tmp_path: Path) -> None:
    _, session = settings_of(world, tmp_path)
    world.distro("Fedora", running=True)
    before = dict(world.states)
    found = await read(session)
    assert found["Fedora:boot.systemd"].state == "default"
    assert found["Debian:wsl.conf"].state == "unknown"
    assert world.states == before
    assert world.calls("reg.exe")
    assert {call["argv"][1] for call in world.calls() if "-e" in call["argv"]} == {"Fedora"}
    await session.close()


# --- any file, any edit ------------------------------------------------------------------------


@given(FILES, NAMES, VALUES)
def test_lines_that_are_not_touched_stay_byte_by_byte(text: str, name: str, value: str) -> None:
    row = WslSetting(IniFile(".wslconfig", text=text), name)
    after = with_value(row, value)
    first, gone, come = change(text, after)
    old, new = lines_of(text), lines_of(after)
    assert new[:first] + come + new[first + len(come) :] == new
    assert old[:first] == new[:first]
    assert old[first + len(gone) :] == new[first + len(come) :]
    found = iniedit.find(after, name)
    assert found is not None
    assert found.value == value
    told = list(differing(text, after))
    assert [line.text for line in told if line.sign == "+"] == [x.rstrip("\r\n") for x in come]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("edits")


@settings(max_examples=12, deadline=None)
@given(text=FILES, name=NAMES, value=VALUES)
def test_the_command_makes_of_any_file_what_was_meant(
    folder: Path, text: str, name: str, value: str
) -> None:
    file = folder / ".wslconfig"
    file.write_bytes(iniedit.bytes_of(text.replace("\0", "")))
    run_edit(file, name, value)
