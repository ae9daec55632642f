"""What nothing can be looked at for, but everybody stumbles over."""

from __future__ import annotations

from tui.checks.check import TOPICS, Check, Judged, unchecked
from tui.core.facts import Facts


def _line_ends(_facts: Facts) -> Judged:
    return unchecked(
        "there is nothing to look at beforehand",
        "",
        "A script with the line ends of Windows fails in a container with syntax errors or “not "
        "found”; paths of Windows are no paths in WSL.",
        "dos2unix SCRIPT, or git config --global core.autocrlf input",
        "In WSL write paths as Linux does: /home/me/project, not C:\\project.",
    )


CHECKS = (Check("C20", "Line ends and paths", "nothing: this is help", TOPICS, _line_ends),)
