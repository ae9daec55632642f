"""Ages, durations and sizes as people and docker write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core import units

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0s"),
        (12, "12s"),
        (59.9, "59s"),
        (MINUTE, "1m"),
        (HOUR - 1, "59m"),
        (HOUR, "1h"),
        (2 * DAY - 1, "47h"),
        (2 * DAY, "2d"),
        (41 * DAY, "41d"),
        (729 * DAY, "729d"),
        (731 * DAY, "2y"),
        (-30, "0s"),
        (-3 * HOUR, "in 3h"),
    ],
)
def test_age_is_one_number(seconds: float, shown: str) -> None:
    assert units.age(NOW, NOW - timedelta(seconds=seconds)) == shown


def test_age_of_no_time_is_unknown() -> None:
    assert units.age(NOW, None) == "–"
    assert units.age(NOW, None, unknown="?") == "?"


@given(st.datetimes(), st.datetimes(timezones=st.just(UTC)))
def test_age_reads_any_two_times(naive: datetime, aware: datetime) -> None:
    assert units.age(aware, naive)
    assert units.age(naive, aware)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.45, "Less than a second"),
        (-5, "Less than a second"),
        (1, "1 second"),
        (45, "45 seconds"),
        (60, "About a minute"),
        (119, "About a minute"),
        (3 * MINUTE, "3 minutes"),
        (59 * MINUTE, "59 minutes"),
        (60 * MINUTE, "About an hour"),
        (1.49 * HOUR, "About an hour"),
        (1.5 * HOUR, "2 hours"),
        (47 * HOUR, "47 hours"),
        (47.6 * HOUR, "2 days"),
        (6 * DAY, "6 days"),
        (13 * DAY, "13 days"),
        (14 * DAY, "2 weeks"),
        (59 * DAY, "8 weeks"),
        (60 * DAY, "2 months"),
        (23 * 30 * DAY, "23 months"),
        (729 * DAY, "24 months"),
        (730 * DAY, "2 years"),
        (3 * 365 * DAY, "3 years"),
    ],
)
def test_durations_use_docker_words(seconds: float, words: str) -> None:
    assert units.duration_words(seconds) == words


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (1_980_000, "1.98 MB"),
        (70_000_000, "70 MB"),
        (192_340_000, "192 MB"),
        (999_499, "999 kB"),
        (999_500, "1 MB"),
        (8_100_000_000, "8.1 GB"),
        (10**30, "1000000 YB"),
        (None, "–"),
        (-1, "–"),
    ],
)
def test_sizes_have_three_digits(count: int | None, shown: str) -> None:
    assert units.size(count) == shown


@given(st.integers(min_value=0, max_value=10**26))
def test_a_size_never_needs_an_exponent_and_reads_back(count: int) -> None:
    shown = units.size(count)
    read = units.parse_size(shown)
    assert "e" not in shown
    assert read is not None
    assert abs(read - count) <= count * 0.006


@pytest.mark.parametrize(
    ("text", "delta"),
    [
        ("7d", timedelta(days=7)),
        ("36h", timedelta(hours=36)),
        ("2w", timedelta(weeks=2)),
        ("90m", timedelta(minutes=90)),
        (" 1D12h ", timedelta(days=1, hours=12)),
        ("1.5h", timedelta(minutes=90)),
        ("1y", timedelta(days=365)),
        ("9" * 400 + "y", timedelta.max),
    ],
)
def test_ages_are_read(text: str, delta: timedelta) -> None:
    assert units.parse_age(text) == delta


@pytest.mark.parametrize("text", ["", "7", "d", "seven days", "-7d", "1.2.3d", "7d!"])
def test_what_is_no_age_is_none(text: str) -> None:
    assert units.parse_age(text) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [("100MB", 10**8), ("100mb", 10**8), ("1.5 GiB", 1610612736), ("12", 12), ("2k", 2000)],
)
def test_sizes_are_read(text: str, count: int) -> None:
    assert units.parse_size(text) == count


@pytest.mark.parametrize("text", ["", "big", "MB", "1.2.3MB", "9" * 400])
def test_what_is_no_size_is_none(text: str) -> None:
    assert units.parse_size(text) is None


@given(st.text())
def test_reading_never_raises(text: str) -> None:
    units.parse_age(text)
    units.parse_size(text)


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (1_000_000, 3_400_000, "at least 1 MB, at most 3.4 MB"),
        (3_200_000, 3_200_900, "3.2 MB"),
        (0, 0, "0 B"),
    ],
)
def test_bounds_that_read_the_same_are_one_size(least: int, most: int, said: str) -> None:
    assert units.between(least, most) == said
