"""The build cache that is there at the start: what the images of the shop were built on."""

from __future__ import annotations

from tui.run.demo.records import DemoCache
from tui.run.demo.world import World

LETTERS = 25
"""Letters of an id."""
_RUN = "mount / from exec /bin/sh -c "
_PIP = "pip install --requirement requirements.txt"
_GO = "go build -o /app/mailer"
_ENTRIES = (
    ("context", "source.local", "local source for context", "", 2_411_000, 0.3, 41),
    ("dockerfile", "source.local", "local source for dockerfile", "", 1_132, 0.3, 41),
    ("python", "regular", "pulled from docker.io/library/python:3.13-slim", "", 121_730_005, 0.3,
     38),
    ("apt", "regular", f"{_RUN}apt-get update && apt-get install -y libpq5", "python", 26_992_708,
     0.3, 38),
    ("pip", "regular", f"{_RUN}{_PIP}", "apt", 118_078_531, 0.3, 12),
    ("copy", "regular", "[shop-api 5/5] COPY shop /app/shop", "pip", 4_253_849, 0.3, 2),
    ("copy-old", "regular", "[shop-api 5/5] COPY shop /app/shop", "pip", 4_113_356, 20.2, 1),
    ("pip-cache", "exec.cachemount", f"cached mount /root/.cache/pip from exec /bin/sh -c {_PIP}",
     "", 412_880_104, 0.3, 55),
    ("go-cache", "exec.cachemount", f"cached mount /root/.cache/go-build from exec {_GO}", "",
     1_306_441_887, 2.5, 17),
    ("go-build", "regular", f"{_RUN}{_GO}", "", 803_144_020, 2.5, 3),
    ("git", "source.git.checkout", "git snapshot of the branch main", "", 31_006_512, 63.0, 1),
    ("rendering", "regular", f"{_RUN}make -j8 render", "", 66_201_377, 0.01, 1),
)  # fmt: skip
"""What it is called here, type, description, what it was built on, bytes, days, uses."""
_SHARED = {"python", "apt", "pip", "copy"}
_IN_USE = {"rendering"}


def fill(world: World) -> None:
    """Put them into the world."""
    for word, sort, description, parent, size, days, uses in _ENTRIES:
        ident = cache_id(world, word)
        created = world.ago(days=days * 1.5 if uses > 1 else days)
        world.cache[ident] = DemoCache(
            ident, sort, description, size, created, world.ago(days=days), uses,
            in_use=word in _IN_USE, shared=word in _SHARED,
            parents=(cache_id(world, parent),) if parent else (),
        )  # fmt: skip


def cache_id(world: World, word: str) -> str:
    """The id of the entry that is called so here."""
    return world.ident("cache", word)[:LETTERS]
