"""Verbs of wsl.exe in the demo world that copy, make and change distros, and files beside them."""

from __future__ import annotations

from tui.run.demo import options
from tui.run.demo.records import DemoDistro
from tui.run.demo.reply import NoAnswerError, Refusal, Reply, Verb, Words
from tui.run.demo.world import World
from tui.run.demo.wsl_words import FAILED, IN_USE, SPARSE_DISABLED, SUCCESS, find_distro, named

TAKEN = (
    "A distribution with the supplied name already exists."
    " Use --name to choose a different name.\n"
    "Error code: Wsl/Service/RegisterDistro/ERROR_ALREADY_EXISTS"
)
_SPARSE = ("--set-sparse", "true")
_FORMATS = ("tar", "tar.gz", "tar.xz", "vhd")


def export(world: World, words: Words) -> Reply:
    """It is stopped for that; there is no file in the end."""
    told = options.sort_out(words, flags=("--vhd",), values=("--format",))
    if len(told.names) != 2 or told.last("--format") not in (None, *_FORMATS):
        raise NoAnswerError(" ".join(words))
    find_distro(world, told.names[0]).running = False
    return Reply(SUCCESS)


def import_(world: World, words: Words) -> Reply:
    told = options.sort_out(words, flags=("--vhd",), values=("--version",))
    if len(told.names) != 3:
        raise NoAnswerError(" ".join(words))
    return _register(world, told.names[0], int(told.last("--version") or 2))


def import_in_place(world: World, words: Words) -> Reply:
    if len(words) != 2:
        raise NoAnswerError(" ".join(words))
    return _register(world, words[0], 2)


def _register(world: World, name: str, version: int) -> Reply:
    if any(distro.name.lower() == name.lower() for distro in world.distros):
        raise Refusal(TAKEN, FAILED)
    first = not world.distros
    world.distros.append(DemoDistro(name, version=version, default=first))
    return Reply(SUCCESS)


def manage(world: World, words: Words) -> Reply:
    """What is asked of a disk needs a distro that is stopped."""
    distro, rest = find_distro(world, named("--manage", words)), words[1:]
    if rest[:1] == ("--set-default-user",) and len(rest) == 2:
        distro.running = False
        return Reply(SUCCESS)
    if rest == _SPARSE:
        raise Refusal(SPARSE_DISABLED, FAILED)
    sparse = rest in ((*_SPARSE, "--allow-unsafe"), ("--set-sparse", "false"))
    if not sparse and not (rest[:1] in (("--move",), ("--resize",)) and len(rest) == 2):
        raise NoAnswerError(" ".join(words))
    if distro.running:
        raise Refusal(IN_USE, FAILED)
    return Reply(SUCCESS)


def _find_file(words: Words) -> tuple[Verb, Words]:
    return Verb(lambda _world, _words: Reply(), 0.05), words


FIND = {"mv": _find_file, "rm": _find_file}
"""What is done to files that are not there."""
