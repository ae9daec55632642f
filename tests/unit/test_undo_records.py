"""What an undo entry says survives the disk, releases that come, and what befalls files."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.cleanup.world import Class
from tui.files import FileFailed
from tui.session.undo import records, shelf
from tui.session.undo.records import Broken, Entry, Item, Outcome, entry_from, entry_json
from tui.session.undo.shelf import Folder

AT = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
WEB = Item(Class.CONTAINER, "a" * 64, "web", ((Class.IMAGE, "1" * 64),), layer="wsltui-undo/x:web")
ENTRY = Entry("20260301-120000-abcd", "ENGINE", "default", AT, (WEB,))

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
refs = st.tuples(st.sampled_from(Class), texts)
items = st.builds(
    Item, st.sampled_from(Class), texts, texts, st.lists(refs, max_size=3).map(tuple), texts, texts
)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "undo" / ENTRY.id)
    made.make()
    return made


@given(st.lists(items, max_size=4))
def test_an_entry_reads_as_it_was_written(found: list[Item]) -> None:
    entry = replace(ENTRY, items=tuple(found), layer_bytes=7)
    assert entry_from(json.loads(json.dumps(entry_json(entry)))) == entry


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([], "not a record of wsltui"),
        ({"schema": "1"}, "not a record of wsltui"),
        ({"schema": 2}, "another release of wsltui .schema 2."),
        ({"schema": 1}, "not an undo entry"),
        ({"schema": 1, "id": "x", "at": "soon"}, "not an undo entry"),
        (entry_json(ENTRY) | {"items": [{"kind": "planet", "id": "x"}]}, "not known here"),
        (
            entry_json(ENTRY) | {"items": [{"kind": "image", "id": "x", "needs": ["x"]}]},
            "not known",
        ),
        (entry_json(ENTRY) | {"items": [{"kind": "image", "id": ""}]}, "without an id"),
        (entry_json(ENTRY) | {"items": "web"}, "not an undo entry"),
    ],
)
def test_what_is_no_entry_is_said_to_be_none(value: Any, words: str) -> None:
    with pytest.raises(Broken, match=words):
        entry_from(value)


def test_older_entries_are_upgraded_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = {
        -1: lambda found: found | {"schema": 0, "engine_id": found["engine"]},
        0: lambda found: found | {"schema": 1, "at": found["made_at"]},
    }
    monkeypatch.setattr(records, "UPGRADES", steps)
    old = entry_json(ENTRY)
    old |= {"schema": -1, "engine": old.pop("engine_id"), "made_at": old.pop("at")}
    assert entry_from(old) == ENTRY


def test_on_disk_it_is_private_and_last_of_all_the_entry(folder: Folder) -> None:
    secret = {"Id": "a", "Config": {"Env": ["DB_PASSWORD=hunter2"]}}
    folder.write(ENTRY, {Class.CONTAINER: [secret]})
    assert folder.things(Class.CONTAINER) == [secret]
    assert folder.things(Class.VOLUME) == []
    assert {stat.S_IMODE(one.stat().st_mode) for one in folder.path.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    files = sorted(folder.path.iterdir(), key=lambda one: one.stat().st_mtime_ns)
    assert files[-1].name == "entry.json"
    size = sum(one.stat().st_size for one in files)
    assert folder.entry() == replace(ENTRY, bytes=size)
    assert all(json.loads(one.read_text())["schema"] == 1 for one in files)


def test_the_last_word_on_each_thing_counts(folder: Folder) -> None:
    api = (Class.CONTAINER, "b" * 64)
    folder.write(replace(ENTRY, items=(WEB, Item(*api, "api"))), {})
    folder.note(WEB.ref, Outcome.BEGUN, AT)
    folder.note(WEB.ref, Outcome.REMOVED, AT)
    folder.note(api, Outcome.SKIPPED, AT)
    assert [item.outcome for item in folder.entry().items] == [Outcome.REMOVED, Outcome.SKIPPED]
    assert folder.entry().undoable
    folder.note_made(WEB.ref, "c" * 64)
    folder.note(WEB.ref, Outcome.RESTORED, AT)
    assert folder.made() == {WEB.ref: "c" * 64}
    assert folder.entry().undone


def test_a_log_that_was_cut_off_or_tampered_with_is_read_as_far_as_it_goes(folder: Folder) -> None:
    folder.write(ENTRY, {})
    folder.note(WEB.ref, Outcome.REMOVED, AT)
    with (folder.path / "log.jsonl").open("ab") as log:
        log.write(b'\xff\n{"kind":"planet","id":"x","outcome":"removed"}\n[]\n{"kind":"cont')
    assert folder.entry().items[0].outcome is Outcome.REMOVED
    assert not folder.entry().broken


@pytest.mark.parametrize("outcome", Outcome)
def test_what_is_left_to_do(outcome: Outcome) -> None:
    entry = ENTRY.with_outcomes({WEB.ref: outcome})
    closed = outcome in (Outcome.SKIPPED, Outcome.RESTORED, Outcome.THERE, Outcome.LOST)
    assert (entry.undone, entry.undoable) == (closed, not closed)


def test_a_broken_entry_is_listed_and_says_why(folder: Folder) -> None:
    entry = folder.entry()
    assert (entry.unfinished, entry.undone, entry.undoable) == (True, False, False)
    assert "never finished" in entry.broken
    assert entry.at == AT.replace(microsecond=0)
    folder.write(ENTRY, {})
    (folder.path / "entry.json").write_text('{"schema": 1, "id"')
    assert "is not whole" in folder.entry().broken
    (folder.path / "entry.json").write_text(json.dumps(entry_json(replace(ENTRY, id="other"))))
    assert "belongs to other" in folder.entry().broken
    assert not folder.entry().unfinished


def test_things_that_cannot_be_read(folder: Folder) -> None:
    with pytest.raises(Broken, match="cannot be read"):
        folder.things(Class.CONTAINER)


def test_which_directories_are_entries(tmp_path: Path) -> None:
    names = ["20260301-120000-abcd", "20260302-120000-abcd", ".20260301-120000-ffff.gone", "A b"]
    for name in names:
        (tmp_path / name).mkdir()
    (tmp_path / "20260303-120000-abcd").write_text("a file")
    assert [one.id for one in shelf.folders(tmp_path)] == [names[1], names[0]]
    assert shelf.folders(tmp_path / "nowhere") == []
    shelf.sweep(tmp_path)
    assert not (tmp_path / names[2]).exists()


def test_deleting_is_whole_and_can_be_repeated(folder: Folder) -> None:
    folder.write(ENTRY, {})
    folder.delete()
    assert not list(folder.path.parent.iterdir())
    folder.delete()


def test_a_place_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "undo").write_text("")
    with pytest.raises(FileFailed):
        Folder(tmp_path / "undo" / "x").make()
