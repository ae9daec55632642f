"""How the doubled wsl.exe speaks other languages, and how it takes a command line apart."""

from __future__ import annotations

import pytest

from tests.doubles.running import call
from tests.doubles.wsl_double import commandline, fixtures, texts, wslenv
from tests.doubles.wsl_double.failures import WslFailure
from tests.doubles.wsl_double.locales import LOCALES
from tests.doubles.wsl_double.options import Options
from tests.doubles.wsl_double.prose import PROSE
from tests.doubles.wsl_double.state import World

world = fixtures.wsl_world

WORDS = {
    "de": (
        "Windows Subsystem für Linux-Distributionen:",
        "Ubuntu-24.04 (Standard)",
        "Fehlercode: ",
        "Standarddistribution: Ubuntu-24.04",
    ),
    "fr": (
        "Distributions du Sous-système Windows pour Linux\xa0:",
        "Ubuntu-24.04 (par défaut)",
        "Code d'erreur\xa0: ",
        "Distribution par défaut\xa0: Ubuntu-24.04",
    ),
    "ja": (
        "Linux 用 Windows サブシステム ディストリビューション:",
        "Ubuntu-24.04 (既定値)",
        "エラー コード: ",
        "既定のディストリビューション: Ubuntu-24.04",
    ),
    "ko": (
        "Linux용 Windows 하위 시스템 배포:",
        "Ubuntu-24.04(기본값)",
        "오류 코드: ",
        "기본 배포: Ubuntu-24.04",
    ),
    "zh-CN": (
        "适用于 Linux 的 Windows 子系统分发:",
        "Ubuntu-24.04 (默认值)",
        "错误代码: ",
        "默认分发: Ubuntu-24.04",
    ),
    "nb": (
        "Windows-undersystem for Linux-distribusjoner:",
        "Ubuntu-24.04\xa0(standard)",
        "Feilkode: ",
        "Standarddistribusjon: Ubuntu-24.04",
    ),
}


@pytest.mark.parametrize("language", WORDS)
def test_words_of_a_language(world: World, language: str) -> None:
    heading, default, label, status = WORDS[language]
    world.locale(language)
    assert call("-l", env={}).out.decode("utf-16-le").split("\r\n")[:2] == [heading, default]
    assert call("--status").text.split("\r\n")[0] == status
    sentence, code, _ = call("-t", "nope").text.split("\r\n")
    assert code == f"{label}Wsl/Service/WSL_E_DISTRO_NOT_FOUND"
    assert sentence == PROSE[language][texts.DISTRO_NOT_FOUND] != texts.DISTRO_NOT_FOUND
    assert call("-l", "-v").text.startswith("  NAME              STATE           VERSION\r\n* Ub")


def test_some_sentences_end_in_an_empty_line(world: World) -> None:
    world.locale("de").distro("Debian", lock="Exporting")
    assert call("--set-version", "Debian", "1").text == (
        "Für diese Distribution wird ein Installations-, Deinstallations- oder"
        " Konvertierungsvorgang ausgeführt.\r\n\r\n"
        "Fehlercode: Wsl/Service/E_ILLEGAL_STATE_CHANGE\r\n"
    )


def test_every_language_is_complete() -> None:
    wanted = {"en", "de", "fr", "es", "it", "ja", "ko", "zh-CN", "zh-TW"}
    assert set(LOCALES) == wanted | {"ru", "pt-BR", "pl", "tr", "cs", "nb"}
    for words in LOCALES.values():
        assert words.default.count("{}") == 1
        assert len(words.versions) == 7


def test_version_labels_end_in_odd_ways(world: World) -> None:
    world.locale("fr")
    assert call("-v").text.startswith("Version WSL : 2.7.8.0\r\n")
    world.locale("zh-TW")
    assert call("-v").text.startswith("WSL 版本： 2.7.8.0\r\n")


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        (["-d", "My Distro"], '-d "My Distro"'),
        (["a;b", "$HOME", "c|d"], "a;b $HOME c|d"),
        ([""], '""'),
        (['say "hi"'], '"say \\"hi\\""'),
        (['a"b'], '"a\\"b"'),
        (["C:\\Program Files\\"], '"C:\\Program Files\\\\"'),
        (["C:\\temp\\"], "C:\\temp\\"),
        (["two\nlines"], '"two\nlines"'),
    ],
)
def test_interop_quotes_only_where_it_must(argv: list[str], line: str) -> None:
    assert commandline.from_argv(argv) == line
    assert commandline.split(f"wsl.exe {line}")[1:] == argv


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('echo -n "a"', ["echo", "-n", "a"]),
        ('echo -n \\"a\\"', ["echo", "-n", '"a"']),
        ('echo -n "a""b"', ["echo", "-n", 'a"b']),
        ('echo -n \\"', ["echo", "-n", '"']),
        ('echo "a b"c', ["echo", "a bc"]),
        ('echo a\\\\b "c\\\\"', ["echo", "a\\\\b", "c\\"]),
        ('"my program" x', ["my program", "x"]),
    ],
)
def test_windows_rules_for_quotes(line: str, words: list[str]) -> None:
    assert commandline.split(line) == words


def test_names_are_cut_at_blanks_quotes_and_all(world: World) -> None:
    world.distro("My Distro")
    for verb in (["-d", "My Distro", "--", "true"], ["-t", "My Distro"], ["-s", "My Distro"]):
        assert "WSL_E_DISTRO_NOT_FOUND" in call(*verb).text


def test_options_keep_their_odd_corners() -> None:
    options = Options(frozenset({"--vhd"}), frozenset({"--name"}), {"n": "--name", "b": "--vhd"}, 2)
    found = options.parse("--mount a -n x --vhd b")
    assert (found.words, found.values, found.flags) == (["a", "b"], {"--name": "x"}, {"--vhd"})
    assert options.parse("--mount -bn a").values == {}
    assert options.parse("--mount -- --vhd").words == ["--vhd"]
    assert options.parse("--export a - b").words == ["a", "b"]
    for bad in ("--mount a b c", "--mount --name=x", "--mount -bz", "--mount --NAME x"):
        with pytest.raises(WslFailure, match="Invalid command line argument"):
            options.parse(bad)
    with pytest.raises(WslFailure, match="Command line argument --name requires a value"):
        options.parse("--mount --name")


def test_variables_on_their_way_back_to_linux() -> None:
    windows = {"A": "1", "B": "2", "C": "3", "WSLENV": "A/w:B/u:C:D"}
    assert wslenv.to_linux(windows) == {"B": "2", "C": "3", "WSLENV": "A/w:B/u:C:D"}
