"""A form as a value: defaults, what will not do, and what a plan is handed."""

from __future__ import annotations

from typing import Any

import pytest

from tui.cli.words import GLOBALS, VERBS
from tui.core.form import About, Field, Filled, Place, Sort, completed, faults, place_of, value_of
from tui.kinds import ACTIONS

NAME: Field[str] = Field("name", "Name", "What it is called")
LENGTH: Field[str] = Field(
    "length", "Length", "Of the name", Sort.CHOICE,
    default=lambda about: "long" if len(about.values["name"]) > 3 else "short",
    options=lambda _: ("short", "long"),
    check=lambda about, value: f"{about.row} is short" if (about.row, value) == ("x", "long")
    else None,
)  # fmt: skip
MORE: Field[str] = Field("more", "More", "If anything", required=False)
FORM = (NAME, LENGTH, MORE)


def told(row: str | None = None, **values: str) -> About[str]:
    return completed(FORM, About(row, (), values))


def test_a_default_is_made_from_what_was_told_before() -> None:
    assert told(name="abcd").values == {"name": "abcd", "length": "long", "more": ""}
    assert told(name="abcd", length="short").values["length"] == "short"


@pytest.mark.parametrize(
    ("about", "wrong"),
    [
        (told(), {"name": "it is missing"}),
        (told(name="a"), {}),
        (told(name="a", length="wide"), {"length": "“wide” is none of short, long"}),
        (told("x", name="abcd"), {"length": "x is short"}),
        (told(name="a\x1b[2J"), {"name": "it has characters that cannot be printed"}),
    ],
)
def test_what_will_not_do(about: About[str], wrong: dict[str, str]) -> None:
    assert faults((NAME, LENGTH, MORE), about) == wrong


def test_ticks_and_values_are_handed_over_as_one() -> None:
    filled = Filled({"force"}, {"name": "a"}, {"name": Place("C:\\a", "/mnt/c/a")})
    assert set(filled) == {"force"}
    assert "force" in filled
    assert value_of(filled, "name") == "a"
    assert place_of(filled, "name").windows == "C:\\a"
    plain: frozenset[str] = frozenset({"force"})
    assert (value_of(plain, "name"), place_of(plain, "name")) == ("", Place("", ""))


@pytest.mark.parametrize("action", [a for _, a in ACTIONS.values() if a.form], ids=lambda a: a.id)
def test_the_words_of_a_form_mean_nothing_else(action: Any) -> None:
    taken = {option.name for option in (*GLOBALS, *VERBS["do"].options)}
    taken |= {word for choice in action.choices for word in (choice.flag, f"--{choice.id}")}
    own = [f"--{field.id}" for field in action.form]
    assert not taken & set(own)
    assert len(own) == len(set(own))


@pytest.mark.parametrize("action", [a for _, a in ACTIONS.values() if a.form], ids=lambda a: a.id)
def test_the_samples_of_a_form_would_do(action: Any) -> None:
    """Where a field has to be filled in, what is shown in it while it is empty would be right."""
    values = {field.id: field.sample for field in action.form if field.sample}
    assert faults(action.form, completed(action.form, About(values=values))) == {}
