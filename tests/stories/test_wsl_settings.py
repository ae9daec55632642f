"""The pane of WSL's settings: what is set, and one of them unset."""

from __future__ import annotations

from tests.stories.driver import see
from tests.stories.world import World
from tui.run.recorded import Answer

REG = "\nHKEY_CURRENT_USER\\Volatile Environment\n    USERPROFILE    REG_SZ    C:\\Users\\dev\n"
PLACE = "/mnt/c/Users/dev/.wslconfig"

SED = f"sed -i.19700101T000009Z --follow-symlinks -e '2{{s/^memory=8gb$//;T;d}}' {PLACE}"


async def test_a_setting_is_seen_and_unset(world: World) -> None:
    world.says("reg.exe query", Answer(REG))
    world.says("wslpath -u", Answer(f"{PLACE}\n"))
    world.says(f"cat {PLACE}", Answer("[wsl2]\nmemory=8gb\n"))
    world.says("cat /proc/stat", Answer("btime 5\n"))
    world.says("stat -c %Y", Answer("9\n"))
    world.says("sed", Answer())
    async with see(world) as s:
        await s.press("8")
        await s.expect("wsl2.memory", "8gb", "restart pending")
        await s.pane("wsl-settings").row("wsl2.memory").press("d")
        asked = await s.asked()
        assert "-memory=8gb" in asked
        assert "s/^memory=8gb$//" in asked
        await s.press("y")
        await s.expect_ran(SED)
        await s.expect_said("wsl2.memory", "changed meanwhile")
