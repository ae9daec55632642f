"""Aligned columns in any room, and what reaches a stream."""

from __future__ import annotations

import errno
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.cli_world import Text
from tui.cli.cells import cut, width
from tui.cli.output import Output, OutputFailed
from tui.cli.table import table
from tui.core.kind import Cell, Column, Tone, View

VIEW = View(datetime(2026, 1, 1, tzinfo=UTC))


def column(place: int, title: str, width_: int, rank: int, **more: Any) -> Column[Any]:
    return Column(title, title, lambda row, _: Cell(row[place]), str, width_, rank, **more)


COLUMNS = (
    column(0, "", 1, 0),
    column(1, "Name", 6, 0, grow=1),
    column(2, "Image", 6, 2),
    column(3, "Age", 3, 1, right=True),
)
ROWS = [("●", "web", "shop/web:1.4", "3h"), ("○", "データ", "x", "41d")]


def lines(room: int | None) -> list[str]:
    return list(table(COLUMNS, ROWS, VIEW, lambda cell: cell.text, room))


def test_without_a_terminal_nothing_is_cut() -> None:
    assert lines(None) == [
        "   NAME    IMAGE         AGE",
        "●  web     shop/web:1.4   3h",
        "○  データ  x             41d",
    ]


def test_what_does_not_fit_is_cut_and_goes_by_rank() -> None:
    assert lines(22) == [
        "   NAME    IMAGE   AGE",
        "●  web     shop/…   3h",
        "○  データ  x       41d",
    ]
    assert lines(14) == ["   NAME    AGE", "●  web      3h", "○  データ  41d"]


def test_a_column_with_neither_title_nor_text_is_left_out() -> None:
    rows = [("", "web", "", "")]
    assert list(table(COLUMNS[:2], rows, VIEW, lambda cell: cell.text)) == ["NAME", "web"]


@given(st.integers(min_value=1, max_value=60), st.text(max_size=30), st.text(max_size=30))
def test_no_line_is_wider_than_its_room(room: int, name: str, image: str) -> None:
    rows = [("●", name, image, "3h")]
    for line in table(COLUMNS, rows, VIEW, lambda cell: cell.text, room):
        assert width(line) <= room


@given(st.text(), st.integers(min_value=0, max_value=20))
def test_cut_text_fits(text: str, room: int) -> None:
    assert width(cut(text, room)) <= room


@pytest.mark.parametrize(
    ("text", "cells"), [("web", 3), ("データ", 6), ("🐳", 2), ("e\u0301", 1), ("", 0)]
)
def test_width_is_counted_in_cells(text: str, cells: int) -> None:
    assert width(text) == cells


def output(env: dict[str, str], *, tty: bool = True, color: bool = True) -> Output:
    return Output(Text(tty=tty), Text(tty=tty), Text(tty=tty), env, color=color)


@pytest.mark.parametrize(
    ("made", "coloured"),
    [
        (output({"TERM": "xterm"}), True),
        (output({"TERM": "xterm"}, color=False), False),
        (output({"TERM": "xterm", "NO_COLOR": "1"}), False),
        (output({"TERM": "xterm", "NO_COLOR": ""}), True),
        (output({"TERM": "dumb"}), False),
        (output({"TERM": "xterm"}, tty=False), False),
    ],
)
def test_colour_is_for_terminals_and_can_be_left_out(made: Output, coloured: bool) -> None:
    assert made.paint(Cell("up", Tone.GOOD)) == ("\x1b[32mup\x1b[0m" if coloured else "up")


@given(st.text(st.characters(), max_size=20))
def test_json_survives_and_holds_nothing_a_terminal_acts_on(text: str) -> None:
    stdout = Text()
    Output(stdout, Text(), Text()).json({"note": text, "esc": "\x1b[31m\x9b31m\u202e\ud800"})
    printed = stdout.getvalue()
    assert not set("\x1b\x9b\u202e\ud800") & set(printed)
    assert json.loads(printed) == {"note": text, "esc": "\x1b[31m\x9b31m\u202e\ud800"}


def test_an_encoding_without_the_letters_gets_question_marks_and_plain_json() -> None:
    raw = io.BytesIO()
    stdout = io.TextIOWrapper(raw, encoding="latin-1")
    made = Output(stdout, Text(), Text())
    made.data("データ ü")
    made.json("データ")
    assert raw.getvalue() == "??? ü\n".encode("latin-1") + rb'"\u30c7\u30fc\u30bf"' + b"\n"
    assert made.ascii


def test_words_lose_what_a_terminal_acts_on() -> None:
    stderr = Text()
    Output(Text(), stderr, Text()).say("no \x1b]0;title\x07\x1b[31mcontainer\x1b[0m\nsecond")
    assert stderr.getvalue() == "no container\nsecond\n"


class Full(io.StringIO):
    """A disk that is full."""

    encoding = "utf-8"

    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    def fileno(self) -> int:
        import os

        return os.open(os.devnull, os.O_WRONLY)


def test_a_full_disk_is_a_sentence() -> None:
    with pytest.raises(OutputFailed, match=r"cannot be written: No space left"):
        Output(Full(), Text(), Text()).data("row")


def test_closed_streams_are_no_trouble() -> None:
    made = Output(Text(), Text(), Text())
    made._out = made._err = made._in = None  # as Python leaves them after >&- 2>&- <&-
    made.data("row")
    made.say("word")
    assert made.ask("Remove? ") == ""
