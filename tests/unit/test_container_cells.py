"""A container on the screen: cleaned, cut and in words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.container_samples import (
    ID,
    NOW,
    VIEW,
    as_json,
    cell,
    in_state,
    printable,
    read,
)
from tui.core.kind import View
from tui.kinds.container_record import Container
from tui.kinds.containers import CONTAINERS


def published(*numbers: int, ip: str = "0.0.0.0") -> dict[str, Any]:
    return {f"{n}/tcp": [{"HostIp": ip, "HostPort": str(n + 1000)}] for n in numbers}


def test_secrets_of_its_command_are_masked() -> None:
    command = ["serve", "--password", "hunter2", "TOKEN=hunter2"]
    row = read(Config__Cmd=command, Path="serve", Args=command[1:])
    assert "hunter2" in row.command
    assert cell(row, "command") == "serve --password ******** TOKEN=********"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (published(80), "1080→80/tcp"),
        (published(80, ip="127.0.0.1"), "127.0.0.1:1080→80/tcp"),
        (published(80, ip="fe80::1"), "[fe80::1]:1080→80/tcp"),
        (published(80, 443), "1080→80/tcp, 1443→443/tcp"),
        (published(*range(80, 90), 443), "1080-1089→80-89/tcp, 1443→443/tcp"),
        ({"80/tcp": None, "81/tcp": None, "53/udp": None}, "80-81/tcp, 53/udp"),
        ({"80/tcp": None, **published(81)}, "1081→81/tcp, 80/tcp"),
        (
            {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "1"}, {"HostIp": "::", "HostPort": "1"}]},
            "1→80/tcp",
        ),
        (
            {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "1"}, {"HostIp": "::", "HostPort": "2"}]},
            "1→80/tcp, 2→80/tcp",
        ),
    ],
)
def test_ports_are_folded_for_reading(said: dict[str, Any], shown: str) -> None:
    assert cell(read(NetworkSettings__Ports=said), "ports") == shown


def test_without_unicode() -> None:
    mount = {"Type": "volume", "Name": "data", "Destination": "/srv", "RW": False}
    row = read(NetworkSettings__Ports=published(80), Mounts=[mount], Created=None)
    plain = View(NOW, ascii=True)
    assert cell(row, "ports", plain) == "1080->80/tcp"
    assert cell(row, "mounts", plain) == "data->/srv (ro)"
    assert all(c.cell(row, plain).text.isascii() for c in CONTAINERS.columns)


EVIL = "\x1b]0;title\x07\x1b[2J[red]a\nb\r\tc\u202egnp.exe\u2028\x9b31m"
CLEANED = "[red]a b  cgnp.exe\ufffd\ufffd31m"


def evil() -> Container:
    return read(
        Name=f"/{EVIL}", Path=EVIL, Config__Image=EVIL, Image=EVIL,
        State={"Status": EVIL, "Error": EVIL}, Config__Labels={EVIL: EVIL},
        HostConfig__RestartPolicy={"Name": EVIL}, NetworkSettings__Networks={EVIL: {}},
        NetworkSettings__Ports={f"80/{EVIL}": [{"HostIp": EVIL, "HostPort": "80"}]},
        Mounts=[{"Type": EVIL, "Name": EVIL, "Destination": EVIL}],
    )  # fmt: skip


def test_nothing_from_outside_reaches_the_terminal_raw() -> None:
    row = evil()
    assert cell(row, "name") == CLEANED
    assert all(printable(column.cell(row, VIEW).text) for column in CONTAINERS.columns)
    for field in CONTAINERS.summary(row, VIEW):
        assert printable(field.label)
        assert printable(field.value.text)
    assert as_json(row)["labels"] == {EVIL: EVIL}


def test_64_kilobytes_are_shown_in_part_and_told_whole() -> None:
    long = "x" * 65_536
    row = read(Path=long, Config__Labels={"notes": long}, Name="/" + long)
    assert as_json(row)["labels"]["notes"] == long
    assert all(len(column.cell(row, VIEW).text) <= 1000 for column in CONTAINERS.columns)
    shown = {field.label: field.value.text for field in CONTAINERS.summary(row, VIEW)}
    assert shown["command"].endswith("… 65,536 characters in all")
    assert all(len(text) < 1100 for text in shown.values())


def test_the_summary_tells_what_matters() -> None:
    row = read(
        State={"Status": "exited", "ExitCode": 137, "OOMKilled": True, "Error": "no room"},
        HostConfig__AutoRemove=True, RestartCount=3, NetworkSettings__Networks={"backend": {}},
        HostConfig__RestartPolicy={"Name": "on-failure"}, Created="2026-03-01T09:00:00Z",
        Config__Labels={"com.docker.compose.project": "shop"},
    )  # fmt: skip
    shown = {field.label or field.section: field.value.text for field in row_fields(row)}
    assert shown["name"] == "web"
    assert shown["error"] == "no room"
    assert shown["restart"] == "on-failure, restarted 3 times"
    assert shown["compose"] == "shop / ?"
    assert shown["created"] == "3h ago"
    assert shown["Networks"] == "backend"
    assert {"killed", "Warnings"} <= shown.keys()


def row_fields(row: Container) -> Any:
    return CONTAINERS.summary(row, VIEW)


def test_mounts_by_what_is_short() -> None:
    told = [
        {"Type": "volume", "Name": "data", "Source": "/var/lib/x", "Destination": "/a"},
        {"Type": "volume", "Name": ID, "Source": "/var/lib/y", "Destination": "/b"},
        {"Type": "bind", "Source": "/srv", "Destination": "/c", "RW": False},
        {"Type": "tmpfs", "Source": "", "Destination": "/d"},
    ]
    shown = "data→/a, abababababab→/b, /srv→/c (ro), tmpfs→/d"
    assert cell(read(Mounts=told), "mounts") == shown


def test_the_newest_comes_first_and_what_has_no_age_last() -> None:
    times = {"b": "2026-01-01T00:00:00Z", "a": "2026-02-01T00:00:00Z", "c": None}
    listed = [read(Name=name, Created=time) for name, time in times.items()]
    age = next(column for column in CONTAINERS.columns if column.id == "age")
    assert [row.name for row in sorted(listed, key=age.sort)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "no, not restarted so far"), (1, "no, restarted once"), (2, "no, restarted 2 times")],
)
def test_restarts_in_words(count: int, said: str) -> None:
    shown = {f.label: f.value.text for f in row_fields(read(RestartCount=count))}
    assert shown["restart"] == said


def test_the_headline_counts_what_runs() -> None:
    assert CONTAINERS.headline([read(), in_state("exited"), in_state("paused")]) == "1 of 3 run"
    assert CONTAINERS.headline([]) == "0"


def test_facets_of_the_filter() -> None:
    row = read(
        State={"Status": "exited", "ExitCode": 3}, Config__Labels={"tier": "front"},
        NetworkSettings__Ports=published(80), NetworkSettings__Networks={"backend": {}},
        Mounts=[{"Name": "data", "Destination": "/d"}, {"Source": "/srv", "Destination": "/s"}],
    )  # fmt: skip
    assert CONTAINERS.facets["image"](read(Config__Image="registry.test/a:1")) == (
        "registry.test/a:1",
        "",
    )
    told = {name: facet(row) for name, facet in CONTAINERS.facets.items()}
    assert told["exit"] == ("3",)
    assert told["label"] == ("tier=front",)
    assert told["port"] == ("1080", "80")
    assert told["network"] == ("backend",)
    assert told["volume"] == ("data", "/srv")
