"""From what inspect says to what makes containers, networks and volumes again."""

from __future__ import annotations

from typing import Any

import pytest

from tui.core.cleanup.world import Class
from tui.core.restore import calls, losses, needs
from tui.core.restore.compare import differences
from tui.core.restore.containers import Now, body
from tui.core.restore.endpoints import endpoints
from tui.core.restore.mounts import binds, mounts
from tui.core.restore.networks import alike, has_static_address, network_body, volume_body

ID = "0123456789ab" + "c" * 52
NOW = Now("app:1", host="vm")
ANONYMOUS = "f" * 64


def container(
    config: dict[str, Any] | None = None, host: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    found: dict[str, Any] = {"Id": ID, "Name": "/web", "Image": "sha256:" + "1" * 64}
    found |= {"Config": config or {}, "HostConfig": {"NetworkMode": "default"} | (host or {})}
    return found | more


def volume(target: str, name: str = ANONYMOUS, *, writable: bool = True) -> dict[str, Any]:
    return {"Type": "volume", "Name": name, "Destination": target, "RW": writable, "Source": "/v"}


def on(*networks: str, **settings: Any) -> dict[str, Any]:
    return {"Networks": dict.fromkeys(networks, settings)}


@pytest.mark.parametrize("said", [None, [], [""]])
def test_no_entrypoint_is_said_so_that_the_images_own_stays_away(said: Any) -> None:
    assert body(container({"Entrypoint": said}), NOW)["Entrypoint"] == [""]


@pytest.mark.parametrize(
    ("config", "host", "left"),
    [
        ({"Hostname": ID[:12]}, {}, set()),
        ({"Hostname": "db", "Domainname": "x"}, {}, {"Hostname", "Domainname"}),
        ({"Hostname": "vm"}, {"NetworkMode": "host"}, set()),
        ({"Hostname": "vm"}, {}, {"Hostname"}),
        ({"Hostname": "db"}, {"NetworkMode": "host"}, {"Hostname"}),
        ({"Hostname": "db"}, {"UTSMode": "host"}, set()),
        ({"Hostname": "db", "Domainname": "x"}, {"NetworkMode": "container:abc"}, set()),
    ],
)
def test_only_host_names_that_somebody_chose(
    config: dict[str, Any], host: dict[str, Any], left: set[str]
) -> None:
    assert body(container(config, host), NOW).keys() & {"Hostname", "Domainname"} == left


def test_who_shares_a_network_exposes_no_ports_of_its_own() -> None:
    found = container({"ExposedPorts": {"80/tcp": {}}}, {"NetworkMode": f"container:{ID}"})
    now = Now("app:1", peers={ID: "new"})
    made = body(found, now)
    assert "ExposedPorts" not in made
    assert made["HostConfig"]["NetworkMode"] == "container:new"
    assert made["NetworkingConfig"] == {"EndpointsConfig": {}}


def test_a_mac_address_only_where_one_was_given() -> None:
    found = container({"MacAddress": "02:42:00:00:00:01"}, NetworkSettings=on("bridge"))
    old, new = body(found, NOW), body(found, Now("app:1", api=(1, 44)))
    assert old["MacAddress"] == "02:42:00:00:00:01"
    assert "MacAddress" not in new
    given = new["NetworkingConfig"]["EndpointsConfig"]["bridge"]
    assert given == {"MacAddress": "02:42:00:00:00:01"}
    made_up = on("bridge", MacAddress="02:42:ac:11:00:02", IPAddress="172.17.0.2")
    assert "02:42" not in str(body(container(NetworkSettings=made_up), NOW))


def test_one_network_at_creation_and_the_rest_after_it_where_the_api_is_old() -> None:
    kept = {"IPAMConfig": {"IPv4Address": "10.0.0.5"}, "Links": ["db:d"], "DriverOpts": {"a": "b"}}
    settings = on("back", "shop", **kept, Aliases=["w", ID[:12]])
    found = container(host={"NetworkMode": "shop"}, NetworkSettings=settings)
    kept |= {"Aliases": ["w"]}
    all_ = endpoints(found, {}, (1, 41))
    assert list(all_) == ["shop", "back"]
    made = body(found, NOW)["NetworkingConfig"]["EndpointsConfig"]
    assert made == {"shop": kept}
    made = body(found, Now("app:1", api=(1, 44)))["NetworkingConfig"]["EndpointsConfig"]
    assert made == {"shop": kept, "back": kept}


def test_a_network_mode_that_is_an_id_goes_by_the_name_now() -> None:
    networks = {"shop": {"NetworkID": "d" * 64}, "a": {"NetworkID": ""}}
    found = container(host={"NetworkMode": "d" * 12}, NetworkSettings={"Networks": networks})
    made = body(found, Now("app:1", networks={"d" * 12: "shop"}))
    assert made["HostConfig"]["NetworkMode"] == "shop"
    assert list(made["NetworkingConfig"]["EndpointsConfig"]) == ["shop"]


def test_connecting_says_all_that_was_set() -> None:
    ipam = {"IPv4Address": "10.0.0.5", "IPv6Address": "fd::5", "LinkLocalIPs": ["169.254.1.1"]}
    settings = {"Aliases": ["w"], "IPAMConfig": ipam, "Links": ["db:d"], "DriverOpts": {"a": "b"}}
    words = "docker network connect --alias w --ip 10.0.0.5 --ip6 fd::5"
    more = "--link-local-ip 169.254.1.1 --link db:d --driver-opt a=b back web"
    assert calls.connect("back", "web", settings).typed() == f"{words} {more}"


def test_volumes_without_a_name_are_attached_by_the_name_they_got() -> None:
    found = container(
        {"Volumes": {"/own/": {}, "/vol": {}}},
        {"Binds": ["named:/data:ro", "/tmp:/vol"], "Mounts": [{"Type": "volume", "Target": "/m"}]},
        Mounts=[
            volume("/data", "named", writable=False),
            volume("/own"),
            {"Type": "bind", "Source": "/tmp", "Destination": "/vol", "RW": True},
            volume("/m", "e" * 64),
        ],
    )
    none: frozenset[str] = frozenset()
    said = ["named:/data:ro", "/tmp:/vol"]
    assert binds(found, without_sources=False, fresh=none) == [*said, f"{ANONYMOUS}:/own:nocopy"]
    fresh = frozenset({ANONYMOUS})
    assert binds(found, without_sources=False, fresh=fresh)[-1] == f"{ANONYMOUS}:/own"
    (mount,) = mounts(found, none)
    assert (mount["Source"], mount["VolumeOptions"]) == ("e" * 64, {"NoCopy": True})


@pytest.mark.parametrize(
    "bind", ["C:\\Users\\me:/data:ro", "c:/Users/me:/data", "/host:/data/", "name:/data:z"]
)
def test_where_a_bind_leads_to_also_from_windows(bind: str) -> None:
    found = container({"Volumes": {"/data": {}}}, {"Binds": [bind]}, Mounts=[volume("/data", "x")])
    assert binds(found, without_sources=True, fresh=frozenset()) == [bind]


def test_volumes_of_containers_that_are_gone_are_mounted_directly() -> None:
    taken = [volume("/own", writable=False)]
    taken += [{"Type": "bind", "Source": "/srv", "Destination": "/s", "RW": False}]
    found = container(host={"VolumesFrom": ["base:ro", "other"]}, Mounts=taken)
    assert body(found, NOW)["HostConfig"]["VolumesFrom"] == ["base:ro", "other"]
    assert body(found, NOW)["HostConfig"]["Binds"] is None
    made = body(found, Now("app:1", absent=frozenset({"base"})))["HostConfig"]
    assert made["VolumesFrom"] == ["other"]
    assert made["Binds"] == [f"{ANONYMOUS}:/own:ro,nocopy", "/srv:/s:ro"]


def test_options_of_another_type_are_left_out_for_new_engines_refuse_them() -> None:
    said = {"Type": "tmpfs", "Target": "/t", "BindOptions": {}, "TmpfsOptions": {"SizeBytes": 1}}
    (mount,) = mounts(container(host={"Mounts": [said]}), frozenset())
    assert mount == {"Type": "tmpfs", "Target": "/t", "TmpfsOptions": {"SizeBytes": 1}}


def test_the_call_names_the_platform_of_an_image_for_several() -> None:
    platform = {"os": "linux", "architecture": "arm64", "variant": "v8"}
    found = container(ImageManifestDescriptor={"platform": platform})
    (api,) = [calls.create_container(found, NOW).api]
    assert api is not None
    assert api.path == "/containers/create?name=web&platform=linux%2Farm64%2Fv8"
    plain = calls.create_container(container(), NOW)
    assert plain.typed() == "POST /containers/create?name=web  app:1"
    assert plain.mutates


def test_what_is_null_or_missing_is_no_trouble() -> None:
    odd: dict[str, Any] = {"Id": ID, "Name": None, "Mounts": None, "Config": None}
    odd |= {"HostConfig": None, "NetworkSettings": None, "State": None}
    assert needs.name(odd) == ID[:12]
    assert needs.volumes_of(odd) == needs.networks_of(odd) == needs.peers_of(odd) == ()
    assert not needs.was_running(odd)
    assert body(odd, NOW)["Image"] == "app:1"
    assert differences(odd, odd) == ()


def test_each_container_comes_after_those_it_cannot_do_without() -> None:
    def one(name: str, **host: Any) -> dict[str, Any]:
        return {"Id": f"id-{name}", "Name": f"/{name}", "HostConfig": host}

    web = one("web", NetworkMode="container:id-main", Links=["/db:/web/d"])
    main = one("main", VolumesFrom=["base:ro"])
    loop = [one("a", PidMode="container:id-b"), one("b", IpcMode="container:id-a")]
    ordered = needs.in_order([web, *loop, main, one("db"), one("base")])
    names = [needs.name(found) for found in ordered]
    assert sorted(names) == ["a", "b", "base", "db", "main", "web"]
    assert names.index("base") < names.index("main") < names.index("web")
    assert names.index("db") < names.index("web")


NETWORK: dict[str, Any] = {
    "Name": "shop", "Id": "d" * 64, "Created": "now", "Scope": "local", "Driver": "bridge",
    "EnableIPv6": False, "Internal": True, "Attachable": False, "Ingress": False,
    "IPAM": {"Driver": "default", "Options": None, "Config": [
        {"Subnet": "10.0.0.0/24", "Gateway": "10.0.0.1", "AuxiliaryAddresses": {"a": "10.0.0.2"}}
    ]},
    "ConfigFrom": {"Network": ""}, "ConfigOnly": False, "Containers": {"x": {}},
    "Options": {"mtu": "1400"}, "Labels": {"a": "b"},
}  # fmt: skip


def test_a_network_is_made_of_all_that_was_chosen_and_nothing_else() -> None:
    made = network_body(NETWORK)
    left_out = {"Id", "Created", "Containers", "Scope", "ConfigFrom", "ConfigOnly", "Attachable"}
    assert not made.keys() & left_out
    for key in ("Name", "Driver", "EnableIPv6", "Internal", "IPAM", "Options", "Labels"):
        assert made[key] == NETWORK[key]
    assert network_body(NETWORK, own_subnets=False)["IPAM"] == {
        "Driver": "default",
        "Options": None,
    }
    assert "EnableIPv4" not in made
    assert network_body(NETWORK | {"EnableIPv4": False})["EnableIPv4"] is False


def test_a_network_that_takes_its_settings_from_another_says_nothing_more() -> None:
    source = NETWORK | {"ConfigFrom": {"Network": "base"}, "Scope": "swarm", "Driver": "macvlan"}
    assert network_body(source) == {
        "Name": "shop", "Driver": "macvlan", "CheckDuplicate": True, "Scope": "swarm",
        "ConfigFrom": {"Network": "base"},
    }  # fmt: skip


def test_which_network_may_stand_in_for_another() -> None:
    assert alike(NETWORK, NETWORK | {"Id": "e", "Labels": {}})
    assert not alike(NETWORK, NETWORK | {"Driver": "macvlan"})
    assert not alike(NETWORK, NETWORK | {"IPAM": {"Config": [{"Subnet": "10.1.0.0/24"}]}})
    static = container(NetworkSettings=on("shop", IPAMConfig={"IPv4Address": "10.0.0.5"}))
    assert has_static_address(static, "shop")
    assert not has_static_address(static, "back")
    assert not has_static_address(container(NetworkSettings=on("shop", IPAMConfig={})), "shop")


def test_a_volume_keeps_driver_options_and_labels() -> None:
    found = {"Name": "v", "Driver": "nfs", "Options": {"o": "addr=x"}, "Labels": {"a": "b"}}
    made = {"Name": "v", "Driver": "nfs", "DriverOpts": {"o": "addr=x"}, "Labels": {"a": "b"}}
    assert volume_body(found) == made
    assert volume_body({"Name": "v"})["Driver"] == "local"


@pytest.mark.parametrize(
    ("kind", "found", "words"),
    [
        (Class.IMAGE, {"Id": "x", "RepoTags": ["app:1"]}, "app:1: no registry is known"),
        (Class.IMAGE, {"Id": "x", "RepoDigests": ["app@sha256:1"]}, ""),
        (Class.VOLUME, {"Name": "data"}, "data: its data is not saved"),
        (Class.NETWORK, {"Name": "shop"}, ""),
        (Class.CONTAINER, {"Id": "x", "Name": "/web"}, ""),
    ],
)
def test_what_is_said_of_one_thing(kind: Class, found: dict[str, Any], words: str) -> None:
    said = losses.of_thing(kind, found, saved=False)
    assert said.startswith(words)
    assert bool(said) == bool(words)
    assert losses.of_thing(kind, found, saved=True) == ""


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"Config": {"Env": ["A=2"]}}, "Env"),
        ({"HostConfig": {"RestartPolicy": {"Name": "always"}}}, "RestartPolicy"),
        ({"Mounts": [volume("/data", "other")]}, "mounts"),
        ({"NetworkSettings": on("shop", Aliases=["w"])}, "networks"),
        ({"Name": "/api"}, "name"),
        ({"Id": "9" * 64}, None),
        ({"Id": "9" * 64, "Config": {"Env": ["A=1"], "Entrypoint": [""]}}, None),
    ],
)
def test_what_is_not_as_it_was_is_named(change: dict[str, Any], named: str | None) -> None:
    settings = on("shop", Aliases=[ID[:12]])
    found = container({"Env": ["A=1"]}, Mounts=[volume("/data")], NetworkSettings=settings)
    if named is None:
        change["NetworkSettings"] = on("shop", Aliases=["9" * 12])
    assert differences(found, found | change) == ((named,) if named else ())


def test_two_long_names_are_never_one_image_of_changed_files() -> None:
    """As the attempts of a pod's container: alike but for the last digit."""
    names = ("k8s_" + "a" * 130 + "_0", "k8s_" + "a" * 130 + "_1")
    boxes = [container(Name=f"/{one}", Id=key * 64) for one, key in zip(names, "ab", strict=True)]
    tags = [calls.layer_image("x", one).rpartition(":")[2] for one in boxes]
    assert tags[0] != tags[1]
    assert {len(tag) for tag in tags} == {128}
    assert calls.layer_image("x", container()) == "wsltui-undo/x:web"
