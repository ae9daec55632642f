"""The English words of wsl.exe. Those of Windows itself end in a blank before the line end."""

from __future__ import annotations

SUCCESS = "The operation completed successfully. "
INCORRECT_PARAMETER = "The parameter is incorrect. "
BAD_VERSION = "A version number could not be parsed. "
FILE_NOT_FOUND = "The system cannot find the file specified. "
PATH_NOT_FOUND = "The system cannot find the path specified. "
CLASS_NOT_REGISTERED = "Class not registered "
BLOCKED_BY_POLICY = (
    "This program is blocked by group policy."
    " For more information, contact your system administrator. "
)
TTY_LIMIT = "Error: 0x8004030d"

INVALID_ARGUMENT = (
    "Invalid command line argument: {}\n"
    "Please use 'wsl.exe --help' to get a list of supported arguments."
)
VALUE_MISSING = (
    "Command line argument {} requires a value.\n"
    "Please use 'wsl.exe --help' to get a list of supported arguments."
)
PARAMETER_MISSING = "Argument {} is missing a required parameter."
DISTRO_ALREADY_SET = "The distribution name has already been set."
DISTRO_NOT_FOUND = "There is no distribution with the supplied name."
NO_RUNNING = "There are no running distributions."
NO_DISTROS = (
    "Windows Subsystem for Linux has no installed distributions.\n"
    "You can resolve this by installing a distribution with the instructions below:\n"
    "\n"
    "Use 'wsl.exe --list --online' to list available distributions\n"
    "and 'wsl.exe --install <Distro>' to install."
)
ADMIN_PROTECTION = (
    "Windows Admin Protection is enabled and your distributions may be registered"
    " under a different account.\n"
    "For more information on Admin Protection, please visit https://aka.ms/apdevguide\n"
    "\n"
)
IN_PROGRESS = "An install, uninstall, or conversion is in progress for this distribution."
USER_NOT_FOUND = "User not found."
WSL2_INFORMATION = "For information on key differences with WSL 2 please visit https://aka.ms/wsl2"
CONVERTING = "Conversion in progress, this may take a few minutes."
SAME_VERSION = "The distribution is already the requested version."
WSL1_DISABLED = "WSL1 is disabled by the computer policy."
UPGRADE_TO_WSL2 = "Please run 'wsl.exe --set-version {distro} 2' to upgrade to WSL2."
WSL1_NOT_SUPPORTED = (
    "WSL1 is not supported with your current machine configuration.\n"
    'Please enable the "Windows Subsystem for Linux" optional component to use WSL1.'
)
VIRTUALIZATION = (
    "WSL2 is unable to start since virtualization is not enabled on this machine.\n"
    "Turn on virtualization in the firmware and the Virtual Machine Platform in Windows.\n"
    "\n"
    "The platform is turned on by: wsl.exe --install --no-distribution\n"
    "\n"
    "More about it: https://aka.ms/enablevirtualization"
)
VM_PLATFORM = (
    "Failed to start virtual networking - please install the optional component"
    " Virtual Machine Platform by running: wsl.exe --install --no-distribution"
)
OPTIONAL_COMPONENT = (
    "This application requires the Windows Subsystem for Linux Optional Component.\n"
    "It is installed by: wsl.exe --install --no-distribution\n"
    "A restart may be needed afterwards."
)
KERNEL_MISSING = (
    "The custom kernel specified in C:\\Users\\dev\\.wslconfig was not found:"
    " 'C:\\kernel\\bzImage'."
)
DISK_CORRUPTED = "The distribution failed to start because its virtual disk is corrupted."
DISK_MISSING = (
    "Failed to attach disk 'C:\\Users\\dev\\AppData\\Local\\wsl\\{guid}\\ext4.vhdx' to WSL2: "
    + PATH_NOT_FOUND
)
OTHER_IS_ELEVATED = "Cannot launch because another instance is running elevated."
OTHER_IS_NOT_ELEVATED = "Cannot launch because another instance is running un-elevated."
LIST_UNREACHABLE = (
    "Failed to fetch the distribution list from"
    " 'https://raw.githubusercontent.com/microsoft/WSL/master/distributions/DistributionInfo.json'."
    " A connection with the server could not be established "
)
ONLINE = (
    "The following is a list of valid distributions that can be installed.\n"
    "Install using 'wsl.exe --install <Distro>'.\n"
)
ONLINE_2021 = ONLINE.replace("wsl.exe --install <", "wsl --install -d <")

USAGE = """\
Usage: wsl.exe [Argument] [Options...] [CommandLine]

Running Linux programs:

    --exec, -e <CommandLine>
    --shell-type <standard|login|none>
    --

Options:
    --cd <Directory>
    --distribution, -d <DistroName>
    --distribution-id <DistroGuid>
    --user, -u <UserName>
    --system

Managing Windows Subsystem for Linux:

    --help
    --debug-shell
    --install [Distro] [Options...]
    --manage <Distro> <Options...>
    --mount <Disk>
    --set-default-version <Version>
    --shutdown
        --force
    --status
    --unmount [Disk]
    --uninstall
    --update
    --version, -v

Managing distributions:

    --export <Distro> <FileName> [Options]
    --import <Distro> <InstallLocation> <FileName> [Options]
    --import-in-place <Distro> <FileName>
    --list, -l [Options]
        --all
        --running
        --quiet, -q
        --verbose, -v
        --online, -o
    --set-default, -s <Distro>
    --set-version <Distro> <Version>
    --terminate, -t <Distro>
    --unregister <Distro>"""
