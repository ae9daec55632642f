"""The verbs of the doubled wsl.exe that change something, and every way they fail."""

from __future__ import annotations

import subprocess

import pytest

from tests.doubles.running import call
from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import WSL_EXE, World

world = fixtures.wsl_world

DONE = "The operation completed successfully. \r\n"
WSL2_INFORMATION = (
    "For information on key differences with WSL 2 please visit https://aka.ms/wsl2\r\n"
)
NOT_FOUND = (
    "There is no distribution with the supplied name.\r\n"
    "Error code: Wsl/Service/WSL_E_DISTRO_NOT_FOUND\r\n"
)
BAD_VERSION = (
    "A version number could not be parsed. \r\nError code: Wsl/ERROR_VERSION_PARSE_ERROR\r\n"
)


def failed(*words: str) -> str:
    """What a failing call says on stdout; stderr stays empty."""
    ran = call(*words)
    assert (ran.code, ran.err) == (255, b"")
    return ran.text


@pytest.mark.parametrize("verb", ["--set-default", "-s", "--setdefault"])
def test_set_default(world: World, verb: str) -> None:
    assert call(verb, "debian") == (0, DONE.encode(), b"")
    assert call("-l", "-q").text.startswith("Debian\r\n")
    assert failed(verb, "nope") == NOT_FOUND


@pytest.mark.parametrize("verb", ["--terminate", "-t"])
def test_terminate(world: World, verb: str) -> None:
    assert call(verb, "Ubuntu-24.04").out == DONE.encode()
    assert call(verb, "Ubuntu-24.04", "further", "words") == (0, DONE.encode(), b"")
    assert world.states["Ubuntu-24.04"] == "Stopped"
    assert failed(verb, "nope") == NOT_FOUND


def test_success_ends_in_a_blank_in_utf16_too(world: World) -> None:
    assert call("-t", "Debian", env={}).out == DONE.encode("utf-16-le")


@pytest.mark.parametrize("words", [("--shutdown",), ("--shutdown", "--force")])
def test_shutdown_stops_all_and_says_nothing(world: World, words: tuple[str, ...]) -> None:
    assert call(*words) == (0, b"", b"")
    assert set(world.states.values()) == {"Stopped"}


def test_shutdown_checks_its_words(world: World) -> None:
    assert failed("--shutdown", "now") == (
        "Invalid command line argument: now\r\n"
        "Please use 'wsl.exe --help' to get a list of supported arguments.\r\n"
        "Error code: Wsl/E_INVALIDARG\r\n"
    )


@pytest.mark.parametrize("registered", ["Installing", "Uninstalling"])
def test_what_is_not_installed_is_not_found(world: World, registered: str) -> None:
    world.distro("new", registered=registered)
    for words in (("-s", "new"), ("-t", "new"), ("-d", "new", "--", "true")):
        assert failed(*words) == NOT_FOUND


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("-t", "--terminate"),
        ("--setdefault", "--set-default"),
        ("-s", "--set-default"),
        ("--set-version", "--set-version"),
        ("-d", "--distribution"),
        ("-u", "--user"),
        ("--distribution-id", "--distribution-id"),
        ("--shell-type", "--shell-type"),
    ],
)
def test_a_missing_name_has_no_code_line(world: World, words: str, option: str) -> None:
    assert failed(words) == f"Argument {option} is missing a required parameter.\r\n"


@pytest.mark.parametrize("word", ["-x", "-lv", "-lq", "--nope", "-"])
def test_an_unknown_option_is_two_lines_and_no_code(world: World, word: str) -> None:
    assert failed(word) == (
        f"Invalid command line argument: {word}\r\n"
        "Please use 'wsl.exe --help' to get a list of supported arguments.\r\n"
    )


@pytest.mark.parametrize("word", ["foo", "-x", "-lv", "--running=1"])
def test_an_unknown_word_behind_list_has_a_code(world: World, word: str) -> None:
    assert failed("-l", word) == (
        f"Invalid command line argument: {word}\r\n"
        "Please use 'wsl.exe --help' to get a list of supported arguments.\r\n"
        "Error code: Wsl/E_INVALIDARG\r\n"
    )


def test_the_distro_is_looked_up_before_the_rest_is_read(world: World) -> None:
    assert failed("-d", "nope", "-x") == NOT_FOUND
    assert failed("-d", "nope", "--list") == NOT_FOUND
    assert call("-d", "Debian", "-l", "-q").code == 0
    assert failed("-d", "Debian", "-d", "x") == "The distribution name has already been set.\r\n"


def test_set_version(world: World) -> None:
    world.distro("Debian", running=True)
    assert call("--set-version", "Debian", "1").text == DONE
    assert (world["Debian"]["version"], world.states["Debian"]) == (1, "Stopped")
    assert call("--set-version", "debian", "2x").text == WSL2_INFORMATION + DONE
    assert world["Debian"]["version"] == 2


def test_set_version_to_the_same(world: World) -> None:
    same = (
        "The distribution is already the requested version.\r\n"
        "Error code: Wsl/Service/WSL_E_VM_MODE_INVALID_STATE\r\n"
    )
    assert failed("--set-version", "Debian", "2") == WSL2_INFORMATION + same
    assert failed("--set-version", "legacy-app", "1") == same


@pytest.mark.parametrize("version", ["3", "", "two", "0", "-1"])
def test_a_wsl_version_is_1_or_2(world: World, version: str) -> None:
    words = [version] if version else []
    assert failed("--set-version", "Debian", *words) == BAD_VERSION
    assert failed("--set-default-version", *words) == BAD_VERSION
    assert failed("--set-version", "nope", *words) == NOT_FOUND


def test_set_version_where_wsl1_is_missing_or_forbidden(world: World) -> None:
    world.set(wsl1_component=False)
    missing = (
        "WSL1 is not supported with your current machine configuration.\r\n"
        'Please enable the "Windows Subsystem for Linux" optional component to use WSL1.\r\n'
    )
    code = "Error code: Wsl/Service/WSL_E_WSL1_NOT_SUPPORTED\r\n"
    assert failed("--set-version", "legacy-app", "2") == WSL2_INFORMATION + missing + code
    assert failed("--set-default-version", "1") == (
        missing + "Error code: Wsl/WSL_E_WSL1_NOT_SUPPORTED\r\n"
    )
    world.set(wsl1_component=True, wsl1_allowed=False)
    assert failed("--set-version", "Debian", "1") == (
        "WSL1 is disabled by the computer policy.\r\n"
        "Error code: Wsl/Service/WSL_E_WSL1_DISABLED\r\n"
    )
    assert failed("-d", "legacy-app", "true") == (
        "WSL1 is disabled by the computer policy.\r\n"
        "Please run 'wsl.exe --set-version legacy-app 2' to upgrade to WSL2.\r\n"
        "Error code: Wsl/Service/CreateInstance/WSL_E_WSL1_DISABLED\r\n"
    )


def test_a_conversion_is_seen_locks_and_dies_with_its_client(world: World) -> None:
    world.set(convert_seconds=60.0)
    converting = subprocess.Popen([WSL_EXE, "--set-version", "Debian", "1"], stdout=subprocess.PIPE)
    try:
        world.wait_for(lambda: world.states["Debian"] == "Converting")
        busy = (
            "An install, uninstall, or conversion is in progress for this distribution.\r\n"
            "Error code: Wsl/Service/{}E_ILLEGAL_STATE_CHANGE\r\n"
        )
        assert failed("--set-version", "Debian", "1") == busy.format("")
        assert failed("-d", "Debian", "true") == busy.format("CreateInstance/")
        assert call("-t", "Debian").code == 0
        assert call("-s", "Debian").code == 0
    finally:
        converting.kill()
        converting.communicate()
    assert (world.states["Debian"], world["Debian"]["version"]) == ("Stopped", 2)


def test_set_default_version(world: World) -> None:
    assert call("--set-default-version", "1").text == DONE
    assert call("--status").text.endswith("Default Version: 1\r\n")
    assert call("--set-default-version", "2").text == WSL2_INFORMATION + DONE


@pytest.mark.parametrize(
    "words",
    [
        "--uninstall",
        "--install --legacy Debian",
        "--parent-console 7",
        "-d Debian --uninstall",
    ],
)
def test_what_is_not_doubled_cannot_be_taken_for_the_real_thing(world: World, words: str) -> None:
    ran = call(*words.split())
    assert (ran.code, ran.out) == (97, b"")
    assert b"is not doubled" in ran.err
