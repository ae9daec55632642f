"""The words of the command line: what they mean, and what is said where they mean nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.cli.helping import help_text
from tui.cli.parsing import Call, parse, read_loosely
from tui.cli.words import GLOBALS, VERBS
from tui.core.errors import UsageError
from tui.kinds import ACTIONS


def sentence(*argv: str) -> str:
    with pytest.raises(UsageError) as caught:
        parse(argv)
    return str(caught.value)


@pytest.mark.parametrize(
    "argv",
    [
        ["--context", "far", "--read-only", "ls", "images", "--json"],
        ["ls", "--context", "far", "images", "--json", "--read-only"],
        ["ls", "images", "--json", "--context=far", "--read-only"],
    ],
)
def test_global_options_stand_before_and_behind_the_verb(argv: list[str]) -> None:
    call = parse(argv)
    assert (call.verb, call.words) == ("ls", ("images",))
    assert call.value("--context") == "far"
    assert call.has("--read-only")
    assert call.has("--json")
    assert not call.has("--dry-run")


def test_no_words_are_the_screen() -> None:
    assert parse(["--demo"]) == Call("", (), {"--demo": ("",)})


def test_a_value_may_begin_with_a_dash() -> None:
    assert parse(["ls", "images", "--filter", "-state:used"]).value("--filter") == "-state:used"


def test_what_follows_two_dashes_is_a_name() -> None:
    assert parse(["do", "container.stop", "--", "--yes"]).words == ("container.stop", "--yes")


def test_the_help_of_an_action_says_what_it_is_told() -> None:
    said = help_text(parse(["do", "distro.export", "--help"]))
    assert "--file FILE " in said
    assert "--format tar|tar.gz|tar.xz|vhdx " in said


def test_of_a_repeated_option_all_values_are_kept() -> None:
    call = parse(["do", "--confirm", "a", "distro.terminate", "a", "b", "--confirm=b"])
    assert call.options["--confirm"] == ("a", "b")


def test_options_that_only_an_action_knows_are_left_to_it() -> None:
    assert parse(["do", "--force", "container.remove", "web", "-v"]).extra == ("--force", "-v")


@pytest.mark.parametrize(
    "argv",
    [
        ["do", "distro.export", "Debian", "--file", "-x.tar", "--yes"],
        ["do", "--file=-x.tar", "distro.export", "--yes", "Debian"],
    ],
)
def test_a_form_is_told_wherever_its_words_stand(argv: list[str]) -> None:
    call = parse(argv)
    assert (call.words, call.fields) == (("distro.export", "Debian"), {"file": "-x.tar"})
    assert (call.has("--yes"), call.extra) == (True, ())


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["do", "distro.export", "Debian", "--file"], ["--file wants a value"]),
        (["list"], ["no verb “list”", "ls"]),
        (
            ["ls"],
            [
                "ls wants KIND",
                "Usage: wsltui ls KIND [--filter F] [--sizes] [--since AGE] [--json]",
            ],
        ),
        (["show", "image"], ["show wants NAME"]),
        (["ls", "images", "web"], ["no use for “web”"]),
        (["ls", "images", "--jsno"], ["no option --jsno of ls", "--json"]),
        (["ls", "images", "--filter"], ["--filter wants a value"]),
        (["ls", "images", "--json=yes"], ["--json takes no value"]),
        (["--json", "ls", "images"], ["no option --json that stands before a verb"]),
        (["history", "--limit"], ["--limit wants a value"]),
        (["completion"], ["completion wants bash|zsh|fish"]),
    ],
)
def test_a_usage_error_says_what_is_wrong_and_what_would_be_right(
    argv: list[str], words: list[str]
) -> None:
    said = sentence(*argv)
    for word in words:
        assert word in said


@pytest.mark.parametrize(
    "argv", [["list", "--help"], ["ls", "--help"], ["ls", "-h", "--wrong"], ["--wrong", "--help"]]
)
def test_help_is_given_whatever_else_is_wrong(argv: list[str]) -> None:
    assert parse(argv).has("--help")


@given(st.lists(st.sampled_from(["ls", "do", "--", "-f", "--json", "--filter", "x", "=", ""])))
def test_reading_loosely_never_fails(argv: list[str]) -> None:
    read_loosely(argv)


def test_no_choice_of_an_action_hides_an_option() -> None:
    options = {o.name for o in (*GLOBALS, *VERBS["do"].options)}
    shorts = {o.short for o in GLOBALS}
    for _, action in ACTIONS.values():
        taken = {f"--{c.id}" for c in action.choices} | {c.flag for c in action.choices}
        assert not taken & (options | shorts)
