"""Export, import and clone on the doubled wsl.exe, with real files on a real drive."""

from __future__ import annotations

import os
import tarfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.unit.cli_world import Ran
from tests.unit.desk import Desk
from tests.unit.windows_drive import archive

world = fixtures.wsl_world


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    return Desk(world, tmp_path)


@pytest.mark.parametrize("form", ["tar", "tar.gz", "tar.xz"])
def test_an_export_has_its_name_once_it_is_whole(desk: Desk, form: str) -> None:
    ran = desk.do("distro.export", "Debian", "--file", f"C:\\Mein Büro.{form}", "--yes")
    assert (ran.code, ran.out, ran.err) == (0, "Debian\n", "")
    assert desk.files() == [f"Mein Büro.{form}"]
    with tarfile.open(desk.c / f"Mein Büro.{form}") as tar:
        assert "./etc/os-release" in tar.getnames()
    exported = [c["argv"] for c in desk.world.calls() if c["argv"][0] == "--export"]
    assert exported[0][2] == f"C:\\Mein Büro.partial.{form}"


def test_a_disk_is_exported_as_it_is(desk: Desk) -> None:
    desk.world.set_distro("Debian", disk_bytes=3_000_000)
    assert desk.do("distro.export", "Debian", "--file", r"C:\d.vhdx", "--yes").code == 0
    assert (desk.c / "d.vhdx").stat().st_size == 3_000_000


def test_a_failed_export_leaves_nothing(desk: Desk) -> None:
    desk.world.set(free_bytes=10)
    ran = desk.do("distro.export", "Debian", "--file", r"C:\d.tar", "--yes")
    assert ran.code == 1
    assert "What was written so far is deleted." in ran.err
    assert desk.files() == []


def test_a_cancelled_export_leaves_no_half(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped in the middle, wsl.exe leaves what it has written: that is taken away."""
    monkeypatch.setattr("tui.session.growing.SECONDS", 0.05)
    desk.world.set(export_seconds=30).set_distro("Debian", used_bytes=4_000_000)
    part = desk.c / "d.partial.tar"
    stopping = threading.Thread(target=_stop_once, args=(part.exists,))
    stopping.start()
    ran = desk.do("distro.export", "Debian", "--file", r"C:\d.tar", "--yes")
    stopping.join()
    assert desk.files() == []
    assert ran.code == 128 + 15
    assert "Cancelled while it ran. What was written so far is deleted." in ran.err
    assert {name: state for name, state in desk.world.states.items() if state == "Exporting"} == {}


def _stop_once(condition: Callable[[], bool]) -> None:
    """SIGTERM to this process as soon as the condition holds."""
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(os.getpid(), 15)


def test_nothing_is_ever_overwritten(desk: Desk) -> None:
    (desk.c / "d.tar").write_text("precious")
    ran = desk.do("distro.export", "Debian", "--file", r"C:\d.tar", "--yes")
    assert (ran.code, (desk.c / "d.tar").read_text()) == (4, "precious")
    assert r"C:\d.tar is there already" in ran.err
    (desk.c / "e.partial.tar").write_text("a rest")
    ran = desk.do("distro.export", "Debian", "--file", r"C:\e.tar", "--yes")
    assert ran.code == 4
    assert "e.partial.tar is there" in ran.err
    assert not [c for c in desk.world.calls() if c["argv"][0] == "--export"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--file", r"C:\no\d.tar"], 1, r"There is no directory C:\no."),
        (["--file", r"E:\d.tar"], 2, "--file: drive E: is not mounted"),
        (["--file", r"C:\d.zip"], 2, "--file: end it in .tar"),
        (["--file", r"C:\d.tar", "--format", "vhdx"], 2, "--format: the file would end in .vhdx"),
        (["--file", r"C:\d.tar", "--format", "zip"], 2, "“zip” is none of tar, tar.gz"),
        ([], 2, "--file: it is missing"),
        (["--flie", r"C:\d.tar"], 2, "Did you mean --file?"),
        (["--file"], 2, "--file wants a value"),
        (["--file", r"C:\d.tar"], 4, "Add --yes"),
    ],
)
def test_what_an_export_is_told_wrong(desk: Desk, words: list[str], code: int, said: str) -> None:
    try:
        ran = desk.do("distro.export", "Debian", *words)
    except Exception as error:  # what the parser says before there is a session
        ran = Ran(getattr(error, "exit_code", 1), "", str(error))
    assert ran.code == code
    assert said in ran.err
    assert not [c for c in desk.world.calls() if c["argv"][0] == "--export"]


def test_a_disk_in_use_and_one_that_is_none_are_not_exported(desk: Desk) -> None:
    ran = desk.do("distro.export", "legacy-app", "--file", r"C:\d.vhdx", "--yes")
    assert (ran.code, "legacy-app is WSL 1" in ran.err) == (2, True)
    desk.world.set_distro("Debian", running=True, held=True)
    ran = desk.do("distro.export", "Debian", "--file", r"C:\d.vhdx", "--yes")
    assert (ran.code, "terminate it first" in ran.err) == (2, True)


def test_an_archive_becomes_a_distro(desk: Desk) -> None:
    (desk.c / "f.tar").write_bytes(archive())
    where = ("--file", r"C:\f.tar", "--location", r"C:\Fedora", "--wsl-version", "1")
    assert desk.do("distro.import", "Fedora", *where).code == 0
    assert desk.world["Fedora"]["version"] == 1
    again = desk.do("distro.import", "--name", "fedora", *where)
    assert (again.code, "there is a distro Fedora already" in again.err) == (2, True)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a b", "letters, digits"),
        ("-x", "letters, digits"),
        ("Legacy", "WSL keeps that name"),
        ("x" * 257, "letters, digits"),
        ("DEBIAN", "there is a distro Debian already"),
        ("docker-desktop", "belongs to Docker Desktop"),
    ],
)
def test_names_that_no_distro_can_have(desk: Desk, name: str, said: str) -> None:
    words = ("--name", name, "--file", r"C:\f.tar", "--location", r"C:\x")
    ran = desk.do("distro.import", *words)
    assert (ran.code, said in ran.err) == (2, True)
    assert not [c for c in desk.world.calls() if c["argv"][0] == "--import"]


def test_a_file_that_is_not_there_is_not_imported(desk: Desk) -> None:
    where = ("--file", r"C:\f.tar", "--location", r"C:\Fedora")
    ran = desk.do("distro.import", "Fedora", *where)
    assert (ran.code, r"There is no file C:\f.tar" in ran.err) == (1, True)
    assert desk.files() == []


def test_a_disk_becomes_a_distro_where_it_lies(desk: Desk) -> None:
    (desk.c / "d.vhdx").write_bytes(b"disk")
    assert desk.do("distro.import-in-place", "Copy", "--file", r"C:\d.vhdx").code == 0
    assert "Copy" in desk.names


def test_a_clone_leaves_the_original_and_nothing_else(desk: Desk) -> None:
    desk.world.set_distro("Debian", running=True, held=True)
    words = ("--name", "Copy", "--location", r"C:\Copy", "--yes")
    ran = desk.do("distro.clone", "Debian", *words)
    assert (ran.code, ran.err) == (0, "")
    assert {"Debian", "Copy"} <= set(desk.names)
    assert desk.world["Copy"]["version"] == desk.world["Debian"]["version"]
    assert desk.files() == ["Copy"]


def test_a_clone_that_fails_in_the_middle_says_so(desk: Desk) -> None:
    desk.world.mode("error", verb="--import", message="It broke.", code="Wsl/Service/E_FAIL")
    ran = desk.do("distro.clone", "Debian", "--name", "Copy", "--location", r"C:\Copy", "--yes")
    assert ran.code == 1
    assert "This was step 2 of 3." in ran.err
    assert "--import Copy" in ran.err
    assert "Debian" in desk.names
    assert desk.files() == []


def test_a_dry_run_shows_every_step(desk: Desk) -> None:
    words = ("--name", "Copy", "--location", r"C:\Copy", "--user", "dev", "--dry-run")
    ran = desk.do("distro.clone", "Debian", *words)
    assert ran.code == 0
    assert [line.split()[1] for line in ran.out.splitlines()] == [
        "--export", "--import", "--manage", "-f",
    ]  # fmt: skip
    assert desk.files() == []


def test_a_stopped_distro_is_moved(desk: Desk) -> None:
    desk.world.set_distro("Debian", disk_bytes=4_000)
    assert desk.do("distro.move", "Debian", "--to", r"C:\moved", "--yes").code == 0
    assert (desk.c / "moved" / "ext4.vhdx").is_file()
    (desk.c / "full").mkdir()
    (desk.c / "full" / "x").touch()
    ran = desk.do("distro.move", "Debian", "--to", r"C:\full", "--yes")
    assert (ran.code, "is there already" in ran.err) == (4, True)


def test_a_disk_is_resized_and_never_below_what_is_on_it(desk: Desk) -> None:
    desk.world.set_distro("Debian", used_bytes=4_000_000)
    assert desk.do("distro.resize", "Debian", "--size", "64GB", "--yes").code == 0
    assert desk.world["Debian"]["limit_bytes"] == 64 << 30
    for wrong in ("8gb", "1.5GB", "0GB", "64"):
        assert desk.do("distro.resize", "Debian", "--size", wrong, "--yes").code == 2
    ran = desk.do("distro.resize", "Debian", "--size", "1M", "--yes")
    assert ran.code == 1
    assert desk.world["Debian"]["limit_bytes"] == 64 << 30


def test_a_default_user_is_looked_up(desk: Desk) -> None:
    ran = desk.do("distro.set-default-user", "Debian", "--user", "no'body", "--yes")
    assert (ran.code, "no name of a Linux user" in ran.err) == (2, True)
    ran = desk.do("distro.set-default-user", "Debian", "--user", "nosuch-user", "--yes")
    assert (ran.code, "no such user" in ran.err) == (1, True)
    assert desk.do("distro.set-default-user", "Debian", "--user", "dev", "--yes").code == 0
    ran = desk.do("distro.set-default-user", "Ubuntu-24.04", "--user", "dev", "--yes")
    assert (ran.code, "--confirm Ubuntu-24.04" in ran.err) == (4, True)


@pytest.mark.parametrize(
    ("words", "code"), [(["--to", "1"], 0), (["--to", "2"], 2), (["--to", "3"], 2), ([], 0)]
)
def test_a_conversion_is_told_the_version(desk: Desk, words: list[str], code: int) -> None:
    assert desk.do("distro.set-version", "Debian", *words, "--yes").code == code
    assert desk.world["Debian"]["version"] == (2 if code else 1)


def test_a_distro_is_installed_without_its_first_shell(desk: Desk) -> None:
    words = ("--name", "Kali", "--location", r"C:\Kali")
    assert desk.do("distro.install", "kali-linux", *words).code == 0
    assert "Kali" in desk.names
    ran = desk.do("distro.install", "Slackware")
    assert (ran.code, "WSL offers no distro of that name" in ran.err) == (2, True)
    ran = desk.do("distro.install", "debian")
    assert (ran.code, "give this one another name" in ran.err) == (2, True)


def test_a_disk_is_mounted_and_given_back(desk: Desk) -> None:
    (desk.c / "d.vhdx").write_bytes(b"disk")
    assert desk.do("distro.mount", r"C:\d.vhdx", "--name", "data").code == 0
    assert [mount["disk"] for mount in desk.world.data["mounts"]] == [r"C:\d.vhdx"]
    assert desk.do("distro.unmount", r"C:\d.vhdx", "--yes").code == 0
    assert desk.world.data["mounts"] == []


@pytest.mark.parametrize(("word", "code"), [("1", 0), ("3", 2)])
def test_the_version_for_new_distros(desk: Desk, word: str, code: int) -> None:
    assert desk.do("distro.set-default-version", word).code == code
    assert desk.world.data["default_version"] == (2 if code else 1)


def test_a_copy_that_is_too_small_is_none(desk: Desk) -> None:
    """Whatever wsl.exe says: it is not given the name of a whole one."""
    desk.world.set_distro("Debian", disk_bytes=300)
    ran = desk.do("distro.export", "Debian", "--file", r"C:\d.vhdx", "--yes")
    assert (ran.code, desk.files()) == (1, ["d.partial.vhdx"])
    assert "has only 300 bytes" in ran.err
    assert "This was step 2 of 4." in ran.err
    assert "mv" not in "".join(e.typed for e in desk.session.runner.journal.entries)
