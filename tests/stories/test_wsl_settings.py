"""The pane of WSL's settings: what is set, and one of them unset."""

from __future__ import annotations

from tests.stories.driver import see
from tests.stories.world import World
from tui.run.recorded import Answer

REG = "\nHKEY_CURRENT_USER\\Volatile Environment\n    USERPROFILE    REG_SZ    C:\\Users\\dev\n"
PLACE = "/mnt/c/Users/dev/.wslconfig"
FIND = f"find -L {PLACE} -maxdepth 0 '!' -newermt @9.500000000 -exec"
SED = f"{FIND} sed -i.19700101T000009.500Z --follow-symlinks -e"


def furnish(world: World) -> None:
    """A file of settings, and a find that reports success whatever it is told."""
    world.says("reg.exe query", Answer(REG))
    world.says("wslpath -u", Answer(f"{PLACE}\n"))
    world.says(f"cat {PLACE}", Answer("[wsl2]\nmemory=8gb\n"))
    world.says("cat /proc/stat", Answer("btime 5\n"))
    world.says("stat -L -c", Answer("9.500000000 644 1000\n"))


async def test_a_setting_is_seen_and_unset(world: World) -> None:
    furnish(world)
    world.says("find", Answer())
    async with see(world) as s:
        await s.press("8")
        await s.expect("wsl2.memory", "8gb", "restart pending")
        await s.pane("wsl-settings").row("wsl2.memory").press("d")
        asked = await s.asked()
        assert "- 2: memory=8gb" in asked
        assert "s/^memory=8gb$//" in asked
        await s.press("y")
        await s.expect_ran(f"{SED} '2{{s/^memory=8gb$//;T;d}}' '{{}}' +")
        await s.expect_said("wsl2.memory", "changed since it was looked at")


async def test_a_value_is_typed_and_the_lines_that_change_are_shown(world: World) -> None:
    furnish(world)
    world.says("find", Answer())
    async with see(world, size=(80, 24)) as s:
        await s.press("8")
        await s.expect("wsl2.memory")
        await s.pane("wsl-settings").row("wsl2.memory").press("e")
        asked = await s.asked()
        assert "'8gb' is no size to WSL: write 8GB" in asked
        await s.press(*"8GB")  # what was there is replaced
        await s.expect("- 2: memory=8gb", "+ 2: memory=8GB", "enter next · esc cancel")
        await s.press("enter")
        await s.expect("enter esc cancel · tab set")
        await s.press("tab")
        await s.expect("enter set · esc cancel")
        await s.press("enter")
        await s.expect_ran(f"{SED} '2{{s/^memory=8gb$/memory=8GB/}}' '{{}}' +")


async def test_a_choice_is_picked_among_the_values_there_are(world: World) -> None:
    furnish(world)
    async with see(world) as s:
        await s.press("8")
        await s.expect("wsl2.memory")
        await s.pane("wsl-settings").row("experimental.autoMemoryReclaim").press("e")
        asked = await s.asked()
        assert "disabled" in asked
        assert "Default: dropCache." in asked
        await s.press("right", "right")
        await s.expect("+ 4: [experimental]", "+ 5: autoMemoryReclaim=gradual")
        await s.press("escape")
    assert world.ran == []
