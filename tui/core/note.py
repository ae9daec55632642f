"""Something that was looked at: what was found, how that stands, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from tui.core.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Note:
    """`id` is stable: `tcp`, `container:NAME`. `remedy` is steps in order.

    `distro` and `place` are where something could be opened, for a note on a directory.
    """

    id: str
    what: str
    finding: str
    verdict: Verdict
    meaning: str = ""
    remedy: tuple[str, ...] = ()
    distro: str = ""
    place: str = ""
