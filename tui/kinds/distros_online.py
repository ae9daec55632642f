"""Distros that can be installed: what `wsl.exe --list --online` offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tui.core import parse
from tui.core.action import Action, Chosen
from tui.core.command import wsl
from tui.core.form import Field as FormField
from tui.core.form import value_of
from tui.core.kind import Cell, Column, Field, Kind, Listing, Step, Tone, View
from tui.core.record import as_json
from tui.kinds import distro_forms as forms
from tui.kinds.cells import text_cell
from tui.kinds.distro_bringing import installing
from tui.kinds.distro_holding import HALF_MADE

ASKED = wsl("--list", "--online", timeout=60.0)
"""It fetches the list from the network."""


@dataclass(frozen=True, slots=True)
class Offer:
    """`installed` is whether a distro of that name is here."""

    name: str
    friendly_name: str
    installed: bool = False


def listing() -> Listing[Offer]:
    (answer,) = yield Step((ASKED,))
    found = tuple(
        Offer(name, parse.clean(friendly)) for name, friendly in forms.offers(answer.text)
    )
    if not found and answer.text.strip():
        raise parse.Garbled(answer.text.strip())
    return found


def join(rows: tuple[Offer, ...], others: Mapping[str, tuple[Any, ...]]) -> tuple[Offer, ...]:
    here = {row.name.lower() for row in others.get("distros", ())}
    return tuple(replace(row, installed=row.name.lower() in here) for row in rows)


def _warn(row: Offer, chosen: Chosen) -> str | None:
    if row.installed and not value_of(chosen, "name"):
        return f"there is a distro {row.name} already: give this one another name"
    return None


def _holds(row: Offer, chosen: Chosen) -> tuple[str, ...]:
    return (value_of(chosen, "name") or row.name,)


def summary(row: Offer, _view: View) -> tuple[Field, ...]:
    return (
        Field("name", text_cell(row.name, Tone.ACCENT)),
        Field("full name", text_cell(row.friendly_name)),
        Field("here", Cell("yes, one of that name" if row.installed else "no")),
    )


def headline(rows: Sequence[Offer]) -> str:
    return f"{len(rows)} on offer" if rows else "0"


NAME: FormField[Offer] = FormField(
    "name", "Name", forms.OTHER_NAME.help, required=False,
    check=lambda _, value: forms.well_formed(value),
)  # fmt: skip
LOCATION: FormField[Offer] = FormField(
    "location", "Directory", forms.OTHER_LOCATION.help, forms.OTHER_LOCATION.sort, required=False,
    sample=forms.OTHER_LOCATION.sample,
)  # fmt: skip
ACTIONS: tuple[Action[Offer], ...] = (
    Action(
        "distro-online.install", "Install", "Download it and make it a distro here",
        lambda row, chosen: installing(row.name, chosen), keys=("c",), warn=_warn,
        stale=("distros", "system"), width=1, many=False,
        spelling="wsl.exe --install NAME --no-launch", form=(NAME, LOCATION), footer=1,
        holds=_holds, halfway=HALF_MADE,
        note="Its first shell (e on Distros) asks for the name of its user.",
    ),
)  # fmt: skip
DISTROS_ONLINE: Kind[Offer] = Kind(
    id="distros-online",
    singular="distro-online",
    title="Distros online",
    tool="wsl",
    listing=listing,
    needs=("distros",),
    join=join,
    key=lambda row: row.name,
    names=lambda row: (row.name,),
    columns=(
        Column("name", "Name", lambda r, _: text_cell(r.name), lambda r: r.name.lower(), 14, rank=0,
               grow=1),
        Column("friendly", "Full name", lambda r, _: text_cell(r.friendly_name),
               lambda r: r.friendly_name.lower(), 20, rank=2, grow=2),
        Column("installed", "Here", lambda r, _: Cell("yes" if r.installed else "", Tone.GOOD),
               lambda r: not r.installed, 4, rank=1),
    ),
    summary=summary,
    as_json=lambda row, _: as_json(row),
    empty="WSL offers no distros.",
    headline=headline,
    actions=ACTIONS,
    also=("install a new distro, Microsoft Store",),
    spellings=("wsl.exe --list --online",),
    lazy=True,
)  # fmt: skip
