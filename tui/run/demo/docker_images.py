"""The verbs of docker for images."""

from __future__ import annotations

from fnmatch import fnmatchcase

from tui.run.demo import image_json, image_removal
from tui.run.demo.inspecting import inspect
from tui.run.demo.options import sort_out
from tui.run.demo.printing import print_rows
from tui.run.demo.records import DemoImage
from tui.run.demo.reply import NoAnswerError, Refusal, Reply, Verb, Words, each
from tui.run.demo.world import World


def ls(world: World, words: Words) -> Reply:
    """Newest first; without --all no layers of builds."""
    flags = ("-a", "--all", "--no-trunc", "-q", "--quiet", "--digests")
    options = sort_out(words, flags, ("--format", "--filter"))
    filters = options.filters()
    if filters.keys() - {"dangling", "reference"}:
        raise NoAnswerError(" ".join(words))
    shown = [i for i in world.images.values() if _shown(world, i, filters.get("dangling", []))]
    for pattern in filters.get("reference", []):
        shown = [i for i in shown if any(fnmatchcase(tag, pattern) for tag in i.tags)]
    if not options.flags & {"-a", "--all"}:
        shown = [i for i in shown if i.tags or i.digests or not world.children(i)]
    shown.sort(key=lambda i: i.created, reverse=True)
    full = "--no-trunc" in options.flags
    rows = [row for image in shown for row in image_json.listed(world, image, full=full)]
    return print_rows(rows, options)


def _shown(world: World, image: DemoImage, dangling: list[str]) -> bool:
    if not dangling:
        return True
    loose = not image.tags and not world.children(image)
    return loose == (dangling[-1] in ("true", "1"))


def inspect_images(world: World, words: Words) -> Reply:
    def find(name: str) -> dict[str, object]:
        try:
            return image_json.inspected(world, world.image(name)[0])
        except Refusal as refusal:
            said = refusal.words.removeprefix("Error response from daemon: ")
            raise Refusal(f"Error response from daemon: no such image: {name}: {said}") from None

    return inspect(words, find)


def rm(world: World, words: Words) -> Reply:
    """With -f, a name that nobody has is said and forgiven."""
    options = sort_out(words, ("-f", "--force", "--no-prune"))
    force = bool(options.flags & {"-f", "--force"})
    prune = "--no-prune" not in options.flags

    def one(name: str) -> str:
        try:
            world.image(name)
        except Refusal as refusal:
            raise Refusal(refusal.words, 0 if force else 1) from None
        return "\n".join(image_removal.remove(world, name, force=force, prune=prune))

    return each(options.names, one)


VERBS: dict[Words, Verb] = {
    ("image", "ls"): Verb(ls),
    ("image", "inspect"): Verb(inspect_images),
    ("image", "rm"): Verb(rm, 0.2),
}
