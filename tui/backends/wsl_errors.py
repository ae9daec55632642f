"""What wsl.exe means by its error codes, and what to do about them.

wsl.exe prints its own errors on stdout in the language of Windows; below them stands a code that
is never translated, such as `Wsl/Service/WSL_E_DISTRO_NOT_FOUND`. The codes are those of its
open source.
"""

from __future__ import annotations

import re

from tui.core.command import Result

_CODE_LINE = re.compile(r"^[^:：\n]*[:：]\s*((?:\w+/)+\w+)\s*$")
_RESTART = "Run `wsl.exe --shutdown` in PowerShell, which stops every distro, and try again."
_FEATURE = "In PowerShell as administrator run `wsl.exe --install --no-distribution`, then restart."

ERRORS: dict[str, tuple[str, str]] = {
    "WSL_E_DISTRO_NOT_FOUND": (
        "WSL knows no distro of that name.",
        "`wsl.exe -l -v` lists the distros there are.",
    ),
    "WSL_E_DEFAULT_DISTRO_NOT_FOUND": (
        "There is no default distro.",
        "Set one with `wsl.exe --set-default NAME`.",
    ),
    "E_ILLEGAL_STATE_CHANGE": (
        "The distro is being installed, removed, exported or converted.",
        "Wait until that is done.",
    ),
    "WSL_E_VM_MODE_INVALID_STATE": (
        "The distro has that WSL version already, or one that cannot do this.",
        "`wsl.exe -l -v` shows its version. Sparse disks are for WSL 2 only.",
    ),
    "WSL_E_WSL1_NOT_SUPPORTED": (
        "This machine is not set up for WSL 1.",
        "Turn on the Windows feature “Windows Subsystem for Linux”, or stay with WSL 2.",
    ),
    "WSL_E_WSL1_DISABLED": (
        "A policy of this computer forbids WSL 1.",
        "Stay with WSL 2, or ask whoever administers the computer.",
    ),
    "WSL_E_WSL2_NEEDED": (
        "Only a distro of WSL 2 can do that.",
        "Convert it first: `wsl.exe --set-version NAME 2`.",
    ),
    "ERROR_VERSION_PARSE_ERROR": (
        "That is no version of WSL.",
        "The versions are 1 and 2.",
    ),
    "WSL_E_DISK_CORRUPTED": (
        "The distro does not start, because its virtual disk is damaged.",
        "Do not unregister it. Mount the disk read-only from another distro and save the files.",
    ),
    "ERROR_PATH_NOT_FOUND": (
        "The distro does not start, because its virtual disk is not where it was.",
        "Put the .vhdx file back at the place that Windows names.",
    ),
    "ERROR_FILE_NOT_FOUND": (
        "WSL misses a file that it needs.",
        "Look at the .vhdx of the distro and at the paths in .wslconfig.",
    ),
    "WSL_E_USER_NOT_FOUND": (
        "The distro has no user of that name.",
        "Leave the user out, or set the default user in /etc/wsl.conf of that distro.",
    ),
    "WSL_E_DISTRO_NOT_STOPPED": (
        "The disk of the distro is in use.",
        "Terminate the distro first.",
    ),
    "ERROR_SHARING_VIOLATION": (
        "Something still holds the disk of the distro.",
        "Wait a little, or run `wsl.exe --shutdown`, which stops every distro.",
    ),
    "ERROR_ALREADY_EXISTS": (
        "There is something of that name already.",
        "Choose another name; `wsl.exe -l -v` lists the distros there are.",
    ),
    "ERROR_FILE_EXISTS": (
        "That place is taken: a distro, or a virtual disk, lies there already.",
        "Choose a directory that is empty or does not exist yet.",
    ),
    "ERROR_INVALID_NAME": (
        "Windows cannot have a file or a directory of that name.",
        "Give another one: a whole path on a drive, as in D:\\wsl\\Debian.",
    ),
    "RegisterDistro/E_INVALIDARG": (
        "WSL takes no distro of that name, or no such file.",
        "A name has letters, digits, . _ and -; a disk ends in .vhdx or .vhd.",
    ),
    "MoveDistro/E_NOTIMPL": (
        "A distro of WSL 1 cannot be moved.",
        "Export it, and import it in the other place.",
    ),
    "ERROR_DISK_FULL": (
        "There is no room on that drive of Windows.",
        "Free some, or choose another drive.",
    ),
    "WSL_E_EXPORT_FAILED": (
        "The distro could not be exported.",
        "Its disk is untouched. See whether it starts, and whether the drive has room.",
    ),
    "WSL_E_IMPORT_FAILED": (
        "The file could not be imported: it is damaged, or no archive of a distro.",
        "Nothing was registered. Files that `wsl.exe --export` writes can be imported.",
    ),
    "WSL_E_NOT_A_LINUX_DISTRO": (
        "The archive holds no Linux: neither /etc nor /bin/sh is in it.",
        "Nothing was registered. Files that `wsl.exe --export` writes can be imported.",
    ),
    "WSL_E_DISTRIBUTION_NAME_NEEDED": (
        "The file says no name for the distro.",
        "Choose one.",
    ),
    "DetachDisk/ERROR_FILE_NOT_FOUND": (
        "That disk was not lent to WSL, or was given back already.",
        "There is nothing to do.",
    ),
    "AttachDisk/ERROR_FILE_NOT_FOUND": (
        "There is no such disk.",
        "Look at the path of the .vhdx, or at the number of the disk.",
    ),
    "AttachDisk/ERROR_PATH_NOT_FOUND": (
        "There is no such disk.",
        "Look at the path of the .vhdx, or at the number of the disk.",
    ),
    "WSL_E_DISK_ALREADY_ATTACHED": (
        "That disk was lent to WSL already.",
        "Unmount it first to lend it in another way.",
    ),
    "WSL_E_DISK_ALREADY_MOUNTED": (
        "That part of the disk is mounted already.",
        "Look below /mnt/wsl, or unmount the disk first.",
    ),
    "WSL_E_VM_MODE_MOUNT_NAME_ALREADY_EXISTS": (
        "Something is mounted by that name already.",
        "Choose another name; /mnt/wsl shows those in use.",
    ),
    "WSL_E_VM_MODE_INVALID_MOUNT_NAME": (
        "Nothing can be mounted by that name.",
        "Choose a name without / that is not . or ..",
    ),
    "WSL_E_ELEVATION_NEEDED_TO_MOUNT_DISK": (
        "Only an administrator may mount a disk of this machine.",
        "Do it in a PowerShell that was started as administrator.",
    ),
    "HCS_E_HYPERV_NOT_INSTALLED": (
        "WSL 2 cannot start, because virtualization is off on this machine.",
        "Turn on “Virtual Machine Platform” in Windows and virtualization in the firmware.",
    ),
    "WSL_E_VIRTUAL_MACHINE_PLATFORM_REQUIRED": (
        "WSL needs the Windows feature “Virtual Machine Platform”.",
        _FEATURE,
    ),
    "WSL_E_WSL_OPTIONAL_COMPONENT_REQUIRED": (
        "WSL needs the Windows feature “Windows Subsystem for Linux”.",
        _FEATURE,
    ),
    "ERROR_ACCESS_DISABLED_BY_POLICY": (
        "A policy of this computer forbids WSL.",
        "Ask whoever administers the computer.",
    ),
    "WSL_E_CUSTOM_KERNEL_NOT_FOUND": (
        "The kernel that .wslconfig names is not there.",
        "Correct or remove `kernel=` in %UserProfile%\\.wslconfig.",
    ),
    "WININET_E_CANNOT_CONNECT": (
        "WSL could not reach the network for its list or its files.",
        "See whether Windows is online, and whether a proxy or firewall is in the way.",
    ),
    "TRUST_E_BAD_DIGEST": (
        "What was downloaded is not what the list promises, so it was not installed.",
        "Try again; if it stays so, do not trust that network.",
    ),
    "REGDB_E_CLASSNOTREG": (
        "The WSL service is not there.",
        "Start “WSLService” in the services of Windows, or mend WSL with `wsl.exe --update`.",
    ),
    "WSL_E_TTY_LIMIT": (
        "The distro has as many terminals open as it can have.",
        "Close some of its windows.",
    ),
    "WSL_E_INVALID_USAGE": (
        "This WSL does not know those words.",
        "Bring it up to date: `wsl.exe --update`.",
    ),
    "ERROR_CANCELLED": (
        "Windows asked for an administrator, and that was declined.",
        "Try again and agree, or do it in a PowerShell that was started as administrator.",
    ),
    "ERROR_INSTALL_USEREXIT": (
        "The update of WSL was stopped in Windows.",
        "Start it again.",
    ),
    "ERROR_INSTALL_FAILURE": (
        "The update of WSL failed in Windows.",
        "Try again after a restart of Windows; its log is the file that WSL names.",
    ),
    "WSL_E_LOWER_INTEGRITY": (
        "WSL runs as administrator already, and wsltui does not.",
        _RESTART,
    ),
    "WSL_E_HIGHER_INTEGRITY": (
        "WSL runs without administrator rights already, and wsltui has them.",
        _RESTART,
    ),
}
"""The last word of a code → a sentence and a remedy. What is not here is shown as it came.

Where that word means something else behind another one, both are named.
"""

OUT_OF_REACH = frozenset(
    {
        "WSL_E_WSL_OPTIONAL_COMPONENT_REQUIRED",
        "WSL_E_VIRTUAL_MACHINE_PLATFORM_REQUIRED",
        "ERROR_ACCESS_DISABLED_BY_POLICY",
    }
)
"""Codes that hold for every command, not only for the one that met them."""


def error_code(result: Result) -> str | None:
    """The whole code, such as `Wsl/Service/WSL_E_DISTRO_NOT_FOUND`, or None without one."""
    lines = [line for line in result.text.splitlines() if line.strip()]
    match = _CODE_LINE.match(lines[-1]) if lines else None
    return match[1] if match else None


def known_error(result: Result) -> tuple[str, str] | None:
    """The sentence and the remedy for a failed command, or None where the code is unknown."""
    *context, word = (error_code(result) or "").split("/")
    keys = (*(f"{one}/{word}" for one in reversed(context)), word)
    return next((ERRORS[key] for key in keys if key in ERRORS), None)
