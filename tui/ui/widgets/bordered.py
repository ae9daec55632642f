"""Words in a border that change alone: Textual's own setters repaint the whole widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Region

from tui.ui.widgets.differing import differing, same

if TYPE_CHECKING:
    from textual.widget import Widget
else:  # of several bases Textual takes styles and bindings from the first widget alone
    Widget = object

TITLE_AT = 3
"""Cells of a border before its title: a corner, a piece of the line, and a blank."""


class Bordered(Widget):
    """To be named before the class of the widget. Each change of a word repaints one line."""

    def name_border(self, title: Content) -> None:
        """Set what stands in the upper border; what is behind the last change stays as it is."""
        before = self._border_title
        if before is None or not same(before, title):
            self._border_title = title
            self._repaint_border(0, self._width_of(before, title))

    def caption_border(self, caption: Content) -> None:
        """Set what stands in the lower border."""
        before = self._border_subtitle
        if before is None or not same(before, caption):
            self._border_subtitle = caption
            self._repaint_border(self.outer_size.height - 1, self.outer_size.width)

    def _width_of(self, before: Content | None, title: Content) -> int:
        """Cells of the upper border to be painted: all where Textual has cut or moved the title."""
        whole = self.outer_size.width
        if before is None or self.styles.border_title_align != "left":
            return whole
        room = whole - 2 * TITLE_AT
        if max(before.cell_length, title.cell_length) > room:
            return whole
        behind = 1  # the blank that parts it from the line
        return TITLE_AT + differing(before, title) + behind

    def _repaint_border(self, y: int, width: int) -> None:
        inside = self.content_offset  # where regions are counted from
        self.refresh(Region(-inside.x, y - inside.y, width, 1))
