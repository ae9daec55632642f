"""Lines of a log to a file: asked where, never over another file unasked, whole or not at all."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.content import Content

from tui import files
from tui.core.errors import WsltuiError
from tui.core.logline import LogLine
from tui.ui.screens.agree import AgreeDialog
from tui.ui.widgets.log_drawing import Manner, shown_text

if TYPE_CHECKING:
    from textual.app import App

    from tui.session.session import Session


def offered(name: str) -> str:
    """A name that is free as a rule: `~/web-1-20260131-143059.log`."""
    return f"~/{name}-{datetime.now().astimezone():%Y%m%d-%H%M%S}.log"


async def save(
    app: App[Any], session: Session, typed: str, lines: Sequence[LogLine], manner: Manner
) -> None:
    """Must run in a worker: it may ask."""
    path, why = await asyncio.to_thread(_place, typed.strip())
    if path is None:
        app.notify(why, severity="error", markup=False)
        return
    if session.runner.dry_run:
        app.notify(f"Not written to {path}: this is a dry run.", markup=False)
        return
    if why and not await _agreed(app, path):
        return
    text = "".join(f"{shown_text(line, manner)}\n" for line in lines)
    try:
        await asyncio.to_thread(files.write_atomic, path, text)
    except WsltuiError as error:
        app.notify(str(error), severity="error", markup=False)
    else:
        app.notify(f"{len(lines):,} lines were saved to {path}", markup=False)


def _place(typed: str) -> tuple[Path | None, str]:
    """Where to write, and why to ask before; without a place, why not."""
    try:
        path = Path(typed).expanduser()
    except RuntimeError as error:  # ~nobody-of-that-name
        return None, f"{typed} cannot be written: {error}."
    if not typed or path.is_dir():
        return None, f"{typed or 'Nothing'} is no name of a file."
    return path, "it is there already" if os.path.lexists(path) else ""


async def _agreed(app: App[Any], path: Path) -> bool:
    dialog: Any = AgreeDialog(
        "Overwrite the file?",
        "Overwrite",
        lead=Content(f"{path} is there already."),
        lines=(),
        words=Content("What is in it now is lost."),
        loses=True,
    )
    return bool(await app.push_screen_wait(dialog))
