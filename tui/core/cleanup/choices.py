"""What may be chosen beside the flags of a tool: how a removal is to be undone."""

from __future__ import annotations

from collections.abc import Iterator

from tui.core.action import Choice, Chosen, Intent
from tui.core.cleanup.saving import Saving, losses

SAVE_LAYERS = Choice("save-layers", "--save-layers", "keep its changed files first, as an image")
SAVE_IMAGES = Choice("save-images", "--save-images", "keep it in a file first")
NO_BACKUP = Choice("no-backup", "--no-backup", "keep no copy of the files of a named volume")
BACKUP = Choice("backup-volumes", "--backup-volumes", "keep a copy of anonymous volumes first")
NO_UNDO = Choice("no-undo", "--no-undo", "keep nothing to bring it back with")


def saving_of(chosen: Chosen) -> Saving:
    return Saving(
        layers=SAVE_LAYERS.id in chosen,
        images=SAVE_IMAGES.id in chosen,
        named=NO_BACKUP.id not in chosen,
        anonymous=BACKUP.id in chosen,
    )


def losses_of(intent: Intent, obstacle: str = "") -> Iterator[str]:
    """What is lost, as sentences, to be said before. `obstacle` is why nothing can be undone."""
    if intent.undo and obstacle:
        yield f"It cannot come back as long as this holds: {obstacle}"
    elif intent.undo:
        yield from (f"Cannot come back: {one}." for one in losses(intent.goes, intent.saving))
    else:
        yield from filter(None, (intent.action.lost,))
        yield from ("No undo brings it back.",) if intent.goes else ()
