"""Networks as the docker CLIs of two ages print them, and what may be done to them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.recorded import Saying, failed, folders, rows, told_in
from tests.unit.container_samples import VIEW, lines, printable, read
from tests.unit.test_volumes import anything
from tui.core.action import Confirm
from tui.core.command import Result
from tui.core.errors import CommandFailed
from tui.kinds.network_record import BUILT_IN, INSPECT, Network, join, network
from tui.kinds.networks import NETWORKS

FOLDERS = folders()
ID, OTHER_ID = "ab" * 32, "cd" * 32
REMOVE = NETWORKS.actions[0]


@pytest.fixture(params=FOLDERS)
def recorded(request: pytest.FixtureRequest) -> dict[str, Network]:
    return {row.name: row for row in rows(NETWORKS.listing(), told_in(request.param))}


def inspected(name: str = "shop_default", **parts: Any) -> dict[str, Any]:
    own = {"Id": ID, "Name": name, "Driver": "bridge", "Scope": "local", "Labels": {}}
    return own | parts


def made(name: str = "shop_default", **parts: Any) -> Network:
    """From what inspect says, with the containers known: there are none."""
    return used(network(inspected(name, **parts)))


def on(name: str, *networks: str, **more: Any) -> Any:
    return read(Name=name, NetworkSettings__Networks={n: {} for n in networks}, **more)


def used(row: Network, *containers: Any) -> Network:
    return join((row,), {"containers": containers})[0]


def test_every_cli_tells_the_same() -> None:
    first, *others = [rows(NETWORKS.listing(), told_in(folder)) for folder in FOLDERS]
    assert {"bridge", "host", "none"} < {row.name for row in first}
    for other in others:
        assert sorted(other, key=NETWORKS.key) == sorted(first, key=NETWORKS.key)


def test_what_ls_knows_is_shown_while_inspect_runs() -> None:
    shown: list[tuple[Network, ...]] = []
    full = rows(NETWORKS.listing(), told_in(FOLDERS[0]), shown.append)
    (thin,) = shown
    known = [(r.id, r.name, r.driver, r.scope, r.internal) for r in thin]
    assert known == [(r.id, r.name, r.driver, r.scope, r.internal) for r in full]
    assert all(row.labels is None for row in thin)


def test_addresses_and_flags(recorded: dict[str, Network]) -> None:
    inside, six = recorded["inside"], recorded["six"]
    assert (inside.subnets, inside.gateways) == (("10.99.0.0/24",), ("10.99.0.1",))
    assert (inside.internal, inside.project) == (True, "shop")
    assert (inside.labels or {})["list"] == "a=1,b=2"
    assert six.subnets[-1] == "fd00:dead::/64"
    assert (six.ipv6, six.attachable, six.internal) == (True, True, False)
    assert recorded["bridge"].options["com.docker.network.bridge.name"] == "docker0"
    assert (recorded["none"].driver, recorded["none"].subnets) == ("null", ())
    assert recorded["backend"].created is not None


def test_two_of_one_name_are_two_rows(recorded: dict[str, Network]) -> None:
    listed = rows(NETWORKS.listing(), told_in(FOLDERS[0]))
    twins = [row for row in join(listed, {}) if row.name == "twice"]
    assert len({row.id for row in twins}) == 2
    assert not any(row.alone for row in twins)
    assert {REMOVE.plan(row, frozenset()).argv[-1] for row in twins} == {row.id for row in twins}
    assert all(row.alone for row in join(listed, {}) if row.name != "twice")


@pytest.mark.parametrize(
    ("ipam", "subnets", "gateways"),
    [
        (None, (), ()),
        ({}, (), ()),
        ({"Config": None}, (), ()),
        ({"Config": []}, (), ()),
        ({"Config": [None, "x", {}, {"Subnet": None}]}, (), ()),
        ({"Config": [{"Subnet": "fd00:beef::/64"}]}, ("fd00:beef::/64",), ()),
        ({"Config": [{"Gateway": "10.0.0.1"}]}, (), ("10.0.0.1",)),
    ],
)
def test_without_addresses(ipam: Any, subnets: tuple[str, ...], gateways: tuple[str, ...]) -> None:
    row = made(IPAM=ipam, Labels=None, Options=None)
    assert (row.subnets, row.gateways, row.labels, row.options) == (subnets, gateways, {}, {})


# --- listing while things go wrong ---------------------------------------------------------------


def listed(ls: bytes, inspect: bytes | Result = b"") -> tuple[Network, ...]:
    told = Saying({"docker network ls": ls, "docker network inspect": inspect})
    return rows(NETWORKS.listing(), told)


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_engine_that_is_down_is_an_error(folder: str) -> None:
    with pytest.raises(CommandFailed, match="Cannot connect to the Docker daemon"):
        rows(NETWORKS.listing(), told_in(f"{folder}-down"))


@pytest.mark.parametrize("ls", [b"json\njson\n", b"<html></html>", b'{"ID":"a', b"{}", b"[]"])
def test_what_is_no_list_of_networks_is_an_error(ls: bytes) -> None:
    with pytest.raises(CommandFailed, match="cannot be read"):
        listed(ls)


def test_nothing_is_no_network() -> None:
    assert listed(b"") == ()


@pytest.mark.parametrize(
    "words",
    [
        f"Error: No such network: {OTHER_ID}\n",
        f"Error response from daemon: network {OTHER_ID} not found\n\n",
    ],
)
def test_one_that_vanished_is_left_out(words: str) -> None:
    answer = failed(words, stdout=lines(inspected()))
    assert [row.id for row in listed(lines({"ID": ID}, {"ID": OTHER_ID}), answer)] == [ID]


@pytest.mark.parametrize("said", [failed("unexpected EOF"), b"", b"[]", b'{"Id":'])
def test_an_inspect_that_fails_is_an_error(said: bytes | Result) -> None:
    with pytest.raises(CommandFailed):
        listed(lines({"ID": ID}), said)


# --- who uses it ---------------------------------------------------------------------------------


def test_users_are_unknown_as_long_as_containers_are() -> None:
    row, thin = network(inspected()), replace(on("web", "shop_default"), labels=None)
    assert join((row,), {})[0].containers is None
    assert used(row, thin).containers is None


def test_stopped_containers_use_it_too() -> None:
    stopped = on("job", "shop_default", State={"Status": "exited"})
    row = used(made(), on("web", "shop_default", "other"), stopped, on("api", "other"))
    assert row.containers == ("job", "web")


def test_one_on_a_shared_name_counts_for_both() -> None:
    twins = tuple(network(inspected("twice", Id=one)) for one in (ID, OTHER_ID))
    assert [r.containers for r in join(twins, {"containers": (on("web", "twice"),)})] == [
        ("web",), ("web",),
    ]  # fmt: skip


# --- removing ------------------------------------------------------------------------------------


def test_the_words_of_the_cli() -> None:
    command = REMOVE.plan(made(), frozenset())
    assert command.argv == ("docker", "network", "rm", "shop_default")
    assert command.mutates
    assert (REMOVE.id, REMOVE.confirm) == ("network.remove", Confirm.ASK)
    assert REMOVE.disabled(made()) is None


@pytest.mark.parametrize("name", ["-dash", "odd name [red]", "", "名"])
def test_names_that_docker_would_misread_give_way_to_the_id(name: str) -> None:
    assert REMOVE.plan(made(name), frozenset()).argv[-1] == ID


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_built_in_three_are_protected(name: str) -> None:
    reason = NETWORKS.protected(name)
    assert reason == f"{name} is built into the engine"
    assert REMOVE.disabled(made(name)) == reason
    assert NETWORKS.protected(f"{name}-1") is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (made("ingress", Ingress=True, Scope="swarm"), "published ports of the swarm's services"),
        (made("my-ingress", Ingress=True), "published ports of the swarm's services"),
        (made("docker_gwbridge"), "leads from the swarm's networks"),
        (network(inspected()), "not known yet which containers use shop_default"),
        (used(made(), on("web", "shop_default")), "is used by web: they could not start without"),
    ],
)
def test_what_cannot_be_removed_has_a_reason(row: Network, words: str) -> None:
    assert words in (REMOVE.disabled(row) or "")


def test_a_network_of_the_swarm_is_removed_like_any_other() -> None:
    row = made("over", Driver="overlay", Scope="swarm", Id="h0ecqqvxh77iaivq6g68hs1p7")
    assert REMOVE.disabled(row) is None
    assert row.scope == "swarm"


# --- how it is shown -----------------------------------------------------------------------------

FIELDS = "id name driver scope internal subnets containers project labels"


def test_json_has_its_fields_in_their_order(recorded: dict[str, Network]) -> None:
    for row in recorded.values():
        told = NETWORKS.as_json(used(row), VIEW)
        json.dumps(told, allow_nan=False)
        assert list(told)[:9] == FIELDS.split()
        assert len(told["id"]) == 64
        assert told["created"].endswith("Z")
        assert isinstance(told["internal"], bool)


def test_the_summary_tells_of_a_twin() -> None:
    twins = tuple(network(inspected("twice", Id=one)) for one in (ID, OTHER_ID))
    said = [field.value.text for field in NETWORKS.summary(join(twins, {})[0], VIEW)]
    assert "another network has this name" in said


def test_the_headline_counts_what_nobody_uses() -> None:
    assert NETWORKS.headline([]) == "0"
    assert NETWORKS.headline([made("bridge"), network(inspected())]) == "2"
    assert NETWORKS.headline([made("bridge"), made()]) == "2, 1 unused"


PARTS = list(json.loads(INSPECT.replace("{{json ", '"').replace("}}", '"')))
ranges = st.fixed_dictionaries({"Config": st.lists(st.dictionaries(st.text(), anything))})


@given(st.dictionaries(st.sampled_from(PARTS), anything), anything | ranges)
def test_whatever_inspect_says_can_be_shown(parts: dict[str, Any], ipam: Any) -> None:
    for row in (network(parts | {"IPAM": ipam}), used(network(parts), on("web", "x"))):
        json.dumps(NETWORKS.as_json(row, VIEW), allow_nan=False)
        for column in NETWORKS.columns:
            assert printable(column.cell(row, VIEW).text)
            assert column.sort(row) <= column.sort(row)
        for field in NETWORKS.summary(row, VIEW):
            assert printable(field.label + field.value.text)
        for facet in NETWORKS.facets.values():
            assert all(isinstance(one, str) for one in facet(row))
        REMOVE.disabled(row)
