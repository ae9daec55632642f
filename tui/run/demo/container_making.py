"""`docker run` and `docker create` of the demo world."""

from __future__ import annotations

from collections.abc import Iterator

from tui.run.demo import lifecycle
from tui.run.demo.docker_calls import mounted
from tui.run.demo.options import Options, sort_out
from tui.run.demo.records import DemoContainer, DemoMount, DemoPort, DemoVolume
from tui.run.demo.reply import NoAnswerError, Refusal, Reply, Words, from_daemon, lines
from tui.run.demo.states import tell
from tui.run.demo.world import World

FLAGS = ("--rm", "-d", "-it")
VALUES = (
    "--name", "--network", "--restart", "--memory", "--cpus", "--user", "--workdir",
    "--entrypoint", "--env", "-p", "-v", "--mount", "--label",
)  # fmt: skip


def create(world: World, words: Words) -> Reply:
    """Raises Refusal: the name is taken, there is no such image or network."""
    return Reply(f"{_made(world, words).id}\n")


def run(world: World, words: Words) -> Reply:
    """With a terminal there is no program to give it to: a line says so."""
    container = _made(world, words)
    try:
        lifecycle.start(world, container)
    except Refusal as refusal:
        raise Refusal(f"{container.id}\ndocker: {refusal.words}", 125) from None
    if "-it" in words:
        return Reply(lines([f"This is the demo: {container.name} runs, and nothing is behind it."]))
    return Reply(f"{container.id}\n")


def _made(world: World, words: Words) -> DemoContainer:
    before = _up_to_image(words)
    options = sort_out(words[:before], FLAGS, VALUES)
    if before >= len(words):
        raise NoAnswerError(" ".join(words))
    name = options.last("--name") or _made_up(world)
    if any(c.name == name for c in world.containers.values()):
        raise from_daemon(f'Conflict. The container name "/{name}" is already in use', 125)
    container = _container(world, name, words[before], words[before + 1 :], options)
    for mount in container.mounts:
        if mount.type == "volume" and mount.name not in world.volumes:
            world.volumes[mount.name] = DemoVolume(mount.name, world.clock())
    world.containers[container.id] = container
    tell(world, container, "create")
    return container


def _up_to_image(words: Words) -> int:
    """The place of the first word that is neither an option nor the value of one."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in VALUES else 1
    return at


def _made_up(world: World) -> str:
    names = (f"demo_{word}" for word in ("ada", "grace", "alan", "edsger", "barbara", "donald"))
    taken = {c.name for c in world.containers.values()}
    return next((name for name in names if name not in taken), f"demo_{len(taken)}")


def _container(world: World, name: str, image: str, argv: Words, options: Options) -> DemoContainer:
    network = options.last("--network") or "bridge"
    if network not in world.networks:
        raise from_daemon(f"network {network} not found", 125)
    found, _ = world.image(image)
    id_ = world.ident("container", name, world.clock().isoformat())
    volumes = (mounted(*_parts(bind)) for bind in options.values.get("-v", []))
    restart, _, _ = (options.last("--restart") or "no").partition(":")
    return DemoContainer(
        id_, name, image, found.id, argv or found.argv, world.clock(), "created",
        env=tuple(options.values.get("--env", [])), networks=(network,), restart=restart,
        ports=tuple(_port(word) for word in options.values.get("-p", [])),
        mounts=(*volumes, *map(_mount, options.values.get("--mount", []))),
        auto_remove="--rm" in options.flags,
    )  # fmt: skip


def _parts(bind: str) -> tuple[str, str, bool]:
    source, _, rest = bind.partition(":")
    destination, _, mode = rest.partition(":")
    return source, destination or source, "ro" not in mode.split(",")


def _port(word: str) -> DemoPort:
    """Of a range the first."""
    outer, _, inside = word.rpartition(":")
    plain, _, protocol = inside.partition("/")
    ip, _, host = outer.rpartition(":")
    return DemoPort(
        int(plain.partition("-")[0]), int(host.partition("-")[0] or 0), ip.strip("[]"),
        protocol or "tcp",
    )  # fmt: skip


def _mount(word: str) -> DemoMount:
    parts: dict[str, str] = dict(_pairs(word))
    target = parts.get("target") or parts.get("dst") or parts.get("destination", "")
    source = parts.get("source") or parts.get("src", "")
    return mounted(source, target, "readonly" not in parts and "ro" not in parts)


def _pairs(word: str) -> Iterator[tuple[str, str]]:
    for part in word.split(","):
        key, _, value = part.partition("=")
        yield key, value
