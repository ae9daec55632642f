"""JSON as lines: folding, searching, copying, and what is hidden in it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tui.core.secrets import MASK
from tui.core.tree import LONGEST, Tree

WEB: dict[str, Any] = {
    "Id": "0123",
    "Config": {
        "Env": ["MODE=fast", "DB_PASSWORD=hunter2", "EMPTY=", "bare"],
        "Labels": {"note": "[red]x[/]\x1b[1m", "api.token": "hunter2"},
        "Cmd": None,
    },
    "NetworkSettings": {"Networks": {"shop": {"Aliases": [], "IPAM": {"IPv4": "172.18.0.2"}}}},
}


def shown(tree: Tree) -> list[str]:
    return [f"{'  ' * line.depth}{line.label}={line.value}" for line in tree.lines()]


def test_branches_say_how_much_they_hold() -> None:
    assert shown(Tree({"a": [1, "x"], "b": {"c": {}}, "d": None, "e": True})) == [
        "a=[2]", "  0=1", "  1=x", "b={1}", "  c={0}", "d=null", "e=true",
    ]  # fmt: skip


@pytest.mark.parametrize("value", ["text", None, 5, [], {}])
def test_odd_values_at_the_top(value: object) -> None:
    tree = Tree(value)
    assert len(tree.lines()) <= 1
    assert json.loads(tree.raw()) == value


def test_what_lies_deep_is_folded_until_asked_for() -> None:
    tree = Tree(WEB)
    assert not any("IPv4" in line for line in shown(tree))
    path = ("NetworkSettings", "Networks", "shop", "IPAM")
    tree.fold(path, False)
    assert any("IPv4=172.18.0.2" in line for line in shown(tree))
    tree.fold(("NetworkSettings",), True)
    assert not any("shop" in line for line in shown(tree))


def test_folds_are_kept_for_another_value_of_the_same_shape() -> None:
    first, second = Tree(WEB), Tree(WEB)
    first.fold(("Config",), True)
    second.keep_folds(first)
    assert shown(second) == shown(first)
    second.fold(("Config",), False)
    assert shown(second) != shown(first)


def test_searching_finds_values_labels_and_branches_folded_or_not() -> None:
    tree = Tree(WEB)
    assert tree.find("172.18") == [("NetworkSettings", "Networks", "shop", "IPAM", "IPv4")]
    assert ("NetworkSettings", "Networks") in tree.find("networks")
    assert tree.find("{3}") == []
    assert tree.find("nothing like it") == []


def test_what_was_found_is_unfolded() -> None:
    tree = Tree(WEB)
    (path,) = tree.find("172.18")
    assert path not in [line.path for line in tree.lines()]
    tree.reveal(path)
    assert path in [line.path for line in tree.lines()]


def test_secrets_are_masked_until_asked_for() -> None:
    tree = Tree(WEB)
    assert "hunter2" not in "".join(shown(tree)) + tree.raw()
    assert tree.find("hunter2") == []
    assert f"    1=DB_PASSWORD={MASK}" in shown(tree)
    assert [line.label for line in tree.lines() if line.secret] == ["1", "api.token"]
    tree.unmasked = True
    assert "".join(shown(tree)).count("hunter2") == tree.raw().count("hunter2") == 2
    assert json.loads(tree.raw()) == WEB
    assert [line.label for line in tree.lines() if line.secret] == ["1", "api.token"]


@pytest.mark.parametrize("value", [{"password": ["hunter2"]}, {"token": 4711}, {"auth": 47.11}])
def test_secrets_in_arrays_and_numbers_are_masked(value: dict[str, Any]) -> None:
    tree = Tree(value)
    for said in ("".join(shown(tree)), tree.raw()):
        assert MASK in said
        assert "hunter2" not in said
        assert "47" not in said


@pytest.mark.parametrize("value", [{"Secrets": []}, {"auth": None}, {"token": ""}, {"key": True}])
def test_nothing_is_not_masked(value: dict[str, Any]) -> None:
    assert json.loads(Tree(value).raw()) == value


def test_what_is_shown_is_text_and_what_is_copied_is_json() -> None:
    tree = Tree(WEB)
    assert "    note=[red]x[/]" in shown(tree)
    assert json.loads(tree.raw())["Config"]["Labels"]["note"] == "[red]x[/]\x1b[1m"


def test_a_value_of_64_kilobytes_is_cut_on_the_screen_only() -> None:
    tree = Tree({"label": "x" * 65536})
    (line,) = tree.lines()
    assert len(line.value) == LONGEST
    assert len(tree.raw()) > 65536


def test_what_stands_behind_a_flag_in_an_array_is_hidden() -> None:
    tree = Tree({"Args": ["serve", "--password", "hunter2", "--token-file", "/x", "--key=hunter2"]})
    assert "hunter2" not in "".join(shown(tree)) + tree.raw()
    assert "/x" in tree.raw()
    tree.unmasked = True
    assert tree.raw().count("hunter2") == 2
