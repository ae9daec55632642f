"""A plan from a file that was cut down, edited, spoilt or made by another version."""

from __future__ import annotations

import contextlib
import copy
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.cleanup_things import cache, container, image, log, network, volume
from tests.unit.cleanup_worlds import NOW, UNDO
from tui.core.cleanup.loaded import plan_from_json
from tui.core.cleanup.plan import make_plan
from tui.core.cleanup.policy import Images, Policy
from tui.core.cleanup.saved import plan_json
from tui.core.cleanup.saving import Saving
from tui.core.cleanup.world import World
from tui.core.errors import UsageError

WEB = container("web", state="running")
THINGS = (
    container("old", exit_code=0, project="shop"),
    image("app:1", bytes_min=5, bytes_max=9),
    network("back"),
    volume("data", database="used by postgres:16"),
    volume("-odd", anonymous=True),
    cache("RUN make"),
    WEB,
    log(WEB, 5000),
)
POLICY = Policy(
    name="weekly", images=Images.UNUSED, networks=True, volumes=frozenset({"data"}), log_files=0
)
SAVED = plan_json(make_plan(World("E1", "default", NOW, THINGS), POLICY, keeping=UNDO))
COMMANDS = {tuple(command) for item in SAVED["items"] for command in item["commands"]}


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    data = copy.deepcopy(SAVED)
    change(data)
    return data


def test_a_plan_without_a_word_on_saving_keeps_named_volumes_alone() -> None:
    def forget(data: dict[str, Any]) -> None:
        for key in ("save_layers", "save_images", "backup_named", "backup_anonymous"):
            del data["policy"][key]

    assert plan_from_json(changed(forget)).policy.saving == Saving(named=True)
    saving = Saving(layers=True, images=True, named=False, anonymous=True)
    kept = changed(lambda data: data.update(policy=POLICY.with_saving(saving).as_json()))
    assert plan_from_json(kept).policy == POLICY.with_saving(saving)


def test_the_json_is_what_scripts_rely_on() -> None:
    assert [*SAVED][:4] == ["schema", "engine_id", "context", "made_at"]
    assert SAVED["schema"] == 1
    assert SAVED["made_at"] == "2030-01-31T12:00:00Z"
    assert SAVED["policy"]["volumes"] == ["data"]
    old = SAVED["items"][0]
    assert {key: old[key] for key in [*old][:9]} == {
        "kind": "container", "id": "container-old", "name": "old", "bytes_min": 0, "bytes_max": 0,
        "age_seconds": 41 * 86_400, "reason": "exited 41 days ago, code 0", "verdict": "remove",
        "commands": [["docker", "rm", "container-old"]],
    }  # fmt: skip
    assert ("docker", "volume", "rm", "--", "-odd") in COMMANDS
    prune = ("docker", "builder", "prune", "--force", "--all", "--filter")
    assert (*prune, "id=build-cache-RUN-make") in COMMANDS


def test_a_plan_can_be_cut_down_and_is_put_in_order() -> None:
    def edit(data: dict[str, Any]) -> None:
        data["items"].reverse()
        data["items"] = [item for item in data["items"] if item["name"] != "app:1"]
        data["items"][-1].update(verdict="keep", reason="not this one", commands=[])
        data["totals"], data["future"] = None, {"new": 1}
        data["policy"]["future"] = True

    plan = plan_from_json(changed(edit))
    assert [item.thing.id for item in plan.removals] == [
        "network-back", "data", "-odd", "build-cache-RUN-make", "container-web",
    ]  # fmt: skip
    assert plan.policy == POLICY
    assert plan.undo_id == UNDO.id
    assert (plan.world.engine_id, plan.world.context, plan.world.at) == ("E1", "default", NOW)


def _item(n: int, **fields: Any) -> Callable[[dict[str, Any]], object]:
    return lambda data: data["items"][n].update(fields)


EVIL = [["docker", "system", "prune", "--all", "--volumes", "--force"]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d.update(schema=2), "a newer wsltui (schema 2)"),
        (lambda d: d.update(schema=0), "its schema is 0"),
        (lambda d: d.pop("schema"), "schema of the plan must be a whole number"),
        (lambda d: d.update(schema=True), "schema of the plan must be a whole number"),
        (lambda d: d.update(engine_id=None), "engine_id of the plan must be a text"),
        (lambda d: d.update(made_at=None), "made_at of the plan must be a time"),
        (lambda d: d.update(made_at="now"), "made_at of the plan must be a time"),
        (lambda d: d.update(undo_id="../../.ssh"), "undo_id of the plan must be the name"),
        (lambda d: d.update(undo_id="/etc"), "undo_id of the plan must be the name"),
        (lambda d: d.update(items={}), "items of the plan must be an array"),
        (lambda d: d.update(items=[5]), "item 1 must be an object"),
        (lambda d: d["items"].append(d["items"][0]), "has the container container-old twice"),
        (lambda d: d["policy"].update(older_than="x"), "policy.older_than must be an age"),
        (lambda d: d["policy"].pop("name"), "policy.name must be a text"),
        (_item(0, kind="pod"), "kind of item 1 must be one of container, image"),
        (_item(0, verdict="maybe"), "verdict of item 1 must be one of remove, keep"),
        (_item(0, reason=" "), "reason of item 1 must be a text that is not empty"),
        (_item(0, bytes_min=-1), "bytes_min of item 1 must be a whole number"),
        (_item(0, bytes_min=7), "bytes_min of item 1 must be no more than bytes_max"),
        (_item(0, since="yesterday"), "since of item 1 must be a time such as"),
        (_item(0, tags=[1]), "tags of item 1 must be an array of texts"),
        (_item(0, anonymous="yes"), "anonymous of item 1 must be true or false"),
        (_item(0, commands=EVIL), "commands of item 1 are not those that remove it"),
        (_item(0, commands=[]), "commands of item 1 are not those that remove it"),
        (_item(0, id="other"), "commands of item 1 are not those that remove it"),
        (_item(0, id="--force", commands=[["docker", "rm", "--force"]]), "item 1 has an id"),
        (_item(0, id=""), "item 1 has an id"),
        (_item(1, tags=["-f"]), "item 2 has an id or a name that no image can have"),
        (lambda d: d["items"][5].update(id=".*"), "that no build-cache can have"),
        (lambda d: d["items"][6].update(path="--help"), "path of item 7 must be the whole path"),
    ],
)
def test_a_spoilt_plan_says_what_is_wrong(
    change: Callable[[dict[str, Any]], object], said: str
) -> None:
    with pytest.raises(UsageError) as caught:
        plan_from_json(changed(change))
    assert said in caught.value.sentence
    assert "wsltui clean" in caught.value.remedy


def _places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    places = []
    for key, one in inner if isinstance(value, (dict, list)) else ():
        places.append((*at, key))
        if isinstance(one, (dict, list)):
            places += _places(one, (*at, key))
    return places


@given(
    st.sampled_from(_places(SAVED)),
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just([]) | st.just({}),
)
def test_whatever_is_put_in_its_place_is_a_plan_or_a_usage_error(
    place: tuple[Any, ...], junk: Any
) -> None:
    data = copy.deepcopy(SAVED)
    inner: Any = data
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = junk
    with contextlib.suppress(UsageError):
        items = plan_from_json(data).removals
        assert {c.argv for item in items for c in item.commands} <= COMMANDS


@pytest.mark.parametrize("junk", [None, 5, "plan", [], [{}]])
def test_what_is_no_object_is_no_plan(junk: Any) -> None:
    with pytest.raises(UsageError, match="the plan must be an object"):
        plan_from_json(junk)


def test_a_large_plan_is_read_at_once() -> None:
    things = tuple(container(f"web-{n}") for n in range(5000))
    data = plan_json(make_plan(World("E1", "default", NOW, things), Policy()))
    begun = time.process_time()
    assert len(plan_from_json(data).removals) == 5000
    assert time.process_time() - begun < 2
