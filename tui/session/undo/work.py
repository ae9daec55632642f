"""What an undo works with, and what one step of it has to take back if it fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui.core.cleanup.world import Class, Ref
from tui.core.command import Command, Result
from tui.core.errors import WsltuiError
from tui.core.restore import needs
from tui.session.undo.present import Present, image_id, look
from tui.session.undo.recording import is_called, key_of
from tui.session.undo.records import Entry, Outcome
from tui.session.undo.shelf import KEPT, Folder
from tui.session.undo.steps import do

if TYPE_CHECKING:
    from tui.session.session import Session

Found = Mapping[str, Any]


class Lost(WsltuiError):
    """Nothing brings a thing back; the sentence names what is lost."""


@dataclass
class Step:
    """One thing on its way back: what to take back if it fails, and what to say of it.

    `missing` are networks that were not there before either.
    """

    trail: list[Command] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)


@dataclass
class Work:
    """One undo. `empty` are volumes that were made again without their data.

    `unwell` is what could not be restored, by kind and name, with the reason.
    """

    session: Session
    folder: Folder
    entry: Entry
    host: str
    present: Present
    clock: Callable[[], datetime]
    api: tuple[int, int] = (1, 41)
    things: dict[Class, dict[str, Found]] = field(default_factory=dict)
    empty: set[str] = field(default_factory=set)
    unwell: dict[tuple[Class, str], str] = field(default_factory=dict)
    loaded: bool = False
    _images: dict[str, str] = field(default_factory=dict)

    def read(self) -> None:
        """Read the inspects of the entry. Raises Broken."""
        for kind in KEPT:
            self.things[kind] = {key_of(kind, one): one for one in self.folder.things(kind)}

    @property
    def dry_run(self) -> bool:
        return self.session.runner.dry_run

    def note(self, ref: Ref, outcome: Outcome) -> None:
        if not self.dry_run:
            self.folder.note(ref, outcome, self.clock())

    async def do(self, command: Command) -> Result:
        """Raises WsltuiError."""
        return await do(self.session, command)

    async def image(self, reference: str) -> str:
        """The id that it leads to, empty for none."""
        if reference not in self._images:
            self._images[reference] = await image_id(self.session, reference)
        return self._images[reference]

    def images_changed(self) -> None:
        self._images.clear()

    def network(self, word: str) -> Found | None:
        """The record of a network by its name, its id or a part of that."""
        found = self.things[Class.NETWORK].values()
        return next((one for one in found if is_called(one, (word,))), None)

    def container(self, word: str) -> Found | None:
        found = self.things[Class.CONTAINER].values()
        return next((one for one in found if word in (one.get("Id"), needs.name(one))), None)

    def users_of(self, network: str) -> Sequence[Found]:
        found = self.things[Class.CONTAINER].values()
        return [one for one in found if network in needs.networks_of(one)]

    async def take_back(self, step: Step) -> str:
        """Undo the step, newest first; what could not be taken back, as a sentence, or empty."""
        left = []
        for command in reversed(step.trail):
            result = await self.session.execute(command)
            if not result.ok:
                left.append(f"`{command.brief()}` failed: {result.last_words()}")
        if step.trail:
            self.images_changed()
            self.present = await self._looked()
            self.empty &= self.present.volumes
        return " ".join(left)

    async def _looked(self) -> Present:
        try:
            return await look(self.session)
        except WsltuiError:
            return self.present
