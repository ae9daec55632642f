"""Why each thing goes or stays, in words that a user can act on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.unit.cleanup_things import (
    THOROUGH,
    cache,
    container,
    goes,
    image,
    judged,
    log,
    network,
    volume,
)
from tests.unit.cleanup_worlds import UNDO, UNTIL
from tui.core.cleanup.pins import By, Pin
from tui.core.cleanup.policy import DAY, PRESETS, STANDARD, Images, Policy
from tui.core.cleanup.world import Class, Thing

WEB = container("web")


@pytest.mark.parametrize(
    ("box", "said"),
    [
        (container("web", exit_code=0), "exited 41 days ago, code 0"),
        (container("web", exit_code=137, days=1), "exited 24 hours ago, code 137"),
        (container("web", days=2), "exited 2 days ago"),
        (container("web", days=0, exit_code=1), "exited 0 seconds ago, code 1"),
        (container("web", days=-1, exit_code=1), "exited 0 seconds ago, code 1"),
        (container("web", days=None, state="dead"), "dead at an unknown time"),
        (container("web", days=900, state="created"), "created 2 years ago, never started"),
        (
            container("web", state="created", exit_code=127),
            "created 41 days ago, its start failed with code 127",
        ),
        (image("3f5a", replaced_by="app:latest"), "dangling, replaced by app:latest"),
        (image("3f5a"), "dangling"),
        (image("3f5a", digests=("app@sha256:1",)), "dangling, known by its digest alone"),
        (image("app:1"), "no container uses it"),
        (network("back"), "no container is attached"),
        (volume("8e1f", anonymous=True), "anonymous, no container"),
        (
            volume("8e1f", anonymous=True, database="used by postgres:16"),
            "anonymous, no container; looks like a database: used by postgres:16",
        ),
        (cache("RUN make"), "last used 41 days ago"),
    ],
)
def test_a_candidate_says_why(box: Thing, said: str) -> None:
    item = judged(box, policy=THOROUGH)[box.name]
    assert item.commands
    assert item.reason == said


@pytest.mark.parametrize("state", ["running", "paused", "restarting", "removing"])
def test_what_is_alive_stays(state: str) -> None:
    assert judged(container("web", state=state))["web"].reason == state


@pytest.mark.parametrize(
    ("box", "said"),
    [
        (container("web", state="odd\x1b[2J"), "in a state that is not known: odd"),
        (container("web", state=""), "in a state that is not known: none"),
        (network("shop", predefined=True), "predefined by the engine"),
        (network("ingress", scope="swarm"), "predefined by the engine"),
        (network("mesh", scope="swarm"), "of swarm scope: what uses it may be out of sight"),
        (volume("data"), "a named volume: only removed when asked for by name"),
        (
            volume("8e1f", anonymous=True, scope="global"),
            "of global scope: what uses it may be out of sight",
        ),
        (cache("RUN make", in_use=True), "a build uses it now"),
        (
            image("3f5a", intermediate=True),
            "an intermediate layer: it goes with the images made from it",
        ),
    ],
)
def test_what_never_goes_says_why(box: Thing, said: str) -> None:
    item = judged(box, policy=THOROUGH)[box.name]
    assert not item.commands
    assert item.reason == said


def test_a_cache_id_that_is_a_pattern_is_left_alone() -> None:
    entry = replace(cache("RUN make"), id=".*")
    assert judged(entry)["RUN make"].reason == "its id could mean other entries too"


def test_what_is_used_says_by_what() -> None:
    base, back, data = image("app:1"), network("back"), volume("8e1f", anonymous=True)
    web = container("web", base, back, data, state="running")
    old = container("old", base)
    held = (Pin(By.NAME, "old", "container"),)
    items = judged(base, back, data, web, old, policy=THOROUGH, pins=held)
    assert items["app:1"].reason == "in use by old (exited), web"
    assert items["back"].reason == items["8e1f"].reason == "in use by web"
    many = [container(f"web-{n}", base, state="running") for n in range(5)]
    assert judged(base, *many)["app:1"].reason == "in use by web-0, web-1, web-2 and 2 more"


def test_what_others_are_made_from_says_so() -> None:
    base = image("base:1")
    layer = image("3f5a", base, intermediate=True)
    app = image("app:1", layer)
    web = container("web", app, state="running")
    items = judged(base, layer, app, web, policy=THOROUGH)
    assert items["3f5a"].reason == "an intermediate layer of app:1"
    assert items["base:1"].reason == "other images are made from it: 3f5a"
    below = cache("FROM base")
    assert judged(below, cache("RUN make", below, in_use=True))["FROM base"].reason == (
        "needed by RUN make"
    )


@pytest.mark.parametrize(
    ("box", "policy", "said"),
    [
        (WEB, Policy(older_than=60 * DAY), "newer than the policy's 60 days; exited 41 days ago"),
        (
            container("web", days=None), Policy(older_than=DAY),
            "newer than the policy's 24 hours; exited at an unknown time",
        ),
        (WEB, Policy(larger_than=1000), "smaller than the policy's 1 kB; exited 41 days ago"),
        (WEB, Policy(labels=("ci",)), "it has no label ci; exited 41 days ago"),
        (
            replace(WEB, labels={"ci": "1"}), Policy(not_labels=("ci=1",)),
            "it has the label ci=1; exited 41 days ago",
        ),
        (
            WEB, Policy(projects=("shop",)),
            "its project is not among those chosen; exited 41 days ago",
        ),
        (WEB, Policy(names=("api*",)), "its name is not among those chosen; exited 41 days ago"),
        (image("3f5a"), Policy(names=("*",)), "its name is an id alone; dangling"),
        (WEB, Policy(containers=False), "exited; the policy leaves containers alone"),
        (image("app:1"), STANDARD, "no container uses it; the policy leaves tagged images alone"),
        (
            image("3f5a"), Policy(images=Images.NONE),
            "no container uses it; the policy leaves images alone",
        ),
        (network("back"), STANDARD, "no container is attached; the policy leaves networks alone"),
        (
            volume("8e1f", anonymous=True), Policy(anonymous_volumes=False),
            "anonymous, no container; the policy leaves volumes alone",
        ),
        (
            cache("RUN make"), Policy(build_cache=False),
            "not in use; the policy leaves build cache alone",
        ),
        (
            cache("RUN make"), Policy(names=("RUN*",)),
            "it has no name, label or project to choose it by; last used 41 days ago",
        ),
    ],
)  # fmt: skip
def test_what_the_policy_leaves_says_why(box: Thing, policy: Policy, said: str) -> None:
    item = judged(box, policy=policy)[box.name]
    assert not item.commands
    assert item.reason == said


@pytest.mark.parametrize(
    ("pin", "said"),
    [
        (Pin(By.NAME, "web", "container"), "pinned by name web"),
        (Pin(By.NAME, "container-web", "container"), "pinned by name container-web"),
        (Pin(By.PATTERN, "w?b"), "pinned by pattern w?b"),
        (Pin(By.LABEL, "tier=front"), "pinned by label tier=front"),
        (Pin(By.PROJECT, "shop"), "pinned by project shop"),
    ],
)
def test_a_pin_is_the_first_reason(pin: Pin, said: str) -> None:
    box = container("web", state="running", labels={"tier": "front"}, project="shop")
    big = log(box, 5000, labels=box.labels, project="shop")
    items = judged(box, big, policy=Policy(log_files=0), pins=(pin,))
    assert items["web"].reason == items["web log"].reason == said


def test_what_an_undo_needs_is_held() -> None:
    base, back, data = image("app:1"), network("back"), volume("8e1f", anonymous=True)
    web = container("web", base, back, data)
    kept = judged(web, base, back, data, policy=THOROUGH, keeping=UNDO)
    assert goes(kept) == {"web"}
    assert kept["app:1"].reason == kept["8e1f"].reason == "held for undo u1 until 2030-03-02"
    assert goes(judged(web, base, back, data, policy=THOROUGH)) == {"web", "app:1", "back", "8e1f"}
    older = judged(base, held={base.ref: ("u0", UNTIL)}, policy=THOROUGH)
    assert older["app:1"].reason == "held for undo u0 until 2030-03-02"


def test_a_named_volume_that_was_asked_for_goes_with_its_container() -> None:
    data = volume("data", database="its name speaks of a database")
    items = judged(
        container("web", data), data, policy=Policy(volumes=frozenset({"data"})), keeping=UNDO
    )
    assert goes(items) == {"web", "data"}
    assert items["data"].reason.startswith("asked for by name, no container; looks like a database")
    assert items["data"].database
    chosen = Policy(volumes=frozenset({"data"}), names=("web*",))
    assert goes(judged(data, policy=chosen)) == {"data"}


@pytest.mark.parametrize(
    ("missing", "stay"),
    [
        (Class.CONTAINER, {"3f5a", "8e1f", "back"}),
        (Class.IMAGE, {"3f5a"}),
        (Class.BUILD_CACHE, {"RUN make"}),
    ],
)
def test_what_could_not_be_asked_keeps_what_hangs_on_it(missing: Class, stay: set[str]) -> None:
    things = (image("3f5a"), volume("8e1f", anonymous=True), network("back"), cache("RUN make"))
    items = judged(*things, policy=THOROUGH, missing={missing: "no answer\n"})
    assert items.keys() - goes(items) == stay
    assert {items[name].reason.partition(" ")[2] for name in stay} <= {
        "could not be asked: no answer ", "cache could not be asked: no answer "
    }  # fmt: skip


def _logs(unticked: bool = False, **state: Any) -> dict[str, str]:
    web = container("web", **state)
    spared = frozenset({web.ref} if unticked else ())
    items = judged(web, log(web, 5000), policy=Policy(log_files=1000), unticked=spared)
    return {name: item.reason for name, item in items.items()}


def test_a_log_is_emptied_only_where_its_container_stays() -> None:
    assert _logs(state="running")["web log"] == "a log of 5 kB"
    assert _logs()["web log"] == "it goes with its container"
    assert _logs(unticked=True) == {
        "web": "spared by hand",
        "web log": "its container was spared by hand",
    }
    web = container("web", state="running")
    small = judged(web, log(web, 999), policy=Policy(log_files=1000))["web log"]
    assert small.reason == "a log of 999 B; the policy leaves it alone"
    lost = judged(replace(log(web, 5000), path="web.log"), policy=Policy(log_files=0))["web log"]
    assert lost.reason == "its file is out of reach"


def test_presets_are_what_they_are_said_to_be() -> None:
    careful = PRESETS["careful"]
    young = container("young", days=6.9)
    old = container("old", days=7)
    assert goes(judged(young, old, policy=careful)) == {"old"}
    rest = (image("app:1"), image("3f5a"), network("back"), volume("data"), cache("RUN make"))
    assert goes(judged(*rest)) == {"3f5a", "RUN make"}
    assert goes(judged(*rest, policy=THOROUGH)) == {"app:1", "3f5a", "back", "RUN make"}
