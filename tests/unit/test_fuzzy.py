"""Entries found by a few of their letters, the best first."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from tui.core.fuzzy import Hit, Index, places

ENTRIES = (
    ("Distros", "wsl -l -v", "wsl.exe --list --verbose"),
    ("Containers", "docker ps -a", "docker container ls --all"),
    ("Images", "docker images", "docker image ls --all"),
    ("Remove container", "docker rm", "container.remove"),
    ("Remove image", "docker rmi", "docker image rm", "image.remove"),
    ("Restart container", "docker restart", "container.restart"),
    ("Stop container", "docker stop", "container.stop"),
)
INDEX = Index(ENTRIES)


def found(query: str) -> list[str]:
    return [ENTRIES[hit.entry][0] for hit in INDEX.rank(query)]


def text_found(query: str) -> str:
    hit = INDEX.rank(query)[0]
    return ENTRIES[hit.entry][hit.text]


def test_no_query_is_everything_as_it_was() -> None:
    assert INDEX.rank("") == INDEX.rank("  ") == INDEX.rank("--")
    assert found("") == [texts[0] for texts in ENTRIES]


def test_a_command_finds_its_entry_under_its_own_spelling() -> None:
    for command in ("docker ps -a", "docker container ls --all", "docker image ls --all"):
        assert text_found(command) == command
    assert found("docker ps -a")[0] == "Containers"
    assert found("docker image ls --all")[0] == "Images"
    assert text_found("WSL.EXE --list") == "wsl.exe --list --verbose"


def test_flags_may_be_left_out_and_words_may_stand_in_any_order() -> None:
    assert found("docker image ls")[0] == "Images"
    assert found("ls container")[0] == "Containers"
    assert found("image remove")[0] == "Remove image"


def test_an_action_id_is_found() -> None:
    assert found("container.remove") == ["Remove container"]
    assert text_found("container.remove") == "container.remove"


def test_a_whole_text_beats_its_beginning_beats_a_word_beats_an_inside() -> None:
    index = Index((("unstop",), ("do stop",), ("stop it",), ("stop",), ("s t o p",)))
    assert [hit.entry for hit in index.rank("stop")] == [3, 2, 1, 0, 4]


def test_titles_come_before_other_texts_and_short_before_long() -> None:
    index = Index((("a", "prune images"), ("prune volumes",), ("prune all",)))
    assert [hit.entry for hit in index.rank("prune")] == [2, 1, 0]


def test_letters_with_gaps_prefer_the_starts_of_words() -> None:
    assert found("rc")[:2] == ["Remove container", "Restart container"]
    assert places("rc", "Remove container") == (0, 7)
    assert found("rmimg")[0] == "Remove image"


def test_equals_keep_their_order() -> None:
    index = Index([("same", "text")] * 5)
    assert [hit.entry for hit in index.rank("sm")] == [0, 1, 2, 3, 4]


def test_nothing_matches() -> None:
    assert found("zebra") == []
    assert Index(()).rank("a") == []
    assert Index(((), ("",))).rank("a") == []
    assert places("zebra", "container") == ()
    assert places("", "container") == ()


def test_the_letters_found_are_named() -> None:
    text = "docker image ls --all"
    assert places("ls --all", text) == tuple(range(13, 21))
    assert [text[at] for at in places("ls docker", text)] == list("dockerls")
    assert places("ls", "also ls") == (5, 6)
    assert places("image", "reimage") == (2, 3, 4, 5, 6)


def test_letters_that_grow_in_lower_case_move_nothing() -> None:
    assert places("stop", "İİ stop") == (3, 4, 5, 6)


def test_five_hundred_entries_take_a_moment() -> None:
    index = Index([(*texts, f"word {n}") for n in range(72) for texts in ENTRIES][:500])
    queries = ("docker", "dr", "e", "docker image ls --all", "drestrt")
    assert min(_seconds(index, queries) for _ in range(20)) < 0.002 * 5 * len(queries)


def _seconds(index: Index, queries: tuple[str, ...]) -> float:
    start = time.process_time()
    for query in queries:
        index.rank(query)
    return time.process_time() - start


some_text = st.text(st.sampled_from("abC 1-._/é日"), max_size=12)


@given(some_text, st.lists(st.lists(some_text, min_size=1, max_size=3), max_size=6))
def test_what_is_found_can_be_shown(query: str, entries: list[list[str]]) -> None:
    hits = Index(entries).rank(query)
    assert hits == sorted(hits, key=lambda hit: -hit.score)
    assert len({hit.entry for hit in hits}) == len(hits)
    for hit in hits:
        text = entries[hit.entry][hit.text]
        at = places(query, text)
        assert list(at) == sorted(set(at))
        assert all(0 <= index < len(text) for index in at)
        if hit.score:
            assert at
            assert {text[index].lower() for index in at} >= _letters(query)


@given(some_text)
def test_every_text_finds_itself(text: str) -> None:
    assert INDEX.rank(text) is not None
    assert Index(((text,),)).rank(text)[0][:2] == Hit(0, 0, 0)[:2]


def _letters(query: str) -> set[str]:
    return {letter for letter in query.lower() if letter.isalnum()}
