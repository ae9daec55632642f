"""What opening a session does not read: it is for views and deeds that nobody has asked for."""

from __future__ import annotations

import subprocess
import sys

LATER = (
    "tui.backends.dialed",
    "tui.backends.looking",
    "tui.core.cleanup.judge",
    "tui.core.cleanup.policy",
    "tui.core.facts",
    "tui.core.jobs",
    "tui.kinds.builder_record",
    "tui.kinds.desktop_reading",
    "tui.kinds.disk_record",
    "tui.kinds.memory_listing",
    "tui.kinds.security_record",
    "tui.kinds.vscode_record",
    "tui.session.chain",
    "tui.session.guard",
    "tui.session.keeping",
    "tui.session.transcripts",
    "hashlib",
)


def test_a_session_is_opened_without_what_is_for_later() -> None:
    code = f"import sys, tui.session.opening; print(*({{*{LATER}}} & set(sys.modules)))"
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert shown.stdout.split() == []


def test_all_of_it_is_there() -> None:
    code = "; ".join(f"import {name}" for name in LATER)
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
