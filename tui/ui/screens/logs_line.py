"""One line of a log as it is, whole: when, where from, and JSON laid out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from tui.core import logjson, logtext
from tui.core.loglevel import level_of
from tui.core.logline import NOTE, LogLine
from tui.core.units import size
from tui.ui.widgets.dialog_parts import MUTED, SCROLLING, Dialog
from tui.ui.widgets.lines import Line, Lines, plain

HINTS = (("y", "copy"), ("esc", "close"))


class LineDialog(Dialog[None]):
    """`y` copies what was logged, JSON as it is laid out here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", show=False),
        Binding("q,enter", "back", "Close", show=False),
        *SCROLLING,
    ]

    def __init__(self, line: LogLine, names: Sequence[str]) -> None:
        super().__init__("A line of the log", HINTS)
        self._line, self._names = line, names
        seen = logtext.plain(line.body)
        found = logjson.as_object(seen)
        self._text = logjson.laid_out(found) if found else [seen]

    def parts(self) -> ComposeResult:
        yield Lines(self._lines(), id="keys")

    def action_copy(self) -> None:
        self.app.copy_to_clipboard("\n".join(self._text))
        self.app.notify("Sent to the terminal's clipboard: the line")

    def _lines(self) -> Iterator[Line]:
        line, level = self._line, level_of(self._text[0])
        own = line.source == NOTE
        about = {
            "time": line.stamp,
            "of": "" if own else f"{self._names[line.source]}, {_stream(line)}",
            "level": level.name.lower() if level else "",
            "cut": f"of {size(line.size)} only the beginning was kept" if line.size else "",
        }
        for name, value in about.items():
            if value:
                yield Line(plain(value), Content.styled(f"{name:<6}", MUTED))
        yield Line(Content(""))
        yield from (Line(Content(text)) for text in self._text)


def _stream(line: LogLine) -> str:
    return "stderr" if line.error else "stdout"
