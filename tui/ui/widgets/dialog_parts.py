"""What dialogs have in common: the frame, the way out, and the signs they are drawn with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.core.parse import clean

T = TypeVar("T")

KEY = "bold $text-accent"
MUTED = "$foreground-muted"
WARN = "$text-warning"
BAD = "$text-error"
GOOD = "$text-success"
STRONG = "bold"
LOW = 18
"""Lines below which there is no room for air in a dialog."""


SCROLLING: tuple[BindingType, ...] = (
    Binding("up,k", "scroll(-1)", "Up", show=False),
    Binding("down,j", "scroll(1)", "Down", show=False),
    Binding("pageup", "scroll(-10)", "Page up", show=False),
    Binding("pagedown", "scroll(10)", "Page down", show=False),
    Binding("home,g", "scroll(-1000000)", "Top", show=False),
    Binding("end,G", "scroll(1000000)", "End", show=False),
)
"""For dialogs that are read: their action is `Dialog.action_scroll`."""


ANSWERS: tuple[BindingType, ...] = (
    Binding("y", "accept", "Accept", show=False),
    Binding("n", "back", "Cancel", show=False),
    Binding("right", "app.focus_next", "Next", show=False),
    Binding("left", "app.focus_previous", "Previous", show=False),
)
"""For dialogs that ask whether something shall be done."""


class Signs(NamedTuple):
    """What is drawn beside the words."""

    cursor: str
    dot: str
    cut: str
    done: str
    failed: str
    skipped: str
    waiting: str
    arrow: str
    bar: str
    rest: str


UNICODE = Signs("▸", "·", "…", "✓", "✗", "–", "○", "→", "━", "─")
ASCII = Signs(">", "-", "...", "+", "x", "-", "o", "->", "#", ".")


def signs(node: DOMNode) -> Signs:
    """An app with the class `-ascii` draws with ASCII alone."""
    return ASCII if node.app.has_class("-ascii") else UNICODE


def cut(text: Content, width: int, sign: str) -> Content:
    """At most so many cells, the sign at the end of what was cut."""
    if text.cell_length <= width:
        return text
    return text.truncate(max(0, width - len(sign))) + Content(sign[:width])


class Dialog(ModalScreen[T], Generic[T]):
    """A framed window over the screen. Esc leaves it with no answer, and so does ctrl+c."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tight"), (60, "-wide")]  # noqa: RUF012 - as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("ctrl+c", "leave", "Back", show=False, priority=True),
    ]
    LISTS: ClassVar[dict[str, float]] = {}
    """Selector of a list → the share of the screen's height that it takes at most."""
    AUTO_FOCUS = ""  # each dialog says itself where the focus is at first

    def __init__(self, title: str, hints: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._heading = clean(title)
        self._hints = tuple(hints)

    def compose(self) -> ComposeResult:
        frame = VerticalScroll(id="frame", can_focus=False)
        frame.border_title = Content(self._heading)
        frame.border_subtitle = self._hint_line(self._hints)
        with frame:
            yield from self.parts()

    def parts(self) -> ComposeResult:
        """What is inside the frame."""
        raise NotImplementedError

    def on_resize(self) -> None:
        # in cells, for Textual measures a frame of auto height as if other units were no limit
        height = self.app.size.height
        for selector, share in self.LISTS.items():
            for listed in self.query(selector):
                listed.styles.max_height = None if height < LOW else self.most(height, share)

    def most(self, height: int, share: float) -> int:
        """Lines of a list on a screen of so many."""
        return max(3, int(height * share))

    @property
    def frame(self) -> VerticalScroll:
        return self.query_one("#frame", VerticalScroll)

    def hint(self, hints: Iterable[tuple[str, str]]) -> None:
        """(key, what it does), in the lower border."""
        self.frame.border_subtitle = self._hint_line(hints)

    def _hint_line(self, hints: Iterable[tuple[str, str]]) -> Content:
        shown = [Content.assemble((key, KEY), f" {what}") for key, what in hints]
        return Content(f" {signs(self).dot} ").join(shown) or Content(" ")

    def action_back(self) -> None:
        self.dismiss(None)

    def action_leave(self) -> None:
        """What ctrl+c does everywhere: copy the selected text, else get out of here."""
        typed = self.focused if isinstance(self.focused, Input) else None
        if typed is not None and typed.selected_text:
            typed.action_copy()
        elif self.get_selected_text():
            self.action_copy_text()
        else:
            self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        self.frame.scroll_relative(y=by, animate=False)
