"""What will not do for a network, and the commands of what will."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.told import filled
from tui.core.form import About, completed, faults
from tui.kinds.network_making import MAKING
from tui.kinds.network_record import Network
from tui.kinds.network_tabs import ATTACHED
from tui.kinds.networks import NETWORKS

CREATE, CONNECT, DISCONNECT = MAKING
SHOP = Network("ab" * 32, "shop", "bridge", "local", False, ("172.18.0.0/16",), ("web", "old"))
SIX = Network("cd" * 32, "six", "bridge", "local", False, ("fd00:1::/64",), ())


def wrong(action: Any, row: Any = None, **values: Any) -> dict[str, str]:
    about = About(row, (SHOP, SIX), {one.id: values.get(one.id, "") for one in action.form})
    offered = {"container": ("web", "db")} if row else {}
    full = completed(action.form, About(row, (SHOP, SIX), {**about.values, **values}, offered))
    return faults(action.form, full)


@pytest.mark.parametrize("name", ["-x", "--rm", "a", "a b", "[red]", "ünï", "x/y", ".x", ""])
def test_a_name_that_docker_or_a_shell_would_misread(name: str) -> None:
    assert "name" in wrong(CREATE, name=name, driver="bridge")


@pytest.mark.parametrize("name", ["bridge", "host", "none", "default", "shop"])
def test_a_name_that_is_taken(name: str) -> None:
    assert wrong(CREATE, name=name, driver="bridge").keys() == {"name"}


@pytest.mark.parametrize(
    ("subnet", "why"),
    [
        ("banana", "write an address"),
        ("10.0.0.0", "write an address"),
        ("10.0.0.0/33", "write an address"),
        ("10.1.2.3/16", "inside of 10.1.0.0/16"),
        ("172.18.5.0/24", "overlaps 172.18.0.0/16 of shop"),
        ("172.16.0.0/12", "overlaps 172.18.0.0/16 of shop"),
        ("fd00:1::/80", "overlaps fd00:1::/64 of six"),
        ("127.0.0.0/8", "no container"),
        ("224.0.0.0/8", "no container"),
        ("0.0.0.0/0", "no container"),
        ("10.0.0.0/31", "no room"),
    ],
)
def test_nonsense_for_a_subnet(subnet: str, why: str) -> None:
    assert why in wrong(CREATE, name="new", driver="bridge", subnet=subnet)["subnet"]


def test_the_network_of_a_real_wire_may_overlap() -> None:
    assert wrong(CREATE, name="lan", driver="macvlan", subnet="172.18.0.0/16") == {}


@pytest.mark.parametrize(
    ("gateway", "why"),
    [
        ("10.12.0.1", "not in 10.11.0.0/16"),
        ("fd00::1", "not in 10.11.0.0/16"),
        ("10.11.0.0", "no machine"),
        ("10.11.255.255", "no machine"),
        ("x", "no address"),
    ],
)
def test_nonsense_for_a_gateway(gateway: str, why: str) -> None:
    told = {"name": "new", "driver": "bridge", "subnet": "10.11.0.0/16", "gateway": gateway}
    assert why in wrong(CREATE, **told)["gateway"]
    assert "subnet" in wrong(CREATE, **{**told, "subnet": ""})["gateway"] or gateway == "x"


@given(st.ip_addresses(v=4).map(str), st.integers(1, 30))
def test_what_passes_is_what_python_takes_for_a_gateway_of_the_subnet(at: str, bits: int) -> None:
    subnet = ip_network(f"{at}/{bits}", strict=False)
    gateway = str(subnet.network_address + 1)
    told = {"name": "new", "driver": "bridge", "subnet": str(subnet), "gateway": gateway}
    assert "gateway" not in wrong(CREATE, **told)
    assert ip_address(gateway) in subnet


def test_create_says_all_of_it() -> None:
    told = filled(
        CREATE, None, "internal", name="new", subnet="fd00:9::/64", gateway="fd00:9::1",
        labels="a=b 'c=d e'", options="x=y",
    )  # fmt: skip
    assert CREATE.plan(None, told).argv[3:] == (  # type: ignore[arg-type]
        "--driver", "bridge", "--subnet", "fd00:9::/64", "--gateway", "fd00:9::1", "--internal",
        "--ipv6", "--label", "a=b", "--label", "c=d e", "--opt", "x=y", "new",
    )  # fmt: skip


@pytest.mark.parametrize("labels", ["'open", "=x", '"'])
def test_labels_that_are_none(labels: str) -> None:
    assert wrong(CREATE, name="new", driver="bridge", labels=labels).keys() == {"labels"}


def test_who_can_be_connected() -> None:
    assert "is on shop already" in wrong(CONNECT, SHOP, container="web")["container"]
    assert "no container" in wrong(CONNECT, SHOP, container="gone")["container"]
    assert wrong(CONNECT, SHOP, container="db", alias="data base", ip="172.18.0.9") == {}
    assert wrong(CONNECT, SHOP, container="db", alias="-x").keys() == {"alias"}
    for address in ("172.19.0.9", "x", "fd00:1::2"):
        assert wrong(CONNECT, SHOP, container="db", ip=address).keys() == {"ip"}
    assert "is not on shop" in wrong(DISCONNECT, SHOP, container="db")["container"]
    assert wrong(DISCONNECT, SHOP, container="old") == {}


def test_the_commands_of_joining_and_leaving() -> None:
    told = filled(CONNECT, SIX, container="db", alias="a b", ip="fd00:1::9")
    words = "docker network connect --alias a --alias b --ip6 fd00:1::9 six db"
    assert CONNECT.plan(SIX, told).typed() == words
    leaving = DISCONNECT.plan(SHOP, filled(DISCONNECT, SHOP, "force", container="old"))
    assert leaving.typed() == "docker network disconnect -f shop old"


@pytest.mark.parametrize("name", ["bridge", "host", "none"])
def test_what_is_built_in_is_left_alone(name: str) -> None:
    row = Network("e" * 64, name, name, "local", False, (), ("web",))
    for action in NETWORKS.actions:
        if not action.makes:
            assert action.why_not(row) == f"{name} is built into the engine", action.id


def test_nobody_on_it_is_said() -> None:
    assert ATTACHED.absent(SIX) == "no container is on six"
    assert DISCONNECT.why_not(SIX) == "no container is on six"
