"""What is shown of a log, and what a search finds."""

import pytest

from tests.unit.log_bytes import bodies, lines
from tui.core.loglevel import Level
from tui.core.logline import note
from tui.core.logsieve import FOR_EVER, NOTHING, Sieve, pattern


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[", "unterminated character set at 1"),
        ("a(b", "missing ), unterminated subpattern at 2"),
        ("*", "nothing to repeat at 1"),
        ("(a+)+$", FOR_EVER),
        (r"(\w+\s?)*x", FOR_EVER),
        ("err|warn", ""),
        ("(a+)b", ""),
        (r"\d{3}", ""),
    ],
)
def test_what_is_no_regex_is_said_and_looked_for_by_the_letter(text: str, fault: str) -> None:
    made = pattern(text)
    assert made.fault == fault
    assert not fault or made.spans(f"<{text}>") == [(1, 1 + len(text))]


def test_capitals_count_only_where_there_are_some() -> None:
    assert pattern("err").spans("ERR err") == [(0, 3), (4, 7)]
    assert pattern("Err").spans("ERR Err") == [(4, 7)]
    assert pattern("").spans("x") == []
    assert pattern("x*").spans("abc") == []
    assert pattern("") is NOTHING


def sifted(sieve: Sieve, *texts: str) -> list[str]:
    return bodies([line for line in lines(*texts) if sieve.passes(line)])


def test_it_matches_what_is_seen() -> None:
    assert sifted(Sieve(pattern("^red$")), "\x1b[31mred\x1b[0m", "reddish") == [
        "\x1b[31mred\x1b[0m"
    ]


def test_a_level_takes_what_is_graver_and_what_goes_on_with_it() -> None:
    told = [
        "INFO a",
        "ERROR b",
        "    at b.java:1",
        "Caused by: c",
        "INFO d",
        "    of d",
        "WARN e",
        "words",
    ]
    assert sifted(Sieve(least=Level.WARN), *told) == [*told[1:4], "WARN e"]


def test_what_goes_on_belongs_to_its_own_source() -> None:
    sieve = Sieve(least=Level.ERROR)
    (grave,) = lines("ERROR a")
    (other,) = lines("  of another", source=1)
    (own,) = lines("  of the same")
    assert [sieve.passes(line) for line in (grave, other, own)] == [True, False, True]


def test_stderr_alone_and_notes_always() -> None:
    sieve = Sieve(stderr=True)
    assert not any(map(sieve.passes, lines("a")))
    assert all(map(sieve.passes, lines("a", error=True)))
    assert Sieve(pattern("never")).passes(note("mark", "", 1))
    assert Sieve().open
    assert not sieve.open
