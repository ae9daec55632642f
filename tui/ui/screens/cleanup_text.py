"""What a clean-up and an undo say before and after, from their plans and reports alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tui.core import units
from tui.core.cleanup.saving import comes_back, losses
from tui.core.cleanup.world import Class, Thing
from tui.kinds.cleanup_rows import bounds_words, counted, counts, gain, name
from tui.ui.widgets.dialog_parts import BAD, GOOD, MUTED, STRONG, WARN, Signs
from tui.ui.widgets.lines import Line, plain

if TYPE_CHECKING:
    from tui.core.cleanup.plan import Item, Plan
    from tui.session.cleaning.apply import CleanReport, Done

LONGEST_NAME = 36
"""Characters of a name that stand beside its command; build cache has whole scripts for names."""
BLANK = Line(Content(""))


def bytes_words(plan: Plan) -> str:
    return units.between(plan.bytes_min, plan.bytes_max)


def sorts(things: Iterable[Thing]) -> str:
    """`20 containers, 1 image`."""
    return ", ".join(counted(kind, number) for kind, number in counts(things).items())


def apply_lead(plan: Plan) -> Content:
    things = [item.thing for item in plan.removals]
    return Content.assemble(
        (sorts(things), STRONG), ("\nfrees ", MUTED), bytes_words(plan),
        ("\nExactly these commands run, each thing is looked at again before:", MUTED),
    )  # fmt: skip


def apply_lines(plan: Plan) -> Iterator[Line]:
    """The commands in their order, under the names of their classes."""
    before: Class | None = None
    for item in plan.removals:
        if item.thing.kind is not before:
            if before is not None:
                yield BLANK
            before = item.thing.kind
            number = sum(other.thing.kind is before for other in plan.removals)
            yield Line(Content.styled(counted(before, number), STRONG))
        for command in item.commands:
            typed, about = _shortened(command.typed(), item.thing), _about(item)
            yield Line(plain(typed), Content.styled("$ ", MUTED), _tail(about))


def _about(item: Item) -> str:
    """What the id in a command stands for, and what it frees."""
    shown = name(item.thing)
    cut = shown if len(shown) <= LONGEST_NAME else f"{shown[:LONGEST_NAME].rstrip()} ..."
    named = "" if shown in item.thing.tags or item.thing.id.startswith(shown) else f"{cut}  "
    return f"{named}{bounds_words(*gain(item))}"


def _tail(text: str) -> Content:
    """At the right end, apart from the scrollbar."""
    return plain(text, MUTED) + Content(" ")


def _shortened(typed: str, thing: Thing) -> str:
    """Ids as docker prints them: whole ones would fill the window. A path stays what it is."""
    whole = len(thing.id) != 64 or thing.path
    return typed if whole else typed.replace(thing.id, thing.id[:12])


def apply_words(
    plan: Plan, obstacle: str = "", *, undo: bool = True, short: bool = False
) -> Content:
    """What does not come back, said before; `short` is in one sentence."""
    things = [item.thing for item in plan.removals]
    lost = list(losses(things, plan.policy.saving))
    if not undo:
        lost = ["anything: nothing is kept for an undo"]
    elif obstacle:
        lost = [f"anything, as long as this holds: {obstacle}"]
    back = undo and comes_back(things) and not obstacle
    lines = [Content.styled("U brings the rest back as it was.", MUTED)] * back
    if lost and short:
        said = plain(f"Cannot come back: {'; '.join(lost)}.", WARN)
        lines = [said + Content.styled(" U brings the rest back.", MUTED) if back else said]
    elif lost:
        lines.insert(0, Content.styled("What cannot come back:", f"{STRONG} {WARN}"))
        lines[1:1] = [plain(f"  {one}", WARN) for one in lost]
    return Content("\n").join(lines)


def databases(plan: Plan) -> list[Thing]:
    """Volumes that go and look like a database."""
    return [item.thing for item in plan.removals if item.database]


def database_lines(things: Iterable[Thing]) -> Iterator[Line]:
    for thing in things:
        yield Line(plain(name(thing), STRONG), tail=plain(units.size(thing.bytes_max)))
        yield Line(plain(thing.database, WARN), Content("  "))


def report_title(report: CleanReport) -> str:
    """`Clean-up: 20 done, 1 skipped`."""
    outcomes = ("done", "skipped", "failed", "not run")
    said = [f"{len(report.of(one)):,} {one}" for one in outcomes if report.of(one)]
    dry = " (dry run)" if report.dry_run else ""
    return f"Clean-up{dry}: {', '.join(said) or 'nothing to do'}"


def undoable(report: CleanReport) -> bool:
    """Whether anything went that an undo entry holds."""
    return bool(report.undo_id and report.of("done"))


def report_lines(report: CleanReport, sign: Signs) -> Iterator[Line]:
    """Bytes first, then what went wrong, then what was skipped and what is done."""
    freed = "not told" if report.freed is None else units.size(max(0, report.freed))
    yield Line(Content.assemble(("planned  ", MUTED), bytes_words(report.plan)))
    yield Line(Content.assemble(("freed    ", MUTED), freed, ("  as the engine counts", MUTED)))
    if undoable(report):
        yield Line(Content.assemble(("undo     ", MUTED), ("U", STRONG), f"  {report.undo_id}"))
    for outcome, mark, style in (
        ("failed", sign.failed, BAD),
        ("not run", sign.waiting, WARN),
        ("skipped", sign.skipped, WARN),
        ("done", sign.done, GOOD),
    ):
        yield from _part(report.of(outcome), outcome, mark, style)


def _part(results: Sequence[Done], outcome: str, mark: str, style: str) -> Iterator[Line]:
    """A reason that all have in common is said once."""
    if not results:
        return
    reasons = {result.reason for result in results}
    common = reasons.pop() if len(reasons) == 1 and len(results) > 1 else ""
    head = f"{len(results):,} {outcome}{f': {common}' if common else ''}"
    yield BLANK
    yield Line(plain(head, STRONG), Content.styled(f"{mark} ", style))
    for result in results:
        thing = result.item.thing
        about = f"{counted(thing.kind, 1).removeprefix('1 ')} {name(thing)}"
        yield Line(plain(about), Content("  "), _tail(bounds_words(*gain(result.item))))
        if result.reason and not common:
            yield Line(plain(result.reason, style), Content("    "))
        if result.remedy:
            yield Line(plain(result.remedy), Content("    "))
