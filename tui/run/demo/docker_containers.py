"""The verbs of docker for containers."""

from __future__ import annotations

from collections.abc import Callable

from tui.run.demo import container_deeds, container_making, lifecycle
from tui.run.demo.container_json import inspected
from tui.run.demo.container_row import listed
from tui.run.demo.inspecting import inspect
from tui.run.demo.options import sort_out
from tui.run.demo.printing import print_rows
from tui.run.demo.records import DemoContainer
from tui.run.demo.reply import NoAnswerError, Refusal, Reply, Verb, Words, each, from_daemon, lines
from tui.run.demo.world import World


def ps(world: World, words: Words) -> Reply:
    """Newest first; without -a only what is alive."""
    flags = ("-a", "--all", "--no-trunc", "-q", "--quiet")
    options = sort_out(words, flags, ("--format", "--filter"))
    full = "--no-trunc" in options.flags
    everything = bool(options.flags & {"-a", "--all"})
    wanted = options.filters()
    shown = [
        c for c in world.containers.values() if (everything or c.alive) and _fits(c, {**wanted})
    ]
    shown.sort(key=lambda c: c.created, reverse=True)
    return print_rows([listed(world, c, full=full) for c in shown], options)


def _fits(container: DemoContainer, wanted: dict[str, list[str]]) -> bool:
    """Whether it uses what the filters name; several images are alternatives."""
    if not all(name in container.name for name in wanted.pop("name", [])):
        return False
    if wanted.keys() - {"ancestor", "network", "volume"}:
        raise NoAnswerError(f"a filter by {', '.join(wanted)}")
    used = {
        "ancestor": {container.image, container.image_id, f"sha256:{container.image_id}"},
        "network": set(container.networks),
        "volume": {mount.name for mount in container.mounts},
    }
    return all(used[key] & set(values) for key, values in wanted.items())


def inspect_containers(world: World, words: Words) -> Reply:
    return inspect(words, lambda name: inspected(world, world.container(name)))


def _change(
    act: Callable[[World, DemoContainer], None], values: Words = ()
) -> Callable[[World, Words], Reply]:
    def answer(world: World, words: Words) -> Reply:
        options = sort_out(words, (), values)

        def one(name: str) -> str:
            act(world, world.container(name))
            return name

        return each(options.names, one)

    return answer


_start_each = _change(lifecycle.start)


def start(world: World, words: Words) -> Reply:
    """Afterwards it says in one line which could not be started."""
    reply = _start_each(world, words)
    if not reply.code:
        return reply
    failed = [name for name in words if name not in reply.stdout.splitlines()]
    summary = f"Error: failed to start containers: {', '.join(failed)}\n"
    return Reply(reply.stdout, reply.stderr + summary, 1)


def kill(world: World, words: Words) -> Reply:
    """A name that nobody has is a kill that failed, in the engine's words."""
    options = sort_out(words, (), ("-s", "--signal"))

    def one(name: str) -> str:
        try:
            container = world.container(name)
        except Refusal:
            raise from_daemon(f"cannot kill container: {name}: No such container: {name}") from None
        lifecycle.kill(world, container)
        return name

    return each(options.names, one)


def rm(world: World, words: Words) -> Reply:
    """With -f, a name that nobody has is said and forgiven."""
    options = sort_out(words, ("-f", "--force", "-v", "--volumes"))
    force = bool(options.flags & {"-f", "--force"})
    volumes = bool(options.flags & {"-v", "--volumes"})

    def one(name: str) -> str:
        try:
            container = world.container(name)
        except Refusal as refusal:
            raise Refusal(refusal.words, 0 if force else 1) from None
        lifecycle.remove(world, container, force=force, volumes=volumes)
        return name

    return each(options.names, one)


def top(world: World, words: Words) -> Reply:
    """The one process that each of its containers has."""
    container = world.container(words[0] if words else "")
    if not container.alive:
        raise from_daemon(f"container {container.id} is not running")
    command = " ".join(container.argv)
    head = f"{'UID':<20}{'PID':<20}{'PPID':<20}{'C':<20}{'STIME':<20}{'TTY':<20}{'TIME':<20}CMD"
    told = ("root", str(1000 + int(container.id[:3], 16)), "1", "0", "08:00", "?", "00:00:00")
    return Reply(lines([head, "".join(f"{word:<20}" for word in told) + command]))


SLOW, QUICK = 0.3, 0.15
VERBS: dict[Words, Verb] = {
    ("container", "ls"): Verb(ps),
    ("container", "inspect"): Verb(inspect_containers),
    ("container", "start"): Verb(start, QUICK),
    ("container", "stop"): Verb(_change(lifecycle.stop, ("-t", "--time", "-s", "--signal")), SLOW),
    ("container", "restart"): Verb(
        _change(lifecycle.restart, ("-t", "--time", "-s", "--signal")), SLOW + QUICK
    ),
    ("container", "kill"): Verb(kill, QUICK),
    ("container", "pause"): Verb(_change(lifecycle.pause)),
    ("container", "unpause"): Verb(_change(lifecycle.unpause)),
    ("container", "rm"): Verb(rm, QUICK),
    ("container", "top"): Verb(top),
    ("container", "exec"): Verb(container_deeds.execute),
    ("container", "run"): Verb(container_making.run, SLOW),
    ("container", "rename"): Verb(container_deeds.rename),
    ("container", "update"): Verb(container_deeds.update),
    ("container", "export"): Verb(container_deeds.export, SLOW),
    ("container", "port"): Verb(container_deeds.port),
    ("container", "diff"): Verb(container_deeds.diff, QUICK),
    ("container", "wait"): Verb(container_deeds.wait, SLOW),
    ("container", "attach"): Verb(container_deeds.attach),
}
