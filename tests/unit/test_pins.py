"""Pins are kept on disk, and every removal asks them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.unit.demo_worlds import session, still_world
from tui.core.cleanup.pins import By, Pin, pinned_by
from tui.core.errors import NotFound, Refused
from tui.core.kind import Kind
from tui.core.typed import typed
from tui.kinds import ACTIONS
from tui.kinds.container_record import Container
from tui.kinds.containers import CONTAINERS
from tui.kinds.images import IMAGES, Image
from tui.kinds.volume_record import Volume
from tui.kinds.volumes import VOLUMES
from tui.session.ask import ask
from tui.session.pins import Pins, subject
from tui.session.typing import intended

WEB = Pin(By.NAME, "web", "container")
NOW = datetime(2026, 1, 2, tzinfo=UTC)


def test_pins_outlive_the_program(tmp_path: Path) -> None:
    assert Pins(tmp_path).add(WEB)
    assert not Pins(tmp_path).add(WEB)
    Pins(tmp_path).add(Pin(By.PROJECT, "shop"))
    assert Pins(tmp_path).all() == (WEB, Pin(By.PROJECT, "shop"))
    Pins(tmp_path).remove(WEB)
    assert Pins(tmp_path).all() == (Pin(By.PROJECT, "shop"),)
    with pytest.raises(NotFound):
        Pins(tmp_path).remove(WEB)


@pytest.mark.parametrize(
    "written",
    ["{", "[]", '{"pins": [{"by": "pattern", "value": 5, "kind": null}]}', "[" * 100_000],
)
def test_pins_that_cannot_be_read_refuse_removals(tmp_path: Path, written: str) -> None:
    (tmp_path / "pins.json").write_text(written)
    with pytest.raises(Refused, match="nothing is removed"):
        Pins(tmp_path).all()


@pytest.mark.parametrize("link", ["state", "state/pins.json"])
def test_pins_on_a_disk_that_is_not_there_refuse_removals(tmp_path: Path, link: str) -> None:
    (tmp_path / link).parent.mkdir(exist_ok=True)
    (tmp_path / link).symlink_to(tmp_path / "not-mounted")
    with pytest.raises(Refused, match="nothing is removed"):
        Pins(tmp_path / "state").all()


@pytest.mark.parametrize(
    "pin", [Pin(By.PROJECT, "shop"), Pin(By.PATTERN, "shop-*"), Pin(By.NAME, "shop-api-1")]
)
async def test_a_pinned_row_is_left_alone_by_removals_only(pin: Pin) -> None:
    world, _ = still_world()
    here = session(world)
    rows = await ask(CONTAINERS.listing(), here.execute)
    row = next(row for row in rows if row.name == "shop-api-1")
    here.pins.add(pin)
    _, remove = ACTIONS["container.remove"]
    _, stop = ACTIONS["container.stop"]
    intent = here.dispatch.intend(CONTAINERS, remove, [row])
    assert not intent.items
    assert intent.skipped[0].reason == f"pinned: {pin}"
    assert here.dispatch.intend(CONTAINERS, stop, [row]).items


ID = "0123456789ab" + "c" * 52
APP = Image(ID, "app", "7", tags=("app:7",), labels={"com.docker.compose.project": "shop"})
BOX = Container(ID, "box", ("box",), "app:7", "d" * 64, "", "exited")
UNNAMED = Volume(ID, "local", anonymous=True)


@pytest.mark.parametrize(
    ("kind", "row", "pin"),
    [
        (CONTAINERS, BOX, Pin(By.NAME, ID[:12], "container")),
        (CONTAINERS, BOX, Pin(By.NAME, ID, "container")),
        (IMAGES, APP, Pin(By.NAME, "app", "image")),
        (IMAGES, APP, Pin(By.NAME, f"sha256:{ID[:12]}", "image")),
        (IMAGES, APP, Pin(By.PROJECT, "shop")),
        (VOLUMES, UNNAMED, Pin(By.NAME, ID[:12], "volume")),
    ],
)
def test_a_pin_holds_from_every_removal_what_it_holds_from_a_clean_up(
    kind: Kind[Any], row: Any, pin: Pin
) -> None:
    here = session(still_world()[0])
    here.pins.add(pin)
    _, remove = ACTIONS[f"{kind.singular}.remove"]
    assert here.dispatch.pinned(kind, remove, row) == f"pinned: {pin}"


def test_no_pattern_meets_an_id_by_chance() -> None:
    assert not pinned_by([Pin(By.PATTERN, "*01234*")], subject(CONTAINERS, BOX))


@pytest.mark.parametrize("pin", [Pin(By.LABEL, "keep"), Pin(By.PROJECT, "shop")])
def test_a_row_is_not_removed_before_its_labels_are_known(pin: Pin) -> None:
    here = session(still_world()[0])
    _, remove = ACTIONS["container.remove"]
    assert here.dispatch.pinned(CONTAINERS, remove, BOX) is None
    here.pins.add(pin)
    assert "not known yet" in (here.dispatch.pinned(CONTAINERS, remove, BOX) or "")
    known = replace(BOX, labels={"other": "1"})
    assert here.dispatch.pinned(CONTAINERS, remove, known) is None


@pytest.mark.parametrize(
    ("line", "pin"),
    [
        ("docker rm /shop-api-1", Pin(By.NAME, "shop-api-1", "container")),
        ("docker compose down", Pin(By.NAME, "shop-api-1", "container")),
        ("docker compose -p shop rm -f", Pin(By.PROJECT, "shop")),
        ("docker rmi sha256:{image}", Pin(By.NAME, "{tag}", "image")),
        ("docker rmi docker.io/library/{tag}", Pin(By.NAME, "{tag}", "image")),
    ],
)
async def test_pins_hold_however_a_thing_is_typed(line: str, pin: Pin) -> None:
    here = session(still_world()[0])
    for kind in (CONTAINERS, IMAGES):
        here.store.put(kind.id, await ask(kind.listing(), here.execute), NOW)
    image = next(row for row in here.store[IMAGES.id].rows if row.tag)
    words = {"image": image.id[:12], "tag": image.reference}
    here.pins.add(replace(pin, value=pin.value.format(**words)))
    with pytest.raises(Refused, match="is pinned"):
        intended(here, typed(line.format(**words)))
    assert intended(here, typed("docker rm batch-of-nobody")).items


async def test_a_pin_holds_from_an_end_that_takes_the_container_along() -> None:
    here = session(still_world()[0])
    here.pins.add(Pin(By.NAME, "box", "container"))
    for passing in (True, False):
        here.store.put(CONTAINERS.id, (replace(BOX, auto_remove=passing),), NOW)
        if passing:
            with pytest.raises(Refused, match="is pinned"):
                intended(here, typed("docker stop box"))
        else:
            assert intended(here, typed("docker stop box")).items
