"""Words that were searched for, in the lines that hold them."""

from __future__ import annotations

from textual.content import Content

FOUND = "underline"


def holds(text: str, words: list[str]) -> bool:
    """Whether all words are somewhere in it, whatever their case."""
    low = text.lower()
    return all(word in low for word in words)


def marked(line: Content, words: list[str]) -> Content:
    """The line with each of the words underlined, wherever it is. Words are in lower case."""
    low = line.plain.lower()
    for word in words:
        at = low.find(word)
        while at >= 0:
            line = line.stylize(FOUND, at, at + len(word))
            at = low.find(word, at + len(word))
    return line
