"""`docker buildx`, as the plugin answers: a builder that is the engine, and two that are not."""

from __future__ import annotations

import json
from typing import Any

from tui.run.demo.records import DemoBuilder
from tui.run.demo.reply import NoAnswerError, Refusal, Reply, Verb, Words, lines
from tui.run.demo.times import stamp
from tui.run.demo.world import World

VERSION = "github.com/docker/buildx v0.29.1 a32761aeb3debd39be1eca514af3693af0db334b"
BUILDKIT = "v0.25.1"


def fill(world: World) -> None:
    """Put them into the world."""
    native, more = ("linux/amd64", "linux/amd64/v2"), ("linux/amd64", "linux/arm64")
    for one in (
        DemoBuilder("default", "docker", native, current=True),
        DemoBuilder("multi", "docker-container", more, used=world.ago(days=6)),
        DemoBuilder("spare", "docker-container", (), used=world.ago(days=190), status="inactive"),
    ):
        world.builders[one.name] = one


def version(_world: World, _words: Words) -> Reply:
    return Reply(f"{VERSION}\n")


def ls(world: World, words: Words) -> Reply:
    """A builder stands there once for itself and once for its node."""
    if words != ("--format", "json"):
        raise NoAnswerError(" ".join(words))
    told = [json.dumps(_told(one)) for one in world.builders.values()]
    return Reply(lines([line for one in told for line in (one, one)]))


def _told(one: DemoBuilder) -> dict[str, Any]:
    contained = one.driver != "docker"
    node = {
        "Name": f"{one.name}0" if contained else one.name,
        "Endpoint": "unix:///var/run/docker.sock" if contained else one.name,
        "Status": one.status,
        **({"Version": BUILDKIT, "Platforms": list(one.platforms)} if one.platforms else {}),
    }
    used = {"LastActivity": stamp(one.used)} if one.used else {}
    parts = {"Name": one.name, "Driver": one.driver, **used, "Dynamic": False, "Nodes": [node]}
    return {**parts, "Current": one.current}


def use(world: World, words: Words) -> Reply:
    _found(world, words)
    for one in world.builders.values():
        one.current = one.name == words[0]
    return Reply()


def rm(world: World, words: Words) -> Reply:
    gone = _found(world, words)
    if gone.driver == "docker":
        raise Refusal("ERROR: context builder cannot be removed, run `docker context rm` to")
    del world.builders[gone.name]
    if gone.current:
        world.builders["default"].current = True
    return Reply(f"{gone.name} removed\n")


def _found(world: World, words: Words) -> DemoBuilder:
    if len(words) != 1:
        raise NoAnswerError(" ".join(words))
    if words[0] not in world.builders:
        raise Refusal(f'ERROR: no builder "{words[0]}" found')
    return world.builders[words[0]]


VERBS: dict[Words, Verb] = {
    ("buildx", "version"): Verb(version, 0.05),
    ("buildx", "ls"): Verb(ls, 0.3),
    ("buildx", "use"): Verb(use, 0.1),
    ("buildx", "rm"): Verb(rm, 0.5),
}
