"""What is known of each kind: revisions, failures that keep rows, patches, weaving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tui.core.health import Cause, down
from tui.core.kind import Kind, Listing
from tui.core.store import Phase, Snapshot, Store

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=5)
HUNG = down(Cause.HUNG, "It does not answer.", "Wait.")


@dataclass(frozen=True)
class Thing:
    name: str
    state: str = "running"
    used: int | None = None


def listing() -> Listing[Thing]:
    yield from ()
    return ()


def kind(id_: str, **more: Any) -> Kind[Thing]:
    return Kind(
        id=id_, singular=id_.rstrip("s"), title=id_.title(), tool="docker", listing=listing,
        key=lambda row: row.name, names=lambda row: (row.name,), columns=(),
        summary=lambda *_: (), as_json=lambda *_: {}, empty="", **more,
    )  # fmt: skip


def used(rows: tuple[Thing, ...], others: Mapping[str, Any]) -> tuple[Thing, ...]:
    """How many parcels there are; fails where a parcel says so."""
    parcels = others.get("parcels")
    if parcels and parcels[0].name == "broken":
        raise LookupError("broken")
    return tuple(replace(row, used=None if parcels is None else len(parcels)) for row in rows)


class Watched(Store):
    """A store of parcels, and of stamps that count them; `heard` is who changed."""

    def __init__(self) -> None:
        kinds = [kind("parcels"), kind("stamps", needs=("parcels",), join=used)]
        super().__init__({one.id: one for one in kinds})
        self.heard: list[str] = []
        self.subscribe(self.heard.append)

    def phase(self, kind_id: str = "parcels") -> Phase:
        return self[kind_id].phase

    def names(self, kind_id: str = "parcels") -> list[str]:
        return [row.name for row in self[kind_id].rows]


def things(*names: str) -> tuple[Thing, ...]:
    return tuple(map(Thing, names))


def test_what_nobody_asked_for_is_unknown() -> None:
    assert Watched()["parcels"] == Snapshot()


def test_rows_are_ready_and_heard_of() -> None:
    store = Watched()
    store.loading("parcels")
    store.put("parcels", things("a"), NOON)
    assert store["parcels"] == Snapshot(Phase.READY, things("a"), 2, NOON)
    assert store.heard == ["parcels", "parcels"]


def test_equal_rows_are_no_change_but_younger() -> None:
    store = Watched()
    store.put("parcels", things("a", "b"), NOON)
    rows = store["parcels"].rows
    store.heard.clear()
    store.put("parcels", things("a", "b"), LATER)
    assert store.heard == []
    assert store["parcels"].rows is rows
    assert (store["parcels"].revision, store["parcels"].at) == (1, LATER)


def test_the_end_of_partial_rows_is_a_change() -> None:
    store = Watched()
    store.put("parcels", things("a"), NOON, partial=True)
    assert store["parcels"].partial
    store.put("parcels", things("a"), NOON)
    assert (store["parcels"].partial, len(store.heard)) == (False, 2)


def test_a_failure_keeps_the_rows_and_their_age() -> None:
    store = Watched()
    store.put("parcels", things("a"), NOON, partial=True)
    store.fail("parcels", HUNG)
    assert store["parcels"] == Snapshot(Phase.FAILED, things("a"), 2, NOON, HUNG)
    store.fail("parcels", HUNG)
    assert store["parcels"].revision == 2
    store.put("parcels", things("a"), LATER)
    assert store["parcels"] == Snapshot(Phase.READY, things("a"), 3, LATER)


def test_loading_is_said_once_and_never_in_place_of_a_failure() -> None:
    """The pane would flicker between two sentences with every try."""
    store = Watched()
    store.loading("parcels")
    store.loading("parcels")
    assert (store.phase(), store.heard) == (Phase.LOADING, ["parcels"])
    store.fail("parcels", HUNG)
    store.loading("parcels")
    assert store.phase() is Phase.FAILED
    store.put("parcels", (), NOON)
    store.loading("parcels")
    assert store.phase() is Phase.READY


def patched(*asked: str, rows: tuple[Thing, ...] = ()) -> list[str]:
    store = Watched()
    store.put("parcels", things("a", "b", "c"), NOON)
    store.patch("parcels", frozenset(asked), rows, LATER)
    return [f"{row.name}:{row.state}" for row in store["parcels"].rows]


def test_a_patch_changes_a_row_in_its_place() -> None:
    changed = patched("b", rows=(Thing("b", "exited"),))
    assert changed == ["a:running", "b:exited", "c:running"]


def test_an_asked_key_without_a_row_is_gone() -> None:
    assert patched("b") == ["a:running", "c:running"]


def test_a_new_row_comes_first() -> None:
    assert patched("d", rows=things("d")) == ["d:running", "a:running", "b:running", "c:running"]


def test_a_row_that_was_not_asked_for_but_came_is_taken() -> None:
    changed = patched("b", rows=(Thing("b"), Thing("c", "exited")))
    assert changed == ["a:running", "b:running", "c:exited"]


def test_a_kind_that_needs_another_is_woven_anew_with_it() -> None:
    store = Watched()
    store.put("stamps", things("s"), NOON)
    counted = [store["stamps"].rows[0].used]
    store.put("parcels", things("a", "b"), LATER)
    counted.append(store["stamps"].rows[0].used)
    assert store["stamps"].at == NOON
    assert store.heard == ["stamps", "parcels", "stamps"]
    store.patch("parcels", frozenset("a"), (), LATER)
    counted.append(store["stamps"].rows[0].used)
    assert counted == [None, 2, 1]


def test_what_others_lack_is_woven_in_when_it_comes_first() -> None:
    store = Watched()
    store.put("parcels", things("a"), NOON)
    store.put("stamps", things("s"), NOON)
    assert store["stamps"].rows[0].used == 1


def test_a_kind_that_was_not_asked_for_does_not_appear_because_another_did() -> None:
    store = Watched()
    store.put("parcels", things("a"), NOON)
    assert store["stamps"] == Snapshot()


def test_a_failed_kind_stays_failed_when_what_it_needs_comes_in() -> None:
    store = Watched()
    store.put("stamps", things("s"), NOON)
    store.fail("stamps", HUNG)
    store.put("parcels", things("a"), LATER)
    stamps = store["stamps"]
    assert (stamps.phase, stamps.health, stamps.at) == (Phase.FAILED, HUNG, NOON)
    assert stamps.rows[0].used == 1


def test_a_kind_that_is_known_in_part_stays_so_when_what_it_needs_comes_in() -> None:
    store = Watched()
    store.put("stamps", things("s"), NOON, partial=True)
    store.put("parcels", things("a"), LATER)
    assert store["stamps"].partial


def test_rows_that_cannot_be_woven_in_leave_the_needed_kind_unharmed() -> None:
    store = Watched()
    store.put("stamps", things("s"), NOON)
    store.put("parcels", things("broken"), NOON)
    assert store.phase() is Phase.READY
    stamps = store["stamps"]
    assert (stamps.phase, len(stamps.rows)) == (Phase.FAILED, 1)
    assert stamps.health is not None
    assert "LookupError: broken" in stamps.health.reason


def test_rows_under_an_id_that_is_no_kind() -> None:
    store = Watched()
    store.put("here", ("Ubuntu-24.04",), NOON)
    assert store["here"].rows == ("Ubuntu-24.04",)


def test_a_subscription_ends_also_while_it_is_told() -> None:
    store = Watched()
    heard: list[str] = []

    def once(kind_id: str) -> None:
        heard.append(kind_id)
        end()

    end = store.subscribe(once)
    store.put("parcels", things("a"), NOON)
    store.put("parcels", things("b"), NOON)
    assert heard == ["parcels"]
    end()


def test_a_key_twice_in_a_list_harms_nobody() -> None:
    """Two networks may have one name; whoever chose the key is to blame, not the store."""
    store = Watched()
    store.put("parcels", things("a", "a"), NOON)
    store.patch("parcels", frozenset("a"), things("a"), LATER)
    assert store.names() in (["a"], ["a", "a"])


def test_rows_that_did_not_change_stay_the_very_objects() -> None:
    """Comparing thousands of them with themselves costs nothing."""
    store = Watched()
    store.put("parcels", things("a", "b"), NOON)
    first = store["parcels"].rows
    store.put("parcels", things("a", "b"), LATER)
    store.patch("parcels", frozenset("b"), (Thing("b", "exited"),), LATER)
    assert store["parcels"].rows[0] is first[0]
