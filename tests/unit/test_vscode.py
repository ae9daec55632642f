"""What VS Code needs, from files alone, and this directory opened in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from tui.core.note import Note
from tui.core.speed import Comparison, Speed
from tui.kinds.vscode import OPEN, VSCODE
from tui.run.recorded import Answer, Recorded, Reply
from tui.session.ask import ask

REG = "\nHKEY_CURRENT_USER\\Volatile Environment\n    USERPROFILE    REG_SZ    C:\\Users\\dev\n"
ALL = (
    "ms-vscode-remote.remote-wsl-0.99.0\nms-vscode-remote.remote-containers-0.4\n"
    "ms-azuretools.vscode-docker-1.29.0\n"
)
NEAR = "sh -c 'ls -1 ~/.vscode-server/extensions'"
WORLD: dict[str, Reply] = {
    "sh -c 'command -v code'": Answer("/mnt/c/Programs/Microsoft VS Code/bin/code\n"),
    NEAR: Answer("ms-azuretools.vscode-docker-1.29.0\n"),
    "pwd -P": Answer("/home/me/shop\n"),
    "stat -f": Answer("ext2/ext3\n"),
    "reg.exe query": Answer(REG),
    "wslpath -u": Answer("/mnt/c/Users/dev\n"),
    "ls -1 /mnt/c/Users/dev/.vscode/extensions": Answer(ALL),
}


async def rows(changes: Mapping[str, Reply] | None = None) -> dict[str, Note]:
    found = await ask(VSCODE.listing(), Recorded({**WORLD, **(changes or {})}).run)
    return {row.id: row for row in VSCODE.join(found, {"here": ("Ubuntu",)})}


async def test_all_is_there_and_nothing_is_started() -> None:
    transport = Recorded(WORLD)
    found = await ask(VSCODE.listing(), transport.run)
    assert {row.id: row.verdict.value for row in found} == {
        "code": "good", "wsl": "good", "dev-containers": "good", "docker": "good",
        "project": "good", "speed": "unchecked",
    }  # fmt: skip
    assert not transport.typed()
    assert found[3].finding == "installed in Windows and in this distro"


@pytest.mark.parametrize(
    ("changes", "id_", "verdict", "words"),
    [
        ({"sh -c 'command -v code'": Answer("", 1)}, "code", "warning", "Add to PATH"),
        ({"ls -1": Answer("", 2), "ls -1 /mnt/c/Users/dev/.vscode/extensions": Answer("", 2)},
         "wsl", "warning", "code --install-extension ms-vscode-remote.remote-wsl"),
        ({"reg.exe query": Answer("", 1, "ERROR")}, "wsl", "unchecked", "cannot be looked at"),
        ({"reg.exe query": Answer("", 1, "ERROR")}, "docker", "good", "in this distro"),
        ({"pwd -P": Answer("/mnt/c/shop\n")}, "project", "warning", "drive of Windows"),
        ({"pwd -P": Answer("/win/shop\n"), "stat -f": Answer("v9fs\n")}, "project", "warning",
         "drive of Windows"),
        ({"pwd -P": Answer("", 1)}, "project", "unchecked", "not known"),
    ],
)  # fmt: skip
async def test_what_is_missing_says_what_to_do(
    changes: dict[str, Reply], id_: str, verdict: str, words: str
) -> None:
    row = (await rows(changes))[id_]
    assert row.verdict == verdict
    assert words in " ".join((row.finding, row.meaning, *row.remedy))


async def test_this_directory_is_opened_in_this_distro() -> None:
    found = await rows()
    assert OPEN.why_not(found["project"]) is None
    assert OPEN.why_not(found["wsl"]) is not None
    argv = OPEN.plan(found["project"], frozenset()).argv
    assert argv == ("code", "--remote", "wsl+Ubuntu", "/home/me/shop")
    (bare,) = VSCODE.join((found["project"],), {})
    assert OPEN.plan(bare, frozenset()).argv == ("code", "/home/me/shop")


async def test_what_was_measured_is_shown() -> None:
    now = datetime.now(UTC)
    slow = Comparison(Speed("/mnt/c", 90, 0, 0, now), Speed("/home", 9, 0, 0, now))
    found = await ask(VSCODE.listing(), Recorded(WORLD).run)
    row = VSCODE.join(found, {"speed": (slow,)})[-1]
    assert (row.verdict.value, "10 times as slow" in row.finding) == ("warning", True)
