"""JSON lines, told as text and laid out."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tui.core.logjson import as_object, laid_out, told

WORDS = st.text(max_size=6)
VALUES = st.one_of(WORDS, st.integers(), st.none(), st.dictionaries(WORDS, WORDS, max_size=2))


def test_level_message_and_the_rest() -> None:
    found = as_object('{"ts":1,"level":"warn","msg":"slow query","ms":12,"db":{"name":"a b"}}')
    assert found is not None
    assert told(found) == ("WARN  slow query", 'ms=12 db.name="a b"')
    assert told({"level": 50, "message": "x"}) == ("ERROR x", "")
    assert told({"a": [1, {"b": None}]}) == ("", 'a=[1, {"b": null}]')


def test_what_is_no_object_stays_as_it_is() -> None:
    for text in (
        "",
        "{}",
        "[1]",
        "{broken",
        '{"a":1} and more',
        "{'a': 1}",
        "1" * 99,
        '{"a":' * 9999 + "}",
    ):
        assert as_object(text) is None


@given(st.dictionaries(WORDS, VALUES, min_size=1, max_size=4))
def test_nothing_in_it_reaches_a_terminal(found: dict[str, object]) -> None:
    for text in (*told(found), *laid_out(found)):
        assert not any(
            unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in text
        )


def test_laid_out() -> None:
    assert laid_out({"a": {"b": "ü"}}) == ["{", '  "a": {', '    "b": "ü"', "  }", "}"]
