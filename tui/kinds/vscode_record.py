"""What VS Code needs to work on a project in WSL, and whether it is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tui.core import parse
from tui.core.command import Result
from tui.core.note import Note
from tui.core.speed import SLOW, Comparison
from tui.core.verdict import Verdict

EXTENSIONS = {
    "wsl": ("WSL extension", "ms-vscode-remote.remote-wsl",
            "It opens directories of this distro: without it VS Code edits from Windows."),
    "dev-containers": ("Dev Containers extension", "ms-vscode-remote.remote-containers",
                       "It opens a project in a container that its .devcontainer describes."),
    "docker": ("Docker extension", "ms-azuretools.vscode-",
               "It shows containers and images in VS Code, and knows Dockerfiles."),
}  # fmt: skip
"""By id: title, how its directory begins, and what it is for."""
DOCKER = ("ms-azuretools.vscode-docker", "ms-azuretools.vscode-containers", "docker.docker")
"""The Docker extension, the one that took its place, and Docker's own."""
INSTALL = {"wsl": "ms-vscode-remote.remote-wsl",
           "dev-containers": "ms-vscode-remote.remote-containers",
           "docker": "ms-azuretools.vscode-containers"}  # fmt: skip
GET = "https://code.visualstudio.com/download"
_DRIVE = re.compile(r"/mnt/[a-z](?:/|$)")
_WINDOWS = ("v9fs", "9p", "drvfs", "virtiofs")


def command(found: Result) -> Note:
    """Whether `code` can be typed here."""
    path = parse.clean(found.text.strip())
    if found.ok and path:
        return Note("code", "code", path, Verdict.GOOD,
                    "`code .` opens the directory that it is typed in.")  # fmt: skip
    return Note(
        "code", "code", "there is no command of that name on PATH", Verdict.WARNING,
        "VS Code is not installed in Windows, was installed without “Add to PATH”, or PATH of "
        "Windows is not passed on (appendWindowsPath=false in /etc/wsl.conf).",
        (f"Install VS Code in Windows, “Add to PATH” ticked: {GET}", "Open this distro again."),
    )  # fmt: skip


def extensions(windows: Iterable[str] | None, here: Iterable[str]) -> Iterator[Note]:
    """From names of directories: those of Windows (None where unknown), and of this distro."""
    far = None if windows is None else [name.lower() for name in windows]
    near = [name.lower() for name in here]
    for id_, (title, begins, meaning) in EXTENSIONS.items():
        starts = DOCKER if id_ == "docker" else (begins,)
        places = {"in Windows": far or (), "in this distro": near}
        found = [where for where, names in places.items() if _any(names, starts)]
        if found:
            yield Note(id_, title, f"installed {' and '.join(found)}", Verdict.GOOD, meaning)
        elif far is None:
            why = "the extensions in Windows cannot be looked at"
            yield Note(id_, title, f"not known: {why}", Verdict.UNCHECKED, meaning)
        else:
            yield Note(id_, title, "not installed", Verdict.WARNING, meaning,
                       (f"code --install-extension {INSTALL[id_]}",))  # fmt: skip


def _any(names: Iterable[str], starts: tuple[str, ...]) -> bool:
    return any(name.startswith(starts) for name in names)


def project(place: str, system: str) -> Note:
    """Where this directory lies; `system` is what `stat -f` calls its file system."""
    if not place:
        return Note("project", "This directory", "not known", Verdict.UNCHECKED)
    if _DRIVE.match(place) or system.strip().casefold() in _WINDOWS:
        return Note(
            "project", "This directory", f"{place}, on a drive of Windows", Verdict.WARNING,
            "Files there are slow from Linux, and a change made in Windows wakes no watcher.",
            ("git clone it anew below ~, or: cp -r . ~/project", "Then open it there: code ."),
            place=place,
        )  # fmt: skip
    return Note("project", "This directory", f"{place}, on Linux", Verdict.GOOD,
                "`code .` opens it with VS Code's server in this distro.", place=place)  # fmt: skip


def measured(found: Comparison | None) -> Note:
    """What was measured on request; nothing is measured for this row."""
    if found is None:
        how = "“Measure this directory” in the palette, or: wsltui doctor --speed"
        return Note("speed", "Speed of this directory", "not measured", Verdict.UNCHECKED, how)
    slow = found.times >= SLOW
    verdict = Verdict.WARNING if slow else Verdict.GOOD
    remedy = ("Move the project into the Linux file system, as in ~/project.",) if slow else ()
    return Note("speed", "Speed of this directory", found.said, verdict, "", remedy)
