"""Policies from the config, from a saved plan and from the command line."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.cleanup_draws import policies
from tui.core.cleanup.policy import DAY, PRESETS, STANDARD, Images, Policy
from tui.core.cleanup.policy_values import (
    policies_from,
    policy_from,
    policy_named,
    policy_of_words,
)
from tui.core.errors import UsageError
from tui.core.problem import Problem

WEEKLY = {
    "older_than": "7d",
    "larger_than": "100MB",
    "images": "unused",
    "keep_tags": 2,
    "labels": ["ci", "team=shop"],
    "not_labels": "keep",
    "names": ["shop-*"],
    "projects": ["shop"],
    "volumes": ["scratch"],
    "networks": True,
    "log_files": "1GB",
}
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=4,
)


def test_a_policy_of_the_config() -> None:
    policy, problems = policy_from("weekly", WEEKLY)
    assert not problems
    assert policy == Policy(
        name="weekly", images=Images.UNUSED, networks=True, volumes=frozenset({"scratch"}),
        older_than=7 * DAY, larger_than=100_000_000, labels=("ci", "team=shop"),
        not_labels=("keep",), names=("shop-*",), projects=("shop",), keep_tags=2,
        log_files=1_000_000_000,
    )  # fmt: skip


def test_an_empty_policy_is_the_standard_under_another_name() -> None:
    assert policy_from("mine", {}) == (replace(STANDARD, name="mine"), ())


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("older_then", "7d", "is no word of a policy; did you mean older_than?"),
        ("name", "x", "is no word of a policy"),
        ("older_than", "soon", 'must be an age such as "7d", "36h" or "2w"'),
        ("older_than", True, 'must be an age such as "7d", "36h" or "2w"'),
        ("older_than", -1, "must be 0 or more"),
        ("older_than", float("nan"), "must be 0 or more"),
        ("older_than", float("inf"), "must be 0 or more"),
        ("larger_than", "big", 'must be a size such as "100MB" or "1.5GiB"'),
        ("larger_than", "-5MB", 'must be a size such as "100MB" or "1.5GiB"'),
        ("images", "all", "must be none, dangling, unused"),
        ("images", ["unused"], "must be none, dangling, unused"),
        ("networks", "yes", "must be true or false"),
        ("keep_tags", -1, "must be a whole number, 0 or more"),
        ("keep_tags", True, "must be a whole number, 0 or more"),
        ("keep_tags", "²", "must be a whole number, 0 or more"),
        ("labels", ["=x"], "must be labels such as key or key=value"),
        ("names", [""], "must be a list of words, none of them empty"),
        ("names", {"a": 1}, "must be a list of words"),
        ("volumes", ["db*"], "must be exact names: named volumes are not removed by a pattern"),
        ("log_files", "x", 'must be a size such as "100MB" or "1.5GiB"'),
    ],
)
def test_one_bad_word_and_the_policy_is_not_used(key: str, value: object, reason: str) -> None:
    policy, problems = policy_from(
        "weekly", {**WEEKLY, key: value}, {f"policies.weekly.{key}": 7}.get
    )
    assert policy is None
    (problem,) = problems
    assert problem.line == 7
    assert problem.key == f"policies.weekly.{key}"
    assert problem.reason.startswith(reason)


def test_all_policies_that_can_be_used() -> None:
    tables = {"weekly": WEEKLY, "bad": {"images": 1}, "careful": {}, "": {}, "odd": 5}
    found, problems = policies_from(tables)
    assert list(found) == ["weekly"]
    assert [(p.key, p.reason) for p in problems] == [
        ("policies.bad.images", "must be none, dangling, unused"),
        ("policies.careful", "is the name of a preset"),
        ("policies.", "must have a name"),
        ("policies.odd", "must be a table"),
    ]


@given(policies)
def test_a_policy_comes_back_from_json(policy: Policy) -> None:
    written = json.loads(json.dumps(policy.as_json()))
    assert written.pop("name") == policy.name
    read, problems = policy_from("own", written)
    assert not problems
    assert read == replace(policy, name="own")


@given(st.dictionaries(st.text(max_size=6) | st.sampled_from([*WEEKLY]), JUNK, max_size=4))
def test_whatever_is_written_gives_a_policy_or_problems(table: dict[str, object]) -> None:
    policy, problems = policy_from("weekly", table)
    assert (policy is None) == bool(problems)
    assert all(isinstance(problem, Problem) and problem.reason for problem in problems)


def test_policies_go_by_name() -> None:
    own = Policy(name="weekly", older_than=DAY)
    assert policy_named("weekly", {"weekly": own}) is own
    assert policy_named("careful", {}) is PRESETS["careful"]
    with pytest.raises(UsageError, match=r"no policy weeky; did you mean weekly.*careful"):
        policy_named("weeky", {"weekly": own})


def test_the_command_line_narrows_or_widens_a_policy() -> None:
    assert policy_of_words({"older_than": None}) is STANDARD
    policy = policy_of_words({"older_than": "36h", "keep_tags": "3", "names": ["web*"]})
    assert policy == Policy(name="own", older_than=1.5 * DAY, keep_tags=3, names=("web*",))
    with pytest.raises(UsageError, match=r"--older-than must be an age.*--volumes must be exact"):
        policy_of_words({"older_than": "soon", "volumes": ["*"]})
