"""The plan in progress, on disk before each act, so that a crash leaves no question open."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui import files
from tui.core.cleanup.plan import Plan, plan_json
from tui.core.cleanup.world import Ref
from tui.core.errors import WsltuiError

PLAN, STEPS = "plan.json", "steps.jsonl"


@dataclass(frozen=True)
class Unfinished:
    """An apply that did not come to its end. `steps` is ref → doing | done | skipped | failed."""

    id: str
    plan: Mapping[str, Any]
    steps: Mapping[tuple[str, str], str]

    @property
    def engine_id(self) -> str:
        return str(self.plan.get("engine_id", ""))

    @property
    def went(self) -> list[Mapping[str, Any]]:
        return [i for i in self._removals() if self.steps.get(_key(i)) == "done"]

    @property
    def unsure(self) -> list[Mapping[str, Any]]:
        """Begun, and no word of the end."""
        return [i for i in self._removals() if self.steps.get(_key(i)) == "doing"]

    @property
    def left(self) -> list[Mapping[str, Any]]:
        return [i for i in self._removals() if _key(i) not in self.steps]

    def _removals(self) -> Iterator[Mapping[str, Any]]:
        return (i for i in self.plan.get("items", ()) if i.get("verdict") == "remove")


def _key(item: Mapping[str, Any]) -> tuple[str, str]:
    return str(item.get("kind")), str(item.get("id"))


class Progress:
    """The record of one apply in `directory`/ID; gone once it ended in the ordinary way."""

    def __init__(self, directory: Path, plan_id: str) -> None:
        self._place = directory / plan_id

    def begin(self, plan: Plan) -> None:
        """Raises WsltuiError where it cannot be written: nothing may be removed then."""
        files.private_dir(self._place)
        text = json.dumps(plan_json(plan), indent=1)
        files.write_atomic(self._place / PLAN, text)
        self._write({"step": "begin"})

    def step(self, ref: Ref, what: str, reason: str = "") -> None:
        self._write({"kind": ref[0].value, "id": ref[1], "step": what, "reason": reason})

    def end(self) -> None:
        """All is said and done: nothing to go on with."""
        for name in (STEPS, PLAN):
            (self._place / name).unlink(missing_ok=True)
        if self._place.is_dir():
            self._place.rmdir()

    def _write(self, line: Mapping[str, Any]) -> None:
        files.append_line(self._place / STEPS, json.dumps(line))


def unfinished(directory: Path) -> list[Unfinished]:
    """What earlier runs left, the oldest first. What cannot be read is passed over."""
    found = []
    for place in sorted(directory.iterdir()) if directory.is_dir() else ():
        try:
            plan = json.loads((place / PLAN).read_text())
            steps = _steps((place / STEPS).read_text())
        except (OSError, ValueError, WsltuiError):
            continue
        if isinstance(plan, dict):
            found.append(Unfinished(place.name, plan, steps))
    return found


def _steps(text: str) -> dict[tuple[str, str], str]:
    steps: dict[tuple[str, str], str] = {}
    for line in text.splitlines():
        try:
            step = json.loads(line)
        except ValueError:
            continue  # the last line of a crash may be cut
        if isinstance(step, dict) and "id" in step:
            steps[_key(step)] = str(step.get("step"))
    return steps
