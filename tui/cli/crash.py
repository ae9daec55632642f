"""The last net: a fault of wsltui's own becomes one sentence, its details a private file."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime

from tui import __version__, files, paths
from tui.core import parse
from tui.core.errors import WsltuiError

FILE = "crash.log"
MAX_BYTES = 256 * 1024


def note(error: BaseException) -> str:
    """Write the details down and return the sentence; where that fails, it says so."""
    what = parse.clean(f"{type(error).__name__}: {error}"[:200])
    sentence = f"wsltui: Something went wrong in wsltui itself ({what})."
    try:
        file = paths.state_dir() / FILE
        files.private_dir(file.parent)
        files.rotate(file, MAX_BYTES, 1)
        head = f"{datetime.now(UTC).isoformat(timespec='seconds')} wsltui {__version__}\n"
        files.append_line(file, head + "".join(traceback.format_exception(error)))
    except (WsltuiError, OSError) as trouble:
        return f"{sentence} The details could not be written: {trouble}"
    return f"{sentence} The details are in {file}"
