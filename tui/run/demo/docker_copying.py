"""`docker cp` from and to a volume: into a file, out of one, or through a pipe to tar."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tui.run.demo import container_deeds
from tui.run.demo.made_files import DemoFile, files_in
from tui.run.demo.records import DemoVolume
from tui.run.demo.reply import Refusal, Reply, Verb, Words, from_daemon, lines
from tui.run.demo.world import World

INTO, OUT_OF, THROUGH = ">", "<", "|"
"""What stands before the file, or the pipe, that a command is joined with."""


def cp(world: World, words: Words) -> Reply:
    """All of a volume, or with a pipe what that makes of a directory or of a file."""
    *names, last = words
    if "-" not in names:
        return container_deeds.copy(world, words)
    carrier, _, path = names[1 if names[0] == "-" else 0].partition(":")
    volume = _volume(world, carrier)
    if names[0] == "-":
        volume.size = world.copies.get(last, 0)
    elif names[-1] == THROUGH:
        return _piped(world, volume, path.removeprefix("/wsltui/"), last)
    else:
        if names[-1] != INTO:
            Path(last).touch(mode=0o600)
        world.copies[last] = volume.size
    return Reply()


def _volume(world: World, carrier: str) -> DemoVolume:
    mounts = world.container(carrier).mounts
    if not mounts:
        raise from_daemon(f"Could not find the file / in container {carrier}")
    return world.volumes[mounts[0].name]


def _piped(world: World, volume: DemoVolume, path: str, pipe: str) -> Reply:
    found = files_in(world, volume)
    if "tar tf" in pipe:
        if found:
            raise Refusal("It is not empty.")
        return Reply()
    if "tar x" in pipe:
        return Reply(next((one.text for one in found if one.path == path), ""))
    if pipe.endswith("-n 1"):
        return Reply(lines([_line(world, one, "") for one in found if one.path == path]))
    folder = path.removesuffix(".")
    inside = [one for one in found if one.path.startswith(folder)]
    if folder and not inside:
        raise from_daemon(f"Could not find the file /wsltui/{path}")
    shown = [DemoFile(""), *(one for one in inside if one.path != folder)]
    return Reply(lines([_line(world, one, folder) for one in shown]))


def _line(world: World, one: DemoFile, folder: str) -> str:
    name, then = one.path.removeprefix(folder), world.began - timedelta(days=one.days)
    is_folder = not name or name.endswith("/")
    mode = "drwxr-xr-x" if is_folder else "-rw-------"
    return f"{mode} 999/999 {one.size:>10} {then:%Y-%m-%d %H:%M} ./{name}"


VERBS: dict[Words, Verb] = {("container", "cp"): Verb(cp, 0.3)}
