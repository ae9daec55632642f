"""Key names in every spelling, and the user's keys laid over the defaults."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding
from textual.keys import _character_to_key, format_key

from tui.core import keynames
from tui.core.keymap import key_label, normalise, resolve, sent_as

PRINTED = string.ascii_letters + string.digits + string.punctuation
NAMED = ["escape", "enter", "delete", "pageup", "up", "tab", "space", "f5", "backspace", "home"]
LATER = st.sampled_from([*PRINTED, *NAMED, "ctrl+r", "ctrl+shift+left", "alt+x", "shift+tab"])

DEFAULTS = {
    "container.start": ("containers", ("s",)),
    "container.stop": ("containers", ("s",)),
    "container.restart": ("containers", ("r",)),
    "container.remove": ("containers", ("d", "delete")),
    "image.remove": ("images", ("d", "delete")),
    "table.filter": ("global", ("/",)),
    "app.quit": ("global", ("q",)),
    "app.crash": ("global", ()),
}


@pytest.mark.parametrize("char", PRINTED)
def test_a_printed_character_has_the_name_textual_gives_it(char: str) -> None:
    assert normalise(char) == _character_to_key(char)


@pytest.mark.parametrize("char", ["é", "Ñ", "ß", "ж", "€", "°", "«", "§"])
def test_keys_of_other_keyboards_have_textuals_names_too(char: str) -> None:
    name = normalise(char)
    assert name == _character_to_key(char)
    assert normalise(name) == name
    assert key_label(name) == char


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("*", "asterisk"),
        ("Asterisk", "asterisk"),
        ("?", "question_mark"),
        ("F5", "f5"),
        ("Esc", "escape"),
        ("return", "enter"),
        ("del", "delete"),
        ("PgDn", "pagedown"),
        ("hyphen_minus", "minus"),
        ("↑", "up"),
        ("X", "X"),
        ("shift+x", "X"),
        ("Ctrl+R", "ctrl+r"),
        ("control + r", "ctrl+r"),
        ("alt+X", "alt+shift+x"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("ctrl++", "ctrl+plus"),
        ("ctrl+@", "ctrl+space"),
        (" ", "space"),
    ],
)
def test_other_spellings_are_understood(written: str, name: str) -> None:
    assert normalise(written) == name


@pytest.mark.parametrize(
    "written", ["", "+r", "++", "ctrl+", "hyperspace", "f25", "ss", "shift+1", "a,b", "🚀", "\x1b"]
)
def test_what_is_no_key_is_none(written: str) -> None:
    assert normalise(written) is None


@given(LATER)
def test_a_name_and_its_label_lead_to_each_other(written: str) -> None:
    name = normalise(written)
    assert name is not None
    assert normalise(name) == name
    assert normalise(key_label(name)) == name
    assert normalise(key_label(name, plain=True)) == name


@pytest.mark.parametrize("char", string.punctuation)
def test_labels_of_punctuation_agree_with_textual(char: str) -> None:
    assert key_label(_character_to_key(char)) == char == format_key(_character_to_key(char))


def test_labels_are_short_and_can_do_without_arrows() -> None:
    keys = ["escape", "f5", "ctrl+r", "delete", "ctrl+space", "ctrl+plus"]
    assert [key_label(key) for key in keys] == [
        "esc",
        "F5",
        "ctrl+r",
        "del",
        "ctrl+space",
        "ctrl++",
    ]
    assert (key_label("shift+up"), key_label("up", plain=True)) == ("shift+↑", "up")


@given(LATER)
def test_textual_takes_every_name_as_it_is(written: str) -> None:
    for key in sent_as(normalise(written) or ""):
        assert [binding.key for binding in Binding.make_bindings([(key, "x", "y")])] == [key]


def test_ctrl_space_is_bound_under_both_names_textual_reports() -> None:
    assert sent_as("ctrl+space") == ("ctrl+space", "ctrl+@")
    assert sent_as("s") == ("s",)


def test_defaults_that_share_a_key_are_no_clash() -> None:
    keys, problems = resolve(DEFAULTS, {})
    assert problems == ()
    assert keys["container.start"] == keys["container.stop"] == ("s",)
    assert keys["table.filter"] == ("slash",)


def test_an_override_replaces_all_keys_and_an_empty_one_takes_them_away() -> None:
    keys, problems = resolve(DEFAULTS, {"container.remove": ("D", "*", "D"), "app.quit": ()})
    assert problems == ()
    assert keys["container.remove"] == ("D", "asterisk")
    assert keys["app.quit"] == ()
    assert keys["image.remove"] == ("d", "delete")


def test_actions_that_share_by_default_may_share_another_key() -> None:
    keys, problems = resolve(DEFAULTS, {"container.start": ("t",), "container.stop": ("t",)})
    assert problems == ()
    assert keys["container.start"] == keys["container.stop"] == ("t",)


def test_two_actions_may_swap_keys() -> None:
    wishes = {"container.restart": ("d",), "container.remove": ("r",)}
    keys, problems = resolve(DEFAULTS, wishes)
    assert problems == ()
    assert {action: keys[action] for action in wishes} == wishes


def test_an_unknown_action_and_an_unknown_key_are_reported() -> None:
    keys, problems = resolve(DEFAULTS, {"container.stpo": ("t",), "app.quit": ("x", "hyperspace")})
    assert keys["app.quit"] == ("q",)
    assert "container.stpo" not in keys
    assert [str(problem) for problem in problems] == [
        "keys.container.stpo: there is no such action",
        "keys.app.quit: there is no key hyperspace; it stays on q",
    ]


def test_a_clash_in_one_scope_is_reported_and_the_default_stays() -> None:
    keys, problems = resolve(DEFAULTS, {"container.restart": ("s",)})
    assert keys["container.restart"] == ("r",)
    assert [str(problem) for problem in problems] == [
        "keys.container.restart: s is also the key of container.start; it stays on r"
    ]


@pytest.mark.parametrize(
    ("action", "key"), [("container.restart", "q"), ("app.crash", "r"), ("app.crash", "q")]
)
def test_a_global_key_clashes_everywhere(action: str, key: str) -> None:
    keys, problems = resolve(DEFAULTS, {action: (key,)})
    assert keys[action] != (key,)
    assert [problem.key for problem in problems] == [f"keys.{action}"]


def test_more_scopes_can_be_live_everywhere() -> None:
    defaults = {"a.x": ("a", ("x",)), "table.y": ("table", ("y",))}
    assert resolve(defaults, {"a.x": ("y",)})[1] == ()
    assert resolve(defaults, {"a.x": ("y",)}, ("global", "table"))[1] != ()


def test_other_scopes_do_not_clash() -> None:
    keys, problems = resolve(DEFAULTS, {"image.remove": ("s",)})
    assert problems == ()
    assert keys["image.remove"] == ("s",)


def test_of_two_overrides_with_one_key_neither_wins() -> None:
    keys, problems = resolve(DEFAULTS, {"container.restart": ("z",), "container.remove": ("z",)})
    assert (keys["container.restart"], keys["container.remove"]) == (("r",), ("d", "delete"))
    assert [problem.key for problem in problems] == [
        "keys.container.restart",
        "keys.container.remove",
    ]


def test_an_override_falls_with_the_one_that_was_to_make_room() -> None:
    wishes = {"container.remove": ("r",), "container.restart": ("q",)}
    keys, problems = resolve(DEFAULTS, wishes)
    assert (keys["container.remove"], keys["container.restart"]) == (("d", "delete"), ("r",))
    assert len(problems) == 2


def test_keys_that_send_the_same_byte_clash() -> None:
    defaults = {"a.x": ("a", ("tab",)), "a.y": ("a", ("y",))}
    assert [problem.key for problem in resolve(defaults, {"a.y": ("ctrl+i",)})[1]] == ["keys.a.y"]


def test_a_default_that_is_no_key_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="hyperspace"):
        resolve({"a.x": ("a", ("hyperspace",))}, {})


@given(st.dictionaries(st.sampled_from([*DEFAULTS, "no.such"]), st.lists(LATER, max_size=3)))
def test_whatever_is_wished_for_nobody_loses_a_key_in_silence(wishes: dict[str, list[str]]) -> None:
    keys, problems = resolve(DEFAULTS, {action: tuple(wish) for action, wish in wishes.items()})
    reported = {problem.key.removeprefix("keys.") for problem in problems}
    assert keys.keys() == DEFAULTS.keys()
    for action, wish in wishes.items():
        if action not in reported:
            assert keys[action] == tuple(dict.fromkeys(normalise(key) for key in wish))
    for one, (scope, usual) in DEFAULTS.items():
        if one in reported or one not in wishes:
            assert keys[one] == tuple(normalise(key) for key in usual)
        for two, (other, _usual) in DEFAULTS.items():
            beside = scope == other or "global" in (scope, other)
            if one != two and beside and {one, two} != {"container.start", "container.stop"}:
                assert not set(keys[one]) & set(keys[two])


def test_the_names_of_rare_characters_are_not_made_for_letters() -> None:
    keynames._rare.cache_clear()
    assert [key_label(key) for key in ("s", "X", "ctrl+r", "question_mark", "f5")] == [
        "s", "X", "ctrl+r", "?", "F5",
    ]  # fmt: skip
    assert keynames._rare.cache_info().currsize == 0
