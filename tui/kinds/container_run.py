"""A container made from an image: what has to be told, and the words of docker for it.

`run_form` and `run_command` serve whoever knows the image already, such as an image's row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tui.core.action import Action, Choice, Chosen
from tui.core.command import Command, Mode, docker
from tui.core.form import About, Field, value_of
from tui.core.wordlist import readable, split, split_list
from tui.kinds import container_ports as ports
from tui.kinds import container_words as words_of
from tui.kinds.container_fields import (
    CPUS,
    IMAGES,
    MEMORY,
    NETWORKS,
    RESTART,
    USER,
    WORKDIR,
    each,
    lines_of,
    new_name,
    optional,
    plain,
)
from tui.kinds.container_record import Container
from tui.kinds.run_failures import of_run

PULLING = 3600.0
"""Seconds for what may have to pull an image first."""
STALE = ("containers", "images", "volumes", "networks")


def _command(_about: About[Any], value: str) -> str | None:
    return readable(value)


IMAGE: Field[Any] = Field(
    "image", "Image", "What it is made from; docker pulls what is not here",
    check=plain(words_of.bad_image), sample="nginx:latest", source=IMAGES, read=lines_of,
)  # fmt: skip
OPTIONS: tuple[Field[Any], ...] = (
    Field("name", "Name", "Without one docker makes one up", check=new_name, required=False,
          sample="web"),
    Field("command", "Command", "In place of the image's own; quotes hold blanks together",
          check=_command, required=False, sample="sh -c 'sleep 60'"),
    Field("env", "Environment", "NAME=value, several with blanks between, blanks in quotes",
          check=each(words_of.bad_env), required=False, sample="TZ=UTC GREETING='good day'"),
    Field("publish", "Ports", "HERE:INSIDE, several with blanks or commas between",
          check=each(words_of.bad_port, commas=True), required=False, sample="8080:80",
          needs=ports.NEEDS, asks=ports.names_one, caution=ports.caution),
    Field("volume", "Mounts", "NAME:/PATH or /HERE:/PATH:ro, several with blanks between; a "
          "path that is not there is made", check=each(words_of.bad_mount), required=False,
          sample="data:/data /home/dev/src:/src:ro"),
    Field("network", "Network", "The one it is on; else bridge", required=False,
          check=plain(lambda word: None if not word.startswith("-") else "that is no network"),
          sample="bridge", source=NETWORKS, read=lines_of),
    RESTART,
    MEMORY,
    CPUS,
    replace(USER, help="Who it runs as, as 1000:1000; else the image's user"),
    replace(WORKDIR, help="Where it begins; else where the image says"),
    optional("entrypoint", "Entrypoint", "The program in place of the image's own",
             lambda word: "that is no program" if word.startswith("-") else None, "/bin/sh"),
)  # fmt: skip
RM = Choice("rm", "--rm", "docker removes it as soon as it stops, with its anonymous volumes")
INTERACTIVE = Choice("interactive", "-it", "Give it this terminal instead of the background")


def run_form(image: Field[Any] | None = IMAGE) -> tuple[Field[Any], ...]:
    """All fields; None for an image that is known already."""
    return OPTIONS if image is None else (image, *OPTIONS)


def options_of(chosen: Chosen) -> tuple[str, ...]:
    """The options of `docker run` and `docker create` for what was told."""
    words: list[str] = ["--rm"] if RM.id in chosen else []
    for name in ("name", "network", "restart", "memory", "cpus", "user", "workdir", "entrypoint"):
        if value := value_of(chosen, name):
            words += [f"--{name}", value]
    words += [word for one in split(value_of(chosen, "env")) for word in ("--env", one)]
    words += [word for one in split_list(value_of(chosen, "publish")) for word in ("-p", one)]
    for one in split(value_of(chosen, "volume")):
        words += ["--mount" if words_of.is_long_mount(one) else "-v", one]
    return tuple(words)


def run_command(image: str, chosen: Chosen) -> Command:
    """`docker run`, in the background unless it is to have the terminal."""
    with_terminal = INTERACTIVE.id in chosen
    how = "-it" if with_terminal else "-d"
    words = ("run", how, *options_of(chosen), image, *split(value_of(chosen, "command")))
    limit = None if with_terminal else PULLING
    made = docker(*words, mutates=True, timeout=limit)
    return replace(made, mode=Mode.INTERACTIVE) if with_terminal else made


def create_command(image: str, chosen: Chosen) -> Command:
    command = split(value_of(chosen, "command"))
    terminal = ("-it",) if INTERACTIVE.id in chosen else ()
    words = ("create", *terminal, *options_of(chosen), image, *command)
    return docker(*words, mutates=True, timeout=PULLING)


def mount_warnings(_row: object, chosen: Chosen) -> str | None:
    """What a path from Windows means for what is mounted."""
    slow = [
        one.partition(":")[0]
        for one in split(value_of(chosen, "volume"))
        if words_of.on_windows(one)
    ]
    lines = (f"{path} is on Windows: slow across 9P, and changes go unnoticed" for path in slow)
    return "\n".join(lines) or None


RUNNING: tuple[Action[Container], ...] = (
    Action(
        "container.run", "Run", "Make a container from an image and start it",
        lambda _, chosen: run_command(value_of(chosen, "image"), chosen), keys=("c",),
        stale=STALE, many=False, makes="image", form=run_form(), choices=(RM, INTERACTIVE),
        warn=mount_warnings, spelling="docker run", means=of_run,
    ),
    Action(
        "container.create", "Create", "Make a container from an image without starting it",
        lambda _, chosen: create_command(value_of(chosen, "image"), chosen), stale=STALE,
        many=False, makes="image", form=run_form(),
        choices=(RM, replace(INTERACTIVE, title="Keep a terminal for it, to attach to")),
        warn=mount_warnings, spelling="docker create", means=of_run,
    ),
)  # fmt: skip
