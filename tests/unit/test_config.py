"""The config file: every value there and back, and nothing lost on bad days."""

from __future__ import annotations

import datetime
import stat
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from tui import config, files, remembered
from tui.config import Known, LogPanel, Problem, Settings, Sort
from tui.core.action import Confirm
from tui.core.errors import ConfigError, UsageError
from tui.core.toml_lines import key_lines
from tui.remembered import Remembered

ROOT = Path(__file__).parents[2]
KNOWN = Known(
    themes=("dark", "light"),
    columns={
        "distros": ("name", "state"),
        "containers": ("name", "state", "image"),
        "images": ("repository", "size"),
        "system": (),
    },
    actions=("container.stop", "container.remove", "distro.terminate", "app.quit"),
    tools=("docker", "wsl"),
    destroys={"container.remove": Confirm.ASK, "distro.terminate": Confirm.TYPE_NAME},
)
EVERYTHING = """\
schema = 1
theme = "dark"
ascii = true
panes = ["containers", "images"]
read_only = true
wsl_exe = "/mnt/d/wsl.exe"
log_panel = "open"
refresh = 10

[columns]
containers = ["state", "name"]

[sort]
containers = { column = "state", reverse = true }
images.column = "size"

[keys]
"container.stop" = "S"
app.quit = ["Q", "ctrl+x"]

[keys.container]
remove = []

[timeouts]
docker = 90
container.stop = 12.5

[confirm]
default = "ask"
"container.remove" = "type the name"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "wsltui" / "config.toml"


def written(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def load(path: Path, known: Known = KNOWN) -> tuple[Settings, list[str]]:
    settings, problems = config.load(path, {}, known)
    return settings, [str(problem) for problem in problems]


def test_without_a_file_there_are_defaults_and_no_complaint(path: Path) -> None:
    assert load(path) == (Settings(), [])
    assert Settings().panes == ("distros", "containers", "images", "system")
    assert not path.parent.exists()


@pytest.mark.parametrize("text", ["", "\n", "# only words\n", "\ufeff", "schema = 1\r\n"])
def test_a_file_that_says_nothing_means_the_defaults(path: Path, text: str) -> None:
    assert load(written(path, text)) == (Settings(), [])


@pytest.mark.parametrize("change", [("", ""), ("\n", "\r\n"), ("schema", "\ufeffschema")])
def test_every_setting_is_read(path: Path, change: tuple[str, str]) -> None:
    text = EVERYTHING.replace(*change) if change[0] else EVERYTHING
    assert load(written(path, text)) == (
        Settings(
            theme="dark",
            ascii=True,
            panes=("containers", "images"),
            columns={"containers": ("state", "name")},
            sort={"containers": Sort("state", reverse=True), "images": Sort("size")},
            keys={"container.stop": ("S",), "app.quit": ("Q", "ctrl+x"), "container.remove": ()},
            timeouts={"docker": 90.0, "container.stop": 12.5},
            read_only=True,
            confirm={"default": Confirm.ASK, "container.remove": Confirm.TYPE_NAME},
            wsl_exe="/mnt/d/wsl.exe",
            log_panel=LogPanel.OPEN,
            refresh=10.0,
        ),
        [],
    )


def test_the_environment_names_wsl_exe_before_the_file(path: Path) -> None:
    env = {"WSLTUI_WSL_EXE": "/opt/wsl.exe"}
    assert config.load(written(path, EVERYTHING), env)[0].wsl_exe == "/opt/wsl.exe"
    assert config.load(path.with_name("none"), env)[0].wsl_exe == "/opt/wsl.exe"
    assert config.load(path, {"WSLTUI_WSL_EXE": ""})[0].wsl_exe == "/mnt/d/wsl.exe"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("theme = 3", "theme: must be the name of a theme"),
        ('theme = "drak"', "theme: there is no theme drak; did you mean dark?"),
        ('ascii = "yes"', 'ascii: must be true, false or "auto"; the default is used'),
        ("ascii = 1", "ascii: must be true, false"),
        ("panes = []", "panes: must be a list of one or more, none twice"),
        ('panes = ["images", "images"]', "none twice"),
        ('panes = ["images", 3]', "panes: must be a list of names"),
        ('panes = "images"', "panes: must be a list of names"),
        ('panes = ["image"]', "panes: there is no pane image; did you mean images?"),
        ('read_only = "no"', "read_only: must be true or false"),
        ('wsl_exe = ""', "wsl_exe: must be the path of a program"),
        ('log_panel = "shut"', 'log_panel: must be "folded" or "open"'),
        ("log_panel = []", 'log_panel: must be "folded" or "open"'),
        ("refresh = true", "refresh: must be a number of seconds"),
        ("refresh = 0.5", "refresh: must be 1 second or more"),
        ("refresh = nan", "refresh: must be more than 0"),
        (f"refresh = {'9' * 400}", "refresh: must be more than 0"),
        ("columns = 3", "columns: must be a table: [columns]"),
        ('columns.boats = ["name"]', "columns.boats: there is no kind boats"),
        ('columns.images = ["siz"]', "columns.images: there is no column siz; did you mean size?"),
        ('sort.images = "size"', "sort.images: must be { column ="),
        ("sort.images = { column = 1 }", "sort.images: must be { column ="),
        ('sort.images = { column = "size", up = true }', "sort.images: must be { column ="),
        ('sort.images = { column = "id" }', "sort.images: there is no column id"),
        ("keys.app.quit = 3", "keys.app.quit: must be a key or a list of keys"),
        ('keys.app.quit = ["Q", 3]', "keys.app.quit: must be a key or a list of keys"),
        ('keys.app.quit = "hyperspace"', "keys.app.quit: there is no key hyperspace"),
        ('"keys"."app.quiet" = "Q"', "keys.app.quiet: there is no action app.quiet; did you mean"),
        ("timeouts.docker = 0", "timeouts.docker: must be more than 0"),
        ('timeouts.docker = "5s"', "timeouts.docker: must be a number of seconds"),
        ("timeouts.podman = 5", "timeouts.podman: there is no tool or action podman"),
        ('confirm.default = "never"', 'confirm.default: must be "none", "ask" or "type the name"'),
        ('confirm."app.quti" = "ask"', "confirm.app.quti: there is no action app.quti"),
        ('thmee = "dark"', "thmee: there is no such setting; did you mean theme?"),
        ("pins = 3", "pins: there is no such setting"),
        ("schema = 0", "schema: must be a number from 1 to 1"),
        ('schema = "1"', "schema: must be a number from 1 to 1"),
        ("schema = 7", "schema: a newer wsltui wrote this file"),
    ],
)
def test_a_bad_value_is_named_with_its_line_and_the_rest_holds(
    path: Path, line: str, said: str
) -> None:
    text = f"# mine\nlog_panel.x = 0\n{line}\n[timeouts]\nwsl = 7\n"
    text = text.replace("log_panel.x = 0", 'wsl_exe = "/w"' if "wsl_exe" not in line else "")
    text = text.replace(
        "[timeouts]\nwsl", '"timeouts"."wsl"' if "timeouts" in line else "[timeouts]\nwsl"
    )
    settings, problems = load(written(path, text))
    assert [problem.startswith("line 3: ") for problem in problems] == [True]
    assert said in problems[0]
    assert settings == Settings(wsl_exe=None if "wsl_exe" in line else "/w", timeouts={"wsl": 7.0})
    assert path.read_text() == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('theme = "dark"\nascii = = 1\n', "line 2: invalid value"),
        ('theme = "dark"\n\n[keys\n', "line 3: "),
        ("theme = 1\ntheme = 2\n", "line 2: cannot overwrite a value"),
        ('theme = """\nopen\n', "line 2: unterminated string"),
        (b"theme = '\xff'\n", "it is not UTF-8 text"),
        ("theme = 'dark'".encode("utf-16"), "it is not UTF-8 text"),
        ("<!DOCTYPE html>\n<html>\n", "line 1: invalid statement"),
        (f"x = {'[' * 20_000}", "it is nested too deeply"),
        (f"[keys]\n{'a.' * 2_000}a = 1", "it is nested too deeply"),
    ],
)
def test_a_file_with_a_syntax_error_is_left_alone(path: Path, text: str | bytes, said: str) -> None:
    settings, problems = load(written(path, text))
    assert settings == Settings()
    assert len(problems) == 1
    assert problems[0].startswith(said)
    before = path.read_bytes()
    with pytest.raises(ConfigError, match="cannot be changed") as caught:
        config.save(path, {"theme": "light"})
    assert said in caught.value.sentence
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_directory_in_place_of_the_file_is_a_problem(path: Path) -> None:
    path.mkdir(parents=True)
    assert load(path) == (Settings(), ["it cannot be read: Is a directory"])
    with pytest.raises(ConfigError, match="Is a directory"):
        config.save(path, {"theme": "light"})


def test_what_destroys_can_only_be_asked_about_more(path: Path) -> None:
    text = """[confirm]
"container.remove" = "none"
"distro.terminate" = "ask"
"container.stop" = "none"
"""
    settings, problems = load(written(path, text))
    assert settings.confirm == {"container.stop": Confirm.NONE}
    least = 'it destroys something, so the least is "{}"; the default is used'
    assert problems == [
        f"line 2: confirm.container.remove: {least.format('ask')}",
        f"line 3: confirm.distro.terminate: {least.format('type the name')}",
    ]
    with pytest.raises(ConfigError, match="it destroys something"):
        config.save(path, {"confirm.container.remove": Confirm.NONE}, KNOWN)


@pytest.mark.parametrize(
    ("asked", "own", "destroys", "level"),
    [
        ({}, Confirm.ASK, False, Confirm.ASK),
        ({"x.y": Confirm.NONE}, Confirm.ASK, False, Confirm.NONE),
        ({"x.y": Confirm.NONE}, Confirm.ASK, True, Confirm.ASK),
        ({"default": Confirm.NONE}, Confirm.TYPE_NAME, True, Confirm.TYPE_NAME),
        ({"default": Confirm.TYPE_NAME}, Confirm.NONE, False, Confirm.TYPE_NAME),
        ({"default": Confirm.TYPE_NAME, "x.y": Confirm.ASK}, Confirm.NONE, True, Confirm.ASK),
    ],
)
def test_the_level_of_an_action(
    asked: dict[str, Confirm], own: Confirm, destroys: bool, level: Confirm
) -> None:
    assert Settings(confirm=asked).confirm_for("x.y", own, destroys=destroys) is level


def test_the_time_limit_of_an_action_goes_before_its_tools() -> None:
    settings = Settings(timeouts={"docker": 90.0, "container.stop": 12.0})
    assert settings.timeout_for("container.stop", "docker", 30.0) == 12.0
    assert settings.timeout_for("image.remove", "docker", 30.0) == 90.0
    assert settings.timeout_for("distro.start", "wsl", None) is None


def test_a_named_file_has_to_be_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(path, "")
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("HOME", str(path.parent))
    assert config.find("config.toml") == config.find("~/config.toml") == path
    assert config.find("/dev/null") == Path("/dev/null")
    for bad in ("none.toml", str(path.parent), "", "\0"):
        with pytest.raises(UsageError, match=r"There is no config file .* Give --config"):
            config.find(bad)


def test_without_a_name_the_usual_file_is_meant(tmp_path: Path) -> None:
    env = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert config.find(env=env) == tmp_path / "wsltui" / "config.toml"


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
    written(path, EVERYTHING)
    config.save(path, {"keys": {"app.quit": ("x",)}, "columns": None})
    settings, _ = load(path)
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
    assert load(path)[0].theme == "dark"
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
    written(path, EVERYTHING)
    found = (Problem(None, "keys.app.quit", "clash"), Problem(None, "keys.no.such", "clash"))
    lines = EVERYTHING.splitlines()
    assert [problem.line for problem in config.with_lines(found, path)] == [
        lines.index('app.quit = ["Q", "ctrl+x"]') + 1,
        lines.index("[keys]") + 1,
    ]
    written(path, b"\xff")
    assert config.with_lines(found, path) == found


def test_text_inside_strings_of_several_lines_is_no_key() -> None:
    text = (
        'a = """\ntheme = 1\n[keys]\n"""\nb = \'\'\'\n"""\n\'\'\'\ntheme = 2\n[[c]]\nd . "e.f" = 1'
    )
    assert key_lines(text) == {"a": 1, "b": 5, "theme": 8, "c": 9, "c.d": 10, "c.d.e.f": 10}


def test_toml_is_not_even_imported_without_a_file(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tui import config\n"
        f"config.load(Path({str(path)!r}))\n"
        "print({'tomllib', 'tomli_w', 'tempfile', 'difflib'} & set(sys.modules))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=20
    )
    assert said.stdout == "set()\n", said.stderr


WORD = st.text(min_size=1, max_size=8)
WORDS = st.lists(WORD, min_size=1, max_size=3, unique=True).map(tuple)
SECONDS = st.floats(min_value=1, max_value=1e6)
KEYS = st.lists(st.sampled_from(["*", "S", "ctrl+r", "f5", "delete", "é"]), max_size=3).map(tuple)
SETTINGS = st.builds(
    Settings,
    theme=st.text(max_size=8),
    ascii=st.none() | st.booleans(),
    panes=WORDS,
    columns=st.dictionaries(WORD, WORDS, max_size=3),
    sort=st.dictionaries(WORD, st.builds(Sort, WORD, st.booleans()), max_size=3),
    keys=st.dictionaries(WORD, KEYS, max_size=3),
    timeouts=st.dictionaries(WORD, SECONDS, max_size=3),
    read_only=st.booleans(),
    confirm=st.dictionaries(WORD, st.sampled_from(Confirm), max_size=3),
    wsl_exe=st.none() | WORD,
    log_panel=st.sampled_from(LogPanel),
    refresh=SECONDS,
)
SCALARS: st.SearchStrategy[object] = (
    st.text(max_size=8)
    | st.integers(-(2**63), 2**63 - 1)
    | st.booleans()
    | st.floats(allow_nan=False)
    | st.datetimes(timezones=st.just(datetime.UTC) | st.none())
    | st.dates()
    | st.times()
)
TOML: st.SearchStrategy[object] = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
OURS = {field.name for field in fields(Settings)} | {"schema"}
OTHERS = st.dictionaries(WORD.filter(lambda word: word not in OURS), TOML, max_size=3)


def as_changes(settings: Settings) -> dict[str, object]:
    return {field.name: getattr(settings, field.name) for field in fields(Settings)}


def fresh() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield Path(folder) / "config.toml"


@given(SETTINGS)
def test_any_settings_come_back_as_they_were_saved(settings: Settings) -> None:
    for path in fresh():
        config.save(path, as_changes(settings))
        assert config.load(path, {}) == (settings, ())


@given(SETTINGS, SETTINGS, OTHERS, st.data())
def test_a_save_keeps_every_key_that_it_does_not_name(
    before: Settings, after: Settings, others: dict[str, Any], data: st.DataObject
) -> None:
    named = data.draw(st.sets(st.sampled_from([field.name for field in fields(Settings)])))
    for path in fresh():
        config.save(path, as_changes(before))
        path.write_text(tomli_w.dumps(tomllib.loads(path.read_text()) | others), newline="")
        old = tomllib.loads(path.read_bytes().decode())
        config.save(path, {name: getattr(after, name) for name in named})
        new = tomllib.loads(path.read_bytes().decode())
        assert {key: new[key] for key in others} == {key: old[key] for key in others}
        settings, problems = config.load(path, {})
        assert all("there is no such setting" in problem.reason for problem in problems)
        for name in OURS - {"schema"}:
            assert getattr(settings, name) == getattr(after if name in named else before, name)


@given(st.text(max_size=40) | st.binary(max_size=40).map(lambda raw: raw.decode("latin-1")))
def test_no_text_at_all_stops_the_start(text: str) -> None:
    for path in fresh():
        raw = text.encode()
        path.write_bytes(raw)
        settings, problems = config.load(path, {})
        assert settings == Settings() or not problems
        assert path.read_bytes() == raw


@given(st.dictionaries(st.sampled_from(sorted(OURS)), TOML, max_size=4))
def test_no_value_at_all_stops_the_start(data: dict[str, Any]) -> None:
    for path in fresh():
        path.write_text(tomli_w.dumps(data), newline="")
        settings, problems = config.load(path, {}, KNOWN)
        bad = {problem.key.partition(".")[0] for problem in problems}
        assert all(problem.line for problem in problems)
        for name in OURS - {"schema"} - bad - data.keys():
            assert getattr(settings, name) == getattr(Settings(), name)


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert remembered.load(state) == Remembered()
    kept = Remembered("images", {"images": Sort("size", reverse=True)}, {"images": "older:7d [x]"})
    remembered.save(state, kept)
    assert remembered.load(state) == kept
    assert '"schema": 1' in (state / "remembered.json").read_text()
    assert stat.S_IMODE((state / "remembered.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "\xff",
        "[" * 50_000,
        '{"schema": 2, "pane": "x", "sort": {}, "filter": {}}',
        '{"schema": 1, "pane": 3, "sort": {}, "filter": {}}',
        '{"schema": 1, "pane": "x", "sort": [], "filter": {}}',
        '{"schema": 1, "pane": "x", "sort": {"a": 3}, "filter": {}}',
        '{"schema": 1, "pane": "x", "sort": {}, "filter": {"a": 3}}',
        '{"schema": 1}',
    ],
)
def test_what_is_broken_is_forgotten_and_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / "remembered.json").write_text(text, encoding="latin-1")
    assert remembered.load(tmp_path) == Remembered()
    remembered.save(tmp_path, Remembered("images"))
    assert remembered.load(tmp_path) == Remembered("images")
