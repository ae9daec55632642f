"""Containers and images on a real engine, row by row against the Engine API's own answers."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX, build_with_layer
from tests.live.registry import NAME, registry
from tests.live.samples import make_samples
from tests.recorded import Told, rows
from tests.recorded.odd import LABELS, make_odd_ones
from tui.core.command import Command, Outcome, Result
from tui.core.errors import CommandFailed
from tui.core.kind import View
from tui.kinds.container_record import Container
from tui.kinds.containers import CONTAINERS
from tui.kinds.images import IMAGES

HUGE = {"notes": "x\n" * 32_768, **LABELS}
IDLE = ("sleep", "1000000")


@pytest.fixture(scope="module")
def odd_engine(may_start_engines: None) -> Iterator[PrivateEngine]:
    """The sample world and the odd ones beside it, one with a label of 64 KB."""
    with PrivateEngine() as engine:
        make_samples(engine)
        make_odd_ones(engine)
        body = {"Image": BUSYBOX, "Cmd": ["true"], "Labels": HUGE}
        engine.api("POST", "/containers/create?name=huge-label", body)
        yield engine


def cli(engine: PrivateEngine, program: str = "docker") -> Told:
    def told(command: Command) -> Result:
        argv = [program, *command.argv[1:]]
        done = subprocess.run(
            argv, env=engine.environ, capture_output=True, timeout=30, check=False
        )
        outcome = Outcome.FAILED if done.returncode else Outcome.OK
        return Result(command, outcome, done.returncode, done.stdout, done.stderr)

    return told


def containers(engine: PrivateEngine, program: str = "docker") -> tuple[Container, ...]:
    return CONTAINERS.join(rows(CONTAINERS.listing(), cli(engine, program)), {})


def as_json(row: Container) -> dict[str, Any]:
    return CONTAINERS.as_json(row, View(datetime.now(UTC)))


def listed(engine: PrivateEngine) -> dict[str, dict[str, Any]]:
    found: list[dict[str, Any]] = engine.get("/containers/json?all=1")
    return {one["Id"]: one for one in found}


def moment(text: str) -> datetime | None:
    found = datetime.fromisoformat(text)
    return found if found.year > 1970 else None


def published(port: dict[str, Any]) -> tuple[Any, ...]:
    return port.get("IP"), port.get("PublicPort"), port["PrivatePort"], port["Type"]


def mounted(mount: dict[str, Any]) -> tuple[Any, ...]:
    return mount["Type"], mount.get("Name"), mount["Source"], mount["Destination"], mount["RW"]


def as_told(word: str) -> str:
    return word


def check_containers(
    engine: PrivateEngine, found: list[dict[str, Any]], spoken: Callable[[str], str] = as_told
) -> None:
    """JSON of all containers, field by field as the Engine API tells them.

    `spoken` makes of a command what the list of the engine has for it.
    """
    real = listed(engine)
    assert [row["id"] for row in found] == list(real)
    for row in found:
        thin, full = real[row["id"]], engine.get(f"/containers/{row['id']}/json")
        assert row["name"] == full["Name"].removeprefix("/")
        assert sorted(row["names"]) == sorted(name[1:] for name in thin["Names"])
        assert row["names"][0] == row["name"]
        assert (row["image"], row["image_id"]) == (full["Config"]["Image"], full["Image"][7:])
        assert spoken(row["command"]) == thin["Command"]
        assert row["labels"] == full["Config"]["Labels"] == thin["Labels"]
        assert row["project"] == thin["Labels"].get("com.docker.compose.project")
        assert row["service"] == thin["Labels"].get("com.docker.compose.service")
        assert row["networks"] == list(full["NetworkSettings"]["Networks"])
        assert moment(row["created"]) == moment(full["Created"])
        ports = [tuple(port.values()) for port in row["ports"]]
        assert sorted(map(str, ports)) == sorted(map(str, map(published, thin["Ports"])))
        mounts = [tuple(mount.values()) for mount in row["mounts"]]
        assert sorted(map(str, mounts)) == sorted(map(str, map(mounted, full["Mounts"])))


def test_every_field_of_every_container(odd_engine: PrivateEngine, docker_cli: str) -> None:
    check_containers(odd_engine, [as_json(row) for row in containers(odd_engine, docker_cli)])


def test_states_of_all_that_rest(odd_engine: PrivateEngine, docker_cli: str) -> None:
    seen = set()
    for row in map(as_json, containers(odd_engine, docker_cli)):
        state = odd_engine.get(f"/containers/{row['id']}/json")["State"]
        if row["name"] == "shop-worker-1":
            continue
        seen.add((row["state"], row["health"]))
        assert row["state"] == state["Status"]
        assert row["health"] == state.get("Health", {}).get("Status")
        ended = not state["Running"] and (state["ExitCode"] or row["started"])
        assert row["exit_code"] == (state["ExitCode"] if ended else None)
        assert (row["started"] and moment(row["started"])) == moment(state["StartedAt"])
        assert (row["finished"] and moment(row["finished"])) == moment(state["FinishedAt"])
    assert seen == {
        ("running", None), ("running", "healthy"), ("running", "unhealthy"),
        ("running", "starting"), ("paused", None), ("exited", None), ("created", None),
    }  # fmt: skip


def statuses(engine: PrivateEngine) -> dict[str, str]:
    said = engine.docker("ps", "-a", "--no-trunc", "--format", "{{.ID}}\t{{.Status}}").stdout
    return dict(line.split("\t") for line in said.splitlines())


def eventually(condition: Callable[[], bool], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the words never were the same"


def test_the_status_is_what_docker_ps_says(odd_engine: PrivateEngine) -> None:
    """Both clocks go on while they are read, so each row has to agree once."""
    left = {row.id for row in containers(odd_engine)}
    seen: set[str] = set()

    def agree() -> bool:
        words = statuses(odd_engine)
        for row in map(as_json, containers(odd_engine)):
            if row["status"] == words[row["id"]]:
                left.discard(row["id"])
                seen.add(row["status"].partition(" ")[0])
        return not left and "Restarting" in seen

    eventually(agree)
    assert {"Up", "Exited", "Created", "Restarting"} <= seen


def test_one_that_is_read_again_is_the_same(odd_engine: PrivateEngine) -> None:
    assert CONTAINERS.reread is not None
    found = [row for row in containers(odd_engine) if row.name != "shop-worker-1"]
    again = rows(CONTAINERS.reread([row.id for row in found]), cli(odd_engine))
    assert [row.id for row in again] == [row.id for row in found]
    linked = [row.name for row, same in zip(found, again, strict=True) if row != same]
    assert linked == ["scratchpad"]  # the names that links gave it are known to `ps` alone


def test_reading_twice_is_no_change(odd_engine: PrivateEngine) -> None:
    def resting() -> list[Container]:
        return [row for row in containers(odd_engine) if row.state != "restarting"]

    first, second = resting(), resting()
    worker = {"shop-worker-1"}
    assert [r for r in first if r.name not in worker] == [r for r in second if r.name not in worker]
    assert rows(IMAGES.listing(), cli(odd_engine)) == rows(IMAGES.listing(), cli(odd_engine))


def test_a_label_of_64_kilobytes_is_exact(odd_engine: PrivateEngine, docker_cli: str) -> None:
    found = {row.name: row for row in containers(odd_engine, docker_cli)}
    assert found["huge-label"].labels == HUGE


def check_images(
    engine: PrivateEngine, found: list[dict[str, Any]], whole: Callable[[str], str] = as_told
) -> None:
    """JSON of all images, field by field as the Engine API tells them.

    `whole` makes of a reference what the engine calls it.
    """
    real = {image["Id"][7:]: image for image in engine.get("/images/json?all=1")}
    users = Counter(one["ImageID"][7:] for one in listed(engine).values())
    heads = engine.get('/images/json?filters={"dangling":["true"]}')
    loose = {image["Id"][7:] for image in heads}
    references = []
    for row in found:
        image = real[row["id"]]
        assert (row["size_bytes"], row["unique_bytes"]) == (image["Size"], None)
        assert row["containers"] == users[row["id"]]
        assert row["dangling"] is (row["id"] in loose)
        assert int(datetime.fromisoformat(row["created"]).timestamp()) == image["Created"]
        references.append(whole(f"{row['repository'] or '<none>'}:{row['tag'] or '<none>'}"))
    assert sorted(references) == sorted(tag for one in real.values() for tag in one["RepoTags"])
    assert {row["id"] for row in found} == set(real)


def test_every_field_of_every_image(odd_engine: PrivateEngine, docker_cli: str) -> None:
    told = cli(odd_engine, docker_cli)
    found = IMAGES.join(
        rows(IMAGES.listing(), told), {"containers": rows(CONTAINERS.listing(), told)}
    )
    view = View(datetime.now(UTC))
    check_images(odd_engine, [IMAGES.as_json(image, view) for image in found])


# --- while the world changes -------------------------------------------------------------------


def after_ps(engine: PrivateEngine, happen: Callable[[], object]) -> Told:
    """The CLI, with something happening between `ps` and what is asked next."""
    real = cli(engine)

    def told(command: Command) -> Result:
        result = real(command)
        if command.argv[1] == "ps":
            happen()
        return result

    return told


def test_a_container_that_vanishes_meanwhile(clean_engine: PrivateEngine) -> None:
    clean_engine.docker("create", "--name", "stays", BUSYBOX)
    clean_engine.docker("create", "--name", "goes", BUSYBOX)
    told = after_ps(clean_engine, lambda: clean_engine.docker("rm", "goes"))
    assert [row.name for row in rows(CONTAINERS.listing(), told)] == ["stays"]


def test_all_containers_vanish_meanwhile(clean_engine: PrivateEngine) -> None:
    clean_engine.docker("create", "--name", "goes", BUSYBOX)
    told = after_ps(clean_engine, lambda: clean_engine.docker("rm", "goes"))
    assert rows(CONTAINERS.listing(), told) == ()


def test_an_engine_that_dies_meanwhile_is_no_empty_list(clean_engine: PrivateEngine) -> None:
    clean_engine.docker("create", "--name", "web", BUSYBOX)
    with pytest.raises(CommandFailed, match="Cannot connect"):
        rows(CONTAINERS.listing(), after_ps(clean_engine, clean_engine.kill))


# --- what actions do ---------------------------------------------------------------------------


def do(engine: PrivateEngine, argv: tuple[str, ...]) -> None:
    engine.docker(*argv[1:])


@pytest.mark.parametrize("state", ["running", "paused", "exited", "created"])
def test_what_is_offered_in_a_state_works_there(clean_engine: PrivateEngine, state: str) -> None:
    """What needs a terminal, waits, or must be told something is tried elsewhere."""
    elsewhere = {"exec", "attach", "wait"}
    verbs = [a for a in CONTAINERS.actions if a.verb not in elsewhere and not a.asks_on_screen]
    for action in verbs:
        name = f"{state}-{action.verb}"
        clean_engine.docker("create", "--name", name, BUSYBOX, *IDLE)
        for verb in {"paused": ["start", "pause"], "exited": ["start", "kill"],
                     "running": ["start"]}.get(state, []):  # fmt: skip
            clean_engine.docker(verb, name)
        row = next(row for row in containers(clean_engine) if row.name == name)
        assert row.state == state
        if action.disabled(row) is None:
            forced = frozenset({"force"}) if row.alive else frozenset()
            do(clean_engine, action.plan(row, forced).argv)


def test_removing_tags_and_dangling_images(clean_engine: PrivateEngine) -> None:
    build_with_layer(clean_engine, "shop/web:1", 1000)
    clean_engine.docker("tag", "shop/web:1", "host.test:5000/shop/web:1")
    build_with_layer(clean_engine, None, 2000, seed=1)
    remove = IMAGES.actions[0]
    listing = rows(IMAGES.listing(), cli(clean_engine))
    for image in (one for one in listing if one.dangling or one.repository not in (None, *KEEP)):
        assert remove.disabled(image) is None
        do(clean_engine, remove.plan(image, frozenset()).argv)
    left = rows(IMAGES.listing(), cli(clean_engine))
    assert {image.repository for image in left} == {None, *KEEP}
    for layer in (image for image in left if image.repository is None):
        assert "is a layer" in (remove.disabled(layer) or "")


KEEP = (BUSYBOX.partition(":")[0],)


def test_an_image_pulled_by_digest(
    clean_engine: PrivateEngine, docker_cli: str, tmp_path: Path
) -> None:
    with registry(clean_engine, tmp_path) as reference:
        clean_engine.docker("pull", reference)
    found = rows(IMAGES.listing(), cli(clean_engine, docker_cli))
    (image,) = (image for image in found if image.repository == NAME)
    told = IMAGES.as_json(image, View(datetime.now(UTC)))
    assert (image.reference, image.tag) == (reference, None)
    assert (told["digests"], told["created"]) == ([reference], None)
    clean_engine.docker("tag", image.id, "other/name:1")
    do(clean_engine, IMAGES.actions[0].plan(image, frozenset()).argv)
    left = rows(IMAGES.listing(), cli(clean_engine, docker_cli))
    assert [one.reference for one in left if one.id == image.id] == ["other/name:1"]
