"""What docker takes for a name, a port, a mount, a size: tried on engine 20.10 and CLI 28."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.wordlist import NotWordsError, listed, split, split_list, words
from tui.kinds import container_words as bad

FINE: dict[bad.Bad, list[str]] = {
    bad.bad_name: ["web", "w1", "a.b_c-d", "0x"],
    bad.bad_image: [
        "nginx", "nginx:1.29", "host:5000/a/b:1", "ghcr.io/a/b@sha256:" + "0" * 64, "a__b",
        "0" * 64, "sha256:" + "a" * 64, "localhost/x", "abcdef",
    ],
    bad.bad_tag: ["shop/web:snapshot", "host.test:5000/a"],
    bad.bad_port: [
        "80", "8080:80", "127.0.0.1:8080:80", "127.0.0.1::80", "[::1]:8080:80/tcp", "53:53/udp",
        "8000-8010:80-90", "8000-8010:80", "7000-7003", "0:80", ":80",
    ],
    bad.bad_mount: [
        "/cache", "data:/data", "/a:/b", "/a:/b:ro", "data:/data:ro,z",
        "type=tmpfs,target=/fast", "type=bind,source=/a,dst=/b,readonly",
    ],
    bad.bad_env: ["A=1", "A=", "A", "a.b=x y", "A==", "PATH"],
    bad.bad_memory: ["6m", "512m", "1.5g", "1G", "2gb", "1GiB", "8000000", "1 g"],
    bad.bad_swap: ["-1", "1g"],
    bad.bad_cpus: ["0.5", "2", "0.01", "16"],
    bad.bad_count: ["1", "-1", "200"],
    bad.bad_seconds: ["0", "10", "-1"],
    bad.bad_signal: ["SIGINT", "INT", "hup", "9", "64", "SIGRTMIN+3"],
    bad.bad_user: ["root", "1000", "1000:1000", "www-data", "a:b"],
    bad.bad_inner_path: ["/etc", "/"],
    bad.bad_detach_keys: ["ctrl-p,ctrl-q", "ctrl-x,d", "ctrl-]"],
}  # fmt: skip
WRONG: dict[bad.Bad, list[str]] = {
    bad.bad_name: ["n", "-x", "a b", "", "_a", "a/b", "名前"],
    bad.bad_image: ["Nginx", "-x", "a b", "a:b:c", "a//b", ""],
    bad.bad_tag: ["Bad/Name", "a@sha256:" + "0" * 64, "a:"],
    bad.bad_port: [
        "80:x", "x", "80:", "70000:80", "80:70000", "127.0.0.1:80", "1:2:3:4", "80/icmp",
        "0", "80:0", "90-80", "8000-8001:80-85", "-80",
    ],
    bad.bad_mount: ["data", "rel/x:/y", "./x:/y", "/a:b", "a:/b:ro:z", ":/b", "type=bind", "/a:"],
    bad.bad_env: ["=1", "-e", "A B", ""],
    bad.bad_memory: ["1k", "0", "lots", "-1", "1m", ""],
    bad.bad_swap: ["-2", "1k"],
    bad.bad_cpus: ["0", "0.001", "-1", "two", "1e3", "99999"],
    bad.bad_count: ["0", "-2", "many"],
    bad.bad_seconds: ["-2", "1.5", "soon", "1000000"],
    bad.bad_signal: ["NOPE", "0", "65", "-9", "SIG"],
    bad.bad_user: ["-u", "a b", "a:b:c", ""],
    bad.bad_inner_path: ["etc", "./x", ""],
    bad.bad_detach_keys: ["ctrl-", "ctrl-p,", "strg-p", ""],
}  # fmt: skip


@pytest.mark.parametrize("check", FINE, ids=lambda check: check.__name__)
def test_what_docker_takes(check: bad.Bad) -> None:
    assert {word: why for word in FINE[check] if (why := check(word))} == {}


@pytest.mark.parametrize("check", WRONG, ids=lambda check: check.__name__)
def test_what_docker_refuses(check: bad.Bad) -> None:
    assert [word for word in WRONG[check] if check(word) is None] == []


def test_both_lists_try_every_check() -> None:
    assert FINE.keys() == WRONG.keys()
    own = {name for name in dir(bad) if name.startswith("bad_")}
    assert own == {check.__name__ for check in FINE}


@given(st.lists(st.text(min_size=1, max_size=8), max_size=5))
def test_words_come_back_as_they_were_quoted(given_words: list[str]) -> None:
    assert words(shlex.join(given_words)) == tuple(given_words)


@given(st.text(max_size=40))
def test_any_line_is_split_somehow(line: str) -> None:
    assert isinstance(split(line), tuple)
    assert all(split_list(line))


def test_words_and_lists() -> None:
    assert words("sh -c 'exit 1' \"a b\"") == ("sh", "-c", "exit 1", "a b")
    assert listed("80:80, 443,\t53:53/udp,") == ("80:80", "443", "53:53/udp")
    assert words("echo $HOME *") == ("echo", "$HOME", "*")
    with pytest.raises(NotWordsError, match="no partner"):
        words("say 'hello")
    assert split("say 'hello") == ("say", "'hello")
    assert split_list("80:80,'") == ("80:80", "'")


def test_sizes_are_counted_as_docker_counts_them() -> None:
    assert [bad.size_of(word) for word in ("64m", "1.5g", "10", "x")] == [
        64 * 1024**2, 3 * 1024**3 // 2, 10, None,
    ]  # fmt: skip
