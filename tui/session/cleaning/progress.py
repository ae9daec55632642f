"""The plan in progress, on disk before each act, so that a crash leaves no question open."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tui import files
from tui.core.cleanup.loaded import plan_from_json
from tui.core.cleanup.plan import Item, Plan, plan_json
from tui.core.cleanup.world import Ref
from tui.core.errors import Refused, WsltuiError
from tui.files import FileFailed

PLAN, STEPS = "plan.json", "steps.jsonl"
KEPT = timedelta(days=30)
"""As long as the trash keeps what such an apply has removed."""
MOST = 20
MAKING = timedelta(hours=1)
"""After this a record without a plan is no longer being made: its wsltui was killed."""


@dataclass(frozen=True)
class Unfinished:
    """An apply that did not come to its end. `steps` is kind and id → the last word on a thing.

    `undo` says whether it kept an undo entry, which has the same id.
    """

    id: str
    plan: Plan
    steps: Mapping[tuple[str, str], str]
    undo: bool = True

    def of(self, *steps: str) -> tuple[Item, ...]:
        """Its removals with one of these as their last word; an empty one for none at all."""
        removals = self.plan.removals
        return tuple(i for i in removals if self.steps.get((i.ref[0].value, i.ref[1]), "") in steps)


class Progress:
    """The record of one apply in `directory`/ID; gone once it ended in the ordinary way.

    Where it is not `needed` a full disk does not keep anything from being removed.
    """

    def __init__(self, directory: Path, plan_id: str, *, needed: bool = True) -> None:
        self._place, self._needed = directory / plan_id, needed

    @property
    def id(self) -> str:
        return self._place.name

    def begin(self, plan: Plan, *, undo: bool) -> None:
        """Raises WsltuiError where it cannot be written: nothing may be removed then."""
        if (self._place / PLAN).exists():
            raise Refused(
                f"This plan has been begun already, and was interrupted: {self._place.name}.",
                f"`wsltui clean --resume {self._place.name}` goes on with it.",
            )
        with self._tolerant():
            files.private_dir(self._place)
            with suppress(OSError):
                (self._place / STEPS).unlink()
            self._write({"step": "begin", "undo": undo})
            files.write_atomic(self._place / PLAN, json.dumps(plan_json(plan), indent=1))

    def step(self, ref: Ref, what: str, reason: str = "") -> None:
        """Raises FileFailed: nothing more may be removed then."""
        with self._tolerant():
            self._write({"kind": ref[0].value, "id": ref[1], "step": what, "reason": reason})

    def end(self) -> None:
        """All is said and done: nothing to go on with. Without its plan a record says nothing."""
        with suppress(OSError):
            for name in (PLAN, STEPS):
                (self._place / name).unlink(missing_ok=True)
            self._place.rmdir()

    def _tolerant(self) -> AbstractContextManager[None]:
        return nullcontext() if self._needed else suppress(FileFailed)

    def _write(self, line: Mapping[str, Any]) -> None:
        files.append_line(self._place / STEPS, json.dumps(line))


def name_for(plan: Plan) -> str:
    """What its record is called: as its undo entry, where it has one."""
    return plan.undo_id or f"{plan.world.at:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}-no-undo"


def any_left(directory: Path) -> bool:
    """Whether there may be anything `unfinished`, without reading it."""
    return next(directory.glob(f"*/{PLAN}"), None) is not None


def unfinished(directory: Path) -> list[Unfinished]:
    """What runs have left or are at now, the newest first. What cannot be read is passed over."""
    found = (read(directory, place.parent.name) for place in directory.glob(f"*/{PLAN}"))
    return sorted(filter(None, found), key=lambda one: (one.plan.world.at, one.id), reverse=True)


def read(directory: Path, plan_id: str) -> Unfinished | None:
    """One of them; None where there is none, or where it cannot be read."""
    place = directory / plan_id
    try:
        plan = plan_from_json(json.loads((place / PLAN).read_bytes()))
        lines = (place / STEPS).read_text("utf-8", "replace").splitlines()
    except (OSError, ValueError, RecursionError, WsltuiError):
        return None
    undo, steps = True, {}
    for found in filter(None, map(_step, lines)):
        if "id" in found:
            steps[str(found.get("kind")), str(found["id"])] = str(found.get("step"))
        elif found.get("step") == "begin":
            undo = found.get("undo") is not False
    return Unfinished(plan_id, plan, steps, undo)


def _step(line: str) -> dict[str, Any]:
    """The last line of a crash may be cut."""
    try:
        step = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return step if isinstance(step, dict) else {}


def let_go(directory: Path, now: datetime) -> None:
    """Let go of what is older than its undo entry can be, or too much; of nothing unreadable."""
    for number, one in enumerate(unfinished(directory)):
        if number >= MOST or now - one.plan.world.at > KEPT:
            Progress(directory, one.id).end()
    for steps in directory.glob(f"*/{STEPS}"):
        with suppress(OSError):
            made = datetime.fromtimestamp(steps.stat().st_mtime, now.tzinfo)
            if not (steps.parent / PLAN).exists() and now - made > MAKING:
                Progress(directory, steps.parent.name).end()
