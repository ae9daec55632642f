"""Finds applies that were cut short, looks at what became of them, and settles them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui import files
from tui.core.cleanup.plan import Item
from tui.core.cleanup.world import Class, Ref
from tui.core.errors import NotFound, Refused, WsltuiError
from tui.files import FileFailed, Locked
from tui.session.cleaning import progress, recheck
from tui.session.cleaning.interrupted import Interrupted, obstacle
from tui.session.cleaning.look import engine_id
from tui.session.cleaning.progress import Progress, Unfinished
from tui.session.undo import shelf
from tui.session.undo.records import Entry, Outcome

if TYPE_CHECKING:
    from tui.session.session import Session
    from tui.session.undo.trash import Trash

OVERTAKEN = "a later clean-up has removed it"
Known = Mapping[Ref, Outcome | None]
PLACE = "clean"
"""The directory of the records, in the state directory."""


def lock(directory: Path, engine: str, wait: float = 0.0) -> AbstractContextManager[None]:
    """Held by whoever removes things from an engine or brings them back. Raises Locked."""
    word = "".join(c for c in engine if c.isalnum())[:32]
    return files.lock(directory / f"apply-{word}.lock", wait)


class Interruptions:
    """Finds them for the engine of `session`. `directory` is wsltui's state directory."""

    def __init__(self, session: Session, directory: Path, trash: Trash) -> None:
        self._session, self._trash = session, trash
        self._directory, self._place = directory, directory / PLACE

    @property
    def any_left(self) -> bool:
        """Whether there may be one, on whatever engine; nothing is asked for it."""
        return progress.any_left(self._place)

    async def find(self) -> list[Interrupted]:
        """Those of this engine, the newest first; none while an apply goes on there.

        Nothing is asked of the engine where nothing was left. Raises Unavailable, CommandFailed.
        """
        if not self.any_left:
            return []
        found = self._at_rest(await engine_id(self._session))
        return [await self.look(one) for one in found]

    async def one(self, id_: str) -> Interrupted:
        """Raises Unavailable, NotFound, Refused for another engine, Locked while it goes on."""
        engine = await engine_id(self._session)
        found = self._read(id_)
        if found.plan.world.engine_id != engine:
            context = found.plan.world.context or "not named"
            raise Refused(
                f"{id_} was a clean-up of another engine.",
                f"Use the context that leads there; it was {context} then.",
            )
        with lock(self._directory, engine):
            return await self.look(found)

    async def again(self, id_: str) -> Interrupted:
        """For whoever holds the lock: as it is by now. Raises NotFound."""
        return await self.look(self._read(id_))

    def known(self, id_: str) -> bool:
        return progress.read(self._place, id_) is not None

    def cut_short(self, entry: Entry) -> bool:
        """Whether the apply of an entry was interrupted, and nobody has gone on with it."""
        return self.known(entry.id) and not self._busy(entry.engine_id)

    def _read(self, id_: str) -> Unfinished:
        found = progress.read(self._place, id_) if shelf.well_formed(id_) else None
        if found is None:
            raise NotFound(f"There is no interrupted clean-up {id_}.", "`wsltui clean` plans anew.")
        return found

    def let_go(self) -> None:
        """Let go of what is beyond the limits."""
        progress.let_go(self._place, datetime.now(UTC))

    def idle(self) -> frozenset[str]:
        """The ids of those that have not touched anything, on whatever engine."""
        found = progress.unfinished(self._place)
        return frozenset(i.id for i in found if not i.of("doing", "done", "failed"))

    async def look(self, one: Unfinished) -> Interrupted:
        """What has become of it. What was just going is looked at, for nobody has noted more."""
        went, left, parts, unsure = [*one.of("done")], [*one.of("")], [], []
        for item in one.of("doing"):
            try:
                now = await recheck.what_is_left(self._session, item)
            except WsltuiError:
                unsure.append(item)
                continue
            (went if now is None else left).append(now or item)
            parts += [now] if now is not None and now != item else []
        places = {item.ref: place for place, item in enumerate(one.plan.removals)}
        left.sort(key=lambda item: places[item.ref])
        entry = self._trash.entry(one.id) if one.undo else None
        return Interrupted(
            one.id, one.plan, tuple(went), tuple(left), tuple(parts), tuple(unsure),
            one.of("failed"), one.of("skipped"), entry, obstacle(one, entry),
        )  # fmt: skip

    def overtaken(self, engine: str, refs: Collection[Ref]) -> None:
        """A later apply has removed these: they are its own to bring back. Raises FileFailed."""
        for one in progress.unfinished(self._place) if refs else ():
            if one.plan.world.engine_id != engine:
                continue
            entry = self._trash.entry(one.id) if one.undo else None
            recorded = entry.refs if entry else frozenset()
            for item in one.of("", "doing"):
                if item.ref in refs:
                    Progress(self._place, one.id).step(item.ref, "skipped", OVERTAKEN)
                    if item.ref in recorded and item.thing.kind is not Class.IMAGE:
                        self._trash.note(one.id, item.ref, Outcome.SKIPPED)

    async def leave(self, id_: str) -> None:
        """Never go on with it, and note what became of each thing: it can be undone later.

        Raises NotFound, Refused, Locked, FileFailed.
        """
        one = await self.one(id_)
        with lock(self._directory, one.plan.world.engine_id):
            self.settle(await self.again(id_))

    def settle(self, one: Interrupted) -> None:
        """For whoever holds the lock. Raises FileFailed; it can be tried again then."""
        if one.entry is not None and not one.entry.broken:
            known = {item.ref: item.outcome for item in one.entry.items}
            whole = [item for item in one.left if item not in one.parts]
            self._note(one.id, known, one.went, Outcome.REMOVED)
            self._note(one.id, known, whole, Outcome.SKIPPED)
            self._note(one.id, known, one.parts, Outcome.FAILED)
        Progress(self._place, one.id).end()

    def _note(self, id_: str, known: Known, items: Iterable[Item], outcome: Outcome) -> None:
        for item in items:
            if item.ref in known and known[item.ref] in (None, Outcome.BEGUN):
                self._trash.note(id_, item.ref, outcome)

    def _at_rest(self, engine: str) -> list[Unfinished]:
        """Those of an engine, read while no apply can begin there; none while one goes on."""
        with ExitStack() as stack:
            try:
                stack.enter_context(lock(self._directory, engine))
            except Locked:
                return []
            except FileFailed:
                pass
            found = progress.unfinished(self._place)
            return [one for one in found if one.plan.world.engine_id == engine]

    def _busy(self, engine: str) -> bool:
        try:
            with lock(self._directory, engine):
                return False
        except Locked:
            return True
        except FileFailed:
            return False
