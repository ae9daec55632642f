"""Images: names, layers, parents, the newest tags, and how much their removal frees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.unit.cleanup_things import THOROUGH, cache, container, goes, image, judged
from tui.core.cleanup.naming import familiar, forms, repository
from tui.core.cleanup.pins import By, Pin
from tui.core.cleanup.plan import Item
from tui.core.cleanup.policy import DAY, STANDARD, Policy
from tui.core.cleanup.world import Class, Thing

ONE, OTHER, THIRD = "app@sha256:1", "app@sha256:2", "web@sha256:3"


def typed(item: Item) -> list[str]:
    return [command.typed() for command in item.commands]


@pytest.mark.parametrize(
    ("tags", "digests", "removed"),
    [
        (("app:1",), (), ["app:1"]),
        (("app:1", "host:5000/web:2"), (ONE,), ["app:1", "host:5000/web:2"]),
        (("app:1",), (ONE, THIRD), ["app:1", THIRD]),
        ((), (), ["3f5a"]),
        ((), (ONE, OTHER), ["3f5a"]),
        ((), (ONE, THIRD), [ONE, THIRD]),
    ],
)
def test_all_names_of_an_image_go_and_nothing_else(
    tags: Sequence[str], digests: Sequence[str], removed: list[str]
) -> None:
    item = judged(image("3f5a", tags=tags, digests=digests), policy=THOROUGH)["3f5a"]
    assert typed(item) == [f"docker image rm --no-prune {name}" for name in removed]


def test_one_wanted_tag_keeps_an_image_whole() -> None:
    both = image("app:1", tags=("app:1", "web:1"))
    only_app = replace(THOROUGH, names=("app*",))
    assert not goes(judged(both, policy=only_app))
    assert goes(judged(replace(both, tags=("app:1", "app:2")), policy=only_app)) == {"app:1"}
    assert not goes(judged(both, policy=THOROUGH, pins=(Pin(By.NAME, "web", "image"),)))
    by_registry = Pin(By.NAME, "docker.io/library/app:1", "image")
    assert not goes(judged(image("app:1"), policy=THOROUGH, pins=(by_registry,)))
    spelled_out = image("docker.io/library/app:1")
    assert not goes(judged(spelled_out, policy=THOROUGH, pins=(Pin(By.PATTERN, "app:*"),)))


def test_a_pattern_does_not_meet_an_id_by_chance() -> None:
    dangling = image("dbdbdbdbdbdb")
    assert goes(judged(dangling, pins=(Pin(By.PATTERN, "db*"),))) == {"dbdbdbdbdbdb"}
    assert not goes(judged(dangling, policy=Policy(names=("db*",))))
    for pin in ("dbdbdbdbdbdb", "sha256:dbdbdbdbdbdb"):
        assert not goes(judged(dangling, pins=(Pin(By.NAME, pin, "image"),)))


def _tags(*days: float | None) -> list[Thing]:
    return [image(f"app:{n}", days=age) for n, age in enumerate(days)]


@pytest.mark.parametrize(
    ("days", "stay"),
    [
        ((1, 2, 3, 4), {"app:0", "app:1"}),
        ((4, 3, 2, 1), {"app:2", "app:3"}),
        ((1, 2, 2, 3), {"app:0", "app:1", "app:2"}),
        ((1, 2, None, 3), {"app:0", "app:1", "app:2"}),
        ((None, None), {"app:0", "app:1"}),
    ],
)
def test_the_newest_tags_of_a_repository_stay(days: Sequence[float | None], stay: set[str]) -> None:
    policy = replace(THOROUGH, keep_tags=2)
    items = judged(*_tags(*days), image("host:5000/app:9", days=99), policy=policy)
    assert items.keys() - goes(items) - {"host:5000/app:9"} == stay
    assert items["app:0" if "app:0" in stay else "app:3"].reason.endswith(
        "is among the newest 2 of its repository"
    )


def _chain(**kept: Any) -> tuple[Thing, ...]:
    base = image("base", intermediate=True, bytes_min=-1, bytes_max=60)
    middle = image("middle", base, intermediate=True, bytes_min=-1, bytes_max=80, **kept)
    return base, middle, image("app:1", middle, bytes_min=100, bytes_max=100)


def test_layers_go_with_the_last_image_made_from_them() -> None:
    young = replace(THOROUGH, names=("app*",), older_than=DAY)
    items = judged(*_chain(), policy=young)
    assert [name for name, item in items.items() if item.commands] == ["app:1", "middle", "base"]
    assert items["base"].reason == "a layer that no other image needs any more"
    assert [(i.bytes_min, i.bytes_max) for i in items.values()] == [(100, 100), (0, 0), (0, 0)]


def test_a_layer_that_stays_keeps_its_bytes() -> None:
    items = judged(*_chain(labels={"keep": ""}), policy=replace(THOROUGH, not_labels=("keep",)))
    assert goes(items) == {"app:1"}
    assert items["middle"].reason == "it has the label keep"
    assert (items["app:1"].bytes_min, items["app:1"].bytes_max) == (0, 100)


def test_a_layer_that_another_image_has_too_changes_nothing() -> None:
    sibling = image("app:2", _chain()[1], bytes_min=5, bytes_max=85)
    used = container("web", sibling, state="running")
    mine = replace(_chain()[2], bytes_min=20)
    items = judged(*_chain()[:2], mine, sibling, used, policy=THOROUGH)
    assert goes(items) == {"app:1"}
    assert (items["app:1"].bytes_min, items["app:1"].bytes_max) == (20, 100)


def _sharing(layers: bool = True) -> list[Thing]:
    """Two images upon a base of 90 bytes, with 10 of their own each."""
    return [
        image(f"app:{n}", bytes_min=10, bytes_max=100, layers=("base", f"own{n}") if layers else ())
        for n in (1, 2)
    ]


def test_what_is_shared_with_an_image_that_stays_frees_nothing() -> None:
    one, other = _sharing()
    web = container("web", other, state="running")
    item = judged(one, other, web, policy=THOROUGH)["app:1"]
    assert (item.bytes_min, item.bytes_max) == (10, 10)


@pytest.mark.parametrize("layers", [True, False])
def test_what_is_shared_with_an_image_that_goes_too_may_come_free(layers: bool) -> None:
    items = judged(*_sharing(layers), policy=THOROUGH)
    assert {(item.bytes_min, item.bytes_max) for item in items.values()} == {(10, 100)}


def test_unknown_layers_leave_the_bounds_wide() -> None:
    one, other = _sharing(layers=False)
    web = container("web", other, state="running")
    item = judged(one, other, web, policy=THOROUGH)["app:1"]
    assert (item.bytes_min, item.bytes_max) == (10, 100)


def test_layers_that_build_cache_has_too_are_not_promised() -> None:
    app = image("app:1", bytes_min=100, bytes_max=100)
    entry = cache("RUN make", bytes_min=30, bytes_max=30, shared=True)
    thrifty = replace(THOROUGH, build_cache=False)
    assert judged(app, entry, policy=thrifty)["app:1"].bytes_min == 70
    items = judged(app, entry, policy=THOROUGH)
    assert [(i.bytes_min, i.bytes_max) for i in items.values()] == [(100, 100), (0, 30)]
    unseen = {Class.BUILD_CACHE: "no answer"}
    assert judged(app, policy=THOROUGH, missing=unseen)["app:1"].bytes_min == 0


def test_containers_can_outlive_their_image() -> None:
    app = image("app:1", bytes_min=100, bytes_max=100)
    stray = container("stray", image("elsewhere"), state="running")
    assert judged(app, stray, policy=THOROUGH)["app:1"].bytes_min == 0


@pytest.mark.parametrize(
    ("least", "most", "bounds"), [(-1, 50, (0, 50)), (70, 50, (50, 70)), (-5, -1, (0, 0))]
)
def test_sizes_that_make_no_sense_span_what_they_could_mean(
    least: int, most: int, bounds: tuple[int, int]
) -> None:
    item = judged(image("3f5a", bytes_min=least, bytes_max=most), policy=STANDARD)["3f5a"]
    assert (item.bytes_min, item.bytes_max) == bounds


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("app:1", "app"),
        ("host:5000/team/app:1", "host:5000/team/app"),
        ("host:5000/app", "host:5000/app"),
        ("app@sha256:ab", "app"),
        ("host:5000/app:1@sha256:ab", "host:5000/app"),
    ],
)
def test_a_repository_is_what_stands_before_the_tag(reference: str, name: str) -> None:
    assert repository(reference) == name


def test_podman_spells_out_what_docker_leaves_unspoken() -> None:
    assert familiar("docker.io/library/app:1") == "app:1"
    assert familiar("docker.io/team/app:1") == "team/app:1"
    assert forms("docker.io/library/app:1") == (
        "docker.io/library/app:1", "app:1", "docker.io/library/app", "app",
    )  # fmt: skip
