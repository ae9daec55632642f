"""Whatever a program logs: its colours are known, and nothing else of it reaches a terminal."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.core.logtext import Look, painted, plain

ESCAPES = [
    "\x1b[31m", "\x1b[2J", "\x1b]0;title\x07", "\x1b]52;c;aGk=\x1b\\", "\x1bPq#0\x1b\\", "\x9b1m",
    "\x1b", "\x1b[", "\x1b]8;;http://x", "\r", "\x08", "\t", "\u202e", "\u2028", "\x00",
]  # fmt: skip
ODD = st.lists(st.one_of(st.sampled_from(ESCAPES), st.text())).map("".join)


@given(ODD)
@example("a\x1b]0;never ended")
@example("\x9d0;c1 title\x9cshown")
def test_no_control_character_leaves(body: str) -> None:
    for char in plain(body):
        assert unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp"), repr(char)


@given(ODD)
def test_the_pieces_are_the_text(body: str) -> None:
    assert "".join(piece.text for piece in painted(body)) == plain(body)


@given(st.binary())
def test_whatever_bytes_are_shown_as_text(raw: bytes) -> None:
    assert not any(
        ord(char) < 32 or 127 <= ord(char) < 160 for char in plain(raw.decode("utf-8", "replace"))
    )


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("plain", "plain"),
        ("[red]not markup[/]", "[red]not markup[/]"),
        ("\x1b[1;31mred\x1b[0m end", "red end"),
        ("\x1b]0;a title\x07seen", "seen"),
        ("\x1b]8;;http://x\x1b\\a link\x1b]8;;\x1b\\", "a link"),
        ("\x1b[2J\x1b[Hnot wiped", "not wiped"),
        ("10%\r55%\r100%", "100%"),
        ("100%\r", "100%"),
        ("text\r\r", "text"),
        ("done\r\x1b[K", "done"),
        ("\r", ""),
        ("a\tb", "a       b"),
        ("1234567\tb", "1234567 b"),
        ("N\x08NA\x08A", "NA"),
        ("bell\x07", "bell�"),
        ("\u202eturned", "turned"),
        ("one\xa0two", "one two"),
        ("zero\u200bwidth", "zerowidth"),
        ("你好 🐳", "你好 🐳"),
    ],
)
def test_what_is_seen(body: str, seen: str) -> None:
    assert plain(body) == seen


@pytest.mark.parametrize(
    ("codes", "look"),
    [
        ("31", Look(1)),
        ("91;44", Look(9, 4)),
        ("38;5;208", Look(208)),
        ("48;2;1;2;300", Look(None, (1, 2, 255))),
        ("38:5:9", Look(9)),
        ("1;4", Look(ways=frozenset({"bold", "underline"}))),
        ("1;22", Look()),
        ("31;39", Look()),
        ("31;0", Look()),
        ("31;", Look()),
        ("38;5", Look()),
        ("38;2;1", Look()),
        ("38", Look()),
        ("999999999999", Look()),
        ("77", Look()),
    ],
)
def test_colours(codes: str, look: Look) -> None:
    assert painted(f"\x1b[{codes}mx")[-1].look == look


def test_a_look_ends_with_its_line_and_begins_where_it_is_set() -> None:
    assert [(p.text, p.look.front) for p in painted("a\x1b[32mb\x1b[mc")] == [
        ("a", None),
        ("b", 2),
        ("c", None),
    ]
