"""What an undo says before and after, in the words of its dialog."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tui.core.cleanup.naming import with_short_ids
from tui.core.cleanup.world import Class
from tui.session.undo.records import Entry, Item, Outcome, entry_from, entry_json
from tui.session.undo.report import NotRestored, Restored, UndoReport
from tui.ui.screens.undo_text import (
    trash_entries,
    undo_lead,
    undo_lines,
    undo_report,
    undo_title,
    undo_words,
)
from tui.ui.widgets.dialog_parts import ASCII
from tui.ui.widgets.lines import Line

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ID, OTHER = "ab" * 32, "cd" * 32
LOST = Item(Class.IMAGE, ID, ID, outcome=Outcome.REMOVED, lost=True)
SAVED = Item(Class.IMAGE, OTHER, OTHER, file="images.tar", outcome=Outcome.REMOVED)
BOX = Item(Class.CONTAINER, "1" * 64, "web", outcome=Outcome.REMOVED)


def entry(*items: Item) -> Entry:
    return Entry("u1", "E", "default", NOW, items)


def told(lines: object) -> list[str]:
    assert not isinstance(lines, str)
    return ["".join(str(part) for part in _parts(line)) for line in lines]  # type: ignore[attr-defined]


def _parts(line: Line) -> list[str]:
    return [part.plain for part in (line.prefix, line.text, line.tail) if part is not None]


def test_only_what_is_to_come_back_is_listed_under_that() -> None:
    asked = entry(BOX, LOST, SAVED)
    assert undo_lead(asked, "now").plain.startswith("1 container, 1 image\n")
    lines = told(undo_lines(asked))
    assert [line.split() for line in lines] == [["container", "web"], ["image", OTHER[:12]]]
    words = undo_words(asked).plain
    assert f"images without a name that were not saved: {ID[:12]}\n" in words
    assert "no registry has" not in words


def test_where_nothing_comes_back_that_is_said() -> None:
    asked = entry(*(Item(Class.IMAGE, f"{n}" * 64, f"{n}" * 64, lost=True) for n in range(5)))
    assert undo_lead(asked, "now").plain.startswith("nothing\n")
    assert "000000000000, 111111111111, 222222222222 and 2 more" in undo_words(asked).plain
    (shown,) = trash_entries([asked], NOW, lambda _: NOW)
    assert shown.title.endswith("nothing that comes back")


def test_ids_are_short_in_the_report() -> None:
    report = UndoReport("u1", [Restored((Class.IMAGE, ID), ID, (f"is sha256:{ID} again",))])
    report.failed = [NotRestored((Class.IMAGE, ID), ID, f"{ID} is gone.", f"Pull {ID}.")]
    report.not_run, report.there = [OTHER], [ID]
    report.cannot_come_back = [f"{ID}: no registry is known to have it"]
    lines = told(undo_report(report, ASCII))
    assert undo_title(report) == "Undo: 1 back, 1 failed, 1 not run"
    assert not [line for line in lines if ID in line or OTHER in line]
    assert any(f"is {ID[:12]} again" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (f"x {ID}, sha256:{OTHER}.", f"x {ID[:12]}, {OTHER[:12]}."),
        (f"{ID}0", f"{ID}0"), ("a" * 63, "a" * 63), ("web-1", "web-1"), ("", ""),
    ],
)  # fmt: skip
def test_whole_ids_alone_are_shortened(text: str, short: str) -> None:
    assert with_short_ids(text) == short


def test_that_nothing_brings_it_back_is_kept_with_it() -> None:
    found = entry_from(entry_json(entry(LOST, SAVED)))
    assert [item.lost for item in found.items] == [True, False]
    old = entry_json(entry(LOST))
    del old["items"][0]["lost"]
    assert not entry_from(old).items[0].lost
