"""The editor of ini files: one key changes, and no other byte does."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui.core.iniedit import (
    NotText,
    bytes_of,
    drop,
    entries,
    find,
    put,
    text_of,
    written,
)

FILE = "\ufeff# mine\r\n[wsl2]\r\nMemory = 4GB   # enough\r\n\r\n[experimental]\r\nsparseVhd=true"


def value(text: str, *names: str) -> str | None:
    found = find(text, *names)
    return found.value if found else None


def test_one_value_changes_and_nothing_else() -> None:
    assert put(FILE, "wsl2.memory", "8GB") == FILE.replace("4GB", "8GB")
    assert put(FILE, "wsl2.memory", "4GB") == FILE


def test_a_new_key_goes_below_the_last_of_its_section() -> None:
    after = put(FILE, "wsl2.swap", "0")
    assert after == FILE.replace("# enough\r\n", "# enough\r\nswap=0\r\n")
    last = put(FILE, "experimental.autoMemoryReclaim", "gradual")
    assert last == FILE + "\r\nautoMemoryReclaim=gradual"


def test_a_new_section_goes_to_the_end() -> None:
    assert put("", "boot.systemd", "true") == "[boot]\nsystemd=true\n"
    assert put("[a]\nb=c\n", "boot.systemd", "true") == "[a]\nb=c\n\n[boot]\nsystemd=true\n"
    assert put("[a]\nb=c", "boot.systemd", "true") == "[a]\nb=c\n\n[boot]\nsystemd=true"


def test_a_key_that_goes_leaves_its_comment() -> None:
    assert drop(FILE, "WSL2.MEMORY") == FILE.replace("Memory = 4GB   # enough", "# enough")
    assert drop("[a]\nb=1\nc=2\nB=3\n", "a.b") == "[a]\nc=2\n"
    assert drop(FILE, "wsl2.nothing") == FILE


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("k=v", "v"),
        ("k =  v \t", "v"),
        ('k=" v "', " v "),
        ('k="a#b" # c', "a#b"),
        ("k=a#b", "a"),
        ("k=", ""),
        ("k=#", ""),
        (r"k=C:\\temp\\x", "C:\\temp\\x"),
        (r"k=\"x\"", '"x"'),
        ("k=a \\\n  b", "a   b"),
        ("k=a\\\r\nb", "ab"),
        ("k=a=b", "a=b"),
        (r"k=C:\swap", None),
        ('k="open', None),
        ("k=a\\", None),
        ("k-1=a", None),
        ("1k=a", None),
        ("k", None),
    ],
)
def test_a_line_means_what_it_means_to_wsl(line: str, meant: str | None) -> None:
    assert value(f"[s]\n{line}\n" if not line.endswith("\\") else f"[s]\n{line}", "s.k") == meant


def test_the_first_one_that_can_be_read_counts() -> None:
    text = "[s]\nk=C:\\x\nk=1\n[t]\nk=9\n[S]\nK=2\n"
    assert value(text, "s.k") == "1"
    assert [(one.name, one.line) for one in entries(text)] == [
        ("s.k", 2), ("s.k", 3), ("t.k", 5), ("S.K", 7),
    ]  # fmt: skip
    assert value(put(text, "s.k", "3"), "s.k") == "3"


def test_an_older_name_is_the_same_key() -> None:
    text = "[experimental]\nnetworkingMode=mirrored\n"
    names = ("wsl2.networkingMode", "experimental.networkingMode")
    assert put(text, names[0], "nat", names[1]) == text.replace("mirrored", "nat")
    assert value(text, *names) == "mirrored"


def test_what_only_looks_like_a_section_is_none() -> None:
    assert value("[a]\n[b] x\nk=1\n", "a.k") == "1"
    assert value("[a]\n[b-c]\nk=1\n", "a.k") == "1"
    assert value("k=1\n", "k") == "1"
    assert value("#[a]\rk=1\n", "k") is None


def test_files_that_are_not_utf_8() -> None:
    raw = b"[a]\r\n# \xe4\xf6\r\nk=\xff\r\n"
    assert bytes_of(put(text_of(raw), "a.b", "1")) == raw + b"b=1\r\n"
    for other in ("[a]\n".encode("utf-16"), b"a\0b"):
        with pytest.raises(NotText):
            text_of(other)


def test_what_cannot_stand_in_a_line_is_refused() -> None:
    for bad in ("a\rb", "\x1b[2J", "\0"):
        with pytest.raises(ValueError, match="control"):
            written(bad)


def test_a_file_without_an_end_of_line_gets_those_of_its_system() -> None:
    assert put("", "wsl2.swap", "0", newline="\r\n") == "[wsl2]\r\nswap=0\r\n"
    assert put("[wsl2]", "wsl2.swap", "0", newline="\r\n") == "[wsl2]\r\nswap=0"
    assert put("[wsl2]\n", "wsl2.swap", "0", newline="\r\n") == "[wsl2]\nswap=0\n"


def test_a_large_file_takes_no_time() -> None:
    text = "[wsl2]\n" + "# a line of words\nkey=value\n" * 40_000
    assert put(text, "wsl2.memory", "8GB") == text + "memory=8GB\n"


# --- any file, any edit ------------------------------------------------------------------------

NAMES = st.sampled_from(["wsl2.memory", "wsl2.swap", "boot.command", "x.y"])
PARTS = st.sampled_from([
    "[wsl2]", "[boot]", "[x]", "[WSL2] # c", "[odd", "memory=1", " Memory = 4GB # c", "swap=",
    'command="a # b"', "command=C:\\\\x", "swap=C:\\x", 'y="open', "y=a\\", "# c", "#\r", "", " ",
    "=", "\t", "é=ü", "y=é",
])  # fmt: skip
ENDS = st.sampled_from(["\n", "\r\n", "\r", ""])
FILES = st.lists(st.tuples(PARTS | st.text(max_size=6), ENDS), max_size=9).map(
    lambda lines: "".join(map("".join, lines))
)
VALUES = st.text(st.characters(blacklist_categories=["Cc", "Cs"]), max_size=8) | st.sampled_from(
    ["", " a ", "#", "a # b", "\\", '"', "C:\\a\\b", "x\\", "\n", "\t"]
)


@given(FILES, NAMES, VALUES)
def test_any_edit_of_any_file_changes_one_place(text: str, name: str, new: str) -> None:
    after = put(text, name, new)
    assert value(after, name) == new
    assert put(after, name, new) == after
    begin = next((i for i, (a, b) in enumerate(zip(text, after, strict=False)) if a != b), None)
    if begin is None:
        begin = min(len(text), len(after))
    known = next((one for one in entries(text) if one.name.lower() == name), None)
    if known is None or text == after:
        assert after[:begin] + after[begin + len(after) - len(text) :] == text
    else:
        assert after.startswith(text[: known.start])
        assert after.endswith(text[known.end :])


@given(FILES, NAMES, VALUES)
def test_no_other_key_means_anything_else(text: str, name: str, new: str) -> None:
    assume(not text.endswith(("\\", "\\\r")))  # what cannot be read may come to its end there
    for after in (put(text, name, new), drop(text, name)):
        for one in entries(text):
            if one.name.lower() != name:
                assert value(after, one.name) == value(text, one.name)


@given(FILES, NAMES)
def test_what_was_dropped_is_not_there(text: str, name: str) -> None:
    after = drop(text, name)
    assert not [one for one in entries(after) if one.name.lower() == name]
    gone = {one.line for one in entries(text) if one.name.lower() == name}
    assert bool(gone) == (after != text)


@given(st.binary(max_size=60))
def test_bytes_come_back(raw: bytes) -> None:
    try:
        text = text_of(raw)
    except NotText:
        return
    assert bytes_of(text) == raw
    entries(text)
