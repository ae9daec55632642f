"""A command as it is shown, spawned and ended; what a result says of it; records as JSON."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.command import BRIEF, LONGEST, Api, Command, Outcome, Result, docker, wsl
from tui.core.record import array, as_json, bare_id, mapping, text


@given(st.lists(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"]))))
def test_what_is_shown_can_be_pasted_into_a_shell(words: list[str]) -> None:
    argv = ("docker", *(word for word in words if "=" not in word and ":" not in word))
    assert shlex.split(Command("docker", argv).typed()) == list(argv)


def test_what_is_shown_is_one_printable_line() -> None:
    typed = docker("run", "-e", "NOTE=a\nb\x1b[31m", "\u202eweb", "[red]").typed()
    assert typed.isprintable()
    assert "[red]" in typed


def test_the_program_found_is_spawned_and_the_usual_name_is_shown() -> None:
    command = Command("wsl", ("wsl.exe", "-l"), program="/mnt/c/Windows/System32/wsl.exe")
    assert command.typed() == "wsl.exe -l"
    assert command.spawned() == ("/mnt/c/Windows/System32/wsl.exe", "-l")
    assert docker("ps").spawned() == ("docker", "ps")


def test_a_long_command_is_brief_in_sentences() -> None:
    command = docker("inspect", *["a" * 64] * 250)
    assert len(command.brief()) == BRIEF + 1
    assert command.brief().endswith("…")
    assert docker("ps").brief() == "docker ps"


def test_additions_to_the_environment_come_on_top() -> None:
    command = docker("ps").with_env({"A": "1", "B": "2"}).with_env({"A": "3"})
    assert dict(command.env) == {"A": "3", "B": "2"}
    assert docker("ps").env == ()


def test_an_api_call_shows_what_runs() -> None:
    call = Command("docker", api=Api("POST", "/containers/create", {"Image": "web"}, "web-1"))
    assert call.typed() == "POST /containers/create  web-1"
    assert Command("docker", api=Api("GET", "/info")).typed() == "GET /info"


def test_equal_commands_are_one() -> None:
    assert docker("ps", "-a") == docker("ps", "-a")
    assert docker("ps") != wsl("ps")
    assert len({docker("ps"), docker("ps")}) == 1


@pytest.mark.parametrize("outcome", Outcome)
def test_only_done_and_not_meant_to_be_done_are_well(outcome: Outcome) -> None:
    assert Result(docker("ps"), outcome).ok is (outcome in (Outcome.OK, Outcome.DRY_RUN))


def words(stdout: bytes, stderr: bytes = b"", lines: int = 4) -> str:
    return Result(docker("ps"), Outcome.FAILED, 1, stdout, stderr).last_words(lines)


def test_the_last_words_are_the_end_of_stderr_or_else_of_stdout() -> None:
    assert words(b"out", b"1\n2\n3\n4\n5\n\n") == "2\n3\n4\n5"
    assert words(b"out\n", b" \n") == "out"
    assert words(b"1\n2\n", lines=1) == "2"
    assert words(b"") == ""


def test_the_last_words_are_printable_and_bearable() -> None:
    assert words(b"", b"\x1b[31mred\x1b[0m\r\nbell\x07") == "red\nbell\ufffd"
    assert len(words(b"x" * 1_000_000)) == LONGEST
    assert words("Fehler: täglich\r\n".encode("utf-16-le")) == "Fehler: täglich"


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Inner:
    at: datetime
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outer:
    inner: Inner
    colour: Colour
    names: frozenset[str]
    more: dict[int, Inner | None]


def test_records_become_json() -> None:
    noon = datetime(2026, 1, 2, 12, 0, 0, 500, tzinfo=UTC)
    east = noon.astimezone(timezone(timedelta(hours=9)))
    record = Outer(Inner(east, ("x",)), Colour.RED, frozenset("cab"), {1: None})
    assert as_json(record) == {
        "inner": {"at": "2026-01-02T12:00:00.000500Z", "tags": ["x"]},
        "colour": "red",
        "names": ["a", "b", "c"],
        "more": {"1": None},
    }


@pytest.mark.parametrize("value", [None, 5, "text", [], {}, True, 1.5])
def test_parts_of_another_type_are_empty(value: object) -> None:
    assert mapping(value) == (value if isinstance(value, dict) else {})
    assert array(value) == (value if isinstance(value, list) else [])
    assert text(value) == (value if isinstance(value, str) else "")


def test_ids_are_bare() -> None:
    assert bare_id("sha256:0123") == bare_id("0123") == "0123"
    assert bare_id(None) == ""
