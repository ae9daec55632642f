"""`wsltui clean --resume` and `--leave`, and what is said of clean-ups that were interrupted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from tui import paths
from tui.cli.cleaning import agree, show_plan, show_report
from tui.cli.headless import Headless, Opener
from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.cli.words import GLOBALS
from tui.core import parse, units
from tui.core.cleanup.plan import Item
from tui.core.errors import NotFound, Refused, UsageError
from tui.session.cleaning.cleaner import Cleaner
from tui.session.cleaning.interrupted import Interrupted
from tui.session.cleaning.look import engine_id
from tui.session.session import Session

_FITTING = {"--resume", "--leave", "--yes", "--json", *(option.name for option in GLOBALS)}


def tell(found: Iterable[Interrupted], out: Output) -> None:
    """What each did and did not do, and how to go on, undo or leave it."""
    now = datetime.now(UTC)
    for one in found:
        out.say(f"A clean-up of {units.ago(now, one.at)} was interrupted: {one.summary}.")
        out.say(*filter(None, [one.obstacle]))
        ways = [f"go on: wsltui clean --resume {one.id}"] if one.resumable else []
        ways += [f"undo what went: wsltui undo {one.id}"] if one.undoable else []
        ways.append(f"leave it as it is: wsltui clean --leave {one.id}")
        out.say(*(f"  {way}" for way in ways))


def resume(call: Call, out: Output, opener: Opener) -> int:
    """Go on with exactly what is left, or never go on. Raises what keeps it from that."""
    unfit = next((option for option in call.options if option not in _FITTING), None)
    if unfit or (call.has("--resume") and call.has("--leave")):
        word = "--leave" if call.has("--leave") else "--resume"
        sentence = f"{word} and {unfit or '--resume'} do not go together."
        raise UsageError(sentence, "An interrupted clean-up has a plan of its own.")
    with Headless(call, out, opener) as headless:
        runner = headless.session.runner
        only_look = runner.dry_run or not (call.has("--yes") or out.can_ask)
        if runner.read_only and (call.has("--leave") or not only_look):
            raise Refused("clean is refused: wsltui is read-only.", "--dry-run shows what is left.")
        cleaner = Cleaner(headless.session, headless.session.state or paths.state_dir())
        one = headless.run(_chosen(headless.session, cleaner, call))
        if call.has("--leave"):
            return _leave(headless, cleaner, one, out)
        if one.obstacle:
            raise Refused(one.obstacle, "Make a new plan with `wsltui clean`.")
        _show_state(one, out)
        if only_look:
            show_plan(one.rest, call, out)
            return 0
        if not call.has("--yes"):
            agree(one.rest, out)
        report = headless.run(cleaner.resume(one.id))
        show_report(report, call, out)
        if headless.cut_short:
            raise headless.stopped()
    return 0 if report.ok else 1


async def _chosen(session: Session, cleaner: Cleaner, call: Call) -> Interrupted:
    """The one that is named, else the newest. Raises Unavailable, NotFound, Refused, Locked."""
    if call.words:
        return await cleaner.interrupted.one(call.words[0])
    found = await cleaner.interrupted.find()
    if not found:
        await engine_id(session)
        sentence = "There is no interrupted clean-up on this engine."
        raise NotFound(sentence, "`wsltui clean` makes a new plan.")
    fit = [one for one in found if one.resumable]
    return (fit or found)[0] if call.has("--resume") else found[0]


def _leave(headless: Headless, cleaner: Cleaner, one: Interrupted, out: Output) -> int:
    if headless.session.runner.dry_run:
        out.say(f"Would leave {one.id} as it is: {one.summary}.")
        return 0
    headless.run(cleaner.interrupted.leave(one.id))
    undo = f" Undo what went: wsltui undo {one.id}." if one.undoable else ""
    out.say(f"{one.id} stays as it is: {one.summary}.{undo}")
    return 0


def _show_state(one: Interrupted, out: Output) -> None:
    out.say(f"{one.id} was interrupted: {one.summary}.")
    for word, items in (
        ("went", one.went),
        ("unsure", one.unsure),
        ("failed", one.failed),
        ("skipped", one.skipped),
    ):
        out.say(*(_line(word, item) for item in items))


def _line(word: str, item: Item) -> str:
    return f"{word:<7}  {item.thing.kind:<11}  {parse.clean(item.thing.name)}"
