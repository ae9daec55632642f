"""`wsltui clean`: the plan, and with `--yes` exactly that."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from tui import paths
from tui.cli.headless import Headless, Opener
from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.core import parse, units
from tui.core.cleanup.loaded import plan_from_json
from tui.core.cleanup.plan import Item, Plan, plan_json
from tui.core.cleanup.policy import STANDARD, Policy
from tui.core.cleanup.policy_values import policy_named, policy_of_words
from tui.core.cleanup.saving import losses
from tui.core.cleanup.words import count
from tui.core.cleanup.world import Class
from tui.core.disk import DiskTruth, disk_json, sentence
from tui.core.errors import Refused, UsageError
from tui.core.failure import with_remedy
from tui.kinds.cleanup_rows import bounds_words, gain
from tui.session.cleaning.apply import CleanReport
from tui.session.cleaning.cleaner import Cleaner
from tui.session.cleaning.disk import disk_truth, in_time
from tui.session.session import Session

R = TypeVar("R")

_UNDO_OFF = "--no-undo"
_SAVING = {
    "--save-layers": {"layers": True},
    "--save-images": {"images": True},
    "--backup-volumes": {"named": True, "anonymous": True},
    "--no-backup": {"named": False, "anonymous": False},
}
_ONE = {
    "--older-than": "older_than",
    "--larger-than": "larger_than",
    "--images": "images",
    "--keep-tags": "keep_tags",
    "--log-files": "log_files",
}
_MANY = {
    "--label": "labels",
    "--not-label": "not_labels",
    "--name": "names",
    "--project": "projects",
    "--volume": "volumes",
}


def clean(call: Call, out: Output, opener: Opener) -> int:
    """Raises what cannot be read or asked; the exit code tells how it went."""
    if call.has("--resume") or call.has("--leave"):
        from tui.cli.resuming import resume

        return resume(call, out, opener)
    if call.words:
        raise UsageError(
            "clean has a use for an ID only with --resume or --leave.",
            "`wsltui clean` makes a new plan.",
        )
    undo, saved = not call.has(_UNDO_OFF), _saved(call)
    with Headless(call, out, opener) as headless:
        policy = policy_of(call, headless.session.settings.policies)
        runner = headless.session.runner
        only_plan = runner.dry_run or not (call.has("--yes") or out.can_ask)
        if runner.read_only and not only_plan:
            raise Refused("clean is refused: wsltui is read-only.", "--dry-run shows the plan.")
        cleaner = Cleaner(headless.session, headless.session.state or paths.state_dir())
        _tell_of_interrupted(headless, cleaner, out)
        if only_plan:
            making = cleaner.plan(policy, undo=undo) if saved is None else _as_it_is(saved)
            plan, disk = headless.run(with_disk(headless.session, making))
            show_plan(plan, call, out, disk)
            return 0
        plan = saved or headless.run(cleaner.plan(policy, undo=undo))
        if not call.has("--yes"):
            agree(plan, out, undo=undo, obstacle=headless.run(cleaner.trash.obstacle()))
        report, disk = headless.run(with_disk(headless.session, cleaner.apply(plan, undo=undo)))
        show_report(report, call, out, disk)
        if headless.cut_short:
            raise headless.stopped()
    return 0 if report.ok else 1


def _tell_of_interrupted(headless: Headless, cleaner: Cleaner, out: Output) -> None:
    if cleaner.interrupted.any_left:
        from tui.cli.resuming import tell

        tell(headless.run(cleaner.interrupted.find()), out)


def policy_of(call: Call, own: Mapping[str, Policy]) -> Policy:
    """The policy that was named, with what other options ask for. Raises UsageError."""
    base = policy_named(call.value("--policy") or STANDARD.name, own)
    words: dict[str, object] = {
        key: call.value(option) for option, key in _ONE.items() if call.has(option)
    }
    words |= {k: list(call.options[o]) for o, k in _MANY.items() if call.has(o)}
    words |= {"networks": True} if call.has("--networks") else {}
    return _with_saving(policy_of_words(words, base), call)


async def with_disk(session: Session, work: Awaitable[R]) -> tuple[R, DiskTruth]:
    """Windows is asked meanwhile, and not waited for long."""
    asking = asyncio.create_task(disk_truth(session))
    try:
        return await work, await in_time(asking)
    finally:
        asking.cancel()


async def _as_it_is(plan: Plan) -> Plan:
    return plan


def _with_saving(policy: Policy, call: Call) -> Policy:
    """What the options say is to be saved first. Raises UsageError."""
    said = [option for option in _SAVING if call.has(option)]
    if said and call.has(_UNDO_OFF):
        sentence = f"{_UNDO_OFF} keeps nothing, so {said[0]} has no meaning."
        raise UsageError(sentence, "Leave out one of them.")
    if "--backup-volumes" in said and "--no-backup" in said:
        raise UsageError("--backup-volumes and --no-backup say the opposite.", "Leave out one.")
    wanted = {field: on for option in said for field, on in _SAVING[option].items()}
    return policy.with_saving(replace(policy.saving, **wanted))


def _saved(call: Call) -> Plan | None:
    """A plan that was saved with --json. Raises UsageError."""
    path = call.value("--apply")
    if path is None:
        return None
    try:
        plan = plan_from_json(json.loads(Path(path).read_text()))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"The plan {path} cannot be read: {error}.", "Make it anew.") from error
    return replace(plan, policy=_with_saving(plan.policy, call))


def agree(plan: Plan, out: Output, *, undo: bool = True, obstacle: str = "") -> None:
    if not plan.removals:
        return
    out.say(*map(_line, plan.removals))
    out.say(*_losses(plan, undo, obstacle))
    if out.ask(f"{summary(plan)} Go on? [y/N] ").casefold() not in ("y", "yes"):
        raise Refused("The clean-up was not agreed to.", "Nothing was removed.")


def _losses(plan: Plan, undo: bool, obstacle: str) -> Iterator[str]:
    """What does not come back, said before."""
    if not undo:
        yield "Cannot come back: all of it, for --no-undo keeps nothing."
    elif obstacle:
        yield f"Cannot come back as long as this holds: {obstacle}"
    else:
        things = [item.thing for item in plan.removals]
        yield from (f"Cannot come back: {one}." for one in losses(things, plan.policy.saving))


def summary(plan: Plan) -> str:
    """One line on what would go."""
    frees = units.between(plan.bytes_min, plan.bytes_max)
    kept = len(plan.items) - len(plan.removals)
    logs = sum(item.thing.kind is Class.LOG_FILE for item in plan.removals)
    lost = f" What is in {count(logs, 'log file')} does not come back." if logs else ""
    return f"Would remove {len(plan.removals)} ({frees}), keep {kept}.{lost}"


def _line(item: Item) -> str:
    thing, frees = item.thing, bounds_words(*gain(item))
    mark = "remove" if item.commands else "keep"
    return f"{mark:<6}  {thing.kind:<11}  {frees:>15}  {parse.clean(thing.name)}  ({item.reason})"


def show_plan(plan: Plan, call: Call, out: Output, disk: DiskTruth | None = None) -> None:
    if call.has("--json"):
        more = {"disk": disk_json(disk, plan.world.holds)} if disk else {}
        out.json({**plan_json(plan), **more})
    else:
        out.data(*map(_line, plan.items))
    out.say(*filter(None, (sentence(disk) if disk else "",)))
    out.say(summary(plan))


def show_report(
    report: CleanReport, call: Call, out: Output, disk: DiskTruth | None = None
) -> None:
    results = [_result(r.item, r.outcome, r.reason) for r in report.results]
    if call.has("--json"):
        out.json(
            {
                "undo_id": report.undo_id or None,
                "results": results,
                "bytes_planned_min": report.plan.bytes_min,
                "bytes_planned_max": report.plan.bytes_max,
                "bytes_freed": report.freed,
                **({"disk": disk_json(disk, None)} if disk else {}),
            }
        )
    else:
        out.data(*(f"{r['outcome']:<7}  {r['kind']}  {r['name']}" for r in results))
        bad = [r for r in report.results if r.outcome in ("skipped", "failed", "not run")]
        told = (
            (f"{r.outcome}: {parse.clean(r.item.thing.name)}: {r.reason}", r.remedy) for r in bad
        )
        out.say(*(with_remedy(*one) for one in told))
    out.say(*filter(None, (sentence(disk) if disk else "",)))
    if report.left_id:
        out.say(f"It had to stop. Go on with the rest: wsltui clean --resume {report.left_id}.")
    freed = "unknown" if report.freed is None else units.size(max(0, report.freed))
    planned = units.between(report.plan.bytes_min, report.plan.bytes_max)
    undo = f" Undo: wsltui undo {report.undo_id}." if report.undo_id and report.of("done") else ""
    counts = ", ".join(f"{len(report.of(o))} {o}" for o in ("done", "skipped", "failed", "not run"))
    out.say(f"{counts}; planned {planned}, freed {freed}.{undo}")


def _result(item: Item, outcome: str, reason: str) -> dict[str, Any]:
    thing = item.thing
    made = {"kind": thing.kind.value, "id": thing.id, "name": parse.clean(thing.name)}
    return {**made, "outcome": outcome, "reason": reason or None}
