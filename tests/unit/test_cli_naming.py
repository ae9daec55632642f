"""From a word to the one row it stands for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.cli_world import container
from tui.cli.naming import find, same
from tui.core.errors import NotFound, UsageError
from tui.kinds import KINDS
from tui.kinds.container_record import Container
from tui.kinds.container_record import container as read_container
from tui.kinds.distros import Distro
from tui.kinds.images import Image
from tui.kinds.network_record import Network

DISTROS, CONTAINERS, IMAGES = (KINDS[kind] for kind in ("distros", "containers", "images"))


def named(name: str, number: int) -> Container:
    return read_container(container(name, number))


WEB, API, ODD = named("web", 12), named("api", 13), named("00000012", 99)
ID = "c0ffee" + "0" * 58
OTHER_ID = "dead" + "0" * 60
TAGS = [
    Image(ID, "shop/web", "latest"),
    Image(ID, "shop/web", "1.4"),
    Image(OTHER_ID, "host:5000/shop/web", "latest"),
    Image("beef" + "0" * 60, None, None),
]


@pytest.mark.parametrize("word", ["web", WEB.id, "00000012a", WEB.id[:12]])
def test_a_container_goes_by_name_id_and_the_start_of_its_id(word: str) -> None:
    assert find(CONTAINERS, [WEB, API, ODD], word) is WEB


def test_a_name_goes_before_the_start_of_an_id() -> None:
    assert find(CONTAINERS, [WEB, API, ODD], "00000012") is ODD


@pytest.mark.parametrize("word", ["0000001", "0"])
def test_the_start_of_several_ids_is_a_usage_error_that_lists_them(word: str) -> None:
    with pytest.raises(UsageError, match=r"api, web") as caught:
        find(CONTAINERS, [WEB, API], word)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("word", ["we", "Web", "", "b", "nosuch", "a" * 64])
def test_the_start_of_a_name_and_other_cases_are_no_name(word: str) -> None:
    with pytest.raises(NotFound, match=r"no container"):
        find(CONTAINERS, [WEB, API], word)


@pytest.mark.parametrize(
    ("word", "row"),
    [
        ("shop/web:1.4", TAGS[1]),
        ("shop/web", TAGS[0]),
        ("host:5000/shop/web", TAGS[2]),
        ("host:5000/shop/web:latest", TAGS[2]),
        (f"sha256:{OTHER_ID}", TAGS[2]),
        ("dead", TAGS[2]),
        ("beef", TAGS[3]),
    ],
)
def test_an_image_goes_by_its_reference_and_its_id(word: str, row: Image) -> None:
    assert find(IMAGES, TAGS, word) is row


@pytest.mark.parametrize("word", [ID, "c0f", f"sha256:{ID}"])
def test_an_id_with_two_tags_is_ambiguous(word: str) -> None:
    with pytest.raises(UsageError, match=r"shop/web:1\.4, shop/web:latest"):
        find(IMAGES, TAGS, word)


def test_wsl_does_not_tell_capitals_from_small_letters() -> None:
    ubuntu = Distro("Ubuntu-24.04", "running", 2, default=True)
    assert find(DISTROS, [ubuntu], "ubuntu-24.04") is ubuntu
    assert same(DISTROS, "UBUNTU", "Ubuntu")
    assert not same(CONTAINERS, "WEB", "web")


def test_a_long_list_of_candidates_is_cut() -> None:
    many: list[Any] = [named(f"web-{number:02}", number) for number in range(11)]
    with pytest.raises(UsageError, match=r"web-07 and 3 more"):
        find(CONTAINERS, many, "0000")


def test_networks_of_one_name_are_told_apart_by_their_ids() -> None:
    twins = [Network(letter * 64, "twice", "bridge", "local", internal=False) for letter in "ab"]
    with pytest.raises(UsageError, match=r"twice \(aaaaaaaaaaaa\), twice \(bbbbbbbbbbbb\)"):
        find(KINDS["networks"], twins, "twice")
    assert find(KINDS["networks"], twins, "b" * 12) is twins[1]
