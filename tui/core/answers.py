"""What a command printed, where that is what it was run for."""

from __future__ import annotations

from tui.core.command import Result
from tui.core.parse import clean_lines


def printed(result: Result) -> str:
    """Fit for a screen: stdout, then what was said beside it."""
    said = (text.expandtabs().rstrip("\n") for text in (result.text, result.error_text))
    return clean_lines("\n".join(text for text in said if text))
