"""Words in a border that change alone: Textual's own setters repaint the whole widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Region

if TYPE_CHECKING:
    from textual.widget import Widget
else:  # of several bases Textual takes styles and bindings from the first widget alone
    Widget = object


class Bordered(Widget):
    """To be named before the class of the widget. Each change of a word repaints one line."""

    def name_border(self, title: Content) -> None:
        """Set what stands in the upper border."""
        if not _same(title, self._border_title):
            self._border_title = title
            self._repaint_border(0)

    def caption_border(self, caption: Content) -> None:
        """Set what stands in the lower border."""
        if not _same(caption, self._border_subtitle):
            self._border_subtitle = caption
            self._repaint_border(self.outer_size.height - 1)

    def _repaint_border(self, y: int) -> None:
        inside = self.content_offset  # where regions are counted from
        self.refresh(Region(-inside.x, y - inside.y, self.outer_size.width, 1))


def _same(new: Content, old: Content | None) -> bool:
    return old is not None and (new.plain, new.spans) == (old.plain, old.spans)
