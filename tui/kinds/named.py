"""What is told to docker when something is named, labelled and given options."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.core.form import About, Field
from tui.core.wordlist import readable, split

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]+")
"""What docker takes for the name of a container, a volume or a network: two letters at least."""
NO_NAME = "a name is made of letters, digits, . _ and -, begins with a letter or digit, and has two"


def unpaired(_about: About[object], value: str) -> str | None:
    """Why it is no list of KEY=VALUE."""
    if why := readable(value):
        return why
    wrong = next((word for word in split(value) if word.partition("=")[0].strip() == ""), None)
    return None if wrong is None else f"“{wrong}” has no name before its ="


def options(flag: str, text: str) -> Iterator[str]:
    """`--label a=b` for each of the words."""
    for word in split(text):
        yield from (flag, word)


LABELS: Field[object] = Field(
    "labels", "Labels", "KEY=VALUE, several apart by blanks; quote what has blanks in it",
    check=unpaired, required=False, sample="stage=test",
)  # fmt: skip
