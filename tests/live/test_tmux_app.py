"""The real program in a real terminal, on a real engine and the double of wsl.exe."""

from __future__ import annotations

import os
import pwd
import shlex
import shutil
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.live.engine import PrivateEngine, wait_until
from tests.live.image import BUSYBOX
from tests.live.sandbox import DOUBLES
from tests.live.tmux import PROMPT, Terminal

pytestmark = [pytest.mark.tmux, pytest.mark.timeout(120)]

ROOT = Path(__file__).parents[2]
WSLTUI = f"{shlex.quote(sys.executable)} -m tui"
MARK = "WSLTUI_TEST_ROOM"
CLEAN = {
    "alternate_on": False,
    "cursor_flag": True,
    "mouse_any_flag": False,
    "keypad_cursor_flag": False,
}


@dataclass
class Room:
    """An engine with two containers that run, and what leads programs to it and nowhere else."""

    engine: PrivateEngine
    directory: Path

    @property
    def environment(self) -> dict[str, str]:
        rooms = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "WSLTUI_DOUBLE_STATE")
        own = {room: str(self.directory / room) for room in rooms}
        return self.engine.environ | own | {
            "HOME": str(self.directory),
            "PATH": f"{DOUBLES}:{self.engine.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "WSLTUI_WSL_EXE": str(DOUBLES / "wsl.exe"),
            "WSL_DISTRO_NAME": "Ubuntu-24.04",
            MARK: str(self.directory),
        }  # fmt: skip

    def state(self, name: str) -> str:
        return str(self.engine.get(f"/containers/{name}/json")["State"]["Status"])

    def programs(self) -> list[str]:
        """What still runs in this room, shells aside."""
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get(MARK) == str(self.directory):
                    found.append(" ".join(process.cmdline()))
            except (psutil.Error, OSError):
                continue
        return [one for one in found if "wsltui-test-" not in one and "--norc" not in one]

    def nothing_runs(self) -> None:
        wait_until(lambda: not self.programs(), 5, f"all programs ended: {self.programs()}")


@pytest.fixture(autouse=True, scope="module")
def tmux_is_there() -> None:
    if shutil.which("tmux") is None:
        reason = "Not installed: tmux; `make test` as root installs it."
        (pytest.fail if os.environ.get("WSLTUI_REQUIRE_LIVE") == "1" else pytest.skip)(reason)


@pytest.fixture
def room(clean_engine: PrivateEngine, tmp_path: Path) -> Room:
    for directory in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "WSLTUI_DOUBLE_STATE"):
        (tmp_path / directory).mkdir(mode=0o700)
    for name in ("api", "web"):
        clean_engine.docker("run", "-d", "--name", name, BUSYBOX, "sleep", "1000000")
    return Room(clean_engine, tmp_path)


@pytest.fixture
def terminal(room: Room) -> Iterator[Terminal]:
    with Terminal(room.environment) as terminal:
        yield terminal


def start(terminal: Terminal, *words: str) -> None:
    terminal.run(" ".join((WSLTUI, *words)))
    terminal.wait_for("Containers", "web", "live")


def is_clean(terminal: Terminal, before: str, *codes: int) -> None:
    """The prompt is back, and the terminal is as it was before."""
    terminal.wait_until(lambda text: text.rstrip().endswith(PROMPT.strip()), "the prompt")
    said = terminal.text
    assert "Traceback" not in said
    code, _, settings = terminal.ask("echo $code; stty -g").partition("\n")
    assert int(code) in codes
    assert settings == before
    assert terminal.modes == CLEAN


def test_look_stop_and_leave(room: Room, terminal: Terminal) -> None:
    before = terminal.ask("stty -g")
    start(terminal)
    terminal.wait_for("★ Ubuntu-24.04", "Debian")
    assert terminal.modes["alternate_on"]
    terminal.press("2", "s")
    terminal.wait_for("Stop web?", "docker stop web", "Cancel")
    terminal.press("y")
    terminal.wait_for("exited 137", "1 of 2 run")
    assert room.state("web") == "exited"
    terminal.press("q")
    is_clean(terminal, before, 0)
    room.nothing_runs()


def test_a_shell_in_a_container_and_back(room: Room, terminal: Terminal) -> None:
    before = terminal.ask("stty -g")
    start(terminal)
    terminal.press("2", "e")
    terminal.wait_for("#")
    terminal.run("echo hi-$((40 + 2))")
    terminal.wait_for("hi-42")
    for number in range(40):  # each of them is something to paint, while nobody may
        room.engine.api("POST", f"/containers/api/rename?name=api-{number}")
        room.engine.api("POST", f"/containers/api-{number}/rename?name=api")
    terminal.run("stty size; exit")
    terminal.wait_for("Containers", "web", "docker exec -it web")
    assert terminal.modes["alternate_on"]
    terminal.press("j")
    terminal.wait_for("api │", "live")
    terminal.press("q")
    is_clean(terminal, before, 0)


def test_the_config_in_the_editor_and_back(room: Room, terminal: Terminal) -> None:
    before = terminal.ask("stty -g")
    editor = room.directory / "my editor"
    editor.write_text('#!/bin/sh\necho "editing $2"; read -r line; echo "$line" > "$2"\n')
    editor.chmod(0o755)
    terminal.run(f"export EDITOR={shlex.quote(shlex.quote(str(editor)) + ' -w')}")
    start(terminal)
    for line, said in (('theme = "nord"', "was read again"), ("refresh = 'often'", "line 1")):
        terminal.press("C-p")
        terminal.type("edit config")
        terminal.wait_for("Edit the config")
        terminal.press("Enter")
        terminal.wait_for("editing", "config.toml")
        assert not terminal.modes["alternate_on"]
        terminal.run(line)
        terminal.wait_for("Containers", said)
    file = room.directory / "XDG_CONFIG_HOME" / "wsltui" / "config.toml"
    assert file.read_text() == "refresh = 'often'\n"
    terminal.press("q")
    is_clean(terminal, before, 0)


def test_a_shell_that_is_not_there_says_so(room: Room, terminal: Terminal) -> None:
    start(terminal)
    terminal.press("2")
    room.engine.docker("exec", "web", "rm", "-rf", "/bin")
    terminal.press("e")
    terminal.wait_for("web: ", "exit code 12")
    assert terminal.modes["alternate_on"]


def begun(terminal: Terminal) -> bool:
    """What Python says of a ctrl+c before it has anything of ours is its own."""
    children = psutil.Process(terminal.shell).children()
    return any(child.cpu_times().user >= 0.04 for child in children)


@pytest.mark.parametrize("moment", ["at once", "screen", "loaded", "dialog", "filter", "help"])
def test_ctrl_c_leaves_the_terminal_clean(room: Room, terminal: Terminal, moment: str) -> None:
    before = terminal.ask("stty -g")
    terminal.run(WSLTUI)
    if moment == "screen":
        terminal.wait_until(lambda _text: terminal.modes["alternate_on"], "the screen", 10)
    elif moment == "at once":
        terminal.wait_until(lambda _text: begun(terminal), "Python has started by itself")
    else:
        terminal.wait_for("web", "live")
    keys = {"dialog": ("2", "s"), "filter": ("/", "w"), "help": ("?",)}.get(moment, ())
    words = {"dialog": "Stop web?", "filter": "/w", "help": "─ Help ─"}.get(moment, "")
    if keys:
        terminal.press(*keys)
        terminal.wait_for(words)
    terminal.press("C-c")
    if moment in ("dialog", "help"):
        terminal.wait_until(lambda text: words not in text, "the window is closed")
        terminal.press("C-c")
    is_clean(terminal, before, 0, 130)
    assert room.state("web") == "running"
    room.nothing_runs()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_leaves_the_terminal_clean(
    room: Room, terminal: Terminal, number: signal.Signals, code: int
) -> None:
    before = terminal.ask("stty -g")
    start(terminal)
    (program,) = psutil.Process(terminal.shell).children()
    program.send_signal(number)
    is_clean(terminal, before, code)
    room.nothing_runs()


def test_a_terminal_that_closes_leaves_nothing_running(room: Room) -> None:
    with Terminal(room.environment) as terminal:
        start(terminal)
    room.nothing_runs()


@pytest.mark.parametrize(
    ("where", "key"),
    [
        ("tui.ui.screens.main.MainScreen.action_widen", "+"),
        ("tui.ui.screens.main.MainScreen.on_mount", ""),
        ("tui.ui.screens.main.MainScreen.compose", ""),
        ("tui.ui.app.WsltuiApp.on_mount", ""),
        ("tui.ui.app.WsltuiApp.get_default_screen", ""),
        ("tui.ui.widgets.key_bar.KeyBar.render", ""),
    ],
)
def test_a_fault_ends_in_a_sentence_and_a_clean_terminal(
    room: Room, terminal: Terminal, where: str, key: str
) -> None:
    place, _, method = where.rpartition(".")
    module, _, owner = place.rpartition(".")
    script = room.directory / "broken.py"
    script.write_text(
        f"import sys\nfrom tui.__main__ import main\nfrom {module} import {owner}\n"
        f"{owner}.{method} = lambda *_: 1 // 0\nsys.exit(main())\n"
    )
    before = terminal.ask("stty -g")
    terminal.run(f"{shlex.quote(sys.executable)} {script}")
    if key:
        terminal.wait_for("web", "live")
        terminal.press(key)
    terminal.wait_for("Something went wrong in wsltui itself (ZeroDivisionError", "crash.log")
    is_clean(terminal, before, 1)
    crash = room.directory / "XDG_STATE_HOME" / "wsltui" / "crash.log"
    assert "ZeroDivisionError" in crash.read_text()
    room.nothing_runs()


def test_a_window_that_is_made_tiny_and_large_again(room: Room, terminal: Terminal) -> None:
    terminal.run(f"export COLUMNS LINES; {WSLTUI}")
    for size in ((20, 5), (1, 1), (200, 50), (80, 24)):
        terminal.resize(*size)
    terminal.wait_for("1 Distros", "2 Containers", "live")
    terminal.press("2")
    terminal.wait_for("web", "api")
    terminal.resize(20, 5)
    terminal.wait_until(lambda text: "web" in text and len(text.split("\n")) <= 6, "tiny")
    terminal.resize(120, 36)
    terminal.wait_for("╭─ 1 Distros", "╭─ 4 System", "Summary")


def test_under_sudo_nothing_of_the_user_becomes_roots(room: Room) -> None:
    home = room.directory / "home"
    home.mkdir()
    os.chown(home, 12345, 12345)
    kept = {k: v for k, v in room.environment.items() if not k.startswith(("XDG_", "WSL"))}
    surroundings = kept | {"HOME": str(home), "SUDO_USER": "somebody", "SUDO_UID": "12345"}
    roots = Path(pwd.getpwuid(0).pw_dir) / ".local"
    roots.mkdir(mode=0o700, exist_ok=True)
    elsewhere = f"unshare --mount sh -c 'mount -t tmpfs tmpfs {roots} && exec {WSLTUI}'"
    with Terminal(surroundings) as terminal:
        terminal.run(elsewhere)
        terminal.wait_for("Containers", "web", "live")
        terminal.press("2", "s")
        terminal.wait_for("Stop web?")
        terminal.press("y")
        terminal.wait_for("exited 137")
        terminal.press("/", "a", "Enter", "q")
        terminal.wait_until(lambda text: PROMPT.strip() in text, "the prompt")
    files = [file for file in home.rglob("*") if "__pycache__" not in file.parts]
    assert [str(file) for file in files if file.stat().st_uid == 0] == []


def test_two_at_once(room: Room, terminal: Terminal) -> None:
    start(terminal)
    with Terminal(room.environment, (80, 24)) as second:
        second.run(WSLTUI)
        second.wait_for("live")
        second.press("2")
        second.wait_for("web", "2 of 2 run")
        second.press("s")
        second.wait_for("Stop web?")
        second.press("y")
        terminal.wait_for("exited 137", "1 of 2 run")
        second.wait_for("exited 137")
        terminal.press("2", "s")
        terminal.wait_for("Start: web", "2 of 2 run")
        second.wait_for("2 of 2 run")
        second.press("q")
        second.wait_until(lambda text: "2 of 2 run" not in text, "it has ended")
    terminal.press("q")
    terminal.wait_until(lambda text: "2 of 2 run" not in text, "it has ended")
    history = room.directory / "XDG_STATE_HOME" / "wsltui" / "history.jsonl"
    changes = [line for line in history.read_text().splitlines() if '"mutates": true' in line]
    assert len(changes) == 4, "started and ended, of both"
    room.nothing_runs()
