"""The doubled wsl.exe prints its lists and facts to the byte: widths, line ends, encodings."""

from __future__ import annotations

import pytest

from tests.doubles.running import call
from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World

world = fixtures.wsl_world

TABLE = (
    "  NAME              STATE           VERSION\r\n"
    "* Ubuntu-24.04      Running         2\r\n"
    "  docker-desktop    Running         2\r\n"
    "  Debian            Stopped         2\r\n"
    "  legacy-app        Stopped         1\r\n"
)
NO_DISTROS = (
    "Windows Subsystem for Linux has no installed distributions.\r\n"
    "You can resolve this by installing a distribution with the instructions below:\r\n"
    "\r\n"
    "Use 'wsl.exe --list --online' to list available distributions\r\n"
    "and 'wsl.exe --install <Distro>' to install.\r\n"
)


def test_the_table_is_utf16_without_a_mark_and_with_crlf(world: World) -> None:
    ran = call("-l", "-v", env={})
    assert ran == (0, TABLE.encode("utf-16-le"), b"")
    assert ran.out[:8] == b" \x00 \x00N\x00A\x00"
    assert ran.out[-4:] == b"\r\x00\n\x00"


@pytest.mark.parametrize("words", [("-l", "-v"), ("--list", "--verbose"), ("-l", "--all", "-v")])
def test_the_table_is_utf8_when_asked_through_wslenv(world: World, words: tuple[str, ...]) -> None:
    assert call(*words) == (0, TABLE.encode(), b"")


@pytest.mark.parametrize(
    ("wslenv", "value", "utf8"),
    [
        (None, "1", False),
        ("", "1", False),
        ("OTHER", "1", False),
        ("WSL_UTF8/u", "1", False),
        ("WSL_UTF8/x", "1", False),
        ("wsl_utf8", "1", False),
        ("WSL_UTF8", "0", False),
        ("WSL_UTF8", "true", False),
        ("WSL_UTF8", "", False),
        ("WSL_UTF8", "1", True),
        ("WSL_UTF8/w", "1", True),
        ("OTHER/p:WSL_UTF8 ", "1", True),
        ("::WSL_UTF8:", "1", True),
    ],
)
def test_only_a_variable_that_wslenv_lets_through_counts(
    world: World, wslenv: str | None, value: str, utf8: bool
) -> None:
    env = {"WSL_UTF8": value} | ({} if wslenv is None else {"WSLENV": wslenv})
    out = call("-l", "-q", env=env).out
    assert out.startswith(b"Ubuntu-24.04\r\n" if utf8 else b"U\x00b\x00")


def test_utf8_set_in_windows_is_taken_away_by_an_empty_listed_variable(world: World) -> None:
    world.set(windows_env={"WSL_UTF8": "1"})
    assert call("-l", "-q", env={}).out.startswith(b"Ubuntu")
    assert call("-l", "-q", env={"WSLENV": "WSL_UTF8"}).out.startswith(b"U\x00")


def test_a_long_name_widens_the_first_column_by_four(world: World) -> None:
    world.empty().distro("a" * 40, default=True).distro("b", registered="Installing")
    lines = call("-l", "-v").text.splitlines()
    assert lines[0] == "  NAME" + " " * 40 + "STATE           VERSION"
    assert lines[1] == "* " + "a" * 40 + "    Stopped         2"
    assert lines[2] == "  b" + " " * 43 + "Installing      2"


def test_a_short_name_leaves_the_width_of_the_heading(world: World) -> None:
    world.empty().distro("x")
    assert call("-l", "-v").text == (
        "  NAME    STATE           VERSION\r\n  x       Stopped         2\r\n"
    )


def test_width_counts_utf16_units(world: World) -> None:
    world.empty().distro("box\N{PACKAGE}")
    heading, row = call("-l", "-v", env={}).out.decode("utf-16-le").splitlines()
    assert heading.startswith("  NAME     STATE")
    assert row == "  box\N{PACKAGE}    Stopped         2"


def test_order_is_the_default_and_then_the_registry(world: World) -> None:
    world.empty().distro("one", guid="{2}").distro("two", guid="{1}").distro("three", guid="{3}")
    assert call("-l", "-q").text.split() == ["two", "one", "three"]
    world.default("three")
    assert call("-l", "-q").text.split() == ["three", "two", "one"]


def test_no_default_means_no_star(world: World) -> None:
    world.default(None)
    assert "*" not in call("-l", "-v").text
    assert call("--status").text == "Default Version: 2\r\n"


def test_plain_list_names_the_default(world: World) -> None:
    assert call("--list").text == (
        "Windows Subsystem for Linux Distributions:\r\n"
        "Ubuntu-24.04 (Default)\r\ndocker-desktop\r\nDebian\r\nlegacy-app\r\n"
    )


def test_plain_list_hides_what_is_being_installed_unless_all(world: World) -> None:
    world.distro("new", registered="Installing").distro("Debian", lock="Exporting")
    shown = call("-l", "-q").text.split()
    assert "new" not in shown
    assert "Debian" not in shown
    assert {"new", "Debian"} <= set(call("-l", "-q", "--all").text.split())
    assert "Debian            Exporting       2" in call("-l", "-v").text


def test_running_ones(world: World) -> None:
    assert call("-l", "--running", "-q").text == "Ubuntu-24.04\r\ndocker-desktop\r\n"
    assert call("-l", "--running", "-v").text == TABLE
    world.distro("Ubuntu-24.04").distro("docker-desktop")
    ran = call("-l", "--running")
    assert ran == (255, b"There are no running distributions.\r\n", b"")
    assert call("-l", "-q", "--running") == (0, b"", b"")


def test_no_distros(world: World) -> None:
    world.empty()
    assert call("-l") == (255, NO_DISTROS.encode(), b"")
    assert call("-l", "-v", env={}) == (255, NO_DISTROS.encode("utf-16-le"), b"")
    assert call("-l", "-q") == (0, b"", b"")
    assert call("--status") == (0, b"Default Version: 2\r\n", b"")
    assert call("--", "true").text == NO_DISTROS
    world.set(admin_protection=True)
    lines = call("-l").text.split("\r\n")
    assert lines[0].startswith("Windows Admin Protection is enabled")
    assert lines[2:4] == ["", NO_DISTROS.split("\r\n")[0]]


@pytest.mark.parametrize(
    "words", ["-q -v", "-qv", "--all --running", "-o -v", "--online --all", "-voq"]
)
def test_an_illegal_mix_prints_the_usage_and_no_code(world: World, words: str) -> None:
    ran = call("-l", *words.split())
    assert ran.code == 255
    assert ran.text.startswith("Usage: wsl.exe [Argument] [Options...] [CommandLine]\r\n")
    assert "Error code" not in ran.text


def test_what_can_be_installed(world: World) -> None:
    lines = call("-l", "-o").text.split("\r\n")
    assert lines[:3] == [
        "The following is a list of valid distributions that can be installed.",
        "Install using 'wsl.exe --install <Distro>'.",
        "",
    ]
    assert lines[3] == "NAME" + " " * 28 + "FRIENDLY NAME"
    assert lines[4] == "Ubuntu" + " " * 26 + "Ubuntu"
    assert lines[-1] == ""
    world.fail("offline", "--list")
    assert call("-l", "-o").text.endswith("\r\nError code: Wsl/WININET_E_CANNOT_CONNECT\r\n")


def test_status_tells_what_the_machine_lacks(world: World) -> None:
    plain = "Default Distribution: Ubuntu-24.04\r\nDefault Version: 2\r\n"
    assert call("--status").text == plain
    world.set(wsl1_component=False)
    ran = call("--status")
    assert (ran.code, ran.text) == (
        0,
        plain + "WSL1 is not supported with your current machine configuration.\r\n"
        'Please enable the "Windows Subsystem for Linux" optional component to use WSL1.\r\n',
    )


def test_version_is_seven_lines(world: World) -> None:
    assert call("--version") == call("-v")
    assert call("-v").text == (
        "WSL version: 2.7.8.0\r\n"
        "Kernel version: 6.18.33.1-1\r\n"
        "WSLg version: 1.0.73.2\r\n"
        "MSRDC version: 1.2.6676\r\n"
        "Direct3D version: 1.611.1-81528511\r\n"
        "DXCore version: 10.0.26100.1-240331-1435.ge-release\r\n"
        "Windows version: 10.0.26200.8875\r\n"
    )


def test_help_goes_to_stdout_with_255(world: World) -> None:
    ran = call("--help")
    assert (ran.code, ran.err) == (255, b"")
    assert "--set-default, -s <Distro>" in ran.text
