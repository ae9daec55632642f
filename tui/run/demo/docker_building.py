"""Builds in the demo world, and what an image was made of."""

from __future__ import annotations

from collections.abc import Iterator

from tui.core import units
from tui.run.demo.options import sort_out
from tui.run.demo.printing import print_rows
from tui.run.demo.records import DemoImage
from tui.run.demo.reply import Refusal, Reply, Verb, Words
from tui.run.demo.times import stamp
from tui.run.demo.world import World

STEPS = (
    "FROM python:3.13-slim",
    "WORKDIR /srv",
    "COPY requirements.txt .",
    "RUN pip install -r requirements.txt",
    "COPY . .",
    'CMD ["python", "-m", "shop"]',
)
"""The one Dockerfile that there is."""
OF_CACHE = 3
FAILING = "fail"
"""A stage of this name is there to see what a build looks like that fails."""
SIZE = 3_204_118
_FLAGS = ("--no-cache", "--pull")
_VALUES = ("--tag", "--file", "--target", "--build-arg")


def build(world: World, words: Words) -> Reply:
    """Both outputs are one, so a failure is told there too."""
    options = sort_out(words, _FLAGS, _VALUES)
    name, base = options.last("--tag") or "", world.image("python:3.13-slim")[0]
    if options.last("--target") == FAILING:
        raise Refusal("The command '/bin/sh -c pytest' returned a non-zero code: 1")
    for other in world.images.values():
        if name in other.tags:
            other.tags.remove(name)
    id_ = world.ident("build", name, world.clock().isoformat())
    world.images[id_] = DemoImage(id_, world.clock(), base.size + SIZE, [name], [], base.id)
    world.events.tell("image", "tag", f"sha256:{id_}", {"name": name})
    return Reply(f"Successfully built {id_[:12]}\nSuccessfully tagged {name}\n")


def building(world: World, words: Words) -> Iterator[str]:
    options = sort_out(words, _FLAGS, _VALUES)
    steps = (*STEPS, "RUN pytest") if options.last("--target") == FAILING else STEPS
    yield "Sending build context to Docker daemon  412.2kB"
    for number, step in enumerate(steps, 1):
        yield f"Step {number}/{len(steps)} : {step}"
        cached = 1 < number <= OF_CACHE and "--no-cache" not in options.flags
        if cached:
            yield " ---> Using cache"
        elif step.startswith("RUN"):
            yield f" ---> Running in {world.ident('step', step)[:12]}"
            yield from _said(step)
        yield f" ---> {world.ident('step', step, 'made')[:12]}"


def _said(step: str) -> Iterator[str]:
    if "pip" in step:
        yield "Collecting flask==3.1.1"
        yield "Successfully installed flask-3.1.1 jinja2-3.1.6"
    else:
        yield "E       assert total(cart) == 42"
        yield "FAILED tests/test_cart.py::test_total - assert 41 == 42"


def history(world: World, words: Words) -> Reply:
    """One step for each image that it was built on, and two without bytes; sizes in bytes."""
    options = sort_out(words, ("--no-trunc", "--human=false"), ("--format",))
    image = world.image(options.names[0])[0]
    command = f"CMD {list(image.argv)}".replace("'", '"')
    rows = [_row(world, image, f"{command} # buildkit", 0), *_layers(world, image)]
    return print_rows(rows, options)


def _layers(world: World, image: DemoImage) -> Iterator[dict[str, str]]:
    """The newest first."""
    parent = world.images.get(image.parent)
    if parent is not None:
        own = max(0, image.size - parent.size)
        yield _row(world, image, "RUN /bin/sh -c pip install -r requirements.txt # buildkit", own)
        yield from _layers(world, parent)
        return
    yield _row(world, image, "ENV PATH=/usr/local/bin:/usr/bin:/bin", 0)
    yield _row(world, image, "RUN /bin/sh -c set -eux; apt-get install", image.size * 2 // 5)
    yield _row(world, image, "# debian.sh --arch 'amd64' out/ 'trixie'", image.size * 3 // 5)


def _row(world: World, image: DemoImage, command: str, size: int) -> dict[str, str]:
    since = units.duration_words((world.clock() - image.created).total_seconds())
    return {
        "Comment": "",
        "CreatedAt": stamp(image.created),
        "CreatedBy": command,
        "CreatedSince": f"{since} ago",
        "ID": "<missing>",
        "Size": str(size),
    }


VERBS: dict[Words, Verb] = {
    ("build",): Verb(build, 4.0, building),
    ("image", "history"): Verb(history),
}
