"""The doubled --install, --manage, --mount, --update and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doubles.running import call
from tests.doubles.wsl_double import fixtures, registry, since, values
from tests.doubles.wsl_double.failures import WslFailure
from tests.doubles.wsl_double.state import World
from tests.unit.windows_drive import DONE, drive, failed, said

world = fixtures.wsl_world
IN_USE = (
    "The operation could not be completed because the VHD is currently in use."
    " To force WSL to stop use: wsl.exe --shutdown"
)


@pytest.fixture
def c(world: World, tmp_path: Path) -> Path:
    return drive(world, tmp_path / "mnt")


def test_install_from_the_list(world: World) -> None:
    ran = call("--install", "kali-linux", "--no-launch", "--name", "k")
    assert (ran.code, ran.err) == (0, b"")
    assert ran.text == (
        "Downloading: Kali Linux Rolling\r\nInstalling: Kali Linux Rolling\r\n"
        "Distribution successfully installed. It can be launched via 'wsl.exe -d k'\r\n"
    )
    assert world.states["k"] == "Stopped"


def test_install_goes_on_to_a_shell(world: World) -> None:
    ran = call("--install", "-d", "archlinux", stdin=b"exit 7\n")
    assert ran.code == 7
    assert ran.text.endswith("wsl.exe -d archlinux'\r\nLaunching archlinux...\r\n")
    assert world.states["archlinux"] == "Running"


def test_install_refuses(world: World) -> None:
    assert failed("--install", "-d", "DoesNotExist") == said(
        "Invalid distribution name: 'DoesNotExist'.\r\n"
        "To get a list of valid distributions, use 'wsl.exe --list --online'.",
        "InstallDistro/WSL_E_DISTRO_NOT_FOUND",
    )
    assert failed("--install", "debian") == said(
        "Cannot create a file when that file already exists. ",
        "InstallDistro/ERROR_ALREADY_EXISTS",
    )
    words = ("--install", "--distribution", "debian", "--no-distribution")
    assert failed(*words) == said(
        "Arguments --no-distribution and --distribution can't be specified at same time.",
        "E_INVALIDARG",
    )
    assert failed("--install", "foo", "--fixed-vhd") == said(
        "Argument --fixed-vhd requires the --vhd-size argument.", "E_INVALIDARG"
    )
    assert failed("--install", "debian", "--from-file", "foo") == said(
        "Arguments --from-file and --distribution can't be specified at same time.", "E_INVALIDARG"
    )
    world.fail("install-offline", "--install")
    assert failed("--install", "ubuntu").endswith("Wsl/InstallDistro/WININET_E_CANNOT_CONNECT\r\n")


def test_what_windows_lacks_is_installed_by_an_administrator(world: World) -> None:
    assert call("--install", "--no-distribution") == (0, DONE.encode(), b"")
    world.set(components=["VirtualMachinePlatform"])
    asks = "The requested operation requires elevation. \r\n"
    world.set(uac=False)
    cancelled = said("The operation was canceled by the user. ", "ERROR_CANCELLED")
    assert failed("--install", "--no-distribution") == asks + cancelled
    world.set(uac=True)
    assert call("--install", "archlinux").text == asks + (
        "The requested operation is successful."
        " Changes will not be effective until the system is rebooted. \r\n"
    )
    assert "archlinux" not in world.states


def test_move(world: World, c: Path) -> None:
    assert failed("--manage", "Ubuntu-24.04", "--move", "C:\\u") == said(
        IN_USE, "Service/MoveDistro/WSL_E_DISTRO_NOT_STOPPED"
    )
    assert call("--manage", "Debian", "--move", "C:\\deep\\er").text == DONE
    assert world["Debian"]["base_path"] == "C:\\deep\\er"
    assert (c / "deep" / "er" / "ext4.vhdx").stat().st_size == world["Debian"]["disk_bytes"]
    assert failed("--manage", "Debian", "-m", "C:\\deep\\er") == said(
        "The supplied install location is already in use.", "Service/MoveDistro/ERROR_FILE_EXISTS"
    )
    assert failed("--manage", "Debian", "-m", "C:\\a|b") == said(
        "The filename, directory name, or volume label syntax is incorrect. ",
        "Service/MoveDistro/ERROR_INVALID_NAME",
    )
    assert failed("--manage", "legacy-app", "-m", "C:\\l") == said(
        "Not implemented ", "Service/MoveDistro/E_NOTIMPL"
    )


def test_resize(world: World) -> None:
    ran = call("--manage", "Debian", "--resize", "10GB")
    assert (ran.code, ran.text) == (0, DONE)
    assert ran.err.startswith(b"e2fsck ")
    assert world["Debian"]["limit_bytes"] == 10 << 30
    ran = call("--manage", "Debian", "-r", "4KB")
    assert ran.text == said("Failed to resize disk.", "Service/E_FAIL")
    assert b"New size smaller than minimum" in ran.err
    assert failed("--manage", "legacy-app", "-r", "1GB") == said(
        "This operation is only supported by WSL2.", "Service/WSL_E_WSL2_NEEDED"
    )


def test_resize_wants_the_disk_back_from_the_machine(world: World) -> None:
    in_use = said(IN_USE, "Service/WSL_E_DISTRO_NOT_STOPPED")
    world.set(detach_seconds=30.0)
    assert failed("--manage", "Ubuntu-24.04", "-r", "1GB") == in_use
    call("--terminate", "Ubuntu-24.04")
    assert failed("--manage", "Ubuntu-24.04", "-r", "1GB") == in_use
    call("--shutdown")
    assert call("--manage", "Ubuntu-24.04", "-r", "1GB").code == 0


def test_sparse(world: World) -> None:
    assert failed("--manage", "Debian", "--set-sparse", "true") == said(
        "Sparse VHD support is currently disabled due to potential data corruption.\r\n"
        "To force a distribution to use a sparse VHD, please run:\r\n"
        "wsl.exe --manage <DistributionName> --set-sparse true --allow-unsafe",
        "Service/E_INVALIDARG",
    )
    assert call("--manage", "Debian", "-s", "TRUE", "--allow-unsafe").text == DONE
    assert world["Debian"]["sparse"]
    assert call("--manage", "Debian", "-s", "0").text == DONE
    assert failed("--manage", "Ubuntu-24.04", "-s", "false") == said(
        IN_USE, "Service/WSL_E_DISTRO_NOT_STOPPED"
    )
    assert failed("--manage", "legacy-app", "-s", "false") == said(
        "Sparse VHD is supported on WSL2 only.", "Service/WSL_E_VM_MODE_INVALID_STATE"
    )
    assert failed("--manage", "Debian", "-s", "false_") == said(
        "false_ is not a valid boolean, <true|false>", "E_INVALIDARG"
    )


def test_default_user(world: World) -> None:
    assert call("--manage", "Debian", "--set-default-user", "root").text == DONE
    assert (world["Debian"]["default_uid"], world.states["Debian"]) == (0, "Stopped")
    assert call("-d", "Debian", "-e", "printenv", "USER").out == b"root\n"
    ran = call("--manage", "Debian", "--set-default-user", "eve")
    assert ran == (1, b"", b"id: 'eve': no such user\n")
    assert world.states["Debian"] == "Running"
    world.distro("Debian", fault="disk-missing")
    assert call("--manage", "Debian", "--set-default-user", "dev") == (255, b"", b"")


@pytest.mark.parametrize(
    "words", ["", "Debian", "Debian --resize 1GB --move C:\\x", "Debian --allow-unsafe"]
)
def test_manage_wants_one_thing(world: World, words: str) -> None:
    assert failed("--manage", *words.split()).startswith("Usage: wsl.exe")


def test_manage_looks_the_distro_up_after_its_values(world: World) -> None:
    assert failed("--manage", "nope", "--resize", "foo") == said(
        "Invalid size: foo", "E_INVALIDARG"
    )
    assert "WSL_E_DISTRO_NOT_FOUND" in failed("--manage", "nope", "--resize", "10GB")


@pytest.mark.parametrize(
    ("word", "size"),
    [("10GB", 10 << 30), ("1T", 1 << 40), ("512", 512), ("5B", 5), ("0", 0), ("8K", 8192)],
)
def test_sizes(word: str, size: int) -> None:
    assert values.size(word) == size


@pytest.mark.parametrize("word", ["8gb", "1.5GB", "1 GB", "", "GB", "-1", "1GiB", "00", "0GB"])
def test_what_is_no_size(word: str) -> None:
    with pytest.raises(WslFailure, match="Invalid size"):
        values.size(word)


def test_a_disk_file_is_mounted_and_taken_back(world: World, c: Path) -> None:
    (c / "data.vhdx").write_bytes(b"vhdxfile")
    assert call("--mount", "C:\\data.vhdx", "--vhd", "--name", "data").text == (
        "The disk was successfully mounted as '/mnt/wsl/data'.\r\n"
        "Note: The location will be different if you have modified the automount.root setting"
        " in /etc/wsl.conf.\r\n"
        "To unmount and detach the disk, run 'wsl.exe --unmount C:\\data.vhdx'.\r\n"
    )
    assert failed("--mount", "C:\\data.vhdx", "--vhd") == said(
        "That volume is already mounted inside WSL2.",
        "Service/MountDisk/WSL_E_DISK_ALREADY_MOUNTED",
    )
    assert call("--unmount", "C:\\data.vhdx").text == DONE
    assert world.data["mounts"] == []
    assert failed("--unmount", "DoesNotExist") == said(
        "The system cannot find the file specified. ", "Service/DetachDisk/ERROR_FILE_NOT_FOUND"
    )
    assert call("--unmount").text == DONE


def test_mounting_that_fails(world: World, c: Path) -> None:
    assert failed("--mount", "\\\\.\\PHYSICALDRIVE1") == said(
        "Administrator access is needed to mount a disk.",
        "Service/AttachDisk/WSL_E_ELEVATION_NEEDED_TO_MOUNT_DISK",
    )
    assert failed("--mount", "--vhd", "C:\\none.vhdx") == said(
        "Failed to attach disk 'C:\\none.vhdx' to WSL2:"
        " The system cannot find the file specified. ",
        "Service/AttachDisk/MountDisk/HCS/ERROR_FILE_NOT_FOUND",
    )
    world.set(elevated=True, mount_error="Invalid argument")
    ran = call("--mount", "\\\\.\\PHYSICALDRIVE1", "--partition", "1")
    assert (ran.code, ran.text.partition("\r\n")[0]) == (
        1, "The disk was attached but failed to mount: Invalid argument."
    )  # fmt: skip
    world.empty().distro("old", version=1)
    assert failed("--mount", "x") == said(
        "This operation is only supported by WSL2.", "Service/AttachDisk/WSL_E_WSL2_NEEDED"
    )


def test_update(world: World) -> None:
    newest = (
        "Checking for updates.\r\n"
        "The most recent version of Windows Subsystem for Linux is already installed.\r\n"
    )
    assert call("--update", "--web-download") == (0, newest.encode(), b"")
    assert world.states["Ubuntu-24.04"] == "Running"
    assert call("--update", "--pre-release").text == (
        "Checking for updates.\r\nUpdating Windows Subsystem for Linux to version: 2.9.11.0.\r\n"
    )
    assert call("--version").text.startswith("WSL version: 2.9.11.0\r\n")
    assert set(world.states.values()) == {"Stopped"}


def test_what_is_for_administrators_or_never(world: World) -> None:
    assert call("--debug-shell").code == 1
    assert failed("--uninstall", "Debian") == (
        "--uninstall does not take any arguments."
        " To unregister a distribution, use --unregister instead.\r\n"
    )


def test_the_system_distro(world: World) -> None:
    assert call("--system", "-d", "Debian", "-e", "printenv", "USER").out == b"wslg\n"


def test_releases(world: World) -> None:
    assert since.release("2.7.8.0") == (2, 7, 8, 0)
    world.wsl("1.2.5.0")
    assert failed("--manage", "Debian", "--resize", "1GB").startswith(
        "Invalid command line argument: --manage\r\n"
    )
    world.wsl("2.3.26.0")
    assert "Invalid command line argument: --resize\r\n" in failed(
        "--manage", "Debian", "--resize", "1GB"
    )
    assert call("--manage", "Debian", "--set-sparse", "false").code == 0
    assert since.missing("--manage", since.release("2.5.8.0")) == frozenset()


def test_the_registry_of_a_distro(world: World) -> None:
    (path, root), (_, first), *_ = registry.keys(world.data).items()
    assert (path, root) == (registry.LXSS, {
        "DefaultDistribution": ("REG_SZ", world["Ubuntu-24.04"]["guid"]),
        "DefaultVersion": ("REG_DWORD", "0x2"),
    })  # fmt: skip
    docker = world["docker-desktop"]
    assert registry.keys(world.data)[f"{registry.LXSS}\\{docker['guid']}"] == first
    where = r"\\?\C:\Users\dev\AppData\Local\Docker\wsl\main"
    assert first["BasePath"] == ("REG_SZ", where)
    assert (first["Flags"], first["DefaultUid"]) == (("REG_DWORD", "0xf"), ("REG_DWORD", "0x0"))
    values = dict(registry.distro(world["Ubuntu-24.04"]))
    assert (values["Flavor"], values["OsVersion"], values["Modern"]) == ("ubuntu", "24.04", 1)
    assert dict(registry.distro(world["legacy-app"]))["Flags"] == 7
