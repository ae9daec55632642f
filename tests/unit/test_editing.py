"""Which editor the config is opened in, and what counts of it afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.fake_machine import FakeMachine
from tui.core.action import Confirm
from tui.core.command import Mode
from tui.core.errors import Refused, UsageError
from tui.core.settings import Settings
from tui.run.journal import Journal
from tui.run.runner import Runner
from tui.session.editing import edit_command, read_again
from tui.session.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Session:
    made = Session({}, {}, Runner(Journal()), Settings(ascii=True))
    made.config_file = tmp_path / "config" / "wsltui" / "config.toml"
    return made


def machine(tmp_path: Path, *programs: str) -> str:
    """The PATH of a machine with these programs."""
    made = FakeMachine(tmp_path / "machine")
    for program in programs:
        made.program(f"bin/{program}")
    return str(made.root / "bin")


@pytest.mark.parametrize(
    ("env", "argv"),
    [
        ({"EDITOR": "vim"}, ("vim",)),
        ({"EDITOR": "code --wait -n", "VISUAL": "vim"}, ("code", "--wait", "-n")),
        ({"EDITOR": " ", "VISUAL": "vim"}, ("vim",)),
        ({}, ("nano",)),
    ],
)
def test_the_editor_with_its_words(
    session: Session, tmp_path: Path, env: dict[str, str], argv: tuple[str, ...]
) -> None:
    path = machine(tmp_path, "vim", "code", "nano", "vi")
    command = edit_command(session, {"PATH": path, **env})
    assert command.argv == (*argv, str(session.config_file))
    assert (command.mode, command.timeout) == (Mode.INTERACTIVE, None)
    assert session.config_file is not None
    assert session.config_file.parent.is_dir()


def test_a_path_with_a_space_is_quoted_as_in_a_shell(session: Session, tmp_path: Path) -> None:
    path = machine(tmp_path, "my editor")
    command = edit_command(session, {"PATH": "", "EDITOR": f"'{path}/my editor' -x"})
    assert command.argv[:2] == (f"{path}/my editor", "-x")


@pytest.mark.parametrize("editor", ["no-such-editor", "'unclosed", ""])
def test_no_editor_is_said_with_the_remedy(session: Session, tmp_path: Path, editor: str) -> None:
    with pytest.raises(UsageError, match="Set EDITOR"):
        edit_command(session, {"PATH": machine(tmp_path), "EDITOR": editor})


def test_the_made_up_world_has_no_config(session: Session) -> None:
    session.demo = True
    with pytest.raises(Refused, match="--demo"):
        edit_command(session, {"EDITOR": "vi"})


def test_what_counts_at_once(session: Session) -> None:
    assert session.config_file is not None
    session.config_file.parent.mkdir(parents=True)
    session.config_file.write_text('read_only = true\n[confirm]\ndefault = "ask"\n')
    assert list(read_again(session, {})) == []
    assert session.runner.read_only
    assert session.settings.confirm["default"] is Confirm.ASK
    assert session.settings.ascii is True, "the terminal is what it was"
    session.config_file.write_text("refresh = 'often'\n")
    (problem,) = read_again(session, {})
    assert "line 1" in problem
    assert session.runner.read_only, "it may have been asked for on the command line"
