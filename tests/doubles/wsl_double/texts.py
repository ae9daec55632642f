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
FILE_EXISTS = "The file exists. "
ALREADY_EXISTS = "Cannot create a file when that file already exists. "
ACCESS_DENIED = "Access is denied. "
DISK_FULL = "There is not enough space on the disk. "
INVALID_NAME = "The filename, directory name, or volume label syntax is incorrect. "
SHARING_VIOLATION = (
    "The process cannot access the file because it is being used by another process. "
)
NOT_IMPLEMENTED = "Not implemented "
ELEVATION_REQUIRED = "The requested operation requires elevation. "
CANCELLED = "The operation was canceled by the user. "
REBOOT_REQUIRED = (
    "The requested operation is successful."
    " Changes will not be effective until the system is rebooted. "
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
DISK_MISSING = "Failed to attach disk '{disk}' to WSL2: " + PATH_NOT_FOUND
OTHER_IS_ELEVATED = "Cannot launch because another instance is running elevated."
OTHER_IS_NOT_ELEVATED = "Cannot launch because another instance is running un-elevated."
NO_CONNECTION = "A connection with the server could not be established "
LIST_UNREACHABLE = (
    "Failed to fetch the distribution list from"
    " 'https://raw.githubusercontent.com/microsoft/WSL/master/distributions/DistributionInfo.json'."
    f" {NO_CONNECTION}"
)
NAME_TAKEN = (
    "A distribution with the supplied name already exists. Use --name to choose a different name."
)
PLACE_TAKEN = "The supplied install location is already in use."
BAD_NAME = 'Invalid distribution name: "{}".'
UNKNOWN_ONLINE = (
    "Invalid distribution name: '{}'.\n"
    "To get a list of valid distributions, use 'wsl.exe --list --online'."
)
NAME_NEEDED = (
    "This distribution doesn't contain a default name. Use --name to choose the distribution name."
)
DISK_NOT_CREATED = "Failed to create disk '{}': {}"
LOOKS_LIKE_VHD = "This looks like a VHD file. Use --vhd to import a VHD instead of a tar."
IMPORT_FAILED = "Importing the distribution failed."
EXPORT_FAILED = "Exporting the distribution failed."
NOT_A_DISTRO = "The imported file is not a valid Linux distribution."
EXTENSION = "The specified file must have the {} file extension."
EXTENSIONS = "The specified file must have the .vhd or .vhdx file extension."
WSL2_NEEDED = "This operation is only supported by WSL2."
VHD_IN_USE = (
    "The operation could not be completed because the VHD is currently in use."
    " To force WSL to stop use: wsl.exe --shutdown"
)
SPARSE_WSL2_ONLY = "Sparse VHD is supported on WSL2 only."
SPARSE_DISABLED = (
    "Sparse VHD support is currently disabled due to potential data corruption.\n"
    "To force a distribution to use a sparse VHD, please run:\n"
    "wsl.exe --manage <DistributionName> --set-sparse true --allow-unsafe"
)
RESIZE_FAILED = "Failed to resize disk."
INVALID_SIZE = "Invalid size: {}"
INVALID_BOOLEAN = "{} is not a valid boolean, <true|false>"
INVALID_INTEGER = "{} is not a valid integer."
NOT_TOGETHER = "Arguments {} and {} can't be specified at same time."
NOT_WITHOUT = "Argument {} requires the {} argument."
DOWNLOADING = "Downloading: {}"
INSTALLING = "Installing: {}"
INSTALLED = "Distribution successfully installed. It can be launched via 'wsl.exe -d {}'"
LAUNCHING = "Launching {}..."
COMPONENT = "Installing Windows optional component: {}"
COMPONENT_FAILED = "Failed to enable Windows component '{}' (exit code {})"
EXPORTING = "Export in progress, this may take a few minutes."
IMPORTING = "Import in progress, this may take a few minutes."
UNREGISTERING = "Unregistering."
CHECKING = "Checking for updates."
NEWEST = "The most recent version of Windows Subsystem for Linux is already installed."
UPDATING = "Updating Windows Subsystem for Linux to version: {}."
UPDATE_FAILED = (
    "Update failed (exit code: {code}).\n"
    "Log file: C:\\Users\\dev\\AppData\\Local\\Temp\\wsl-install-logs.txt"
)
UNINSTALL_ARGUMENTS = (
    "--uninstall does not take any arguments."
    " To unregister a distribution, use --unregister instead."
)
DEBUG_SHELL = "Running the debug shell requires running wsl.exe as Administrator."
MOUNTED = (
    "The disk was successfully mounted as '/mnt/wsl/{name}'.\n"
    "Note: The location will be different if you have modified the automount.root setting"
    " in /etc/wsl.conf.\n"
    "To unmount and detach the disk, run 'wsl.exe --unmount {disk}'."
)
MOUNT_FAILED = (
    "The disk was attached but failed to mount: {error}.\n"
    "For more details, run 'dmesg' inside WSL2.\n"
    "To detach the disk, run 'wsl.exe --unmount {disk}'."
)
DISK_NOT_ATTACHED = "Failed to attach disk '{}' to WSL2: {}"
DISK_ATTACHED = "The disk '{}' is already attached."
VOLUME_MOUNTED = "That volume is already mounted inside WSL2."
MOUNT_NAME_TAKEN = (
    "A disk with that name is already mounted;"
    " please unmount the disk or choose a new name and try again."
)
MOUNT_NAME_BAD = (
    "The mount name cannot be empty, '.', '..', or contain '/'."
    " Please retry with a valid mount name."
)
MOUNT_NEEDS_ADMIN = "Administrator access is needed to mount a disk."
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
