"""Which values name another row, and that secrets are hidden in fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.kind import Cell, Field
from tui.core.links import Link, Links, words_of
from tui.core.masking import masked_fields
from tui.core.secrets import MASK, mask_line
from tui.kinds import KINDS
from tui.kinds.build_record import CacheEntry
from tui.kinds.network_record import Network
from tui.kinds.volume_record import Volume

NET = Network("ab" * 32, "shop", "bridge", "local", False)
DATA, TWIN = Volume("data", "local"), Volume("shop", "local")
ANONYMOUS = Volume("cd" * 32, "local", anonymous=True)
ENTRY = CacheEntry("k3jh4k5jh6k7jh8k9jh0kljhg", "regular", "")
ROWS = {"networks": (NET,), "volumes": (DATA, TWIN, ANONYMOUS), "build-cache": (ENTRY,)}
LINKS = Links(KINDS, {kind_id: words_of(KINDS[kind_id], rows) for kind_id, rows in ROWS.items()})
TO_NET, TO_TWIN = Link("networks", NET.id), Link("volumes", "shop")


def test_an_id_is_known_anywhere() -> None:
    assert LINKS.of(NET.id, ()) == TO_NET
    assert LINKS.of(f"sha256:{NET.id}", ("x",)) == TO_NET
    assert LINKS.of(ANONYMOUS.name, ("Mounts", "0", "Name")) == Link("volumes", ANONYMOUS.name)
    assert LINKS.of(ENTRY.id, ()) == Link("build-cache", ENTRY.id)
    assert LINKS.of(NET.id, (), TO_NET) is None


def test_a_name_only_where_its_kind_is_spoken_of() -> None:
    assert LINKS.of("shop", ("HostConfig", "NetworkMode")) == TO_NET
    assert LINKS.of("shop", ("Mounts", "0", "Name")) == TO_TWIN
    assert LINKS.of("shop", ("Config", "Hostname")) is None
    assert LINKS.of("", ("Networks",)) is None
    assert LINKS.of("shop" * 200, ("Networks",)) is None


def test_several_in_one_line() -> None:
    spots = LINKS.spots("data, shop and more", ("volumes",))
    assert [(spot.start, spot.end, spot.link.key) for spot in spots] == [
        (0, 4, "data"), (6, 10, "shop"),
    ]  # fmt: skip
    for text in ("data → /var/lib", "data→/var/lib (ro)", "data->/var/lib"):
        field = Field("", Cell(text), "Mounts")
        assert [spot.link.key for spot in LINKS.in_field(field)] == ["data"]


@given(st.text(), st.lists(st.text()))
def test_any_text_is_looked_up_in_peace(text: str, around: list[str]) -> None:
    for spot in LINKS.spots(text, around):
        assert 0 <= spot.start < spot.end <= len(text)


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("serve --password hunter2 --port 80", f"serve --password {MASK} --port 80"),
        ("serve --token=hunter2", f"serve --token={MASK}"),
        ("serve --password-file /x", "serve --password-file /x"),
        ("AccountName=a;AccountKey=hunter2==;x=1", f"AccountName=a;AccountKey={MASK};x=1"),
        ("Server=db;Password=hunter2;", f"Server=db;Password={MASK};"),
        ("mongodb+srv://u:hunter2@h/x", f"mongodb+srv://u:{MASK}@h/x"),
        ("redis://:hunter2@h", f"redis://:{MASK}@h"),
    ],
)
def test_lines_without_their_secrets(line: str, hidden: str) -> None:
    assert mask_line(line) == hidden


def test_fields_without_their_secrets() -> None:
    plain, named = Field("user", Cell("dev")), Field("password", Cell("hunter2"))
    label = Field("", Cell("api.token=hunter2"), "Labels")
    shown = masked_fields((plain, named, label))
    assert shown[0] is plain
    assert [field.value.text for field in shown[1:]] == [MASK, f"api.token={MASK}"]
