"""Something was cut short: what is known of it, and the ways from there to choose among."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui.ui.widgets.buttons import Press
from tui.ui.widgets.dialog_parts import MUTED, SCROLLING, STRONG, Dialog
from tui.ui.widgets.lines import Line, Lines, plain


class Way(NamedTuple):
    """`does` is said below; `loses` warns by its colour."""

    id: str
    key: str
    label: str
    does: str
    loses: bool = False


class WaysDialog(Dialog[str]):
    """Answers with the id of a way; the first one has the focus. None is to be asked again."""

    LISTS: ClassVar[dict[str, float]] = {"#commands": 0.3}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "back", "Later", show=False),
        Binding("right", "app.focus_next", "Next", show=False),
        Binding("left", "app.focus_previous", "Previous", show=False),
        *SCROLLING,
    ]

    def __init__(
        self, title: str, lead: Content, lines: Iterable[Line], said: Content, ways: Sequence[Way]
    ) -> None:
        self._ways = tuple(ways)
        self._lead, self._lines, self._said = lead, tuple(lines), said
        hints = [(way.key, way.label.lower()) for way in reversed(self._ways)]
        super().__init__(title, (*hints, ("esc", "later")))

    def parts(self) -> ComposeResult:
        yield Static(self._lead, id="lead")
        yield Lines(self._lines, id="commands")
        yield Static(self._words(), id="words")
        with Vertical(id="foot"), Horizontal(id="buttons"):
            for way in self._ways:
                yield Press(way.label, id=way.id)

    def on_mount(self) -> None:
        for way in self._ways:
            self.query_one(f"#{way.id}").set_class(way.loses, "-loses")
        self.query_one(f"#{self._ways[0].id}").focus(scroll_visible=False)

    def on_press_pressed(self, message: Press.Pressed) -> None:
        self.dismiss(message.name)

    def on_key(self, event: events.Key) -> None:
        pressed = (event.character or "").lower()
        for way in self._ways:
            if pressed == way.key:
                event.stop()
                self.dismiss(way.id)
                return

    def action_scroll(self, by: int) -> None:
        """The list where it has more than is in sight, else the whole dialog."""
        listed = self.query_one(Lines)
        target = listed if listed.max_scroll_y else self.frame
        target.scroll_relative(y=by, animate=False)

    def _words(self) -> Content:
        """What is to be said, then what each way does, the first one last."""
        width = max(len(way.label.split()[0]) for way in self._ways)
        told = [self._said] if self._said.plain else []
        for way in reversed(self._ways):
            word = way.label.split()[0]
            told.append(Content.assemble((f"{word:<{width}} ", STRONG), (way.does, MUTED)))
        return Content("\n").join(told)


def said(sentences: Iterable[str], style: str = "") -> Content:
    """Sentences, one a line."""
    return Content("\n").join(plain(sentence, style) for sentence in sentences)
