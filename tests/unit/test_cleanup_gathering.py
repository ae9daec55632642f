"""From what docker says of everything to what a clean-up judges."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tui.core.cleanup.plan import make_plan
from tui.core.cleanup.policy import PRESETS, Policy
from tui.core.cleanup.world import Class, Ref, Thing, World
from tui.core.logs import LogFile
from tui.kinds.container_record import Container, Mount, container
from tui.kinds.image_record import Image
from tui.kinds.network_record import Network
from tui.kinds.volume_record import Volume
from tui.session.cleaning.things import things
from tui.session.cleaning.usage import Usage, from_api

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
UNMEASURED = Usage()
OLD, NEW = "a" * 64, "b" * 64


def box(name: str, **more: Any) -> Container:
    base: dict[str, Any] = {"image": "app:latest", "image_id": NEW, "state": "exited"}
    base |= {"command": "true", "labels": {}, "created": NOW - timedelta(days=9)}
    return Container(id=name.ljust(64, "0"), name=name, names=(name,), **{**base, **more})


def image(key: str, *tags: str, **more: Any) -> Image:
    return Image(key, None, None, size_bytes=100, tags=tags, dangling=not tags, **more)


def gathered(
    usage: Usage = UNMEASURED, logs: dict[str, LogFile] | None = None, **rows: tuple[Any, ...]
) -> dict[Ref, Thing]:
    return {thing.ref: thing for thing in things(rows, usage, logs or {})}


def test_an_image_whose_tag_went_to_another_is_said_to_be_replaced() -> None:
    rows = (image(OLD), image(NEW, "app:latest"))
    found = gathered(images=rows, containers=(box("web", image="app", image_id=OLD),))
    assert found[Class.IMAGE, OLD].replaced_by == "app:latest"
    assert found[Class.IMAGE, NEW].replaced_by == ""


def test_a_pulled_image_is_replaced_by_the_one_tag_of_its_repository() -> None:
    old = image(OLD, digests=("app@sha256:1",))
    one = gathered(images=(old, image(NEW, "app:3", digests=("app@sha256:2",))))
    assert one[Class.IMAGE, OLD].replaced_by == "app:3"
    assert one[Class.IMAGE, OLD].digests == ("app@sha256:1",)
    two = gathered(images=(old, image(NEW, "app:3", "app:4")))
    assert two[Class.IMAGE, OLD].replaced_by == "", "nobody knows which of the two"
    other = gathered(images=(old, image(NEW, "apple:3")))
    assert other[Class.IMAGE, OLD].replaced_by == ""


def test_what_nobody_knows_of_is_dangling_and_no_more() -> None:
    found = gathered(images=(image(OLD),), containers=(box("web", image_id=OLD, image="app:1"),))
    assert found[Class.IMAGE, OLD].replaced_by == ""


def test_an_image_that_several_repositories_know_goes_by_its_digests() -> None:
    digests = ("app@sha256:1", "host:5000/app@sha256:1")
    world = World(
        "E", "default", NOW, tuple(gathered(images=(image(OLD, digests=digests),)).values())
    )
    (item,) = make_plan(world, Policy()).removals
    assert [command.argv[-1] for command in item.commands] == list(digests)


def test_labels_of_images_spare_them() -> None:
    found = gathered(images=(image(OLD, labels={"keep": ""}), image(NEW)))
    world = World("E", "default", NOW, tuple(found.values()))
    assert [item.thing.id for item in make_plan(world, Policy(not_labels=("keep",))).removals] == [
        NEW
    ]


def test_images_and_volumes_were_last_used_when_a_container_with_them_started() -> None:
    early, late = NOW - timedelta(days=5), NOW - timedelta(days=2)
    data = (Mount("volume", "data", "/x", "/data", rw=True),)
    found = gathered(
        images=(image(NEW, "app:latest"), image(OLD, "app:1")),
        volumes=(Volume("data", "local"), Volume("other", "local")),
        containers=(box("a", started=early, mounts=data), box("b", started=late), box("c")),
    )
    assert found[Class.IMAGE, NEW].last_used == late
    assert found[Class.VOLUME, "data"].last_used == early
    assert found[Class.IMAGE, OLD].last_used is None
    assert found[Class.VOLUME, "other"].last_used is None


def test_a_log_is_as_old_as_its_last_line_and_part_of_what_its_container_frees() -> None:
    web = box("web", state="running", labels={"team": "red"}, project="shop")
    log = LogFile("/logs/web", 5_000, NOW - timedelta(hours=1), rotated=700)
    found = gathered(Usage(containers={web.id: 30}), {web.id: log}, containers=(web, box("db")))
    thing = found[Class.LOG_FILE, web.id]
    assert (thing.gain, thing.path, thing.since) == ((5_000, 5_000), "/logs/web", log.written)
    assert (thing.name, thing.labels, thing.project, thing.state) == (
        "web", {"team": "red"}, "shop", "running",
    )  # fmt: skip
    assert found[Class.CONTAINER, web.id].gain == (30, 5_730)
    assert (Class.LOG_FILE, box("db").id) not in found


def test_no_preset_empties_a_log() -> None:
    web = box("web", state="running")
    logs = {web.id: LogFile("/logs/web", 10**12, NOW - timedelta(days=99))}
    world = World("E", "default", NOW, tuple(gathered(logs=logs, containers=(web,)).values()))
    for policy in PRESETS.values():
        assert not make_plan(world, policy).removals
    (item,) = make_plan(world, Policy(log_files=10**9, older_than=86_400.0)).removals
    assert [command.typed() for command in item.commands] == ["truncate --size 0 /logs/web"]


def test_a_container_needs_the_one_whose_network_it_joins() -> None:
    told = {"Id": "c" * 64, "Name": "/side", "HostConfig.NetworkMode": f"container:{'d' * 64}"}
    side = container(told)
    assert side.joins == "d" * 64
    found = gathered(containers=(side,))
    assert (Class.CONTAINER, "d" * 64) in found[Class.CONTAINER, side.id].uses
    for mode in ("bridge", "container:", "", None):
        assert container({**told, "HostConfig.NetworkMode": mode}).joins is None


def test_a_container_needs_those_whose_processes_and_memory_it_sees() -> None:
    told = {
        "Id": "c" * 64, "Name": "/side", "HostConfig.PidMode": f"container:{'d' * 64}",
        "HostConfig.IpcMode": f"container:{'e' * 64}",
    }  # fmt: skip
    side = replace(container(told), state="running")
    others = (container({"Id": key * 64, "Name": f"/{key}", "State": {"Status": "exited"}})
              for key in "de")  # fmt: skip
    found = gathered(containers=(side, *others))
    world = World("E", "default", NOW, tuple(found.values()))
    kept = {item.thing.name: item.reason for item in make_plan(world, PRESETS["standard"]).items}
    assert kept["d"] == kept["e"] == "in use by side"


def test_what_reaches_beyond_this_engine_says_how_far() -> None:
    found = gathered(
        networks=(Network("n" * 64, "overlay-1", "overlay", internal=False, scope="swarm"),),
        volumes=(Volume("shared", "nfs", scope="global", anonymous=True),),
    )
    items = make_plan(World("E", "default", NOW, tuple(found.values())), PRESETS["thorough"]).items
    assert {item.reason for item in items} == {
        "of swarm scope: what uses it may be out of sight",
        "of global scope: what uses it may be out of sight",
    }


def test_an_image_whose_shared_bytes_nobody_knows_frees_nothing_for_sure() -> None:
    usage = from_api({"Images": [{"Id": f"sha256:{OLD}", "Size": 900, "SharedSize": -1}]})
    assert gathered(usage, images=(image(OLD),))[Class.IMAGE, OLD].gain == (0, 900)


def test_a_container_is_on_every_network_that_has_the_name_or_id_it_tells() -> None:
    ids = ("1" * 64, "2" * 64, "3" * 64)
    names = ("twice", "twice", "once")
    networks = tuple(
        Network(i, n, "bridge", "local", False) for i, n in zip(ids, names, strict=True)
    )
    boxes = (box("web", networks=("twice",)), box("db", networks=(ids[2],)))
    found = gathered(networks=networks, containers=boxes)
    used = [found[Class.CONTAINER, one.id].uses - {(Class.IMAGE, NEW)} for one in boxes]
    assert used == [{(Class.NETWORK, ids[0]), (Class.NETWORK, ids[1])}, {(Class.NETWORK, ids[2])}]
