"""What the doctor can mend: by actions that there are, and commands that can be copied."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.doctor_facts import DARK, HERE, changed, config
from tests.unit.told import filled
from tui.checks import examine
from tui.checks.check import Fix, findings_json
from tui.checks.commands import commands
from tui.core.facts import Facts, Listed
from tui.core.health import Cause, down
from tui.kinds import ACTIONS
from tui.session.doctor.fixing import examined

FIXES = [
    ("C2", {"wsl": {"version": "2.0.9.0"}}, "distro.update-wsl"),
    ("C3", {"wsl": {"default_version": 1}}, "distro.set-default-version"),
    ("C8", {"engine": {"health": down(Cause.MISCONFIGURED, "No context x.", "See."),
                       "source": "currentContext"}}, "context.use"),
    ("C10", {"files": {"config": config(wsl2_memory="8gb")}}, "wsl-setting.unset"),
    ("C17", {"files": {"config": config(wsl2_kernel="C:\\k")}}, "wsl-setting.unset"),
    ("C18", {"wsl": {"distros": (Listed(HERE, 2),)}}, "distro.set-default"),
    ("C22", {"files": {"config": config(300.0)}}, "distro.shutdown"),
]  # fmt: skip


def fix_of(check: str, facts: Facts) -> Fix | None:
    return next(f.judged.fix for f in examined(facts) if f.check.id == check)


@pytest.mark.parametrize(("check", "parts", "action"), FIXES, ids=[row[0] for row in FIXES])
def test_what_is_mended_by_an_action_of_wsltui(
    check: str, parts: dict[str, Any], action: str
) -> None:
    fix = fix_of(check, changed(**parts))
    assert fix is not None
    assert fix.action == action
    assert {name for name, _ in fix.given} <= {one.id for one in ACTIONS[action][1].form}


def test_a_fix_without_an_action_is_not_offered() -> None:
    facts = changed(wsl={"version": "2.0.0"}, files={"config": config()})
    wanted = {f.judged.fix.action for f in examine(facts) if f.judged.fix}
    offered = {f.judged.fix.action for f in examined(facts) if f.judged.fix}
    assert offered == wanted & set(ACTIONS)


def test_how_a_fix_is_typed() -> None:
    facts = changed(wsl={"default_version": 1})
    made = {check["id"]: check for check in findings_json(examined(facts))["checks"]}
    assert made["C3"]["fix"] == "wsltui do distro.set-default-version --to 2"
    assert made["C1"]["fix"] is None
    action = ACTIONS["distro.set-default-version"][1]
    assert action.plan(None, filled(action, None, to="2")).argv[-1] == "2"


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ("In PowerShell: wsl.exe --update   (it stops every distro)", ("wsl.exe --update",)),
        ("wsl.exe --shutdown in PowerShell   (it ends all)", ("wsl.exe --shutdown",)),
        ("Run `sudo usermod -aG docker $USER`, then, in PowerShell, `wsl.exe -t X`, and open it.",
         ("sudo usermod -aG docker $USER", "wsl.exe -t X")),
        ("dos2unix SCRIPT, or git config --global core.autocrlf input", ("dos2unix SCRIPT",)),
        ('In PowerShell as administrator: Optimize-VHD -Path "C:\\x" -Mode Full',
         ('Optimize-VHD -Path "C:\\x" -Mode Full',)),
        ("Docker Desktop: Settings → General → Apply.", ()),
        ("Restart Windows.", ()),
    ],
)  # fmt: skip
def test_commands_among_the_steps(step: str, found: tuple[str, ...]) -> None:
    assert commands([step]) == found


def test_what_is_unknown_offers_nothing() -> None:
    assert fix_of("C18", changed(wsl={"distros": DARK})) is None
