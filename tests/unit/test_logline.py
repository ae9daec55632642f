"""From the bytes of `docker logs --timestamps` to lines in the order of time."""

from datetime import UTC, datetime
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.log_bytes import bodies, stamp
from tui.core.logline import LONGEST, LogLine, Splitter, note, stamp_of

RAW = st.lists(st.binary(max_size=40).map(lambda raw: raw.replace(b"\n", b" ")))


def read(*pieces: bytes, error: bool = False) -> tuple[list[LogLine], Splitter]:
    splitter = Splitter(0, count(), error=error)
    made = [line for raw in pieces for line in splitter.feed(raw)]
    return [*made, *splitter.end()], splitter


def split(*pieces: bytes) -> list[LogLine]:
    return read(*pieces)[0]


def found(*pieces: bytes) -> list[str]:
    return bodies(split(*pieces))


@given(RAW, st.integers(1, 9))
def test_however_the_bytes_are_cut_the_lines_are_the_same(raws: list[bytes], size: int) -> None:
    raw = b"".join(f"{stamp(n)} ".encode() + body + b"\n" for n, body in enumerate(raws))
    pieces = [raw[n : n + size] for n in range(0, len(raw), size)]
    assert found(*pieces) == [body.decode("utf-8", "replace") for body in raws] == found(raw)


def test_a_line_keeps_its_carriage_returns_and_the_last_one_needs_no_end() -> None:
    raw = f"{stamp(1)} 10%\r20%\r\n{stamp(2)} no end".encode()
    assert found(raw) == ["10%\r20%\r", "no end"]


def test_a_letter_that_is_cut_in_two_is_put_together() -> None:
    raw = f"{stamp(1)} 你好\n".encode()
    assert found(raw[:33], raw[33:]) == ["你好"]


def test_of_a_line_without_end_only_the_beginning_is_held_and_its_size_is_known() -> None:
    """The engine puts the timestamp before each 16 KiB of it."""
    part = f"{stamp(1)} ".encode() + b"x" * LONGEST
    first, second = split(*[part] * 63, f"{stamp(1)} yyy\n".encode(), f"{stamp(2)} next\n".encode())
    assert first.body == "x" * LONGEST
    assert first.size == 63 * LONGEST + 3
    assert (second.body, second.size) == ("next", 0)


def test_a_line_of_just_the_longest_is_whole() -> None:
    raw = f"{stamp(1)} ".encode() + b"x" * LONGEST + b"\n"
    (line,) = split(raw)
    assert (len(line.body), line.size) == (LONGEST, 0)


def test_words_of_the_command_itself_are_no_lines() -> None:
    raw = f"{stamp(1)} logged\nError response from daemon: no\n".encode()
    logged, splitter = read(raw, error=True)
    assert bodies(logged) == ["logged"]
    assert splitter.unstamped == ["Error response from daemon: no"]
    assert found(b"no stamp at all\n") == ["no stamp at all"]


def test_other_timestamps_compare_too() -> None:
    raw = b"2026-11-22T12:00:01.5+02:00 a\n2026-11-22T10:00:02Z b\n2026-99-99T10:00:02Z c\n"
    a, b, c = split(raw)
    assert (a.body, a.stamp) == ("a", "2026-11-22T10:00:01.500000000Z")
    assert (b.body, b.stamp) == ("b", "2026-11-22T10:00:02.000000000Z")
    assert c.body == "2026-99-99T10:00:02Z c"
    assert a.key < b.key < c.key


def test_a_clock_that_is_set_back_does_not_turn_lines_round() -> None:
    one, two, three = split(b"".join(f"{stamp(n)} x\n".encode() for n in (50, 3, 60)))
    assert one.key < two.key < three.key
    assert two.stamp == stamp(50)
    assert two.body == "x"


def test_moments() -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
    line = note("words", stamp_of(moment), 7)
    assert line.moment == moment
    assert note("words", "", 7).moment is None
