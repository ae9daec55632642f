"""WSL containers in the demo world: one session is open, with a few things in it."""

from __future__ import annotations

import json
from collections.abc import Callable

from tui.run.demo.reply import NoAnswerError, Reply, Verb, Words, lines
from tui.run.demo.world import World

SESSION = "wslc-cli"
_WHO = ("--session", SESSION)
_AS_JSON = ("--no-trunc", "--format", "json")
_TABLE = ["ID   Creator PID   Display Name", f"1    18324         {SESSION}"]


def _containers(world: World) -> Reply:
    began = int(world.ago(hours=3).timestamp())
    port = {"HostPort": 8088, "ContainerPort": 80, "Protocol": 6, "BindingAddress": "127.0.0.1"}
    rows = [
        {"Id": world.ident("wslc", "site"), "Name": "site", "Image": "nginx:1.29", "State": 2,
         "StateChangedAt": began, "CreatedAt": began, "Ports": [port]},
        {"Id": world.ident("wslc", "probe"), "Name": "probe", "Image": "alpine:3.22", "State": 3,
         "StateChangedAt": began + 9, "CreatedAt": began, "Ports": []},
    ]  # fmt: skip
    return Reply(f"{json.dumps(rows, indent=2)}\n")


def _images(world: World) -> Reply:
    began = int(world.ago(days=12).timestamp())
    sizes = {"nginx:1.29": 191_998_976, "alpine:3.22": 8_302_592}
    rows = [
        {"Repository": name, "Tag": tag, "Id": f"sha256:{world.ident('wslc', name)}",
         "Created": began, "Size": size}
        for (name, _, tag), size in ((ref.partition(":"), size) for ref, size in sizes.items())
    ]  # fmt: skip
    return Reply(f"{json.dumps(rows, indent=2)}\n")


_ANSWERS: dict[Words, Callable[[World], Reply]] = {
    ("version",): lambda _: Reply("wslc 2.9.4.0\n"),
    ("system", "session", "list"): lambda _: Reply(lines(_TABLE)),
    (*_WHO, "container", "list", "--all", *_AS_JSON): _containers,
    (*_WHO, "image", "list", *_AS_JSON): _images,
}


def _answer(world: World, words: Words) -> Reply:
    if words not in _ANSWERS:
        raise NoAnswerError(" ".join(words))
    return _ANSWERS[words](world)


FIND = {"wslc.exe": lambda words: (Verb(_answer, 0.2), words)}
"""By program."""
