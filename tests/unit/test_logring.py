"""The lines that are kept: in order, bounded, and what is shown of them."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.log_bytes import bodies, lines, stamp
from tui.core.logline import LogLine
from tui.core.logring import Ring
from tui.core.logsieve import Sieve, pattern

BATCHES = st.lists(st.lists(st.tuples(st.integers(0, 50), st.sampled_from("ab"))), max_size=8)


@given(BATCHES, st.integers(1, 20), st.booleans())
def test_the_newest_are_kept_in_order_and_shown_is_what_passes(
    batches: list[list[tuple[int, str]]], keep: int, sifted: bool
) -> None:
    ring, numbers, everything = Ring(keep), count(), []
    sieve = Sieve(pattern("a")) if sifted else Sieve()
    ring.sift(sieve)
    for batch in batches:
        made = [LogLine(f"{stamp(at)} {text}", 0, False, next(numbers), 31) for at, text in batch]
        everything += made
        ring.add(list(made))
        assert len(ring.lines) <= keep
    assert [line.key for line in ring.lines] == sorted(line.key for line in ring.lines)
    assert ring.shown == [line for line in ring.lines if sieve.passes(line)]
    assert ring.dropped + len(ring.lines) == len(everything)


def test_memory_is_bounded_by_bytes_too() -> None:
    ring = Ring(keep=1000, room=10_000)
    for batch in range(20):
        ring.add(lines(*["x" * 500] * 5, begin=batch * 10 + 1))
    assert sum(len(line.raw) for line in ring.lines) <= 10_000
    assert ring.full is False or ring.dropped > 0
    assert ring.dropped == 100 - len(ring.lines)
    ring.add(lines("y" * 15_000, begin=900))
    assert bodies(ring.lines) == ["y" * 15_000]


def test_other_sieves_and_places() -> None:
    ring = Ring()
    ring.add(lines("a", "b", "ab"))
    ring.sift(Sieve(pattern("a")))
    assert bodies(ring.shown) == ["a", "ab"]
    assert ring.place(ring.lines[1]) == 1
    assert ring.place(ring.lines[2]) == 1
    ring.sift(Sieve())
    assert ring.shown is ring.lines
    assert not ring.full
