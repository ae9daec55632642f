"""Files out of a container and into it, and all of them as an archive."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tui.core.action import Action, Choice, Chosen, Confirm, Steps
from tui.core.command import Command, docker
from tui.core.form import About, Field, Sort, place_of, value_of
from tui.core.winpaths import unfinished
from tui.kinds.container_fields import plain
from tui.kinds.container_record import Container, handle
from tui.kinds.container_states import lasting
from tui.kinds.container_words import bad_inner_path
from tui.kinds.whole_files import dropped, named

COPYING = 4 * 3600.0
"""Seconds."""


def _whole(chosen: Chosen, *, remove: str) -> Steps:
    """It has its own name only when it is whole; half of it is deleted."""
    whole = place_of(chosen, "to").linux
    part = unfinished(whole)
    return Steps(named(part, whole), broken=(dropped(part, remove),), grows=part)


def _options(chosen: Chosen) -> tuple[str, ...]:
    return (*(["-a"] if "archive" in chosen else []), *(["-L"] if "follow" in chosen else []))


def _out(row: Container, chosen: Chosen) -> Command:
    part = unfinished(place_of(chosen, "to").linux)
    source = f"{handle(row)}:{value_of(chosen, 'path')}"
    return docker("cp", *_options(chosen), source, part, mutates=True, timeout=COPYING)


def _in(row: Container, chosen: Chosen) -> Command:
    target = f"{handle(row)}:{value_of(chosen, 'path')}"
    words = (*_options(chosen), place_of(chosen, "from").linux, target)
    return docker("cp", *words, mutates=True, timeout=COPYING)


def _export(row: Container, chosen: Chosen) -> Command:
    command = docker("export", handle(row), mutates=True, timeout=COPYING)
    return replace(command, into=unfinished(place_of(chosen, "to").linux))


def _tar(_about: About[Any], value: str) -> str | None:
    return None if value.lower().endswith(".tar") else "it is a tar: end it in .tar"


def _volumes(row: Container, _chosen: Chosen) -> str | None:
    inside = [m.destination for m in row.mounts if m.type in ("volume", "bind")]
    return f"what is mounted is not in the archive: {', '.join(inside)}" if inside else None


INNER: Field[Container] = Field(
    "path", "Inside", "A file or directory of the container", check=plain(bad_inner_path),
    sample="/etc/hosts",
)  # fmt: skip
TARGET: Field[Container] = Field(
    "to", "To", "Where to; nothing may be there yet", Sort.TARGET, own=True, beside=unfinished,
    sample="~/hosts",
)  # fmt: skip
ARCHIVE = Choice("archive", "-a", "Keep who owns the files")
FOLLOW = Choice("follow", "-L", "Copy what a link leads to, not the link")

FILES: tuple[Action[Container], ...] = (
    Action(
        "container.cp", "Copy out", "Copy a file or directory out of it", _out,
        form=(INNER, TARGET), choices=(ARCHIVE, FOLLOW), disabled=lasting, many=False,
        stale=("containers",), steps=lambda _, chosen: _whole(chosen, remove="-rf"),
        spelling="docker cp NAME:PATH FILE",
    ),
    Action(
        "container.cp-in", "Copy in", "Copy a file or directory into it", _in,
        form=(
            Field("from", "From", "A file or directory of this machine", Sort.THERE, own=True,
                  sample="~/hosts"),
            replace(INNER, help="Where to: a directory that is there, or the new name"),
        ),
        choices=(ARCHIVE, FOLLOW), disabled=lasting, many=False, stale=("containers",),
        confirm=Confirm.ASK, spelling="docker cp FILE NAME:PATH",
        lost="A file that is there under that name is overwritten: docker does not ask.",
    ),
    Action(
        "container.export", "Export", "Write all its files to a tar", _export,
        form=(replace(TARGET, check=_tar, sample="~/web.tar"),), disabled=lasting, many=False,
        stale=("containers",), warn=_volumes,
        steps=lambda _, chosen: _whole(chosen, remove="-f"), spelling="docker export NAME > FILE",
    ),
)  # fmt: skip
