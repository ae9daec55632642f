"""Writes a table of docs/coverage.md: `python -m tests.scenarios.table`; a test finds it stale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.scenarios import scenarios
from tui.checks import CHECKS

PAGE = Path(__file__).parents[2] / "docs" / "coverage.md"
TEST = "tests/unit/test_scenarios.py"
LIVE = "tests/live/test_doctor_live.py"
ON_ENGINES = frozenset({"C5", "C7", "C8", "C9", "C14", "C15"})
"""Checks that are run on a real engine too."""


def rows() -> Iterator[str]:
    """A line a check: what it is, its scenarios by verdict, and what runs them."""
    found = scenarios()
    yield "| check | looks at | scenarios in `tests/scenarios` | run by |"
    yield "| --- | --- | --- | --- |"
    for check in CHECKS:
        own = sorted((one for one in found if one.check == check.id), key=lambda one: one.name)
        files = ", ".join(f"`{one.name}.toml` ({one.verdict})" for one in own)
        tests = f"`{TEST}`" + (f", `{LIVE}`" if check.id in ON_ENGINES else "")
        looks = check.looked_at.replace("|", "\\|")
        yield f"| {check.id} {check.title} | {looks} | {files} | {tests} |"


def with_table(text: str) -> str:
    """The page with its table as it is now."""
    made = "\n".join(rows())
    pattern = re.compile(r"(<!-- scenarios -->).*?(<!-- /scenarios -->)", re.DOTALL)
    return pattern.sub(lambda m: f"{m[1]}\n\n{made}\n\n{m[2]}", text)


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8")
