"""Finds out about distros what their list does not tell, gently: once, and when one changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.core.distro_facts import FACTS, DistroFacts, Inside, Registration, Registry
from tui.kinds.distro_inside import ask_inside, unmeasured
from tui.kinds.distro_listing import RUNNING, Distro
from tui.session import crash
from tui.session.ask import ask
from tui.session.watch import Watch

if TYPE_CHECKING:
    from tui.session.session import Session

DISTROS = "distros"
LATE = 2.0
"""Seconds that a front end without a screen waits for it once the list is there."""
STOPPED = "it has stopped meanwhile"


class Particulars:
    """Puts what it finds into the store, each as soon as it is known: nothing waits for it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._facts: dict[str, DistroFacts] = {}
        self._seen: dict[str, tuple[str, int]] = {}
        self._watch = Watch(
            session, DISTROS, lambda: _states(self._rows()) != self._seen, self.look
        )

    async def run(self) -> None:
        """Look whenever the distros or their states are others than at the last look."""
        await self._watch.run()

    def renew(self) -> None:
        """Somebody wants to know it all as it is now."""
        self._seen = {}
        self._watch.wake()

    async def soon(self) -> None:
        """What is found out in `LATE` seconds; the rest stays unknown, with the reason."""
        try:
            async with asyncio.timeout(LATE):
                await self.look()
        except TimeoutError:
            return

    async def look(self) -> None:
        """Ask Windows for all, and those inside that run and did not when they were seen last."""
        rows = self._rows()
        fresh = [row for row in rows if self._seen.get(row.name) != (row.state, row.version)]
        self._seen = _states(rows)
        old = self._facts
        self._facts = {row.name: old.get(row.name, DistroFacts(row.name)) for row in rows}
        try:
            await self._look(fresh)
        except Exception as error:
            crash.where(error)

    async def _look(self, fresh: Sequence[Distro]) -> None:
        registry = await self._session.disk.distros(self._session.execute)
        known = {one.name: one for one in registry.distros}
        now = datetime.now(UTC)
        self._change(lambda facts: _registered(facts, known, registry, now))
        for row in fresh:
            if registry.inside:
                await self._measure(row)
            else:
                self._note(row.name, Inside(why=registry.why), None)

    async def _measure(self, row: Distro) -> None:
        """A look at what runs comes right before it: nothing is started to be measured."""
        why = unmeasured(row)
        if why is None and not await self._runs(row.name):
            why = STOPPED
        if why is not None:
            self._note(row.name, Inside(why=why), None)
            return
        registration = self._facts[row.name].registration
        listing = ask_inside(row, os_known=bool(registration and registration.os))
        (inside,) = await ask(listing, self._session.execute)
        self._note(row.name, inside, datetime.now(UTC))

    async def _runs(self, name: str) -> bool:
        running = await self._session.execute(RUNNING)
        lines = running.text.split("\n") if running.ok else []
        return name.lower() in {line.strip().lower() for line in lines}

    def _note(self, name: str, inside: Inside, at: datetime | None) -> None:
        """What it used when it ran last is still there, as of then."""

        def noted(facts: DistroFacts) -> DistroFacts:
            if facts.name != name:
                return facts
            if at is None and facts.measured is not None:
                kept = replace(facts.inside, memory=None, processes=None, why=inside.why)
                return replace(facts, inside=kept)
            return replace(facts, inside=inside, measured=at)

        self._change(noted)

    def _change(self, change: Callable[[DistroFacts], DistroFacts]) -> None:
        self._facts = {name: change(facts) for name, facts in self._facts.items()}
        self._session.store.put(FACTS, tuple(self._facts.values()), datetime.now(UTC))

    def _rows(self) -> tuple[Distro, ...]:
        return self._session.store[DISTROS].rows


def _registered(
    facts: DistroFacts, known: Mapping[str, Registration], registry: Registry, now: datetime
) -> DistroFacts:
    """As Windows has it now; where it does not tell, what it told before stays, as of then."""
    if registry.why and facts.registration is not None:
        return facts
    return replace(
        facts,
        registration=known.get(facts.name),
        why_not_registered=registry.why,
        looked=None if registry.why else now,
    )


def _states(rows: Sequence[Distro]) -> dict[str, tuple[str, int]]:
    return {row.name: (row.state, row.version) for row in rows}
