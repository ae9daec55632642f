"""Who is on a network: also those that do not run, of whom `docker network inspect` is silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tui.core.command import Command, Result, docker
from tui.core.kind import Cell, Field, Tab, Tone, View
from tui.core.record import array, mapping, text
from tui.kinds.cells import long_cell
from tui.kinds.network_record import Network
from tui.kinds.reading import batches, inspected, integer, template

FIELDS = template("Name", "State.Status", "NetworkSettings.Networks")


def _ask(row: Network) -> tuple[Command, ...]:
    def one(names: Any) -> Command:
        return docker("container", "inspect", "--format", FIELDS, *names, timeout=60)

    return batches(one, row.containers or ())


def _nobody(row: Network) -> str | None:
    if row.containers is None:
        return f"it is not known yet which containers are on {row.name}"
    return None if row.containers else f"no container is on {row.name}"


def _read(row: Network, results: tuple[Result, ...], _view: View) -> tuple[Field, ...]:
    found = [one for result in results for one in inspected(result, "Name", 0)]
    return tuple(line for one in found for line in _endpoint(row, one))


def _endpoint(row: Network, found: Mapping[str, Any]) -> Iterator[Field]:
    """A section for each. One that does not run has an address only where that was chosen."""
    networks = mapping(found.get("NetworkSettings.Networks"))
    here = mapping(networks.get(row.name))
    state, name = text(found.get("State.Status")), text(found.get("Name")).removeprefix("/")
    runs = state in ("running", "paused", "restarting")
    yield Field("container", long_cell(name, Tone.ACCENT), name)
    yield Field("state", Cell(state or "unknown", Tone.GOOD if runs else Tone.DIM), name)
    for label, address in _addresses(here):
        yield Field(label, long_cell(address), name)
    if not runs:
        yield Field("", Cell("it gets an address when it starts", Tone.DIM), name)
    aliases = [word for word in map(text, array(here.get("Aliases"))) if word]
    if aliases:
        yield Field("aliases", long_cell(", ".join(aliases)), name)


def _addresses(here: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    chosen = mapping(here.get("IPAMConfig"))
    for label, key, asked, bits in (
        ("IPv4", "IPAddress", "IPv4Address", "IPPrefixLen"),
        ("IPv6", "GlobalIPv6Address", "IPv6Address", "GlobalIPv6PrefixLen"),
    ):
        if text(here.get(key)):
            length = integer(here.get(bits))
            yield label, text(here.get(key)) + (f"/{length}" if length else "")
        elif text(chosen.get(asked)):
            yield label, f"{text(chosen.get(asked))}, chosen for it"
    if text(here.get("MacAddress")):
        yield "MAC", text(here.get("MacAddress"))


ATTACHED: Tab[Network] = Tab("containers", "Containers", _ask, _read, absent=_nobody)
TABS = (ATTACHED,)
