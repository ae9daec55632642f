"""The doubled wslpath: Linux paths to Windows ones and back, UTF-8 and LF.

Read from the open source of WSL: symbolic links are followed, what does not exist is translated
all the same, a relative path stays relative unless `-a` is given, and characters that Windows
does not allow become private ones (U+F000 and up).
"""

from __future__ import annotations

import os
import posixpath
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from . import calls
from .paths import to_linux, to_windows, unescaped
from .records import Data
from .store import Store

_USAGE = "Usage: wslpath [-a] [-u | -w | -m] PATH"


def main(arguments: Sequence[str]) -> int:
    """Print the translated path; 1 and words on stderr where there is none."""
    store = Store.from_environment()
    calls.record(store, "wslpath", arguments)
    options = {word for word in arguments if word in ("-a", "-u", "-w", "-m")}
    words = [word for word in arguments if word not in options and word != "--"]
    if len(words) != 1 or words[0] == "--help" or len(options - {"-a"}) > 1:
        sys.stderr.write("wslpath: Invalid argument\n")
        sys.stdout.write(_USAGE + "\n")
        return 1
    data = store.read()
    distro = os.environ.get("WSL_DISTRO_NAME", data["current"])
    if options & {"-w", "-m"}:
        path = _windows(words[0], data, distro, absolute="-a" in options)
        path = path.replace("\\", "/") if "-m" in options else path
    else:
        path = _linux(words[0], data, distro, absolute="-a" in options)
    if not path:
        sys.stderr.write(f"wslpath: {words[0]}: Invalid argument\n")
        return 1
    sys.stdout.write(path + "\n")
    return 0


def _windows(path: str, data: Data, distro: str, *, absolute: bool) -> str:
    real = os.path.realpath(path) + ("/" if path.endswith("/") and path != "/" else "")
    there = to_windows(real, data, distro)
    here = to_windows(str(Path.cwd()), data, distro).rstrip("\\") + "\\"
    if path.startswith("/") or absolute or not there.startswith(here):
        return there
    return there[len(here) :]


def _linux(path: str, data: Data, distro: str, *, absolute: bool) -> str:
    if re.match(r"[A-Za-z]:[\\/]|[\\/]{2}", path):
        return to_linux(path, data, distro)
    relative = posixpath.normpath(unescaped(path))
    return posixpath.normpath(posixpath.join(str(Path.cwd()), relative)) if absolute else relative
