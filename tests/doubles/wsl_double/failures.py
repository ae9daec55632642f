"""How wsl.exe fails: the words, the code below them, and exit code 255."""

from __future__ import annotations

from . import texts

CLIENT = "Wsl"
SERVICE = "Wsl/Service"
START = "Wsl/Service/CreateInstance"
REGISTER = "Wsl/Service/RegisterDistro"
MOVE = "Wsl/Service/MoveDistro"
ATTACH = "Wsl/Service/AttachDisk"
DETACH = "Wsl/Service/DetachDisk"


class WslFailure(Exception):
    """A failure that wsl.exe prints on stdout; `code` None = no `Error code:` line."""

    def __init__(self, message: str, code: str | None = None, exit_code: int = 255) -> None:
        super().__init__(message)
        self.message, self.code, self.exit_code = message, code, exit_code


class InvalidUsage(WslFailure):
    """An illegal mix of options: the whole usage text and no code."""

    def __init__(self) -> None:
        super().__init__(texts.USAGE)


def invalid_argument(word: str) -> WslFailure:
    """An unknown option where a verb could stand; the one shape without a code."""
    return WslFailure(texts.INVALID_ARGUMENT.format(word))


def unknown_argument(word: str) -> WslFailure:
    """An unknown word behind a verb that parses its options."""
    return WslFailure(texts.INVALID_ARGUMENT.format(word), "Wsl/E_INVALIDARG")


def value_missing(word: str) -> WslFailure:
    """A value option at the end, behind a verb that parses its options."""
    return WslFailure(texts.VALUE_MISSING.format(word), "Wsl/E_INVALIDARG")


def parameter_missing(option: str) -> WslFailure:
    """A verb or modifier of the older kind with nothing behind it; always the long name."""
    return WslFailure(texts.PARAMETER_MISSING.format(option))


def incorrect_parameter() -> WslFailure:
    """Windows' own words for E_INVALIDARG."""
    return WslFailure(texts.INCORRECT_PARAMETER, "Wsl/E_INVALIDARG")


def distro_not_found(context: str = SERVICE) -> WslFailure:
    """No installed distro of that name or id."""
    return WslFailure(texts.DISTRO_NOT_FOUND, f"{context}/WSL_E_DISTRO_NOT_FOUND")


def client(message: str) -> WslFailure:
    """Arguments that wsl.exe itself refuses, with words of its own."""
    return WslFailure(message, "Wsl/E_INVALIDARG")


def service(message: str, name: str, context: str = SERVICE) -> WslFailure:
    """A failure of the service."""
    return WslFailure(message, f"{context}/{name}")


def wsl2_needed(context: str = SERVICE) -> WslFailure:
    """A WSL 1 distro where only WSL 2 will do."""
    return WslFailure(texts.WSL2_NEEDED, f"{context}/WSL_E_WSL2_NEEDED")


def disk_in_use(context: str = SERVICE) -> WslFailure:
    """The distro runs, or the VM has its disk still."""
    return WslFailure(texts.VHD_IN_USE, f"{context}/WSL_E_DISTRO_NOT_STOPPED")


def no_distros() -> WslFailure:
    """Nothing installed, or no default where one is needed: five lines and no code."""
    return WslFailure(texts.NO_DISTROS)


def bad_version() -> WslFailure:
    """A WSL version that is neither 1 nor 2."""
    return WslFailure(texts.BAD_VERSION, "Wsl/ERROR_VERSION_PARSE_ERROR")


def busy(context: str = SERVICE) -> WslFailure:
    """A conversion or export has the distro."""
    return WslFailure(texts.IN_PROGRESS, f"{context}/E_ILLEGAL_STATE_CHANGE")


def named(name: str, distro: str = "", disk: str = "") -> WslFailure:
    """A failure of the catalogue by its short name; KeyError for an unknown one."""
    message, code = NAMED[name]
    return WslFailure(message.format(distro=distro, disk=disk), code)


NAMED: dict[str, tuple[str, str]] = {
    "policy": (texts.BLOCKED_BY_POLICY, "Wsl/ERROR_ACCESS_DISABLED_BY_POLICY"),
    "service-gone": (texts.CLASS_NOT_REGISTERED, "Wsl/REGDB_E_CLASSNOTREG"),
    "optional-component": (
        texts.OPTIONAL_COMPONENT,
        "Wsl/WSL_E_WSL_OPTIONAL_COMPONENT_REQUIRED",
    ),
    "wsl1-component": (texts.WSL1_NOT_SUPPORTED, f"{SERVICE}/WSL_E_WSL1_NOT_SUPPORTED"),
    "wsl1-policy": (texts.WSL1_DISABLED, f"{SERVICE}/WSL_E_WSL1_DISABLED"),
    "wsl1-policy-start": (
        f"{texts.WSL1_DISABLED}\n{texts.UPGRADE_TO_WSL2}",
        f"{START}/WSL_E_WSL1_DISABLED",
    ),
    "same-version": (texts.SAME_VERSION, f"{SERVICE}/WSL_E_VM_MODE_INVALID_STATE"),
    "virtualization": (texts.VIRTUALIZATION, f"{START}/CreateVm/HCS/HCS_E_HYPERV_NOT_INSTALLED"),
    "vm-platform": (
        texts.VM_PLATFORM,
        f"{START}/CreateVm/ConfigureNetworking/WSL_E_VIRTUAL_MACHINE_PLATFORM_REQUIRED",
    ),
    "kernel-missing": (texts.KERNEL_MISSING, f"{START}/CreateVm/WSL_E_CUSTOM_KERNEL_NOT_FOUND"),
    "disk-corrupted": (texts.DISK_CORRUPTED, f"{START}/WSL_E_DISK_CORRUPTED"),
    "disk-missing": (texts.DISK_MISSING, f"{START}/MountDisk/HCS/ERROR_PATH_NOT_FOUND"),
    "elevated": (texts.OTHER_IS_ELEVATED, f"{START}/WSL_E_LOWER_INTEGRITY"),
    "not-elevated": (texts.OTHER_IS_NOT_ELEVATED, f"{START}/WSL_E_HIGHER_INTEGRITY"),
    "offline": (texts.LIST_UNREACHABLE, "Wsl/WININET_E_CANNOT_CONNECT"),
    "user-not-found": (texts.USER_NOT_FOUND, "Wsl/WSL_E_USER_NOT_FOUND"),
    "disk-full": (texts.DISK_FULL, f"{SERVICE}/ERROR_DISK_FULL"),
    "disk-busy": (texts.SHARING_VIOLATION, f"{SERVICE}/ERROR_SHARING_VIOLATION"),
    "export-failed": (texts.EXPORT_FAILED, f"{SERVICE}/WSL_E_EXPORT_FAILED"),
    "import-failed": (texts.IMPORT_FAILED, f"{REGISTER}/WSL_E_IMPORT_FAILED"),
    "install-offline": (texts.LIST_UNREACHABLE, "Wsl/InstallDistro/WININET_E_CANNOT_CONNECT"),
    "update-offline": (
        texts.NO_CONNECTION,
        "Wsl/UpdatePackage/QueryLatestGitHubRelease/WININET_E_CANNOT_CONNECT",
    ),
    "update-failed": (
        texts.UPDATE_FAILED.format(code=1603),
        "Wsl/UpdatePackage/ERROR_INSTALL_FAILURE",
    ),
    "update-cancelled": (
        texts.UPDATE_FAILED.format(code=1602),
        "Wsl/UpdatePackage/ERROR_INSTALL_USEREXIT",
    ),
    "uac-declined": (texts.CANCELLED, "Wsl/ERROR_CANCELLED"),
    "tty-limit": (texts.TTY_LIMIT, "Wsl/WSL_E_TTY_LIMIT"),
}
