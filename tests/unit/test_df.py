"""`docker system df`, class by class: read, dated, drawn, and never a guess."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.recorded import Saying, failed, rows
from tests.unit.cli_world import World
from tests.unit.container_samples import VIEW, printable
from tests.unit.demo_worlds import session, still_world
from tui.core.errors import CommandFailed
from tui.core.kind import View
from tui.core.store import Phase
from tui.kinds.df import DISK_USAGE, Class
from tui.run.recorded import Answer

TOLD = (
    {"Type": "Images", "TotalCount": "3", "Active": "1", "Size": "6GB", "Reclaimable": "4GB (66%)"},
    {"Type": "Containers", "TotalCount": "2", "Active": "0", "Size": "0B", "Reclaimable": "0B"},
    {"Type": "Local Volumes", "TotalCount": "1", "Active": "1", "Size": "2GB",
     "Reclaimable": "0B (0%)"},
    {"Type": "Build Cache", "TotalCount": "9", "Active": "0", "Size": "2GB", "Reclaimable": "2GB"},
)  # fmt: skip


def printed(*classes: Any) -> bytes:
    return "\n".join(map(json.dumps, classes)).encode()


def classes(*told: Any) -> tuple[Class, ...]:
    return rows(DISK_USAGE.listing(), Saying({"docker system df": printed(*told)}))


def test_every_class_with_what_could_go() -> None:
    found = {row.type: row for row in classes(*TOLD)}
    assert found["Images"].reclaimable == 4_000_000_000
    assert (found["Images"].count, found["Images"].active) == (3, 1)
    assert {row.whole for row in found.values()} == {10_000_000_000}
    assert found["Build Cache"].reclaimable == 2_000_000_000
    assert DISK_USAGE.headline(tuple(found.values())) == "about 10 GB"


def test_bars_are_of_the_whole() -> None:
    (images, boxes, *_) = classes(*TOLD)
    drawn = {column.id: column.cell(images, VIEW).text for column in DISK_USAGE.columns}
    assert drawn["bar"] == "███████░░░░░"
    assert drawn["reclaimable"] == "4 GB (67 %)"
    plain = View(VIEW.now, ascii=True)
    ascii_only = {column.id: column.cell(images, plain).text for column in DISK_USAGE.columns}
    assert ascii_only["bar"] == "#######....."
    assert all(text.isascii() for text in ascii_only.values())
    assert "░" * 12 in [column.cell(boxes, VIEW).text for column in DISK_USAGE.columns]


def test_what_is_no_size_is_unknown_and_makes_no_sum() -> None:
    odd = {**TOLD[0], "Size": "N/A", "Reclaimable": "", "TotalCount": "many"}
    (row, *_) = classes(odd, TOLD[1])
    assert (row.size, row.reclaimable, row.count, row.whole) == (None, None, None, None)
    made = DISK_USAGE.as_json(row, VIEW)
    assert (made["size_bytes"], made["reclaimable_bytes"], made["count"]) == (None, None, None)


def test_a_failed_answer_is_an_error_and_no_empty_list() -> None:
    with pytest.raises(CommandFailed):
        rows(DISK_USAGE.listing(), Saying({"docker system df": failed("boom")}))


@given(st.dictionaries(st.sampled_from(list(TOLD[0])), st.text(max_size=20)))
def test_whatever_docker_prints_can_be_drawn(more: dict[str, str]) -> None:
    told = {**TOLD[0], **more}
    if not told["Type"]:
        return
    for row in classes(told):
        assert all(printable(column.cell(row, VIEW).text) for column in DISK_USAGE.columns)
        assert json.dumps(DISK_USAGE.as_json(row, VIEW))


async def test_it_is_dated_and_asked_only_when_wanted() -> None:
    opened = session(still_world()[0])
    before = datetime.now(UTC)
    opened.begin()
    opened.read_rest()
    await opened.refresh.settled()
    assert not any("system df" in e.typed for e in opened.runner.journal.entries)
    opened.want("df")
    await opened.refresh.settled()
    found = opened.store["df"].rows
    assert all(before <= row.measured <= datetime.now(UTC) for row in found)
    assert sum("system df" in e.typed for e in opened.runner.journal.entries) == 1


async def test_a_measurement_can_be_cancelled_and_says_so() -> None:
    opened = session(still_world()[0])
    hung = asyncio.Event()

    async def never(_command: object) -> Any:
        hung.set()
        await asyncio.Event().wait()

    opened.execute = never  # type: ignore[method-assign, assignment]
    opened.want("df")
    await hung.wait()
    assert opened.refresh.cancel(DISK_USAGE)
    await opened.refresh.settled()
    found = opened.store["df"]
    assert found.phase is Phase.FAILED
    assert found.health is not None
    assert "cancelled" in found.health.reason
    assert not opened.refresh.cancel(DISK_USAGE), "nothing is being read any more"


def test_on_the_command_line() -> None:
    world = World(replies={"docker system df": Answer(printed(*TOLD).decode())})
    ran = world.run("ls", "df", "--json")
    assert ran.code == 0
    assert [one["type"] for one in ran.json] == [told["Type"] for told in TOLD]
    assert all(one["measured_at"] for one in ran.json)
    assert world.run("show", "df", "build-cache").code == 0
