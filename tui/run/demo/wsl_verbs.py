"""The verbs of wsl.exe in the demo world. Its errors go to stdout, with exit code 255."""

from __future__ import annotations

from collections.abc import Callable

from tui.run.demo import made_memory, wsl_files, wsl_inside, wsl_making
from tui.run.demo.records import DemoDistro
from tui.run.demo.reply import NoAnswerError, Reply, Verb, Words, lines
from tui.run.demo.world import World
from tui.run.demo.wsl_words import FAILED, SUCCESS, WSL2, find_distro, named

NO_RUNNING = "There are no running distributions."
VERSION = """\
WSL version: 2.9.4.0
Kernel version: 6.18.33.1-1
WSLg version: 1.0.73.2
MSRDC version: 1.2.6676
Direct3D version: 1.611.1-81528511
DXCore version: 10.0.26100.1-240331-1435.ge-release
Windows version: 10.0.26100.4946
"""
NO_SHELL = "This is the demo: there is no real distro {name} behind it, so no shell was opened."


def _list(world: World, words: Words) -> Reply:
    flags = set(words)
    if flags in ({"--online"}, {"-o"}):
        return wsl_making.online()
    if flags - {"-v", "--verbose", "-q", "--quiet", "--running", "--all"}:
        raise NoAnswerError(" ".join(words))
    distros = sorted(world.distros, key=lambda d: not d.default)
    if flags & {"-v", "--verbose"}:
        return Reply(_table(distros))
    shown = [d for d in distros if d.running] if "--running" in flags else distros
    if flags & {"-q", "--quiet"}:
        return Reply(lines([d.name for d in shown]))
    if not shown:
        return Reply(f"{NO_RUNNING}\n", code=FAILED)
    names = [f"{d.name} (Default)" if d.default else d.name for d in shown]
    return Reply(lines(["Windows Subsystem for Linux Distributions:", *names]))


def _table(distros: list[DemoDistro]) -> str:
    width = max([len("NAME"), *(len(d.name) for d in distros)]) + 4
    rows = [f"  {'NAME':<{width}}{'STATE':<16}VERSION"]
    for distro in distros:
        mark, state = "*" if distro.default else " ", "Running" if distro.running else "Stopped"
        rows.append(f"{mark} {distro.name:<{width}}{state:<16}{distro.version}")
    return lines(rows)


def _set_default(world: World, words: Words) -> Reply:
    chosen = find_distro(world, named("--set-default", words))
    for distro in world.distros:
        distro.default = distro is chosen
    return Reply(SUCCESS)


def _terminate(world: World, words: Words) -> Reply:
    find_distro(world, named("--terminate", words)).running = False
    return Reply(SUCCESS)


def _set_version(world: World, words: Words) -> Reply:
    """With the one line that a conversion to WSL 2 begins with."""
    distro = find_distro(world, named("--set-version", words))
    distro.version, distro.running = int(words[1]), False
    return Reply(f"{WSL2 if distro.version == 2 else ''}{SUCCESS}")


def _unregister(world: World, words: Words) -> Reply:
    gone = find_distro(world, named("--unregister", words))
    world.distros.remove(gone)
    if gone.default and world.distros:
        world.distros[0].default = True
    return Reply(SUCCESS)


def _shutdown(world: World, words: Words) -> Reply:
    if set(words) - {"--force"}:
        raise NoAnswerError(" ".join(words))
    for distro in world.distros:
        distro.running = False
    return Reply()


def _run(world: World, words: Words) -> Reply:
    """`-d NAME` opens a shell, `-d NAME -e true` only starts the distro."""
    distro, rest = find_distro(world, named("--distribution", words)), words[1:]
    while rest[:1] in (("-u",), ("--cd",)):
        rest = rest[2:]
    if rest[:1] == ("-e",) and (told := wsl_files.in_distro(world, distro.name, rest[1:])):
        distro.running = True
        return told
    if rest[:1] == ("-e",) and made_memory.drops(rest[1:]):
        return made_memory.drop(world, rest[1:])
    if rest[:1] == ("-e",) and (said := wsl_inside.answer(distro, rest[1:])):
        distro.running = True
        return Reply(said)
    if rest and rest not in (("-e", "true"), ("--exec", "true"), ("--", "true")):
        raise NoAnswerError(" ".join(rest))
    distro.running = True
    return Reply("" if rest else lines([NO_SHELL.format(name=distro.name)]))


def _status(world: World, _words: Words) -> Reply:
    default = [f"Default Distribution: {d.name}" for d in world.distros if d.default]
    return Reply(lines([*default, "Default Version: 2"]))


def _version(_world: World, _words: Words) -> Reply:
    return Reply(VERSION)


def _all(
    spellings: str, answer: Callable[[World, Words], Reply], seconds: float = 0.06
) -> dict[Words, Verb]:
    return {(word,): Verb(answer, seconds) for word in spellings.split()}


VERBS: dict[Words, Verb] = {
    **_all("-l --list", _list),
    **_all("-s --set-default --setdefault", _set_default, 0.15),
    **_all("-t --terminate", _terminate, 0.3),
    **_all("-d --distribution", _run, 0.6),
    **_all("--set-version", _set_version, 4.0),
    **_all("--unregister", _unregister, 0.5),
    **_all("--shutdown", _shutdown, 1.0),
    **_all("--manage", wsl_making.manage, 0.3),
    **_all("--export", wsl_making.export, 4.0),
    **_all("--import", wsl_making.import_, 3.0),
    **_all("--install", wsl_making.install, 5.0),
    **_all("--mount", wsl_making.mount, 0.5),
    **_all("--unmount", wsl_making.unmount, 0.5),
    **_all("--set-default-version", wsl_making.set_default_version),
    **_all("--import-in-place", wsl_making.import_in_place, 0.5),
    **_all("--status", _status),
    **_all("-v --version", _version),
}


def find(words: Words) -> tuple[Verb, Words] | None:
    """The verb and what stands behind it."""
    verb = VERBS.get(words[:1])
    if verb is not None and words[2:3] == ("-e",) and words[3:] != ("true",):
        verb = Verb(verb.answer)
    return (verb, words[1:]) if verb else None
