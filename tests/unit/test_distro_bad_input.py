"""Bad input and bad days, each tried on the doubled wsl.exe through the whole command line."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.unit.desk import Desk
from tests.unit.windows_drive import archive
from tui.core.settings import Settings
from tui.session.opening import Options
from tui.session.session import Session

world = fixtures.wsl_world


class Hasty(Desk):
    """Gives changes half a second."""

    def open(self, options: Options) -> Session:
        opened = super().open(options)
        limits = {action.id: 0.5 for kind in opened.kinds.values() for action in kind.actions}
        opened.settings = Settings(timeouts=limits)
        return opened


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    return Desk(world, tmp_path)


def called(desk: Desk, verb: str) -> list[list[str]]:
    return [call["argv"] for call in desk.world.calls() if call["argv"][0] == verb]


def test_a_name_that_cannot_be_addressed_is_shown_and_left_alone(desk: Desk) -> None:
    desk.world.distro("My Distro", running=True).set_distro("My Distro", held=True)
    names = [row["name"] for row in json.loads(desk.run("ls", "distros", "--json").out)]
    assert "My Distro" in names
    for words in (("distro.terminate",), ("distro.restart",), ("distro.set-default",)):
        ran = desk.do(*words, "My Distro", "--yes")
        assert "wsl.exe cannot be given the name 'My Distro'" in ran.err
        assert ran.out == ""
    ran = desk.do("distro.unregister", "My Distro", "--confirm", "My Distro")
    assert "cannot be given the name" in ran.err
    assert called(desk, "--unregister") == []
    assert "My Distro" in desk.names


@pytest.mark.parametrize("file", [r"C:\Mein Büro's $HOME\d.tar", "/mnt/c/Mein Büro's $HOME/d.tar"])
def test_paths_with_blanks_quotes_and_umlauts(desk: Desk, file: str) -> None:
    (desk.c / "Mein Büro's $HOME").mkdir()
    place = file.replace("/mnt/c", str(desk.c))
    ran = desk.do("distro.export", "Debian", "--file", place, "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert [path.name for path in (desk.c / "Mein Büro's $HOME").iterdir()] == ["d.tar"]
    assert called(desk, "--export")[0][2] == r"C:\Mein Büro's $HOME\d.partial.tar"


def test_a_quotation_mark_is_in_no_path_of_windows(desk: Desk) -> None:
    ran = desk.do("distro.export", "Debian", "--file", 'C:\\a"b.tar', "--yes")
    assert (ran.code, 'Windows allows no " in a name' in ran.err) == (2, True)


def test_a_broken_archive_is_no_distro(desk: Desk) -> None:
    (desk.c / "broken.tar").write_bytes(b"no archive at all")
    (desk.c / "other.tar").write_bytes(archive({"readme": "hello"}))
    for file, words in (("broken", "it is damaged"), ("other", "holds no Linux")):
        where = ("--file", rf"C:\{file}.tar", "--location", r"C:\F")
        ran = desk.do("distro.import", "Fedora", *where)
        assert (ran.code, words in ran.err) == (1, True)
    assert "Fedora" not in desk.names
    assert desk.files() == ["broken.tar", "other.tar"]


def test_a_disk_is_never_given_for_an_archive(desk: Desk) -> None:
    (desk.c / "d.vhdx").write_bytes(b"vhdxfile" + bytes(5000))
    where = ("--file", r"C:\d.vhdx", "--location", r"C:\F")
    assert desk.do("distro.import", "Fedora", *where).code == 0
    assert called(desk, "--import")[0][-1] == "--vhd"


def test_a_name_that_was_taken_meanwhile(desk: Desk) -> None:
    (desk.c / "f.tar").write_bytes(archive())
    desk.world.mode(
        "error", "--import", message="?", code="Wsl/Service/RegisterDistro/ERROR_ALREADY_EXISTS"
    )
    ran = desk.do("distro.import", "Fedora", "--file", r"C:\f.tar", "--location", r"C:\F")
    assert (ran.code, "There is something of that name already." in ran.err) == (1, True)


def test_what_runs_is_not_moved_or_resized(desk: Desk) -> None:
    desk.world.set_distro("Debian", running=True, held=True)
    for words in (("distro.move", "--to", r"C:\m"), ("distro.resize", "--size", "64GB")):
        ran = desk.do(words[0], "Debian", *words[1:], "--yes")
        assert "Debian runs: terminate it first" in ran.err
    assert called(desk, "--manage") == []


def test_no_room_while_it_is_written(desk: Desk) -> None:
    desk.world.set(free_bytes=10)
    ran = desk.do("distro.export", "Debian", "--file", r"C:\d.tar", "--yes")
    assert (ran.code, desk.files()) == (1, [])
    assert "There is no room on that drive of Windows." in ran.err


HANGING = {
    "--set-default": ("distro.set-default", "Debian"),
    "run": ("distro.start", "Debian"),
    "--terminate": ("distro.terminate", "docker", "--yes"),
    "--set-version": ("distro.set-version", "Debian", "--yes"),
    "--export": ("distro.export", "Debian", "--file", r"C:\d.tar", "--yes"),
    "--import": ("distro.import", "F", "--file", r"C:\f.tar", "--location", r"C:\F"),
    "--import-in-place": ("distro.import-in-place", "F", "--file", r"C:\f.vhdx"),
    "--install": ("distro-online.install", "archlinux"),
    "--unregister": ("distro.unregister", "Debian", "--confirm", "Debian"),
    "--manage": ("distro.move", "Debian", "--to", r"C:\m", "--yes"),
    "--mount": ("distro.mount", r"C:\f.vhdx"),
    "--unmount": ("distro.unmount", r"C:\f.vhdx", "--yes"),
    "--set-default-version": ("distro.set-default-version", "1"),
    "--shutdown": ("distro.shutdown", "--confirm", "Ubuntu-24.04"),
}


@pytest.mark.parametrize("verb", HANGING)
def test_a_verb_that_hangs_for_ever_is_stopped(world: World, tmp_path: Path, verb: str) -> None:
    desk = Hasty(world, tmp_path)
    for name in ("f.tar", "f.vhdx"):
        (desk.c / name).write_bytes(archive())
    desk.world.distro("docker", running=True).set_distro("docker", held=True)
    desk.world.mode("hang", verb=verb)
    ran = desk.do(*HANGING[verb])
    assert ran.code == 1
    assert "No answer in 0.5 s, so it was stopped: wsl.exe" in ran.err
    assert desk.files() == ["f.tar", "f.vhdx"]
    assert list((desk.state / "jobs").glob("*.json") if desk.state.exists() else ()) == []


def test_interop_that_dies_in_the_middle(desk: Desk) -> None:
    """The process that stands for wsl.exe in Linux is gone, and so is wsl.exe."""
    desk.world.set(export_seconds=30).set_distro("Debian", used_bytes=300_000)
    part = desk.c / "d.partial.tar"
    with desk.start("do", "distro.export", "Debian", "--file", r"C:\d.tar", "--yes") as process:
        desk.world.wait_for(lambda: part.exists() and part.stat().st_size > 0)
        (pid,) = [call["pid"] for call in desk.world.calls() if call["argv"][0] == "--export"]
        os.kill(pid, signal.SIGKILL)
        _, said = process.communicate()
    assert process.returncode == 1
    assert b"What was written so far is deleted." in said
    assert desk.files() == []
    assert desk.world.states["Debian"] == "Stopped"


def test_interop_that_never_answers(desk: Desk) -> None:
    desk.world.mode("interop-timeout", verb="--set-default", seconds=0.1)
    ran = desk.do("distro.set-default", "Debian")
    assert (ran.code, "Windows did not start wsl.exe for this distro." in ran.err) == (1, True)


@pytest.mark.parametrize("language", ["de", "ja", "zh-TW", "nb"])
def test_in_every_language_of_windows(desk: Desk, language: str) -> None:
    desk.world.locale(language)
    desk.world.fail("disk-corrupted", verb="--export")
    ran = desk.do("distro.export", "Debian", "--file", r"C:\d.tar", "--yes")
    assert ran.code == 1
    assert "because its virtual disk is damaged." in ran.err
    assert "Do not unregister it." in ran.err
