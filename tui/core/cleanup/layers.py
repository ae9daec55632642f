"""Which images share layers with which, and what that means when some of them go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from tui.core.cleanup.world import Ref, Thing

Chain = tuple[int, ...]


class Images:
    """All images of a world, and which of them go."""

    def __init__(self, images: Sequence[Thing], going: Collection[Ref]) -> None:
        self._images = {image.ref: image for image in images}
        self._going = going
        self._children: defaultdict[Ref, list[Thing]] = defaultdict(list)
        for image in images:
            for ref in image.uses:
                self._children[ref].append(image)
        self._layers_known = all(image.layers or not image.gain[1] for image in images)
        self._chains = _chains(images)
        counted = (self._chains[image.ref] for image in images if self._counts(image))
        self._sharers = Counter(layer for chain in counted for layer in chain)
        staying = (chain for ref, chain in self._chains.items() if ref not in going)
        self._staying = {layer for chain in staying for layer in chain}

    def knows(self, ref: Ref) -> bool:
        return ref in self._images

    def going(self) -> Iterator[Thing]:
        return (image for ref, image in self._images.items() if ref in self._going)

    def counted_in_another(self, image: Thing) -> bool:
        """Whether one that was made from it goes too: that has all its layers, and more."""
        made = (child for child in self._children[image.ref] if child.ref in self._going)
        return any(child.gain[1] >= image.gain[1] for child in made)

    def shares_only_with_staying(self, image: Thing) -> bool:
        """Whether all that it shares belongs to an image that stays: then only its own goes."""
        if not self._layers_known or image.bytes_min < 0:
            return False
        shared = {layer for layer in self._chains[image.ref] if self._sharers[layer] > 1}
        return shared <= self._staying

    def stands_on_a_layer_that_stays(self, image: Thing) -> bool:
        """Whether an image without a name stays below it for its own sake alone.

        The engine does not count that one as a sharer, though it has layers of this image.
        """
        waiting, seen = list(image.uses), {image.ref}
        while waiting:
            ref = waiting.pop()
            below = self._images.get(ref)
            if below is None or ref in seen or below.tags or below.digests:
                continue
            seen.add(ref)
            if ref in self._going:
                waiting.extend(below.uses)
            elif all(child.ref in self._going for child in self._children[ref]):
                return True
        return False

    def _counts(self, image: Thing) -> bool:
        """Whether the engine counts it when it asks whose layers are shared."""
        return bool(image.tags or image.digests or not self._children.get(image.ref))


def _chains(images: Sequence[Thing]) -> dict[Ref, Chain]:
    """A number for each layer. The same files upon other layers are another layer."""
    numbers: dict[tuple[int, str], int] = {}
    chains: dict[Ref, Chain] = {}
    for image in images:
        chain, below = [], -1
        for layer in image.layers:
            below = numbers.setdefault((below, layer), len(numbers))
            chain.append(below)
        chains[image.ref] = tuple(chain)
    return chains
