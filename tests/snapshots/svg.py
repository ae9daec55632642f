"""A screen as an SVG that looks alike in every renderer.

Lines and bars are drawn as shapes, so that no font leaves gaps in them, and each run of text
stands at its own column with its width given, so that no font moves the next one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import Color, blend_rgb
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual.strip import Strip

CELL, LINE, FONT, BASE, PAD = 9, 19, 14.6, 14, 10
"""Pixels: a cell's width and height, the font, the baseline in a cell, the rim around all."""
DARK, LIGHT = ColorTriplet(16, 20, 24), ColorTriplet(214, 221, 228)
"""What a terminal has behind and for text to which no colour was given."""
FAMILIES = '"Fira Code","Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace'
CORNERS = {"╭": (1, 1), "╮": (-1, 1), "╰": (1, -1), "╯": (-1, -1)}
SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
BARS = " ▁▂▃▄▅▆▇█"
_TEXT = re.compile(r'<text [^>]*?x="(\d+)" y="(\d+)"[^>]*>([^<]*)</text>')


class Look(NamedTuple):
    """The colours and attributes of a run, as CSS has them."""

    fill: str
    behind: str
    extra: str = ""
    underlined: bool = False


class Run(NamedTuple):
    """A text of one look; `x` counts cells."""

    x: int
    text: str
    look: Look


def draw(strips: Sequence[Strip], title: str) -> str:
    """The lines of a screen as one picture, which does not move and links to nothing."""
    return "\n".join(_Picture(strips).parts(title)) + "\n"


class _Picture:
    def __init__(self, strips: Sequence[Strip]) -> None:
        self._lines = [list(_runs(strip)) for strip in strips]
        self._size = (max(strip.cell_length for strip in strips), len(strips))
        self._ground = self._most_common_background()
        self._classes: dict[str, str] = {}
        self._paths: defaultdict[str, list[str]] = defaultdict(list)
        self._texts: list[str] = []

    def parts(self, title: str) -> Iterator[str]:
        backgrounds = [rect for y, runs in enumerate(self._lines) for rect in self._behind(y, runs)]
        for y, runs in enumerate(self._lines):
            for run in runs:
                self._draw(y, run)
        width, height = self._size[0] * CELL + 2 * PAD, self._size[1] * LINE + 2 * PAD
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="{-PAD} {-PAD} {width} {height}" xml:space="preserve">'
        )
        yield f"<title>{escape(title)}</title>"
        yield f"<style>text{{font:{FONT}px {FAMILIES};font-variant-ligatures:none}}"
        yield from (f".{name}{{{rules}}}" for rules, name in self._classes.items())
        yield "</style>"
        yield (
            f'<rect x="{-PAD}" y="{-PAD}" width="{width}" height="{height}" rx="8" '
            f'fill="{self._ground}"/>'
        )
        yield from backgrounds
        yield from (f'<path {rules} d="{"".join(ds)}"/>' for rules, ds in self._paths.items())
        yield from self._texts
        yield "</svg>"

    def _most_common_background(self) -> str:
        cells: defaultdict[str, int] = defaultdict(int)
        for runs in self._lines:
            for run in runs:
                cells[run.look.behind] += len(run.text)
        return max(cells, key=lambda colour: cells[colour])

    def _behind(self, y: int, runs: Iterable[Run]) -> Iterator[str]:
        """A rectangle for each stretch of another colour than the ground."""
        start, end, colour = 0, 0, self._ground
        for run in (*runs, Run(-1, "", Look("", ""))):
            if run.look.behind != colour:
                if colour != self._ground and end > start:
                    yield (
                        f'<rect x="{start * CELL}" y="{y * LINE}" width="{(end - start) * CELL}" '
                        f'height="{LINE}" fill="{colour}" shape-rendering="crispEdges"/>'
                    )
                start, colour = run.x, run.look.behind
            end = run.x + cell_len(run.text)

    def _draw(self, y: int, run: Run) -> None:
        if run.look.underlined:
            wide, low = cell_len(run.text) * CELL, y * LINE + BASE + 2.5
            self._paths[_shape("─", run.look.fill)].append(f"M{run.x * CELL} {low}h{wide}")
        for x, text in _words(run):
            if rules := _shape(text[0], run.look.fill):
                self._paths[rules].append(_outline(text[0], x * CELL, y * LINE, len(text) * CELL))
            else:
                self._write(x, y, text, run.look)

    def _write(self, x: int, y: int, text: str, look: Look) -> None:
        rules = f"fill:{look.fill}{look.extra}"
        name = self._classes.setdefault(rules, f"c{len(self._classes)}")
        width = f' textLength="{cell_len(text) * CELL}"' if len(text) > 1 else ""
        at = f'x="{x * CELL}" y="{y * LINE + BASE}"'
        self._texts.append(f'<text class="{name}" {at}{width}>{escape(text)}</text>')


def _runs(strip: Strip) -> Iterator[Run]:
    """Neighbours of one look are one run, whatever the segments were."""
    x = 0
    open_run: Run | None = None
    for text, style, control in strip:
        if control or not text:
            continue
        look = _look(style or Style())
        if open_run is not None and open_run.look == look:
            open_run = open_run._replace(text=open_run.text + text)
        else:
            if open_run is not None:
                yield open_run
            open_run = Run(x, text, look)
        x += cell_len(text)
    if open_run is not None:
        yield open_run


def _look(style: Style) -> Look:
    fill, behind = _rgb(style.color, LIGHT), _rgb(style.bgcolor, DARK)
    if style.reverse:
        fill, behind = behind, fill
    if style.dim:
        fill = blend_rgb(fill, behind, 0.4)
    rules = {";font-weight:bold": style.bold, ";font-style:italic": style.italic}
    extra = "".join(rule for rule, on in rules.items() if on)
    return Look(fill.hex, behind.hex, extra, bool(style.underline))


def _rgb(colour: Color | None, otherwise: ColorTriplet) -> ColorTriplet:
    return otherwise if colour is None or colour.is_default else colour.get_truecolor()


def _words(run: Run) -> Iterator[tuple[int, str]]:
    """Pieces with their columns: parted at wide gaps, and at what fonts draw in other widths."""
    x, word, start, gap = run.x, "", run.x, ""
    for char in run.text:
        alone = ord(char) > 0x24F
        alike = alone and word and word == char * len(word) and _shape(char, "")
        if alike and not gap:
            word += char
        elif char == " ":
            gap += char
        elif word and not alone and gap in ("", " ") and ord(word[0]) <= 0x24F:
            word, gap = word + gap + char, ""
        else:
            if word:
                yield start, word
            word, start, gap = char, x, ""
        x += cell_len(char)
    if word:
        yield start, word


def _shape(char: str, colour: str) -> str:
    """How the outline of a line or bar is painted; empty for a letter."""
    if char in "─│" or char in CORNERS:
        return f'stroke="{colour}" fill="none"'
    if char in SHADES:
        return f'fill="{colour}" fill-opacity="{SHADES[char]}"'
    return f'fill="{colour}"' if char in BARS[1:] or char in "▌▐▀" else ""


def _outline(char: str, x: int, y: int, width: int) -> str:
    """The path of a line or bar, or of several of them side by side."""
    middle, half = y + LINE / 2, x + CELL / 2
    if char == "─":
        return f"M{x} {middle}h{width}"
    if char == "│":
        return "".join(f"M{half + step} {y}v{LINE}" for step in range(0, width, CELL))
    if char in CORNERS:
        across, down = CORNERS[char]
        return (
            f"M{half + across * CELL / 2} {middle}Q{half} {middle} "
            f"{half} {middle + down * CELL / 2}V{y + LINE if down > 0 else y}"
        )
    height = LINE * BARS.find(char) / 8 if char in BARS else LINE
    left, wide = (half, CELL / 2) if char == "▐" else (x, CELL / 2 if char == "▌" else width)
    top, tall = (y, LINE / 2) if char == "▀" else (y + LINE - height, height)
    return f"M{left} {top:g}h{wide}v{tall:g}h-{wide}z"


def words_of(picture: str) -> list[str]:
    """The words of a picture, line by line and at their columns, for saying what differs."""
    lines: defaultdict[int, str] = defaultdict(str)
    for x, y, text in _TEXT.findall(picture):
        row = int(y) // LINE
        lines[row] = f"{lines[row]:<{int(x) // CELL}}{unescape(text)}"
    return [lines[row] for row in range(max(lines, default=-1) + 1)]
