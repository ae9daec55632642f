"""Line ends, paths and the clock: what everybody stumbles over who has Windows around Linux."""

from __future__ import annotations

import shlex

from tui.checks.check import TOPICS, Check, Judged, Verdict, unchecked, warning
from tui.core.facts import Facts, Unknown

SHOWN = 3
_PATHS = "In WSL write paths as Linux does: /home/me/project, not C:\\project."
_CLOCK = "Where the time here is wrong after Windows has slept: sudo hwclock -s"
_MEANING = (
    "A script with the line ends of Windows fails in a container with syntax errors or “not found”."
)


def _line_ends(facts: Facts) -> Judged:
    scripts = facts.local.crlf
    if isinstance(scripts, Unknown):
        convert = "dos2unix SCRIPT, or git config --global core.autocrlf input"
        return unchecked(scripts, "", _MEANING, convert, _PATHS, _CLOCK)
    if not scripts:
        well = "no script of this directory has them"
        return Judged(
            Verdict.GOOD, well, "scripts here end lines as Linux does", remedy=(_PATHS, _CLOCK)
        )
    more = f" and {len(scripts) - SHOWN} more" if len(scripts) > SHOWN else ""
    return warning(
        ", ".join(scripts[:SHOWN]) + more,
        "these scripts end their lines as Windows does",
        _MEANING,
        f"dos2unix {' '.join(shlex.quote(name) for name in scripts[:SHOWN])}",
        "git config --global core.autocrlf input",
        _PATHS,
        _CLOCK,
    )


CHECKS = (Check("C20", "Line ends and paths", "the scripts in this directory", TOPICS, _line_ends),)
