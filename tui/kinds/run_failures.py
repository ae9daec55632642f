"""What a `docker run` or `docker create` that failed means, and what it has left.

CLI 20.10 and 28 print the id of a container in the background as soon as it is made, also where
its start fails then. Where it has the terminal nothing of that is known.
"""

from __future__ import annotations

import re

from tui.core.command import Result
from tui.core.failure import failure
from tui.kinds.image_failures import Meaning, of_registry_of

_MADE = re.compile(r"[0-9a-f]{64}")
_NOT_HERE = re.compile(r"Unable to find image '([^']+)' locally")


def of_run(result: Result) -> Meaning | None:
    """The container that it made and could not start, or why its image could not be pulled."""
    wanted = _NOT_HERE.search(result.error_text)
    if wanted and (known := of_registry_of(wanted[1], result)):
        return known
    made = _MADE.fullmatch(result.text.strip())
    if made is None or "--rm" in result.command.argv:
        return None
    error = failure(result)
    words = result.command.argv
    name = words[words.index("--name") + 1] if "--name" in words else made[0][:12]
    left = f"It was made and stays, as {name}: start it, or remove it before you try again."
    return error.sentence, f"{error.remedy} {left}".strip()
