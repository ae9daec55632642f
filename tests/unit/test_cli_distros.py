"""`wsltui do distro.…`: what needs a name repeated, and what no words can make it do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli_world import World
from tests.unit.test_cli_pinning import Pinned
from tui.run.recorded import Answer

DISTROS = ["* Ubuntu-24.04 Running 2", "  Debian Stopped 2", "  docker-desktop Running 2"]
VERBS = ("--unregister", "--set-version", "--shutdown", "--manage")


def wsl(here: str | None = "Ubuntu-24.04") -> World:
    replies = {f"wsl.exe {verb}": Answer() for verb in VERBS}
    return World(distros=DISTROS, here=here, replies=replies)


@pytest.mark.parametrize("more", [[], ["--yes"], ["--confirm", "Ubuntu-24.04", "--yes"]])
def test_a_distro_is_destroyed_only_where_its_name_is_repeated(more: list[str]) -> None:
    world = wsl()
    ran = world.run("do", "distro.unregister", "Debian", *more)
    assert (ran.code, world.changes) == (4, [])
    assert "--confirm Debian" in ran.err
    assert world.run("do", "distro.unregister", "Debian", "--confirm", "Debian").code == 0
    assert world.changes == ["wsl.exe --unregister Debian"]


def test_on_a_terminal_an_export_is_offered_before_the_name_is_typed() -> None:
    world = wsl()
    ran = world.run("do", "distro.unregister", "Debian", tty=True, answers="Debian\n")
    assert ran.code == 0
    assert "wsl.exe --export NAME FILE" in ran.err
    assert "Nothing brings it back." in ran.err


@pytest.mark.parametrize("action", ["distro.unregister", "distro.set-version"])
@pytest.mark.parametrize("name", ["Ubuntu-24.04", "docker-desktop"])
def test_no_words_reach_the_own_distro_or_a_protected_one(action: str, name: str) -> None:
    world = wsl()
    ran = world.run("do", action, name, "--yes", "--confirm", name)
    assert (ran.code, world.changes) == (4, [])
    assert f"{action} is refused" in ran.err


def test_one_that_is_pinned_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    world = Pinned(distros=DISTROS, here="Ubuntu-24.04")
    assert world.run("pin", "add", "distro", "Debian").code == 0
    ran = world.run("do", "distro.unregister", "Debian", "--confirm", "Debian")
    assert (ran.code, world.changes) == (4, [])
    assert "pinned: distro Debian" in ran.err


def test_a_dry_run_shows_it_and_does_nothing() -> None:
    world = wsl()
    ran = world.run("do", "distro.unregister", "Debian", "--dry-run")
    assert (ran.code, ran.out) == (0, "wsl.exe --unregister Debian\n")
    assert not world.changes


def test_a_conversion_shows_both_versions_and_goes_both_ways() -> None:
    world = wsl()
    ran = world.run("do", "distro.set-version", "Debian", tty=True, answers="y\n")
    assert "kernel            Linux in a VM" in ran.err
    assert (ran.code, world.changes) == (0, ["wsl.exe --set-version Debian 1"])


def test_shutdown_is_for_all_and_wants_the_name_of_what_wsltui_runs_in() -> None:
    world = wsl()
    ran = world.run("do", "distro.shutdown", "--yes")
    assert (ran.code, world.changes) == (4, [])
    assert "--confirm Ubuntu-24.04" in ran.err
    ran = world.run("do", "distro.shutdown", "--force", "--confirm", "Ubuntu-24.04")
    assert (ran.code, ran.out) == (0, "all distros\n")
    assert world.changes == ["wsl.exe --shutdown --force"]


def test_shutdown_from_outside_asks_like_anything() -> None:
    world = wsl(here=None)
    assert world.run("do", "distro.shutdown").code == 4
    assert world.run("do", "distro.shutdown", "--yes").code == 0
    assert world.changes == ["wsl.exe --shutdown"]


@pytest.mark.parametrize(
    ("state", "words", "why"),
    [
        ("Exporting", ("distro.start", "Debian"), "is being exported"),
        (
            "Converting",
            ("distro.unregister", "Debian", "--confirm", "Debian"),
            "is being converted",
        ),
        ("Running", ("distro.set-sparse", "Debian", "--yes"), "runs: terminate it first"),
        ("Running", ("distro.resize", "Debian", "--size", "64GB", "--yes"), "runs: terminate"),
    ],
)
def test_what_is_in_the_way_is_a_failure(state: str, words: tuple[str, ...], why: str) -> None:
    world = World(distros=["* Ubuntu Running 2", f"  Debian {state} 2"], here="Ubuntu")
    ran = world.run("do", *words)
    assert (ran.code, ran.out, world.changes) == (1, "", [])
    assert f"Failed: Debian: Debian {why}" in ran.err


def test_what_is_so_already_is_none() -> None:
    ran = wsl().run("do", "distro.terminate", "Debian")
    assert (ran.code, ran.err) == (0, "Skipped: Debian: Debian is not running.\n")
