"""`docker system df` and `docker stats --no-stream`: what everything costs, in docker's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tui.core import units
from tui.run.demo import docker_builds
from tui.run.demo.docker_df import below, written
from tui.run.demo.machine import MEMORY
from tui.run.demo.options import sort_out
from tui.run.demo.printing import print_rows
from tui.run.demo.reply import NoAnswerError, Reply, Verb, Words
from tui.run.demo.world import World

ROW = dict[str, Any]


def _size(count: int) -> str:
    return units.size(count).replace(" ", "")


def _row(sort: str, sizes: Iterable[int], unused: Iterable[int]) -> ROW:
    every, free = list(sizes), list(unused)
    back, whole = sum(free), sum(every)
    share = f" ({100 * back // whole}%)" if whole else ""
    return {
        "Type": sort, "TotalCount": str(len(every)), "Active": str(len(every) - len(free)),
        "Size": _size(whole), "Reclaimable": f"{_size(back)}{share}",
    }  # fmt: skip


def _classes(world: World) -> Iterator[ROW]:
    images = [(i, i.size - below(world, i)) for i in world.images.values()]
    free = [s for i, s in images if not world.users(i) and not world.children(i)]
    yield _row("Images", (s for _, s in images), free)
    boxes = list(world.containers.values())
    yield _row("Containers", map(written, boxes), (written(c) for c in boxes if not c.alive))
    used = {mount.name for c in boxes for mount in c.mounts}
    volumes = list(world.volumes.values())
    yield _row(
        "Local Volumes", (v.size for v in volumes), (v.size for v in volumes if v.name not in used)
    )
    cache = [docker_builds.told(entry) for entry in world.cache.values()]
    yield _row("Build Cache", (c["Size"] for c in cache), (c["Size"] for c in cache
               if not c["InUse"] and not c["Shared"]))  # fmt: skip


def df(world: World, words: Words) -> Reply:
    if "-v" in words:
        return docker_builds.df(world, words)
    return print_rows(list(_classes(world)), sort_out(words, (), ("--format",)))


def stats(world: World, words: Words) -> Reply:
    """One sample of what runs."""
    options = sort_out(words, ("--no-stream", "--no-trunc"), ("--format",))
    if options.flags != {"--no-stream", "--no-trunc"}:
        raise NoAnswerError("stats that go on, or with short ids")
    of = units.binary_size(MEMORY).replace(" ", "")
    rows = []
    for container in world.containers.values():
        if container.alive:
            used = 20_000_000 + int(container.id[:8], 16) % 400_000_000
            shown = f"{units.binary_size(used).replace(' ', '')} / {of}"
            rows.append({"ID": container.id, "Name": container.name, "MemUsage": shown})
    return print_rows(rows, options)


VERBS: dict[Words, Verb] = {
    ("system", "df"): Verb(df, docker_builds.SECONDS),
    ("stats",): Verb(stats, 2.0),
}
