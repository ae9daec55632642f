"""The verbs of docker for volumes."""

from __future__ import annotations

from typing import Any

from tui.run.demo.inspecting import inspect
from tui.run.demo.making import VOLUMES
from tui.run.demo.options import sort_out
from tui.run.demo.printing import print_rows
from tui.run.demo.records import DemoVolume
from tui.run.demo.reply import Refusal, Reply, Verb, Words, each, from_daemon
from tui.run.demo.times import stamp
from tui.run.demo.world import World

UNASKED = "N/A"


def ls(world: World, words: Words) -> Reply:
    """By name."""
    options = sort_out(words, ("-q", "--quiet"), ("--format",))
    return print_rows([_listed(world.volumes[name]) for name in sorted(world.volumes)], options)


def _listed(volume: DemoVolume) -> dict[str, Any]:
    unasked = dict.fromkeys(("Availability", "Group", "Links", "Size", "Status"), UNASKED)
    return {
        **unasked,
        "Driver": "local",
        "Labels": ",".join(f"{k}={v}" for k, v in volume.labels.items()),
        "Mountpoint": _mountpoint(volume),
        "Name": volume.name,
        "Scope": "local",
    }


def _mountpoint(volume: DemoVolume) -> str:
    return f"{VOLUMES}/{volume.name}/_data"


def inspect_volumes(world: World, words: Words) -> Reply:
    return inspect(words, lambda name: _inspected(_found(world, name)))


def _found(world: World, name: str) -> DemoVolume:
    if name not in world.volumes:
        raise from_daemon(f"get {name}: no such volume")
    return world.volumes[name]


def _inspected(volume: DemoVolume) -> dict[str, Any]:
    return {
        "CreatedAt": stamp(volume.created),
        "Driver": "local",
        "Labels": dict(volume.labels) or None,
        "Mountpoint": _mountpoint(volume),
        "Name": volume.name,
        "Options": None,
        "Scope": "local",
        "UsageData": None,
    }


def rm(world: World, words: Words) -> Reply:
    """With -f, a name that nobody has is forgiven; one in use is refused all the same."""
    options = sort_out(words, ("-f", "--force"))

    def one(name: str) -> str:
        try:
            _remove(world, _found(world, name))
        except Refusal as refusal:
            if not (options.flags and "no such volume" in refusal.words):
                raise
        return name

    return each(options.names, one)


def _remove(world: World, volume: DemoVolume) -> None:
    users = [c.id for c in world.containers.values() if volume.name in (m.name for m in c.mounts)]
    if users:
        ids = ", ".join(users)
        raise from_daemon(f"remove {volume.name}: volume is in use - [{ids}]")
    del world.volumes[volume.name]
    world.events.tell("volume", "destroy", volume.name, {"driver": "local"})


def create(world: World, words: Words) -> Reply:
    """One that is there already is left as it is, without a word."""
    options = sort_out(words, (), ("--driver", "--label", "--opt"))
    driver, (name,) = options.last("--driver") or "local", options.names
    if driver != "local":
        why = "Plugin not found"
        raise from_daemon(
            f'create {name}: error looking up volume plugin {driver}: plugin "{driver}" {why}'
        )
    if name not in world.volumes:
        labels = dict(one.partition("=")[::2] for one in options.values.get("--label", []))
        world.volumes[name] = DemoVolume(name, world.clock(), labels=labels)
        world.events.tell("volume", "create", name, {"driver": driver})
    return Reply(f"{name}\n")


VERBS: dict[Words, Verb] = {
    ("volume", "ls"): Verb(ls),
    ("volume", "create"): Verb(create, 0.1),
    ("volume", "inspect"): Verb(inspect_volumes),
    ("volume", "rm"): Verb(rm, 0.2),
}
