"""The tree of a JSON value: folds, search, secrets hidden until asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.core.links import Link
from tui.core.tree import Line, Tree
from tui.ui.messages import Followed
from tui.ui.widgets import tree_keys
from tui.ui.widgets.table_lines import ASCII, UNICODE, fit_text

Find = Callable[[Line], Link | None]


def _no_link(_line: Line) -> Link | None:
    return None


class JsonTree(ScrollView, can_focus=True):
    """Line by line, so that a tree of any size costs what is in sight.

    `find` tells which row a line names.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "tree--label", "tree--value", "tree--cursor", "tree--secret", "tree--fold", "tree--found",
        "tree--link",
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = list(tree_keys.BINDINGS)

    class Copied(Message):
        """The user wants this text in the clipboard."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__()
        self.tree_model = Tree({})
        self._lines: list[Line] = []
        self._cursor = 0
        self._sought = ""
        self.find: Find = _no_link

    def show(self, value: Any) -> None:
        """Take another value; folds and the place of the cursor stay if the shape is alike."""
        fresh = Tree(value)
        fresh.unmasked = self.tree_model.unmasked
        fresh.keep_folds(self.tree_model)
        self.tree_model = fresh
        self._lay_out()

    def search(self, words: str) -> int:
        """Go to the first match; how many there are."""
        self._sought = words
        found = self.tree_model.find(words) if words else []
        if found:
            self._go_to(found[0])
        self.refresh()
        return len(found)

    def _lay_out(self) -> None:
        self._lines = self.tree_model.lines()
        self.virtual_size = Size(0, len(self._lines))
        self._move_to(self._cursor)
        self.refresh()

    def _move_to(self, place: int) -> None:
        self._cursor = max(0, min(place, len(self._lines) - 1))
        self.scroll_to_region(Region(0, self._cursor, 1, 1), animate=False, force=True)
        self.refresh()

    def _go_to(self, path: tuple[str, ...]) -> None:
        self.tree_model.reveal(path)
        self._lay_out()
        places = [n for n, line in enumerate(self._lines) if line.path == path]
        self._move_to(places[0] if places else self._cursor)

    def action_move(self, step: int) -> None:
        self._move_to(self._cursor + step)

    def action_go(self, place: int) -> None:
        self._move_to(place if place >= 0 else len(self._lines) - 1)

    def action_page(self, step: int) -> None:
        self._move_to(self._cursor + step * max(1, self.size.height - 1))

    def action_turn(self) -> None:
        """Follow the link under the cursor, or fold the branch."""
        if not self._lines:
            return
        line = self._lines[self._cursor]
        if line.folded is None:
            link = self.find(line)
            if link is not None:
                self.post_message(Followed(link))
        else:
            self.tree_model.fold(line.path, not line.folded)
            self._lay_out()

    def action_fold(self, folded: bool) -> None:
        """Fold the branch under the cursor, or go to the branch a leaf hangs on."""
        if not self._lines:
            return
        line = self._lines[self._cursor]
        if line.folded is None or line.folded is folded:
            parents = [n for n, one in enumerate(self._lines) if one.path == line.path[:-1]]
            self._move_to(parents[0] if folded and parents else self._cursor + (not folded))
            return
        self.tree_model.fold(line.path, folded)
        self._lay_out()

    def action_match(self, step: int) -> None:
        found = self.tree_model.find(self._sought) if self._sought else []
        if not found or not self._lines:
            return
        here = self._lines[self._cursor].path
        place = found.index(here) + step if here in found else 0
        self._go_to(found[place % len(found)])

    def action_unmask(self) -> None:
        self.tree_model.unmasked = not self.tree_model.unmasked
        self._lay_out()

    def action_copy(self) -> None:
        self.post_message(self.Copied(self.tree_model.raw()))

    def render_line(self, y: int) -> Strip:
        width, place = self.scrollable_content_region.width, y + self.scroll_offset.y
        if place >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        at_cursor = place == self._cursor and (self.has_focus or bool(self._sought))
        return self._draw(self._lines[place], width, at_cursor)

    def _draw(self, line: Line, width: int, at_cursor: bool) -> Strip:
        base = ("tree--cursor",) if at_cursor else ()
        found = self._sought and self._sought.lower() in f"{line.label} {line.value}".lower()
        value = "tree--secret" if line.secret else "tree--value"
        marks = ("tree--found",) * bool(found)
        marks += ("tree--link",) * (line.folded is None and self.find(line) is not None)
        ascii_only = self.app.has_class("-ascii")
        pieces = [
            (f"{'  ' * line.depth}{_mark(line, ascii_only)} ", ("tree--fold",)),
            (f"{line.label}: " if line.label else "", ("tree--label",)),
            (line.value, (value, *marks)),
        ]
        segments, room = [], width
        for text, names in pieces:
            if cell_len(text) > room:
                text = fit_text(text, room, ASCII if ascii_only else UNICODE)
            segments.append(Segment(text, self.get_visual_style(*base, *names).rich_style))
            room -= cell_len(text)
        return Strip(segments).adjust_cell_length(width, self.get_visual_style(*base).rich_style)


def _mark(line: Line, ascii_only: bool) -> str:
    if line.folded is None:
        return " "
    unfolded, folded = "-+" if ascii_only else "▾▸"
    return folded if line.folded else unfolded
