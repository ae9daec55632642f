"""What became of an action, row by row, when not all of it went well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from tui.core.parse import clean, clean_lines
from tui.session.dispatch import Failed, Report
from tui.ui.screens.confirm_text import about
from tui.ui.widgets.buttons import Press
from tui.ui.widgets.dialog_parts import (
    BAD,
    GOOD,
    MUTED,
    SCROLLING,
    STRONG,
    WARN,
    Dialog,
    Signs,
    signs,
)
from tui.ui.widgets.lines import Line, Lines, plain


class ReportDialog(Dialog[None]):
    """Failures first, each with its reason, its remedy and its command."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "back", "Close", show=False),
        Binding("y", "copy", "Copy", show=False),
        *SCROLLING,
    ]

    def __init__(self, report: Report) -> None:
        super().__init__(headline(report), (("y", "copy all"), ("esc", "close")))
        self._report = report

    def parts(self) -> ComposeResult:
        yield Lines(report_lines(self._report, signs(self)), id="report")
        with Vertical(id="foot"), Horizontal(id="buttons"):
            yield Press("Close", id="close")

    def on_mount(self) -> None:
        self.query_one("#close").focus(scroll_visible=False)

    def on_press_pressed(self) -> None:
        self.dismiss(None)

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(f"{self._heading}\n{self.query_one(Lines).text}")
        self.notify("The report was sent to the terminal's clipboard.")


def headline(report: Report) -> str:
    """`Remove: 2 failed, 1 not run`."""
    counts = ((len(report.failed), "failed"), (len(report.not_run), "not run"))
    said = ", ".join(f"{count:,} {what}" for count, what in counts if count)
    dry = " (dry run)" if report.dry_run else ""
    return f"{report.intent.action.title}{dry}: {said or 'all done'}"


def report_lines(report: Report, sign: Signs) -> list[Line]:
    """The report as it is read and as it is copied."""
    parts = (
        _part(sign.failed, BAD, len(report.failed), "failed", _failures(report.failed, sign)),
        _part(sign.waiting, WARN, len(report.not_run), "not run", _names(report.not_run)),
        _part(sign.skipped, MUTED, len(report.skipped), "left out",
              (_inner(about(row)) for row in report.skipped)),
        _part(sign.done, GOOD, len(report.done), "done", _names(report.done)),
    )  # fmt: skip
    lines = [line for part in parts for line in part]
    return lines[:-1]


def _part(sign: str, style: str, count: int, what: str, lines: Iterable[Line]) -> Iterator[Line]:
    if count:
        yield Line(Content.styled(f"{count:,} {what}", STRONG), Content.styled(f"{sign} ", style))
        yield from lines
        yield Line(Content(""))


def _failures(failed: Iterable[Failed], sign: Signs) -> Iterator[Line]:
    for number, failure in enumerate(failed):
        if number:
            yield Line(Content(""))
        yield Line(plain(failure.name, STRONG), Content("  "))
        for reason in clean_lines(failure.reason).splitlines():
            yield _inner(reason, BAD)
        if failure.remedy:
            yield Line(plain(failure.remedy), Content(f"    {sign.arrow} "))
        yield Line(plain(failure.typed, MUTED), Content.styled("    $ ", MUTED))


def _names(names: list[str]) -> Iterator[Line]:
    yield _inner(", ".join(map(clean, names)))


def _inner(text: str, style: str = MUTED) -> Line:
    return Line(plain(text, style), Content("    "))
