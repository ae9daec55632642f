"""From what tools print to text, lines, JSON, sizes and times; odd input never raises."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core import parse
from tui.core.decoding import LONGEST_LINE, Lines

ZERO_LOW = "一开最言"  # each has a zero byte where ASCII in UTF-16LE has a letter


@pytest.mark.parametrize("text", ["", "web-1\n", "été 名 🐳\n", "中文", ZERO_LOW, "[red]x[/]"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
def test_utf_8_comes_back(text: str, codec: str) -> None:
    assert parse.decode(text.encode(codec)) == text


@pytest.mark.parametrize("text", ["Ubuntu-24.04\n", "日本語\n", f"{ZERO_LOW}\n", "🐳\n", "é\n"])
@pytest.mark.parametrize("bom", [b"", b"\xff\xfe"])
def test_utf_16_comes_back_with_and_without_a_mark(text: str, bom: bytes) -> None:
    wire = text.replace("\n", "\r\n").encode("utf-16-le")
    assert parse.decode(bom + wire) == text


def test_utf_16_without_a_single_ascii_letter() -> None:
    assert parse.decode("日本語".encode("utf-16-le")) == "日本語"
    assert parse.decode("디스트로가".encode("utf-16-le")) == "디스트로가"


@pytest.mark.parametrize(
    "raw", [b"caf\xe9\n", b"na\xefve", b"\xff", b"\x80\x81", b"\xc3", b"\xe9t\xe9"]
)
def test_what_is_neither_is_marked(raw: bytes) -> None:
    assert "\ufffd" in parse.decode(raw)


def test_text_cut_in_the_middle_of_a_letter() -> None:
    assert parse.decode("名前".encode()[:-1]) == "名\ufffd"
    assert parse.decode("ab\r\n".encode("utf-16-le")[:-1]).startswith("ab\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n", "\r"])
def test_line_ends_become_one(end: str) -> None:
    assert parse.decode(f"a{end}b{end}".encode()) == "a\nb\n"


@given(st.binary(max_size=200))
def test_decoding_never_raises(raw: bytes) -> None:
    assert "\r" not in parse.decode(raw)


def pieces(raw: bytes, size: int) -> list[str]:
    lines = Lines()
    found = [line for at in range(0, len(raw), size) for line in lines.feed(raw[at : at + size])]
    return [*found, *lines.end()]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n", "\r"])
def test_lines_in_pieces_of_any_length(size: int, codec: str, end: str) -> None:
    text = end.join(["{}", "日本一", "", "🐳 web", "last"])
    expected = re.split(r"\r{0,2}\n|\r", text)
    found = pieces(text.encode(codec), size)
    if end == "\r\r\n":  # cut after its first letter it ends a line twice
        found, expected = list(filter(None, found)), list(filter(None, expected))
    assert found == expected


@given(st.text(st.sampled_from("a\n\ré一🐳"), max_size=40), st.integers(1, 7))
def test_lines_are_what_decoding_the_whole_gives(text: str, size: int) -> None:
    raw = text.encode()
    found = pieces(raw, size)
    assert [line for line in found if line] == [x for x in parse.decode(raw).split("\n") if x]


def test_a_line_is_there_as_soon_as_it_has_ended() -> None:
    lines = Lines()
    assert lines.feed(b"10 %\r") == ["10 %"]
    assert lines.feed(b"\n20 %") == []
    assert lines.feed(b"\n") == ["20 %"]
    assert lines.end() == []


def test_a_line_without_end_comes_in_parts() -> None:
    lines = Lines()
    found = [line for _ in range(50) for line in lines.feed(b"x" * 64 * 1024)] + lines.end()
    assert sum(map(len, found)) == 50 * 64 * 1024
    assert 1 < max(map(len, found)) <= LONGEST_LINE + 64 * 1024


@pytest.mark.parametrize(
    ("dirty", "printed"),
    [
        ("[red]x[/]", "[red]x[/]"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07web", "web"),
        ("\x1b]52;c;AAAA\x1b\\web", "web"),
        ("\x1bPdevice\x1b\\web", "web"),
        ("a\nb\tc", "a b c"),
        ("bell\x07", "bell�"),
        ("\x9b31m", "�31m"),
        ("\u202egnp.exe", "gnp.exe"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("\ud800", "�"),
        ("\u2028", "�"),
    ],
)
def test_a_cell_is_one_printable_line(dirty: str, printed: str) -> None:
    assert parse.clean(dirty) == printed


@given(st.text(max_size=80))
def test_nothing_that_moves_the_cursor_is_left(text: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", parse.clean(text))


def test_64_kilobytes_of_odd_letters_are_cleaned_at_once() -> None:
    assert len(parse.clean("é\x1b[1m" * 64 * 1024)) == 64 * 1024


def test_json_lines_are_the_lines_that_json_knows() -> None:
    row = {"label": "line\u2028sep\u0085next\x1cgroup"}
    text = json.dumps(row, ensure_ascii=False) + "\n\n" + '{"b": 1}\n'
    assert list(parse.json_lines(text)) == [row, {"b": 1}]


def test_words_among_json_lines_are_passed_over() -> None:
    said = 'WARNING: something\n{"a": 1}\n'
    assert list(parse.json_lines(said)) == [{"a": 1}]


@pytest.mark.parametrize("said", ["", "\n \n"])
def test_nothing_is_no_rows(said: str) -> None:
    assert list(parse.json_lines(said)) == []


@pytest.mark.parametrize(
    "said",
    [
        "<html><body>502 Bad Gateway</body></html>",
        "json\njson\n",
        '{"a": 1}\n{"a": 2, "b": "cut he',
        '{"a": 1}\n{"a"',
        "\ufffd\ufffd",
        "[" * 5000,
    ],
)
def test_garbage_is_said_to_be_garbage(said: str) -> None:
    with pytest.raises(parse.Garbled):
        list(parse.json_lines(said))


@pytest.mark.parametrize("said", ["", "<html>", '{"a":', "[" * 5000, "1" * 5000])
def test_one_value_or_none(said: str) -> None:
    assert parse.json_value(said) is None


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ("1.98MB", 1_980_000),
        ("0B", 0),
        ("1.9MiB", 1_992_294),
        ("12kB", 12_000),
        ("-1.5GB", -1_500_000_000),
        ("N/A", None),
        ("", None),
        ("1e5MB", None),
    ],
)
def test_sizes(said: str, size: int | None) -> None:
    assert parse.size(said) == size


NOON = datetime(2026, 1, 2, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2026-01-02T12:00:00Z", NOON),
        ("2026-01-02T12:00:00.000000000Z", NOON),
        ("2026-01-02T12:00:00.5Z", NOON.replace(microsecond=500_000)),
        ("2026-01-02 12:00:00 +0000 UTC", NOON),
        ("2026-01-02 21:00:00 +0900 JST", NOON),
        ("2026-01-02 15:00:00 +0300 +03", NOON),
        ("2026-01-02 12:00:00", NOON),
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01 00:00:00 +0000 UTC", None),
        ("9999-12-31T23:59:59-23:00", None),
        ("1970-01-01T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_times(said: str | None, moment: datetime | None) -> None:
    assert parse.time(said) == moment


@given(st.text(st.sampled_from("0123456789-:T Z+.UTC"), max_size=30))
def test_times_never_raise(said: str) -> None:
    parse.time(said)
