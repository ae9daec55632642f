"""The demo world's wsl.exe: its bytes, its errors, and what it changes."""

import pytest

from tests.unit.demo_worlds import said, still_world
from tui.run.demo.world import World
from tui.run.demo.wsl_words import NOT_FOUND, SUCCESS, WSL2

UTF8 = {"env": (("WSL_UTF8", "1"),)}
TABLE = """\
  NAME              STATE           VERSION
* Ubuntu-24.04      Running         2
  Debian            Stopped         2
  Alpine-dev        Running         2
  legacy-ubuntu     Stopped         1
  docker-desktop    Running         2
"""


async def running(world: World) -> list[str]:
    return (await said(world, "wsl.exe", "-l", "--running", "-q")).text.split()


async def test_the_table_is_printed_to_the_byte() -> None:
    world, _ = still_world()
    windows = TABLE.replace("\n", "\r\n")
    assert (await said(world, "wsl.exe", "-l", "-v", **UTF8)).stdout == windows.encode()
    assert (await said(world, "wsl.exe", "-l", "-v")).stdout == windows.encode("utf-16-le")


async def test_lists() -> None:
    world, _ = still_world()
    assert await running(world) == ["Ubuntu-24.04", "Alpine-dev", "docker-desktop"]
    assert "Ubuntu-24.04 (Default)" in (await said(world, "wsl.exe", "-l")).text
    for distro in world.distros:
        distro.running = False
    assert await running(world) == []
    none = await said(world, "wsl.exe", "-l", "--running")
    assert (none.code, none.text) == (255, "There are no running distributions.\n")


async def test_the_default_is_listed_first() -> None:
    world, _ = still_world()
    result = await said(world, "wsl.exe", "--set-default", "debian")
    assert (result.code, result.text) == (0, SUCCESS)
    lines = (await said(world, "wsl.exe", "-l", "-v")).text.splitlines()
    assert lines[1].startswith("* Debian ")
    assert sum(line.startswith("*") for line in lines) == 1
    status = (await said(world, "wsl.exe", "--status")).text
    assert status == "Default Distribution: Debian\nDefault Version: 2\n"


async def test_conversions_and_removals() -> None:
    world, _ = still_world()
    converted = await said(world, "wsl.exe", "--set-version", "legacy-ubuntu", "2", **UTF8)
    assert converted.text == WSL2 + SUCCESS
    lines = (await said(world, "wsl.exe", "-l", "-v", **UTF8)).text.splitlines()
    assert "  legacy-ubuntu     Stopped         2" in lines
    gone = await said(world, "wsl.exe", "--unregister", "Ubuntu-24.04", **UTF8)
    assert (gone.code, gone.text) == (0, SUCCESS)
    lines = (await said(world, "wsl.exe", "-l", "-v", **UTF8)).text.splitlines()
    assert lines[1].startswith("* Debian ")
    down = await said(world, "wsl.exe", "--shutdown")
    assert (down.code, down.text, await running(world)) == (0, "", [])


async def test_a_sparse_disk_wants_a_stopped_distro_and_the_word_unsafe() -> None:
    world, _ = still_world()
    words = ("wsl.exe", "--manage", "Debian", "--set-sparse")
    assert "data corruption" in (await said(world, *words, "true")).text
    assert (await said(world, *words, "true", "--allow-unsafe")).code == 0
    busy = await said(world, "wsl.exe", "--manage", "Alpine-dev", "--set-sparse", "false")
    assert busy.text.endswith("Wsl/Service/WSL_E_DISTRO_NOT_STOPPED\n")


async def test_start_and_terminate() -> None:
    world, _ = still_world()
    started = await said(world, "wsl.exe", "-d", "Debian", "-e", "true")
    assert (started.code, started.text) == (0, "")
    assert "Debian" in await running(world)
    ended = await said(world, "wsl.exe", "--terminate", "Debian")
    assert (ended.code, ended.stdout) == (0, SUCCESS.replace("\n", "\r\n").encode("utf-16-le"))
    assert "Debian" not in await running(world)
    assert (await said(world, "wsl.exe", "-t", "Debian")).code == 0


@pytest.mark.parametrize(
    "words", [("--set-default", "x"), ("--terminate", "x"), ("-d", "x", "-e", "true"), ("-d", "x")]
)
async def test_a_name_that_nobody_has_is_refused_on_stdout(words: tuple[str, ...]) -> None:
    world, _ = still_world()
    result = await said(world, "wsl.exe", *words)
    assert (result.code, result.text, result.stderr) == (255, f"{NOT_FOUND}\n", b"")


async def test_a_verb_without_its_name_is_refused() -> None:
    world, _ = still_world()
    result = await said(world, "wsl.exe", "--terminate")
    words = "Argument --terminate is missing a required parameter.\n"
    assert (result.code, result.text) == (255, words)


async def test_versions_are_seven_lines() -> None:
    world, _ = still_world()
    assert len((await said(world, "wsl.exe", "--version")).text.splitlines()) == 7
