"""What commands printed, to be read and copied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from tui.core.parse import clean_lines
from tui.session.report import Report
from tui.ui.widgets.buttons import Press
from tui.ui.widgets.dialog_parts import MUTED, SCROLLING, STRONG, Dialog
from tui.ui.widgets.lines import Line, Lines, plain

MOST = 20_000
"""Lines that are shown of one answer: the last ones."""


class OutputDialog(Dialog[None]):
    """The answers of a job, each under its command."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "back", "Close", show=False),
        Binding("y", "copy", "Copy", show=False),
        *SCROLLING,
    ]
    LISTS: ClassVar[dict[str, float]] = {"#output": 0.7}

    def __init__(self, report: Report) -> None:
        names = ", ".join(report.answers)
        title = f"{report.intent.action.title}: {names}"
        super().__init__(title, (("y", "copy all"), ("esc", "close")))
        self._report = report

    def parts(self) -> ComposeResult:
        yield Lines(_lines(self._report), id="output")
        with Vertical(id="foot"), Horizontal(id="buttons"):
            yield Press("Close", id="close")

    def on_mount(self) -> None:
        self.query_one("#close").focus(scroll_visible=False)

    def on_press_pressed(self) -> None:
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        self.query_one(Lines).scroll_relative(y=by, animate=False)

    def action_copy(self) -> None:
        self.app.copy_to_clipboard("\n".join(self._report.answers.values()))
        self.notify("The output was sent to the terminal's clipboard.")


def _lines(report: Report) -> Iterator[Line]:
    for item in report.intent.items:
        answer = report.answers.get(item.name)
        if answer is not None:
            yield Line(plain(item.command.typed(), MUTED), Content.styled("$ ", STRONG))
            lines = clean_lines(answer).split("\n")
            if len(lines) > MOST:
                yield Line(Content.styled(f"{len(lines) - MOST:,} lines before", MUTED))
            yield from (Line(plain(line)) for line in lines[-MOST:])
