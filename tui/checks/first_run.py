"""The way to a first container, as a checklist: each step is there, or what to click or type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tui.checks import examine
from tui.checks.check import Judged, Verdict
from tui.checks.derived import numbers
from tui.checks.wsl import OLDEST
from tui.core import parse
from tui.core.desktop_settings import toggle
from tui.core.facts import Facts, Program, Unknown

GET = "https://docs.docker.com/desktop/setup/install/windows-install/"


class State(StrEnum):
    DONE = "done"
    TODO = "to do"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Step:
    """`how` is what to click or to type, in order; empty for what is done."""

    id: str
    title: str
    state: State
    found: str
    how: tuple[str, ...] = ()


def first_run(facts: Facts) -> tuple[Step, ...]:
    """The steps of the installation in their order, as they stand."""
    found = {finding.check.id: finding.judged for finding in examine(facts)}
    other = facts.engine.health.up and not facts.engine.desktop
    return (
        _feature(facts),
        _version(facts),
        _of("distro", "This distro on WSL 2", found["C1"]),
        _desktop(facts, found["C4"], other=other),
        _engine(found["C4"], other=other),
        _integration(facts, found, other=other),
        _command(facts, found["C8"]),
        _hello(facts, found["C8"]),
    )


def _step(id_: str, title: str, done: bool | None, found: str, *how: str) -> Step:
    state = State.UNKNOWN if done is None else State.DONE if done else State.TODO
    return Step(id_, title, state, found, () if done else how)


def _of(id_: str, title: str, judged: Judged) -> Step:
    """As a check has it: where it is not good, its remedy is what to do."""
    done = None if judged.verdict is Verdict.UNCHECKED else judged.verdict is Verdict.GOOD
    return _step(id_, title, done, judged.found or judged.why, *judged.remedy)


def _feature(facts: Facts) -> Step:
    title, there = "WSL turned on in Windows", facts.local.inside
    known = there or not isinstance(facts.wsl.version, Unknown)
    return _step(
        "wsl-feature", title, known or None,
        "wsltui runs in a distro of it" if there else "wsltui does not run in WSL",
        "In PowerShell as administrator: wsl.exe --install   (it turns on what is missing, and "
        "brings Ubuntu)",
        "Restart Windows, open Ubuntu from the Start menu, and give your user a name.",
        "If it complains of virtualization: turn it on in the firmware of the computer.",
    )  # fmt: skip


def _version(facts: Facts) -> Step:
    title, version = "WSL 2.1.5 or newer", facts.wsl.version
    how = "In PowerShell: wsl.exe --update"
    if isinstance(version, Unknown):
        return _step("wsl-version", title, None, version.why, how)
    have = numbers(version)
    return _step("wsl-version", title, have >= OLDEST if have else None, f"WSL {version}", how)


def _desktop(facts: Facts, judged: Judged, *, other: bool) -> Step:
    title = "Docker Desktop installed"
    if other:
        return _step("docker-desktop", title, True, "not needed: another engine answers")
    done = None if judged.verdict is Verdict.UNCHECKED else judged.found.startswith("installed")
    found = judged.found or judged.why
    return _step(
        "docker-desktop", title, done, found,
        f"Download and run its installer: {GET}",
        "Keep “Use WSL 2 instead of Hyper-V” ticked, and start Docker Desktop afterwards.",
        *(() if facts.local.inside else ("Without Windows: https://docs.docker.com/engine/install/",)),
    )  # fmt: skip


def _engine(judged: Judged, *, other: bool) -> Step:
    title = "Its WSL 2 engine turned on"
    if other:
        return _step("wsl2-engine", title, True, "not needed: another engine answers")
    if judged.verdict is Verdict.UNCHECKED or not judged.found.startswith("installed"):
        return _step("wsl2-engine", title, None, "it is not known to be installed", *judged.remedy)
    return _of("wsl2-engine", title, judged)


def _integration(facts: Facts, found: dict[str, Judged], *, other: bool) -> Step:
    """It has to be turned on, and to have taken hold."""
    title, set_, alive = "Integration with this distro", found["C6"], found["C7"]
    if other:
        return _step("integration", title, True, "not needed: another engine answers")
    how = toggle(facts.here or "this distro")
    if alive.verdict is Verdict.GOOD:
        return _step("integration", title, True, alive.found)
    if set_.verdict is Verdict.GOOD and alive.verdict is Verdict.PROBLEM:
        return _step("integration", title, False, alive.found, *alive.remedy)
    known = Verdict.PROBLEM in (set_.verdict, alive.verdict)
    worse = set_ if set_.verdict is Verdict.PROBLEM or not known else alive
    return _step("integration", title, False if known else None, worse.found or worse.why, how)


def _command(facts: Facts, engine: Judged) -> Step:
    title, program = "docker --version", facts.local.program
    version = facts.engine.health.facts.get("client_version")
    if version:
        return _step("docker-version", title, True, f"Docker CLI {version}")
    there = isinstance(program, Program) and program.kind in ("own", "desktop")
    done = None if isinstance(program, Unknown) else there
    found = program.why if isinstance(program, Unknown) else program.path or "no docker command"
    return _step("docker-version", title, done, found, "docker --version", *engine.remedy)


def _hello(facts: Facts, engine: Judged) -> Step:
    title, greeted = "docker run hello-world", facts.engine.greeted
    if not facts.engine.health.up:
        return _step("hello-world", title, False, engine.found, *engine.remedy, title)
    if isinstance(greeted, Unknown):
        return _step("hello-world", title, None, greeted.why, title)
    said = "its image is there" if greeted else "it was not run yet, or its image is gone again"
    return _step("hello-world", title, greeted, said, title)


def counted(steps: Iterable[Step]) -> dict[str, int]:
    counts = Counter(step.state for step in steps)
    return {state.value.replace(" ", ""): counts[state] for state in State}


def step_json(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "title": step.title,
        "state": step.state.value.replace(" ", ""),
        "found": parse.clean(step.found) or None,
        "how": "\n".join(map(parse.clean, step.how)) or None,
    }
