"""What a user types for moments and numbers of lines, and how docker is asked."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tui.core.logask import Wanted, count, moment_word

NOW = datetime(2026, 11, 22, 10, 30, 0, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", ""),
        ("10m", "2026-11-22T08:20:00.000000000Z"),
        ("7d", "2026-11-15T08:30:00.000000000Z"),
        ("10:00", "2026-11-22T08:00:00.000000000Z"),
        ("23:15:30", "2026-11-21T21:15:30.000000000Z"),
        ("2026-01-31", "2026-01-30T22:00:00.000000000Z"),
        ("2026-01-31T14:30", "2026-01-31T12:30:00.000000000Z"),
        ("2026-01-31T14:30:00Z", "2026-01-31T14:30:00.000000000Z"),
    ],
)
def test_moments(text: str, word: str) -> None:
    assert moment_word(text, NOW) == word


@pytest.mark.parametrize("text", ["yesterday", "25:00", "10:99", "-", "2026-13-01"])
def test_no_moment_is_said_with_what_would_be_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no moment\. Write 10m"):
        moment_word(text, NOW)


def test_an_age_beyond_all_time_is_long_ago() -> None:
    assert moment_word("9999999w", NOW) < "1990"


def test_counts() -> None:
    assert count(" 20 ", 9) == 20
    assert count("ALL", 9) == 9
    assert count("0", 9) == 0
    for text in ("-1", "x", "", "1.5", "9" * 20, "²"):
        with pytest.raises(ValueError, match="is no number of lines"):
            count(text, 9)


def test_words_for_docker() -> None:
    assert Wanted().options() == ("--timestamps",)
    since = moment_word("2026-01-31T14:30:00Z", NOW.astimezone(UTC))
    asked = Wanted(5, since, since, follow=True).options()
    assert asked == ("--timestamps", "--follow", "--tail", "5", "--since", since, "--until", since)
