"""A plan that is being worked on: policy, ticks and pins, without asking the engine again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui.core.cleanup.pins import By, Pin
from tui.core.cleanup.plan import Keeping, Plan, make_plan
from tui.core.cleanup.policy import STANDARD, Policy
from tui.core.cleanup.world import Class, Ref, Thing
from tui.kinds.cleanup_rows import CleanRow, Tick, name, rows_of
from tui.session.cleaning.cleaner import Cleaner
from tui.session.pins import Pins
from tui.session.undo.records import Entry


class Planning:
    """`plan` is None until the engine was asked; `rows` are its items as they are shown."""

    def __init__(self, cleaner: Cleaner, pins: Pins) -> None:
        self._cleaner, self._pins = cleaner, pins
        self.policy: Policy = STANDARD
        self.plan: Plan | None = None
        self.rows: tuple[CleanRow, ...] = ()
        self._unticked: frozenset[Ref] = frozenset()
        self._asked_for: frozenset[str] = frozenset()

    async def ask(self) -> None:
        """Make the plan on what there is now. Raises WsltuiError."""
        self.plan = await self._cleaner.plan(self._wanted, unticked=self._unticked)
        self.rows = rows_of(self.plan, self._unticked)

    def use(self, policy: Policy) -> None:
        """Another policy, on the same things."""
        self.policy = policy
        self._again(keep_order=False)

    def forget(self) -> None:
        """What was asked for by hand was for one clean-up."""
        self._asked_for = frozenset()

    def toggle(self, rows: Sequence[CleanRow]) -> str:
        """Tick or untick these; why not, for the first that cannot be, or an empty text."""
        refused = ""
        for row in rows:
            ref = row.item.ref
            if row.tick is Tick.SPARED:
                self._unticked -= {ref}
            elif row.tick is Tick.ASKABLE:
                self._asked_for |= {row.thing.name}
            elif row.goes and row.thing.name in self._asked_for:
                self._asked_for -= {row.thing.name}
            elif row.goes:
                self._unticked |= {ref}
            else:
                refused = refused or f"{name(row.thing)} stays: {row.item.reason}."
        self._again()
        return refused or self._in_vain()

    def _in_vain(self) -> str:
        """Why a volume that was asked for stays all the same; it is asked for no more."""
        stays = [r for r in self.rows if r.thing.name in self._asked_for and not r.goes]
        vain = [r for r in stays if r.thing.kind is Class.VOLUME]
        if not vain:
            return ""
        self._asked_for -= {row.thing.name for row in vain}
        self._again()
        return f"{name(vain[0].thing)} stays: {vain[0].item.reason}."

    def pin(self, rows: Sequence[CleanRow]) -> str:
        """Pin these, or unpin them where a pin by their name is all that holds them."""
        known, said = self._pins.all(), []
        for row in rows:
            own = _pin(row.thing)
            if own in known:
                self._pins.remove(own)
                said.append(f"No longer pinned: {name(row.thing)}.")
            elif row.tick is Tick.LOCKED:
                said.append(f"{name(row.thing)} is kept already: {row.item.reason}.")
            else:
                self._pins.add(own)
                said.append(f"Pinned: {name(row.thing)}. Nothing removes it now.")
        self._again()
        return said[0] if len(said) == 1 else f"{len(said)} pins changed."

    @property
    def _wanted(self) -> Policy:
        return replace(self.policy, volumes=self.policy.volumes | self._asked_for)

    def _again(self, *, keep_order: bool = True) -> None:
        """A pure function of what was asked last, so it takes no engine and little time."""
        if self.plan is None:
            return
        world = self.plan.world
        until = self._cleaner.trash.until(Entry("", at=world.at))
        self.plan = make_plan(
            world, self._wanted, self._pins.all(),
            keeping=Keeping(self.plan.undo_id, until), unticked=self._unticked,
        )  # fmt: skip
        self.rows = rows_of(self.plan, self._unticked, self.rows if keep_order else ())


def _pin(thing: Thing) -> Pin:
    """Of build cache by id, for several entries may have one description."""
    word = thing.id if thing.kind is Class.BUILD_CACHE else thing.name or thing.id
    return Pin(By.NAME, word, thing.kind.value)
