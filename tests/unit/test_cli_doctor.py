"""`wsltui doctor` on machines made of files and doubles: a healthy one, and what breaks it."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path
from typing import NoReturn

import pytest

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.unit.cli_world import Text
from tests.unit.clinic import PROFILE, TOOLS, Clinic
from tests.unit.fake_machine import FakeMachine
from tui.backends.looking import MachineLook
from tui.cli.main import run
from tui.cli.output import Output
from tui.cli.parsing import parse
from tui.core.errors import UsageError
from tui.session.doctor import diagnose, windows

world = fixtures.wsl_world
OF_WINDOWS = {"C2", "C3", "C4", "C6", "C10", "C11", "C12", "C13", "C15", "C17", "C18", "C21", "C22"}


@pytest.fixture
def clinic(world: World, tmp_path: Path) -> Clinic:
    return Clinic(FakeMachine(tmp_path / "machine"), world)


def test_a_healthy_machine(clinic: Clinic) -> None:
    ran = clinic.doctor("--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["summary"] == {"good": 22, "warning": 0, "problem": 0, "unchecked": 0}
    assert [check["id"] for check in ran.json["checks"]] == [f"C{n}" for n in range(1, 23)]


def test_nothing_is_started_or_changed(clinic: Clinic, world: World) -> None:
    files = {path: path.stat().st_mtime_ns for path in clinic.machine.root.rglob("*")}
    states = world.states
    assert clinic.doctor().code == 0
    assert world.states == states
    assert {path: path.stat().st_mtime_ns for path in clinic.machine.root.rglob("*")} == files
    asked = [call["argv"] for call in world.calls()]
    assert asked == [["--version"], ["-l", "-v"], ["--status"]]
    assert all(call["argv"][0] == "query" for call in world.calls("reg.exe"))


def test_in_words_what_is_good_takes_a_line(clinic: Clinic) -> None:
    clinic.machine.write(f"{PROFILE}/.wslconfig", "[wsl2]\nkernel=C:\\\\k\\\\bzImage\n")
    ran = clinic.doctor()
    assert ran.code == 0
    lines = ran.out.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("warning   C17"))
    assert lines[start].endswith(r"kernel=C:\k\bzImage")
    assert lines[start + 1].strip().startswith("A kernel of your own is set.")
    assert any(line.strip().startswith("→ wsl.exe --shutdown") for line in lines[start:])
    assert lines[0].startswith("good      C1   WSL 2: kernel 6.6.87.2-microsoft-standard-WSL2")
    assert lines[1].startswith("good      C2")
    assert ran.err == "21 good, 1 warning, 0 problems, 0 unchecked.\n"


@pytest.mark.parametrize("status", ["disabled", "enabled"])
def test_with_interop_off_windows_is_not_checked_and_nothing_is_a_problem(
    clinic: Clinic, world: World, status: str
) -> None:
    entries = ("WSLInterop",) if status == "disabled" else ()
    clinic.machine.binfmt(*entries, status=status)
    ran = clinic.doctor("--json")
    assert ran.code == 0
    unchecked = {c["id"]: c for c in ran.json["checks"] if c["verdict"] == "unchecked"}
    assert set(unchecked) == OF_WINDOWS
    for id_ in ("C2", "C10", "C18", "C21"):
        assert "programs of Windows" in unchecked[id_]["why"]
    assert ran.json["summary"]["problem"] == 0
    assert not world.calls() + world.calls("reg.exe")


def test_outside_wsl(world: World, tmp_path: Path) -> None:
    clinic = Clinic(FakeMachine(tmp_path / "machine"), world)
    shutil.rmtree(clinic.path("mnt"))
    for path in ("run/WSL", "proc/sys/fs"):
        shutil.rmtree(clinic.path(path), ignore_errors=True)
    clinic.machine.write("proc/sys/kernel/osrelease", "6.1.0-40-amd64\n")
    clinic.machine.drives("/dev/sda1 / ext4 rw 0 0")
    del clinic.env["WSL_DISTRO_NAME"]
    clinic.path("usr/bin/docker").unlink()
    clinic.engine("Debian GNU/Linux 12", "usr/bin/docker")
    ran = clinic.doctor("--json")
    assert ran.code == 0
    said = {check["id"]: check["verdict"] for check in ran.json["checks"]}
    assert {id_ for id_, verdict in said.items() if verdict == "good"} == {
        "C5", "C8", "C9", "C14", "C15", "C20",
    }  # fmt: skip
    assert said["C1"] == "warning"
    assert not world.calls() + world.calls("reg.exe")


def test_docker_that_hangs_delays_nothing_beyond_its_limit(clinic: Clinic) -> None:
    clinic.patience = 1.0
    clinic.machine.program(TOOLS, "exec sleep 60")
    began = time.monotonic()
    found = clinic.checks()
    assert time.monotonic() - began < 10
    assert "did not answer within 1 s" in found["C8"]["found"]
    assert {id_ for id_, check in found.items() if check["verdict"] == "good"} >= {
        "C1",
        "C2",
        "C18",
    }
    assert found["C11"]["why"] == "no engine answers"


def test_a_windows_that_hangs_is_asked_once(
    clinic: Clinic, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "SECONDS", 0.4)
    world.mode("hang").mode("hang", verb="reg.exe")
    found = clinic.checks()
    assert found["C2"]["verdict"] == "good"  # --version needs no service
    for id_ in ("C3", "C18"):
        assert found[id_]["why"] == "wsl.exe did not answer within 0.4 s"
    for id_ in ("C6", "C10", "C11", "C21"):
        assert found[id_]["why"] == "reg.exe did not answer within 0.4 s"
    assert [ran for ran in clinic.ran() if not ran.startswith("docker")] == [
        "wsl.exe --version",
        r"reg.exe query 'HKCU\Volatile Environment'",
        "wsl.exe -l -v",
    ]


@pytest.mark.parametrize(("fault", "why"), [(None, "did not answer"), (OSError("bad"), "bad")])
def test_files_that_hang_or_fail_leave_the_rest(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, fault: Exception | None, why: str
) -> None:
    def far(_look: MachineLook) -> NoReturn:
        if fault is None:
            threading.Event().wait(20)
        raise fault or AssertionError

    monkeypatch.setattr(diagnose, "SECONDS", 0.5)
    monkeypatch.setattr(MachineLook, "far", far)
    found = clinic.checks()
    assert found["C7"]["verdict"] == "unchecked"
    assert why in found["C7"]["why"]
    assert found["C18"]["verdict"] == "good"


def test_words_that_mean_nothing(clinic: Clinic) -> None:
    with pytest.raises(UsageError):
        clinic.doctor("docker")


def test_the_demo_shows_a_warning_or_two(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    streams = Text(), Text(), Text()
    assert run(parse(["--demo", "doctor"]), Output(*streams, env={})) == 0
    words = [line.split()[0] for line in streams[0].getvalue().splitlines() if line[:1].strip()]
    assert words.count("warning") == 3
    assert "problem" not in words
    assert "DEMO" in streams[1].getvalue()
