"""The error codes of wsl.exe: read in every language, and told in a sentence with a remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.doubles.wsl_double import failures, fixtures
from tests.doubles.wsl_double.locales import LOCALES
from tests.doubles.wsl_double.state import World
from tests.unit.windows_drive import archive, drive
from tui.backends.wsl import WslBackend
from tui.backends.wsl_errors import ERRORS, error_code, known_error
from tui.core.action import Intent, Item
from tui.core.command import Command, Outcome, Result, wsl
from tui.core.health import Cause
from tui.kinds import ACTIONS
from tui.run.transport import Processes
from tui.session.report import Report, sort_in

world = fixtures.wsl_world


async def ran(*words: str) -> Result:
    command: Command = WslBackend(os.environ).prepare(wsl(*words))
    return await Processes().run(command)


def said(stdout: str) -> Result:
    return Result(wsl("-t", "x"), Outcome.FAILED, 255, stdout.encode("utf-16-le"))


@pytest.mark.parametrize("language", LOCALES)
async def test_an_unknown_distro(world: World, language: str) -> None:
    world.locale(language)
    result = await ran("--terminate", "nosuch")
    assert error_code(result) == "Wsl/Service/WSL_E_DISTRO_NOT_FOUND"
    assert known_error(result) == ERRORS["WSL_E_DISTRO_NOT_FOUND"]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("--export Debian C:\\d.tar", "ERROR_DISK_FULL"),
        ("--import debian C:\\d C:\\t.tar", "ERROR_ALREADY_EXISTS"),
        ("--import d C:\\d C:\\t.tar", "WSL_E_NOT_A_LINUX_DISTRO"),
        ("--manage Ubuntu-24.04 --move C:\\u", "WSL_E_DISTRO_NOT_STOPPED"),
        ("--mount \\\\.\\PHYSICALDRIVE1", "WSL_E_ELEVATION_NEEDED_TO_MOUNT_DISK"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ja", "zh-CN"])
async def test_what_goes_wrong_with_files_is_known_in_any_language(
    world: World, tmp_path: Path, language: str, line: str, word: str
) -> None:
    (drive(world, tmp_path) / "t.tar").write_bytes(archive({"readme": "hello"}))
    world.locale(language).set(free_bytes=1000)
    assert known_error(await ran(*line.split())) == ERRORS[word]


@pytest.mark.parametrize("name", sorted(failures.NAMED))
async def test_every_failure_of_the_double_is_read(world: World, name: str) -> None:
    world.fail(name, verb="--set-version")
    result = await ran("--set-version", "Debian", "2")
    code = failures.named(name).code
    assert error_code(result) == (code or None)
    assert not code or known_error(result) in ERRORS.values()


@pytest.mark.parametrize(
    ("stdout", "code"),
    [
        ("gone.\r\nCode d'erreur\u00a0: Wsl/Service/E_FAIL\r\n\r\n", "Wsl/Service/E_FAIL"),
        ("錯誤碼：Wsl/0x8007273d\r\n", "Wsl/0x8007273d"),
        ("Error code: E_FAIL\r\n", None),
        ("Error code: Wsl/E_FAIL\r\nand more\r\n", None),
        ("", None),
    ],
)
def test_the_code_is_the_last_line(stdout: str, code: str | None) -> None:
    assert error_code(said(stdout)) == code
    assert known_error(said(stdout)) is None


def test_every_error_has_a_sentence_and_a_remedy() -> None:
    for sentence, remedy in ERRORS.values():
        assert sentence.endswith(".")
        assert remedy.endswith(".")


def test_only_what_concerns_every_command_puts_wsl_out_of_reach() -> None:
    backend = WslBackend({})
    policy = said("blocked\r\nError code: Wsl/ERROR_ACCESS_DISABLED_BY_POLICY\r\n")
    health = backend.explain(policy)
    assert health is not None
    assert (health.cause, "policy" in health.reason) == (Cause.FAILED, True)
    lost = said("no such\r\nError code: Wsl/Service/WSL_E_DISTRO_NOT_FOUND\r\n")
    assert backend.explain(lost) is None


CODES = dict(
    line.split("\t")
    for line in (Path(__file__).parents[1] / "recorded" / "wsl_codes.txt").read_text().splitlines()
    if not line.startswith("#")
)


@pytest.mark.parametrize("code", CODES)
def test_each_code_of_wsl_is_known_or_shown_whole(code: str) -> None:
    result = said(f"Etwas ging schief.\r\nFehlercode: {code}\r\n")
    assert error_code(result) == code
    assert (known_error(result) is None) is CODES[code].endswith("shown whole")


def test_every_failure_of_the_double_is_on_the_list() -> None:
    """But for those of updates and of Windows itself, whose last word is enough."""
    words = {code.rpartition("/")[2] for code in CODES}
    named = {code.rpartition("/")[2] for _, code in failures.NAMED.values() if code}
    assert named - words <= set(ERRORS)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("Wsl/Service/DetachDisk/ERROR_FILE_NOT_FOUND", "given back already"),
        ("Wsl/ERROR_FILE_NOT_FOUND", "misses a file"),
        ("Wsl/Service/AttachDisk/MountDisk/HCS/ERROR_PATH_NOT_FOUND", "no such disk"),
        ("Wsl/Service/CreateInstance/MountDisk/HCS/ERROR_PATH_NOT_FOUND", "not where it was"),
    ],
)
def test_the_same_word_means_another_thing_elsewhere(code: str, words: str) -> None:
    known = known_error(said(f"?\r\nError code: {code}\r\n"))
    assert known is not None
    assert words in known[0]


def test_what_is_not_known_is_shown_whole() -> None:
    lines = [f"line {number}" for number in range(12)]
    result = said("\r\n".join([*lines, "Error code: Wsl/Service/0x8007beef"]))
    item = Item("x", "x", result.command)
    report = Report(Intent(ACTIONS["distro.terminate"][1], (item,)))
    sort_in(report, item, result, None)
    assert report.failed[0].reason.splitlines()[:12] == lines
    assert report.failed[0].reason.endswith("Wsl/Service/0x8007beef")
