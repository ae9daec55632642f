"""The summary of one row: labelled lines in sections, with links to what they name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region

from tui.core.kind import Field, Tone
from tui.core.links import Link, Spot
from tui.core.masking import masked_fields
from tui.ui.messages import Followed, Opened
from tui.ui.widgets.lines import Line, Lines, wrapped

LONGEST = 2000
"""Characters of one value that are shown; labels may hold 64 KB."""

STYLES = {
    Tone.PLAIN: "",
    Tone.DIM: "$foreground-muted",
    Tone.GOOD: "$text-success",
    Tone.WARN: "$text-warning",
    Tone.BAD: "$text-error",
    Tone.BUSY: "$text-primary",
    Tone.ACCENT: "bold $text-accent",
}
LINK, AT = "underline", "reverse"
Find = Callable[[Field], tuple[Spot, ...]]


@dataclass(frozen=True, slots=True)
class Stop:
    """What can be gone to from a field: a row that it names, or a path inside of the tab."""

    field: int
    start: int
    end: int
    goal: Link | str


def no_links(_field: Field) -> tuple[Spot, ...]:
    return ()


def stops_of(fields: tuple[Field, ...], find: Find) -> Iterator[Stop]:
    for place, field in enumerate(fields):
        if field.inside:
            yield Stop(place, 0, len(field.value.text), field.inside)
        else:
            for spot in find(field):
                yield Stop(place, spot.start, spot.end, spot.link)


def summary_lines(
    fields: tuple[Field, ...], stops: tuple[Stop, ...] = (), at: Stop | None = None
) -> Iterator[tuple[int, Line]]:
    """Sections in their order, each under its name; labels in one column.

    With each line the place of its field, -1 for none.
    """
    width = max((len(f.label) for f in fields), default=0)
    section = ""
    for place, field in enumerate(fields):
        if field.section != section:
            section = field.section
            yield -1, Line(Content(""))
            yield -1, Line(Content.styled(section, "bold"))
        label = f"{field.label:<{width}}  " if field.label or not section else "  "
        text = field.value.text
        text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        value = Content.styled(text, STYLES[field.value.tone])
        for stop in stops:
            if stop.field == place:
                style = f"{LINK} {AT}" if stop == at else LINK
                value = value.stylize(style, stop.start, stop.end)
        yield place, Line(value, Content.styled(label, "$foreground-muted"))


class Summary(Lines, can_focus=True):
    """Shows the fields given to it, without secrets; equal fields repaint nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Down", show=False),
        Binding("k,up", "move(-1)", "Up", show=False),
        Binding("g", "scroll_home", "Top", show=False),
        Binding("G", "scroll_end", "Bottom", show=False),
        Binding("ctrl+d", "page_down", "Page down", show=False),
        Binding("ctrl+u", "page_up", "Page up", show=False),
        Binding("right", "stop(1)", "Next link", show=False, id="summary.next-link"),
        Binding("left", "stop(-1)", "Previous link", show=False, id="summary.previous-link"),
        Binding("enter", "follow", "Follow the link", show=False, id="summary.follow"),
        Binding("m", "unmask", "Show or hide secrets", show=False, id="summary.unmask"),
    ]

    def __init__(self, name: str = "summary") -> None:
        super().__init__(id=name)
        self._fields: tuple[Field, ...] = ()
        self._find: Find = no_links
        self._stops: tuple[Stop, ...] = ()
        self._at: Stop | None = None
        self._unmasked = False
        self._drawn: tuple[tuple[int, Line], ...] = ()

    def show_fields(self, fields: tuple[Field, ...], find: Find = no_links) -> None:
        """`find` tells what a field links to."""
        self._find = find
        self._fields = fields
        self._draw()

    def find_anew(self) -> None:
        """What fields link to may be others by now."""
        self._draw()

    def _draw(self) -> None:
        shown = self._shown()
        self._stops = tuple(stops_of(shown, self._find))
        if self._at not in self._stops:
            self._at = self._stops[0] if self._browses else None
        before = self._drawn
        self._drawn = tuple(summary_lines(shown, self._stops, self._at))
        if before != self._drawn or _spans(before) != _spans(self._drawn):
            self.show(line for _, line in self._drawn)

    def _shown(self) -> tuple[Field, ...]:
        return self._fields if self._unmasked else masked_fields(self._fields)

    @property
    def _browses(self) -> bool:
        """Whether it is a list to go through."""
        return any(isinstance(stop.goal, str) for stop in self._stops)

    def action_move(self, step: int) -> None:
        if self._browses:
            self.action_stop(step)
        else:
            self.scroll_relative(y=step, animate=False)

    def action_stop(self, step: int) -> None:
        """To the next link, and no further than the last."""
        if not self._stops:
            return
        here = self._stops.index(self._at) if self._at in self._stops else -1 if step > 0 else 1
        self._at = self._stops[max(0, min(here + step, len(self._stops) - 1))]
        self._draw()
        self._reveal(self._at)

    def _reveal(self, stop: Stop) -> None:
        width = self.scrollable_content_region.width
        above = 0
        for place, line in self._drawn:
            height = len(wrapped(line, width))
            if place == stop.field:
                self.scroll_to_region(Region(0, above, 1, height), animate=False, force=True)
                return
            above += height

    def action_follow(self) -> None:
        """Where none was chosen yet, the first one is."""
        if self._at is None:
            self.action_stop(1)
        elif isinstance(self._at.goal, str):
            self.post_message(Opened(self._at.goal))
        else:
            self.post_message(Followed(self._at.goal))

    def action_unmask(self) -> None:
        self._unmasked = not self._unmasked
        self._draw()


def _spans(drawn: tuple[tuple[int, Line], ...]) -> list[object]:
    """Contents are equal whatever their colours; these are not."""
    return [line.text.spans for _, line in drawn]
