"""A shell in a distro as anybody and anywhere, and whose the shells of a clone are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.test_distro_actions import ACTIONS, distro
from tests.unit.test_distro_room import known
from tui.core.form import About, Filled, faults
from tui.kinds.distro_forms import CLONE_USER
from tui.kinds.distro_listing import Distro


@pytest.mark.parametrize("verb", ["shell", "shell-as"])
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "-d Debian --cd ~"),
        ({"user": "root"}, "-d Debian -u root --cd ~"),
        ({"cd": "/etc"}, "-d Debian --cd /etc"),
        ({"user": "dev", "cd": r"C:\Users"}, r"-d Debian -u dev --cd C:\Users"),
    ],
)
def test_whose_and_where(verb: str, values: dict[str, str], words: str) -> None:
    command = ACTIONS[verb].plan(distro(), Filled((), values))
    assert command.argv == ("wsl.exe", *words.split())


def test_the_plain_one_asks_nothing_on_the_screen() -> None:
    assert not ACTIONS["shell"].asks_on_screen
    assert ACTIONS["shell-as"].asks_on_screen


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"user": "", "cd": ""}, set()),
        ({"user": "x y", "cd": "/"}, {"user"}),
        ({"user": "-x", "cd": "~"}, {"user"}),
        ({"user": "root", "cd": "etc"}, {"cd"}),
        ({"user": "root", "cd": 'C:\\"x'}, {"cd"}),
        ({"user": "root", "cd": "C:"}, {"cd"}),
    ],
)
def test_what_wsl_would_not_take(values: dict[str, str], wrong: set[str]) -> None:
    assert set(faults(ACTIONS["shell-as"].form, About(distro(), values=values))) == wrong


@pytest.mark.parametrize(
    ("row", "user", "warned"),
    [
        (known(user="dev"), "dev", False),
        (known(user="root"), "", False),
        (known(), "", True),
        (distro(), "", True),
    ],
)
def test_a_clone_has_the_same_user_where_that_is_known(
    row: Distro, user: str, warned: bool
) -> None:
    assert CLONE_USER.default(About(row)) == user
    told = ACTIONS["clone"].warn(row, Filled((), {"user": user})) or ""
    assert ("the copy may begin with root" in told) is warned


def test_root_by_number_needs_nothing() -> None:
    row = known()
    assert row.facts.registration is not None
    root = replace(row.facts, registration=replace(row.facts.registration, uid=0))
    assert ACTIONS["clone"].warn(replace(row, facts=root), Filled()) is None
