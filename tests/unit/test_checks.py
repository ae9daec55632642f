"""What holds for all checks, and each of them on a machine where all is well."""

from __future__ import annotations

import pytest

from tests.unit.doctor_facts import DARK, HEALTHY, changed
from tui.checks import CHECKS, examine
from tui.checks.check import Verdict, counted, findings_json
from tui.core.disk import DiskTruth
from tui.core.facts import Disk, Engine, Facts, Local, WindowsFiles, Wsl
from tui.core.health import Cause, down

IDS = [f"C{number}" for number in range(1, 23)]
NOTHING_KNOWN = Facts(
    Local(True, DARK, True, False, *(DARK,) * 12),
    None,
    Wsl(DARK, DARK, DARK),
    DARK,
    WindowsFiles(DARK, DARK),
    Engine(down(Cause.HUNG, "No answer.", "Wait."), DARK, DARK, DARK, DARK),
    Disk(DiskTruth(why="it is dark"), DARK, DARK),
)


def test_all_are_there_in_order_whatever_is_known() -> None:
    assert [check.id for check in CHECKS] == IDS
    assert [finding.check.id for finding in examine(NOTHING_KNOWN)] == IDS


def test_all_is_well_where_all_is_well() -> None:
    assert not [f for f in examine(HEALTHY) if f.verdict is not Verdict.GOOD]


def test_what_is_unknown_is_never_good() -> None:
    findings = examine(NOTHING_KNOWN)
    assert counted(findings) == {"good": 0, "warning": 0, "problem": 1, "unchecked": 21}
    assert all(f.judged.why for f in findings)
    (down_engine,) = (f for f in findings if f.verdict is Verdict.PROBLEM)
    assert (down_engine.check.id, down_engine.judged.remedy) == ("C8", ("Wait.",))


@pytest.mark.parametrize("facts", [HEALTHY, NOTHING_KNOWN])
def test_json_is_as_the_contract_has_it(facts: Facts) -> None:
    made = findings_json(examine(facts))
    assert made["schema"] == 1
    assert sum(made["summary"].values()) == 22
    fields = {
        "id",
        "title",
        "looked_at",
        "found",
        "verdict",
        "why",
        "meaning",
        "remedy",
        "url",
        "fix",
    }
    for check in made["checks"]:
        assert set(check) == fields
        assert check["url"].startswith(("https://docs.docker.com/", "https://learn.microsoft.com/"))
        assert "" not in check.values()


def test_text_from_outside_cannot_act_on_a_terminal() -> None:
    found = findings_json(examine(changed(here="a\x1b[31m", local={"kernel": "x\x1b]0;y"})))
    assert "\x1b" not in str(found)


def test_outside_wsl_windows_is_not_checked_and_nothing_is_a_problem() -> None:
    outside = changed(
        local={"inside": False, "kernel": "6.1.0-40-amd64", "desktop": DARK},
        here=None,
        wsl=Wsl(DARK, DARK, DARK),
        windows=DARK,
        files=WindowsFiles(DARK, DARK),
        disk=Disk(DiskTruth(why="outside")),
        engine={"system": "Debian GNU/Linux 12"},
    )
    by_id = {f.check.id: f.verdict.value for f in examine(outside)}
    known = {id_: verdict for id_, verdict in by_id.items() if verdict != "unchecked"}
    assert known == {
        "C1": "warning", "C5": "good", "C8": "good", "C9": "good", "C14": "good", "C15": "good",
        "C20": "good",
    }  # fmt: skip
