"""From what was told for a form to an intent, or to why that will not do."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tui.core.action import NO_CHOICE, Action, Chosen, Intent
from tui.core.command import Command
from tui.core.errors import Refused, WsltuiError
from tui.core.form import PATHS, About, Filled, Place, cautions, completed, faults
from tui.core.kind import Kind
from tui.core.room import Need, shortage
from tui.core.winpaths import NoPlaceError
from tui.session import told

if TYPE_CHECKING:
    from tui.session.session import Session


@dataclass(frozen=True)
class Draft:
    """`values` are complete, with defaults; `faults` says by field why they will not do.

    `cautions` says by field what should be known of those that do.
    `short` says where there may be no room. `sketch` is what would run as far as it is told,
    where it does not do yet.
    """

    intent: Intent
    values: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    chosen: Filled = Filled()  # noqa: RUF009 - it never changes
    short: tuple[str, ...] = ()
    sketch: tuple[Command, ...] = ()
    cautions: Mapping[str, str] = field(default_factory=dict)


class Filling:
    """An action with a form, and the rows that it is for."""

    def __init__(
        self, session: Session, kind: Kind[Any], action: Action[Any], rows: Sequence[Any]
    ) -> None:
        self._session, self._kind, self._action = session, kind, action
        self._rows = rows
        self._at = rows[0] if rows else None
        self._row = None if action.makes else self._at
        self._offered: dict[str, tuple[str, ...]] = {}
        self._asked: set[str] = set()

    async def begin(self) -> None:
        """Find out what paths are read by. Raises WsltuiError."""
        paths = any(one.sort in PATHS and not one.own for one in self._action.form)
        if paths or self._action.informed:
            await self._session.files.ready()

    async def learn(self) -> None:
        """Ask what there is to choose among; what cannot be asked stays unknown."""
        for one in self._action.form:
            if one.source is not None:
                result = await self._session.execute(one.source)
                self._offered |= {one.id: one.read(result.text)} if result.ok else {}
            if one.kept and self._session.state is not None:
                self._offered |= {one.id: told.load(self._session.state, one.kept)}

    def wanted(self, given: Mapping[str, str]) -> set[str]:
        """What the values make it worth while to find out, and nobody has for this form."""
        asking = (one for one in self._action.form if one.asks(given.get(one.id, "")))
        needs = {need for one in asking for need in one.needs}
        return {need for need in needs if self._session.supplies.known(need)} - self._asked

    async def find_out(self, given: Mapping[str, str]) -> None:
        """All of that, each once; what cannot be had stays unknown."""
        needs = self.wanted(given)
        self._asked |= needs
        for need in needs:
            with contextlib.suppress(WsltuiError):
                await self._session.supplies.one(need)

    def about(self, given: Mapping[str, str], ticked: Chosen = NO_CHOICE) -> About[Any]:
        store = self._session.store
        rows = tuple(store[self._kind.id].rows)
        needs = (need for one in self._action.form for need in one.needs)
        known = {need: store[need].rows for need in needs if store[need].at is not None}
        about = About(self._row, rows, given, self._offered, self._at, ticked, known)
        return completed(self._action.form, about)

    def draft(self, ticked: Chosen, given: Mapping[str, str]) -> Draft:
        """Raises Unavailable where the tool is not there."""
        about = self.about(given, ticked)
        wrong = faults(self._action.form, about)
        places = self._places(about, wrong)
        chosen = Filled(ticked, about.values, places)
        told = cautions(self._action.form, about)
        if wrong:
            sketch = self._sketch(about.values, ticked, places)
            none = Intent(self._action, ())
            return Draft(none, about.values, wrong, chosen, sketch=sketch, cautions=told)
        intent = self._session.dispatch.intend(self._kind, self._action, self._rows, chosen)
        short = tuple(filter(None, (self._shortage(need) for need in self._needs(chosen))))
        intent = replace(intent, warnings=(*intent.warnings, *short))
        return Draft(intent, about.values, {}, chosen, short, cautions=told)

    def _sketch(
        self, values: Mapping[str, str], ticked: Chosen, places: Mapping[str, Place]
    ) -> tuple[Command, ...]:
        """What is missing stands there in capitals. A plan may ask for what is right: no sketch."""
        needed = {one.id for one in self._action.form if one.required}
        shown = {k: v or (k.upper() if k in needed else "") for k, v in values.items()}
        try:
            return (self._action.plan(self._row, Filled(ticked, shown, places)),)
        except Exception:
            return ()

    def keep(self, draft: Draft) -> None:
        """It was agreed to: what it was told is offered again the next time."""
        state, runner = self._session.state, self._session.runner
        for one in self._action.form:
            value = draft.values.get(one.id, "")
            if one.kept and value and state is not None and not runner.dry_run:
                told.keep(state, one.kept, value)

    async def check(self, draft: Draft) -> None:
        """Look whether files are there that should be, no others, and the room for new ones.

        Raises WsltuiError.
        """
        for one in self._action.form:
            found = draft.chosen.places.get(one.id)
            if found is not None:
                beside = one.beside(found.linux) if one.beside else ""
                await self._session.files.check(one.sort, found, beside)
        for need in self._needs(draft.chosen):
            count = await self._session.files.size(need.like.linux) if need.like else None
            why = self._shortage(need, count)
            if need.sure and why:
                raise Refused(f"{why[0].upper()}{why[1:]}.", "Choose another drive, or free some.")

    def _needs(self, chosen: Filled) -> tuple[Need, ...]:
        return self._action.needs(self._row, chosen)

    def _shortage(self, need: Need, count: int | None = None) -> str:
        return shortage(need, self._session.files.room(need.place), count)

    def _places(self, about: About[Any], wrong: dict[str, str]) -> dict[str, Place]:
        """What the values name that are paths; one that is none is wrong."""
        here = next(iter(self._session.store["here"].rows), None)
        found = {}
        for one in self._action.form:
            value = about.values[one.id]
            if one.sort in PATHS and value and one.id not in wrong:
                try:
                    found[one.id] = self._session.files.place(value, here, own=one.own)
                except NoPlaceError as error:
                    wrong[one.id] = str(error)
        return found
