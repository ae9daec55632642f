"""The sandbox hands a program its own small world, and takes it away again."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.live import sandbox
from tests.live.machine import reason_unavailable

ROOT = Path(__file__).parents[2]
LOOK = 'docker ps -q | wc -l; echo "$XDG_STATE_HOME"; '
LOOK += 'WSLENV=WSL_UTF8 WSL_UTF8=1 "$WSLTUI_WSL_EXE" -l -q; exit 7'


def test_a_program_sees_only_samples_and_nothing_is_left(may_start_engines: None) -> None:
    argv = [sys.executable, "-m", "tests.live.sandbox", "--shell", "sh", "-c", LOOK]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    containers, state, *distros = done.stdout.split("\n")
    assert (done.returncode, done.stderr.count("\n")) == (7, 1)
    assert int(containers) >= 7
    assert "Ubuntu-24.04" in [distro.strip() for distro in distros]
    assert not Path(state).exists()


def test_without_root_it_says_so_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(sandbox, "reason_unavailable", reason_unavailable.__wrapped__)
    assert sandbox.main([]) == 1
    said = capsys.readouterr().err
    assert said.startswith("No sandbox. Only root can start a private Docker Engine. ")
    assert "make demo" in said
