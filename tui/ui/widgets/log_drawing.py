"""How one line of a log is drawn: level, time, whose it is, and its own colours."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import get_character_cell_size
from textual.color import Color
from textual.content import Content
from textual.style import Style

from tui.core import logjson, logtext
from tui.core.loglevel import Level, level_of
from tui.core.logline import NOTE, LogLine
from tui.core.logsieve import NOTHING, Pattern
from tui.core.logtext import USUAL, Colour, Look
from tui.core.units import size

NAME_CELLS = 18
"""Cells of the name before a line where several logs are read together."""
LEAST_ROOM = 16
"""Cells beside what stands before a line below which its text begins at the left."""
LEVELS = {
    Level.ERROR: "$text-error",
    Level.WARN: "$text-warning",
    Level.INFO: "$text-success",
    Level.DEBUG: "$foreground-muted",
}
TINTS = {Level.ERROR: "$text-error", Level.WARN: "$text-warning", Level.DEBUG: "$foreground-muted"}
"""What the text itself is tinted with; most lines are of level info."""
NAMES = ("$text-primary", "$text-success", "$text-accent", "$text-warning", "$text-secondary",
         "$text-error")  # fmt: skip
MUTED = "$foreground-muted"
FOUND = "$text on $warning 50%"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a log is looked at. `names` are empty where there is one source alone."""

    times: bool = False
    wrap: bool = True
    pretty: bool = True
    search: Pattern = NOTHING
    names: tuple[str, ...] = ()
    ascii: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """`before` stands before the first row of `text`, `below` before all others."""

    before: Content
    below: Content
    text: Content

    def rows(self, width: int, *, wrap: bool, left: int) -> list[Content]:
        """In a width; without wrapping one row, from the cell `left` of the text on."""
        if not wrap:
            return [self.before + _from(self.text, left, width)]
        before, below = self.before, self.below
        if width - before.cell_length < LEAST_ROOM:
            before, below = before[:2], below[:2]
        rows = self.text.wrap(max(2, width - before.cell_length)) or [Content("")]
        return [before + rows[0], *(below + row for row in rows[1:])]


def draw(line: LogLine, manner: Manner, width: int) -> Drawn:
    if line.source == NOTE:
        return _note(line, manner, width)
    seen = logtext.plain(line.body)
    found = logjson.as_object(seen) if manner.pretty else None
    level = level_of(seen)
    text = _told(found, level) if found else _painted(line, level)
    if line.size:
        text += Content.styled(f"  … cut: the line has {size(line.size)}", MUTED)
    for start, end in manner.search.spans(text.plain):
        text = text.stylize(FOUND, start, end)
    bar = _bar(line, level, manner)
    before = Content("").join([bar, *_before(line, manner)])
    return Drawn(before, bar + Content(" " * (before.cell_length - 2)), text)


def shown_text(line: LogLine, manner: Manner) -> str:
    """The line as text, for the clipboard or a file: whole where it was kept whole."""
    if line.source == NOTE:
        return f"--- {line.raw}"
    cut = f" … (cut: the line has {size(line.size)})" if line.size else ""
    before = [line.stamp] if manner.times else []
    before += [manner.names[line.source]] if manner.names else []
    return " ".join([*before, logtext.plain(line.body) + cut])


def clock(line: LogLine) -> str:
    """Its time in the zone of this machine: `14:03:59.123`."""
    moment = line.moment
    return "" if moment is None else f"{moment.astimezone():%H:%M:%S.%f}"[:-3]


def _before(line: LogLine, manner: Manner) -> list[Content]:
    parts = [Content.styled(f"{clock(line):<12} ", MUTED)] if manner.times else []
    if manner.names:
        room = min(NAME_CELLS, max(map(len, manner.names)))
        name = logtext.plain(manner.names[line.source])[:room]
        parts.append(Content.styled(f"{name:<{room}} ", NAMES[line.source % len(NAMES)]))
    return parts


def _bar(line: LogLine, level: Level | None, manner: Manner) -> Content:
    """Two cells: how grave it is; a thin bar is stderr."""
    if level is None and not line.error:
        return Content("  ")
    full, thin = ("|", "!") if manner.ascii else ("▌", "▏")
    style = LEVELS[level] if level else "$text-warning"
    return Content.styled(full if level else thin, style) + Content(" ")


def _painted(line: LogLine, level: Level | None) -> Content:
    pieces = logtext.painted(line.body)
    if all(piece.look == USUAL for piece in pieces):
        tint = TINTS.get(level, "") if level else ""
        return Content.styled("".join(piece.text for piece in pieces), tint)
    return Content("").join(Content.styled(text, _style(look)) for text, look in pieces)


def _told(found: dict[str, object], level: Level | None) -> Content:
    head, rest = logjson.told(found)
    tint = TINTS.get(level, "") if level else ""
    return Content("  ").join(
        Content.styled(text, style) for text, style in ((head, tint), (rest, MUTED)) if text
    )


def _note(line: LogLine, manner: Manner, width: int) -> Drawn:
    rule = "-" if manner.ascii else "─"
    at = clock(line)
    words = f"{rule * 2} {at} {logtext.plain(line.raw)} "
    text = words + rule * max(2, width - len(words) - 2)
    return Drawn(Content("  "), Content("  "), Content.styled(text, "$text-accent"))


def _style(look: Look) -> Style:
    return Style(
        foreground=_colour(look.front),
        background=_colour(look.back),
        bold="bold" in look.ways or None,
        dim="dim" in look.ways or None,
        italic="italic" in look.ways or None,
        underline="underline" in look.ways or None,
        reverse="reverse" in look.ways or None,
        strike="strike" in look.ways or None,
    )


_ANSI = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_CUBE = (0, 95, 135, 175, 215, 255)


def _colour(colour: Colour | None) -> Color | None:
    """The first sixteen are the terminal's own or the theme's; all others are what they are."""
    if colour is None:
        return None
    if isinstance(colour, tuple):
        return Color(*colour)
    if colour < 16:
        bright = "bright_" if colour >= 8 else ""
        return Color.parse(f"ansi_{bright}{_ANSI[colour % 8]}")
    if colour >= 232:
        grey = 8 + 10 * (colour - 232)
        return Color(grey, grey, grey)
    red, rest = divmod(colour - 16, 36)
    green, blue = divmod(rest, 6)
    return Color(_CUBE[red], _CUBE[green], _CUBE[blue])


def _from(text: Content, left: int, width: int) -> Content:
    """What of it is in sight; a wide character that would be cut in two is left out."""
    plain = text.plain
    if plain.isascii():
        return text[left : left + width]
    ends = list(accumulate(map(get_character_cell_size, plain)))
    start = bisect_right(ends, left)
    return text[start : max(start, bisect_right(ends, left + width))]
