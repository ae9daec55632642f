"""A kind made up of parcels, and an app that shows them in the one table."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.strip import Strip

from tui.core import units
from tui.core.command import Result
from tui.core.kind import Cell, Column, Kind, Step, Tone, View
from tui.ui.messages import RowHighlighted
from tui.ui.widgets.resource_table import ResourceTable

STYLES = Path(__file__).parents[2] / "styles" / "table.tcss"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Parcel:
    id: str
    name: str
    state: str = "sent"
    weight: Any = 1
    sent: datetime | None = None


def no_listing() -> Generator[Step[Parcel], tuple[Result, ...], tuple[Parcel, ...]]:
    yield Step(())
    return ()


def state(row: Parcel, _view: View) -> Cell:
    return Cell(row.state, Tone.BAD if row.state == "lost" else Tone.GOOD)


def weight(row: Parcel, _view: View) -> Cell:
    return Cell("–" if row.weight is None else str(row.weight))


COLUMNS: tuple[Column[Parcel], ...] = (
    Column("name", "Name", lambda r, _: Cell(r.name), lambda r: r.name, 12, 0, grow=1),
    Column("state", "State", state, lambda r: r.state, 6, 1),
    Column("weight", "Weight", weight, lambda r: r.weight, 7, 2, right=True),
    Column("age", "Age", lambda r, v: Cell(units.age(v.now, r.sent), Tone.DIM),
                   lambda r: r.sent, 4, 3, right=True),
)  # fmt: skip

PARCELS = Kind[Parcel](
    id="parcels",
    singular="parcel",
    title="Parcels",
    tool="none",
    listing=no_listing,
    key=lambda row: row.id,
    names=lambda row: (row.name, row.id),
    columns=COLUMNS,
    summary=lambda row, view: (),
    as_json=lambda row, view: {},
    empty="No parcels: post one first.",
    facets={"state": lambda row: (row.state,)},
    moments={"created": lambda row: row.sent},
)


def parcels(count: int) -> tuple[Parcel, ...]:
    return tuple(Parcel(f"p{i}", f"parcel-{i}", weight=i) for i in range(count))


class CountedTable(ResourceTable):
    """Counts the lines that Textual asks for."""

    rendered = 0

    def render_line(self, y: int) -> Strip:
        self.rendered += 1
        return super().render_line(y)


class Depot(App[None]):
    """One table and all that it says."""

    CSS_PATH = STYLES
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, rows: Sequence[Parcel], ascii_only: bool = False) -> None:
        super().__init__()
        self.now = NOON
        self.said: list[Message] = []
        self.rows = rows
        self.table = CountedTable(PARCELS, ascii_only=ascii_only, clock=lambda: self.now)

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.show(self.rows)
        self.table.focus()

    def on_row_highlighted(self, message: RowHighlighted) -> None:
        self.said.append(message)

    on_row_chosen = on_marks_changed = on_sort_changed = on_row_highlighted

    def screen_lines(self) -> list[str]:
        """What is on the screen, by way of everything that Textual keeps."""
        return [strip.text for strip in self.screen._compositor.render_strips()]

    def names(self) -> list[str]:
        """The first word of each line under the header, the mark taken off."""
        words = [line.lstrip("✓+ ").split() for line in self.screen_lines()[1:]]
        return [line[0] for line in words if line]

    def heard(self, kind: type[Message]) -> list[Any]:
        return [message for message in self.said if isinstance(message, kind)]


class See:
    """A running depot, and what can be done with it."""

    def __init__(self, app: Depot, pilot: Pilot[None]) -> None:
        self.app = app
        self.table = app.table
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def show(self, rows: Sequence[Parcel]) -> None:
        self.table.show(rows)
        await self.pilot.pause()

    async def filter(self, text: str) -> None:
        self.table.filter_text = text
        await self.pilot.pause()

    async def cost(self, deed: Callable[[], Any] | str) -> tuple[int, int]:
        """Lines painted and lines drawn by a key or a deed."""
        rendered, drawn = self.table.rendered, self.table.lines_drawn
        if isinstance(deed, str):
            await self.press(deed)
        else:
            deed()
            await self.pilot.pause()
        return self.table.rendered - rendered, self.table.lines_drawn - drawn

    @property
    def cursor(self) -> str:
        row = self.table.cursor_row
        return "" if row is None else str(row.id)


@asynccontextmanager
async def depot(
    rows: Sequence[Parcel] | int, width: int = 40, height: int = 11, ascii_only: bool = False
) -> AsyncIterator[See]:
    app = Depot(parcels(rows) if isinstance(rows, int) else rows, ascii_only)
    async with app.run_test(size=(width, height)) as pilot:
        await pilot.pause()
        yield See(app, pilot)
