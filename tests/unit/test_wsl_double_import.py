"""The doubled --import, --import-in-place and --unregister: registrations come and go."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.doubles.running import call
from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import WSL_EXE, World
from tests.unit.windows_drive import DONE, NAMED, archive, drive, failed, said

world = fixtures.wsl_world
BAD_NAME = "Service/RegisterDistro/E_INVALIDARG"


@pytest.fixture
def c(world: World, tmp_path: Path) -> Path:
    root = drive(world, tmp_path / "mnt")
    (root / "t.tar").write_bytes(archive())
    return root


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_an_archive_becomes_a_distro_of_root(world: World, c: Path, mode: str) -> None:
    (c / "t.tar").write_bytes(archive(mode=mode))
    assert call("--import", "tiny", "C:\\tiny", "C:\\t.tar") == (0, DONE.encode(), b"")
    made = world["tiny"]
    assert (made["version"], made["default_uid"], made["base_path"]) == (2, 0, "C:\\tiny")
    assert (made["flavor"], made["os_version"]) == ("alpine", "3.22")
    assert (c / "tiny" / "ext4.vhdx").stat().st_size == made["disk_bytes"]
    assert world.states["tiny"] == "Stopped"
    assert world.data["default"] == world["Ubuntu-24.04"]["guid"]


def test_from_stdin_and_as_wsl_1(world: World, c: Path) -> None:
    ran = call("--import", "tiny", "C:\\tiny", "-", "--version", "1", stdin=archive())
    assert ran.text == DONE
    assert world["tiny"]["version"] == 1


def test_an_export_comes_back_as_a_distro(world: World, c: Path) -> None:
    call("--export", "Debian", "C:\\d.tar")
    assert call("--import", "twin", "C:\\twin", "C:\\d.tar").code == 0
    assert world["twin"]["os_version"] == world["Debian"]["os_version"] == "13"


def test_a_disk_becomes_a_distro(world: World, c: Path) -> None:
    call("--export", "Debian", "C:\\d.vhdx", "--vhd")
    assert call("--import", "twin", "C:\\twin", "C:\\d.vhdx", "--vhd").text == DONE
    assert (c / "twin" / "d.vhdx").exists()
    assert call("--import-in-place", "here", "C:\\d.vhdx").text == DONE
    assert (world["here"]["base_path"], world["here"]["vhd_file"]) == ("C:", "d.vhdx")


def test_the_first_one_becomes_the_default(world: World, c: Path) -> None:
    world.empty()
    call("--import", "tiny", "C:\\tiny", "C:\\t.tar")
    assert world.data["default"] == world["tiny"]["guid"]


def test_it_is_seen_while_it_lasts_and_gone_with_its_client(world: World, c: Path) -> None:
    world.set(import_seconds=60.0)
    words = [str(WSL_EXE), "--import", "tiny", "C:\\tiny", "C:\\t.tar"]
    client = subprocess.Popen(words)
    try:
        world.wait_for(lambda: world.states.get("tiny") == "Installing")
        assert failed("--import", "TINY", "C:\\x", "C:\\t.tar") == said(
            "An install, uninstall, or conversion is in progress for this distribution.",
            "Service/RegisterDistro/E_ILLEGAL_STATE_CHANGE",
        )
    finally:
        client.kill()
        client.wait()
    assert "tiny" not in world.states
    assert not (c / "tiny").exists() or not list((c / "tiny").iterdir())


def test_names_and_places_that_are_taken(world: World, c: Path) -> None:
    taken = (
        "A distribution with the supplied name already exists."
        " Use --name to choose a different name."
    )
    assert failed("--import", "debian", "C:\\x", "C:\\t.tar") == said(
        taken, "Service/RegisterDistro/ERROR_ALREADY_EXISTS"
    )
    call("--import", "tiny", "C:\\tiny", "C:\\t.tar")
    assert failed("--import", "other", "c:\\TINY\\", "C:\\t.tar") == said(
        "The supplied install location is already in use.",
        "Service/RegisterDistro/ERROR_FILE_EXISTS",
    )
    (c / "old").mkdir()
    (c / "old" / "ext4.vhdx").write_bytes(b"precious")
    assert failed("--import", "other", "C:\\old", "C:\\t.tar") == said(
        "Failed to create disk 'C:\\old\\ext4.vhdx': The file exists. ",
        "Service/RegisterDistro/ERROR_FILE_EXISTS",
    )
    assert (c / "old" / "ext4.vhdx").read_bytes() == b"precious"
    assert "other" not in world.states
    assert not (c / "x").exists()


@pytest.mark.parametrize("name", ["invalid!", "a b", "Legacy", "ü", "n" * 257])
def test_names_that_the_rules_refuse(world: World, c: Path, name: str) -> None:
    message = said(f'Invalid distribution name: "{name}".', BAD_NAME)
    assert failed("--import", name, "C:\\x", "C:\\t.tar") == message
    assert failed("--import-in-place", name, "C:\\t.tar") == message


def test_files_that_cannot_be_imported(world: World, c: Path) -> None:
    missing = said("The system cannot find the file specified. ", "ERROR_FILE_NOT_FOUND")
    assert failed("--import", "n", "C:\\n", "C:\\none.tar") == missing
    assert failed("--import-in-place", "n", "C:\\none.vhdx") == missing
    (c / "d.vhdx").write_bytes(b"vhdxfile")
    assert failed("--import", "n", "C:\\n", "C:\\d.vhdx") == (
        "This looks like a VHD file. Use --vhd to import a VHD instead of a tar.\r\n"
    )
    assert failed("--import", "n", "C:\\n", "C:\\t.tar", "--vhd") == said(
        "The specified file must have the .vhd or .vhdx file extension.",
        "Service/RegisterDistro/WSL_E_IMPORT_FAILED",
    )
    words = ("--import", "n", "C:\\n", "C:\\d.vhdx", "--vhd", "--version", "1")
    assert failed(*words) == said(
        "This operation is only supported by WSL2.", "Service/RegisterDistro/WSL_E_WSL2_NEEDED"
    )
    (c / "t.tar").write_bytes(archive({"readme": "hello"}))
    assert failed("--import", "n", "C:\\n", "C:\\t.tar") == said(
        "The imported file is not a valid Linux distribution.",
        "Service/RegisterDistro/WSL_E_NOT_A_LINUX_DISTRO",
    )
    assert "n" not in world.states
    assert not (c / "n").exists()


def test_what_is_no_archive(world: World, c: Path) -> None:
    (c / "t.tar").write_bytes(b"hello" * 1000)
    ran = call("--import", "n", "C:\\n", "C:\\t.tar")
    assert (ran.code, ran.err) == (
        255, b"bsdtar: Error opening archive: Unrecognized archive format\n"
    )  # fmt: skip
    assert ran.text == said(
        "Importing the distribution failed.", "Service/RegisterDistro/WSL_E_IMPORT_FAILED"
    )


@pytest.mark.parametrize("words", [(), ("n",), ("n", "C:\\n")])
def test_arguments_that_are_missing(world: World, words: tuple[str, ...]) -> None:
    assert failed("--import", *words) == said("The parameter is incorrect. ", "E_INVALIDARG")
    assert failed("--import-in-place", *words[:1]).startswith("Usage: wsl.exe")


def test_no_room(world: World, c: Path) -> None:
    (c / "d.vhdx").write_bytes(b"vhdxfile" * 100)
    world.set(free_bytes=10)
    assert failed("--import", "n", "C:\\n", "C:\\d.vhdx", "--vhd") == said(
        "There is not enough space on the disk. ", "Service/RegisterDistro/ERROR_DISK_FULL"
    )
    assert "WSL_E_IMPORT_FAILED" in call("--import", "n", "C:\\n", "C:\\t.tar").text


def test_unregister_deletes_and_the_next_becomes_the_default(world: World, c: Path) -> None:
    disk = next((c / "Users").rglob(f"{world['Ubuntu-24.04']['guid']}/ext4.vhdx"))
    assert call("--unregister", "ubuntu-24.04") == (0, DONE.encode(), b"")
    assert not disk.exists()
    assert "Ubuntu-24.04" not in world.states
    assert world.data["default"] == world["docker-desktop"]["guid"]


def test_unregister_refuses_and_forgives(world: World) -> None:
    assert failed("--unregister") == ("Argument --unregister is missing a required parameter.\r\n")
    assert failed("--unregister", "nope") == said(
        "There is no distribution with the supplied name.", "Service/WSL_E_DISTRO_NOT_FOUND"
    )
    world.set_distro("Debian", fault="disk-missing")
    assert call("--unregister", "Debian").text == DONE
    world.distro("half", registered="Installing")
    assert call("--unregister", "half").text == DONE


def test_a_name_may_come_out_of_the_file(world: World, c: Path) -> None:
    installed = "Distribution successfully installed. It can be launched via 'wsl.exe -d tiny'\r\n"
    (c / "t.wsl").write_bytes(archive(NAMED))
    ran = call("--install", "--from-file", "C:\\t.wsl", "--no-launch")
    assert (ran.code, ran.text) == (0, f"Installing: C:\\t.wsl\r\n{installed}")
    assert world["tiny"]["modern"]
    ran = call("--install", "-f", "-", "-n", stdin=archive(NAMED))
    assert ran.code == 255
    assert ran.text.endswith("RegisterDistro/ERROR_ALREADY_EXISTS\r\n")
    ran = call("--install", "-f", "-", "-n", stdin=archive())
    assert ran.text == "Installing: <stdin>\r\n" + said(
        "This distribution doesn't contain a default name."
        " Use --name to choose the distribution name.",
        "Service/RegisterDistro/WSL_E_DISTRIBUTION_NAME_NEEDED",
    )
