"""The generated parts of the documents are those of today's program."""

from __future__ import annotations

from tests.docs import README, with_generated


def test_readme_shows_todays_keys() -> None:
    text = README.read_text()
    assert "<!-- keys -->" in text
    assert text == with_generated(text), "stale: run `python -m tests.docs`"
