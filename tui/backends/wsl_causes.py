"""Why wsl.exe is not in reach: from words, codes and files to a cause and a remedy.

The words on stderr are those of WSL's interop, which starts Windows programs for Linux; they are
never translated.
"""

from __future__ import annotations

import re

from tui.backends.places import Interop
from tui.backends.wsl_errors import ERRORS, OUT_OF_REACH, error_code
from tui.core.command import Outcome, Result
from tui.core.health import Cause, Health, down

_NOT_REACHED = re.compile(
    r"Util(?:ConnectUnix|ConnectToInteropServer):\d+: connect failed"
    r"|UtilAcceptVsock:\d+: accept4 failed"
)
_NEVER_STARTED = re.compile(r"Util(?:ConnectUnix|ConnectToInteropServer):\d+: connect failed")
_SHUTDOWN = "run `wsl.exe --shutdown` in PowerShell, which stops every distro, and open it again"

NOT_IN_WSL = down(
    Cause.NOT_IN_WSL,
    "This machine is not WSL, and distros can be seen from inside WSL only.",
    "Start wsltui in a distro of WSL. Containers and images work here all the same.",
)
NOT_FOUND = down(
    Cause.NOT_INSTALLED,
    "wsl.exe is neither on PATH nor on a mounted drive of Windows.",
    "In /etc/wsl.conf set `appendWindowsPath=true` under [interop] and `enabled=true` under "
    "[automount], or name the file in WSLTUI_WSL_EXE.",
)


def not_there(variable: str, path: str) -> Health:
    """The program that the user named does not exist."""
    sentence = f"{variable} says that wsl.exe is {path}, and there is no such program."
    return down(Cause.NOT_INSTALLED, sentence, f"Correct or remove {variable}.")


def no_program(name: str) -> Health:
    """Another program of Windows than wsl.exe."""
    sentence = f"{name} is neither on PATH nor in Windows/System32 of a mounted drive."
    return down(Cause.NOT_INSTALLED, sentence, "Mount drive C: [automount] in /etc/wsl.conf.")


def interop_off(interop: Interop) -> Health:
    """Linux here does not know how to start programs of Windows, or is told not to."""
    if interop is Interop.DISABLED:
        return down(
            Cause.INTEROP_OFF,
            "Starting programs of Windows is turned off in this distro.",
            "Turn it on with `echo 1 | sudo tee /proc/sys/fs/binfmt_misc/status "
            "/proc/sys/fs/binfmt_misc/WSLInterop*`.",
        )
    return down(
        Cause.INTEROP_OFF,
        "This distro cannot start programs of Windows: WSLInterop is missing in binfmt_misc.",
        f"Close this distro, {_SHUTDOWN}. To mend it at once: "
        "`echo :WSLInterop:M::MZ::/init:PF | sudo tee /proc/sys/fs/binfmt_misc/register`.",
    )


def no_answer_from_windows() -> Health:
    return down(
        Cause.INTEROP_OFF,
        "Windows did not start wsl.exe for this distro.",
        "Set `enabled=true` under [interop] in /etc/wsl.conf if it is false there. Otherwise "
        f"open a new terminal of this distro, or {_SHUTDOWN}.",
    )


def hung(seconds: float | None) -> Health:
    within = "in time" if seconds is None else f"within {seconds:g} s"
    sentence = f"wsl.exe did not answer {within}; the WSL service may be stuck."
    return down(Cause.HUNG, sentence, f"If it stays so, {_SHUTDOWN}.")


def drives_hung(seconds: float) -> Health:
    sentence = f"The drives of Windows did not answer within {seconds:g} s."
    return down(Cause.HUNG, sentence, f"If it stays so, {_SHUTDOWN}.")


def never_started(result: Result) -> bool:
    """Whether interop found nobody at its socket, so that Windows saw nothing of the command."""
    failed = result.outcome is Outcome.FAILED and result.code == 1 and not result.stdout.strip()
    return failed and bool(_NEVER_STARTED.search(result.error_text))


def explain_result(result: Result) -> Health | None:
    """The cause that a failed command tells of, or None if WSL itself answered."""
    if result.outcome is Outcome.NOT_STARTED:
        return _not_started(result)
    if result.outcome is not Outcome.FAILED:
        return None
    if not result.stdout.strip() and _NOT_REACHED.search(result.error_text):
        return no_answer_from_windows()
    if "Exec format error" in result.error_text:
        return interop_off(Interop.MISSING)
    code = (error_code(result) or "").rpartition("/")[2]
    return down(Cause.FAILED, *ERRORS[code]) if code in OUT_OF_REACH else None


def _not_started(result: Result) -> Health:
    words = result.last_words()
    if "Exec format error" in words:
        return interop_off(Interop.MISSING)
    if "No such file" in words:
        return NOT_FOUND
    advice = "See whether the file may be executed: the options under [automount] in /etc/wsl.conf."
    return down(Cause.NOT_INSTALLED, f"wsl.exe cannot be started: {words}.", advice)
