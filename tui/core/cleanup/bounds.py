"""How much a plan frees: at least, at most. Layers are shared, so sizes are not simply added up."""

from __future__ import annotations

from collections.abc import Collection

from tui.core.cleanup.layers import Images
from tui.core.cleanup.world import Class, Ref, Thing, World

Bounds = tuple[int, int]


def bounds(world: World, going: Collection[Ref]) -> dict[Ref, Bounds]:
    """(at least, at most) bytes for each thing that goes; the sums hold for all together."""
    found = {thing.ref: thing.gain for thing in world.things if thing.ref in going}
    images = Images([t for t in world.things if t.kind is Class.IMAGE], going)
    hidden = _hidden(world, images, going)
    for image in images.going():
        found[image.ref] = _image(image, images, hidden)
    return found


def _image(image: Thing, images: Images, hidden: int | None) -> Bounds:
    least, most = image.gain
    if images.counted_in_another(image):
        return 0, 0
    if images.shares_only_with_staying(image):
        most = least
    if hidden is None or images.stands_on_a_layer_that_stays(image):
        return 0, most
    return max(0, least - hidden), most


def _hidden(world: World, images: Images, going: Collection[Ref]) -> int | None:
    """Bytes of layers that may stay though no image has them; None for an unknown number.

    The engine calls a layer an image's own though build cache has it too, and a container can
    outlive its image.
    """
    staying = [thing for thing in world.things if thing.ref not in going]
    used = {ref for thing in staying for ref in thing.uses if ref[0] is Class.IMAGE}
    if Class.BUILD_CACHE in world.missing or not all(images.knows(ref) for ref in used):
        return None
    caches = (thing for thing in staying if thing.kind is Class.BUILD_CACHE)
    return sum(cache.gain[1] for cache in caches if cache.shared)
