"""Locks: one owner at a time, known by pid, let go however it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tui import files
from tui.files import Locked

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from pathlib import Path
from tui import files
with files.lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def test_a_lock_says_who_holds_it_and_falls_with_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "locks" / "apply"
    owner = holder(path)
    assert owner.stdout
    assert owner.stdout.readline() == "held\n"
    with pytest.raises(Locked) as caught, files.lock(path):
        pytest.fail("two owners")
    assert (caught.value.pid, caught.value.exit_code) == (owner.pid, 4)
    assert f"apply is in use by process {owner.pid}" in str(caught.value)
    owner.kill()
    with files.lock(path, wait=20):
        assert path.read_text() == f"{os.getpid()}\n"
    owner.communicate(timeout=20)


def test_a_lock_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    got = threading.Event()

    def take() -> None:
        with files.lock(path, wait=20):
            got.set()

    with files.lock(path):
        waiter = threading.Thread(target=take)
        waiter.start()
        assert not got.is_set()
    waiter.join(20)
    assert got.is_set()


def test_a_lock_is_free_again_after_a_fault_in_the_block(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with pytest.raises(KeyError), files.lock(path):
        raise KeyError
    with files.lock(path):
        pass


def test_a_directory_can_be_locked_and_nothing_is_left_in_it(tmp_path: Path) -> None:
    with files.lock(tmp_path):
        with pytest.raises(Locked, match="in use by another process"), files.lock(tmp_path):
            pytest.fail("two owners")
        assert list(tmp_path.iterdir()) == []
