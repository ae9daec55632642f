"""Containers as the docker CLIs of two ages print them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.recorded import folders, rows, told_in
from tests.unit.container_samples import (
    ID,
    VIEW,
    anything,
    as_json,
    printable,
)
from tui.core.action import NO_CHOICE
from tui.kinds.container_record import INSPECT, Container, Mount, Port, container
from tui.kinds.containers import CONTAINERS

FOLDERS = folders()


@pytest.fixture(params=FOLDERS)
def recorded(request: pytest.FixtureRequest) -> dict[str, Container]:
    listing = CONTAINERS.listing()
    return {row.name: row for row in rows(listing, told_in(request.param))}


def test_there_are_recordings_of_more_than_one_cli() -> None:
    assert len(FOLDERS) >= 2


def test_every_cli_tells_the_same() -> None:
    first, *others = [rows(CONTAINERS.listing(), told_in(folder)) for folder in FOLDERS]
    for other in others:
        assert [row.name for row in other] == [row.name for row in first]
        assert [row.mounts for row in other] == [row.mounts for row in first]


def test_what_ps_knows_is_shown_while_inspect_runs() -> None:
    shown: list[tuple[Container, ...]] = []
    full = rows(CONTAINERS.listing(), told_in(FOLDERS[0]), shown.append)
    (thin,) = shown
    assert all(row.thin for row in thin)
    assert not any(row.thin for row in full)
    for early, late in zip(thin, full, strict=True):
        assert (early.id, early.name, early.command) == (late.id, late.name, late.command)
        assert (early.names, as_json(early)["labels"]) == (late.names, {})


def test_a_linked_container_keeps_its_own_name(recorded: dict[str, Container]) -> None:
    assert recorded["scratchpad"].names == ("scratchpad", "linker/pad")
    assert recorded["linker"].names == ("linker",)


def test_the_label_name_is_a_label(recorded: dict[str, Container]) -> None:
    row = recorded["odd-labels-2"]
    assert row.labels is not None
    assert row.labels["name"] == "another-name"
    assert CONTAINERS.names(row) == ("odd-labels-2", "odd-labels-2", row.id)


def test_labels_are_exact(recorded: dict[str, Container]) -> None:
    labels = recorded["odd-labels-2"].labels or {}
    assert labels["list"] == "a=1,b=2|c"
    assert labels["lines"] == "one\ntwo\u0085three\u2028four"
    assert labels["escape"] == "\x1b[31mred\x1b[0m"
    assert labels["empty"] == ""
    assert labels["名"] == "値 🐳"
    assert recorded["no-health"].labels == {}


def test_ports_are_numbers(recorded: dict[str, Container]) -> None:
    ports = recorded["many-ports"].ports
    assert Port("127.0.0.1", 8443, 443, "tcp") in ports
    assert Port("0.0.0.0", 7001, 7001, "tcp") in ports
    assert Port("::", 7000, 7000, "udp") in ports
    assert Port(None, None, 9988, "tcp") in ports
    assert recorded["host-network"].ports == ()
    (random, *_) = (port for port in ports if port.container_port == 9100)
    assert (random.host_port or 0) > 1024


def test_mounts_come_in_one_order(recorded: dict[str, Container]) -> None:
    anonymous, backup, etc, fast = recorded["mounts"].mounts
    assert backup == Mount(
        "volume", "old-backup", "/var/lib/docker/volumes/old-backup/_data", "/backup", rw=False
    )
    assert etc == Mount("bind", None, "/etc/hostname", "/etc/name", rw=False)
    assert (fast.type, fast.name, fast.destination, fast.rw) == ("tmpfs", None, "/fast", True)
    assert (anonymous.type, len(anonymous.name or "")) == ("volume", 64)


def test_networks(recorded: dict[str, Container]) -> None:
    assert recorded["two-networks"].networks == ("backend", "shop_default")
    assert recorded["host-network"].networks == ("host",)
    assert recorded["no-network"].networks == ("none",)


def test_states_and_exit_codes(recorded: dict[str, Container]) -> None:
    def told(name: str) -> tuple[str, str | None, int | None]:
        return recorded[name].state, recorded[name].health, recorded[name].exit_code

    assert told("shop-api-1") == ("running", "healthy", None)
    assert told("blog-site-1") == ("running", "unhealthy", None)
    assert told("starting") == ("running", "starting", None)
    assert told("no-health") == ("running", None, None)
    assert told("batch") == ("paused", None, None)
    assert told("report") == ("exited", None, 3)
    assert told("migrate") == ("exited", None, 0)
    assert told("nightly-export") == ("exited", None, 137)
    assert told("not-yet-started") == ("created", None, None)
    assert told("no-such-program") == ("created", None, 127)
    assert "no such file" in recorded["no-such-program"].error
    assert recorded["goes-away"].auto_remove
    assert recorded["shop-worker-1"].restart_policy == "always"


def test_compose(recorded: dict[str, Container]) -> None:
    assert (recorded["shop-db-1"].project, recorded["shop-db-1"].service) == ("shop", "db")
    assert (recorded["linker"].project, recorded["linker"].service) == (None, None)


FIELDS: dict[str, Any] = {
    "id": str, "name": str, "names": list, "image": str, "image_id": str, "command": str,
    "state": str, "status": str, "health": (str, type(None)), "exit_code": (int, type(None)),
    "created": (str, type(None)), "started": (str, type(None)), "ports": list, "labels": dict,
    "project": (str, type(None)), "service": (str, type(None)), "networks": list, "mounts": list,
}  # fmt: skip


def test_json_has_its_fields_and_types(recorded: dict[str, Container]) -> None:
    for row in recorded.values():
        told = as_json(row)
        json.dumps(told, allow_nan=False)
        for name, kind in FIELDS.items():
            assert isinstance(told[name], kind), name
        assert len(told["id"]) == len(told["image_id"]) == 64
        for port in told["ports"]:
            assert list(port) == ["host_ip", "host_port", "container_port", "protocol"]
        for mount in told["mounts"]:
            assert list(mount) == ["type", "name", "source", "destination", "rw"]
        created = datetime.fromisoformat(told["created"])
        assert (told["created"][-1], created.utcoffset()) == ("Z", timedelta(0))


PARTS = list(json.loads(INSPECT.replace("{{json ", '"').replace("}}", '"')))
STATE_PARTS = ["Status", "ExitCode", "StartedAt", "FinishedAt", "Health", "Error", "OOMKilled"]
states = st.dictionaries(st.sampled_from(STATE_PARTS), anything)
ports = st.dictionaries(st.text("0123456789/²tcp", max_size=9), anything, max_size=4)


@given(st.dictionaries(st.sampled_from(PARTS), anything), anything | states, anything | ports)
def test_whatever_inspect_says_can_be_shown(parts: dict[str, Any], state: Any, bound: Any) -> None:
    row = container(parts | {"Id": ID, "State": state, "NetworkSettings.Ports": bound})
    json.dumps(as_json(row), allow_nan=False)
    hash(CONTAINERS.key(row))
    assert all(CONTAINERS.names(row))
    for column in CONTAINERS.columns:
        assert printable(column.cell(row, VIEW).text)
        assert column.sort(row) <= column.sort(row)
    for field in CONTAINERS.summary(row, VIEW):
        assert printable(field.label + field.value.text)
    for facet in CONTAINERS.facets.values():
        assert all(isinstance(one, str) for one in facet(row))
    for action in CONTAINERS.actions:
        action.disabled(row)
        action.warn(row, NO_CHOICE)
