"""Listing containers while engines die, containers vanish and tools print nonsense."""

from __future__ import annotations

from typing import Any

import pytest

from tests.recorded import Saying, failed, folders, rows, told_in
from tests.unit.container_samples import (
    ID,
    IDS,
    inspected,
    lines,
    listed,
    read,
)
from tui.core.errors import CommandFailed
from tui.kinds.container_record import INSPECT, Container
from tui.kinds.containers import CONTAINERS

FOLDERS = folders()


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_engine_that_is_down_is_an_error(folder: str) -> None:
    with pytest.raises(CommandFailed, match="Cannot connect to the Docker daemon"):
        rows(CONTAINERS.listing(), told_in(f"{folder}-down"))


def test_the_word_of_a_bare_format_of_an_old_cli_is_no_list() -> None:
    with pytest.raises(CommandFailed, match="cannot be read"):
        listed(b"json\njson\n")


@pytest.mark.parametrize(
    "ps",
    [
        b"<html><body>502 Bad Gateway</body></html>",
        b'{"ID":"' + ID.encode() + b'","Na',
        b"\xff\xfe\xfa\xfb",
        b"\x80\x81",
        b"[]",
        b"null",
        b"{}",
        b'{"ID":null,"Names":"web"}',
        b'"' + ID.encode() + b'"',
    ],
)
def test_what_is_no_list_of_containers_is_an_error(ps: bytes) -> None:
    with pytest.raises(CommandFailed, match="cannot be read"):
        listed(ps)


def test_nothing_is_no_container() -> None:
    assert listed(b"") == ()
    assert listed(b"\n") == ()


def test_a_list_cut_in_its_last_line_is_not_taken_for_the_whole() -> None:
    ps = lines({"ID": IDS[0]}, {"ID": IDS[1]})
    with pytest.raises(CommandFailed, match="cannot be read"):
        listed(ps[:-4], lines(inspected(Id=IDS[0])))


def test_one_that_vanished_is_left_out() -> None:
    said = lines(inspected(Id=IDS[0]))
    answer = failed(f"Error: No such container: {IDS[1]}\n", stdout=said)
    assert [row.id for row in listed(lines({"ID": IDS[0]}, {"ID": IDS[1]}), answer)] == [IDS[0]]


def test_all_have_vanished() -> None:
    answer = failed(f"Error response from daemon: No such container: {IDS[0]}\n")
    assert listed(lines({"ID": IDS[0]}), answer) == ()


@pytest.mark.parametrize(
    "words",
    [
        "Cannot connect to the Docker daemon at unix:///run/docker.sock. Is it running?",
        f"Error: No such container: {IDS[0]}\nunexpected EOF",
        "error during connect: Get http://docker/containers: EOF",
        "",
    ],
)
def test_an_engine_that_dies_between_ps_and_inspect_is_an_error(words: str) -> None:
    with pytest.raises(CommandFailed):
        listed(lines({"ID": IDS[0]}), failed(words))


@pytest.mark.parametrize("said", [b"", b"<html></html>", b"json", b"[]", b'{"Id":"'])
def test_an_inspect_that_says_nothing_is_an_error(said: bytes) -> None:
    with pytest.raises(CommandFailed, match="cannot be read"):
        listed(lines({"ID": IDS[0]}), said)


def test_one_batch_failing_fails_the_list() -> None:
    ids = IDS[:600]
    told = Saying(
        {
            "docker ps": lines(*({"ID": one} for one in ids)),
            "docker container inspect": lines(*(inspected(Id=one) for one in ids)),
        }
    )
    assert [row.id for row in rows(CONTAINERS.listing(), told)] == ids
    assert [len(command.argv) - 5 for command in told.asked[1:]] == [250, 250, 100]
    begin = f"docker container inspect --format {INSPECT!r} {ids[250]}"
    told.answers = {**told.answers, begin: failed("unexpected EOF")}
    with pytest.raises(CommandFailed, match="unexpected EOF"):
        rows(CONTAINERS.listing(), told)


def test_a_row_that_is_listed_twice_is_one() -> None:
    ps = lines({"ID": ID, "Names": "web"}, {"ID": ID, "Names": "web"})
    assert [row.id for row in listed(ps, lines(inspected()))] == [ID]


def test_some_are_read_again() -> None:
    assert CONTAINERS.reread is not None
    told = Saying({"docker container inspect": lines(inspected())})
    (row,) = rows(CONTAINERS.reread([ID, ID]), told)
    assert (row.id, len(told.asked), told.asked[0].argv[-1]) == (ID, 1, ID)
    assert rows(CONTAINERS.reread([]), told) == ()


@pytest.mark.parametrize(
    ("names", "name", "known"),
    [
        ("web", "web", ("web",)),
        ("/web", "web", ("web",)),
        ("linker/pad,web", "web", ("web", "linker/pad")),
        ("/linker/pad,/web", "web", ("web", "linker/pad")),
        ("web,web-too", "web", ("web", "web-too")),
        ("", ID[:12], ()),
        (None, ID[:12], ()),
        ([], ID[:12], ()),
    ],
)
def test_names_of_ps(names: Any, name: str, known: tuple[str, ...]) -> None:
    shown: list[tuple[Container, ...]] = []
    told = Saying(
        {
            "docker ps": lines({"ID": ID, "Names": names}),
            "docker container inspect": lines(inspected()),
        }
    )
    rows(CONTAINERS.listing(), told, shown.append)
    assert (shown[0][0].name, shown[0][0].names) == (name, known)


@pytest.mark.parametrize("name", [None, "", "/", []])
def test_without_a_name_the_id_stands_for_it(name: Any) -> None:
    row = read(Name=name)
    assert (row.name, row.names) == (ID[:12], ())
    assert CONTAINERS.actions[0].plan(row, frozenset()).argv == ("docker", "stop", ID)
