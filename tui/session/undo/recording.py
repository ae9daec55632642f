"""What is asked and saved before anything is removed."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui.core.cleanup.world import Class, Ref
from tui.core.record import bare_id, text
from tui.core.restore import calls, losses, needs
from tui.session.undo.carrier import copy_out
from tui.session.undo.inspects import engine, inspect
from tui.session.undo.present import api_version
from tui.session.undo.records import Entry, Item
from tui.session.undo.shelf import KEPT, Folder, Things
from tui.session.undo.steps import MADE_BY_CALLS, do

if TYPE_CHECKING:
    from tui.session.session import Session

IMAGES_FILE = "images.tar"


@dataclass(frozen=True, slots=True)
class Choices:
    """What is saved beyond settings: changed files, images, and the files of these volumes."""

    layers: bool = False
    images: bool = False
    volumes: Collection[str] = ()


class Recording:
    """Fills the folder of one entry. `touched` once something was made on the engine for it."""

    def __init__(self, session: Session, folder: Folder, choices: Choices) -> None:
        self._session, self._folder, self._choices = session, folder, choices
        self._things: defaultdict[Class, dict[str, dict[str, Any]]] = defaultdict(dict)
        self.touched = False
        self._archives = 0

    @property
    def things(self) -> Things:
        return {kind: tuple(self._things[kind].values()) for kind in KEPT}

    async def entry(self, refs: Sequence[Ref], at: datetime) -> Entry:
        """Ask and save. Raises WsltuiError; what is gone meanwhile has no item."""
        wanted = list(dict.fromkeys((kind, _key(kind, id_)) for kind, id_ in refs))
        asked = (self._ask(kind, [id_ for one, id_ in wanted if one is kind]) for kind in KEPT)
        here, *_ = await asyncio.gather(
            engine(self._session), self._can_come_back(refs), asyncio.gather(*asked)
        )
        containers = [self._things[Class.CONTAINER].get(i) for k, i in wanted if k is KEPT[0]]
        await self._ask_what_they_need([one for one in containers if one])
        items = [self._item(kind, id_) for kind, id_ in wanted if self._known(kind, id_)]
        items = [await self._saved(item) for item in items]
        items = await self._with_images(items)
        items = [replace(item, lost=self._lost(item)) for item in items]
        layers = await self._layer_bytes(items)
        doubts = tuple(filter(None, map(self._doubt, items)))
        found = Entry(self._folder.id, here.id, self._session.context, at, tuple(items))
        return replace(found, layer_bytes=layers, doubts=doubts)

    async def _can_come_back(self, refs: Sequence[Ref]) -> None:
        """What the engine could not be told to make again is not to go. Raises WsltuiError."""
        if any(kind in MADE_BY_CALLS for kind, _ in refs):
            await api_version(self._session)

    def _doubt(self, item: Item) -> str:
        found = self._things[item.kind].get(item.id, {})
        saved, there = bool(item.layer or item.file), self._image_there(found)
        return losses.of_thing(item.kind, found, saved=saved, image_there=there)

    def _lost(self, item: Item) -> bool:
        """An image without a name may still be there under its id; one with a name gets it again
        where another name keeps it."""
        named = needs.tags_of(self._things[item.kind].get(item.id, {}))
        return item.kind is Class.IMAGE and not named and bool(self._doubt(item))

    def _image_there(self, container: Mapping[str, Any]) -> bool:
        return bare_id(text(container.get("Image"))) in self._things[Class.IMAGE]

    async def _ask(self, kind: Class, words: Iterable[str]) -> None:
        unknown = [word for word in dict.fromkeys(words) if word not in self._things[kind]]
        for found in await inspect(self._session, kind, unknown):
            self._things[kind][key_of(kind, found)] = found

    async def _ask_what_they_need(self, containers: Sequence[Mapping[str, Any]]) -> None:
        networks = {word for one in containers for word in needs.networks_of(one)}
        peers = {word for one in containers for word in needs.peers_of(one)}
        names = {needs.name(one) for one in containers}
        await asyncio.gather(
            self._ask(Class.IMAGE, [bare_id(text(one.get("Image"))) for one in containers]),
            self._ask(Class.VOLUME, [v for one in containers for v in needs.volumes_of(one)]),
            self._ask(Class.NETWORK, sorted(networks - needs.PREDEFINED)),
            self._ask(Class.CONTAINER, sorted(peers - names)),
        )

    def _known(self, kind: Class, id_: str) -> bool:
        return kind not in KEPT or id_ in self._things[kind]

    def _item(self, kind: Class, id_: str) -> Item:
        found = self._things[kind].get(id_, {})
        name = needs.name(found) if found else id_
        return Item(kind, id_, name, self._needs(found) if kind is Class.CONTAINER else ())

    def _needs(self, container: Mapping[str, Any]) -> tuple[Ref, ...]:
        """What no clean-up may take as long as the container may come back."""
        attached = needs.networks_of(container)
        networks = (n for n in self._things[Class.NETWORK].values() if is_called(n, attached))
        return (
            (Class.IMAGE, bare_id(text(container.get("Image")))),
            *((Class.NETWORK, text(one.get("Id"))) for one in networks),
            *((Class.VOLUME, name) for name in needs.anonymous_volumes(container)),
        )

    async def _saved(self, item: Item) -> Item:
        if item.kind is Class.CONTAINER and self._choices.layers:
            return await self._with_layer(item)
        if item.kind is Class.VOLUME and item.id in self._choices.volumes:
            self.touched, self._archives = True, self._archives + 1
            file = f"volume-{self._archives}.tar"
            await copy_out(self._session, self._folder, item.id, file)
            return replace(item, file=file)
        return item

    async def _with_layer(self, item: Item) -> Item:
        """The engine makes no image of a dead container, nor of one that has lost its own."""
        found = self._things[Class.CONTAINER][item.id]
        if needs.state(found) in ("dead", "removing") or not self._image_there(found):
            return item
        image = calls.layer_image(self._folder.id, found)
        self.touched = True
        result = await do(self._session, calls.commit(item.id, image))
        needed = (*item.needs, (Class.IMAGE, bare_id(result.text.strip())))
        return replace(item, layer=image, needs=needed)

    async def _with_images(self, items: list[Item]) -> list[Item]:
        """All in one archive: the layers that they share are in it once."""
        ids = [item.id for item in items if item.kind is Class.IMAGE]
        if not ids or not self._choices.images:
            return items
        await do(self._session, calls.save(ids, str(self._folder.path / IMAGES_FILE)))
        return [replace(i, file=IMAGES_FILE) if i.kind is Class.IMAGE else i for i in items]

    async def _layer_bytes(self, items: Sequence[Item]) -> int:
        """What the images of changed files take beyond those that they were made on."""
        layers = {item.layer: item.id for item in items if item.layer}
        total = 0
        for found in await inspect(self._session, Class.IMAGE, list(layers)):
            owners = [layers[tag] for tag in needs.tags_of(found) if tag in layers]
            container = self._things[Class.CONTAINER].get(owners[0], {}) if owners else {}
            base = self._things[Class.IMAGE].get(bare_id(text(container.get("Image"))), {})
            total += max(0, _size(found) - _size(base))
        return total


def _size(image: Mapping[str, Any]) -> int:
    size = image.get("Size")
    return size if isinstance(size, int) else 0


def _key(kind: Class, id_: str) -> str:
    return bare_id(id_) if kind is Class.IMAGE else id_


def key_of(kind: Class, found: Mapping[str, Any]) -> str:
    """The id that clean-ups use: a volume's is its name, an image's has no `sha256:`."""
    return text(found.get("Name")) if kind is Class.VOLUME else bare_id(text(found.get("Id")))


def is_called(network: Mapping[str, Any], words: Iterable[str]) -> bool:
    """Whether one of the words is a network's name, its id or a part of that."""
    name, id_ = text(network.get("Name")), text(network.get("Id"))
    return any(word == name or (len(word) >= 12 and id_.startswith(word)) for word in words)
