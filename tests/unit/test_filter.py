"""The words of the filter line, on a kind made up of boats."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.command import Result
from tui.core.filter import compile_filter, keys
from tui.core.kind import Cell, Column, Kind, Step, View
from tui.core.terms import Haystacks

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
VIEW = View(NOW)


@dataclass(frozen=True)
class Boat:
    name: str
    state: str
    flags: tuple[str, ...] = ()
    built: datetime | None = None
    tons: int | None = None
    cargo: str = ""


def no_listing() -> Generator[Step[Boat], tuple[Result, ...], tuple[Boat, ...]]:
    yield Step(())
    return ()


BOATS = Kind[Boat](
    id="boats",
    singular="boat",
    title="Boats",
    tool="none",
    listing=no_listing,
    key=lambda boat: boat.name,
    names=lambda boat: (boat.name, f"alias-{boat.name}"),
    columns=(
        Column("name", "Name", lambda b, v: Cell(b.name), lambda b: b.name, 10),
        Column("cargo", "Cargo", lambda b, v: Cell(b.cargo), lambda b: b.cargo, 10),
        Column("mast", "Mast", lambda b, v: Cell("|" if v.ascii else "│"), lambda b: 0, 1),
    ),
    summary=lambda boat, view: (),
    as_json=lambda boat, view: {},
    empty="No boats.",
    facets={"state": lambda b: (b.state,), "flag": lambda b: b.flags},
    moments={"built": lambda b: b.built, "created": lambda b: b.built},
    amounts={"size": lambda b: b.tons},
)

FLEET = (
    Boat("Web", "running", ("de", "fr"), NOW - timedelta(days=1), 50_000_000, "nginx -g daemon"),
    Boat("api", "exited", ("fr",), NOW - timedelta(days=10), 300_000_000, "host:5000/img"),
    Boat("db", "created", (), None, None, "[red]bold[/]"),
    Boat("web-alpine", "paused", ("jp",), NOW - timedelta(hours=1), 1000, "日本語 a,b !x"),
)


def found(text: str) -> list[str]:
    return [boat.name for boat in compile_filter(text, BOATS).select(FLEET, VIEW)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["Web", "api", "db", "web-alpine"]),
        ("   ", ["Web", "api", "db", "web-alpine"]),
        ("web", ["Web", "web-alpine"]),
        ("WEB alpine", ["web-alpine"]),
        ("alias-db", ["db"]),
        ("exited", ["api"]),
        ("state:exited", ["api"]),
        ("STATE:Exited", ["api"]),
        ("state:exited,created", ["api", "db"]),
        ("state:exited,,", ["api"]),
        ("flag:fr", ["Web", "api"]),
        ("flag:fr state:run", ["Web"]),
        ("cargo:nginx", ["Web"]),
        ("!web", ["api", "db"]),
        ("-state:running,paused", ["api", "db"]),
        ("!state:running", ["api", "db", "web-alpine"]),
        ("-alpine", ["web-alpine"]),
        ("host:5000/img", ["api"]),
        ("!host:5000/img", ["Web", "db", "web-alpine"]),
        ('"-g daemon"', ["Web"]),
        ('cargo:"nginx -g"', ["Web"]),
        ('"a,b !x"', ["web-alpine"]),
        ('cargo:"a,b"', ["web-alpine"]),
        ('"!x"', ["web-alpine"]),
        ('"state:exited"', []),
        ('"nginx -g', ["Web"]),
        ("[red]", ["db"]),
        ("日本", ["web-alpine"]),
        ("older:7d", ["api"]),
        ("older:built:7d", ["api"]),
        ("newer:2h", ["web-alpine"]),
        ("newer:36h", ["Web", "web-alpine"]),
        ("-older:7d", ["Web", "db", "web-alpine"]),
        ("larger:100MB", ["api"]),
        ("larger:100mb", ["api"]),
        ("smaller:1kB", []),
        ("smaller:1MiB", ["web-alpine"]),
        ("state:exited older:7d api", ["api"]),
        ("older:99999999y", []),
    ],
)
def test_what_matches(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize("text", ["!", "state:", "-state:", "older:", "larger:", '"', '""', ","])
def test_a_term_still_being_typed_hides_nothing_and_is_no_error(text: str) -> None:
    compiled = compile_filter(text if text != "," else "state:,", BOATS)
    assert len(compiled.select(FLEET, VIEW)) == 4
    assert compiled.error is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("older:soon", "older: wants an age such as 7d, 36h or 90m, not “soon”."),
        ("newer:7", "newer: wants an age such as 7d, 36h or 90m, not “7”."),
        ("web larger:huge", "larger: wants a size such as 100MB or 1.5GiB, not “huge”."),
        ("older:sunk:7d", "older: knows built, created here, not “sunk”."),
    ],
)
def test_a_term_that_cannot_be_read_says_why(text: str, sentence: str) -> None:
    assert compile_filter(text, BOATS).error == sentence


def test_a_term_that_cannot_be_read_leaves_the_others_at_work() -> None:
    assert found("web older:soon") == ["Web", "web-alpine"]


def test_an_unknown_key_is_text_with_a_hint() -> None:
    near = compile_filter("stat:exited", BOATS)
    assert near.error is None
    assert near.hint == "“stat:” is no key of boats: it is searched as text. Did you mean “state:”?"
    far = compile_filter("harbour:north", BOATS)
    assert far.hint is not None
    assert far.hint.endswith(f"Keys: {', '.join(keys(BOATS))}.")


@pytest.mark.parametrize("text", ["host:5000/img", "https://x", "state:exited", "a:", '"stat:up"'])
def test_what_is_plainly_no_key_gets_no_hint(text: str) -> None:
    assert compile_filter(text, BOATS).hint is None


def test_a_kind_without_times_and_sizes_has_no_such_keys() -> None:
    plain = Kind[Boat](
        **{
            **{f: getattr(BOATS, f) for f in BOATS.__dataclass_fields__},
            "moments": {},
            "amounts": {},
        }
    )
    assert "older" not in keys(plain)
    assert compile_filter("older:7d", plain).error is None
    assert compile_filter("older:7d", plain).hint is None


def test_columns_are_read_as_they_are_shown() -> None:
    assert compile_filter("mast:|", BOATS).matches(FLEET[0], View(NOW, ascii=True))
    assert not compile_filter("mast:|", BOATS).matches(FLEET[0], VIEW)


def test_an_empty_filter_is_false() -> None:
    assert not compile_filter("", BOATS)
    assert compile_filter("x", BOATS)


@given(st.text(alphabet='ab:!-,"\\ \n日older7d[]'))
def test_no_text_is_too_odd(text: str) -> None:
    compiled = compile_filter(text, BOATS)
    assert compiled.select(FLEET, VIEW) == [b for b in FLEET if compiled.matches(b, VIEW)]


@given(st.text(st.characters(exclude_characters='"', exclude_categories=["Cs", "Cn"]), min_size=1))
def test_a_quoted_text_is_searched_as_it_stands(text: str) -> None:
    boat = Boat("x", "y", cargo=f"<{text}>")
    assert compile_filter(f'"{text}"', BOATS).matches(boat, VIEW)


def test_rows_are_read_once_however_often_the_filter_changes() -> None:
    reads = 0

    def names(boat: Boat) -> tuple[str, ...]:
        nonlocal reads
        reads += 1
        return (boat.name,)

    kind = Kind[Boat](
        **{**{f: getattr(BOATS, f) for f in BOATS.__dataclass_fields__}, "names": names}
    )
    haystacks = Haystacks(kind)
    for text in ("w", "we", "web"):
        compile_filter(text, kind, haystacks).select(FLEET, VIEW)
    assert reads == len(FLEET)
    haystacks.keep(FLEET[:1])
    compile_filter("web", kind, haystacks).select(FLEET, VIEW)
    assert reads == len(FLEET) * 2 - 1


def test_ten_thousand_rows_cost_little_cpu() -> None:
    rows = [Boat(f"boat-{i}", "exited", cargo=f"cargo {i}") for i in range(10_000)]
    haystacks = Haystacks(BOATS)
    compile_filter("first", BOATS, haystacks).select(rows, VIEW)
    start = time.process_time()
    found = compile_filter("cargo 77", BOATS, haystacks).select(rows, VIEW)
    assert len(found) > 100
    assert time.process_time() - start < 0.1
