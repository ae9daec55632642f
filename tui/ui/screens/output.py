"""What the last builds, pulls and pushes said: what matters first, then every line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from tui.core.command import Outcome
from tui.core.kind import Cell, Tone
from tui.core.parse import clean
from tui.session.transcripts import Output
from tui.ui.screens.one_table import interrupt
from tui.ui.widgets.dialog_parts import BAD, GOOD, MUTED, STRONG, WARN
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.lines import Line, Lines, plain

if TYPE_CHECKING:
    from tui.ui.screens.main import MainScreen

SECONDS = 0.2
"""Between two looks at what runs: a build may print thousands of lines a second."""
MEANWHILE = 400
"""Lines shown of what still runs, the last ones."""
NOTHING = "Nothing was built, pulled or pushed since wsltui began."
KEYS = [
    ("j k", "Scroll"), ("G", "To the end"), ("[ ]", "Older, newer"), ("y", "Copy all"),
    ("ctrl+c", "Cancel"), ("esc", "Back"),
]  # fmt: skip
_STYLES = {Tone.GOOD: GOOD, Tone.WARN: WARN, Tone.BAD: BAD, Tone.DIM: MUTED, Tone.ACCENT: STRONG}


class OutputScreen(Screen[None]):
    """Follows what runs as long as it is scrolled to the end; of what failed it shows the top."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,V", "back", "Back", show=False),
        Binding("j,down", "scroll_by(1)", "Down", show=False),
        Binding("k,up", "scroll_by(-1)", "Up", show=False),
        Binding("pagedown,space", "scroll_by(20)", "Page down", show=False),
        Binding("pageup", "scroll_by(-20)", "Page up", show=False),
        Binding("g,home", "top", "First line", show=False),
        Binding("G,end", "bottom", "Last line", show=False),
        Binding("[", "turn(-1)", "Older", show=False),
        Binding("]", "turn(1)", "Newer", show=False),
        Binding("y", "copy", "Copy all", show=False),
        Binding("ctrl+c", "interrupt", "Stop", show=False, priority=True),
    ]

    def __init__(self, main: MainScreen) -> None:
        super().__init__()
        self._main = main
        self._lines, self._key_bar = Lines(id="output"), KeyBar()
        self._place, self._stale, self._ended = -1, True, False

    def compose(self) -> ComposeResult:
        yield self._lines
        yield self._key_bar

    def on_mount(self) -> None:
        self._key_bar.show(KEYS)
        self._stop = self._main.session.transcripts.subscribe(self._told)
        self.set_interval(SECONDS, self._look)
        self._look()

    def on_unmount(self) -> None:
        self._stop()

    @property
    def _shown(self) -> Output | None:
        known = self._main.session.transcripts.all
        return known[self._place] if known else None

    def _told(self, output: Output) -> None:
        self._stale = self._stale or output is self._shown

    def _look(self) -> None:
        """Draw it anew, where something came meanwhile."""
        if not self._stale:
            return
        self._stale, output = False, self._shown
        follows = self._lines.scroll_offset.y >= self._lines.max_scroll_y
        ends = output is not None and output.result is not None and not self._ended
        self._ended = output is not None and output.result is not None
        self._lines.show(lines_of(output))
        self._entitle(output)
        if ends and output is not None and output.result is not None and not output.result.ok:
            self.call_after_refresh(self.action_top)
        elif follows and not self._ended:
            self.call_after_refresh(self.action_bottom)

    def _entitle(self, output: Output | None) -> None:
        self._lines.border_title = Content(clean(output.title) if output else "Output")
        number = len(self._main.session.transcripts.all) + self._place + 1 if output else 0
        of = f"{number} of {len(self._main.session.transcripts.all)}" if number else ""
        self._lines.border_subtitle = Content(of)

    def action_scroll_by(self, lines: int) -> None:
        self._lines.scroll_relative(y=lines, animate=False)

    def action_top(self) -> None:
        self._lines.scroll_home(animate=False)

    def action_bottom(self) -> None:
        self._lines.scroll_end(animate=False)

    def action_turn(self, step: int) -> None:
        """To an older or a newer one."""
        count = len(self._main.session.transcripts.all)
        self._place = max(-count, min(-1, self._place + step)) if count else -1
        self._stale, self._ended = True, False
        self._look()
        self.action_top()

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(self._lines.text)
        self.app.notify("All of it was sent to the terminal's clipboard.")

    def action_back(self) -> None:
        """What runs goes on."""
        self.dismiss(None)

    def action_interrupt(self) -> None:
        interrupt(self, self._main)


def lines_of(output: Output | None) -> list[Line]:
    """How it ended or how far it is, what there is to say of it, then all lines."""
    if output is None:
        return [Line(Content(NOTHING))]
    said: Any = output.lines
    if output.result is None:
        said = list(output.lines)[-MEANWHILE:]
    return [
        Line(plain(output.typed, MUTED), Content.styled("$ ", MUTED)),
        _state(output),
        *_meaning(output),
        Line(Content("")),
        *(Line(_styled(cell)) for cell in output.hearing.account()),
        *_titled(len(output.lines)),
        *(Line(plain(line)) for line in said),
    ]


def _titled(count: int) -> Iterator[Line]:
    if count:
        yield Line(Content(""))
        lines = "1 line" if count == 1 else f"{count:,} lines"
        yield Line(Content.styled(f"All that was said, {lines}", STRONG))


def _meaning(output: Output) -> Iterator[Line]:
    """Its first line: what a step of a build said last is in the account."""
    sentence, remedy = output.meaning or ("", "")
    for text, style in ((sentence.split("\n")[0], BAD), (remedy, "")):
        if text:
            yield Line(plain(text, style))


def _state(output: Output) -> Line:
    result, hearing = output.result, output.hearing
    if result is None:
        share = f"{hearing.share:.0%}  " if hearing.share is not None else ""
        return Line(plain(f"runs  {share}{hearing.words}", STRONG))
    took = f"in {result.seconds:.1f} s" if result.seconds else ""
    if result.ok:
        return Line(plain(f"{result.outcome.value} {took}  {hearing.outcome()}", GOOD))
    code = f"with exit code {result.code}" if result.code is not None else ""
    style = WARN if result.outcome is Outcome.CANCELLED else BAD
    return Line(plain(" ".join(filter(None, (result.outcome.value, code, took))), style))


def _styled(cell: Cell) -> Content:
    style = _STYLES.get(cell.tone, "")
    return plain(cell.text, style)
