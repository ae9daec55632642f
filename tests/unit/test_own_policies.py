"""The user's own policies: from the config file to the command line and into words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.cli_world import World, container
from tui import config
from tui.cli.cleaning import policy_of
from tui.cli.parsing import parse
from tui.core.cleanup.policy import DAY, PRESETS, STANDARD, Images, Policy
from tui.core.cleanup.policy_words import described
from tui.core.settings import Settings
from tui.run.recorded import Answer
from tui.ui.widgets.cleanup_header import around

TEXT = """\
theme = "dark"

[policies.weekly]
older_than = "7d"
images = "unused"
keep_tags = 2

[policies.broken]
older_than = "soon"
colour = "red"

[policies.standard]
networks = true

[policies]
odd = 3
"""
WEEKLY = Policy(name="weekly", older_than=7 * DAY, images=Images.UNUSED, keep_tags=2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(TEXT.replace("[policies]\nodd", "[policies.more]\nodd"))
    return path


def test_the_good_ones_are_used_and_the_bad_ones_named_with_their_lines(path: Path) -> None:
    settings, problems = config.load(path, {})
    assert settings.policies == {"weekly": WEEKLY}
    assert settings.theme == "dark"
    assert [str(problem) for problem in problems] == [
        (
            'line 9: policies.broken.older_than: must be an age such as "7d", "36h" or "2w"; '
            "this policy is not used"
        ),
        "line 10: policies.broken.colour: is no word of a policy; this policy is not used",
        "line 12: policies.standard: is the name of a preset; this policy is not used",
        "line 16: policies.more.odd: is no word of a policy; this policy is not used",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("policies = 3", "must be tables, one for each policy: [policies.NAME]"),
        ("policies.weekly = 3", "must be a table; this policy is not used"),
        ("policy.weekly.networks = true", "there is no such setting; did you mean policies?"),
        ("[policies]", ""),
    ],
)
def test_what_is_no_policy_is_no_end_of_the_world(path: Path, text: str, said: str) -> None:
    path.write_text(text)
    settings, problems = config.load(path, {})
    assert settings == Settings()
    assert [problem.reason for problem in problems] == ([said] if said else [])


def test_a_save_loses_no_policy_not_even_a_bad_one(path: Path) -> None:
    before, problems = config.load(path, {})
    config.save(path, {"theme": "light", "sort.images": config.Sort("size")})
    after, still = config.load(path, {})
    assert after.policies == before.policies
    assert [(p.key, p.reason) for p in still] == [(p.key, p.reason) for p in problems]
    assert after.theme == "light"


def test_clean_goes_by_an_own_policy() -> None:
    world = World(
        containers=[container("web", 1, "exited"), container("db", 2, "exited")],
        settings=Settings(policies={"webs": replace(STANDARD, name="webs", names=("web",))}),
        replies={"docker info": Answer('{"ID":"ENGINE"}')},
    )
    plan = world.run("clean", "--policy", "webs", "--json").json
    verdicts = {item["name"]: item["verdict"] for item in plan["items"]}
    assert (verdicts["web"], verdicts["db"]) == ("remove", "keep")
    assert plan["policy"]["name"] == "webs"


def test_a_policy_that_is_not_there_is_a_usage_error_that_lists_all() -> None:
    world = World(settings=Settings(policies={"weekly": WEEKLY}))
    ran = world.run("clean", "--policy", "weakly")
    assert ran.code == 2
    assert "did you mean weekly?" in ran.err
    assert "There are: careful, standard, thorough, weekly." in ran.err
    assert not world.transport.ran


def test_every_filter_can_be_said_on_the_command_line() -> None:
    words = (
        "clean --policy weekly --older-than 2d --larger-than 1MB --label ci --label team=red "
        "--not-label keep --name shop-* --project shop --volume scratch --images dangling "
        "--keep-tags 3 --networks --log-files 100MB"
    )
    assert policy_of(parse(words.split()), {"weekly": WEEKLY}) == Policy(
        name="own", older_than=2 * DAY, larger_than=1_000_000, labels=("ci", "team=red"),
        not_labels=("keep",), names=("shop-*",), projects=("shop",),
        volumes=frozenset({"scratch"}), images=Images.DANGLING, keep_tags=3, networks=True,
        log_files=100_000_000,
    )  # fmt: skip


@pytest.mark.parametrize("word", ["--keep-tags=-1", "--images=some", "--log-files=much"])
def test_a_filter_that_says_nothing_is_a_usage_error(word: str) -> None:
    ran = World().run("clean", word)
    assert ran.code == 2
    assert word.partition("=")[0] in ran.err


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (STANDARD, "stopped containers, dangling images, anonymous volumes, build cache"),
        (
            PRESETS["careful"],
            ("stopped containers, dangling images, anonymous volumes, build cache; "
            "older than 7 days"),
        ),
        (
            WEEKLY,
            ("stopped containers, unused images, anonymous volumes, build cache; "
            "older than 7 days; keeps the newest 2 tags of each repository"),
        ),
        (
            Policy(
                containers=False, images=Images.NONE, networks=True, anonymous_volumes=False,
                build_cache=False, volumes=frozenset({"scratch"}), log_files=100_000_000,
                larger_than=5_000, names=("a*", "b*"), labels=("x", "y=1"), not_labels=("keep",),
                projects=("shop",), keep_tags=2,
            ),
            ("unused networks, volume scratch, container logs of 100 MB or more; "
            "of 5 kB or more; called a*, b*; labelled x and y=1; not labelled keep; "
            "of project shop"),
        ),
        (Policy(containers=False, images=Images.NONE, anonymous_volumes=False,
                build_cache=False), "nothing"),
    ],
)  # fmt: skip
def test_a_policy_is_described_by_its_fields(policy: Policy, words: str) -> None:
    assert described(policy) == words


@pytest.mark.parametrize(
    ("chosen", "room", "shown"),
    [
        (0, 100, range(10)),
        (0, 40, range(3)),
        (5, 40, range(5, 8)),
        (9, 40, range(7, 10)),
        (4, 3, range(4, 5)),
    ],
)
def test_the_chosen_policy_is_always_among_those_shown(
    chosen: int, room: int, shown: range
) -> None:
    widths = [10] * 10
    assert around(widths, chosen, room) == shown
