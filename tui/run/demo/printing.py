"""How lists are printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tui.run.demo import gotemplate
from tui.run.demo.options import Options
from tui.run.demo.reply import NoAnswerError, Refusal, Reply, lines


def print_rows(rows: Sequence[dict[str, Any]], options: Options) -> Reply:
    """One line a row: its ID for --quiet, else what --format says. Tables are not drawn."""
    if options.flags & {"-q", "--quiet"}:
        return Reply(lines([str(row.get("ID", row.get("Name", ""))) for row in rows]))
    template = options.last("--format")
    if template is None:
        raise NoAnswerError("a list without --format")
    try:
        return Reply("".join(f"{gotemplate.render(template, row)}\n" for row in rows))
    except Refusal as refusal:
        raise Refusal(f"failed to execute template: {refusal.words}", refusal.code) from None
