"""What is measured of rows for as long as somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from tui.core.command import Command

if TYPE_CHECKING:
    from tui.core.kind import Column, Field, View

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one row, the newest last; `why` is why nothing more comes."""

    key: str
    samples: tuple[Any, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Gauge(Generic[R]):
    """`id` names a tab and the pseudo-kind in the store that holds a `Measured` for each row.

    The kind needs that pseudo-kind, and weaves the samples into its rows.

    command  prints a sample a line for as long as it runs; None for what cannot be measured
    read     from a line to a sample, None for one that says nothing
    bare     the row without samples: by it is told whether anything else has changed
    along    the rows that are measured together with one, as its project is
    columns  what the pane shows of it where that is asked for
    fields   what the tab shows
    as_json  what scripts get
    """

    id: str
    title: str
    command: Callable[[R], Command | None]
    read: Callable[[str], Any | None]
    bare: Callable[[R], R]
    along: Callable[[R, tuple[R, ...]], tuple[R, ...]]
    columns: tuple[Column[R], ...]
    fields: Callable[[R, View], tuple[Field, ...]]
    as_json: Callable[[R], dict[str, Any]]
