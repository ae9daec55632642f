"""What became of an undo, thing by thing."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.core.cleanup.world import Ref


@dataclass(frozen=True, slots=True)
class Restored:
    """A thing that is back. `notes` say what is special about how it came back."""

    ref: Ref
    name: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotRestored:
    """A thing that is not back; nothing of it was left half done, or the sentence says what."""

    ref: Ref
    name: str
    sentence: str
    remedy: str


@dataclass
class UndoReport:
    """`failed` can be tried again with the same entry; what `cannot_come_back` names is lost.

    `there` was never gone, `not_run` was not reached before a cancel.
    """

    undo_id: str
    restored: list[Restored] = field(default_factory=list)
    failed: list[NotRestored] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)
    cannot_come_back: list[str] = field(default_factory=list)
    dry_run: bool = False

    @property
    def ok(self) -> bool:
        return not self.failed and not self.not_run
