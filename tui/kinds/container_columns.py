"""Containers in a table."""

from __future__ import annotations

from functools import lru_cache

from tui.core.kind import Cell, Column, Tone, View
from tui.core.secrets import mask_line
from tui.kinds.cells import age_cell, text_cell
from tui.kinds.container_record import Container
from tui.kinds.container_text import image_text, mount_text, ports_text, short_status
from tui.kinds.container_warnings import warned

_TONES = {
    "running": Tone.GOOD,
    "paused": Tone.WARN,
    "restarting": Tone.BUSY,
    "removing": Tone.BUSY,
    "dead": Tone.BAD,
    "created": Tone.DIM,
    "exited": Tone.DIM,
}
_HEALTH_TONES = {"unhealthy": Tone.BAD, "starting": Tone.BUSY}
_DOTS = {"running": "●", "paused": "◐", "restarting": "◌", "dead": "✗"}
_ASCII_DOTS = {"running": "*", "paused": "=", "restarting": "~", "dead": "x"}
_ENDED_ON_REQUEST = frozenset({0, 137, 143})


def tone(row: Container) -> Tone:
    if row.state == "running" and row.health in _HEALTH_TONES:
        return _HEALTH_TONES[row.health]
    if row.state == "exited" and (row.exit_code not in _ENDED_ON_REQUEST or row.oom_killed):
        return Tone.BAD
    if row.state == "created" and row.exit_code is not None:
        return Tone.BAD
    return _TONES.get(row.state, Tone.WARN)


def _dot(row: Container, view: View) -> Cell:
    """Its state in one sign; a second one says that the detail has warnings."""
    signs, other = (_ASCII_DOTS, "o") if view.ascii else (_DOTS, "○")
    mark = "!" if warned(row, view.now) else ""
    return Cell(f"{signs.get(row.state, other)}{mark}", tone(row))


def _name(row: Container, _view: View) -> Cell:
    return text_cell(row.name)


def _state(row: Container, _view: View) -> Cell:
    return text_cell(row.state, tone(row))


def _status(row: Container, view: View) -> Cell:
    return text_cell(short_status(row, view.now), tone(row))


def _health(row: Container, _view: View) -> Cell:
    return text_cell(row.health, tone(row))


def _image(row: Container, _view: View) -> Cell:
    return text_cell(image_text(row), Tone.PLAIN if row.image else Tone.DIM)


_masked = lru_cache(8192)(mask_line)  # tables are drawn often, and commands never change


def _command(row: Container, _view: View) -> Cell:
    return text_cell(_masked(row.command), Tone.DIM)


def _age(row: Container, view: View) -> Cell:
    return age_cell(row.created, view)


def _ports(row: Container, view: View) -> Cell:
    return text_cell(ports_text(row.ports, ascii_only=view.ascii))


def _networks(row: Container, _view: View) -> Cell:
    return text_cell(", ".join(row.networks))


def _mounts(row: Container, view: View) -> Cell:
    return text_cell(", ".join(mount_text(m, ascii_only=view.ascii) for m in row.mounts))


def _newest_first(row: Container) -> float:
    return -row.created.timestamp() if row.created else 0


COLUMNS: tuple[Column[Container], ...] = (
    Column("dot", "", _dot, lambda r: r.state, 2, rank=0),
    Column("name", "Name", _name, lambda r: r.name.lower(), 12, rank=0, grow=2),
    Column("state", "State", _state, lambda r: r.state, 10, rank=9),
    Column("status", "Status", _status, lambda r: (r.state, r.exit_code or 0), 15, rank=1),
    Column("health", "Health", _health, lambda r: r.health or "", 9, rank=8),
    Column("image", "Image", _image, lambda r: r.image, 8, rank=2, grow=2),
    Column("command", "Command", _command, lambda r: r.command, 16, rank=7, grow=2),
    Column("age", "Age", _age, _newest_first, 4, rank=3, right=True),
    Column("ports", "Ports", _ports, lambda r: ports_text(r.ports), 16, rank=4, grow=1),
    Column("project", "Project", lambda r, _: text_cell(r.project), lambda r: r.project or "",
           10, rank=5),
    Column("service", "Service", lambda r, _: text_cell(r.service), lambda r: r.service or "",
           10, rank=6),
    Column("networks", "Networks", _networks, lambda r: r.networks, 14, rank=10),
    Column("mounts", "Mounts", _mounts, lambda r: len(r.mounts), 18, rank=11, grow=1),
)  # fmt: skip
