"""The doubled `wsl.exe --export`: what it writes, how fast, and what it leaves behind."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.doubles.running import UTF8, call
from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import WSL_EXE, World
from tests.unit.windows_drive import DONE, drive, failed, said

world = fixtures.wsl_world
BUSY = "An install, uninstall, or conversion is in progress for this distribution."


@pytest.fixture
def c(world: World, tmp_path: Path) -> Path:
    return drive(world, tmp_path / "mnt")


def names(path: Path, mode: str) -> list[str]:
    with tarfile.open(path, mode) as tar:  # type: ignore[call-overload]
        return [str(name) for name in tar.getnames()]


@pytest.mark.parametrize("form", ["tar", "tar.gz", "tar.xz"])
def test_an_archive_of_the_distro(world: World, c: Path, form: str) -> None:
    assert call("--export", "Debian", f"C:\\d.{form}", "--format", form) == (0, DONE.encode(), b"")
    kind = form.partition(".")[2]
    assert "./etc/os-release" in names(c / f"d.{form}", f"r:{kind}")


@pytest.mark.parametrize("words", [("--vhd",), ("--format", "vhd")])
def test_a_copy_of_the_disk(world: World, c: Path, words: tuple[str, ...]) -> None:
    world.set_distro("Debian", disk_bytes=300_000)
    assert call("--export", "Debian", "C:\\d.vhdx", *words).text == DONE
    copy = (c / "d.vhdx").read_bytes()
    assert (copy[:8], len(copy)) == (b"vhdxfile", 300_000)


def test_to_stdout_come_the_bytes_and_no_word(world: World) -> None:
    ran = call("--export", "Debian", "-")
    assert (ran.code, ran.err) == (0, b"")
    with tarfile.open(fileobj=io.BytesIO(ran.out)) as tar:
        assert "./bin/sh" in tar.getnames()


def test_a_running_distro_is_stopped_for_it(world: World, c: Path) -> None:
    call("--export", "Ubuntu-24.04", "C:\\u.tar")
    assert world.states["Ubuntu-24.04"] == "Stopped"


def test_an_old_file_is_overwritten_without_a_word(world: World, c: Path) -> None:
    (c / "d.tar").write_bytes(b"precious")
    assert call("--export", "Debian", "C:/d.tar").code == 0
    assert tarfile.is_tarfile(c / "d.tar")


def test_a_failure_destroys_the_file_that_was_there(world: World, c: Path) -> None:
    (c / "d.tar").write_bytes(b"precious")
    assert failed("--export", "nope", "C:\\d.tar") == said(
        "There is no distribution with the supplied name.", "Service/WSL_E_DISTRO_NOT_FOUND"
    )
    assert not (c / "d.tar").exists()


def test_the_file_grows_the_distro_is_locked_and_a_killed_client_leaves_a_piece(
    world: World, c: Path
) -> None:
    world.set(export_seconds=60.0)
    target = c / "d.tar"
    client = subprocess.Popen([WSL_EXE, "--export", "Debian", "C:\\d.tar"])
    try:
        world.wait_for(lambda: target.exists() and target.stat().st_size > 0)
        first = target.stat().st_size
        assert world.states["Debian"] == "Exporting"
        world.wait_for(lambda: target.stat().st_size > first)
        for line, where in (
            ("--export Debian -", ""),
            ("--manage Debian --resize 1GB", ""),
            ("--manage Debian --move C:\\m", "MoveDistro/"),
            ("--unregister Debian", "UnregisterDistro/"),
        ):
            code = f"Service/{where}E_ILLEGAL_STATE_CHANGE"
            assert failed(*line.split()) == said(BUSY, code)
    finally:
        client.kill()
        client.wait()
    assert world.states["Debian"] == "Stopped"
    assert 0 < target.stat().st_size < world["Debian"]["used_bytes"]


@pytest.mark.parametrize("words", [("--vhd", "--format", "tar.gz"), ()])
def test_usage(world: World, c: Path, words: tuple[str, ...]) -> None:
    target = ("C:\\d.tar",) if words else ()
    assert failed("--export", "Debian", *target, *words).startswith("Usage: wsl.exe")
    assert not (c / "d.tar").exists()


def test_an_unknown_format(world: World) -> None:
    assert failed("--export", "Debian", "-", "--format", "zip") == said(
        "The parameter is incorrect. ", "E_INVALIDARG"
    )


def test_refusals_of_the_service(world: World, c: Path) -> None:
    assert failed("--export", "legacy-app", "C:\\l.vhdx", "--vhd") == said(
        "This operation is only supported by WSL2.", "Service/WSL_E_WSL2_NEEDED"
    )
    assert failed("--export", "Debian", "C:\\d.tar", "--vhd") == said(
        "The specified file must have the .vhdx file extension.", "Service/WSL_E_EXPORT_FAILED"
    )
    world.set(free_bytes=100_000)
    assert failed("--export", "Debian", "C:\\d.tar") == said(
        "There is not enough space on the disk. ", "Service/ERROR_DISK_FULL"
    )
    assert list(c.glob("*.*")) == []


def test_a_disk_that_the_machine_still_has(world: World, c: Path) -> None:
    world.set(detach_seconds=30.0)
    busy = said(
        "The process cannot access the file because it is being used by another process. ",
        "Service/ERROR_SHARING_VIOLATION",
    )
    assert failed("--export", "Ubuntu-24.04", "C:\\u.vhdx", "--vhd") == busy
    call("--shutdown")
    assert call("--export", "Ubuntu-24.04", "C:\\u.vhdx", "--vhd").code == 0


def test_a_damaged_distro(world: World, c: Path) -> None:
    world.set_distro("Debian", fault="disk-corrupted")
    assert failed("--export", "Debian", "C:\\d.tar") == said(
        "The distribution failed to start because its virtual disk is corrupted.",
        "Service/WSL_E_DISK_CORRUPTED",
    )


@pytest.mark.parametrize(
    ("file", "message", "name"),
    [
        ("C:\\none\\d.tar", "The system cannot find the path specified. ", "ERROR_PATH_NOT_FOUND"),
        ("D:\\d.tar", "The system cannot find the path specified. ", "ERROR_PATH_NOT_FOUND"),
        ("C:\\Users", "Access is denied. ", "E_ACCESSDENIED"),
        (
            "C:\\a?.tar",
            "The filename, directory name, or volume label syntax is incorrect. ",
            "ERROR_INVALID_NAME",
        ),
    ],
)
def test_where_no_file_can_be(world: World, c: Path, file: str, message: str, name: str) -> None:
    assert failed("--export", "Debian", file) == said(message, name)


def test_a_linux_path_is_not_translated(world: World, c: Path) -> None:
    """It is taken from the root of the drive or share that wsl.exe was started on."""
    missing = said("The system cannot find the path specified. ", "ERROR_PATH_NOT_FOUND")
    assert failed("--export", "Debian", "/home/dev/d.tar", cwd=c) == missing
    assert call("--export", "Debian", "d.tar", cwd=str(c)).code == 0
    assert (c / "d.tar").exists()


def test_what_bsdtar_says_comes_raw(world: World) -> None:
    world.set(noise=["./run/x: pax format cannot archive sockets"])
    ran = call("--export", "Debian", "-", env={})
    assert (ran.code, ran.err) == (0, b"./run/x: pax format cannot archive sockets\n")


def test_a_stuck_service_has_truncated_the_file_already(world: World, c: Path) -> None:
    (c / "d.tar").write_bytes(b"precious")
    world.mode("hang")
    words = [str(WSL_EXE), "--export", "Debian", "C:\\d.tar"]
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run(words, timeout=1, check=False)
    assert (c / "d.tar").read_bytes() == b""


def test_options_of_later_releases_are_refused_by_earlier_ones(world: World) -> None:
    refused = (
        "Invalid command line argument: {}\r\n"
        "Please use 'wsl.exe --help' to get a list of supported arguments."
    )
    world.wsl("2.0.9.0")
    words = ("--export", "Debian", "-", "--format", "tar.gz")
    assert failed(*words) == said(refused.format("--format"), "E_INVALIDARG")
    world.inbox()
    ran = call("--export", "Debian", "-", "--vhd", env=UTF8)
    assert (ran.code, ran.out.decode("utf-16-le").partition("\r\n")[0]) == (
        255, "Invalid command line option: --vhd"
    )  # fmt: skip
