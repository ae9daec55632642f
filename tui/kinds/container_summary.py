"""What a look at one container should tell."""

from __future__ import annotations

from collections.abc import Iterator

from tui.core import units
from tui.core.kind import Cell, Field, Tone, View
from tui.kinds.cells import drawn, long_cell, text_cell
from tui.kinds.container_codes import meaning
from tui.kinds.container_columns import tone
from tui.kinds.container_record import Container
from tui.kinds.container_relations import HOW
from tui.kinds.container_text import docker_status, mount_text, ports_text
from tui.kinds.container_warnings import warnings


def summary(row: Container, view: View) -> tuple[Field, ...]:
    """Its lines, in sections."""
    return (*_lives(row, view), *_is(row, view), *_hangs(row, view), *_has(row, view))


def _lives(row: Container, view: View) -> Iterator[Field]:
    yield Field("name", text_cell(row.name, Tone.ACCENT))
    for other in row.names[1:]:
        yield Field("also", text_cell(other))
    yield Field("state", text_cell(docker_status(row, view.now), tone(row)))
    if row.exit_code and not row.oom_killed:
        yield Field("exit", text_cell(f"{row.exit_code}: {meaning(row.exit_code)}"))
    if row.error:
        yield Field("error", long_cell(row.error, Tone.BAD))
    if row.oom_killed:
        yield Field("killed", Cell("the kernel killed a process: out of memory", Tone.BAD))


def _is(row: Container, view: View) -> Iterator[Field]:
    yield Field("image", text_cell(row.image or "none", Tone.PLAIN if row.image else Tone.DIM))
    yield Field("command", long_cell(row.command))
    if row.project:
        yield Field("compose", text_cell(f"{row.project} / {row.service or '?'}"))
    yield Field("created", Cell(units.ago(view.now, row.created)))
    if not row.thin:
        warned = Tone.WARN if row.restart_count else Tone.PLAIN
        yield Field("restart", text_cell(_restarts(row), warned))
    yield Field("id", text_cell(row.id[:12], Tone.DIM))


def _hangs(row: Container, view: View) -> Iterator[Field]:
    for sentence in warnings(row, view.now):
        yield Field("", drawn(long_cell(sentence, Tone.WARN), view), "Warnings")
    for need in row.needed_by:
        state = "" if need.alive else ", which does not run"
        yield Field("", text_cell(f"{need.name} {HOW[need.how]}{state}"), "Needed by")


def _restarts(row: Container) -> str:
    few = {0: "not restarted so far", 1: "restarted once"}
    times = few.get(row.restart_count, f"restarted {row.restart_count} times")
    return f"{row.restart_policy}, {times}"


def _has(row: Container, view: View) -> Iterator[Field]:
    for ports in filter(None, ports_text(row.ports, ascii_only=view.ascii).split(", ")):
        yield Field("", text_cell(ports), "Ports")
    for network in row.networks:
        yield Field("", text_cell(network), "Networks")
    for mount in row.mounts:
        label = text_cell(mount.type).text
        yield Field(label, text_cell(mount_text(mount, ascii_only=view.ascii)), "Mounts")
    for key, value in sorted((row.labels or {}).items()):
        yield Field("", long_cell(f"{key}={value}"), "Labels")
