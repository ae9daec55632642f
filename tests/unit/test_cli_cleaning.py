"""What the words of `wsltui clean` ask for to be saved first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli_world import Text
from tui.cli.cleaning import policy_of
from tui.cli.main import run
from tui.cli.output import Output
from tui.cli.parsing import parse
from tui.core.cleanup.saving import Saving
from tui.core.errors import UsageError


@pytest.mark.parametrize(
    ("words", "saving"),
    [
        ((), Saving()),
        (("--save-layers",), Saving(layers=True)),
        (("--save-images", "--backup-volumes"), Saving(images=True, anonymous=True)),
        (("--no-backup", "--older-than", "7d"), Saving(named=False)),
        (("--policy", "thorough", "--save-layers"), Saving(layers=True)),
    ],
)
def test_options_say_what_is_saved(words: tuple[str, ...], saving: Saving) -> None:
    assert policy_of(parse(("clean", *words)), {}).saving == saving


def test_a_policy_keeps_its_name() -> None:
    assert policy_of(parse(("clean", "--policy", "careful", "--save-layers")), {}).name == "careful"


@pytest.mark.parametrize(
    "words", [("--no-undo", "--save-layers"), ("--no-backup", "--backup-volumes")]
)
def test_what_contradicts_itself_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        policy_of(parse(("clean", *words)), {})


@pytest.mark.parametrize("written", ["", "{", "[" * 100_000])
def test_a_file_that_holds_no_plan_is_a_usage_error(tmp_path: Path, written: str) -> None:
    (tmp_path / "plan.json").write_text(written)
    code, _, err = demo("clean", "--apply", str(tmp_path / "plan.json"))
    assert (code, "cannot be read" in err) == (2, True)


def demo(*argv: str, answers: str = "", tty: bool = False) -> tuple[int, str, str]:
    out, err = Text(tty=tty), Text(tty=tty)
    output = Output(out, err, Text(answers, tty=tty), env={})
    code = run(parse(("--demo", *argv)), output)
    return code, out.getvalue(), err.getvalue()


def test_what_is_lost_is_said_before_the_question(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    name = ("clean", "--volume", "backup-2024", "--name", "backup-2024")
    code, _, err = demo(*name, "--no-backup", tty=True, answers="y\n")
    assert code == 0, err
    assert err.index("Cannot come back: the data of 1 volume.") < err.index("Go on?")
    _, _, err = demo(*name, tty=True, answers="y\n")
    assert "Cannot come back" not in err
    _, _, err = demo(*name, "--no-undo", tty=True, answers="y\n")
    assert "--no-undo keeps nothing" in err
    assert not (tmp_path / "state" / "wsltui" / "undo").exists()


def test_a_demo_backs_up_and_reports(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    words = ("clean", "--volume", "backup-2024", "--name", "backup-2024", "--yes", "--json")
    code, out, err = demo(*words)
    assert code == 0, err
    assert [r["outcome"] for r in json.loads(out)["results"]] == ["done"]


def test_do_tells_how_to_undo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    code, out, err = demo("do", "container.remove", "scratch", "--yes", "--json")
    assert code == 0, err
    assert json.loads(out)["undo_id"]
    _, _, err = demo("do", "container.remove", "scratch", "--yes")
    assert "Undo: wsltui undo " in err


def test_the_lines_say_what_each_removal_frees_and_the_end_its_sum_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    _, out, err = demo("clean")
    shared = next(line for line in out.splitlines() if "pulled from" in line)
    assert "up to 122 MB" in shared, "it may be shared with what stays"
    assert "at least 4.9" in err
    only = ("clean", "--name", "scratch", "--images", "none")
    assert "Would remove 1 (7.18 MB)" in demo(*only)[2]
    assert "planned 7.18 MB, freed" in demo(*only, "--yes")[2]


def test_an_entry_that_is_not_there_is_not_asked_about(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for tty in (False, True):
        code, _, err = demo("undo", "no\x1bsuch", tty=tty, answers="y\n")
        assert code == 1
        assert "There is no undo entry" in err
        assert "\x1b" not in err
        assert "[y/N]" not in err
