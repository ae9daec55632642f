"""What may come next on a line, for three shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.cli_world import World
from tests.unit.fake_docker import FakeDocker
from tui.cli.completing import candidates, split
from tui.cli.words import VERBS
from tui.kinds import ACTIONS, KINDS

BREAKS = " \t\n\"'><=;|&(:"


def offered(line: str) -> list[str]:
    prior, current = split(line)
    return [word for word, _ in candidates(prior, current) if word.startswith(current)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("wsltui ", list(VERBS)),
        ("wsltui --context far s", ["show", "search", "stats"]),
        ("wsltui --context ", []),
        ("wsltui ls ", list(KINDS)),
        ("wsltui ls contain", ["containers"]),
        ("wsltui show im", ["image"]),
        ("wsltui ls --read-only im", ["images"]),
        ("wsltui ls images --f", ["--filter"]),
        ("wsltui ls images --filter ", []),
        ("wsltui do ", list(ACTIONS)),
        ("wsltui do container.re", ["container.restart", "container.rename", "container.remove"]),
        ("wsltui do container.remove --fo", ["--force"]),
        ("wsltui do distro.export Debian --f", ["--file", "--format"]),
        ("wsltui do distro.export Debian --format tar.", ["tar.gz", "tar.xz"]),
        ("wsltui do distro.export Debian --file ", []),
        ("wsltui do distro.import ", []),
        ("wsltui do nosuch.action ", []),
        ("wsltui completion ", ["bash", "zsh", "fish"]),
        ("wsltui config ", ["wsl"]),
        ("wsltui config wsl s", ["set"]),
        ("wsltui completion bash ", []),
        ("wsltui nosuch ", list(VERBS)),
        ('wsltui ls "images --f', ["--filter"]),
    ],
)
def test_words_that_may_come_next(line: str, words: list[str]) -> None:
    assert offered(line) == words


@pytest.fixture
def docker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeDocker:
    made = FakeDocker(tmp_path)
    for name, value in made.environ.items():
        monkeypatch.setenv(name, value)
    return made


def complete(shell: str, line: str, breaks: str = "") -> list[str]:
    ran = World().run("__complete", shell, line, breaks)
    assert ran.err == ""
    return ran.out.splitlines()


def test_names_of_rows_that_the_action_can_be_done_to(docker: FakeDocker) -> None:
    docker.containers({"web": "running", "api": "running", "old": "exited"})
    assert complete("fish", "wsltui do container.stop ") == ["web", "api"]
    assert complete("fish", "wsltui do container.stop web ") == ["api"]
    assert complete("fish", "wsltui do container.start ") == ["old"]
    assert complete("fish", "wsltui show container o") == ["old"]
    assert complete("fish", "wsltui show container old ") == []


def test_names_of_what_has_a_log_each_once(docker: FakeDocker) -> None:
    docker.containers({"web": "running", "old": "exited"})
    assert complete("fish", "wsltui logs ") == ["web", "old"]
    assert complete("fish", "wsltui logs --follow web o") == ["old"]
    assert complete("fish", "wsltui logs web old ") == []
    assert offered("wsltui logs --fol") == ["--follow"]


def test_completing_leaves_no_trace(docker: FakeDocker) -> None:
    docker.containers({"web": "running"})
    assert complete("zsh", "wsltui show container ") == ["web"]
    assert not list(docker.state.rglob("history*"))


def test_bash_gets_what_is_behind_the_colon(docker: FakeDocker) -> None:
    docker.images("shop/web:1.4", "shop/web:1.3", "tools/x:1")
    line = "wsltui show image shop/web:1"
    assert complete("bash", line, BREAKS) == ["1.3", "1.4"]
    assert complete("bash", line, " \t\n") == ["shop/web:1.3", "shop/web:1.4"]
    assert complete("zsh", line) == ["shop/web:1.3", "shop/web:1.4"]


def test_no_engine_is_silence(docker: FakeDocker) -> None:
    docker.says("exit 1")
    assert complete("bash", "wsltui do container.stop ") == []


def test_what_words_mean_is_told_where_the_shell_can_show_it() -> None:
    assert "ls\tlist what there is of a kind" in complete("fish", "wsltui ")
    assert "ls" in complete("bash", "wsltui ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell_is_one_the_shell_can_read(shell: str) -> None:
    script = World().run("completion", shell).out
    assert f"__complete {shell}" in script
    if shutil.which(shell):
        done = subprocess.run([shell, "-n"], input=script, text=True, capture_output=True)
        assert (done.returncode, done.stderr) == (0, "")


def test_another_shell_is_a_usage_error() -> None:
    ran = World().run("completion", "tcsh")
    assert ran.code == 2
    assert "bash, zsh, fish" in ran.err


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_bash_completes_with_the_script(docker: FakeDocker, tmp_path: Path) -> None:
    docker.images("shop/web:1.4")
    command = docker.bin / "wsltui"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tui "$@"\n')
    command.chmod(0o755)
    script = World().run("completion", "bash").out
    line = "wsltui show image shop/web:"
    typed = f'{script}\nCOMP_LINE="{line}" COMP_POINT={len(line)} COMP_WORDBREAKS=" :"\n'
    typed += '_wsltui wsltui ""\nprintf "%s\\n" "${COMPREPLY[@]}"'
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(["bash", "-c", typed], env=env, text=True, capture_output=True)
    assert (done.stdout, done.stderr) == ("1.4\n", "")
