"""Lines of logs as the docker command prints them, for tests."""

from __future__ import annotations

from itertools import count

from tui.core.logline import LogLine, Splitter


def stamp(second: float) -> str:
    return f"2026-11-22T10:{int(second) // 60:02}:{second % 60:012.9f}Z"


def lines(*texts: str, source: int = 0, error: bool = False, begin: float = 1) -> list[LogLine]:
    """One a second."""
    raw = "".join(f"{stamp(begin + n)} {text}\n" for n, text in enumerate(texts))
    splitter = Splitter(source, count(int(begin) * 1000, 1000), error=error)
    return splitter.feed(raw.encode())


def bodies(found: list[LogLine]) -> list[str]:
    return [line.body for line in found]
