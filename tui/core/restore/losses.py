"""What an undo will not bring back, known before anything is removed."""

from __future__ import annotations

from collections.abc import Collection

from tui.core.cleanup.world import Class
from tui.core.restore.needs import Found, digests_of, image_of, name


def of_classes(
    kinds: Collection[Class], *, layers: bool = False, images: bool = False, volumes: bool = False
) -> tuple[str, ...]:
    """What to tell before things of these classes are removed.

    `layers`, `images` and `volumes` say whether changed files, images and the files of volumes
    are saved first.
    """
    sentences = {
        Class.CONTAINER: "Containers come back with all their settings, under new ids; not their "
        "logs and exit codes" + ("." if layers else ", nor files changed inside them."),
        Class.IMAGE: "" if images else "Images come back only if a registry still has them.",
        Class.VOLUME: "" if volumes else "The data of volumes does not come back.",
        Class.BUILD_CACHE: "Build cache does not come back: the next build makes it again.",
        Class.LOG_FILE: "Emptied logs do not come back.",
    }
    return tuple(said for kind, said in sentences.items() if said and kind in kinds)


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
