"""Images: what `docker image ls --all` lists, one row a tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tui.core import parse, units
from tui.core.action import Action, Choice, Chosen, Confirm
from tui.core.command import Command, Result, docker
from tui.core.failure import failure, gone
from tui.core.kind import Cell, Column, Field, Kind, Listing, Step, Tone, View
from tui.core.parse import clean
from tui.core.record import array, as_json, bare_id, text
from tui.kinds.reading import template

BATCH = 250


@dataclass(frozen=True, slots=True)
class Image:
    """One tag of an image, or an image without one. `containers` is None while unknown."""

    id: str
    repository: str | None
    tag: str | None
    digests: tuple[str, ...] = ()
    created: datetime | None = None
    size_bytes: int | None = None
    unique_bytes: int | None = None
    containers: int | None = None
    dangling: bool = False
    intermediate: bool = False
    platform: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """`repo:tag`, or the id where there is none."""
        return f"{self.repository}:{self.tag}" if self.repository and self.tag else self.id


LS = docker(
    "image", "ls", "--all", "--no-trunc", "--format",
    template("ID", "Repository", "Tag", "Size", "CreatedAt"), timeout=60,
)  # fmt: skip
DANGLING = docker(
    "image", "ls", "--all", "--no-trunc", "--quiet", "--filter", "dangling=true", timeout=60
)
INSPECT = template(
    "Id", "RepoTags", "RepoDigests", "Created", "Size", "Os", "Architecture"
)  # fmt: skip


def listing() -> Listing[Image]:
    """Rows from `ls`; exact sizes and digests from `inspect`, for `ls` rounds and cuts."""
    listed, dangling = yield Step((LS, DANGLING))
    loose = {bare_id(line.strip()) for line in dangling.text.splitlines()}
    rows = [_row(found, loose) for found in parse.json_lines(listed.text)]
    ids = list(dict.fromkeys(row.id for row in rows))
    batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
    commands = tuple(
        docker("image", "inspect", "--format", INSPECT, *batch, timeout=60) for batch in batches
    )
    results = (yield Step(commands, tuple(rows), tolerant=True)) if commands else ()
    known = {bare_id(text(f.get("Id"))): f for result in results for f in _found(result)}
    return tuple(_exact(row, known[row.id]) for row in rows if row.id in known)


def _found(result: Result) -> list[dict[str, Any]]:
    if not (result.ok or gone(result)):
        raise failure(result)
    return [found for found in parse.json_lines(result.text) if isinstance(found, dict)]


def _row(found: dict[str, Any], loose: set[str]) -> Image:
    image_id = bare_id(text(found.get("ID")))
    repository, tag = _none(found.get("Repository")), _none(found.get("Tag"))
    dangling = image_id in loose
    return Image(
        id=image_id,
        repository=repository,
        tag=tag,
        created=parse.time(text(found.get("CreatedAt"))),
        size_bytes=parse.size(text(found.get("Size"))),
        dangling=dangling,
        intermediate=not (dangling or repository or tag),
    )


def _none(value: Any) -> str | None:
    return None if value in (None, "", "<none>") else text(value)


def _exact(row: Image, found: dict[str, Any]) -> Image:
    digests = tuple(text(d) for d in array(found.get("RepoDigests")))
    own = tuple(d for d in digests if d.rpartition("@")[0] == row.repository)
    size, platform = found.get("Size"), f"{found.get('Os', '')}/{found.get('Architecture', '')}"
    return replace(
        row,
        digests=own or digests,
        created=parse.time(text(found.get("Created"))),
        size_bytes=size if isinstance(size, int) else row.size_bytes,
        platform=platform.strip("/") or None,
        tags=tuple(text(t) for t in array(found.get("RepoTags"))),
    )


def join(rows: tuple[Image, ...], others: Mapping[str, tuple[Any, ...]]) -> tuple[Image, ...]:
    """How many containers use each image; unknown as long as containers are."""
    if "containers" not in others or not all(c.image_id for c in others["containers"]):
        return rows
    users = Counter(c.image_id for c in others["containers"])
    return tuple(replace(row, containers=users[row.id]) for row in rows)


def _text(value: str | None, mood: Tone = Tone.PLAIN) -> Cell:
    return Cell(clean(value or ""), mood)


def _named(value: str | None) -> Cell:
    return Cell(clean(value), Tone.PLAIN) if value else Cell("<none>", Tone.DIM)


def use(row: Image, _view: View) -> Cell:
    if row.containers is None:
        return Cell("?", Tone.DIM)
    return Cell(str(row.containers)) if row.containers else Cell("–", Tone.DIM)


def kind_of(row: Image, _view: View) -> Cell:
    if row.dangling:
        return Cell("dangling", Tone.WARN)
    return Cell("layer", Tone.DIM) if row.intermediate else Cell("")


def _age(row: Image, view: View) -> Cell:
    return _text(units.age(view.now, row.created), Tone.DIM)


COLUMNS: tuple[Column[Image], ...] = (
    Column("repository", "Repository", lambda r, _: _named(r.repository),
           lambda r: r.repository or "~", 16, 0, grow=3),
    Column("tag", "Tag", lambda r, _: _named(r.tag), lambda r: r.tag or "~", 8, 1, grow=1),
    Column("id", "Id", lambda r, _: _text(r.id[:12], Tone.DIM), lambda r: r.id, 12, 6),
    Column("dangling", "State", kind_of, lambda r: (r.dangling, r.intermediate), 8, 5),
    Column("age", "Age", _age, lambda r: -(r.created.timestamp() if r.created else 0), 4, 4,
           right=True),
    Column("size", "Size", lambda r, _: Cell(units.size(r.size_bytes)),
           lambda r: r.size_bytes or 0, 7, 2, right=True),
    Column("containers", "Used", use, lambda r: r.containers or 0, 4, 3, right=True),
)  # fmt: skip


def summary(row: Image, view: View) -> tuple[Field, ...]:
    lines = [
        Field("image", _text(row.reference, Tone.ACCENT)),
        Field("id", _text(row.id[:12], Tone.DIM)),
        Field("size", Cell(f"{units.size(row.size_bytes)}, layers shared with others counted in")),
        Field("created", Cell(units.ago(view.now, row.created))),
        Field("platform", _text(row.platform or "unknown")),
        Field("used by", Cell(_users(row))),
    ]
    if row.dangling:
        lines.append(Field("state", Cell("dangling: no tag leads to it any more", Tone.WARN)))
    if row.intermediate:
        lines.append(Field("state", Cell("an intermediate layer of a build", Tone.DIM)))
    lines += [Field("", _text(t), "Tags") for t in row.tags]
    lines += [Field("", _text(d), "Digests") for d in row.digests]
    return tuple(lines)


def _users(row: Image) -> str:
    if row.containers is None:
        return "not known yet"
    return "1 container" if row.containers == 1 else f"{row.containers or 'no'} containers"


def headline(rows: Sequence[Image]) -> str:
    return str(len({row.id for row in rows}))


def _remove(row: Image, chosen: Chosen) -> Command:
    flags = [c.flag for c in REMOVE_CHOICES if c.id in chosen]
    return docker("image", "rm", *flags, row.reference, mutates=True, timeout=120)


def _removal_warning(row: Image) -> str | None:
    if len(row.tags) > 1:
        return f"{row.reference}: only this tag goes, {len(row.tags) - 1} more keep the image"
    if row.containers:
        return f"{row.reference} is used by {_users(row)}: docker refuses to remove it without -f"
    return None


REMOVE_CHOICES = (
    Choice("force", "-f", "remove it although stopped containers use it"),
    Choice("no-prune", "--no-prune", "keep its untagged parents"),
)
ACTIONS: tuple[Action[Image], ...] = (
    Action(
        "image.remove", "Remove", "Remove the tag, and the image with its last tag",
        _remove, keys=("d", "delete"), confirm=Confirm.ASK, choices=REMOVE_CHOICES,
        warn=_removal_warning, stale=("images",), spelling="docker image rm", footer=4,
        lost="An image that was built here and not pushed cannot be pulled again.",
    ),
)  # fmt: skip


def _names(row: Image) -> tuple[str, ...]:
    untagged = (row.repository,) if row.repository and row.tag == "latest" else ()
    return (row.reference, *untagged, row.id, f"sha256:{row.id}")


def image_json(row: Image, _view: View) -> dict[str, Any]:
    made: dict[str, Any] = as_json(row)
    return made


IMAGES: Kind[Image] = Kind(
    id="images",
    singular="image",
    title="Images",
    tool="docker",
    listing=listing,
    needs=("containers",),
    join=join,
    key=lambda row: f"{row.id}@{row.reference}",
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
        ),
        "digest": lambda r: r.digests,
    },
    moments={"created": lambda r: r.created},
    amounts={"size": lambda r: r.size_bytes},
    inspect=lambda row: docker("image", "inspect", row.id),
    headline=headline,
    actions=ACTIONS,
    spellings=("docker image ls --all", "docker images"),
)
