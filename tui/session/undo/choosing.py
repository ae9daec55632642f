"""From what a user chose to save to what `Trash.record` is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from tui.core.cleanup.saving import Saving, room, saved
from tui.core.cleanup.world import Class, Thing


class Kept(TypedDict):
    """The choices of `Trash.record`."""

    save_layers: bool
    save_images: bool
    backup_volumes: list[str]
    room: int


def way_without(things: Sequence[Thing], saving: Saving) -> str:
    """How to go on where an undo entry cannot be written."""
    copied = saved(things, saving, Class.VOLUME)
    copy = "without a copy of the volume's files (--no-backup), or " if copied else ""
    return f"Or go on {copy}without undo (--no-undo)."


def choices_of(things: Sequence[Thing], saving: Saving) -> Kept:
    return Kept(
        save_layers=saving.layers,
        save_images=saving.images,
        backup_volumes=[thing.id for thing in saved(things, saving, Class.VOLUME)],
        room=room(things, saving),
    )
