"""How lists are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tui.run.demo import gotemplate
from tui.run.demo.options import Options
from tui.run.demo.reply import Refusal, Reply, lines

COLUMNS, WIDEST = 5, 24
"""Of a table: how many, and how many characters wide at most."""
TITLES = ("Repository", "Tag", "Driver", "ID", "Name", "Image", "Status", "Names", "Scope", "Size")


def print_rows(rows: Sequence[dict[str, Any]], options: Options) -> Reply:
    """One line a row: its ID for --quiet, else what --format says, else a table."""
    if options.flags & {"-q", "--quiet"}:
        return Reply(lines([str(row.get("ID", row.get("Name", ""))) for row in rows]))
    template = options.last("--format")
    if template is None:
        return Reply(lines(list(_table(rows))))
    try:
        return Reply("".join(f"{gotemplate.render(template, row)}\n" for row in rows))
    except Refusal as refusal:
        raise Refusal(f"failed to execute template: {refusal.words}", refusal.code) from None


def _table(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Docker's own tables have more columns."""
    titles = [title for title in TITLES if rows and title in rows[0]][:COLUMNS]
    table = [[title.upper() for title in titles]]
    table += [[str(row.get(title, ""))[:WIDEST] for title in titles] for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for cells in table:
        yield "   ".join(f"{cell:<{w}}" for cell, w in zip(cells, widths, strict=True)).rstrip()
