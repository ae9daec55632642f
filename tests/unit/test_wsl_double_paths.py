"""The doubled wslpath and wslinfo: UTF-8, LF, exit 1 and stderr where they cannot answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doubles.running import call
from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World

world = fixtures.wsl_world


def wslpath(*words: str, **env: str) -> str:
    """What wslpath prints, one line end taken away."""
    ran = call(*words, program="wslpath", env=env)
    assert (ran.code, ran.err) == (0, b"")
    assert ran.text.endswith("\n")
    return ran.text[:-1]


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (("-w", "/"), "\\\\wsl.localhost\\Ubuntu-24.04\\"),
        (("-w", "/no/such"), "\\\\wsl.localhost\\Ubuntu-24.04\\no\\such"),
        (("-w", "/mnt/c"), "C:\\"),
        (("-w", "/mnt/c/Users/dev"), "C:\\Users\\dev"),
        (("-w", "/mnt/cd"), "\\\\wsl.localhost\\Ubuntu-24.04\\mnt\\cd"),
        (("-m", "/mnt/c/Users"), "C:/Users"),
        (("-w", "/no/a:b"), "\\\\wsl.localhost\\Ubuntu-24.04\\no\\a\uf03ab"),
        (("C:\\Users\\a b",), "/mnt/c/Users/a b"),
        (("-u", "c:/Users/"), "/mnt/c/Users/"),
        (("-u", "C:\\"), "/mnt/c/"),
        (("-u", "\\\\wsl.localhost\\ubuntu-24.04\\home\\dev"), "/home/dev"),
        (("-u", "\\\\wsl$\\Ubuntu-24.04"), "/"),
    ],
)
def test_translation(world: World, words: tuple[str, ...], path: str) -> None:
    assert wslpath(*words) == path


def test_the_variable_names_the_distro(world: World) -> None:
    share = "\\\\wsl.localhost\\Debian\\"
    assert wslpath("-w", "/", WSL_DISTRO_NAME="Debian") == share
    world.set(current="Debian")
    assert wslpath("-w", "/") == share


def test_relative_paths_stay_relative(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert wslpath("-w", "a/b") == "a\\b"
    assert wslpath("-a", "-w", "a/b").endswith("\\a\\b")
    assert wslpath("-u", "a\\b") == "a/b"
    assert wslpath("-u", "-a", "a\\b") == f"{tmp_path}/a/b"


@pytest.mark.parametrize("path", ["Z:\\x", "\\\\wsl.localhost\\Other\\x", "\\\\server\\share"])
def test_paths_that_linux_cannot_see(world: World, path: str) -> None:
    ran = call("-u", path, program="wslpath")
    assert (ran.code, ran.out) == (1, b"")
    assert ran.err == f"wslpath: {path}: Invalid argument\n".encode()


def test_wrong_use_of_wslpath(world: World) -> None:
    for words in ((), ("-w", "-u", "/"), ("a", "b")):
        assert call(*words, program="wslpath").code == 1


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("--version", "2.7.8.0\n"),
        ("--wsl-version", "2.7.8.0\n"),
        ("--networking-mode", "nat\n"),
        ("--networking-mode -n", "nat"),
    ],
)
def test_wslinfo(world: World, words: str, text: str) -> None:
    assert call(*words.split(), program="wslinfo") == (0, text.encode(), b"")


def test_wslinfo_in_wsl1(world: World) -> None:
    env = {"WSL_DISTRO_NAME": "legacy-app"}
    assert call("--networking-mode", program="wslinfo", env=env).text == "wsl1\n"


def test_wslinfo_refuses_on_stderr(world: World) -> None:
    ran = call("--invalid", program="wslinfo")
    assert (ran.code, ran.out) == (1, b"")
    assert ran.err == (
        b"Invalid command line argument: --invalid\n"
        b"Please use 'wslinfo --help' to get a list of supported arguments.\n"
    )
    assert call(program="wslinfo").code == 1
    assert call("--version", "--vm-id", program="wslinfo").code == 1
