"""What `wsl.exe --version` and `--status` say, read by order and shape: labels are translated."""

from __future__ import annotations

import re
from dataclasses import replace

from tui.core import parse
from tui.core.command import Outcome, Result, wsl
from tui.core.kind import Tone
from tui.kinds.fact import Fact, why

VERSION = wsl("--version")
STATUS = wsl("--status")
_NUMBER = re.compile(r"\d+(?:\.\d+)+\S*")
_WINDOWS = re.compile(r"10\.0\.\d+\.\d+")
_DEFAULT_VERSION = re.compile(r"[:：]\s*([12])\s*$", re.MULTILINE)
WSLC_LISTS = (
    "They are apart from those of docker. `wsltui ls wslc-containers` and `wsltui ls wslc-images` "
    "list what is in open sessions, and open none."
)
_SILENT = "wsl.exe does not answer."


def wsl_fact(version: Result, status: Result) -> Fact:
    """One row; outside WSL it says so calmly, for nothing is broken there."""
    told = {"wsl.exe --version": version, "wsl.exe --status": status}
    whole = {typed: _lines(answer) for typed, answer in told.items() if answer.text.strip()}
    return replace(_wsl_fact(version, status), whole=whole)


def _lines(answer: Result) -> list[str]:
    return [parse.clean(line.strip()) for line in answer.text.splitlines() if line.strip()]


def _wsl_fact(version: Result, status: Result) -> Fact:
    if _came_with_windows(version):
        return _inbox(status)
    if not version.ok:
        sentence, remedy = why(version, _SILENT)
        tone = Tone.DIM if version.outcome is Outcome.NOT_STARTED else Tone.WARN
        return Fact("wsl", "WSL", sentence, tone, {"version": None}, remedy=remedy)
    numbers = _numbers(version)
    if not numbers:
        return Fact("wsl", "WSL", "wsl.exe tells no version", Tone.WARN, {"version": None})
    kernel = numbers[1] if len(numbers) > 1 else None
    windows = [number for number in numbers[2:] if _WINDOWS.fullmatch(number)]
    data = {
        "version": numbers[0],
        "kernel_version": kernel,
        "windows_version": windows[-1] if windows else None,
        **_status(status),
    }
    shown = numbers[0] + (f" · kernel {kernel}" if kernel else "")
    return Fact("wsl", "WSL", shown, Tone.GOOD, data)


def wslc_fact(version: Result) -> tuple[Fact, ...]:
    """One row where WSL has containers of its own, and none where it has not."""
    if version.outcome is Outcome.NOT_STARTED:
        return ()
    numbers = _numbers(version)
    shown = f"{numbers[0]} · WSL containers" if numbers else "wslc.exe tells no version"
    tone = Tone.GOOD if numbers else Tone.WARN
    data = {"version": numbers[0] if numbers else None}
    return (Fact("wslc", "wslc", shown, tone, data, remedy=WSLC_LISTS),)


def version_of(version: Result) -> str | None:
    """The version of WSL, None for one that came with Windows and where there is no answer."""
    numbers = _numbers(version)
    return numbers[0] if numbers else None


def _came_with_windows(version: Result) -> bool:
    """The old wsl.exe does not know --version: it names the word and prints its usage."""
    lines = version.text.strip().splitlines()
    return version.outcome is Outcome.FAILED and len(lines) > 1 and "--version" in lines[0]


def _inbox(status: Result) -> Fact:
    numbers = _numbers(status)
    kernel = numbers[-1] if numbers else None
    shown = "the one that came with Windows" + (f" · kernel {kernel}" if kernel else "")
    data = {"version": None, "kernel_version": kernel, "windows_version": None, **_status(status)}
    remedy = "`wsl.exe --update` brings the current WSL."
    return Fact("wsl", "WSL", shown, Tone.PLAIN, data, remedy=remedy)


def _numbers(result: Result) -> list[str]:
    """The version number of each line that has one."""
    found = map(_NUMBER.search, result.text.splitlines()) if result.ok else ()
    return [match[0] for match in found if match]


def _status(status: Result) -> dict[str, object]:
    lines = [line.strip() for line in status.text.splitlines() if line.strip()]
    return {
        "default_version": default_version(status.text) if status.ok else None,
        "status": lines if status.ok else [],
    }


def default_version(text: str) -> int | None:
    """What `--status` says that new distros get; None where it says nothing of it."""
    match = _DEFAULT_VERSION.search(text)
    return int(match[1]) if match else None
