"""`make screenshots` draws all pictures; `make screenshots ARGS="main help"` those of that name."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from tests.snapshots.shots import FOLDER, SHOTS


async def main(words: Sequence[str]) -> int:
    """Write what has changed, and throw away what no shot stands for any more."""
    wanted = [shot for shot in SHOTS if not words or shot.name in words or shot.id in words]
    FOLDER.mkdir(exist_ok=True)
    for shot in wanted:
        picture = await shot.take()
        if not shot.file.exists() or shot.file.read_text("utf-8") != picture:
            shot.file.write_text(picture, "utf-8")
            print(f"screenshots/{shot.file.name}")
    for file in set(FOLDER.glob("*.svg")) - {shot.file for shot in SHOTS}:
        file.unlink()
    return 0 if wanted else 2


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
