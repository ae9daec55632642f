"""The words around a log: what is read, what is shown of it, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tui.core.loglevel import Level
from tui.core.logring import Ring
from tui.core.logsieve import Pattern
from tui.core.parse import clean
from tui.session.logsource import Source, Standing
from tui.ui.widgets.dialog_parts import KEY, MUTED, WARN
from tui.ui.widgets.log_drawing import NAMES

if TYPE_CHECKING:
    from tui.core.logsieve import Sieve
    from tui.ui.widgets.log_view import LogView

WAITING, NOTHING_YET = "Waiting for the log…", "Nothing was logged yet."
NOTHING_MATCHES = "No line matches. esc shows all again."
MANY = 4
"""Names that a title lists before it counts."""
KEYS = [
    ("/", "Search"), ("f", "Filter"), ("L", "Level"), ("s", "Since"), ("y", "Copy"), ("S", "Save"),
    ("t", "Times"), ("w", "Wrap"), ("esc", "Back"), ("?", "Help"), ("F", "Follow"),
    ("m", "Marker"), ("e", "Stderr"), ("p", "JSON"), ("T", "Tail"), ("enter", "Line"),
]  # fmt: skip


def title(sources: Sequence[Source], since: str, sieve: Sieve, search: Pattern) -> Content:
    """`Logs web-1 api-1 · since 10m · filter /x/`"""
    parts = [Content.styled("Logs ", KEY) + _names(sources)]
    if since:
        parts.append(Content(f"since {clean(since)}"))
    if sieve.least is not None:
        least = Level(sieve.least).name.lower()
        parts.append(Content(f"{least} and graver" if sieve.least < Level.ERROR else "errors"))
    if sieve.stderr:
        parts.append(Content("stderr"))
    for name, wanted in (("filter", sieve.wanted), ("search", search)):
        if wanted.regex is not None:
            parts.append(Content(f"{name} /{clean(wanted.text)}/"))
    return Content.styled(" · ", MUTED).join(parts)


def _names(sources: Sequence[Source]) -> Content:
    if len(sources) > MANY:
        return Content(f"of {len(sources)}")
    styles = NAMES if len(sources) > 1 else ("",)
    named = (
        Content.styled(clean(source.name), styles[place % len(styles)])
        for place, source in enumerate(sources)
    )
    return Content(" ").join(named)


def caption(view: LogView) -> Content:
    """`follows · 1,204 lines`, and what of them is not shown or not kept."""
    ring, parts = view.ring, [Content("follows" if view.follow else "stays here: G follows")]
    shown, kept = len(ring.shown), len(ring.lines)
    if not view.follow and view.at is not None:
        parts.append(Content(f"line {ring.place(view.at) + 1:,} of {shown:,}"))
    else:
        parts.append(Content(_lines(shown) if shown == kept else f"{shown:,} of {_lines(kept)}"))
    if view.marks:
        parts.append(Content.styled(f"{len(view.marks):,} marked", KEY))
    if ring.dropped:
        parts.append(Content.styled(f"{ring.dropped:,} older dropped", WARN))
    for wanted in (ring.sieve.wanted, view.manner.search):
        if wanted.fault:
            words = f"no regex: {clean(wanted.fault)}; taken by the letter"
            parts.append(Content.styled(words, WARN))
    return Content.styled(" · ", MUTED).join(parts)


def standing(sources: Sequence[Source]) -> list[str]:
    """What is to be said of logs that are not followed, the gravest first."""
    grave = (Standing.FAILED, Standing.UNREADABLE, Standing.GONE, Standing.ENDED)
    return [clean(one.words) for state in grave for one in sources if one.standing is state]


def empty(sources: Sequence[Source], ring: Ring) -> str:
    """What stands where there is no line."""
    if ring.lines:
        return NOTHING_MATCHES
    if words := standing(sources):
        return f"{NOTHING_YET} {words[0]}"
    return WAITING if all(one.standing is Standing.WAITING for one in sources) else NOTHING_YET


def _lines(count: int) -> str:
    return f"{count:,} line" if count == 1 else f"{count:,} lines"


def short_name(sources: Sequence[Source]) -> Iterator[str]:
    """The letters of its name that a file may have."""
    name = sources[0].name if len(sources) == 1 else f"{sources[0].name}-and-{len(sources) - 1}"
    yield from (char if char.isalnum() or char in "._-" else "-" for char in name)
