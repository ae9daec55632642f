"""What an undo says before and after, from its entry and its report alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from tui.core import units
from tui.core.cleanup.naming import with_short_ids
from tui.core.cleanup.world import Class
from tui.kinds.cleanup_rows import counted
from tui.ui.screens.cleanup_text import BLANK
from tui.ui.screens.menu import MenuEntry
from tui.ui.widgets.dialog_parts import BAD, GOOD, MUTED, STRONG, WARN, Signs
from tui.ui.widgets.lines import Line, plain

if TYPE_CHECKING:
    from tui.session.undo.records import Entry
    from tui.session.undo.report import UndoReport

MOST = 3
"""Names that are said before it counts."""


def undo_lead(entry: Entry, age: str) -> Content:
    return Content.assemble(
        (_back(entry) or "nothing", STRONG), (f"\nremoved {age}; this comes back:", MUTED)
    )


def trash_entries(
    entries: Iterable[Entry], now: datetime, until: Callable[[Entry], datetime]
) -> list[MenuEntry]:
    """What can be brought back, the newest first; broken records with the reason."""
    return [
        MenuEntry(
            one.id, "", f"{units.ago(now, one.at)}  {_back(one) or 'nothing that comes back'}",
            f"{units.size(one.bytes)}, kept until {until(one):%Y-%m-%d}",
            one.broken or None,
        )
        for one in entries if one.undoable or one.broken
    ]  # fmt: skip


def _back(entry: Entry) -> str:
    items = [item for item in entry.items if item.comes_back]
    found = {kind: sum(i.kind is kind for i in items) for kind in Class}
    return ", ".join(counted(kind, number) for kind, number in found.items() if number)


def undo_lines(entry: Entry) -> Iterator[Line]:
    for item in entry.items:
        if item.comes_back:
            word = counted(item.kind, 1).removeprefix("1 ")
            yield Line(_plain(item.name), Content.styled(f"{word:<10} ", MUTED))


def undo_words(entry: Entry) -> Content:
    """What an undo cannot bring back."""
    items = [item for item in entry.items if item.comes_back]
    gone = [item.name for item in entry.items if item.open and item.lost]
    lost = []
    if gone:
        shown = ", ".join(gone[:MOST]) + (f" and {len(gone) - MOST} more" if gone[MOST:] else "")
        lost.append(f"images without a name that were not saved: {shown}")
    if any(item.kind is Class.CONTAINER and not item.layer for item in items):
        lost.append("files written inside the containers, their ids, addresses and logs")
    if any(item.kind is Class.IMAGE and not item.file for item in items):
        lost.append("images that no registry has; the others are pulled")
    if any(item.kind is Class.VOLUME and not item.file for item in items):
        lost.append("the data of volumes that were not backed up")
    lines = [Content.styled("What cannot come back:", MUTED)] * bool(lost)
    lines += [_plain(f"  {one}", WARN) for one in lost]
    lines.append(Content.styled("Only what was running then is started again.", MUTED))
    return Content("\n").join(lines)


def undo_title(report: UndoReport) -> str:
    said = [f"{len(report.restored):,} back"]
    said += [f"{len(report.failed):,} failed"] if report.failed else []
    said += [f"{len(report.not_run):,} not run"] if report.not_run else []
    return f"Undo: {', '.join(said)}"


def undo_report(report: UndoReport, sign: Signs) -> Iterator[Line]:
    for failed in report.failed:
        yield Line(_plain(failed.name, STRONG), Content.styled(f"{sign.failed} ", BAD))
        yield Line(_plain(failed.sentence, BAD), Content("    "))
        if failed.remedy:
            yield Line(_plain(failed.remedy), Content(f"    {sign.arrow} "))
    for one in report.not_run:
        yield Line(_plain(f"{one}: not run"), Content.styled(f"{sign.waiting} ", WARN))
    for back in report.restored:
        yield Line(_plain(back.name), Content.styled(f"{sign.done} ", GOOD))
        for note in back.notes:
            yield Line(_plain(note, MUTED), Content("    "))
    for one in report.there:
        yield Line(_plain(f"{one}: was never gone", MUTED), Content(f"{sign.skipped} "))
    if report.cannot_come_back:
        yield BLANK
        yield Line(Content.styled("What cannot come back", f"{STRONG} {WARN}"))
        for one in report.cannot_come_back:
            yield Line(_plain(one, WARN), Content("  "))


def _plain(text: str, style: str = "") -> Content:
    return plain(with_short_ids(text), style)
