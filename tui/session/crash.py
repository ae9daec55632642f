"""The last net: a fault of wsltui's own becomes one sentence, its details a private file."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime

from tui import __version__, files, paths
from tui.core import parse
from tui.core.errors import WsltuiError

FILE = "crash.log"
MAX_BYTES = 256 * 1024


def sentence(error: BaseException) -> str:
    """What went wrong, without where the details are."""
    what = parse.clean(f"{type(error).__name__}: {error}"[:200])
    return f"Something went wrong in wsltui itself ({what})."


def where(error: BaseException) -> str:
    """Write the details down; the answer says where they are, or why they are nowhere."""
    try:
        file = paths.state_dir() / FILE
        files.private_dir(file.parent)
        files.rotate(file, MAX_BYTES, 1)
        head = f"{datetime.now(UTC).isoformat(timespec='seconds')} wsltui {__version__}\n"
        files.append_line(file, head + "".join(traceback.format_exception(error)))
    except (WsltuiError, OSError) as trouble:
        return f"The details could not be written: {trouble}"
    return f"The details are in {file}"


def note(error: BaseException) -> str:
    """Both sentences, as they are printed when wsltui ends with a fault."""
    return f"wsltui: {sentence(error)} {where(error)}"
