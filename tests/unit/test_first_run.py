"""The steps to a first container, as they tick themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli_world import Text
from tests.unit.doctor_facts import DARK, HEALTHY, HERE, ROWS, changed, settings
from tui.checks.first_run import State, counted, first_run, step_json
from tui.cli.main import run
from tui.cli.output import Output
from tui.cli.parsing import parse
from tui.core.errors import UsageError
from tui.core.facts import Facts, Program, WindowsFiles, Wsl
from tui.core.health import Cause, Health, down

DOWN = down(Cause.NOT_RUNNING, "No engine answers.", "Start it.")
IDS = [
    "wsl-feature", "wsl-version", "distro", "docker-desktop", "wsl2-engine", "integration",
    "docker-version", "hello-world",
]  # fmt: skip
FRESH: dict[str, Any] = {
    "local": {"desktop": False, "program": Program("missing"), "tools": False},
    "wsl": {"distros": ROWS[:1]},
    "engine": {"health": DOWN, "system": DARK, "greeted": DARK},
}


def states(facts: Facts) -> dict[str, State]:
    return {step.id: step.state for step in first_run(facts)}


def left(facts: Facts) -> list[str]:
    return [id_ for id_, state in states(facts).items() if state is not State.DONE]


def test_all_is_done_where_all_is_well() -> None:
    assert list(states(HEALTHY)) == IDS
    assert left(HEALTHY) == []
    assert not [step for step in first_run(HEALTHY) if step.how]


@pytest.mark.parametrize(
    ("parts", "first", "how"),
    [
        ({"wsl": {"version": "2.0.9.0"}}, "wsl-version", "wsl.exe --update"),
        ({"local": {"kernel": "4.4.0-19041-Microsoft"}}, "distro", "--set-version"),
        (FRESH, "docker-desktop", "windows-install"),
        ({"files": {"settings": settings(WslEngineEnabled=False,
                                         IntegratedWslDistros=[HERE])}},
         "wsl2-engine", "WSL 2 based engine"),
        ({"files": {"settings": settings(EnableIntegrationWithDefaultWslDistro=False)},
          "local": {"program": Program("wrapper", "/x")}}, "integration", f"→ {HERE} → Apply"),
        ({"local": {"tools": False}}, "integration", "turn"),
        ({"engine": {"health": DOWN, "greeted": DARK}, "local": {"program": Program("missing")}},
         "integration", "WSL integration"),
        ({"engine": {"greeted": False}}, "hello-world", "docker run hello-world"),
        ({"engine": {"health": DOWN, "greeted": DARK}}, "hello-world", "Start it."),
    ],
)  # fmt: skip
def test_the_first_step_that_is_left_says_what_to_do(
    parts: dict[str, Any], first: str, how: str
) -> None:
    step = next(s for s in first_run(changed(**parts)) if s.state is not State.DONE)
    assert step.id == first
    assert how in " ".join(step.how)


def test_with_another_engine_docker_desktop_is_not_needed() -> None:
    native = Health(up=True, facts={"client_version": "28.2.2"})
    facts = changed(**{**FRESH, "engine": {"system": "Ubuntu", "health": native}})
    assert left(facts) == []


def test_outside_wsl_nothing_of_windows_is_taken_for_missing() -> None:
    outside = changed(
        local={"inside": False, "kernel": "6.1.0", "desktop": DARK},
        here=None,
        wsl=Wsl(DARK, DARK, DARK),
        files=WindowsFiles(DARK, DARK),
        engine={"health": DOWN, "system": DARK, "greeted": DARK},
    )
    found = states(outside)
    assert found["docker-desktop"] is State.UNKNOWN
    assert found["hello-world"] is State.TODO


def test_json_and_the_count() -> None:
    steps = first_run(changed(engine={"greeted": False}))
    assert counted(steps) == {"done": 7, "todo": 1, "unknown": 0}
    assert step_json(steps[-1])["how"] == "docker run hello-world"
    assert step_json(steps[0])["how"] is None


def doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str, str]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    streams = Text(), Text(), Text()
    code = run(parse(["--demo", "doctor", *words]), Output(*streams, env={}))
    return code, streams[0].getvalue(), streams[1].getvalue()


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = doctor(tmp_path, monkeypatch, "--first-run")
    assert code == 1
    assert "to do    docker run hello-world: it was not run yet" in out
    assert "7 of 8 done." in err
    code, out, _ = doctor(tmp_path, monkeypatch, "--first-run", "--json")
    assert '"todo": 1' in out
    code, _, err = doctor(tmp_path, monkeypatch, "--first-run", "--speed")
    assert code == UsageError.exit_code
    assert "do not go together" in err
