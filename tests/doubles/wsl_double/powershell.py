"""One run of the doubled powershell.exe: the list of disks alone, for nothing else is asked of it.

One disk is an object, several are an array, none is nothing at all: so ConvertTo-Json has it. It
prints in the code page of the console, and ends the line with CRLF.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from . import calls
from .faults import Faults
from .store import Store, give_up

PROGRAM = "powershell.exe"
_WORDS = ["-NoProfile", "-NonInteractive", "-Command"]
_ASKED = (
    "Get-CimInstance -Query 'SELECT * from Win32_DiskDrive' | "
    "Select-Object DeviceID, Model, Size | ConvertTo-Json -Compress"
)


def main(arguments: Sequence[str]) -> int:
    """The exit code that Linux sees."""
    store = Store.from_environment()
    calls.record(store, PROGRAM, arguments)
    data = store.read()
    faults = Faults(store, data, PROGRAM)
    faults.interop()
    faults.delay()
    if [*arguments[:-1]] != _WORDS or arguments[-1:] != [_ASKED]:
        give_up(f"powershell.exe {list(arguments)} is not doubled")
    disks = [
        {"DeviceID": f"\\\\.\\PHYSICALDRIVE{number}", "Model": model, "Size": size}
        for number, (model, size) in enumerate(data["physical"])
    ]
    told = disks[0] if len(disks) == 1 else disks
    said = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    page = data["code_page"]
    text = f"{said}\r\n" if disks else ""
    sys.stdout.buffer.write(text.encode("utf-8" if page == "65001" else f"cp{page}", "replace"))
    return 0
