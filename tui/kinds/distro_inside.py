"""What a running distro is asked about itself; one that does not run is never started for it."""

from __future__ import annotations

import re
from dataclasses import replace

from tui.core import parse
from tui.core.command import Command, Outcome, Result
from tui.core.distro_facts import Inside
from tui.core.kind import Listing, Step
from tui.kinds.distro_listing import Distro
from tui.kinds.distro_reasons import reach

SECONDS = 10.0
NOT_RUNNING = "it does not run, and is not started to be measured"
_DF = re.compile(r"\s(\d+)\s+(\d+)\s+\d+%\s+/$")
_RSS = re.compile(r"^VmRSS:\s+(\d+) kB$", re.MULTILINE)
_USER = re.compile(r"[^\s:]{1,64}")
_RELEASE = re.compile(r"""^(ID|VERSION_ID)=["']?([^"'\n]*)["']?\s*$""", re.MULTILINE)


def unmeasured(row: Distro) -> str | None:
    """Why it is not asked, or None."""
    if row.owner:
        return f"it belongs to {row.owner}, and is left alone"
    return (None if row.running else NOT_RUNNING) or reach(row)


def ask_inside(row: Distro, *, os_known: bool) -> Listing[Inside]:
    """One command after the other; a distro that does not answer one is not asked the next.

    Its files are among those of Windows where it is WSL 1: what is used there is not its own.
    """
    found = Inside()
    for words, read in _QUESTIONS:
        if (words[0] == "df" and row.version == 1) or (words[0] == "cat" and os_known):
            continue
        (answer,) = yield Step((inside(row.name, *words),), tolerant=True)
        if answer.outcome in (Outcome.TIMEOUT, Outcome.NOT_STARTED):
            return (replace(found, why=_silent(answer)),)
        found = read(found, answer)
    return (found,)


def inside(name: str, *words: str) -> Command:
    """A command in a distro; not of the tool `wsl`, whose list would wait for it."""
    return Command("windows", ("wsl.exe", "-d", name, "-e", *words), timeout=SECONDS)


def _silent(answer: Result) -> str:
    if answer.outcome is Outcome.TIMEOUT:
        return f"it did not answer in {answer.command.timeout or SECONDS:.0f} s"
    return "wsl.exe could not be started"


def _room(found: Inside, answer: Result) -> Inside:
    match = _DF.search(answer.text.rstrip()) if answer.ok else None
    if match is None:
        return found
    return replace(found, used=int(match[1]) * 1024, free=int(match[2]) * 1024)


def _user(found: Inside, answer: Result) -> Inside:
    said = answer.text.strip()
    return replace(found, user=said) if answer.ok and _USER.fullmatch(said) else found


def _memory(found: Inside, answer: Result) -> Inside:
    """Processes end while they are counted, which `find` takes for a failure."""
    held = [int(kilobytes) * 1024 for kilobytes in _RSS.findall(answer.text)]
    return replace(found, memory=sum(held), processes=len(held)) if held else found


def _release(found: Inside, answer: Result) -> Inside:
    told = {name: parse.clean(value) for name, value in _RELEASE.findall(answer.text)}
    return replace(found, os=told.get("ID", ""), os_version=told.get("VERSION_ID", ""))


STATUS = ("find", "/proc", "-mindepth", "2", "-maxdepth", "2", "-path", "/proc/[0-9]*/status",
          "-exec", "grep", "-h", "VmRSS:", "{}", "+")  # fmt: skip
"""A sum of all processes without a shell, in words that busybox knows too."""
_QUESTIONS = (
    (("df", "-kP", "/"), _room),
    (("id", "-un"), _user),
    (STATUS, _memory),
    (("cat", "/etc/os-release"), _release),
)
