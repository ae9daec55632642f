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
from tui.core import units
from tui.core.distro_facts import FACTS
from tui.core.errors import NotFound, UsageError
from tui.core.filter import Filter, compile_filter
from tui.core.kind import Cell, Field, Kind, Sizing, Tab, Tone
from tui.core.masking import masked_fields
from tui.core.tree import masked
from tui.kinds import KINDS, kind_named
from tui.kinds.container_relations import BINDS
from tui.session.inspect import described, inspect
from tui.session.tabs import side

INSPECT = "inspect"
"""The side that every kind has."""


def ls(call: Call, out: Output, opener: Opener) -> int:
    kind = named_kind(call.words[0])
    wanted = _filter(call.value("--filter") or "", kind, out)
    sizing, since = _sizing(call, kind), _since(call, kind)
    with Headless(call, out, opener) as headless:
        headless.session.heard.since = since or headless.session.heard.since
        rows = wanted.select(_rows(headless, kind, sizing), headless.view)
        if headless.session.state is not None and any(a.halfway for a in kind.actions):
            from tui.cli.jobs import tell_of_jobs

            tell_of_jobs(headless, out)
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
        row = find(kind, _rows(headless, kind, sizing, beside=True), call.words[1])
        if tab is not None:
            _show_tab(headless, _within(call, tab, row), row, call, out)
        elif call.value("--tab") == INSPECT:
            out.json(_hidden(call, headless.run(inspect(headless.session, kind, row))))
        elif call.has("--json"):
            out.json(_hidden(call, described(kind, row, headless.view)))
        else:
            out.data(*summary_lines(_fields(call, kind.summary(row, headless.view)), out.paint))
    return 0


def _hidden(call: Call, value: Any) -> Any:
    """Without secrets, unless they are asked for."""
    return value if call.has("--unmask") else masked(value)


def _fields(call: Call, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return fields if call.has("--unmask") else masked_fields(fields)


def _tab(call: Call, kind: Kind[Any]) -> Tab[Any] | None:
    """The one that was asked for. Raises UsageError."""
    wanted = call.value("--tab")
    found = next((tab for tab in kind.tabs if tab.id == wanted), None)
    if wanted and wanted != INSPECT and found is None:
        able = ", ".join((*(tab.id for tab in kind.tabs), INSPECT))
        told = f"They are {able}."
        raise UsageError(f"{kind.title} have no tab “{wanted}”.", told)
    if call.has("--path") and (found is None or found.within is None):
        inner = [f"{k.singular} --tab {t.id}" for k in KINDS.values() for t in k.tabs if t.within]
        raise UsageError("--path is for what has something inside.", f"As {', '.join(inner)}.")
    return found


def _within(call: Call, tab: Tab[Any], row: Any) -> Tab[Any]:
    path = (call.value("--path") or "").lstrip("/")
    return tab.within(row, path) if path and tab.within else tab


def _show_tab(headless: Headless, tab: Tab[Any], row: Any, call: Call, out: Output) -> None:
    """Raises WsltuiError."""
    reason = tab.absent(row)
    if reason:
        raise NotFound(f"{reason}.", "")
    fields = _fields(call, headless.run(side(headless.session, tab, row)))
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


def _since(call: Call, kind: Kind[Any]) -> float | None:
    """Seconds, None where nothing is said of it. Raises UsageError."""
    given = call.value("--since")
    if given is None:
        return None
    if not kind.timed:
        able = " and ".join(one.id for one in KINDS.values() if one.timed)
        raise UsageError(f"--since is for {able}, not for {kind.id}.", "Leave it out.")
    age = units.parse_age(given)
    if age is None or not age:
        raise UsageError(f"--since cannot be {given!r}.", "Write an age, as in 30m, 2h or 1d.")
    return age.total_seconds()


def _rows(
    headless: Headless, kind: Kind[Any], sizing: Sizing[Any] | None, *, beside: bool = False
) -> tuple[Any, ...]:
    """The rows, as they are measured where that is wanted. Raises Unavailable, CommandFailed."""
    rows = headless.rows(kind, beside=beside)
    if rows and FACTS in kind.needs:
        headless.run(headless.session.particulars.soon())
        rows = headless.session.store[kind.id].rows
    if rows and BINDS in kind.needs:
        headless.run(headless.session.binds.look())
        rows = headless.session.store[kind.id].rows
    if sizing is None or not rows:
        return rows
    from tui.session.measuring import measure_all

    headless.run(measure_all(headless.session))
    return headless.session.store[kind.id].rows


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
