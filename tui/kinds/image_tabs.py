"""More sides of an image: what it was made of, and who uses it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tui.core import parse, units
from tui.core.command import Command, Result, docker
from tui.core.kind import Cell, Field, Tab, Tone, View
from tui.core.record import mapping, text
from tui.core.secrets import mask_line
from tui.kinds.cells import drawn, long_cell, text_cell
from tui.kinds.container_record import Container
from tui.kinds.image_record import Image
from tui.kinds.reading import objects, template

WIDEST = 12
"""Cells of a bar."""
VARIANT = template("Os", "Architecture", "Variant")
_SHELL = re.compile(r"/bin/sh -c #\(nop\)\s+|\s+# buildkit$|^\|\d+ (?:\S+=\S*\s+)*")


@dataclass(frozen=True, slots=True)
class Made:
    """One step of a history. `size` is in bytes, 0 for a step that changed no file."""

    command: str
    size: int
    created: datetime | None


def _asked(row: Image) -> tuple[Command, ...]:
    words = ("--no-trunc", "--human=false", "--format", "{{json .}}")
    history = docker("image", "history", *words, row.id, timeout=60)
    return history, docker("image", "inspect", "--format", VARIANT, row.id, timeout=60)


def history(result: Result) -> list[Made]:
    """The newest step first. Raises parse.Garbled."""
    return [
        Made(
            mask_line(_SHELL.sub("", text(one.get("CreatedBy"))).strip())
            or text(one.get("Comment")),
            _bytes(text(one.get("Size"))),
            parse.time(text(one.get("CreatedAt"))),
        )
        for one in objects(result, "ID")
    ]


def _bytes(told: str) -> int:
    """`1984132`; podman rounds and writes `1.98MB`."""
    return max(0, parse.size(told) or 0)


def _history(row: Image, results: tuple[Result, ...], view: View) -> tuple[Field, ...]:
    steps = history(results[0])
    return (*_whole(row, steps, results[1], view), *_steps(steps, view))


def _whole(row: Image, steps: Sequence[Made], inspect: Result, view: View) -> Iterator[Field]:
    total, layers = sum(one.size for one in steps), sum(one.size > 0 for one in steps)
    words = f"{units.size(total)} in {layers} layers, {len(steps) - layers} steps without bytes"
    yield Field("total", Cell(words))
    found = mapping(parse.json_value(inspect.text.strip()))
    parts = [text(found.get(key)) for key in ("Os", "Architecture", "Variant")]
    tone = Tone.WARN if row.foreign else Tone.PLAIN
    yield Field("platform", text_cell("/".join(filter(None, parts)) or "unknown", tone))
    yield from _shared(row, images_known(view))


def _shared(row: Image, images: Iterable[Image]) -> Iterator[Field]:
    """The image that it has the most layers in common with, from the lowest on."""
    most, other = 0, None
    for one in images:
        count = _common(row.layers, one.layers) if one.id != row.id else 0
        if count > most:
            most, other = count, one
    if other is not None:
        words = f"{most} of its {len(row.layers)} layers are in {other.short} too"
        yield Field("shared", text_cell(words))


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _steps(steps: Sequence[Made], view: View) -> Iterator[Field]:
    largest = max((one.size for one in steps), default=0)
    for one in steps:
        part = -(-WIDEST * one.size // largest) if largest else 0
        bar = ("#" if view.ascii else "█") * part
        size = units.size(one.size) if one.size else ""
        yield Field("", drawn(Cell(f"{bar:<{WIDEST}} {size:>7}  {_told(one.command)}"), view),
                    "Steps, the newest first")  # fmt: skip


def _told(command: str) -> str:
    return " ".join(long_cell(command).text.split())


def images_known(view: View) -> tuple[Image, ...]:
    found: tuple[Any, ...] = view.known.get("images", ())
    return found


def _uses(row: Image, _results: tuple[Result, ...], view: View) -> tuple[Field, ...]:
    """From what is known already: nothing is asked."""
    containers: tuple[Container, ...] = view.known.get("containers", ())
    own = [one for one in containers if one.image_id == row.id]
    fields = [*_containers("Running", [c for c in own if c.alive])]
    fields += _containers("Not running", [c for c in own if not c.alive])
    fields += _named("Built on it", _children(row, images_known(view)))
    tags = row.others
    fields += [Field("", text_cell(tag), "Other names") for tag in tags]
    if row.outdated:
        words = f"{', '.join(row.outdated)}: made from an image that had this tag before"
        fields.append(Field("", text_cell(words, Tone.WARN), "Behind"))
    used = "no container" if row.containers is not None else "not known yet"
    return tuple(fields) or (Field("used by", Cell(used, Tone.DIM)),)


def _containers(title: str, rows: Sequence[Container]) -> Iterator[Field]:
    for one in rows:
        code = "" if one.exit_code is None else f" with code {one.exit_code}"
        yield Field(one.name, text_cell(one.state + code), title)


def _named(title: str, rows: Sequence[Image]) -> Iterator[Field]:
    for one in rows:
        yield Field("", text_cell(one.short), title)


def _children(row: Image, images: Sequence[Image]) -> list[Image]:
    """Those that have all of its layers below their own, each once."""
    count = len(row.layers)
    found = {
        one.id: one for one in images
        if count and len(one.layers) > count and one.layers[:count] == row.layers
    }  # fmt: skip
    return list(found.values())


HISTORY: Tab[Image] = Tab("history", "History", _asked, _history)
USES: Tab[Image] = Tab("uses", "Uses", lambda _row: (), _uses)
TABS = (HISTORY, USES)
