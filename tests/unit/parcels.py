"""A small world of parcels and stamps in a session: what its commands print, a test decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.unit.held import Held, Reach
from tui.core import parse
from tui.core.action import Action, Chosen
from tui.core.command import Command, Mode, docker
from tui.core.kind import Kind, Listing, Step
from tui.core.settings import Settings
from tui.core.store import Snapshot
from tui.run.journal import Journal
from tui.run.runner import Runner
from tui.session.session import Session

LIST, STAMPS = docker("parcels"), docker("stamps")


@dataclass(frozen=True)
class Parcel:
    """`state` is `lost` for one that nothing can be done to, `mine` for one that ends wsltui."""

    name: str
    state: str = "there"
    stamps: int | None = None


def inspect(*names: str) -> Command:
    return docker("inspect", ",".join(names))


def parcels() -> Listing[Parcel]:
    """Names first, then all of each."""
    (listed,) = yield Step((LIST,))
    names = listed.text.split()
    thin = tuple(Parcel(name, "?") for name in names)
    if not names:
        return ()
    (full,) = yield Step((inspect(*names),), thin)
    return tuple(read(full.text))


def reread(names: Sequence[str]) -> Listing[Parcel]:
    (full,) = yield Step((inspect(*names),))
    return tuple(read(full.text))


def read(text: str) -> list[Parcel]:
    return [Parcel(**found) for found in parse.json_lines(text)]


def stamps() -> Listing[Parcel]:
    (listed,) = yield Step((STAMPS,))
    return tuple(read(listed.text))


def join(rows: tuple[Parcel, ...], others: Mapping[str, Any]) -> tuple[Parcel, ...]:
    return tuple(replace(row, stamps=len(others.get("stamps", ()))) for row in rows)


def _send(row: Parcel, chosen: Chosen) -> Command:
    return docker("send", *(f"--{c}" for c in sorted(chosen)), row.name, mutates=True)


def _open(row: Parcel, _chosen: Chosen) -> Command:
    return replace(docker("open", row.name, mutates=True), mode=Mode.INTERACTIVE)


def _lost(row: Parcel) -> str | None:
    return f"{row.name} is lost" if row.state == "lost" else None


SEND: Action[Parcel] = Action(
    "parcel.send", "Send", "Send it", _send, keys=("s",), disabled=_lost, width=2,
    stale=("parcels", "no-such-kind"),
    fatal=lambda row: "wsltui is in it" if row.state == "mine" else None,
    warn=lambda row, _chosen: f"{row.name} is heavy" if row.state == "heavy" else None,
)  # fmt: skip
OPEN: Action[Parcel] = Action(
    "parcel.open", "Open", "Look into it", _open, stale=("parcels",), many=False
)


def kind(id_: str, tool: str = "docker", **more: Any) -> Kind[Parcel]:
    return Kind(
        id=id_, singular=id_.rstrip("s"), title=id_.title(), tool=tool,
        key=lambda row: row.name, names=lambda row: (row.name,), columns=(),
        summary=lambda *_: (), as_json=lambda row, _: {"name": row.name}, empty="", **more,
    )  # fmt: skip


KINDS = {
    one.id: one
    for one in (
        kind(
            "parcels", listing=parcels, reread=reread, needs=("stamps",), join=join,
            actions=(SEND, OPEN), inspect=lambda row: inspect(row.name),
        ),
        kind("stamps", listing=stamps),
    )
}  # fmt: skip


def lines(*names: str, state: str = "there") -> str:
    """What inspect prints of them."""
    return "".join(f'{{"name": "{name}", "state": "{state}"}}\n' for name in names)


class World:
    """A session on a held transport; every command that a test does not hold ends at once.

    `called` is what the kind of parcels is called here.
    """

    def __init__(
        self, settings: Settings | None = None, called: str = "parcels", **options: bool
    ) -> None:
        kinds = {called: replace(KINDS["parcels"], id=called), "stamps": KINDS["stamps"]}
        self.called = called
        self.held = Held(free=True)
        self.reach = Reach()
        self.runner = Runner(Journal(), self.held, **options)
        backends = {"docker": self.reach}
        self.session = Session(kinds, backends, self.runner, settings or Settings())
        self.holds()

    def holds(self, *names: str, state: str = "there") -> None:
        """These parcels are what there is."""
        self.held.says["parcels"] = "\n".join(names)
        self.held.says[",".join(names)] = lines(*names, state=state)

    def now(self, *names: str, state: str) -> None:
        """What inspect says of them when asked for exactly these."""
        self.held.says[",".join(names)] = lines(*names, state=state)

    @property
    def snapshot(self) -> Snapshot:
        return self.session.store[self.called]

    def states(self) -> list[str]:
        return [f"{row.name}:{row.state}" for row in self.snapshot.rows]

    async def settled(self) -> None:
        await self.session.refresh.settled()
