"""From options to a running screen. The tools are asked while Textual is still being imported."""

from __future__ import annotations

import asyncio
import gc
import os
from typing import TYPE_CHECKING

from tui.session.opening import Options, open_session

if TYPE_CHECKING:
    from tui.session.session import Session
    from tui.ui.app import WsltuiApp

SETTLED_AFTER = 2.0
"""Seconds after which what was imported and built at the start is taken to stay for good."""


def run_app(options: Options) -> int:
    """Until the user leaves. Raises UsageError for options that cannot be met, or its own fault."""
    gc.disable()  # it would look through everything that is imported, several times over
    if options.no_color:
        os.environ["NO_COLOR"] = "1"
    for name in ("COLUMNS", "LINES"):  # a shell may export them: then no resize would be seen
        os.environ.pop(name, None)
    return asyncio.run(_run(open_session(options)))


async def _run(session: Session) -> int:
    asyncio.get_running_loop().call_later(SETTLED_AFTER, _collect_from_now_on)
    session.begin()
    app = (await asyncio.to_thread(_app_class))(session)
    code = await app.run_async() or 0
    if app.fault:
        raise app.fault
    return code


def _app_class() -> type[WsltuiApp]:
    """About 150 ms of imports, in which `docker` can already answer."""
    from tui.ui.app import WsltuiApp

    return WsltuiApp


def _collect_from_now_on() -> None:
    """Without the start's objects a full collection takes 5 ms in place of 40: no key waits."""
    gc.freeze()
    gc.enable()
