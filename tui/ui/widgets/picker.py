"""Entries of one line each, one of them under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tui.ui.widgets.dialog_parts import signs
from tui.ui.widgets.lines import LineArea

Draw = Callable[[int, int], Content]
"""(index of the entry, cells) → its line."""


class Picker(LineArea, can_focus=True):
    """Draws the entries in sight only. Posts Moved and Picked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"picker--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home,g", "go(0)", "First", show=False),
        Binding("end,G", "go(-1)", "Last", show=False),
        Binding("enter", "pick", "Choose", show=False),
    ]

    class Moved(Message):
        """The cursor is on another entry; None where there are none."""

        def __init__(self, index: int | None) -> None:
            super().__init__()
            self.index = index

    class Picked(Message):
        """Enter or a click."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name widgets give it
        super().__init__(id=id)
        self._count = 0
        self._draw: Draw = lambda _index, _width: Content("")
        self._at = 0
        self._empty = Content("")

    @property
    def index(self) -> int | None:
        """The entry under the cursor."""
        return self._at if self._count else None

    def show(self, count: int, draw: Draw, at: int = 0, empty: str = "") -> None:
        """Other entries, the cursor on the one at `at`; `empty` is said where there are none."""
        self._count, self._draw, self._empty = count, draw, Content(empty)
        self.virtual_size = Size(self.size.width, count)
        self.refresh(layout=True)
        self.action_go(at)

    def on_resize(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self._count)
        self._bring_into_sight()

    def render_line(self, y: int) -> Strip:
        width, place = self.scrollable_content_region.width, y + self.scroll_offset.y
        here = place == self._at < self._count
        base = self.get_visual_style("picker--cursor") if here else self.visual_style
        if place >= self._count:
            return self.drawn(Content("") if place else self._empty, width, self.visual_style)
        mark = Content(f"{signs(self).cursor} " if here else "  ")
        return self.drawn(mark + self._draw(place, max(0, width - 3)), width, base)

    def action_go(self, at: int) -> None:
        """To an entry from 0; -1 is the last one."""
        self._at = max(0, min(at if at >= 0 else self._count + at, self._count - 1))
        self._bring_into_sight()
        self.refresh()
        self.post_message(self.Moved(self.index))

    def action_move(self, by: int) -> None:
        self.action_go(max(0, self._at + by))

    def action_page(self, pages: int) -> None:
        self.action_move(pages * max(1, self.scrollable_content_region.height))

    def action_pick(self) -> None:
        if self._count:
            self.post_message(self.Picked(self._at))

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is not None and place.y + self.scroll_offset.y < self._count:
            self.action_go(place.y + self.scroll_offset.y)
            self.action_pick()

    def _bring_into_sight(self) -> None:
        height, top = self.scrollable_content_region.height, self.scroll_offset.y
        if height:
            wanted = max(self._at - height + 1, min(top, self._at))
            self.scroll_to(y=wanted, animate=False)
