"""Contexts of the demo world: its Docker Desktop, a build server, and one only Windows can use."""

from __future__ import annotations

import json
from typing import Any

from tui.run.demo import docker_system
from tui.run.demo.options import sort_out
from tui.run.demo.reply import NoAnswerError, Refusal, Reply, Verb, Words, lines
from tui.run.demo.world import World

HERE, SERVER, WINDOWS = "default", "build-server", "desktop-linux"
_PLACES = {
    HERE: "unix:///var/run/docker.sock",
    SERVER: "ssh://dev@build.example.net",
    WINDOWS: "npipe:////./pipe/dockerDesktopLinuxEngine",
}
_ABOUT = {HERE: "Current DOCKER_HOST based configuration", SERVER: "", WINDOWS: "Docker Desktop"}
_OF_SERVER = {
    "ID": "BUILD:SERV:ER00", "OperatingSystem": "Ubuntu 24.04.3 LTS", "Name": "build",
    "KernelVersion": "6.8.0-79-generic", "ServerVersion": "28.5.1",
}  # fmt: skip


def _list(world: World, words: Words) -> Reply:
    if sort_out(words, (), ("--format",)).last("--format") != "{{json .}}":
        raise NoAnswerError(" ".join(words))
    rows: list[dict[str, Any]] = [
        {"Current": name == world.context, "Description": _ABOUT[name], "DockerEndpoint": place,
         "Error": "", "Name": name}
        for name, place in _PLACES.items()
        if name not in world.forgotten
    ]  # fmt: skip
    return Reply(lines([json.dumps(row) for row in rows]))


def _use(world: World, words: Words) -> Reply:
    (name,) = words
    if name not in _PLACES:
        raise Refusal(f'context "{name}": context not found')
    world.context = name
    return Reply(f"{name}\n", f'Current context is now "{name}"\n')


def _with_context(world: World, words: Words) -> Reply:
    """`docker --context NAME VERB …`: the server has a plain engine."""
    name, verb, rest = words[0], words[1:2], words[2:]
    if name not in _PLACES:
        raise Refusal(f'context "{name}": context not found')
    reply = docker_system.VERBS[verb].answer(world, rest)
    if name != SERVER:
        return reply
    told = json.loads(reply.stdout)
    told |= {key: value for key, value in _OF_SERVER.items() if key in told}
    if "Server" in told:
        told["Server"] |= {"Platform": {"Name": "Docker Engine - Community"}, "Version": "28.5.1"}
    return Reply(f"{json.dumps(told)}\n")


def _remove(world: World, words: Words) -> Reply:
    (name,) = words
    if name not in _PLACES or name in world.forgotten:
        raise Refusal(f'context "{name}": context not found')
    if name == world.context:
        raise Refusal(f'context "{name}": context in use')
    world.forgotten.add(name)
    return Reply(f"{name}\n")


VERBS: dict[Words, Verb] = {
    ("context", "ls"): Verb(_list),
    ("context", "use"): Verb(_use),
    ("context", "rm"): Verb(_remove),
    ("--context",): Verb(_with_context, 0.1),
}
