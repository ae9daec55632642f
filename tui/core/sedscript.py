"""One change of a text as a script of sed, which changes nothing where the text is another now.

The lines it stands for are in the script as they were read. sed has to work on bytes (`LC_ALL=C`).
"""

from __future__ import annotations

from tui.core.linediff import change, lines_of

_SPECIAL = frozenset("\\.*[]^$/")


def script(before: str, after: str) -> str:
    """The script that makes `after` of `before`. ValueError for what sed cannot do.

    Only lines that are there can be changed, and a line feed at the end cannot be taken away.
    """
    first, gone, come = change(before, after)
    if not gone and first:
        first -= 1
        kept = lines_of(before)[first]
        gone, come = [kept], [kept, *come]
    if not gone:
        raise ValueError("there is no line to change")
    if not come:
        return _script(first, gone, "", "T;d")
    return _script(first, gone, _ended(gone, come), "")


def _script(first: int, gone: list[str], come: str, then: str) -> str:
    joined = "N;" * (len(gone) - 1)
    pattern = _pattern("".join(gone).removesuffix("\n"))
    rest = f";{then}" if then else ""
    return f"{first + 1}{{{joined}s/^{pattern}$/{_replacement(come)}/{rest}}}"


def _ended(gone: list[str], come: list[str]) -> str:
    """sed ends the last line as it was ended; one that had no line feed may get it written."""
    text, had = "".join(come), "".join(gone).endswith("\n")
    if had and not text.endswith("\n"):
        raise ValueError("a line feed cannot be taken away")
    return text.removesuffix("\n") if had else text


def _pattern(text: str) -> str:
    marked = "".join(f"\\{char}" if char in _SPECIAL else char for char in text)
    return marked.replace("\n", "\\n").replace("\r", "\\r")


def _replacement(text: str) -> str:
    marked = "".join(f"\\{char}" if char in "\\/&" else char for char in text)
    return marked.replace("\n", "\\n").replace("\r", "\\r")
