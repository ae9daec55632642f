"""`wsltui pin` on the command line, and what a pin holds back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli_world import Ran, World, container
from tui import paths
from tui.session.opening import Options
from tui.session.pins import Pins
from tui.session.session import Session


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


class Pinned(World):
    """A world in which the pins on disk count."""

    def open(self, options: Options) -> Session:
        session = super().open(options)
        session.pins = Pins(paths.state_dir())
        return session


def pin(*words: str) -> Ran:
    return World().run("pin", *words)


def test_a_pin_is_added_listed_and_removed() -> None:
    assert pin("add", "container", "web").code == 0
    assert pin("add", "--label", "keep=yes").code == 0
    assert pin("list", "--json").json == [
        {"by": "name", "value": "web", "kind": "container"},
        {"by": "label", "value": "keep=yes", "kind": None},
    ]
    assert pin("list").out.splitlines() == ["container web", "--label keep=yes"]
    assert pin("remove", "containers", "web").code == 0
    assert [p["by"] for p in pin("list", "--json").json] == ["label"]


def test_a_pin_that_is_not_there_is_not_found() -> None:
    assert pin("remove", "--project", "shop").code == 1


def test_a_dry_run_pins_nothing_and_lets_nothing_go() -> None:
    assert "Would pin" in pin("add", "container", "web", "--dry-run").err
    assert pin("list", "--json").json == []
    assert pin("remove", "container", "web", "--dry-run").code == 1
    pin("add", "container", "web")
    assert pin("remove", "container", "web", "--dry-run").code == 0
    assert pin("list").out == "container web\n"


@pytest.mark.parametrize(
    "words",
    [("keep", "x"), ("add",), ("add", "container"), ("add", "nothing", "x"), ("list", "x"),
     ("add", "container", "web", "--project", "shop"), ("add", "--pattern", ""),
     ("add", "container", "a", "b"), ("add", "--label", "keep", "--pattern", "*"),
     ("add", "--label", "=x"), ("add", "--pattern", " "), ("add", "container", " ")],
)  # fmt: skip
def test_words_that_name_no_pin_are_a_usage_error(words: tuple[str, ...]) -> None:
    assert pin(*words).code == 2
    assert pin("list", "--json").json == []


def test_removing_what_is_pinned_is_refused_whatever_is_said() -> None:
    pin("add", "--pattern", "we*")
    world = Pinned(containers=[container("web", state="exited")])
    ran = world.run("do", "container.remove", "web", "--yes", "--force")
    assert ran.code == 4
    assert "pattern we*" in ran.err


def test_the_demo_pins_nothing_for_real() -> None:
    assert pin("add", "container", "web").code == 0
    said = World().run("--demo", "pin", "add", "container", "other")
    assert (said.code, "forgotten" in said.err) == (0, True)
    assert [one["value"] for one in pin("list", "--json").json] == ["web"]
    assert World().run("--demo", "pin", "list", "--json").json == []
    assert World().run("--demo", "history", "--all", "--json").json == []
