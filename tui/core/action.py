"""An action is a value that turns rows of a kind into commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from tui.core.cleanup.saving import NO_UNDO, SETTINGS_AND_NAMED, Saving
from tui.core.cleanup.world import Thing
from tui.core.command import Command, Result
from tui.core.form import Field
from tui.core.room import Need

if TYPE_CHECKING:
    from tui.core.hearing import Hearing

R = TypeVar("R")


class Confirm(StrEnum):
    """What stands between the key and the command."""

    NONE = "none"
    ASK = "ask"
    TYPE_NAME = "type the name"


@dataclass(frozen=True, slots=True)
class Choice:
    """An extra the user may tick in the dialog or give as `--NAME`: `-f` of `docker rm`."""

    id: str
    flag: str
    title: str
    default: bool = False


Chosen = frozenset[str]
NO_CHOICE: Chosen = frozenset()


def _always(_row: object) -> str | None:
    return None


def _never(_row: object) -> str | None:
    return None


def _silent(_row: object, _chosen: Chosen) -> str | None:
    return None


def _nothing(_row: object, _chosen: Chosen) -> tuple[str, ...]:
    return ()


def _unknown(_result: object) -> tuple[str, str] | None:
    return None


@dataclass(frozen=True, slots=True)
class Steps:
    """What follows the command of a row, one by one and each only if all before it went well.

    broken  what takes back the half that may be left where the command that makes the file
            `grows` does not succeed, or the first one where none does
    last    what is run at the end, whatever happened
    grows   the file that a command writes: its size tells how far that has come
    grows_to  about how many bytes it will have in the end, 0 where nobody knows
    half    what is said where a command that reads from a file did not come to its end
    """

    then: tuple[Command, ...] = ()
    broken: tuple[Command, ...] = ()
    last: tuple[Command, ...] = ()
    grows: str = ""
    half: str = ""
    grows_to: int = 0


NO_STEPS = Steps()
EVERY = "*"
"""Held by a job that concerns all rows of a kind: it goes with no other job."""


def _alone(_row: object, _chosen: Chosen) -> Steps:
    return NO_STEPS


def _none(_row: object, _chosen: Chosen) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Action(Generic[R]):
    """`id` is public and stays: the kind in the singular, a dot, the verb as the CLI spells it.

    plan        the command for one row, with the choices that were ticked
    disabled    why it cannot be done to a row, or None; without a screen that is no failure, for
                such a row is as it should be already, or gone
    hindered    what is in the way of doing it to a row, or None; without a screen a failure
    fatal       why it would end wsltui itself, or None; such a row's name must be typed
    warn        what the user should know about a row before saying yes, with the choices that
                were ticked, one warning a line, or None; of what `makes` one, there is no row
    keys        Textual key names, the first one is shown; config may replace them
    stale       kinds to read again afterwards
    width       how many rows run side by side
    rather      the id of an action that can be done in its stead, offered beside it
    lost        what cannot be undone afterwards, said in the dialog; empty if nothing is lost
    switch      chooses one row among all: the palette offers it for each
    note        what it means beyond the command, said in the dialog or after it
    told        lines that the dialog shows as they are: a comparison, or what the maker warns of
    refused     why it is refused for a row, whatever is confirmed, or None
    whole       done once for all rows of the kind, whichever is selected; it takes no names
    makes       needs no row, for it makes one: the field that names it, or what it is called;
                `plan` is then handed None for a row
    form        what it must be told; `plan` finds the values in what it is handed as chosen
    steps       what runs after the command of a row
    holds       the names that no other job may touch meanwhile; the job is written down before it
                starts, so that another wsltui, and the next one after a crash, know of it
    needs       the room that it takes on drives; refused, or warned of, where that is not there
    informed    whether it is planned with what is found out beside the rows
    halfway     what may be left of it where it is cut short; empty where there is nothing to say
    removes     pins keep a row from it, although its verb does not say that it removes one
    ends        the same of a row that goes when it ends
    together    for what is done to all rows with one command: that, and what runs after it
    hears       makes what listens to the lines of a command that is read along
    means       what a failure of it means and what to do about it, or None where only the tool
                knows
    takes       what goes when a row is removed: the row itself, then what goes with it; written
                down before, so that an undo brings it back; None for what removes nothing
    verify      where a tool may report success and have done nothing: why a row, as it is read
                afterwards, shows that it was not done, or None; see `core.verify`
    verify_told  the same where it depends on what was chosen or told
    shows       what becomes of a row, line by line: `- ` before what goes, `+ ` what comes
    answer      what its command printed, in words worth telling; None where that is nothing
    careful     it asks only where there is something to warn of
    spoken      what it is called where nothing around tells what it is done to; empty where title
                and kind make that
    """

    id: str
    title: str
    help: str
    plan: Callable[[R, Chosen], Command]
    keys: tuple[str, ...] = ()
    disabled: Callable[[R], str | None] = _always
    hindered: Callable[[R], str | None] = _never
    fatal: Callable[[R], str | None] = _never
    warn: Callable[[R, Chosen], str | None] = _silent
    confirm: Confirm = Confirm.NONE
    choices: tuple[Choice, ...] = ()
    stale: tuple[str, ...] = ()
    width: int = 4
    lost: str = ""
    note: str = ""
    spelling: str = ""
    many: bool = True
    switch: bool = False
    footer: int = 0
    told: tuple[str, ...] = ()
    refused: Callable[[R], str | None] = _never
    whole: bool = False
    takes: Callable[[R, Chosen], tuple[Thing, ...]] | None = None
    verify: Callable[[R], str | None] | None = None
    verify_told: Callable[[R, Chosen], str | None] | None = None
    shows: Callable[[R, Chosen], tuple[str, ...]] = _nothing
    makes: str = ""
    form: tuple[Field[R], ...] = ()
    steps: Callable[[R, Chosen], Steps] = _alone
    holds: Callable[[R, Chosen], tuple[str, ...]] = _none
    halfway: str = ""
    removes: bool = False
    rather: str = ""
    ends: bool = False
    needs: Callable[[R, Chosen], tuple[Need, ...]] = _none
    informed: bool = False
    together: Callable[[tuple[R, ...], Chosen], tuple[Command, Steps]] | None = None
    hears: Callable[[], Hearing] | None = None
    means: Callable[[Result], tuple[str, str] | None] = _unknown
    answer: Callable[[Result], str] | None = None
    careful: bool = False
    spoken: str = ""

    def why_not(self, row: R) -> str | None:
        """Why it does not touch a row, or None."""
        return self.refused(row) or self.hindered(row) or self.disabled(row)

    @property
    def verb(self) -> str:
        return self.id.partition(".")[2]

    @property
    def asks_on_screen(self) -> bool:
        """Whether the screen has to ask for values."""
        return any(field.asked for field in self.form)

    @property
    def has_options(self) -> bool:
        """Whether there is more that it may be told than it asks for."""
        return any(not field.asked for field in self.form)


@dataclass(frozen=True, slots=True)
class Item:
    """One row of an intent, the commands that will run for it, and what goes with that.

    `holds` are the names that no other job may touch meanwhile.
    `chosen` is what was ticked or told, `shown` what becomes of the row, line by line.
    """

    key: str
    name: str
    command: Command
    things: tuple[Thing, ...] = ()
    steps: Steps = NO_STEPS
    holds: tuple[str, ...] = ()
    chosen: Chosen = NO_CHOICE
    shown: tuple[str, ...] = ()

    @property
    def commands(self) -> tuple[Command, ...]:
        """All that run where all goes well, in their order."""
        return (self.command, *self.steps.then, *self.steps.last)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that the action does not touch, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Intent:
    """What is about to happen, exactly: confirmed, run and reported as this one object.

    kind    the id of the kind that its rows are of
    undo    whether what goes is written down before, so that it can come back
    saving  what is saved with that
    """

    action: Action[object]
    items: tuple[Item, ...]
    skipped: tuple[Skipped, ...] = ()
    confirm: Confirm = Confirm.NONE
    type_name: str = ""
    warnings: tuple[str, ...] = ()
    kind: str = ""
    undo: bool = False
    saving: Saving = SETTINGS_AND_NAMED

    @property
    def shown(self) -> tuple[str, ...]:
        """What becomes of the rows, line by line."""
        return tuple(line for item in self.items for line in item.shown)

    @property
    def recorded(self) -> tuple[Thing, ...]:
        """What an undo entry of it has to hold, each once."""
        found = {thing.ref: thing for item in self.items for thing in item.things}
        return tuple(one for one in found.values() if one.kind not in NO_UNDO)

    @property
    def goes(self) -> tuple[Thing, ...]:
        """What is not there any more afterwards: no image that keeps one of its tags."""
        names = {(one.ref, one.name) for item in self.items for one in item.things}
        found = {thing.ref: thing for item in self.items for thing in item.things}
        return tuple(
            one for one in found.values() if all((one.ref, tag) in names for tag in one.tags)
        )

    @property
    def commands(self) -> tuple[Command, ...]:
        return tuple(command for item in self.items for command in item.commands)
