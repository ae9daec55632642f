"""The bytes of the doubled reg.exe."""

from __future__ import annotations

import pytest

from tests.doubles.running import call
from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tui.core.registry import keys, number, plain_ascii, text_of

world = fixtures.wsl_world
LXSS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Lxss"
FULL = LXSS.replace("HKCU", "HKEY_CURRENT_USER")
MINE = r"HKEY_CURRENT_USER\Mine"


def reg(*words: str) -> tuple[int, bytes, bytes]:
    return tuple(call(*words, program="reg.exe"))  # type: ignore[return-value]


def test_a_key_its_values_and_the_names_of_those_below(world: World) -> None:
    world.set(
        registry={MINE: {"A b": ["REG_SZ", "x"]}, rf"{MINE}\Sub": {"N": ["REG_DWORD", "0x2"]}}
    )
    said = b"\r\nHKEY_CURRENT_USER\\Mine\r\n    A b    REG_SZ    x\r\n\r\n"
    assert reg("query", r"HKCU\mine") == (0, said + b"HKEY_CURRENT_USER\\Mine\\Sub\r\n", b"")
    deep = said + b"HKEY_CURRENT_USER\\Mine\\Sub\r\n    N    REG_DWORD    0x2\r\n\r\n"
    assert reg("query", r"HKCU\Mine", "/s") == (0, deep, b"")
    assert reg("query", r"HKCU\Mine", "/v", "A b") == (0, said, b"")


def test_it_writes_in_the_code_page_of_the_console(world: World) -> None:
    world.set(registry={MINE: {"P": ["REG_SZ", "Jörg ソ"]}}, code_page="850")
    assert b"J\x94rg ?" in reg("query", r"HKCU\Mine")[1]
    world.set(code_page="932")
    assert b"J?rg \x83\\" in reg("query", r"HKCU\Mine")[1], "its second byte is a backslash"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", b"ERROR: The system was unable to find the specified registry key or value.\r\n"),
        (
            "de",
            (
                b"FEHLER: Der angegebene Registrierungsschl\x81ssel bzw. Wert wurde nicht "
                b"gefunden.\r\n"
            ),
        ),
    ],
)
def test_what_is_not_there_is_said_on_stderr(world: World, language: str, said: bytes) -> None:
    world.locale(language).set(code_page="850")
    assert reg("query", r"HKCU\Nowhere", "/s") == (1, b"", said)
    assert reg("query", LXSS, "/v", "Nothing") == (1, b"", said)


def test_wrong_words_and_what_is_not_doubled(world: World) -> None:
    assert reg("query", LXSS, "/x")[0] == 1
    assert reg("query")[2].startswith(b"ERROR: Invalid syntax.\r\n")
    assert reg("delete", LXSS)[0] == 97
    assert [c["argv"][0] for c in world.calls("reg.exe")] == ["query", "query", "delete"]


def test_wsl_registers_its_distros_there(world: World) -> None:
    code, out, _ = reg("query", LXSS, "/s")
    found = keys(out.decode())
    assert code == 0
    assert found[FULL]["DefaultDistribution"] == world["Ubuntu-24.04"]["guid"]
    legacy = found[rf"{FULL}\{world['legacy-app']['guid']}"]
    assert (legacy["DistributionName"], number(legacy["Flags"])) == ("legacy-app", 7)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("    Name    REG_SZ    a    b", {"Name": "a    b"}),
        ("    Two words    REG_EXPAND_SZ    %X%", {"Two words": "%X%"}),
        ("    Empty    REG_SZ    ", {"Empty": ""}),
        ("    None    REG_NONE", {"None": ""}),
        ("End of search: 3 match(es) found.", {}),
        ("   Three    REG_SZ    x", {}),
    ],
)
def test_lines_of_an_answer(line: str, values: dict[str, str]) -> None:
    assert keys(f"\r\nHKEY_USERS\\X\r\n{line}\r\n\r\n") == {"HKEY_USERS\\X": values}


def test_numbers_and_code_pages() -> None:
    assert [number(text) for text in ("0x10", "16", "0x", "", None)] == [16, None, None, None, None]
    assert text_of(b"\x94", "850") == "ö"
    assert text_of("ö".encode(), "65001") == "ö"
    assert text_of(b"a\x94", "nonsense") == text_of(b"a\x94", "") == "a\ufffd"
    assert plain_ascii(b"abc")
    assert not plain_ascii(b"a\x94")
