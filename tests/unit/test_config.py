"""Reading the config file: every value, every bad value, every bad day."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tui import config
from tui.config import Known, LogPanel, Settings, Sort
from tui.core.action import Confirm
from tui.core.errors import ConfigError, UsageError

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

[undo]
days = 7
max_size = "500MB"

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
            undo={"days": 7.0, "max_size": 500_000_000},
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
        ("undo.days = 0", "undo.days: must be 1 to"),
        ("undo.days = true", "undo.days: must be 1 to"),
        ('undo.max_size = "much"', "undo.max_size: must be a size such as"),
        ("undo.max_size = -1", "undo.max_size: must be a size such as"),
        ("undo.size = 1", "undo.size: there is no limit of undo size"),
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


def test_read_only_is_heard_in_a_file_that_cannot_be_understood(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("read_only = true\ntheme = nord\n")
    settings, problems = config.load(file, {})
    assert settings.read_only
    assert problems[0].line == 2
    file.write_text("read_only = false\ntheme = nord\n")
    assert not config.load(file, {})[0].read_only
