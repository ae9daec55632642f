"""Letting the engine measure what a pane shows: only when asked, for it may take minutes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.core.errors import WsltuiError
from tui.core.sizes import SIZES, Sizes
from tui.session.cleaning.usage import Usage, measure

if TYPE_CHECKING:
    from tui.core.kind import Kind
    from tui.ui.screens.main import MainScreen


async def measure_pane(main: MainScreen, kind: Kind[Any]) -> None:
    """Measure, and show what came of it; ctrl+c cancels. Must run in a worker."""
    if kind.sizing is None or SIZES not in kind.needs:
        main.app.notify(f"Of {kind.id} there is nothing to measure.", severity="warning")
        return
    try:
        usage = await _measured(main)
    except WsltuiError as error:
        main.app.notify(str(error), severity="error", markup=False)
        return
    except asyncio.CancelledError:
        main.app.notify("Cancelled: nothing was measured.", severity="warning")
        return
    own = {one: usage.own(one) for one in main.session.kinds}
    now = datetime.now(UTC)
    main.session.store.put(SIZES, (Sizes(now, own),), now)
    main.tables[kind.id].add_columns(kind.sizing.columns)


async def _measured(main: MainScreen) -> Usage:
    number = main.job_bar.begin("Measure", 1)
    main.job_bar.advance(number, 0, 1, "the engine walks through all it holds")
    task = asyncio.create_task(measure(main.session))
    main.acting.jobs[number] = task  # type: ignore[assignment]
    try:
        return await task
    finally:
        del main.acting.jobs[number]
        main.job_bar.end(number)
