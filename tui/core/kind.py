"""A kind is a value that says how one sort of thing is listed, shown and acted on."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from tui.core.action import Action
from tui.core.command import Command, Result
from tui.core.gauge import Gauge
from tui.core.logask import Logs

R = TypeVar("R")


class Tone(StrEnum):
    """What a piece of text means; the front end chooses the colour."""

    PLAIN = "plain"
    DIM = "dim"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    BUSY = "busy"
    ACCENT = "accent"


@dataclass(frozen=True, slots=True)
class Cell:
    """A printable piece of one line: already cleaned of anything that is not text."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class View:
    """How rows are looked at: the moment (aware, UTC) and whether only ASCII can be drawn.

    A tab is also told what is `known`: the rows of its kind, and of those that this one needs.
    """

    now: datetime
    ascii: bool = False
    known: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column. Widths are in terminal cells.

    `rank` says which columns go first when there is little room: the highest number.
    `grow` is the share of the room left over that this column takes; 0 for none.
    """

    id: str
    title: str
    cell: Callable[[R, View], Cell]
    sort: Callable[[R], Any]
    width: int
    rank: int = 5
    grow: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A line of a summary; `section` groups them.

    `inside` is the path of what it names within its tab, to be looked at from there.
    """

    label: str
    value: Cell
    section: str = ""
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Step(Generic[R]):
    """What a listing asks next. The commands may run side by side.

    `rows` is what is known already and worth showing while the commands run. Where
    `tolerant` is set, failed commands are handed to the listing instead of ending it.
    """

    commands: tuple[Command, ...]
    rows: tuple[R, ...] | None = None
    tolerant: bool = False


Listing = Generator[Step[R], tuple[Result, ...], tuple[R, ...]]


def _undated(rows: tuple[R, ...], _at: datetime) -> tuple[R, ...]:
    return rows


@dataclass(frozen=True, slots=True)
class Sizing(Generic[R]):
    """What measuring adds to a kind. `own` weaves in bytes, by the id that docker gives a row;
    `dated` when that was (aware, UTC)."""

    own: Callable[[tuple[R, ...], Mapping[str, int]], tuple[R, ...]]
    columns: tuple[Column[R], ...] = ()
    dated: Callable[[tuple[R, ...], datetime], tuple[R, ...]] = _undated


def _there(_row: object) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Around:
    """What a tab needs done before its commands, one by one, and after them, whatever happens."""

    before: tuple[Command, ...] = ()
    after: tuple[Command, ...] = ()


NOTHING_AROUND = Around()


def _nothing_around(_row: object) -> Around:
    return NOTHING_AROUND


@dataclass(frozen=True, slots=True)
class Note(Generic[R]):
    """What a look at a tab tells about a row that others want to know too.

    `store` is the id that the store keeps them under; `made` is handed what all commands
    answered and when (aware, UTC). Each has a `name`, and takes the place of the one before.
    """

    store: str
    made: Callable[[R, tuple[Result, ...], datetime], Any]


@dataclass(frozen=True)
class Tab(Generic[R]):
    """One more side of a row: asked when it is looked at, and again every so many seconds.

    `id` is public: `show KIND NAME --tab ID`. `read` is handed what all commands answered, each of
    them well. `absent` is why a row does not have it, or None. `every` is 0 for what is asked once.
    `within` is the tab that shows what is inside, by the path that a field of it has named.
    """

    id: str
    title: str
    commands: Callable[[R], tuple[Command, ...]]
    read: Callable[[R, tuple[Result, ...], View], tuple[Field, ...]]
    absent: Callable[[R], str | None] = _there
    every: float = 0.0
    around: Callable[[R], Around] = _nothing_around
    within: Callable[[R, str], Tab[R]] | None = None
    note: Note[R] | None = None


def _nothing_needed(rows: tuple[Any, ...], _others: Mapping[str, Any]) -> tuple[Any, ...]:
    return rows


@dataclass(frozen=True)
class Kind(Generic[R]):
    """`id` is the plural word, `singular` the one that action ids begin with.

    listing    asks for all rows; a generator of `Step`s that returns the rows
    reread     the same for some keys only; a key that is not returned is gone
    needs      other kinds whose rows `join` weaves in; missing ones are not in its mapping; what
               is no kind is measured or supplied by the session
    beside     more such kinds, which nobody reads for it: woven in where they are known anyhow
    names      every word that may stand for a row on the command line, the shown one first
    facets     `key:value` of the filter beside the columns: key → the texts it may match
    moments    key → time, for `older:` and `newer:`;  amounts: key → bytes, for `larger:`
    guide      what the help tells beside the keys: a title, and lines as they are
    protected  name → why nothing may be done to it, or None
    inspect    the command that shows everything about a row as JSON
    whole      all that its tools have said of a row, for the tab Inspect and for `show --json`
    copies     what copying a row gives in place of its name
    timed      its rows are what happened: `ls --since` says from when on
    spellings  the commands a user would type to see this kind
    also       words that it is looked for by, beside its title and those commands
    polled     no events tell of its changes: it is asked again while it is looked at
    lazy       reading it costs the tool much: it is read when looked at or asked for, never else
    sizing     what is only known after the engine has measured itself, or None
    tabs       more sides of a row, between its summary and its inspect
    logs       how the log of a row is read, or None
    gauge      what is measured of its rows while somebody looks, or None
    config     its word behind `wsltui config`, where its rows are settings with a `value`
    aside      it is no pane unless the config names it: few have what it is about
    mentions   words in labels and paths, in lower case, beside which a name is one of its rows
    """

    id: str
    singular: str
    title: str
    tool: str
    listing: Callable[[], Listing[R]]
    key: Callable[[R], str]
    names: Callable[[R], tuple[str, ...]]
    columns: tuple[Column[R], ...]
    summary: Callable[[R, View], tuple[Field, ...]]
    as_json: Callable[[R, View], dict[str, Any]]
    empty: str
    reread: Callable[[Sequence[str]], Listing[R]] | None = None
    needs: tuple[str, ...] = ()
    join: Callable[[tuple[R, ...], Mapping[str, tuple[Any, ...]]], tuple[R, ...]] = _nothing_needed
    beside: tuple[str, ...] = ()
    facets: Mapping[str, Callable[[R], tuple[str, ...]]] = field(default_factory=dict)
    moments: Mapping[str, Callable[[R], datetime | None]] = field(default_factory=dict)
    amounts: Mapping[str, Callable[[R], int | None]] = field(default_factory=dict)
    protected: Callable[[str], str | None] = lambda _name: None
    inspect: Callable[[R], Command] | None = None
    whole: Callable[[R], Mapping[str, Any]] | None = None
    copies: Callable[[R], str] | None = None
    timed: bool = False
    headline: Callable[[Sequence[R]], str] = lambda rows: str(len(rows))
    actions: tuple[Action[R], ...] = ()
    spellings: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    polled: bool = False
    lazy: bool = False
    guide: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sizing: Sizing[R] | None = None
    tabs: tuple[Tab[R], ...] = ()
    logs: Logs[R] | None = None
    gauge: Gauge[R] | None = None
    config: str = ""
    aside: bool = False
    mentions: tuple[str, ...] = ()

    @property
    def woven(self) -> tuple[str, ...]:
        """All whose rows `join` makes use of."""
        return (*self.needs, *self.beside)

    @property
    def every_column(self) -> tuple[Column[R], ...]:
        """Those of the gauge, too, which are shown when asked for."""
        return (*self.columns, *(self.gauge.columns if self.gauge else ()))

    def bare(self, row: R) -> R:
        """A row without what is measured of it."""
        return self.gauge.bare(row) if self.gauge else row

    def name(self, row: R) -> str:
        return self.names(row)[0]
