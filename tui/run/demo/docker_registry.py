"""Registries of the demo world: what can be had from them, and names that can be given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from tui.core import units
from tui.run.demo.options import Options, sort_out
from tui.run.demo.records import DemoImage
from tui.run.demo.reply import Refusal, Reply, Verb, Words, from_daemon
from tui.run.demo.world import World

MB = 1_000_000
OWN = "registry.local:5000/"
"""The registry of the world's own people."""
HUB = {
    "hello-world": ("Hello World! (an example of minimal Dockerization)", 2500, 10_072),
    "alpine": ("A minimal Docker image based on Alpine Linux", 11500, 8_309_112),
    "busybox": ("Busybox base image.", 3500, 4_421_246),
    "debian": ("Debian is a Linux distribution", 5300, 120 * MB),
    "httpd": ("The Apache HTTP Server Project", 4900, 148 * MB),
    "nginx": ("Official build of Nginx.", 21000, 192_004_121),
    "node": ("Node.js is a JavaScript-based platform", 14000, 1_128_440_119),
    "postgres": ("The PostgreSQL object-relational database", 14600, 438_934_010),
    "python": ("Python is an interpreted language", 10300, 121_730_005),
    "redis": ("Redis is the world's fastest data platform", 13400, 71_402_655),
    "traefik": ("Traefik, The Cloud Native Edge Router", 3500, 224 * MB),
    "ubuntu": ("Ubuntu is a Debian-based Linux operating system", 17600, 78 * MB),
}
"""Docker Hub as far as the demo world knows: what it says of a name, stars, bytes."""
MOVED = "postgres:17"
"""A tag that leads to a newer image by now."""
LAYERS, PARTS = 4, 6
"""Of every image that is pulled or pushed: its layers, and how often each is told of."""


def fill(world: World) -> None:
    """The registries have what was pulled from them, by its digest."""
    for image in world.images.values():
        for digest in image.digests:
            world.registry[digest] = replace(image, tags=[], digests=[digest])


def pull(world: World, words: Words) -> Reply:
    """What a tag leads to is what is here already, but for `MOVED`."""
    name = _options(words).names[0]
    _, told = _pulled(world, name)
    if "@" in name:
        return Reply(f"Digest: {name.partition('@')[2]}\nStatus: {told}\n")
    return Reply(f"Digest: sha256:{world.ident('digest', name)}\nStatus: {told}\n{name}\n")


def _options(words: Words) -> Options:
    return sort_out(words, (), ("--platform",))


def _pulled(world: World, name: str) -> tuple[DemoImage, str]:
    known = _offered(world, name)
    newer = f"Downloaded newer image for {name}"
    have = world.images.get(known.id)
    if have is not None and (name in have.tags or name in have.digests):
        return have, f"Image is up to date for {name}"
    if have is None:
        have = world.images[known.id] = replace(known, tags=[], digests=list(known.digests))
    if "@" in name:
        have.digests += [] if name in have.digests else [name]
    else:
        give(world, have, name)
    world.events.tell("image", "pull", name, {"name": name})
    return have, newer


def _offered(world: World, name: str) -> DemoImage:
    """Raises Refusal as a registry does."""
    if "@" in name:
        if name not in world.registry:
            raise from_daemon(f"manifest for {name} not found: manifest unknown")
        return world.registry[name]
    repository = name.rpartition(":")[0]
    here = next((one for one in world.images.values() if name in one.tags), None)
    own = any(d.startswith(f"{repository}@") for d in here.digests) if here else False
    if here is not None and name != MOVED and (own or name.startswith(OWN)):
        return here
    if repository not in HUB:
        denied = "repository does not exist or may require 'docker login'"
        raise from_daemon(f"pull access denied for {repository}, {denied}: denied")
    id_ = world.ident("pulled", name)
    digest = f"{repository}@sha256:{world.ident('digest', 'pulled', name)}"
    return DemoImage(id_, world.clock(), HUB[repository][2], [], [digest])


def pulling(world: World, words: Words) -> Iterator[str]:
    """What is drawn meanwhile, a line for each time that something changes."""
    name = _options(words).names[0]
    known = _offered(world, name)
    yield f"{name.rpartition(':')[2]}: Pulling from {name.rpartition(':')[0]}"
    if known.id not in world.images:
        yield from _moving(world, known, ("Downloading", "Download complete", "Pull complete"))


def _moving(world: World, image: DemoImage, statuses: tuple[str, ...]) -> Iterator[str]:
    sizes = [image.size * (n + 1) // 10 for n in range(LAYERS)]
    names = [world.ident("layer", image.id, str(n))[:12] for n in range(LAYERS)]
    moving, *ended = statuses
    for part in range(1, PARTS + 1):
        for name, size in zip(names, sizes, strict=True):
            bar = ("=" * (part * 8) + ">").ljust(50)
            moved, whole = _size(size * part // PARTS), _size(size)
            yield f"{name}: {moving} [{bar}]  {moved}/{whole}"
    for status in ended:
        yield from (f"{name}: {status}" for name in names)


def _size(count: int) -> str:
    return units.size(count).replace(" ", "")


def push(world: World, words: Words) -> Reply:
    name = words[-1]
    image, _ = _pushed(world, name)
    digest = f"{name.rpartition(':')[0]}@sha256:{world.ident('digest', 'pushed', image.id)}"
    image.digests += [] if digest in image.digests else [digest]
    return Reply(f"{name.rpartition(':')[2]}: digest: {digest.partition('@')[2]} size: 1160\n")


def _pushed(world: World, name: str) -> tuple[DemoImage, str]:
    """Only the own registry lets these people write."""
    found = world.image(name)
    if not name.startswith(OWN):
        raise Refusal("denied: requested access to the resource is denied")
    return found


def pushing(world: World, words: Words) -> Iterator[str]:
    image, _ = _pushed(world, words[-1])
    yield f"The push refers to repository [{words[-1].rpartition(':')[0]}]"
    yield from _moving(world, image, ("Pushing", "Pushed"))


def tag(world: World, words: Words) -> Reply:
    """A name that another image has goes over to this one."""
    source, name = sort_out(words).names
    image, _ = world.image(source)
    give(world, image, name if ":" in name.rpartition("/")[2] else f"{name}:latest")
    world.events.tell("image", "tag", f"sha256:{image.id}", {"name": name})
    return Reply()


def give(world: World, image: DemoImage, name: str) -> None:
    """Nobody else has that name from then on."""
    for other in world.images.values():
        if name in other.tags:
            other.tags.remove(name)
    image.tags += [] if name in image.tags else [name]


def search(_world: World, words: Words) -> Reply:
    """Names and descriptions that hold the word, the most stars first."""
    options = sort_out(words, ("--no-trunc",), ("--format", "--limit"))
    word = options.names[0].lower()
    found = [(name, *rest) for name, rest in HUB.items() if word in f"{name} {rest[0]}".lower()]
    found.sort(key=lambda one: -one[2])
    rows = (
        {"Description": about, "IsAutomated": "false", "IsOfficial": "[OK]", "Name": name,
         "StarCount": str(stars)}
        for name, about, stars, _ in found[: int(options.last("--limit") or 25)]
    )  # fmt: skip
    return Reply("".join(f"{json.dumps(row)}\n" for row in rows))


VERBS: dict[Words, Verb] = {
    ("image", "pull"): Verb(pull, 3.0, pulling),
    ("image", "push"): Verb(push, 3.0, pushing),
    ("image", "tag"): Verb(tag),
    ("search",): Verb(search, 0.5),
}
