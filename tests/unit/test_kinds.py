"""What holds for every kind: its words, its actions, and its table in any room."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.recorded import folders, rows, told_in
from tests.unit.container_samples import VIEW, in_state
from tests.unit.test_distros import SOME, said
from tests.unit.test_system import joined, sample
from tui.cli.cells import width
from tui.core.kind import Column, Kind, Tone
from tui.core.layout import fit
from tui.kinds import ACTIONS, KINDS, kind_named, registered
from tui.kinds.containers import CONTAINERS
from tui.kinds.distros import DISTROS
from tui.kinds.images import IMAGES
from tui.kinds.system import SYSTEM
from tui.session.supplies import SUPPLIES

EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


def shown(kind: Kind[Any], room: int) -> list[str]:
    return [column.id for column, _ in fit(kind.columns, room)]


def recorded(kind: Kind[Any]) -> tuple[Any, ...]:
    return rows(kind.listing(), told_in(folders()[0]))


# --- words and actions -------------------------------------------------------------------------


def test_the_four_first_kinds_in_their_order() -> None:
    first = ["distros", "containers", "images", "system"]
    assert [name for name in KINDS if name in first] == first


def test_two_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="registered twice: images"):
        registered(IMAGES, IMAGES)
    stranger: Kind[Any] = replace(CONTAINERS, id="others")
    with pytest.raises(ValueError, match=r"registered twice: container\.attach"):
        registered(CONTAINERS, stranger)


def test_an_action_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match=r"not actions of things: image\.remove"):
        registered(replace(IMAGES, id="things", singular="thing"))


OTHER_ROWS = (
    "here", "samples", "distro-facts", "stats", "endpoint", "speed", "engine-home", "volume-looks",
    "engine-platform",
    "lost-binds",
)  # fmt: skip


@EVERY
def test_a_kind_answers_to_its_singular_and_plural(kind: Kind[Any]) -> None:
    assert kind_named(kind.id) is kind_named(kind.singular) is kind
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.id)
    assert kind.title
    assert kind.empty.endswith((".", "?"))
    assert kind.spellings
    assert set(kind.needs) <= {*KINDS, *SUPPLIES, *OTHER_ROWS}


def test_no_kind_answers_to_the_word_of_another() -> None:
    words = [word for kind in KINDS.values() for word in {kind.id, kind.singular}]
    assert len(words) == len(set(words))
    assert kind_named("pods") is None


@pytest.mark.parametrize("action_id", ACTIONS)
def test_an_action_says_what_it_is(action_id: str) -> None:
    _, action = ACTIONS[action_id]
    assert re.fullmatch(r"[a-z-]+\.[a-z-]+", action_id)
    assert action.title
    assert action.help[0].isupper()
    programs = ("docker", "wsl.exe", "explorer.exe", "code", "wt.exe", "$BROWSER", "sudo", "sed")
    assert action.spelling.split()[0] in programs
    assert action.lost == "" or action.lost.endswith(".")
    assert len({choice.id for choice in action.choices}) == len(action.choices)


# --- tables ------------------------------------------------------------------------------------


@EVERY
def test_columns_leave_in_an_order_that_is_written_down(kind: Kind[Any]) -> None:
    ranks = [column.rank for column in kind.columns if column.rank > 0]
    assert len(ranks) == len(set(ranks))
    assert len({column.id for column in kind.columns}) == len(kind.columns)
    assert any(column.grow for column in kind.columns)


@EVERY
@pytest.mark.parametrize("room", [1, 6, 24, 40, 44, 60, 100, 200, 500])
def test_no_table_is_wider_than_its_room(kind: Kind[Any], room: int) -> None:
    laid = fit(kind.columns, room)
    assert sum(cells for _, cells in laid) + len(laid) - 1 <= room
    assert laid


@EVERY
def test_all_columns_fit_on_a_wide_screen(kind: Kind[Any]) -> None:
    assert shown(kind, 196) == [column.id for column in kind.columns]


@pytest.mark.parametrize(
    ("kind", "room", "columns"),
    [
        (CONTAINERS, 40, "dot name status image"),
        (CONTAINERS, 60, "dot name status image age"),
        (CONTAINERS, 96, "dot name status image age ports project service"),
        (IMAGES, 40, "repository tag size containers"),
        (IMAGES, 60, "repository tag dangling age size containers"),
        (IMAGES, 72, "repository tag id dangling age size containers"),
        (DISTROS, 30, "default name state version"),
        (DISTROS, 40, "default name state version current"),
        (DISTROS, 58, "default name state version current owner"),
        (SYSTEM, 40, "title value"),
    ],
    ids=lambda value: value.id if isinstance(value, Kind) else str(value),
)
def test_what_is_shown_in_little_room(kind: Kind[Any], room: int, columns: str) -> None:
    assert shown(kind, room) == columns.split()


def cut(kind: Kind[Any], room: int, listed: Sequence[Any], *ids: str) -> Iterator[str]:
    """The cells of these columns that are wider than their column in this room."""
    for column, cells in fit(kind.columns, room):
        if column.id in ids:
            texts = (column.cell(row, VIEW).text for row in listed)
            yield from (text for text in texts if width(text) > cells)


HOUR, DAYS = "2026-03-01T11:00:00Z", "2026-01-13T12:00:00Z"


def test_no_status_is_cut_in_the_narrowest_pane() -> None:
    states = [
        in_state("running", StartedAt=DAYS, Health={"Status": "unhealthy"}),
        in_state("running", StartedAt=HOUR, Health={"Status": "starting"}),
        in_state("exited", ExitCode=137, FinishedAt=DAYS),
        in_state("exited", ExitCode=137, FinishedAt=DAYS, OOMKilled=True),
        in_state("created", ExitCode=127),
        in_state("paused", StartedAt=DAYS),
        in_state("removing"),
        in_state("dead", ExitCode=0, FinishedAt=DAYS),
    ]
    assert not list(cut(CONTAINERS, 40, states, "dot", "status"))


def test_what_the_narrowest_panes_never_cut() -> None:
    assert not list(cut(IMAGES, 40, recorded(IMAGES), "tag", "size", "containers"))
    busy = SOME.replace("Stopped  ", "Exporting")
    assert not list(cut(DISTROS, 40, said(busy), "default", "name", "state", "current"))
    facts = tuple(joined(sample(100, 999 << 20, 24 << 30)).values())
    assert not list(cut(SYSTEM, 40, facts, "title", "value"))


@EVERY
def test_titles_fit_their_columns(kind: Kind[Any]) -> None:
    assert not [c.title for c in kind.columns if len(c.title) > c.width]


def columns_of(kind: Kind[Any]) -> dict[str, Column[Any]]:
    return {column.id: column for column in kind.columns}


def test_a_state_is_a_word_where_it_is_a_colour() -> None:
    """Each tone of the status stands for words that no other tone stands for."""
    alike: dict[str, Tone] = {}
    listed = [*recorded(CONTAINERS), in_state("dead"), in_state("removing"), in_state("odd")]
    for row in listed:
        cell = columns_of(CONTAINERS)["status"].cell(row, VIEW)
        word = cell.text.partition(" ")[0].rstrip(",")
        word = f"{word} {row.exit_code}" if word in ("exited", "created") else word
        assert alike.setdefault(word, cell.tone) is cell.tone


@pytest.mark.parametrize("kind", [CONTAINERS, IMAGES, SYSTEM], ids=lambda kind: kind.id)
def test_rows_can_be_sorted_by_every_column(kind: Kind[Any]) -> None:
    listed = recorded(kind)
    for column in kind.columns:
        assert len(sorted(listed, key=column.sort)) == len(listed)
