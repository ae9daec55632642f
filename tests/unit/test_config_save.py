"""Writing the config file: what is named changes, and nothing else is lost."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tui import config, files
from tui.config import Known, Problem, Sort
from tui.core.action import Confirm
from tui.core.errors import ConfigError
from tui.core.toml_lines import key_lines

ROOT = Path(__file__).parents[2]
REMOVING = Known(destroys={"container.remove": Confirm.ASK})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "wsltui" / "config.toml"


def written(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_first_save_makes_a_private_file(path: Path) -> None:
    config.save(path, {"theme": "light"})
    assert path.read_text() == 'schema = 1\ntheme = "light"\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_a_save_changes_what_is_named_and_nothing_else(path: Path) -> None:
    text = (
        'theme = "dark"\nfuture = { x = [1, 2] }\nrefresh = "bad"\n[sort]\nimages.column = "id"\n'
    )
    path = written(path, text)
    config.save(path, {"theme": "light", "sort.containers": Sort("name", reverse=True)})
    assert tomllib.loads(path.read_text()) == {
        "schema": 1,
        "theme": "light",
        "future": {"x": [1, 2]},
        "refresh": "bad",
        "sort": {"images": {"column": "id"}, "containers": {"column": "name", "reverse": True}},
    }


def test_none_brings_the_default_back(path: Path) -> None:
    written(path, 'theme = "dark"\nascii = true\n[keys]\napp.quit = "Q"\n')
    config.save(path, {"theme": None, "keys.app.quit": None, "wsl_exe": None})
    assert tomllib.loads(path.read_text()) == {"schema": 1, "ascii": True}


def test_an_entry_written_in_a_table_of_its_own_is_replaced_there(path: Path) -> None:
    written(path, '[keys.container]\nstop = "S"\nrestart = "R"\n[timeouts]\napp.quit = 3\n')
    config.save(path, {"keys.container.stop": ("T", "f5"), "timeouts.app.quit": 4.5})
    settings, _ = config.load(path, {})
    assert settings.keys == {"container.stop": ("T", "f5"), "container.restart": ("R",)}
    assert settings.timeouts == {"app.quit": 4.5}


def test_a_whole_table_can_be_replaced(path: Path) -> None:
    written(path, 'columns.images = ["size"]\n[keys]\napp.help = "h"\n')
    config.save(path, {"keys": {"app.quit": ("x",)}, "columns": None})
    settings, _ = config.load(path, {})
    assert (settings.keys, settings.columns) == ({"app.quit": ("x",)}, {})


def test_a_change_that_changes_nothing_leaves_the_file(path: Path) -> None:
    written(path, '# mine\nschema = 1\ntheme = "dark"\n')
    config.save(path, {"theme": "dark", "wsl_exe": None})
    assert path.read_text().startswith("# mine")


@pytest.mark.parametrize(
    "changes", [{"theme": 3}, {"thmee": "dark"}, {"keys.app.quit": "hyperspace"}, {"refresh": 0}]
)
def test_a_bad_change_is_refused(path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match="cannot be saved"):
        config.save(path, changes)
    assert not path.exists()


def test_a_save_cannot_take_the_question_from_what_destroys(path: Path) -> None:
    with pytest.raises(ConfigError, match="it destroys something"):
        config.save(path, {"confirm.container.remove": Confirm.NONE}, REMOVING)


def test_comments_are_kept_once_beside_the_file(path: Path) -> None:
    backup = path.with_name("config.toml.bak")
    written(path, 'theme = "dark"\n')
    config.save(path, {"refresh": 7})
    assert not backup.exists()
    first = '# my own words\ntheme = "dark"\n'
    written(path, first)
    config.save(path, {"refresh": 7})
    written(path, '# fewer\ntheme = "dark"\n')
    config.save(path, {"refresh": 8})
    assert backup.read_text() == first
    assert "#" not in path.read_text()


def test_a_symbolic_link_and_its_mode_survive_a_save(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles.toml"
    target.write_text('theme = "dark"\n')
    target.chmod(0o644)
    path.parent.mkdir()
    path.symlink_to(target)
    config.save(path, {"theme": "light"})
    assert path.is_symlink()
    assert 'theme = "light"' in target.read_text()
    assert stat.S_IMODE(target.stat().st_mode) == 0o644


def test_a_file_of_a_newer_wsltui_is_read_but_not_written(path: Path) -> None:
    written(path, 'schema = 9\ntheme = "dark"\n')
    assert config.load(path, {})[0].theme == "dark"
    with pytest.raises(ConfigError, match="a newer wsltui wrote this file"):
        config.save(path, {"theme": "light"})
    assert path.read_text() == 'schema = 9\ntheme = "dark"\n'


def test_old_schemas_are_brought_up_step_by_step() -> None:
    def rename(data: dict[str, Any]) -> dict[str, Any]:
        return {"look" if key == "theme" else key: value for key, value in data.items()}

    def double(data: dict[str, Any]) -> dict[str, Any]:
        return data | {"refresh": data["refresh"] * 2}

    steps = (rename, double)
    old = {"theme": "dark", "refresh": 2}
    new = {"schema": 3, "look": "dark", "refresh": 4}
    assert config.upgraded(old, steps) == new
    assert list(config.upgraded(old, steps)) == list(new)
    assert config.upgraded({"schema": 2} | old, steps) == {**old, "schema": 3, "refresh": 4}
    assert config.upgraded({"schema": 3} | old, steps) == {"schema": 3} | old


def test_two_wsltui_that_save_at_once_lose_nothing(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tui import config\n"
        "for n in range(25):\n"
        "    config.save(Path(sys.argv[1]), {f'timeouts.{sys.argv[2]}.{n}': n + 1})"
    )
    words = [[sys.executable, "-c", code, str(path), name] for name in ("one", "two")]
    programs = [subprocess.Popen(each, cwd=ROOT) for each in words]
    assert [each.wait(40) for each in programs] == [0, 0]
    assert len(config.load(path, {})[0].timeouts) == 50


def test_a_save_waits_for_another_one(path: Path) -> None:
    path.parent.mkdir()
    saver = threading.Thread(target=config.save, args=(path, {"theme": "light"}))
    with files.lock(path.parent):
        saver.start()
        assert not path.exists()
    saver.join(20)
    assert path.exists()


def test_problems_of_others_are_given_their_lines(path: Path) -> None:
    written(path, 'theme = "dark"\n[keys]\n"a.b" = "B"\napp.quit = ["Q", "ctrl+x"]\n')
    found = (Problem(None, "keys.app.quit", "clash"), Problem(None, "keys.no.such", "clash"))
    assert [problem.line for problem in config.with_lines(found, path)] == [4, 2]
    written(path, b"\xff")
    assert config.with_lines(found, path) == found


def test_text_inside_strings_of_several_lines_is_no_key() -> None:
    text = (
        'a = """\ntheme = 1\n[keys]\n"""\nb = \'\'\'\n"""\n\'\'\'\ntheme = 2\n[[c]]\nd . "e.f" = 1'
    )
    assert key_lines(text) == {"a": 1, "b": 5, "theme": 8, "c": 9, "c.d": 10, "c.d.e.f": 10}
