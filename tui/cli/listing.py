"""`wsltui ls` and `wsltui show`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tui.cli.cells import pad, width
from tui.cli.headless import Headless, Opener
from tui.cli.naming import find
from tui.cli.output import Output, Paint
from tui.cli.parsing import Call, near
from tui.cli.table import table
from tui.core.distro_facts import FACTS
from tui.core.errors import NotFound, UsageError
from tui.core.filter import Filter, compile_filter
from tui.core.kind import Cell, Field, Kind, Sizing, Tab, Tone
from tui.kinds import KINDS, kind_named
from tui.kinds.container_relations import BINDS
from tui.session.tabs import side


def ls(call: Call, out: Output, opener: Opener) -> int:
    kind = named_kind(call.words[0])
    wanted = _filter(call.value("--filter") or "", kind, out)
    sizing = _sizing(call, kind)
    with Headless(call, out, opener) as headless:
        rows = wanted.select(_rows(headless, kind, sizing), headless.view)
        if call.has("--json"):
            out.json([kind.as_json(row, headless.view) for row in rows])
        elif rows:
            columns = (*kind.columns, *(sizing.columns if sizing else ()))
            out.data(*table(columns, rows, headless.view, out.paint, out.room))
        else:
            out.say(f"No {kind.id} match the filter." if wanted else kind.empty)
    return 0


def show(call: Call, out: Output, opener: Opener) -> int:
    kind = named_kind(call.words[0])
    sizing = _sizing(call, kind)
    tab = _tab(call, kind)
    with Headless(call, out, opener) as headless:
        row = find(kind, _rows(headless, kind, sizing), call.words[1])
        if tab is not None:
            _show_tab(headless, tab, row, call, out)
        elif call.has("--json"):
            out.json(kind.as_json(row, headless.view))
        else:
            out.data(*summary_lines(kind.summary(row, headless.view), out.paint))
    return 0


def _tab(call: Call, kind: Kind[Any]) -> Tab[Any] | None:
    """The one that was asked for. Raises UsageError."""
    wanted = call.value("--tab")
    found = next((tab for tab in kind.tabs if tab.id == wanted), None)
    if wanted and found is None:
        able = ", ".join(tab.id for tab in kind.tabs)
        told = f"They are {able}." if able else "Leave it out."
        raise UsageError(f"{kind.title} have no tab “{wanted}”.", told)
    return found


def _show_tab(headless: Headless, tab: Tab[Any], row: Any, call: Call, out: Output) -> None:
    """Raises WsltuiError."""
    reason = tab.absent(row)
    if reason:
        raise NotFound(f"{reason}.", "")
    fields = headless.run(side(headless.session, tab, row))
    if call.has("--json"):
        told = ({"section": f.section, "label": f.label, "value": f.value.text} for f in fields)
        out.json(list(told))
    else:
        out.data(*summary_lines(fields, out.paint))


def _sizing(call: Call, kind: Kind[Any]) -> Sizing[Any] | None:
    """What is to be measured, None where nothing is. Raises UsageError."""
    if not call.has("--sizes"):
        return None
    if kind.sizing is None:
        able = " and ".join(one.id for one in KINDS.values() if one.sizing)
        raise UsageError(f"--sizes is for {able}, not for {kind.id}.", "Leave it out.")
    return kind.sizing


def _rows(headless: Headless, kind: Kind[Any], sizing: Sizing[Any] | None) -> tuple[Any, ...]:
    """The rows, as they are measured where that is wanted. Raises Unavailable, CommandFailed."""
    rows = headless.rows(kind)
    if rows and FACTS in kind.needs:
        headless.run(headless.session.particulars.soon())
        rows = headless.session.store[kind.id].rows
    if rows and BINDS in kind.needs:
        headless.run(headless.session.binds.look())
        rows = headless.session.store[kind.id].rows
    if sizing is None or not rows:
        return rows
    from tui.session.cleaning.usage import measure

    return sizing.own(rows, headless.run(measure(headless.session)).own(kind.id))


def named_kind(word: str) -> Kind[Any]:
    """Raises UsageError."""
    kind = kind_named(word)
    if kind is None:
        every = f"Kinds: {', '.join(KINDS)}."
        words = [name for kind in KINDS.values() for name in (kind.id, kind.singular)]
        raise UsageError(f"There is no kind “{word}”.", near(word, words, every))
    return kind


def _filter(text: str, kind: Kind[Any], out: Output) -> Filter[Any]:
    made = compile_filter(text, kind)
    if made.error:
        raise UsageError(f"The filter cannot be read: {made.error}", "")
    if made.hint:
        out.say(f"wsltui: {made.hint}")
    return made


def summary_lines(fields: Sequence[Field], paint: Paint) -> Iterator[str]:
    """A field a line, labels aligned, each section under its title."""
    room = max((width(field.label) for field in fields), default=0)
    section = ""
    for field in fields:
        if field.section != section:
            section = field.section
            yield ""
            yield section
        indent = pad(field.label, room) if field.label or not section else ""
        yield f"{paint(Cell(indent, Tone.DIM))}  {paint(field.value)}"
