"""The command `wsltui` as a process: what it imports, how it ends, what it leaves behind."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

import tui
from tests.unit.fake_docker import FakeDocker
from tui import __main__
from tui.kinds import KINDS

Running = subprocess.Popen[str]

ROOT = Path(__file__).parents[2]
HEAVY = ("textual", "rich", "docker", "psutil", "argparse")
IMPORTED = (
    "import sys; from tui.__main__ import main; code = main(sys.argv[1:]);"
    "print(code, *(m for m in sys.modules if m.split('.')[0] in {heavy}), file=sys.stderr)"
)


@pytest.fixture
def docker(tmp_path: Path) -> FakeDocker:
    made = FakeDocker(tmp_path)
    made.containers({"web": "running", "old": "exited"})
    return made


def environ(docker: FakeDocker) -> dict[str, str]:
    return {**os.environ, **docker.environ, "PYTHONPATH": str(ROOT)}


def wsltui(docker: FakeDocker, *argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tui", *argv],
        env=environ(docker),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@contextmanager
def started(docker: FakeDocker, *argv: str, nohup: bool = False) -> Iterator[Running]:
    """The running program, ended with the block at the latest."""
    ignore = ["sh", "-c", 'trap "" HUP; exec "$@"', "nohup"] if nohup else []
    program = subprocess.Popen(
        [*ignore, sys.executable, "-m", "tui", *argv],
        env=environ(docker),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with program:
        try:
            yield program
        finally:
            program.kill()


def until(condition: Callable[[], bool], what: str, seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)


def test_the_version() -> None:
    done = subprocess.run([sys.executable, "-m", "tui", "--version"], cwd=ROOT, capture_output=True)
    assert (done.returncode, done.stdout.decode()) == (0, f"wsltui {tui.__version__}\n")


def test_help_names_verbs_options_kinds_and_dockers_spellings(docker: FakeDocker) -> None:
    said = wsltui(docker, "--help").stdout
    for words in ("ls KIND", "--read-only", "docker ps -a", "docker container ls --all"):
        assert words in said
    for kind in KINDS.values():
        assert kind.id in said
    assert "docker image ls --all" in wsltui(docker, "ls", "--help").stdout
    of_action = wsltui(docker, "do", "container.remove", "--help").stdout
    assert "-v, --volumes" in of_action
    assert "container.stop" in wsltui(docker, "do", "--help").stdout


@pytest.mark.parametrize(
    "argv",
    [
        ["ls", "containers"],
        ["show", "container", "web", "--json"],
        ["do", "container.start", "old", "--dry-run"],
        ["actions"],
        ["history"],
        ["--help"],
        ["--version"],
    ],
)
def test_no_verb_imports_the_screen_or_the_sdk(docker: FakeDocker, argv: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED.format(heavy=HEAVY), *argv],
        env=environ(docker),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines()[-1] == "0"


def test_the_version_needs_next_to_nothing(docker: FakeDocker) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED.format(heavy=("asyncio", "tui")), "--version"],
        env=environ(docker),
        capture_output=True,
        text=True,
        check=False,
    )
    _, *modules = done.stderr.split()
    assert not {m for m in modules if m.startswith(("asyncio", "tui.kinds", "tui.session"))}


def test_the_screen_needs_a_terminal(docker: FakeDocker) -> None:
    done = wsltui(docker)
    assert (done.returncode, done.stdout) == (2, "")
    assert "needs a terminal" in done.stderr


def test_the_demo_needs_no_tool(docker: FakeDocker) -> None:
    docker.says("exit 1")
    done = wsltui(docker, "ls", "containers", "--demo", "--json")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert "DEMO" in done.stderr
    running = [row["name"] for row in json.loads(done.stdout) if row["state"] == "running"]
    stop = wsltui(docker, "--demo", "do", "container.stop", running[0], "--yes")
    assert (stop.returncode, stop.stdout) == (0, f"{running[0]}\n")
    assert wsltui(docker, "--demo", "ls", "distros").returncode == 0


def test_data_and_words_are_kept_apart(docker: FakeDocker) -> None:
    done = wsltui(docker, "ls", "containers", "--filter", "stat:x")
    assert done.stdout == ""
    assert "state:" in done.stderr
    assert wsltui(docker, "ls", "containers").stderr == ""


def test_what_was_run_is_in_the_history(docker: FakeDocker) -> None:
    assert wsltui(docker, "do", "container.stop", "web", "--yes").returncode == 1
    told = wsltui(docker, "history").stdout
    assert "docker stop web" in told
    assert "failed" in told


def test_problems_of_the_config_are_told_and_stop_nothing(docker: FakeDocker) -> None:
    file = Path(docker.environ["XDG_CONFIG_HOME"]) / "wsltui" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("panes = [\n")
    done = wsltui(docker, "ls", "containers")
    assert done.returncode == 0
    assert "web" in done.stdout
    assert f"wsltui: {file}: line" in done.stderr
    assert file.read_text() == "panes = [\n"


@pytest.mark.parametrize(
    "argv",
    [
        ["--config", "/no/such/file", "ls", "containers"],
        ["--context", "nosuch", "ls", "containers"],
    ],
)
def test_what_was_asked_for_and_is_not_there_is_a_usage_error(
    docker: FakeDocker, argv: list[str]
) -> None:
    done = wsltui(docker, *argv)
    assert (done.returncode, done.stdout) == (2, "")
    assert argv[1] in done.stderr


def test_a_reader_that_leaves_is_no_trouble(docker: FakeDocker) -> None:
    docker.containers({f"web-{number:04}": "running" for number in range(3000)})
    command = f'"{sys.executable}" -m tui ls containers --json | head -n 1; echo ${{PIPESTATUS[0]}}'
    done = subprocess.run(
        ["bash", "-c", command], env=environ(docker), capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("[\n0\n", "")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_it_quietly_with_all_children(
    docker: FakeDocker, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    pid_file = tmp_path / "pid"
    docker.says(f"echo $$ >{pid_file}.new; mv {pid_file}.new {pid_file}; exec sleep 300")
    with started(docker, "ls", "containers") as program:
        until(pid_file.exists, "docker was started")
        child = psutil.Process(int(pid_file.read_text()))
        program.send_signal(number)
        out, err = program.communicate(timeout=15)
    assert (program.returncode, out, err) == (code, "", "")
    assert not child.is_running()


def test_what_was_told_to_outlive_its_terminal_does(docker: FakeDocker, tmp_path: Path) -> None:
    docker.says(f"touch {tmp_path}/running; exec sleep 300")
    with started(docker, "ls", "containers", nohup=True) as program:
        until((tmp_path / "running").exists, "docker was started")
        program.send_signal(signal.SIGHUP)
        program.send_signal(signal.SIGTERM)
        program.communicate(timeout=15)
    assert program.returncode == 143


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_in_the_middle_of_a_change_tells_what_became_of_it(
    docker: FakeDocker, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    stopping = tmp_path / "stopping"
    script = (docker.bin / "docker").read_text().partition("\n")[2]
    docker.says(f'[ "$1" = stop ] && {{ touch {stopping}; exec sleep 300; }}\n{script}')
    with started(docker, "do", "container.stop", "web", "--yes") as program:
        until(stopping.exists, "docker stop was started")
        program.send_signal(number)
        _, err = program.communicate(timeout=15)
    assert program.returncode == code
    assert "Failed: web: Cancelled while it ran." in err
    assert "Traceback" not in err


def test_a_fault_of_its_own_is_one_sentence_and_a_private_file(
    docker: FakeDocker, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_words: object) -> int:
        raise ZeroDivisionError("by \x1b[31mnought")

    monkeypatch.setenv("XDG_STATE_HOME", str(docker.state))
    monkeypatch.setattr("tui.cli.main.run", fail)
    assert __main__.main(["ls", "containers"]) == 1
    said = capsys.readouterr()
    file = docker.state / "wsltui" / "crash.log"
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "ZeroDivisionError: by nought" in said.err
    assert str(file) in said.err
    assert "Traceback" not in said.err
    assert "Traceback" in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_fault_that_cannot_be_written_down_is_still_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "state").write_text("a file where a directory should be")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("tui.cli.main.run", lambda *_words: 1 // 0)
    assert __main__.main(["ls", "containers"]) == 1
    assert "could not be written" in capsys.readouterr().err


def test_without_a_verb_the_screen_gets_the_options(monkeypatch: pytest.MonkeyPatch) -> None:
    import types

    from tui.session.opening import Options

    given: list[Options] = []

    def run_app(options: Options) -> int:
        given.append(options)
        return 7

    monkeypatch.setitem(sys.modules, "tui.ui.start", types.SimpleNamespace(run_app=run_app))
    monkeypatch.setattr("tui.cli.output._is_tty", lambda _stream: True)
    assert __main__.main(["--demo", "--read-only", "--config", "x.toml"]) == 7
    assert given == [Options(demo=True, read_only=True, config="x.toml")]
