"""Windows: virtualization, and whether its release is supported."""

from __future__ import annotations

from tui.checks.check import INSTALL, TOPICS, Check, Judged, good, problem, unchecked, warning
from tui.checks.derived import this_distro
from tui.core.facts import Facts, Unknown

WINDOWS_11, OLDEST_11, OLDEST_10 = 22000, 22631, 19045
OFF = {
    "HCS_E_HYPERV_NOT_INSTALLED": "virtualization is not enabled",
    "WSL_E_VIRTUAL_MACHINE_PLATFORM_REQUIRED": "the Virtual Machine Platform is missing",
    "WSL_E_WSL_OPTIONAL_COMPONENT_REQUIRED": "the Windows Subsystem for Linux is not turned on",
}
"""What the codes of wsl.exe say that have to do with it."""


def _virtual(facts: Facts) -> Judged:
    code = facts.wsl.error.rpartition("/")[2]
    if code in OFF:
        return _off(f"wsl.exe failed with {facts.wsl.error}", OFF[code])
    if facts.wsl.firmware:
        return _off("wsl.exe --status says so", OFF["HCS_E_HYPERV_NOT_INSTALLED"])
    kernel, row = facts.local.kernel, this_distro(facts)
    if isinstance(kernel, str) and "microsoft" in kernel and facts.local.inside:
        return good(f"kernel {kernel}", "a distro of WSL 2 runs, which needs virtualization")
    if not isinstance(row, Unknown) and row.version == 2:
        return good(f"{row.name} runs on WSL 2", "that needs virtualization")
    why = "nothing here runs on WSL 2, and wsl.exe does not complain"
    return unchecked(why if facts.local.inside else "this machine is not WSL")


def _off(found: str, why: str) -> Judged:
    return problem(
        found,
        why,
        "No distro of WSL 2 starts, and Docker Desktop does not either.",
        "Turn on virtualization (Intel VT-x with SLAT, AMD-V) in the firmware.",
        "In PowerShell as administrator: wsl.exe --install --no-distribution   (turns on the "
        "Virtual Machine Platform)",
        "In PowerShell as administrator: bcdedit /set hypervisorlaunchtype auto",
        "Restart Windows.",
    )


def _supported(facts: Facts) -> Judged:
    windows = facts.windows
    if isinstance(windows, Unknown):
        return unchecked(windows)
    meaning = "It may work all the same; Docker gives no support for it."
    if windows.server:
        found = f"Windows Server, build {windows.build}"
        why = "Docker Desktop is not supported on Windows Server"
        return warning(found, why, meaning, "Use a Docker Engine of the distro itself.")
    eleven = windows.build >= WINDOWS_11
    found = f"Windows {11 if eleven else 10}, build {windows.build}"
    if windows.build < (OLDEST_11 if eleven else OLDEST_10):
        why = "Docker Desktop needs Windows 11 23H2 (22631) or Windows 10 22H2 (19045)"
        return warning(found, why, meaning, "Settings → Windows Update in Windows.")
    return good(found, "Docker Desktop supports it")


CHECKS = (
    Check("C19", "Virtualization", "what wsl.exe says when it fails, --status, the kernel",
          f"{TOPICS}#virtualization", _virtual),
    Check("C21", "Release of Windows", r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion",
          f"{INSTALL}#system-requirements", _supported),
)  # fmt: skip
