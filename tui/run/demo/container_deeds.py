"""What else docker can do with a container of the demo world: names, limits, files, its end."""

from __future__ import annotations

from tui.run.demo.container_json import addresses, inside
from tui.run.demo.options import sort_out
from tui.run.demo.records import DemoContainer, DemoImage
from tui.run.demo.reply import NoAnswerError, Refusal, Reply, Words, each, from_daemon, lines
from tui.run.demo.states import tell
from tui.run.demo.world import World

NOT_SHOWN = "This is the demo: there is no real {} behind it, so nothing was opened."
LIMITS = ("--restart", "--memory", "--memory-swap", "--cpus", "--pids-limit")
CHANGED = 1_200_000
"""Bytes that the image of changed files takes beyond that of its container."""


def rename(world: World, words: Words) -> Reply:
    old, new = sort_out(words).names
    container = world.container(old)
    if any(c.name == new for c in world.containers.values()):
        said = f'Error when allocating new name: Conflict. The container name "/{new}" is already'
        raise from_daemon(f"{said} in use")
    container.name = new
    tell(world, container, "rename", oldName=f"/{old}")
    return Reply()


def update(world: World, words: Words) -> Reply:
    options = sort_out(words, (), LIMITS)
    if not options.values:
        raise Refusal("you must provide one or more flags when using this command")

    def one(name: str) -> str:
        container = world.container(name)
        container.restart = (options.last("--restart") or container.restart).partition(":")[0]
        tell(world, container, "update")
        return name

    return each(options.names, one)


def commit(world: World, words: Words) -> Reply:
    values = ("--message", "--author")
    name, tag = sort_out(words, ("--pause=false",), values).names
    container = world.container(name)
    base = world.images[container.image_id]
    tag = tag if ":" in tag.rpartition("/")[2] else f"{tag}:latest"
    id_ = world.ident("commit", container.id, tag)
    for other in world.images.values():
        if tag in other.tags:
            other.tags.remove(tag)
    size = base.size + CHANGED
    made = DemoImage(id_, world.clock(), size, [tag], parent=base.id, argv=container.argv)
    world.images[id_] = made
    world.events.tell("image", "tag", f"sha256:{id_}", {"name": tag})
    return Reply(f"sha256:{id_}\n")


def copy(world: World, words: Words) -> Reply:
    """One side is `CONTAINER:PATH`; no file is written."""
    for word in words:
        name, colon, path = word.partition(":")
        if colon and path.startswith("/") and not word.startswith(("/", "-")):
            world.container(name)
            return Reply(stderr=f"Successfully copied {CHANGED / 1e6:.3g}MB\n")
    raise NoAnswerError(" ".join(words))


def export(world: World, words: Words) -> Reply:
    world.container(words[0] if words else "")
    return Reply()


def port(world: World, words: Words) -> Reply:
    container = world.container(words[0] if words else "")
    published = [p for p in container.ports if p.host] if container.alive else []
    return Reply(lines([
        f"{inside(p)} -> {f'[{ip}]' if ':' in ip else ip}:{p.host}"
        for p in published for ip in addresses(p)
    ]))  # fmt: skip


def diff(world: World, words: Words) -> Reply:
    """What most programs leave behind once they ran."""
    container = world.container(words[0] if words else "")
    if container.started is None:
        return Reply()
    log = f"/var/log/{container.name}.log"
    return Reply(lines(["C /run", "A /run/demo.pid", "C /var", "C /var/log", f"A {log}"]))


def wait(world: World, words: Words) -> Reply:
    """It cannot wait: commands of the demo world are answered at once."""

    def one(name: str) -> str:
        container = world.container(name)
        if container.alive:
            raise Refusal(f"This is the demo: nobody waits here, {name} goes on running.")
        return str(container.exit_code)

    return each(words, one)


def attach(world: World, words: Words) -> Reply:
    options = sort_out(words, ("--sig-proxy=false",), ("--detach-keys",))
    container = world.container(options.names[0] if options.names else "")
    if not container.alive:
        raise Refusal("You cannot attach to a stopped container, start it first")
    if container.state == "paused":
        raise Refusal("You cannot attach to a paused container, unpause it first")
    if container.state == "restarting":
        raise Refusal("You cannot attach to a restarting container, wait until it is running")
    return Reply(lines([NOT_SHOWN.format(f"container {container.name}")]))


def execute(world: World, words: Words) -> Reply:
    """A shell on a terminal, or a command, of which only `echo` and `id` are known."""
    options = sort_out(words[: _named(words)], ("-it",), ("-u", "-w"))
    name, *command = words[_named(words) :] or ("",)
    container = _ready(world, name)
    if "-it" in options.flags:
        return Reply(lines([NOT_SHOWN.format(f"container {container.name}")]))
    if command[:1] == ["echo"]:
        return Reply(lines([" ".join(command[1:])]))
    if command == ["id"]:
        return Reply(lines([f"uid=0({options.last('-u') or 'root'}) gid=0(root)"]))
    if command:
        return Reply(lines([f"This is the demo: nothing in it runs {command[0]}."]))
    raise NoAnswerError(" ".join(words))


def _named(words: Words) -> int:
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in ("-u", "-w") else 1
    return at


def _ready(world: World, name: str) -> DemoContainer:
    container = world.container(name)
    if not container.alive:
        raise from_daemon(f"container {container.id} is not running")
    if container.state == "paused":
        wait_for = "unpause the container before exec"
        raise from_daemon(f"Container {container.id} is paused, {wait_for}")
    if container.state == "restarting":
        said = "wait until the container is running"
        raise from_daemon(f"Container {container.id} is restarting, {said}")
    return container
