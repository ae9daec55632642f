"""A form is a value: what an action must be told before it can be planned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

from tui.core.command import Command

R = TypeVar("R")


class Sort(StrEnum):
    """What a value is. A file is there already, as is a folder, and so is what is there, be it the
    one or the other; a target is not yet; a directory has nothing in it, or is not there yet."""

    TEXT = "text"
    CHOICE = "choice"
    FILE = "file"
    THERE = "there"
    TARGET = "target"
    DIRECTORY = "directory"
    FOLDER = "folder"


PATHS = frozenset({Sort.FILE, Sort.THERE, Sort.TARGET, Sort.DIRECTORY, Sort.FOLDER})


@dataclass(frozen=True, slots=True)
class Place:
    """One file or directory, as Windows calls it and as this distro does."""

    windows: str
    linux: str


@dataclass(frozen=True)
class About(Generic[R]):
    """What a field is filled in for: the row, None where there is none, and all of its kind.

    `offered` are the words that the source of a field has told, once it has. `at` is the row
    that was looked at, also where the action is for none. `ticked` are the choices beside the
    form. `known` are rows of the store that fields need, as far as they were read.
    """

    row: R | None = None
    rows: tuple[R, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    offered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    at: R | None = None
    ticked: frozenset[str] = frozenset()
    known: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


def _empty(_about: About[Any]) -> str:
    return ""


def _any(_about: About[Any]) -> tuple[str, ...]:
    return ()


def _no_words(_text: str) -> tuple[str, ...]:
    return ()


def _needless(_about: About[Any]) -> str | None:
    return None


def _unasked(_value: str) -> bool:
    return False


def _fine(_about: About[Any], _value: str) -> str | None:
    return None


@dataclass(frozen=True)
class Field(Generic[R]):
    """One thing to be told. `id` is public: `--ID VALUE` on the command line.

    default   what stands there at first, made from what is known by then
    hint      what the row makes of `help`, shown in its stead
    options   what a choice is made among, or words that a text may well be
    closed    whether a text is picked among its options, where it has any for the row
    check     why a value will not do, or None; it must cope without a row
    required  whether it may not stay empty
    lacking   why it may not stay empty as the other values are, or None
    asked     whether the screen asks for it; else its default is taken there, unless the user
              wants to be asked for all
    sample    what a value looks like, shown while there is none
    beside    for a path: a file next to it that may not be there either
    own       for a path: whether this distro alone has to reach it, and Windows need not
    source    a command that tells words to choose among, which `read` finds in what it prints
    kept      what was told before is offered again: the name it is kept under, masked
    caution   what should be known of a value that will do, or None
    needs     the ids of the store that this takes from; none of it is read for a form
    asks      whether a value makes it worth while to find out what of that the session supplies
    """

    id: str
    title: str
    help: str
    sort: Sort = Sort.TEXT
    default: Callable[[About[R]], str] = _empty
    options: Callable[[About[R]], tuple[str, ...]] = _any
    check: Callable[[About[R], str], str | None] = _fine
    required: bool = True
    asked: bool = True
    hint: Callable[[About[R]], str] = _empty
    sample: str = ""
    beside: Callable[[str], str] | None = None
    own: bool = False
    closed: bool = False
    source: Command | None = None
    read: Callable[[str], tuple[str, ...]] = _no_words
    lacking: Callable[[About[R]], str | None] = _needless
    kept: str = ""
    caution: Callable[[About[R], str], str | None] = _fine
    needs: tuple[str, ...] = ()
    asks: Callable[[str], bool] = _unasked

    @property
    def word(self) -> str:
        """What stands for its value in help: `FILE`, `1|2`."""
        words = {Sort.TEXT: "TEXT", Sort.DIRECTORY: "DIR", Sort.FOLDER: "DIR"}
        return "|".join(self.options(About())) or words.get(self.sort, "FILE")


class Filled(frozenset[str]):
    """The choices that were ticked, with the values of a form and the places they name."""

    values: Mapping[str, str]
    places: Mapping[str, Place]

    def __new__(
        cls,
        ticked: Iterable[str] = (),
        values: Mapping[str, str] | None = None,
        places: Mapping[str, Place] | None = None,
    ) -> Filled:
        made = super().__new__(cls, ticked)
        made.values, made.places = values or {}, places or {}
        return made


def value_of(chosen: frozenset[str], name: str) -> str:
    """What was filled in, empty for nothing."""
    return chosen.values.get(name, "") if isinstance(chosen, Filled) else ""


def place_of(chosen: frozenset[str], name: str) -> Place:
    """The place that was filled in."""
    value = value_of(chosen, name)
    places = chosen.places if isinstance(chosen, Filled) else {}
    return places.get(name, Place(value, value))


def completed(form: Sequence[Field[Any]], about: About[Any]) -> About[Any]:
    """With the defaults of what was not told; a later one may be made from earlier values."""
    values = dict(about.values)
    for one in form:
        if one.id not in values:
            values[one.id] = one.default(replace(about, values=values))
    return replace(about, values=values)


def faults(form: Sequence[Field[Any]], about: About[Any]) -> dict[str, str]:
    """Why the values will not do, by field. All fields must have one."""
    found = {one.id: _fault(one, about) for one in form}
    return {name: why for name, why in found.items() if why}


def cautions(form: Sequence[Field[Any]], about: About[Any]) -> dict[str, str]:
    """What should be known of values, by field."""
    found = {one.id: one.caution(about, about.values[one.id]) for one in form}
    return {name: words for name, words in found.items() if words}


def fitting(words: Sequence[str], typed: str) -> tuple[str, ...]:
    """The words that hold what was typed, those that begin with it first."""
    wanted = typed.casefold()
    found = [word for word in words if wanted in word.casefold()]
    return tuple(sorted(found, key=lambda word: not word.casefold().startswith(wanted)))


def _fault(one: Field[Any], about: About[Any]) -> str | None:
    value = about.values[one.id]
    if not value:
        return "it is missing" if one.required else one.lacking(about)
    if not value.isprintable():
        return "it has characters that cannot be printed"
    if one.sort is Sort.CHOICE and value not in one.options(about):
        return f"“{value}” is none of {', '.join(one.options(about))}"
    return one.check(about, value)
