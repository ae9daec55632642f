"""Verbs of wsl.exe in the demo world that copy, make and change distros, and files beside them."""

from __future__ import annotations

from tui.run.demo import options
from tui.run.demo.records import DemoDistro
from tui.run.demo.reply import NoAnswerError, Refusal, Reply, Verb, Words
from tui.run.demo.world import World
from tui.run.demo.wsl_words import (
    FAILED,
    IN_USE,
    SPARSE_DISABLED,
    SUCCESS,
    WSL2,
    find_distro,
    named,
)

TAKEN = (
    "A distribution with the supplied name already exists."
    " Use --name to choose a different name.\n"
    "Error code: Wsl/Service/RegisterDistro/ERROR_ALREADY_EXISTS"
)
UNKNOWN = (
    "Invalid distribution name: '{}'.\n"
    "To get a list of valid distributions, use 'wsl.exe --list --online'.\n"
    "Error code: Wsl/InstallDistro/WSL_E_DISTRO_NOT_FOUND"
)
INSTALLED = "Distribution successfully installed. It can be launched via 'wsl.exe -d {}'\n"
MOUNTED = "The disk was successfully mounted as '/mnt/wsl/{}'.\n"
OFFER = (
    "The following is a list of valid distributions that can be installed.\n"
    "Install using 'wsl.exe --install <Distro>'.\n"
)
ONLINE = (
    ("Ubuntu", "Ubuntu"),
    ("Ubuntu-24.04", "Ubuntu 24.04 LTS"),
    ("Debian", "Debian GNU/Linux"),
    ("FedoraLinux-43", "Fedora Linux 43"),
    ("archlinux", "Arch Linux"),
    ("kali-linux", "Kali Linux Rolling"),
)
"""What can be installed: name and friendly name."""
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


def install(world: World, words: Words) -> Reply:
    told = options.sort_out(words, flags=("--no-launch",), values=("--name", "--location"))
    if len(told.names) != 1 or "--no-launch" not in told.flags:
        raise NoAnswerError(" ".join(words))
    known = {name.lower(): name for name, _ in ONLINE}
    name = known.get(told.names[0].lower())
    if name is None:
        raise Refusal(UNKNOWN.format(told.names[0]), FAILED)
    name = told.last("--name") or name
    _register(world, name, 2)
    return Reply(INSTALLED.format(name))


def online() -> Reply:
    rows = (f"{name:<16}{friendly}" for name, friendly in (("NAME", "FRIENDLY NAME"), *ONLINE))
    return Reply(f"{OFFER}\n" + "".join(f"{row}\n" for row in rows))


def mount(_world: World, words: Words) -> Reply:
    values = ("--name", "--type", "--options", "--partition")
    told = options.sort_out(words, flags=("--vhd", "--bare"), values=values)
    if len(told.names) != 1 or ("--vhd" not in told.flags and "PHYSICAL" not in told.names[0]):
        raise NoAnswerError(" ".join(words))
    name = told.last("--name") or "disk"
    return Reply(SUCCESS if "--bare" in told.flags else MOUNTED.format(name))


def unmount(_world: World, words: Words) -> Reply:
    if len(words) > 1:
        raise NoAnswerError(" ".join(words))
    return Reply(SUCCESS)


def set_default_version(_world: World, words: Words) -> Reply:
    if words not in (("1",), ("2",)):
        raise NoAnswerError(" ".join(words))
    return Reply(f"{WSL2 if words == ('2',) else ''}{SUCCESS}")


def _find_file(words: Words) -> tuple[Verb, Words]:
    return Verb(lambda _world, _words: Reply(), 0.05), words


FIND = dict.fromkeys(("mv", "rm"), _find_file)
"""What is done to files that are not there."""
