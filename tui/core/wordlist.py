"""Several words in a line, as a shell reads them: quotes hold blanks, nothing is expanded."""

from __future__ import annotations

import shlex


class NotWordsError(ValueError):
    """Why a line is no list of words, as the end of a sentence."""


def words(text: str) -> tuple[str, ...]:
    """`sh -c 'exit 1'` as three words. Raises NotWordsError."""
    try:
        return tuple(shlex.split(text))
    except ValueError:
        raise NotWordsError("a quote or a backslash in it has no partner") from None


def listed(text: str) -> tuple[str, ...]:
    """Words that hold no comma, which may part them too: `80:80, 443`. Raises NotWordsError."""
    parts = (part for word in words(text) for part in word.split(","))
    return tuple(part for part in parts if part)


def readable(text: str) -> str | None:
    """Why it is no list of words, or None."""
    try:
        words(text)
    except NotWordsError as error:
        return str(error)
    return None


def split(text: str) -> tuple[str, ...]:
    """The words; of a line that is not finished yet, what stands between its blanks."""
    try:
        return words(text)
    except NotWordsError:
        return tuple(text.split())


def split_list(text: str) -> tuple[str, ...]:
    """The same of `listed`."""
    try:
        return listed(text)
    except NotWordsError:
        return tuple(text.replace(",", " ").split())
