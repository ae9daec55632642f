"""Every scenario, as JSON tells of it and as the screen does; and what holds for all of them."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.scenarios import Scenario, scenarios
from tests.scenarios.arranging import arranged
from tests.scenarios.inside import double_of, run_inside
from tests.scenarios.table import PAGE, with_table
from tests.unit.clinic import Clinic
from tests.unit.fake_machine import FakeMachine
from tui.checks import CHECKS
from tui.cli import doctor as cli
from tui.cli.words import VERBS
from tui.core.command import Command, Result
from tui.core.facts import Facts
from tui.core.kind import View
from tui.session.doctor.diagnose import diagnose
from tui.session.doctor.fixing import examined
from tui.session.session import Session
from tui.ui.screens.doctor_rows import COLUMNS, DOCTOR

ALL = scenarios()
MOST_CPU = 2.0
"""Seconds that the whole doctor may take of our own CPU."""
world = fixtures.wsl_world
VIEW = View(datetime(2026, 3, 9, tzinfo=UTC))


@dataclass
class Seen:
    """What one look at a machine came to."""

    told: dict[str, Any]
    facts: Facts
    cpu: float
    started: dict[str, str]
    side_by_side: int
    changes: list[str]


class Watched:
    """A transport that counts how many programs of Windows run at once."""

    def __init__(self, session: Session) -> None:
        self._run, self._now, self.most = session.runner._transport.run, 0, 0

    async def run(self, command: Command) -> Result:
        windows = command.argv[:1] != () and command.argv[0].endswith(".exe")
        self._now += windows
        self.most = max(self.most, self._now)
        double = double_of(command)
        try:
            await asyncio.sleep(0)
            return run_inside(double, command) if double else await self._run(command)
        finally:
            self._now -= windows


LOOKS: dict[str, Seen] = {}


@pytest.fixture
def look(
    scenario: Scenario, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Seen]:
    """One look for all scenarios of a machine."""
    here = Path.cwd()
    if scenario.group not in LOOKS:
        LOOKS[scenario.group] = _look(scenario, world, tmp_path, monkeypatch)
    yield LOOKS[scenario.group]
    os.chdir(here)


def _look(
    scenario: Scenario, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Seen:
    kept: list[tuple[Facts, float, int]] = []

    async def watched(session: Session) -> Facts:
        watch = Watched(session)
        monkeypatch.setattr(session.runner._transport, "run", watch.run, raising=False)
        began = time.process_time()
        facts = await diagnose(session)
        kept.append((facts, time.process_time() - began, watch.most))
        return facts

    monkeypatch.setattr(cli, "diagnose", watched)
    (tmp_path / "project").mkdir()
    os.chdir(tmp_path / "project")
    clinic = arranged(Clinic(FakeMachine(tmp_path / "machine"), world), scenario.machine)
    before = world.states
    ran = clinic.doctor("--json")
    ((facts, cpu, most),) = kept
    started = {n: s for n, s in world.states.items() if s != before[n]}
    changes = [entry.typed for entry in clinic.journal.entries if entry.mutates]
    checks = {check["id"]: check for check in ran.json["checks"]}
    return Seen(checks, facts, cpu, started, most, changes)


@pytest.mark.parametrize("scenario", ALL, ids=lambda one: one.name)
def test_scenario(scenario: Scenario, look: Seen) -> None:
    told = look.told[scenario.check]
    assert told["verdict"] == scenario.verdict, told
    said = " ".join(filter(None, (told["found"], told["why"], told["meaning"], told["remedy"])))
    for word in scenario.words:
        assert word in said
    row = next(one for one in examined(look.facts) if one.check.id == scenario.check)
    shown = [field.value.text for field in DOCTOR.summary(row, VIEW)]
    assert scenario.verdict in shown
    assert told["why"] in shown
    for step in (told["remedy"] or "").split("\n"):
        assert step in " ".join(shown)
    assert next(c.cell(row, VIEW).text for c in COLUMNS if c.id == "verdict") == scenario.verdict
    assert look.cpu < MOST_CPU
    assert look.started == {}
    assert look.side_by_side <= 1
    assert look.changes == []
    if "interop" in scenario.machine:
        assert look.side_by_side == 0
        assert "problem" not in {check["verdict"] for check in look.told.values()}


def test_every_check_has_a_good_and_a_bad_one() -> None:
    for check in CHECKS:
        verdicts = {one.verdict for one in ALL if one.check == check.id}
        assert "good" in verdicts, check.id
        assert verdicts & {"warning", "problem"}, check.id
    assert {one.check for one in ALL} == {check.id for check in CHECKS}


def test_the_page_of_what_is_covered_lists_todays_scenarios() -> None:
    text = PAGE.read_text("utf-8")
    assert "<!-- scenarios -->" in text
    assert text == with_table(text), "stale: run `python -m tests.scenarios.table`"


def test_the_page_of_the_doctor_speaks_of_everything_there_is() -> None:
    text = PAGE.with_name("doctor.md").read_text("utf-8")
    for kind in ("contexts", "integrations", "security", "vscode"):
        assert f"`wsltui ls {kind} [--json]`" in text
    for option in VERBS["doctor"].options:
        assert option.name in text
