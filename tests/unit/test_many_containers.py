"""What is found among five thousand containers is found in one pass, and not once a key."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.unit.container_samples import NOW, inspected
from tui.core.gauge import Measured
from tui.core.kind import Cell, Field
from tui.core.links import Link, words_of
from tui.core.settings import Settings
from tui.core.usage import Usage
from tui.kinds import KINDS
from tui.kinds.container_record import Container, Mount, container
from tui.kinds.container_relations import DEPENDS_ON, MOST_NAMED, woven
from tui.kinds.container_usage import STATS, weave
from tui.kinds.container_warnings import warned, warnings
from tui.kinds.containers import CONTAINERS
from tui.run.journal import Journal
from tui.run.runner import Runner
from tui.session.linking import Linking
from tui.session.session import Session

COUNT = 5000
MOST = 1.5
"""Seconds of CPU; on an ordinary machine each takes a tenth of it or less, and what looks at every
pair of rows takes far longer."""
PROJECT, SERVICE = "com.docker.compose.project", "com.docker.compose.service"


def box(number: int) -> Container:
    """In a project of ten: all depend on its first, share a volume, and publish a port."""
    project, place = divmod(number, 10)
    labels = {PROJECT: f"shop{project}", SERVICE: f"part{place}"}
    if place:
        labels[DEPENDS_ON] = "part0:service_started:false"
    volume = {"Type": "volume", "Name": f"data{project}", "Source": "/x", "Destination": "/data"}
    ports = {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": str(10000 + number)}]}
    return container(
        inspected(
            Id=f"{number + 1:064x}", Name=f"/shop{project}-part{place}-1", Config__Labels=labels,
            Mounts=[volume], NetworkSettings__Ports=ports, HostConfig__PortBindings=ports,
        )
    )  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> tuple[Container, ...]:
    return tuple(map(box, range(COUNT)))


def spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def test_what_hangs_on_what_and_what_to_warn_of(rows: tuple[Container, ...]) -> None:
    found: list[Container] = []
    assert spent(lambda: found.extend(woven(rows, {}))) < MOST
    assert len(found[0].needed_by) == 9
    assert len(found[0].shares[0].names) == 9
    assert spent(lambda: [warnings(row, NOW) for row in found]) < MOST
    assert warned(found[0], NOW)


def test_one_service_and_one_volume_for_all(rows: tuple[Container, ...]) -> None:
    volume = Mount("volume", "data", "/x", "/data", rw=True)
    labels: tuple[dict[str, str], ...] = ({}, {DEPENDS_ON: "part0:service_started:false"})
    all_in_one = tuple(
        replace(
            row, project="shop", service=f"part{place % 2}", labels=labels[place % 2],
            mounts=(volume,),
        )
        for place, row in enumerate(rows)
    )  # fmt: skip
    found: list[Container] = []
    assert spent(lambda: found.extend(woven(all_in_one, {}))) < MOST
    assert len(found[0].needed_by) == COUNT / 2
    assert (found[1].needed_by, len(found[1].shares[0].names)) == ((), MOST_NAMED)
    assert found[1].shares[0].names[:2] == (rows[0].name, rows[2].name)


def test_what_projects_use(rows: tuple[Container, ...]) -> None:
    sample = Usage(NOW, cpu=1.0, cores=8, memory=1, memory_limit=2)
    known = {STATS: tuple(Measured(row.id, (sample,)) for row in rows)}
    found: list[Container] = []
    assert spent(lambda: found.extend(weave(rows, known))) < MOST
    assert found[0].together is not None
    assert found[0].together.running == 10


def test_a_change_of_the_store(rows: tuple[Container, ...]) -> None:
    store = Session(KINDS, {}, Runner(Journal()), Settings()).store
    store.put("containers", rows, NOW)
    other = replace(rows[7], name="other", names=("other",))
    assert spent(lambda: store.patch("containers", frozenset({other.id}), (other,), NOW)) < MOST
    assert store["containers"].rows[7].name == "other"


def test_links_are_found_once_for_any_number_of_keys(rows: tuple[Container, ...]) -> None:
    session = Session(KINDS, {}, Runner(Journal()), Settings())
    linking = Linking(session)
    session.store.put("containers", rows, NOW)
    assert spent(lambda: linking.links) < MOST
    known = linking.links
    field = Field("", Cell("shop3-part0-1 uses its network"), "Needed by")
    assert spent(lambda: [linking.links.in_field(field) for _ in range(1000)]) < MOST
    assert [spot.link for spot in known.in_field(field)] == [Link("containers", rows[30].id)]
    assert linking.links is known
    session.store.put("here", ("Ubuntu",), NOW)
    session.store.put("networks", (), NOW)
    assert linking.links.in_field(field) == known.in_field(field)
    session.store.put("containers", rows[40:], NOW)
    assert linking.links.in_field(field) == ()
    assert len(words_of(CONTAINERS, rows)) == 2 * COUNT
