"""The rules of the house that a machine can check."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "tui").rglob("*.py"))
MOST_LINES, LONGEST_FUNCTION = 300, 40


def functions(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def test_files_and_functions_stay_small() -> None:
    texts = {path: path.read_text() for path in SOURCES}
    assert [path for path, text in texts.items() if text.count("\n") > MOST_LINES] == []
    found = ((path, *one) for path, text in texts.items() for one in functions(ast.parse(text)))
    assert [one for one in found if one[2] > LONGEST_FUNCTION] == []


def test_only_run_starts_processes() -> None:
    words = r"create_subprocess|subprocess\.|os\.system|os\.exec|os\.spawn|pty\.(spawn|fork)|popen"
    others = (p for p in SOURCES if p.relative_to(ROOT).parts[:2] != ("tui", "run"))
    assert [p for p in others if re.search(words, p.read_text(), re.IGNORECASE)] == []


def test_only_styles_choose_colours() -> None:
    for sheet in (ROOT / "styles").glob("*.tcss"):
        assert not re.search(r":[^;]*#[0-9a-fA-F]{3,8}\b", sheet.read_text()), sheet.name


def test_nothing_tracked_speaks_of_its_making() -> None:
    # bracketed letters keep this list from finding itself
    words = r"/wor[k]/|[.]librar[y]|pythonhoste[d]|pypi[.]or[g]/simple|registry[.]np[m]"
    found = subprocess.run(
        ["git", "grep", "-nIE", words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if found.returncode > 1:
        pytest.skip("not a git checkout")
    assert not found.stdout
