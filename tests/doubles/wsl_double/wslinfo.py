"""The doubled wslinfo: facts about WSL from the Linux side, UTF-8 and LF."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from . import calls
from .store import Store

_USAGE = "Usage: wslinfo [--networking-mode | --vm-id | --version] [-n]"
_VM_ID = "7c5f0b1e-3a64-4d29-9c8e-d1f2a3b4c5d6"
_MODES = {"--networking-mode": "mode", "--version": "wsl", "--wsl-version": "wsl", "--vm-id": "vm"}


def main(arguments: Sequence[str]) -> int:
    """Print one fact; 1 and words on stderr where none or more than one was asked."""
    store = Store.from_environment()
    calls.record(store, "wslinfo", arguments)
    wanted = None
    for word in arguments:
        if word not in (*_MODES, "-n", "--help"):
            return _refuse(_unknown(word))
        if word in _MODES and wanted:
            return _refuse(_USAGE)
        wanted = _MODES.get(word, wanted)
    if wanted is None:
        return _refuse(_USAGE)
    data = store.read()
    name = os.environ.get("WSL_DISTRO_NAME", data["current"])
    in_vm = all(each["version"] == 2 for each in data["distros"] if each["name"] == name)
    facts = {"mode": data["networking_mode"] if in_vm else "wsl1", "wsl": data["versions"][0]}
    facts["vm"] = _VM_ID if in_vm else "wsl1"
    sys.stdout.write(facts[wanted] + ("" if "-n" in arguments else "\n"))
    return 0


def _unknown(word: str) -> str:
    return (
        f"Invalid command line argument: {word}\n"
        "Please use 'wslinfo --help' to get a list of supported arguments."
    )


def _refuse(text: str) -> int:
    sys.stderr.write(text + "\n")
    return 1
