"""An apply that was cut short: what went, what did not, and whether it can go on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from tui.core.cleanup.plan import Item, Plan
from tui.session.cleaning.progress import Unfinished
from tui.session.undo.records import Entry


@dataclass(frozen=True)
class Interrupted:
    """One apply that was cut short, as it stands now.

    went      what was removed; also what was just going and is not there any more
    left      what was not removed; of an image that was just going the names that are left
    parts     those of `left` that have lost something already
    unsure    what was just going, and the engine does not say whether it is there
    failed    what could not be removed, and is not tried again
    skipped   what was left alone, or was removed by a later apply
    obstacle  why it cannot go on, empty if it can
    """

    id: str
    plan: Plan
    went: tuple[Item, ...]
    left: tuple[Item, ...]
    parts: tuple[Item, ...]
    unsure: tuple[Item, ...]
    failed: tuple[Item, ...]
    skipped: tuple[Item, ...] = ()
    entry: Entry | None = None
    obstacle: str = ""

    @property
    def at(self) -> datetime:
        return self.plan.world.at

    @property
    def rest(self) -> Plan:
        """What it would go on with, in the order of the plan."""
        by_ref = {item.ref: item for item in (*self.left, *self.unsure)}
        items = (by_ref[i.ref] for i in self.plan.removals if i.ref in by_ref)
        return replace(self.plan, items=tuple(items))

    @property
    def summary(self) -> str:
        """`3 went, 4 did not`, and what else there is to say in numbers."""
        left = len(self.left)
        said = [f"{len(self.went):,} went", f"{left:,} did not"]
        said += [f"{len(self.unsure):,} unsure"] if self.unsure else []
        said += [f"{len(self.failed):,} failed"] if self.failed else []
        said += [f"{len(self.skipped):,} skipped"] if self.skipped else []
        return ", ".join(said)

    @property
    def resumable(self) -> bool:
        return not self.obstacle and bool(self.left or self.unsure)

    @property
    def undoable(self) -> bool:
        """Whether there is something that an undo may bring back."""
        touched = self.went or self.unsure or self.parts or self.failed
        return self.entry is not None and self.entry.undoable and bool(touched)


def obstacle(one: Unfinished, entry: Entry | None) -> str:
    """Without an undo record nothing more is removed where one was wanted."""
    if not one.undo:
        return ""
    if not one.of("doing", "done", "failed") and (entry is None or entry.unfinished):
        return "It was interrupted before its undo record was written, so nothing was removed."
    if entry is None:
        return "Its undo record is gone, so nothing more is removed under it."
    return f"Its undo record cannot be used. {entry.broken}" if entry.broken else ""
