"""`wsltui jobs`, and what is said on stderr of jobs that were cut short."""

from __future__ import annotations

from typing import Any

from tui import paths
from tui.cli.headless import Headless, Opener
from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.core import parse
from tui.core.errors import Refused, UsageError
from tui.core.jobs import Job
from tui.core.record import as_json
from tui.session.jobs.leftovers import Leftover, Leftovers


def tell_of_jobs(headless: Headless, out: Output) -> None:
    """How each that was cut short stands, and the ways from there; nothing where there is none."""
    state = headless.session.state
    if state is None:
        return
    known = Leftovers(headless.session, state)
    for one in headless.run(known.find()) if known.any_left else ():
        out.say(*_lines(one))


def jobs(call: Call, out: Output, opener: Opener) -> int:
    """List, or settle the one that is named. Raises NotFound, Refused, CommandFailed."""
    settles = [option for option in ("--keep", "--delete") if call.has(option)]
    if bool(settles) is not bool(call.words) or len(settles) > 1:
        raise UsageError("An ID wants --keep or --delete.", "Usage: wsltui jobs ID --keep")
    with Headless(call, out, opener) as headless:
        state = headless.session.state or paths.state_dir()
        known = Leftovers(headless.session, state)
        if settles:
            return _settle(headless, known, call, out)
        left = headless.run(known.find())
        if call.has("--json"):
            out.json([*map(_going_json, known.going_on()), *map(_left_json, left)])
            return 0
        going = known.going_on()
        out.data(*map(_going, going))
        for one in left:
            out.data(*_lines(one))
        if not going and not left:
            out.say("No job on a distro goes on, and none was cut short.")
    return 0


def _settle(headless: Headless, known: Leftovers, call: Call, out: Output) -> int:
    runner: Any = headless.session.runner
    if runner.read_only and not runner.dry_run:
        raise Refused("jobs is refused: wsltui is read-only.", "Leave out --read-only.")
    one = headless.run(known.one(call.words[0]))
    if not call.has("--delete"):
        known.keep(one)
        out.say(f"{one.job.id} stays as it is.")
        return 0
    if runner.dry_run:
        out.data(*(command.typed() for command in known.commands(one)))
        return 0
    if not call.has("--yes"):
        _agree(one, out)
    headless.run(known.delete(one))
    out.data(*(parse.clean(half.path) for half in one.halves))
    return 0


def _agree(one: Leftover, out: Output) -> None:
    if not out.can_ask:
        raise Refused("--delete asks before it deletes, and there is no terminal.", "Add --yes.")
    out.say(*_lines(one))
    if out.ask("Delete the file that was left? [y/N] ").casefold() not in ("y", "yes"):
        raise Refused("It was not agreed to.", "Nothing was deleted.")


def _going(job: Job) -> str:
    return f"{job.id}  goes on (process {job.pid}): {_named(job)}"


def _named(job: Job) -> str:
    return parse.clean(f"{job.title} {', '.join(task.name for task in job.tasks)}")


def _lines(one: Leftover) -> list[str]:
    """What was underway with what, with which command, how far, and the ways from there."""
    lines = [one.sentence]
    lines += [f"  {word:<9}  {command}" for task in one.job.tasks for command, word in task.steps]
    lines += [f"  {fact}" for fact in one.facts]
    if one.deletable:
        lines.append(f"  delete the file that was left: wsltui jobs {one.job.id} --delete")
    lines.append(f"  leave all as it is: wsltui jobs {one.job.id} --keep")
    return [parse.clean(line) for line in lines]


def _going_json(job: Job) -> dict[str, Any]:
    return {**_json(job), "state": "going on", "now": [], "halves": []}


def _left_json(one: Leftover) -> dict[str, Any]:
    more = {"state": "cut short", "now": list(one.facts), "halves": as_json(one.halves)}
    return {**_json(one.job), **more}


def _json(job: Job) -> dict[str, Any]:
    steps = [
        {"command": command, "state": word} for task in job.tasks for command, word in task.steps
    ]
    return {
        "id": job.id, "action": job.action, "names": list(job.names), "began": as_json(job.began),
        "pid": job.pid, "steps": steps,
    }  # fmt: skip
