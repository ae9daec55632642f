"""Who hangs on whom, what that means before a deed, and what a container is warned of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.container_samples import IDS, NOW, VIEW, as_json, cell, inspected
from tui.core.action import NO_CHOICE
from tui.core.form import Filled
from tui.kinds import container_blast as blast
from tui.kinds.container_codes import meaning
from tui.kinds.container_record import Container, Need, Share, container
from tui.kinds.container_relations import BINDS, services_needed, woven
from tui.kinds.container_warnings import warnings
from tui.kinds.containers import CONTAINERS

PROJECT, SERVICE = "com.docker.compose.project", "com.docker.compose.service"
RUNS = {"Status": "running", "ExitCode": 0, "StartedAt": "2026-03-01T09:00:00Z"}
ENDED = {"Status": "exited", "ExitCode": 0, "FinishedAt": "2026-03-01T09:00:00Z"}


def box(number: int, name: str, **parts: Any) -> Container:
    return container(inspected(Id=IDS[number], Name=f"/{name}", **parts))


def world(*rows: Container, **others: tuple[str, ...]) -> dict[str, Container]:
    return {row.name: row for row in woven(rows, others)}


def composed(number: int, service: str, needs: str = "", **parts: Any) -> Container:
    labels = {PROJECT: "shop", SERVICE: service, "com.docker.compose.depends_on": needs}
    return box(number, f"shop-{service}-1", Config__Labels=labels, **parts)


def test_who_joins_whom() -> None:
    found = world(
        box(0, "vpn"),
        box(1, "web", HostConfig__NetworkMode=f"container:{IDS[0]}"),
        box(2, "spy", HostConfig__PidMode=f"container:{IDS[0]}", State=ENDED),
        box(3, "fast", HostConfig__IpcMode=f"container:{IDS[0]}"),
        box(4, "copy", HostConfig__VolumesFrom=["vpn:ro"]),
        box(5, "lost", HostConfig__NetworkMode="container:nobody"),
    )
    assert found["vpn"].needed_by == (
        Need("web", "network", alive=True), Need("spy", "processes", alive=False),
        Need("fast", "memory", alive=True), Need("copy", "volumes-from", alive=True),
    )  # fmt: skip
    assert all(row.needed_by == () for name, row in found.items() if name != "vpn")
    assert as_json(found["vpn"])["needed_by"][0] == {
        "name": "web", "how": "network", "alive": True,
    }  # fmt: skip
    shown = [f.value.text for f in CONTAINERS.summary(found["vpn"], VIEW) if "Needed" in f.section]
    assert shown[1] == "spy lives among its processes, which does not run"


def test_what_compose_says_depends() -> None:
    found = world(
        composed(0, "db"),
        composed(1, "api", "db:service_healthy:true,cache:service_started:false"),
        box(2, "other", Config__Labels={PROJECT: "blog", SERVICE: "db"}),
    )
    assert found["shop-db-1"].needed_by == (Need("shop-api-1", "depends_on", alive=True),)
    assert found["other"].needed_by == ()
    assert services_needed(found["shop-api-1"]) == ("db", "cache")


def test_volumes_and_ports_that_several_use() -> None:
    data = {"Type": "volume", "Name": "data", "Source": "/x", "Destination": "/data"}
    port = {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}]}
    local = {"80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8080"}]}
    found = world(
        box(0, "aa", Mounts=[data], NetworkSettings__Ports=port),
        box(1, "bb", Mounts=[data]),
        box(2, "cc", Mounts=[{**data, "RW": False}]),
        box(3, "dd", State=ENDED, Mounts=[data], HostConfig__PortBindings=local),
        box(4, "ee", HostConfig__PortBindings=local),
    )
    assert found["aa"].shares == (Share("data", ("bb",)),)
    assert (found["cc"].shares, found["dd"].shares) == ((), ())
    assert found["dd"].taken == (Share("8080/tcp", ("aa",)),)
    assert found["ee"].taken == ()
    assert warnings(found["dd"], NOW) == (
        "its port 8080/tcp is taken by aa: it cannot start beside it",
    )
    assert warnings(found["aa"], NOW) == ("volume data may be written by bb at the same time",)


def test_nothing_to_weave_makes_no_new_rows() -> None:
    rows = (box(0, "web"), box(1, "api"))
    assert woven(rows, {})[0] is rows[0]
    once = woven((box(0, "vpn"), box(1, "b", HostConfig__PidMode=f"container:{IDS[0]}")), {})
    assert woven(once, {})[0] is once[0]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_any_web_of_containers_is_woven(pairs: list[tuple[int, int]]) -> None:
    modes = {n: f"container:{IDS[to]}" for n, to in pairs}
    rows = tuple(box(n, f"c{n}", HostConfig__NetworkMode=mode) for n, mode in modes.items())
    for row in woven(rows, {}):
        assert row.name not in {need.name for need in row.needed_by}


def test_before_a_stop() -> None:
    found = world(
        composed(0, "vpn", HostConfig__RestartPolicy={"Name": "always"}),
        composed(1, "api", "vpn:service_started:false"),
        *(box(n, f"n{n}", HostConfig__NetworkMode=f"container:{IDS[0]}") for n in range(2, 9)),
        box(9, "spy", HostConfig__PidMode=f"container:{IDS[0]}"),
        box(10, "old", HostConfig__PidMode=f"container:{IDS[0]}", State=ENDED),
    )
    said = (blast.before_stop(found["shop-vpn-1"], NO_CHOICE) or "").splitlines()
    assert said == [
        "shop-vpn-1: n2, n3, n4, n5, n6 and 2 more use its network: no connection without it",
        "shop-vpn-1: spy lives among its processes: killed with it",
        "shop-vpn-1: shop-api-1 depends on it, says the project",
        "shop-vpn-1: its restart policy always starts it again when the engine starts",
    ]
    removing = blast.before_removal(found["shop-vpn-1"], NO_CHOICE) or ""
    assert "spy, old live among its processes: no start without it" in removing
    assert "api-1 depends on it" in (blast.before_pause(found["shop-vpn-1"], NO_CHOICE) or "")
    assert "killed with it" in (blast.before_restart(found["shop-vpn-1"], NO_CHOICE) or "")
    assert blast.before_stop(found["n2"], NO_CHOICE) is None


@pytest.mark.parametrize(
    ("policy", "signal", "said"),
    [
        ("always", "", "starts it again when the engine starts"),
        ("always", "SIGKILL", "starts it again when the engine starts"),
        ("always", "HUP", "starts it again after any signal but SIGKILL"),
        ("on-failure", "INT", "starts it again after any signal but SIGKILL"),
        ("unless-stopped", "INT", ""),
        ("no", "INT", ""),
    ],
)
def test_a_policy_fights_back_against_any_signal_but_one(
    policy: str, signal: str, said: str
) -> None:
    row = box(0, "web", HostConfig__RestartPolicy={"Name": policy})
    warned = blast.before_kill(row, Filled((), {"signal": signal})) or ""
    assert (said in warned) if said else warned == ""


def test_a_restart_loop_is_told_with_its_rate() -> None:
    parts = {"RestartCount": 36, "Created": "2026-03-01T09:00:00Z"}
    loop = box(0, "web", State={"Status": "restarting", "ExitCode": 1}, **parts)
    (said,) = warnings(loop, NOW)
    assert said == (
        "it ends again and again: restarted 36 times, once in 5 minutes since it was made, "
        "last with exit code 1"
    )
    assert cell(loop, "dot") == "◌!"
    assert warnings(box(0, "web", State=RUNS, **parts), NOW) == ()
    early = NOW - timedelta(hours=2, minutes=55)
    assert len(warnings(box(0, "web", State=RUNS, **parts), early)) == 1
    assert warnings(box(0, "web", State=ENDED, **parts), NOW) == ()


def test_binds_from_windows_and_binds_that_are_gone() -> None:
    def bind(source: str) -> dict[str, Any]:
        return {"Type": "bind", "Source": source, "Destination": f"/in{source}"}

    row = box(0, "web", Mounts=[bind("/mnt/c/Users/dev/src"), bind("/srv"), bind("/mnt/data")])
    (slow,) = warnings(row, NOW)
    assert slow.startswith("/mnt/c/Users/dev/src is on Windows: slow across 9P")
    assert "`cp -a /mnt/c/Users/dev/src ~/src`" in slow
    lost = world(row, **{BINDS: ("/srv", "/elsewhere")})["web"]
    assert lost.lost_binds == ("/srv",)
    assert warnings(lost, NOW)[0] == "its directory /srv is not there any more"
    assert as_json(lost)["warnings"] == list(warnings(lost, VIEW.now))


def test_exit_codes() -> None:
    assert "killed at once" in meaning(137)
    assert meaning(137, out_of_memory=True) == "SIGKILL: the kernel killed it, it was out of memory"
    assert "crashed" in meaning(139)
    assert meaning(143) == "ended by SIGTERM: it was asked to end, as `docker stop` does"
    assert "not found" in meaning(127)
    assert meaning(150) == "ended by signal 22"
    assert meaning(42).startswith("a code of its own")
    assert all(meaning(code) for code in range(-1, 300))
