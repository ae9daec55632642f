"""The report of the doctor: shown, then written, and nothing private in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli_world import Ran, Text
from tests.unit.doctor_facts import DARK, changed, config, settings
from tui.checks import examine
from tui.checks.report import report
from tui.cli.main import run
from tui.cli.output import Output
from tui.cli.parsing import parse
from tui.core.errors import UsageError

PRIVATE = changed(
    local={"cwd": "/home/annabel/shop", "listening": ("10.1.2.3:2375",)},
    files={
        "config": config(wsl2_kernel="C:\\Users\\Annabel\\bzImage"),
        "settings": settings(
            AutoStart=True,
            ProxyPassword="hunter2",
            OverrideProxyHttp="http://annabel:hunter2@proxy.corp:3128/x",
            VpnKitIp="192.168.65.3",
            Subnet="192.168.65.0/24",
            LastMail="ann@example.org",
            IntegratedWslDistros=["Ubuntu-24.04"],
        ),
    },
    engine={"binds": (("web", "/mnt/c/Users/annabel/shop"),)},
)


def test_it_tells_of_every_check_and_setting_and_hides_what_is_private() -> None:
    text = report(examine(PRIVATE), PRIVATE, "0.1.0", ["annabel", "root"])
    for number in range(1, 23):
        assert f"\nC{number} " in text
    for kept in ("autostart: true", "WSL 2.7.11.0", "Ubuntu-24.04", "/Users/USER/shop", "bzImage"):
        assert kept in text
    for gone in ("annabel", "hunter2", "proxy.corp", "192.168", "10.1.2.3", "example.org"):
        assert gone not in text.lower()


def test_what_is_unknown_is_said_to_be() -> None:
    facts = changed(files={"settings": DARK})
    assert "settings: unknown, because somebody" in report(examine(facts), facts, "0.1.0", [])


def doctor(*words: str, answers: str = "", tty: bool = False) -> Ran:
    streams = Text(tty=tty), Text(tty=tty), Text(answers, tty=tty)
    code = run(parse(["--demo", "doctor", *words]), Output(*streams, env={}))
    return Ran(code, streams[0].getvalue(), streams[1].getvalue())


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "report.txt"


def test_what_is_shown_is_what_is_written(file: Path) -> None:
    ran = doctor("--report", str(file))
    assert ran.code == 0
    assert file.read_text() == ran.out
    assert file.stat().st_mode & 0o077 == 0
    assert "dev" not in ran.out.split()


def test_on_a_terminal_it_asks(file: Path) -> None:
    assert "Nothing was written." in doctor("--report", str(file), tty=True, answers="n\n").err
    assert not file.exists()
    doctor("--report", str(file), tty=True, answers="y\n")
    assert file.exists()


def test_a_dash_is_the_output_and_no_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    ran = doctor("--report", "-", tty=True)
    assert (ran.out.startswith("wsltui "), ran.err.count("Write")) == (True, 0)
    assert not Path("-").exists()


def test_a_dry_run_writes_nothing_and_nothing_is_overwritten(file: Path) -> None:
    assert "dry run" in doctor("--report", str(file), "--dry-run").err
    assert not file.exists()
    file.write_text("mine")
    assert doctor("--report", str(file)).code == UsageError.exit_code
    assert file.read_text() == "mine"
    assert doctor("--report", str(file), "--json").code == UsageError.exit_code
