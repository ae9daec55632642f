"""Images: what `docker image ls --all` lists, one row a tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tui.core import units
from tui.core.action import Action, Choice, Chosen, Confirm
from tui.core.cleanup import choices
from tui.core.cleanup.world import Class, Thing
from tui.core.command import Command, docker
from tui.core.kind import Cell, Column, Field, Kind, Sizing, Tone, View
from tui.core.record import as_json
from tui.kinds.cells import age_cell, drawn, text_cell
from tui.kinds.image_archives import ARCHIVES
from tui.kinds.image_listing import PLATFORM, join, key, listing
from tui.kinds.image_making import MAKING
from tui.kinds.image_record import Image as Image
from tui.kinds.image_run import RUN
from tui.kinds.image_tabs import TABS
from tui.kinds.users import listed


def _named(value: str | None) -> Cell:
    return text_cell(value) if value else Cell("<none>", Tone.DIM)


def _use(row: Image, view: View) -> Cell:
    if row.containers is None:
        return Cell("?", Tone.DIM)
    return Cell(str(row.containers)) if row.containers else drawn(Cell("–", Tone.DIM), view)


def _state(row: Image, _view: View) -> Cell:
    if row.dangling:
        return Cell("dangling", Tone.WARN)
    if row.superseded:
        return Cell("older", Tone.WARN)
    return Cell("layer", Tone.DIM) if row.intermediate else Cell("")


def _platform(row: Image, _view: View) -> Cell:
    return text_cell(row.platform or "unknown", Tone.WARN if row.foreign else Tone.PLAIN)


def _size(row: Image, view: View) -> Cell:
    return drawn(Cell(units.size(row.size_bytes)), view)


def _newest_first(row: Image) -> float:
    return -row.created.timestamp() if row.created else 0


COLUMNS: tuple[Column[Image], ...] = (
    Column("repository", "Repository", lambda r, _: _named(r.repository),
           lambda r: r.repository or "~", 16, rank=0, grow=3),
    Column("tag", "Tag", lambda r, _: _named(r.tag), lambda r: r.tag or "~", 8, rank=1, grow=1),
    Column("id", "Id", lambda r, _: text_cell(r.id[:12], Tone.DIM), lambda r: r.id, 12, rank=6),
    Column("dangling", "State", _state, lambda r: (r.dangling, r.intermediate), 8, rank=5),
    Column("platform", "Platform", _platform, lambda r: r.platform or "~", 11, rank=7),
    Column("age", "Age", lambda r, view: age_cell(r.created, view), _newest_first, 4, rank=4,
           right=True),
    Column("size", "Size", _size, lambda r: r.size_bytes or 0, 7, rank=2, right=True),
    Column("containers", "Used", _use, lambda r: r.containers or 0, 4, rank=3, right=True),
)  # fmt: skip

OWN: Column[Image] = Column(
    "unique", "Unique", lambda r, view: drawn(Cell(units.size(r.unique_bytes)), view),
    lambda r: r.unique_bytes or 0, 7, rank=2, right=True,
)  # fmt: skip


def own_bytes(rows: tuple[Image, ...], found: Mapping[str, int]) -> tuple[Image, ...]:
    """What each image shares with no other, where that was measured."""
    return tuple(replace(row, unique_bytes=found.get(row.id)) for row in rows)


def dated(rows: tuple[Image, ...], at: datetime) -> tuple[Image, ...]:
    """With when that was."""
    return tuple(replace(row, measured=at) for row in rows)


def summary(row: Image, view: View) -> tuple[Field, ...]:
    return (*_is(row, view), *_known_as(row))


def _is(row: Image, view: View) -> Iterator[Field]:
    yield Field("image", text_cell(row.reference, Tone.ACCENT))
    yield Field("id", text_cell(row.id[:12], Tone.DIM))
    size = f"{units.size(row.size_bytes)}, layers shared with others counted in"
    yield Field("size", drawn(Cell(size), view))
    if row.unique_bytes is not None:
        when = f", measured {units.ago(view.now, row.measured)}" if row.measured else ""
        words = f"{units.size(row.unique_bytes)}, shared with no other image{when}"
        yield Field("unique", Cell(words))
        if (rest := (row.size_bytes or 0) - row.unique_bytes) > 0:
            yield Field("shared", Cell(f"{units.size(rest)}, which other images have too"))
    yield Field("created", Cell(units.ago(view.now, row.created)))
    yield Field("platform", _platform(row, view))
    if row.foreign:
        words = f"made for another platform than the engine's {row.engine}: emulated, or not run"
        yield Field("", text_cell(words, Tone.WARN))
    yield Field("used by", Cell(_users(row)))
    if row.dangling:
        but = ", only its digest" if row.repository else ""
        yield Field("state", Cell(f"dangling: no tag leads to it{but}", Tone.WARN))
    if row.intermediate:
        yield Field("state", Cell("a layer: other images are built on it", Tone.DIM))
    if row.superseded:
        words = f"{row.superseded} leads to another image by now: containers still run this one"
        yield Field("superseded", text_cell(words, Tone.WARN))
    if row.outdated:
        words = f"newer than what {listed(row.outdated)} runs: make it anew from this one"
        yield Field("newer", text_cell(words, Tone.WARN))


def _known_as(row: Image) -> Iterator[Field]:
    for tag in row.tags:
        yield Field("", text_cell(tag), "Tags")
    for digest in row.digests:
        yield Field("", text_cell(digest), "Digests")


def _users(row: Image) -> str:
    if row.containers is None:
        return "not known yet"
    return "1 container" if row.containers == 1 else f"{row.containers or 'no'} containers"


def headline(rows: Sequence[Image]) -> str:
    return str(len({row.id for row in rows}))


def _remove(row: Image, chosen: Chosen) -> Command:
    flags = [c.flag for c in REMOVE_CHOICES if c.id in chosen]
    return docker("image", "rm", *flags, row.reference, mutates=True, timeout=120)


def _taken(row: Image, _: Chosen) -> tuple[Thing, ...]:
    size = row.size_bytes or 0
    least, name = row.unique_bytes or 0, row.reference
    return (Thing(Class.IMAGE, row.id, name, least, size, tags=row.tags, digests=row.digests),)


_PODMAN_FORCES = "podman removes the containers too with -f, running ones as well, for good"
"""Seen with 4.3.1: `image rm -f` of the last tag."""


def _removal_warning(row: Image, chosen: Chosen) -> str | None:
    if row.others and row.repository:
        keep = "1 more keeps" if len(row.others) == 1 else f"{len(row.others)} more keep"
        return f"{row.short}: only this name goes, {keep} the image"
    if row.containers:
        used = f"{row.short} is used by {_users(row)}: docker refuses to remove it"
        if "force" not in chosen:
            return f"{used} without -f"
        return f"{used} even with -f if one of them runs\n{_PODMAN_FORCES}"
    return None


def _removable(row: Image) -> str | None:
    if row.intermediate:
        return f"{row.short} is a layer of other images: docker removes it with the last of them"
    return None


REMOVE_CHOICES = (
    Choice("force", "-f", "remove it although stopped containers use it"),
    Choice("no-prune", "--no-prune", "keep its untagged parents"),
)
UNDO_CHOICES = (choices.SAVE_IMAGES, choices.NO_UNDO)
ACTIONS: tuple[Action[Image], ...] = (
    Action(
        "image.remove", "Remove", "Remove the tag, and the image with its last tag",
        _remove, keys=("d", "delete"), confirm=Confirm.ASK,
        choices=REMOVE_CHOICES + UNDO_CHOICES, takes=_taken,
        disabled=_removable, warn=_removal_warning, stale=("images",),
        spelling="docker image rm", footer=4,
        lost="An image that was built here and not pushed cannot be pulled again.",
    ),
)  # fmt: skip


def _names(row: Image) -> tuple[str, ...]:
    """Also without `:latest`, and without the registry that podman puts before every name."""
    untagged = (row.repository,) if row.repository and row.tag == "latest" else ()
    own = (row.reference, *untagged)
    short = (name.removeprefix("docker.io/").removeprefix("library/") for name in own)
    return (*dict.fromkeys((*own, *short)), row.id, f"sha256:{row.id}")


def image_json(row: Image, _view: View) -> dict[str, Any]:
    made: dict[str, Any] = as_json(row)
    for own in ("layers", "engine", "measured"):  # inspect lists layers, `ls system` the engine
        del made[own]
    return {**made, "foreign": row.foreign if row.engine and row.platform else None}


IMAGES: Kind[Image] = Kind(
    id="images",
    singular="image",
    title="Images",
    tool="docker",
    listing=listing,
    needs=("containers", PLATFORM),
    join=join,
    key=key,
    names=_names,
    columns=COLUMNS,
    summary=summary,
    as_json=image_json,
    empty="No images. `docker pull hello-world` brings one.",
    facets={
        "name": lambda r: (r.reference,),
        "image": lambda r: (r.reference, r.id),
        "state": lambda r: (
            "dangling" if r.dangling else "layer" if r.intermediate else "tagged",
            "" if r.containers is None else "used" if r.containers else "unused",
            "superseded" if r.superseded else "",
            "foreign" if r.foreign else "",
        ),
        "digest": lambda r: r.digests,
    },
    moments={"created": lambda r: r.created},
    amounts={"size": lambda r: r.size_bytes},
    inspect=lambda row: docker("image", "inspect", row.id),
    tabs=TABS,
    sizing=Sizing(own_bytes, (OWN,), dated),
    headline=headline,
    actions=(*ACTIONS, RUN, *MAKING, *ARCHIVES),
    mentions=("image",),
    spellings=("docker image ls --all", "docker images"),
)
