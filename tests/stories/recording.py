"""A session as text: `python -m tests.stories.recording` writes it anew."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests.stories.driver import See, see
from tests.stories.world import World

FILE = Path(__file__).parents[2] / "docs" / "switching-the-default.txt"
SIZE = (100, 30)
KEYS = (("1", "go to the distros"), ("down", "to Debian"), ("*", "make it the default"))
"""From any other pane, at most three."""


async def switching(s: See) -> str:
    """Switch the default distro from the pane of the containers; what is seen after each key."""
    await s.pane("containers").go()
    told = ["Switching the default distro, seen from the pane of the containers.", ""]
    told += _distros(s)
    for number, (key, does) in enumerate(KEYS, 1):
        await s.press(key)
        if key == "*":
            await s.expect_ran("wsl.exe --set-default Debian")
            await s.until(lambda: "★" in s.pane("distros").row("Debian").line, "the star")
            told += ["", f"key {number}: {key}   ({does})", "$ wsl.exe --set-default Debian"]
        else:
            told += ["", f"key {number}: {key}   ({does})"]
        told += _distros(s)
    told += ["", *(said for said in s.app.said if said.startswith("Make default"))]
    return "\n".join(line.rstrip() for line in told) + "\n"


def _distros(s: See) -> list[str]:
    table, pane = s.pane("distros").table, s.pane("distros")
    cursor = f"cursor on {pane.cursor}" if s.app.focused is table else "the cursor is elsewhere"
    return [*pane.lines, cursor]


async def _write() -> None:
    with tempfile.TemporaryDirectory() as place:
        world = World(Path(place)).furnish()
        async with see(world, SIZE) as s:
            FILE.write_text(await switching(s))


if __name__ == "__main__":
    asyncio.run(_write())
