"""Text drawn line by line: wrapped once for a width, and only what is in sight is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from tui.core import parse
from tui.ui.widgets.differing import differing


def plain(text: str, style: str = "") -> Content:
    """Text from outside as one line: never markup, never an escape sequence."""
    return Content.styled(parse.clean(text), style) if style else Content(parse.clean(text))


_BLANK = Content("")
_LEAST = 12
"""Cells beside a prefix below which the text goes under it."""


class Line(NamedTuple):
    """`prefix` stands before the first line; those that it wraps into are set in as far.

    `tail` stands at the right end of the last one, or of a line of its own.
    """

    text: Content
    prefix: Content = Content("")
    tail: Content = Content("")


class LineArea(ScrollView):
    """Turns `Content` into strips. Styles in it are Textual's, with theme variables."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name widgets give it
        super().__init__(id=id)
        self._styles_parsed: dict[str | Style, Style] = {}

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles_parsed.clear()

    def drawn(self, line: Content, width: int, base: Style) -> Strip:
        pieces = line.render(base, end="", parse_style=self._parsed)
        strip = Strip([Segment(text, style.rich_style) for text, style in pieces])
        return strip.adjust_cell_length(width, base.rich_style)

    def _parsed(self, style: str | Style) -> Style:
        if style not in self._styles_parsed:
            parsed = style if isinstance(style, Style) else Style.parse(style)
            self._styles_parsed[style] = parsed
        return self._styles_parsed[style]


class Lines(LineArea):
    """A text to scroll through; as high as it is long unless its style says otherwise."""

    def __init__(
        self,
        lines: Iterable[Line] = (),
        *,
        id: str | None = None,  # noqa: A002 - the name that every widget gives it
    ) -> None:
        super().__init__(id=id)
        self._lines = tuple(lines)
        self._wrapped: tuple[int, list[Content]] = (0, [])

    def show(self, lines: Iterable[Line]) -> None:
        """Lines that look as those at their place before are not painted again."""
        before = self._wrapped[1]
        self._lines = tuple(lines)
        self._wrapped = (0, [])
        self._measure()
        if self.styles.auto_dimensions:
            self.refresh(layout=True)
        elif changed := list(self._changed_since(before)):
            self.refresh(*changed)

    @property
    def text(self) -> str:
        """The lines as they were given, not wrapped."""
        return "\n".join(f"{line.prefix.plain}{line.text.plain}" for line in self._lines)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What the mouse has selected, as it is wrapped."""
        lines = self._for(self.scrollable_content_region.width)
        return selection.extract("\n".join(line.plain.rstrip() for line in lines)), "\n"

    def selection_updated(self, _selection: Selection | None) -> None:
        self.refresh()

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        return len(self._for(width - self.scrollbar_gutter.width))

    def on_resize(self) -> None:
        self._measure()

    def render_line(self, y: int) -> Strip:
        width, base = self.scrollable_content_region.width, self.visual_style
        lines, place = self._for(width), y + self.scroll_offset.y
        return self.drawn(self._selected(_at(lines, place), place), width, base).apply_offsets(
            0, place
        )

    def _selected(self, line: Content, place: int) -> Content:
        span = self.text_selection.get_span(place) if self.text_selection else None
        if span is None:
            return line
        start, end = span
        style = self.screen.get_visual_style("screen--selection")
        return line.stylize(style, start, len(line.plain) if end < 0 else end)

    def _measure(self) -> None:
        """What fits has nothing to scroll; another size for each text would lay out all anew."""
        width, height = self.scrollable_content_region.size
        count = len(self._for(width))
        fits = count <= height and not self.styles.auto_dimensions
        self.virtual_size = Size(width, 0 if fits else count)

    def _changed_since(self, before: list[Content]) -> Iterator[Region]:
        """The lines in sight that are not as they were, as regions of the widget."""
        (width, height), top = self.scrollable_content_region.size, self.scroll_offset.y
        now = self._for(width)
        for y in range(height):
            cells = differing(_at(before, top + y), _at(now, top + y))
            if cells:
                yield Region(0, y, min(cells, width), 1)

    def _for(self, width: int) -> list[Content]:
        if self._wrapped[0] != width:
            parts = [part for line in self._lines for part in wrapped(line, width)]
            self._wrapped = (width, parts)
        return self._wrapped[1]


def _at(lines: Sequence[Content], place: int) -> Content:
    """Below the last line all is blank."""
    return lines[place] if place < len(lines) else _BLANK


def wrapped(line: Line, width: int) -> list[Content]:
    """A line as it is drawn in so many cells."""
    width = max(2, width)
    prefix, room = line.prefix, width - line.prefix.cell_length
    if room < min(_LEAST, width):
        return [*prefix.wrap(width), *line.text.wrap(width), *_alone(line.tail, width)]
    first, *others = line.text.wrap(room) or [Content("")]
    blank = Content(" " * prefix.cell_length)
    *lines, last = [prefix + first, *(blank + other for other in others)]
    gap = width - last.cell_length - line.tail.cell_length
    if gap < 2:
        return [*lines, last, *_alone(line.tail, width)]
    return [*lines, last + Content(" " * gap) + line.tail if line.tail else last]


def _alone(tail: Content, width: int) -> list[Content]:
    lines = tail.wrap(width) if tail else []
    return [Content(" " * (width - line.cell_length)) + line for line in lines]
