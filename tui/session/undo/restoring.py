"""One undo: networks, images, volumes, then containers, each as a whole or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from tui.core.cleanup.world import Class
from tui.core.errors import WsltuiError
from tui.core.restore import needs
from tui.session.dispatch import Progress
from tui.session.undo import containers, images, networks, volumes
from tui.session.undo.carrier import clear
from tui.session.undo.present import api_version
from tui.session.undo.records import Item, Outcome
from tui.session.undo.report import NotRestored, Restored, UndoReport
from tui.session.undo.steps import MADE_BY_CALLS
from tui.session.undo.work import Lost, Step, Work

Restore = Callable[[Work, Item, Step], Awaitable[Outcome]]
ORDER: dict[Class, Restore] = {
    Class.NETWORK: networks.restore,
    Class.IMAGE: images.restore,
    Class.VOLUME: volumes.restore,
    Class.CONTAINER: containers.restore,
}
LOST = {
    Class.BUILD_CACHE: "build cache {}: the next build makes it again",
    Class.LOG_FILE: "the log of {}: it was emptied",
}


class Restoring:
    """Brings the open things of an entry back."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._report = UndoReport(work.entry.id, dry_run=work.dry_run)
        self._stopped = False
        self._back: list[Item] = []

    async def run(self, progress: Progress) -> UndoReport:
        """Cancelled, it ends the thing at hand, touches no other and reports all the same.

        Raises WsltuiError where nothing was begun.
        """
        items = self._ordered()
        if any(item.kind in MADE_BY_CALLS for item in items):
            self._work.api = await api_version(self._work.session)
        for number, item in enumerate(items):
            if await self._is_cancelled():
                self._report.not_run.append(item.name)
                continue
            await self._to_its_end(self._one(item))
            progress(number + 1, len(items), item.name)
        await self._to_its_end(self._tidied())
        await self._to_its_end(self._say_what_is_lost())
        return self._report

    def _ordered(self) -> list[Item]:
        """What may be gone, in the order in which it can come back."""
        things = self._work.things[Class.CONTAINER]
        recorded = [things[i.id] for i in self._work.entry.items if i.id in things]
        places = {one["Id"]: place for place, one in enumerate(needs.in_order(recorded))}
        classes = [*ORDER, *LOST]
        return sorted(
            (item for item in self._work.entry.items if item.open),
            key=lambda item: (classes.index(item.kind), places.get(item.id, 0)),
        )

    async def _is_cancelled(self) -> bool:
        try:
            await asyncio.sleep(0)  # where a cancel of a moment ago arrives
        except asyncio.CancelledError:
            self._stopped = True
        return self._stopped

    async def _to_its_end(self, doing: Awaitable[None]) -> None:
        task = asyncio.ensure_future(doing)
        while not task.done():
            try:
                await asyncio.shield(task)
            except asyncio.CancelledError:
                self._stopped = True
        task.result()

    async def _one(self, item: Item) -> None:
        step = Step()
        try:
            outcome = await self._restored(item, step)
        except Lost as error:
            outcome = Outcome.LOST
            self._report.cannot_come_back.append(error.sentence)
        except WsltuiError as error:
            outcome = Outcome.NOT_RESTORED
            await self._failed(item, step, error)
        except BaseException:
            await self._work.take_back(step)
            raise
        else:
            self._done(item, step, outcome)
        self._work.note(item.ref, outcome)

    async def _restored(self, item: Item, step: Step) -> Outcome:
        if item.kind in LOST:
            raise Lost(LOST[item.kind].format(item.name[:12]), "")
        if item.id not in self._work.things[item.kind]:
            raise WsltuiError("Its record is not there any more.", "")
        return await ORDER[item.kind](self._work, item, step)

    def _done(self, item: Item, step: Step, outcome: Outcome) -> None:
        self._report.cannot_come_back += step.lost
        if outcome is Outcome.THERE:
            self._report.there.append(item.name)
        else:
            self._report.restored.append(Restored(item.ref, item.name, tuple(step.notes)))
            self._back.append(item)

    async def _failed(self, item: Item, step: Step, error: WsltuiError) -> None:
        """Nothing stays half done: what was made for it goes again, and that is said."""
        left = await self._work.take_back(step)
        sentence = error.sentence
        if left:
            sentence = f"{sentence} What was made for it could not all be removed again: {left}"
        elif step.trail:
            sentence = f"{sentence} What was made for it was removed again."
        self._work.unwell[item.kind, item.name] = error.sentence
        self._report.failed.append(NotRestored(item.ref, item.name, sentence, error.remedy))

    async def _tidied(self) -> None:
        """Undos that were killed have left what they copied volumes through."""
        if any(item.kind is Class.VOLUME and item.file for item in self._work.entry.items):
            await clear(self._work.session, self._work.entry.id)

    async def _say_what_is_lost(self) -> None:
        lost = self._report.cannot_come_back
        back = [item for item in self._back if item.kind is Class.CONTAINER]
        if back:
            lost += _of_containers(back)
        if back and not self._work.dry_run:
            try:
                lost += await containers.differing(self._work, back)
            except WsltuiError as error:
                lost.append(f"certainty that all is as it was: {error.sentence}")
        lost[:] = dict.fromkeys(lost)


def _of_containers(items: list[Item]) -> list[str]:
    bare = [item.name for item in items if not item.layer]
    shown = ", ".join(bare[:5]) + (f" and {len(bare) - 5} more" if len(bare) > 5 else "")
    lost = ["the ids, the IP and MAC addresses that the engine gave, the logs and exit codes"]
    return lost + ([f"files changed inside {shown}, where there were any: unsaved"] if bare else [])
