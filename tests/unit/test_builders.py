"""Builders as buildx lists them, and what may be done to them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.recorded import Saying, failed, rows
from tests.unit.container_samples import VIEW, printable
from tests.unit.test_volumes import anything
from tui.core.action import NO_CHOICE
from tui.core.errors import CommandFailed
from tui.kinds.builder_record import Builder, builder
from tui.kinds.builders import BUILDERS

USE, REMOVE = BUILDERS.actions
NODE = {"Name": "multi0", "Endpoint": "unix:///x", "Status": "running", "Version": "v0.25.1",
        "Platforms": ["linux/amd64", "linux/arm64"]}  # fmt: skip
MULTI = {"Name": "multi", "Driver": "docker-container", "Current": True, "Nodes": [NODE],
         "LastActivity": "2026-11-20T10:00:00Z"}  # fmt: skip
OWN = {"Name": "default", "Driver": "docker", "Nodes": [], "LastActivity": "0001-01-01T00:00:00Z"}


def listed(*found: dict[str, Any]) -> tuple[Builder, ...]:
    printed = "".join(f"{json.dumps(one)}\n" for one in found)
    said = Saying({"docker buildx version": b"v0.29\n", "docker buildx ls": printed.encode()})
    return rows(BUILDERS.listing(), said)


def test_one_that_stands_there_for_each_of_its_nodes_is_one_row() -> None:
    multi, own = listed(MULTI, MULTI, OWN)
    assert (multi.current, multi.status, multi.platforms) == (
        True, "running", ("linux/amd64", "linux/arm64"),
    )  # fmt: skip
    assert (own.last_activity, own.status) == (None, "")
    assert BUILDERS.as_json(multi, VIEW)["last_activity"] == "2026-11-20T10:00:00Z"


@pytest.mark.parametrize(
    "words",
    [
        "docker: unknown command: docker buildx\n\nRun 'docker --help' for more information",
        "docker: 'buildx' is not a docker command.\nSee 'docker --help'",
    ],
)
def test_without_buildx_there_are_none_and_that_is_no_fault(words: str) -> None:
    assert rows(BUILDERS.listing(), Saying({"docker buildx version": failed(words)})) == ()


def test_anything_else_is_a_fault() -> None:
    with pytest.raises(CommandFailed, match="on fire"):
        rows(BUILDERS.listing(), Saying({"docker buildx version": failed("on fire")}))
    old = failed("unknown flag: --format")
    with pytest.raises(CommandFailed, match="unknown flag"):
        rows(BUILDERS.listing(), Saying({"docker buildx version": b"", "docker buildx ls": old}))


def test_what_may_be_done() -> None:
    multi, own = builder(MULTI), builder(OWN)
    assert USE.why_not(multi) == "builds go to multi already"
    assert USE.plan(own, NO_CHOICE).typed() == "docker buildx use default"
    assert "goes only with that" in str(REMOVE.why_not(own))
    assert REMOVE.plan(multi, NO_CHOICE).typed() == "docker buildx rm multi"
    assert "builds go to multi now" in str(REMOVE.warn(multi, NO_CHOICE))


def test_an_error_is_said() -> None:
    row = builder({**MULTI, "Err": "no such [red] host\x1b[1m"})
    text = [field.value.text for field in BUILDERS.summary(row, VIEW)]
    assert any(line.startswith("no such [red] host") for line in text)
    assert row.status == "error"


@given(st.dictionaries(st.sampled_from(sorted({*MULTI, *NODE, "Err"})), anything))
def test_odd_answers_do_no_harm(found: dict[str, Any]) -> None:
    row = builder(found)
    assert all(printable(field.value.text) for field in BUILDERS.summary(row, VIEW))
    assert json.dumps(BUILDERS.as_json(row, VIEW))
