"""The double against what WSL's own tests pin byte for byte; each row names the upstream test.

UnitTests.cpp and PolicyTests.cpp of the open source of WSL compare the whole output of wsl.exe.
What follows are those comparisons, with the names and paths of the double's world.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.doubles.running import call
from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import WSL_EXE, World
from tests.unit.windows_drive import archive, drive

world = fixtures.wsl_world
DONE = "The operation completed successfully. \r\n"
NO_DISTRO = "There is no distribution with the supplied name.\r\n"
SERVICE = "Error code: Wsl/Service/"
WRONG = "The parameter is incorrect. \r\n"
NO_FILE = "The system cannot find the file specified. \r\n"
LOCKED = "An install, uninstall, or conversion is in progress for this distribution.\r\n"
BUSY_DISK = (
    "The operation could not be completed because the VHD is currently in use."
    " To force WSL to stop use: wsl.exe --shutdown\r\n"
)


class Pinned(NamedTuple):
    """An upstream test, what it runs (cut at blanks), and what wsl.exe then says on stdout."""

    test: str
    words: str
    out: str
    code: int = 255


def failed(test: str, words: str, message: str, code: str) -> Pinned:
    return Pinned(test, words, f"{message}{code}\r\n" if code else message)


ROWS = (
    failed("ErrorMessages", "-d nope", NO_DISTRO, f"{SERVICE}WSL_E_DISTRO_NOT_FOUND"),
    failed("ErrorMessages", "--terminate nope", NO_DISTRO, f"{SERVICE}WSL_E_DISTRO_NOT_FOUND"),
    failed("ErrorMessages", "--set-default nope", NO_DISTRO, f"{SERVICE}WSL_E_DISTRO_NOT_FOUND"),
    failed("ErrorMessages", "--unregister nope", NO_DISTRO, f"{SERVICE}WSL_E_DISTRO_NOT_FOUND"),
    failed("ErrorMessages", r"--export nope C:\x.tar", NO_DISTRO,
           f"{SERVICE}WSL_E_DISTRO_NOT_FOUND"),
    failed("ErrorMessages", r"--manage nope --move C:\m", NO_DISTRO,
           f"{SERVICE}WSL_E_DISTRO_NOT_FOUND"),
    failed("ErrorMessages", "--set-version nope 2", NO_DISTRO, f"{SERVICE}WSL_E_DISTRO_NOT_FOUND"),
    failed("ErrorMessages", "--manage Debian --set-sparse asd",
           "asd is not a valid boolean, <true|false>\r\n", "Error code: Wsl/E_INVALIDARG"),
    failed("ErrorMessages", "--install foo",
           "Invalid distribution name: 'foo'.\r\nTo get a list of valid distributions, use "
           "'wsl.exe --list --online'.\r\n",
           "Error code: Wsl/InstallDistro/WSL_E_DISTRO_NOT_FOUND"),
    failed("ErrorMessages", r"--import new C:\new C:\nope.tar", NO_FILE,
           "Error code: Wsl/ERROR_FILE_NOT_FOUND"),
    failed("DistributionId",
           "--distribution-id {11111111-2222-3333-4444-555555555555} true", NO_DISTRO,
           f"{SERVICE}CreateInstance/ReadDistroConfig/WSL_E_DISTRO_NOT_FOUND"),
    failed("DistributionId", "--distribution-id nope true", WRONG, "Error code: Wsl/E_INVALIDARG"),
    failed("ImportDistro", r"--import invalid! C:\new C:\ok.tar",
           'Invalid distribution name: "invalid!".\r\n', f"{SERVICE}RegisterDistro/E_INVALIDARG"),
    failed("ImportDistro", r"--import debian C:\new C:\ok.tar",
           "A distribution with the supplied name already exists. Use --name to choose a different "
           "name.\r\n", f"{SERVICE}RegisterDistro/ERROR_ALREADY_EXISTS"),
    failed("ImportDistro", r"--import new C:\new C:\d.vhdx",
           "This looks like a VHD file. Use --vhd to import a VHD instead of a tar.\r\n", ""),
    failed("ImportDistro", r"--import new C:\new C:\d.vhdx --vhd --version 1",
           "This operation is only supported by WSL2.\r\n",
           f"{SERVICE}RegisterDistro/WSL_E_WSL2_NEEDED"),
    failed("ImportDistro", r"--import new C:\new C:\ok.tar --vhd",
           "The specified file must have the .vhd or .vhdx file extension.\r\n",
           f"{SERVICE}RegisterDistro/WSL_E_IMPORT_FAILED"),
    failed("BrokenDistroImport", r"--import new C:\new C:\readme.tar",
           "The imported file is not a valid Linux distribution.\r\n",
           f"{SERVICE}RegisterDistro/WSL_E_NOT_A_LINUX_DISTRO"),
    failed("ModernInstall", r"--install --from-file C:\ok.tar",
           "Installing: C:\\ok.tar\r\nThis distribution doesn't contain a default name. Use --name "
           "to choose the distribution name.\r\n",
           f"{SERVICE}RegisterDistro/WSL_E_DISTRIBUTION_NAME_NEEDED"),
    failed("ExportDistro", r"--export legacy-app C:\x.vhdx --vhd",
           "This operation is only supported by WSL2.\r\n", f"{SERVICE}WSL_E_WSL2_NEEDED"),
    failed("ExportDistro", r"--export Debian C:\x.tar --vhd",
           "The specified file must have the .vhdx file extension.\r\n",
           f"{SERVICE}WSL_E_EXPORT_FAILED"),
    failed("Move", r"--manage Ubuntu-24.04 --move C:\m", BUSY_DISK,
           f"{SERVICE}MoveDistro/WSL_E_DISTRO_NOT_STOPPED"),
    failed("Move", "--manage Debian --move C:\\a?b",
           "The filename, directory name, or volume label syntax is incorrect. \r\n",
           f"{SERVICE}MoveDistro/ERROR_INVALID_NAME"),
    failed("Resize", "--manage Ubuntu-24.04 --resize 1TB", BUSY_DISK,
           f"{SERVICE}WSL_E_DISTRO_NOT_STOPPED"),
    failed("Resize", "--manage legacy-app --resize 1TB",
           "This operation is only supported by WSL2.\r\n", f"{SERVICE}WSL_E_WSL2_NEEDED"),
    failed("MountTests", "--unmount C:\\nope.vhdx", NO_FILE,
           f"{SERVICE}DetachDisk/ERROR_FILE_NOT_FOUND"),
    Pinned("ManageDefaultUid", "--manage Debian --set-default-user nosuch", "", 1),
    Pinned("ExportDistro", r"--export Debian C:\out.tar", DONE, 0),
    Pinned("Move", r"--manage Debian --move C:\moved", DONE, 0),
)  # fmt: skip


@pytest.fixture
def c(world: World, tmp_path: Path) -> Path:
    place = drive(world, tmp_path)
    (place / "ok.tar").write_bytes(archive())
    (place / "readme.tar").write_bytes(archive({"readme": "hello"}))
    (place / "d.vhdx").write_bytes(b"vhdxfile")
    return place


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.test}: {row.words}")
def test_what_upstream_pins(world: World, c: Path, row: Pinned) -> None:
    ran = call(*row.words.split())
    assert (ran.text, ran.code) == (row.out, row.code)


def test_id_says_on_stderr_that_there_is_no_such_user(world: World) -> None:
    """ManageDefaultUid."""
    ran = call("--manage", "Debian", "--set-default-user", "nosuch")
    assert ran.err == b"id: 'nosuch': no such user\n"


def test_bsdtar_says_on_stderr_that_it_is_no_archive(world: World, c: Path) -> None:
    """ImportDistroInvalidTar."""
    (c / "noise.tar").write_bytes(b"noise")
    ran = call("--import", "new", "C:\\new", "C:\\noise.tar")
    assert ran.text == (
        "Importing the distribution failed.\r\n"
        "Error code: Wsl/Service/RegisterDistro/WSL_E_IMPORT_FAILED\r\n"
    )
    assert ran.err == b"bsdtar: Error opening archive: Unrecognized archive format\n"


def test_policies(world: World) -> None:
    """PolicyTests: DisableWsl, WSL1."""
    world.fail("policy")
    assert call("-l").text == (
        "This program is blocked by group policy. For more information, contact your system "
        "administrator. \r\nError code: Wsl/ERROR_ACCESS_DISABLED_BY_POLICY\r\n"
    )
    world.behave().set(wsl1_allowed=False)
    assert call("--set-version", "Debian", "1").text == (
        "WSL1 is disabled by the computer policy.\r\n"
        "Error code: Wsl/Service/WSL_E_WSL1_DISABLED\r\n"
    )


def test_none_that_run(world: World) -> None:
    """ManualDistroShutdown: `--list --running` fails where none does."""
    world.set_distro("Ubuntu-24.04", running=False, held=False)
    world.set_distro("docker-desktop", running=False, held=False)
    ran = call("--list", "--running")
    assert (ran.text, ran.code) == ("There are no running distributions.\r\n", 255)


def test_the_default_one(world: World) -> None:
    """DefaultDistro."""
    assert "Ubuntu-24.04 (Default)\r\n" in call("--list").text
    assert call("--set-default", "Debian").text == DONE
    assert "Debian (Default)\r\n" in call("--list").text


def test_a_locked_one(world: World, c: Path) -> None:
    """ManageRejectedWhileLocked: it is Exporting, and nothing else may be done to it."""
    world.set(export_seconds=60.0)
    client = subprocess.Popen([WSL_EXE, "--export", "Debian", "C:\\x.tar"])
    try:
        world.wait_for(lambda: world.states["Debian"] == "Exporting")
        assert "Exporting" in call("--list", "--verbose").text
        refused = call("--manage", "Debian", "--resize", "1TB").text
        assert refused == f"{LOCKED}Error code: Wsl/Service/E_ILLEGAL_STATE_CHANGE\r\n"
    finally:
        client.kill()
        client.wait()


def test_the_list_of_what_can_be_installed(world: World) -> None:
    """ModernDistroInstall: the heading is line 3, the first row line 4."""
    lines = call("--list", "--online").text.split("\r\n")
    assert lines[:3] == [
        "The following is a list of valid distributions that can be installed.",
        "Install using 'wsl.exe --install <Distro>'.", "",
    ]  # fmt: skip
    assert lines[3].split() == ["NAME", "FRIENDLY", "NAME"]
    assert lines[4].startswith("Ubuntu  ")


def test_an_install_says_what_it_does(world: World) -> None:
    """ModernInstallEndToEnd; what is there already is ERROR_ALREADY_EXISTS."""
    ran = call("--install", "archlinux", "--no-launch")
    assert ran.err == b""
    assert ran.text.split("\r\n") == [
        "Downloading: Arch Linux",
        "Installing: Arch Linux",
        "Distribution successfully installed. It can be launched via 'wsl.exe -d archlinux'",
        "",
    ]
    assert call("--install", "archlinux", "--no-launch").text == (
        "Cannot create a file when that file already exists. \r\n"
        "Error code: Wsl/InstallDistro/ERROR_ALREADY_EXISTS\r\n"
    )


def test_no_update(world: World) -> None:
    """InstallerTests: WslUpdateNoNewVersion."""
    version = world.data["versions"][0]
    world.set(latest=(version, version))
    assert call("--update").text.split("\r\n") == [
        "Checking for updates.",
        "The most recent version of Windows Subsystem for Linux is already installed.",
        "",
    ]


def test_a_broken_registration_is_unregistered(world: World, c: Path) -> None:
    """BrokenDistroUnregister: its path is gone, and that is no hindrance."""
    world.set_distro("Debian", base_path="C:\\gone")
    assert (call("--unregister", "Debian").text, "Debian" in world.states) == (DONE, False)


def test_help_goes_to_stdout_and_fails(world: World) -> None:
    """UsageMessages; its text is not compared, for the double has its own."""
    ran = call("--help")
    assert (ran.code, ran.err) == (255, b"")
