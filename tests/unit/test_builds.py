"""The build cache as the Engine API and the docker CLIs tell it, and what may be removed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.recorded import Saying, failed, folders, rows, told_in
from tests.unit.container_samples import VIEW, printable
from tests.unit.test_volumes import anything
from tui.core.action import NO_CHOICE, Confirm, Item
from tui.core.command import Outcome, Result, docker
from tui.core.errors import CommandFailed
from tui.core.verify import not_done
from tui.kinds.build_record import API, DF, CacheEntry
from tui.kinds.builds import BUILD_CACHE

FOLDERS = folders()
ASKED, PRINTED = API.typed(), "docker system df"
BASE, LAYER, LEAF = (
    "base000000000000000000000",
    "layer00000000000000000000",
    "leaf000000000000000000000",
)
REMOVE = BUILD_CACHE.actions[0]


@pytest.fixture(params=FOLDERS)
def recorded(request: pytest.FixtureRequest) -> tuple[CacheEntry, ...]:
    return rows(BUILD_CACHE.listing(), told_in(request.param))


def entry(ident: str = LEAF, *parents: str, **more: Any) -> dict[str, Any]:
    """One entry as engines of API 1.42 and later tell it."""
    own = {
        "ID": ident, "Parents": list(parents) or None, "Type": "regular", "Size": 4096,
        "Description": "mount / from exec /bin/sh -c make", "InUse": False, "Shared": False,
        "CreatedAt": "2026-02-01T08:00:00.123456789Z", "LastUsedAt": "2026-02-20T08:00:00Z",
        "UsageCount": 3,
    }  # fmt: skip
    return own | more


def answer(*entries: Any, **more: Any) -> bytes:
    return json.dumps({"BuildCache": list(entries), **more}).encode()


def listed(api: bytes | Result, printed: bytes | Result = b"null\n") -> tuple[CacheEntry, ...]:
    return rows(BUILD_CACHE.listing(), Saying({ASKED: api, PRINTED: printed}))


def one(**parts: Any) -> CacheEntry:
    (row,) = listed(answer(entry(**parts)))
    return row


def test_the_api_tells_exact_bytes() -> None:
    row = one(Size=1_234_567)
    assert row == CacheEntry(
        LEAF, "regular", "mount / from exec /bin/sh -c make", 1_234_567,
        datetime(2026, 2, 1, 8, 0, 0, 123456, UTC), datetime(2026, 2, 20, 8, tzinfo=UTC),
        3, in_use=False, shared=False,
    )  # fmt: skip


def test_only_the_build_cache_is_asked_for() -> None:
    assert API.api is not None
    assert (API.api.method, API.api.path) == ("GET", "/system/df?type=build-cache&verbose=1")
    assert not API.mutates
    assert API.timeout == DF.timeout == 300
    told = Saying({ASKED: answer()})
    assert rows(BUILD_CACHE.listing(), told) == ()
    assert [command.api for command in told.asked] == [API.api]


@pytest.mark.parametrize(
    "told",
    [
        {"BuildCache": [entry()]},
        {"BuildCacheUsage": {"TotalCount": 1, "Items": [entry()]}},
        {"BuildCacheUsage": {"TotalCount": 1, "Items": [entry()]}, "BuildCache": [entry()]},
        {"BuildCacheUsage": {"TotalCount": 1}, "BuildCache": [entry()]},
        {"BuildCache": [entry(), entry()]},
        {"BuildCache": [entry(Parents=None, Parent="")]},
    ],
)
def test_every_age_of_the_api_is_understood(told: Mapping[str, Any]) -> None:
    assert [row.id for row in listed(json.dumps(told).encode())] == [LEAF]


@pytest.mark.parametrize("told", [{"BuildCache": None}, {"BuildCacheUsage": {}}])
def test_no_entries(told: Mapping[str, Any]) -> None:
    assert listed(json.dumps(told).encode(), failed("never asked")) == ()


@pytest.mark.parametrize(
    ("said", "size"), [(-1, None), (0, 0), (None, None), ("1kB", None), (2**70, None)]
)
def test_sizes_that_nobody_knows(said: Any, size: int | None) -> None:
    assert one(Size=said).size_bytes == size


def test_what_is_not_said_is_not_false() -> None:
    (row,) = listed(answer({"ID": LEAF}))
    assert (row.in_use, row.shared, row.usage_count, row.size_bytes) == (None, None, None, None)


# --- the command in place of the API -------------------------------------------------------------

NO_API = Result(docker(), Outcome.NOT_STARTED, stderr=b"The Engine API is not used over ssh.")


def test_the_command_answers_where_the_api_does_not(recorded: tuple[CacheEntry, ...]) -> None:
    types = {row.type for row in recorded}
    assert types == {"regular", "source.local", "exec.cachemount"}
    assert {row.size_bytes for row in recorded if row.type == "source.local"} >= {50_000}
    assert all(row.in_use is False for row in recorded)
    assert {row.shared for row in recorded} == {True, False}
    assert all(row.created and row.last_used and row.usage_count for row in recorded)
    assert any('echo "<two> & more"' in row.description for row in recorded)


def test_every_cli_tells_the_same() -> None:
    """But for the last use of a mounted cache, which the engine notes a second later."""

    def told(folder: str) -> list[CacheEntry]:
        found = rows(BUILD_CACHE.listing(), told_in(folder))
        timeless = (replace(row, last_used=None, usage_count=None) for row in found)
        return sorted(timeless, key=BUILD_CACHE.key)

    first, *others = map(told, FOLDERS)
    for other in others:
        assert other == first


def test_chains_of_parents(recorded: tuple[CacheEntry, ...]) -> None:
    known = {row.id: row for row in recorded}
    chained = [row for row in recorded if row.parents]
    assert len(chained) >= 3
    for row in chained:
        assert all(row.id in known[parent].children for parent in row.parents)
    leaf = next(row for row in chained if "echo three" in row.description)
    assert leaf.children == ()


@pytest.mark.parametrize(
    "api", [NO_API, failed("lost"), b"<html>", b"[]", b"null", b"{}", b"\xff", b""]
)
def test_whatever_the_api_lacks_the_command_has(api: bytes | Result) -> None:
    printed = [{"ID": LEAF, "CacheType": "regular", "Size": "1.5kB", "Parent": f"{BASE}, {LAYER}"}]
    (row,) = listed(api, json.dumps(printed).encode())
    assert (row.id, row.size_bytes, row.parents) == (LEAF, 1500, (BASE, LAYER))


@pytest.mark.parametrize("printed", [b"null\n", b"[]\n", b"[]"])
def test_the_command_may_say_that_there_is_none(printed: bytes) -> None:
    assert listed(NO_API, printed) == ()


@pytest.mark.parametrize("printed", [b"", b"json\n", b"{}", b"[{}]", b"[null]", b"<no value>\n"])
def test_what_is_no_build_cache_is_an_error(printed: bytes) -> None:
    with pytest.raises(CommandFailed, match="cannot be read"):
        listed(NO_API, printed)


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_engine_that_is_down_is_an_error(folder: str) -> None:
    with pytest.raises(CommandFailed, match="Cannot connect to the Docker daemon"):
        rows(BUILD_CACHE.listing(), told_in(f"{folder}-down"))


def test_an_engine_that_takes_too_long_is_not_asked_twice() -> None:
    told = Saying({ASKED: Result(docker(), Outcome.TIMEOUT), PRINTED: b"[]"})
    with pytest.raises(CommandFailed, match="No answer in 300 s"):
        rows(BUILD_CACHE.listing(), told)
    assert len(told.asked) == 1


# --- removing ------------------------------------------------------------------------------------


def chain() -> tuple[CacheEntry, ...]:
    """base ← layer ← leaf"""
    entries = (entry(BASE), entry(LAYER, BASE), entry(LEAF, LAYER))
    found = {row.id: row for row in listed(answer(*entries))}
    return found[BASE], found[LAYER], found[LEAF]


def test_the_words_of_the_cli() -> None:
    command = REMOVE.plan(one(), frozenset())
    assert command.argv == (
        "docker", "builder", "prune", "--force", "--all", "--filter", f"id={LEAF}"
    )  # fmt: skip
    assert command.mutates
    assert (REMOVE.id, REMOVE.confirm, REMOVE.width) == ("build-cache.remove", Confirm.ASK, 1)


def test_only_leaves_that_no_build_uses_can_be_removed() -> None:
    base, layer, leaf = chain()
    assert REMOVE.disabled(leaf) is None
    assert REMOVE.disabled(layer) == (
        "layer0000000 is what leaf00000000 was built on: remove that first"
    )
    assert "layer0000000" in (REMOVE.disabled(base) or "")
    assert "used by a build" in (REMOVE.disabled(one(InUse=True)) or "")


@pytest.mark.parametrize("ident", [".*", "a|b", "abc def", "^a"])
def test_an_id_that_is_a_pattern_is_never_handed_on(ident: str) -> None:
    assert "pattern" in (REMOVE.disabled(one(ID=ident)) or "")


def test_a_shared_one_frees_nothing() -> None:
    assert "frees nothing" in (REMOVE.warn(one(Shared=True), NO_CHOICE) or "")
    assert REMOVE.warn(one(), NO_CHOICE) is None


def test_what_is_still_there_was_not_removed() -> None:
    base, layer, leaf = chain()
    items = [Item(row.id, row.id, REMOVE.plan(row, frozenset())) for row in (base, layer, leaf)]
    assert not_done(BUILD_CACHE, REMOVE, items, ()) == {}
    reasons = not_done(BUILD_CACHE, REMOVE, items, (base, replace(leaf, in_use=True)))
    assert list(reasons) == [BASE, LEAF]
    assert "was built on" in reasons[BASE]
    assert reasons[LEAF].startswith("leaf00000000 is used by a build that runs now")
    (reason,) = not_done(BUILD_CACHE, REMOVE, items[2:], (leaf,)).values()
    assert reason == "leaf00000000 is still there: docker skipped it"


def test_an_action_without_a_doubt_needs_no_second_look() -> None:
    trusting = replace(REMOVE, verify=None)
    items = [Item(LEAF, LEAF, REMOVE.plan(one(), frozenset()))]
    assert not_done(BUILD_CACHE, trusting, items, (one(),)) == {}


# --- how it is shown -----------------------------------------------------------------------------

FIELDS = "id type description size_bytes created last_used usage_count in_use shared parents"


def test_json_has_its_fields_in_their_order(recorded: tuple[CacheEntry, ...]) -> None:
    for row in (*recorded, *chain()):
        told = BUILD_CACHE.as_json(row, VIEW)
        json.dumps(told, allow_nan=False)
        assert list(told) == FIELDS.split()
        assert isinstance(told["parents"], list)


def test_it_is_read_only_when_asked_for() -> None:
    assert BUILD_CACHE.lazy
    assert not BUILD_CACHE.polled


def test_rows_come_last_used_first_and_go_by_a_short_id_too() -> None:
    old = entry(BASE, LastUsedAt="2020-01-01T00:00:00Z")
    assert [row.id for row in listed(answer(old, entry()))] == [LEAF, BASE]
    assert BUILD_CACHE.names(one()) == (LEAF, LEAF[:12])


def test_the_headline_leaves_out_what_images_hold() -> None:
    assert BUILD_CACHE.headline([]) == "0"
    assert BUILD_CACHE.headline([one(), replace(one(), shared=True)]) == "2, 4.1 kB"


PARTS = list(entry())


@given(st.dictionaries(st.sampled_from(PARTS), anything))
def test_whatever_the_engine_says_can_be_shown(parts: dict[str, Any]) -> None:
    (row,) = listed(answer(parts | {"ID": LEAF}))
    json.dumps(BUILD_CACHE.as_json(row, VIEW), allow_nan=False)
    for column in BUILD_CACHE.columns:
        assert printable(column.cell(row, VIEW).text)
        assert column.sort(row) <= column.sort(row)
    for field in BUILD_CACHE.summary(row, VIEW):
        assert printable(field.label + field.value.text)
    for facet in BUILD_CACHE.facets.values():
        assert all(isinstance(text, str) for text in facet(row))
    REMOVE.disabled(row)
    REMOVE.warn(row, NO_CHOICE)


def test_the_family_goes_down_to_the_base_and_up_to_the_leaf() -> None:
    chain = (entry(BASE, Size=7), entry(LAYER, BASE), entry(LEAF, LAYER, "gone"))
    found = {row.id: row for row in listed(answer(*chain))}
    assert [(kin.id, kin.steps) for kin in found[LEAF].before] == [
        ("gone", 1), (LAYER, 1), (BASE, 2),
    ]  # fmt: skip
    assert [kin.id for kin in found[BASE].after] == [LAYER, LEAF]
    (family,) = BUILD_CACHE.tabs
    words = [field.value.text for field in family.read(found[LEAF], (), VIEW)]
    assert ("it is not in the list" in words, "7 B, 2 steps away" in words) == (True, True)
    assert family.absent(found[BASE]) is None
    assert "built on nothing" in str(family.absent(one(ID="alone")))
    assert "before" not in BUILD_CACHE.as_json(found[LEAF], VIEW)


def test_a_circle_of_parents_ends() -> None:
    rows_ = {row.id: row for row in listed(answer(entry(BASE, LEAF), entry(LEAF, BASE)))}
    assert [kin.id for kin in rows_[BASE].before] == [LEAF]
