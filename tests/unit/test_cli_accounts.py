"""`wsltui actions` and `wsltui history`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli_world import Ran, World
from tui.cli.accounts import folded
from tui.kinds import ACTIONS


def entry(second: int, command: str, outcome: str = "ok", *, mutates: bool = True) -> str:
    made = {"at": f"2026-01-02T03:04:{second:02}.000Z", "command": command, "outcome": outcome}
    return json.dumps({**made, "mutates": mutates, "seconds": 0.4, "message": ""})


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    (tmp_path / "wsltui").mkdir()
    return tmp_path / "wsltui" / "history.jsonl"


def history(*options: str) -> Ran:
    return World().run("history", *options)


def test_actions_are_those_of_the_screen() -> None:
    found = World().run("actions", "--json").json
    assert [action["id"] for action in found] == list(ACTIONS)
    remove = next(action for action in found if action["id"] == "container.remove")
    assert (remove["kind"], remove["confirm"], remove["keys"]) == (
        "containers",
        "ask",
        ["d", "delete"],
    )
    flags = [choice["flag"] for choice in remove["choices"]]
    assert flags == ["-f", "-v", "--save-layers", "--backup-volumes", "--no-undo"]


def test_what_an_action_is_told_is_listed_with_it() -> None:
    listed = {action["id"]: action for action in World().run("actions", "--json").json}
    file, form = listed["distro.export"]["fields"]
    assert (file["option"], file["sort"], file["required"]) == ("--file", "target", True)
    assert form["options"] == ["tar", "tar.gz", "tar.xz", "vhdx"]
    assert not form["required"]
    assert listed["container.pause"]["fields"] == []
    assert [one["option"] for one in listed["container.stop"]["fields"]] == ["--time", "--signal"]


def test_actions_in_words_name_the_commands() -> None:
    ran = World().run("actions")
    assert ran.code == 0
    for _, action in ACTIONS.values():
        assert f"  {action.spelling}" in ran.out


def test_no_history_is_said(file: Path) -> None:
    ran = history()
    assert (ran.code, ran.out) == (0, "")
    assert "Nothing was run yet" in ran.err


def test_history_shows_changes_once_with_their_end(file: Path) -> None:
    lines = [
        entry(1, "docker ps -a", mutates=False),
        entry(2, "docker stop web", "started"),
        entry(3, "docker rm api", "started"),
        entry(2, "docker stop web"),
        "cut mid-li",
    ]
    file.write_text("\n".join(lines))
    shown = [(e["command"], e["outcome"]) for e in history("--json").json]
    assert shown == [("docker stop web", "ok"), ("docker rm api", "started")]
    assert len(history("--json", "--all").json) == 3
    assert "docker stop web" in history().out


def test_history_goes_through_the_older_files_and_ends_with_the_newest(file: Path) -> None:
    file.with_name("history.jsonl.1").write_text(entry(1, "docker stop first") + "\n")
    file.write_text("\n".join(entry(n, f"docker stop c{n}") for n in range(2, 9)) + "\n")
    commands = [e["command"] for e in history("--json", "--limit", "3").json]
    assert commands == ["docker stop c6", "docker stop c7", "docker stop c8"]
    assert len(history("--json", "--limit", "0").json) == 8


@pytest.mark.parametrize("limit", ["-1", "many", "", "²"])
def test_a_limit_that_is_no_number_is_a_usage_error(limit: str) -> None:
    assert history("--limit", limit).code == 2


def test_entries_of_another_shape_do_no_harm(file: Path) -> None:
    file.write_text('{"at": 5, "command": ["x"], "mutates": true, "outcome": null}\n')
    assert "['x']" in history().out
    assert folded([{}, {}]) == [{}]
