"""What `docker image rm` takes away, and what it refuses, as the engine decides it."""

from __future__ import annotations

from tui.run.demo.records import DemoImage
from tui.run.demo.reply import Refusal, from_daemon
from tui.run.demo.world import World


def remove(world: World, word: str, *, force: bool, prune: bool) -> list[str]:
    """Untag or delete; the lines that are printed. Raises Refusal.

    A tag goes alone as long as another one keeps the image. The last one takes the image with
    it, unless a container uses that; forced, the image then stays without a name.
    """
    image, tag = world.image(word)
    if not tag:
        return _by_id(world, image, force=force, prune=prune)
    users = world.users(image)
    if len(image.tags) == 1 and users and not force:
        raise from_daemon(
            f'conflict: unable to remove repository reference "{word}" (must force) - container '
            f"{users[0].id[:12]} is using its referenced image {image.id[:12]}"
        )
    said = [_untag(world, image, tag)]
    if image.tags or users:
        return said
    return said + _delete(world, image, prune=prune)


def _by_id(world: World, image: DemoImage, *, force: bool, prune: bool) -> list[str]:
    alive = [c for c in world.users(image) if c.alive]
    if world.children(image):
        raise _conflict(image, "cannot be forced", "image has dependent child images")
    if alive:
        words = f"image is being used by running container {alive[0].id[:12]}"
        raise _conflict(image, "cannot be forced", words)
    if not force and len(image.tags) > 1:
        raise _conflict(image, "must be forced", "image is referenced in multiple repositories")
    for user in [] if force else world.users(image):
        words = f"image is being used by stopped container {user.id[:12]}"
        raise _conflict(image, "must be forced", words)
    said = [_untag(world, image, tag) for tag in list(image.tags)]
    return said + _delete(world, image, prune=prune)


def _conflict(image: DemoImage, force: str, words: str) -> Refusal:
    return from_daemon(f"conflict: unable to delete {image.id[:12]} ({force}) - {words}")


def _untag(world: World, image: DemoImage, tag: str) -> str:
    names = image.tags if tag in image.tags else image.digests
    names.remove(tag)
    _tell(world, image, "untag")
    return f"Untagged: {tag}"


def _delete(world: World, image: DemoImage, *, prune: bool) -> list[str]:
    """With its parents that have no name and no use of their own, unless they are to be kept."""
    if world.children(image):
        return []
    said = [f"Untagged: {digest}" for digest in image.digests]
    del world.images[image.id]
    _tell(world, image, "delete")
    said.append(f"Deleted: sha256:{image.id}")
    parent = world.images.get(image.parent)
    if not prune or parent is None or parent.tags or world.users(parent):
        return said
    return said + _delete(world, parent, prune=prune)


def _tell(world: World, image: DemoImage, action: str) -> None:
    ident = f"sha256:{image.id}"
    world.events.tell("image", action, ident, {"name": ident})
