"""Pins are kept on disk, and every removal asks them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.demo_worlds import session, still_world
from tui.core.cleanup.pins import By, Pin
from tui.core.errors import NotFound, Refused
from tui.kinds import ACTIONS
from tui.kinds.containers import CONTAINERS
from tui.session.ask import ask
from tui.session.pins import Pins

WEB = Pin(By.NAME, "web", "container")


def test_pins_outlive_the_program(tmp_path: Path) -> None:
    assert Pins(tmp_path).add(WEB)
    assert not Pins(tmp_path).add(WEB)
    Pins(tmp_path).add(Pin(By.PROJECT, "shop"))
    assert Pins(tmp_path).all() == (WEB, Pin(By.PROJECT, "shop"))
    Pins(tmp_path).remove(WEB)
    assert Pins(tmp_path).all() == (Pin(By.PROJECT, "shop"),)
    with pytest.raises(NotFound):
        Pins(tmp_path).remove(WEB)


def test_pins_that_cannot_be_read_refuse_removals(tmp_path: Path) -> None:
    (tmp_path / "pins.json").write_text("{")
    with pytest.raises(Refused, match="nothing is removed"):
        Pins(tmp_path).all()


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
