"""`wsltui ls KIND --json` says what the Engine API says: one busy engine, every kind of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live.engine import PrivateEngine
from tests.live.test_cli_live import Wsltui
from tests.live.test_kinds_live import as_told, check_containers, check_images
from tests.live.test_more_kinds_live import check_networks, check_volumes, through, whole

NAMES = {
    "containers": "id name names image image_id command state status health exit_code created "
    "started ports labels project service networks mounts",
    "images": "id repository tag digests created size_bytes unique_bytes containers dangling",
    "volumes": "name driver mountpoint created labels anonymous size_bytes containers project",
    "networks": "id name driver scope internal subnets containers project labels",
}
"""What scripts may rely on to be there."""
Spelled = Callable[[str], str]


def check_cache(engine: PrivateEngine, wsltui: Wsltui) -> None:
    rows = {row["id"]: row for row in wsltui.json("ls", "build-cache")}
    told = {one["ID"]: one for one in engine.get("/system/df")["BuildCache"] or []}
    assert rows.keys() == told.keys()
    for ident, row in rows.items():
        found = told[ident]
        assert (row["type"], row["size_bytes"]) == (found["Type"], found["Size"])
        assert (row["in_use"], row["shared"]) == (found["InUse"], found["Shared"])
        assert whole(row["created"]) == whole(found["CreatedAt"])


CHECKS = ("containers", "images", "volumes", "networks", "build-cache")


def check(
    kind: str,
    engine: PrivateEngine,
    wsltui: Wsltui,
    spoken: Spelled = as_told,
    whole: Spelled = as_told,
) -> None:
    """Every field of a kind; `spoken` and `whole` as in `check_containers` and `check_images`."""
    match kind:
        case "containers":
            check_containers(engine, wsltui.json("ls", kind), spoken)
        case "images":
            check_images(engine, wsltui.json("ls", kind), whole)
        case "volumes":
            check_volumes(engine, wsltui)
        case "networks":
            check_networks(engine, wsltui)
        case _:
            check_cache(engine, wsltui)


@pytest.mark.parametrize("kind", CHECKS)
def test_every_field(
    sample_engine: PrivateEngine, some_cli: str, tmp_path: Path, kind: str
) -> None:
    wsltui = through(sample_engine, some_cli, tmp_path)
    check(kind, sample_engine, wsltui)
    for row in wsltui.json("ls", kind)[:1]:
        assert set(NAMES[kind].split()) <= row.keys()
