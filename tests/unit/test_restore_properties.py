"""Undoing a removal gives back what was removed, whatever its settings, on old and new engines."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.engine_model import Model
from tui.core.restore.compare import differences
from tui.core.restore.containers import Now, body
from tui.core.restore.endpoints import at_creation, endpoints

words = st.sampled_from(["web", "api", "db", "a=b", "x y", "名"])
names = st.sampled_from(["shop", "back", "bridge"])
targets = st.sampled_from(["/data", "/vol", "/own", "/a/b"])
apis = st.sampled_from([(1, 41), (1, 43), (1, 44), (1, 52)])
lists = st.none() | st.lists(words, max_size=3)
configs: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"Image": st.just("app:1")},
    optional={
        "Cmd": lists,
        "Entrypoint": st.sampled_from([None, [], [""], ["/bin/sh", "-c"]]),
        "Env": st.none() | st.lists(st.sampled_from(["A=1", "LEVEL=2", "EMPTY=", "BARE"])),
        "Labels": st.none() | st.dictionaries(words, words),
        "Volumes": st.none() | st.dictionaries(targets, st.just({})),
        "Hostname": st.sampled_from(["", "db", "vm"]),
        "User": st.sampled_from(["", "0:0"]),
        "Healthcheck": st.sampled_from([None, {"Test": ["NONE"]}]),
    },
)
endpoint = st.fixed_dictionaries(
    {},
    optional={
        "Aliases": st.lists(st.sampled_from(["w", "www"]), unique=True),
        "IPAMConfig": st.sampled_from([None, {"IPv4Address": "10.0.0.5"}]),
    },
)
modes = st.sampled_from(["default", "bridge", "shop", "host", "none", "container:abc"])


@st.composite
def hosts(draw: st.DrawFn) -> dict[str, Any]:
    spread = draw(st.lists(targets, unique=True))
    binds = [f"named{n}:{target}:ro" for n, target in enumerate(spread[:1])]
    mounts: list[dict[str, Any]] = [{"Type": "volume", "Target": target} for target in spread[1:2]]
    mounts += [{"Type": "volume", "Source": "logs", "Target": target} for target in spread[2:3]]
    host = {"NetworkMode": draw(modes), "Binds": binds or None, "Mounts": mounts or None}
    return host | draw(st.sampled_from([{}, {"Memory": 64}, {"UTSMode": "host"}]))


@st.composite
def created(draw: st.DrawFn, api: tuple[int, int]) -> dict[str, Any]:
    """A container as it is, on whatever networks, since it was created and connected."""
    host, config = draw(hosts()), draw(configs)
    if host["NetworkMode"].startswith("container:") or host.get("UTSMode"):
        config.pop("Hostname", None)
    found = Model(api).create("web", config | {"HostConfig": host})
    if host["NetworkMode"] in ("default", "bridge", "shop"):
        more = draw(st.dictionaries(names, endpoint, max_size=3))
        model = Model(api)
        for name, one in more.items():
            found["NetworkSettings"]["Networks"] |= model._networks(name, {name: one}, found["Id"])
    return found


def created_again(found: dict[str, Any], api: tuple[int, int]) -> dict[str, Any]:
    model, now = Model(api), Now("app:1", host="vm", api=api)
    again = model.create("web", body(found, now))
    wanted = endpoints(found, {}, api)
    for name in wanted.keys() - at_creation(wanted, api).keys():
        one = wanted[name]
        again["NetworkSettings"]["Networks"] |= model._networks(name, {name: one}, again["Id"])
    return again


@given(st.data(), apis)
def test_what_is_created_again_is_as_it_was(data: st.DataObject, api: tuple[int, int]) -> None:
    found = data.draw(created(api))
    again = created_again(found, api)
    assert differences(found, again) == ()
    assert again["Id"] != found["Id"]


@given(st.data(), apis)
def test_and_so_it_is_the_second_time(data: st.DataObject, api: tuple[int, int]) -> None:
    found = data.draw(created(api))
    again = created_again(created_again(found, api), api)
    assert differences(found, again) == ()
    own = found["Config"]["Hostname"]
    made_up = own in (found["Id"][:12], "vm")
    assert made_up or again["Config"]["Hostname"] == own
