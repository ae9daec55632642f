"""One change of a text as a script of sed, which changes nothing where the text is another now.

The lines it stands for are in the script as they were read. sed has to work on bytes (`LC_ALL=C`).
"""

from __future__ import annotations

_SPECIAL = frozenset("\\.*[]^$/")


def script(before: str, after: str) -> str:
    """The script that makes `after` of `before`. ValueError for what sed cannot do.

    Only lines that are there can be changed, and a line feed at the end cannot be taken away.
    """
    old, new = _lines(before), _lines(after)
    first = _alike(old, new)
    last = _alike(old[first:][::-1], new[first:][::-1])
    gone, come = old[first : len(old) - last], new[first : len(new) - last]
    if not gone and first:
        first -= 1
        gone, come = [old[first]], [old[first], *come]
    if not gone:
        raise ValueError("there is no line to change")
    if not come:
        return _script(first, gone, "", "T;d")
    return _script(first, gone, _ended(gone, come), "")


def writing(text: str, path: str) -> str:
    """The script that writes a text of whole lines to a file, run with -n on any line."""
    return f"1{{s/.*/{_replacement(text.removesuffix(chr(10)))}/;w {path}\n}}"


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


def _lines(text: str) -> list[str]:
    """With their line feeds."""
    parts = text.split("\n")
    whole = [f"{part}\n" for part in parts[:-1]]
    return [*whole, parts[-1]] if parts[-1] else whole


def _alike(one: list[str], other: list[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _pattern(text: str) -> str:
    marked = "".join(f"\\{char}" if char in _SPECIAL else char for char in text)
    return marked.replace("\n", "\\n").replace("\r", "\\r")


def _replacement(text: str) -> str:
    marked = "".join(f"\\{char}" if char in "\\/&" else char for char in text)
    return marked.replace("\n", "\\n").replace("\r", "\\r")
