"""What an undo will not bring back, known before anything is removed."""

from __future__ import annotations

from tui.core.cleanup.world import Class
from tui.core.restore.needs import Found, digests_of, image_of, name


def of_thing(kind: Class, found: Found, *, saved: bool, image_there: bool = True) -> str:
    """Why a recorded thing will not come back, or not whole; empty where it will.

    `saved` is whether its data was saved, `image_there` whether a container's image still is.
    """
    if saved:
        return ""
    if kind is Class.CONTAINER and not image_there:
        return f"{name(found)}: its image {image_of(found)} is gone already"
    if kind is Class.IMAGE and not digests_of(found):
        return f"{name(found)}: no registry is known to have it, and it is not saved"
    if kind is Class.VOLUME:
        return f"{name(found)}: its data is not saved"
    return ""
