"""The undo entry of one job: written before it runs, and told of each thing as it goes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from tui.core.action import Intent, Item
from tui.core.command import Outcome, Result
from tui.core.errors import Refused, WsltuiError
from tui.core.failure import gone

if TYPE_CHECKING:
    from tui.core.cleanup.world import Ref
    from tui.session.session import Session

BEGUN, REMOVED, FAILED, SKIPPED = "begun", "removed", "failed", "skipped"
UNSURE = frozenset({Outcome.TIMEOUT, Outcome.CANCELLED})
"""After these nobody knows whether it went."""


class Keeping:
    """Does nothing for an intent without undo. `undo_id` is empty while there is no entry."""

    def __init__(self, session: Session, intent: Intent) -> None:
        self._trash = session.trash if intent.undo and not session.runner.dry_run else None
        self._intent = intent
        self._outcomes: dict[Ref, str] = {}
        self.undo_id = ""

    async def begin(self) -> frozenset[str]:
        """Write everything down; the keys of items that are gone already: these must not run.

        Raises Refused where it cannot be written: then nothing may be removed.
        """
        if self._trash is None:
            return frozenset()
        from tui.session.undo.choosing import choices_of, way_without

        things, undo_id = self._intent.recorded, self._trash.new_id()
        kept = choices_of(things, self._intent.saving)
        try:
            entry = await self._trash.record(undo_id, [thing.ref for thing in things], **kept)
            for ref in entry.refs:
                self._trash.note(undo_id, ref, BEGUN)
        except WsltuiError as error:
            await self._trash.forget(undo_id)
            raise Refused(
                f"Nothing was removed, for it could not be kept for an undo: {error.sentence}",
                f"{error.remedy} {way_without(things, self._intent.saving)}".strip(),
            ) from error
        self.undo_id = undo_id
        self._outcomes = dict.fromkeys(entry.refs, SKIPPED)
        return frozenset(i.key for i in self._intent.items if i.things[0].ref not in entry.refs)

    def heard(self, item: Item, result: Result) -> None:
        """What came of an item. What went along with it may be there still, in use elsewhere."""
        if not self.undo_id:
            return
        outcome = _outcome(result)
        own, *others = (thing.ref for thing in item.things)
        if self._outcomes.get(own) != REMOVED and outcome != SKIPPED:
            self._outcomes[own] = outcome
            self._outcomes |= dict.fromkeys(others, BEGUN)
        if outcome == REMOVED:
            self._note(own, REMOVED)

    async def end(self) -> str:
        """Say what became of the rest; the id of the entry, empty if it holds nothing."""
        if self.undo_id and not set(self._outcomes.values()) - {SKIPPED}:
            assert self._trash is not None
            await self._trash.forget(self.undo_id)
            self.undo_id = ""
        for ref, outcome in self._outcomes.items() if self.undo_id else ():
            if outcome in (SKIPPED, FAILED):
                self._note(ref, outcome)
        return self.undo_id

    def _note(self, ref: Ref, outcome: str) -> None:
        """An entry that was not told takes the thing for one that may be gone: no harm done."""
        with suppress(WsltuiError):
            assert self._trash is not None
            self._trash.note(self.undo_id, ref, outcome)


def _outcome(result: Result) -> str:
    """docker prints what it removed: a command that failed after that has removed a part."""
    if result.ok:
        return REMOVED
    if gone(result):
        return SKIPPED
    part = result.outcome is Outcome.FAILED and result.text.strip()
    return FAILED if part or result.outcome in UNSURE else SKIPPED
