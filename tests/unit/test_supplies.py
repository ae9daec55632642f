"""What kinds need and no listing finds out: once at a time, when wanted, given up in the end."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.unit.demo_worlds import session, still_world
from tui.session import supplies
from tui.session.session import Session


class Supply:
    """Counts how often it is asked, and answers once it is told to."""

    def __init__(self, *, ready: bool = True) -> None:
        self.asked = 0
        self.ready = asyncio.Event()
        if ready:
            self.ready.set()

    async def __call__(self, _session: Session) -> tuple[Any, ...]:
        self.asked += 1
        await self.ready.wait()
        return (self.asked,)


@pytest.fixture
def opened() -> Session:
    return session(still_world()[0])


def supplied(monkeypatch: pytest.MonkeyPatch, supply: Any) -> None:
    monkeypatch.setitem(supplies.SUPPLIES, "around", supply)


async def test_two_who_ask_at_once_cost_one_look(
    opened: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    supply = Supply(ready=False)
    supplied(monkeypatch, supply)
    waiting = asyncio.gather(opened.supplies.one("around"), opened.supplies.one("around"))
    await asyncio.sleep(0)
    supply.ready.set()
    await waiting
    assert supply.asked == 1
    assert opened.store["around"].rows == (1,)


async def test_it_is_looked_for_once_until_somebody_wants_it_anew(
    opened: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    supply = Supply()
    supplied(monkeypatch, supply)
    opened.supplies.renew(("around",))
    await asyncio.sleep(0)
    assert supply.asked == 0, "nobody has looked at it yet"
    for _ in range(3):
        opened.supplies.begin(("around", "containers", "here"))
        await opened.supplies.one("around") if not supply.asked else None
    assert supply.asked == 1
    opened.supplies.renew(("around",))
    await opened.supplies.one("around")
    assert supply.asked == 2


async def test_a_fault_in_it_leaves_the_rest_as_it_is(
    opened: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_session: Session) -> tuple[Any, ...]:
        raise RuntimeError("boom")

    supplied(monkeypatch, fails)
    opened.want("system")
    opened.refresh.mark("system")
    await opened.refresh.settled()
    await asyncio.sleep(0)
    assert opened.store["system"].rows
    assert opened.store["around"].at is None


async def test_what_is_still_being_looked_for_is_given_up_at_the_end(
    opened: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    supply = Supply(ready=False)
    supplied(monkeypatch, supply)
    opened.supplies.begin(("around",))
    await asyncio.sleep(0)
    await opened.close()
    assert supply.asked == 1
    assert opened.store["around"].at is None
