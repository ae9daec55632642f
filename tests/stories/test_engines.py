"""The engines in reach on the screen: which one it is, and another one made the default."""

from __future__ import annotations

from tests.stories.driver import see
from tests.stories.test_doctor import Clinic
from tests.stories.world import World


async def test_which_engine_this_is_and_another_made_the_default(world: World) -> None:
    clinic = Clinic()
    async with see(world, session=clinic.session) as s:
        await s.expect("Docker Desktop 4.76.0 on WSL 2")
        await s.press("ctrl+p", *"engines", "enter")
        await s.expect("3 of 5 in reach")
        pane = s.pane("contexts")
        assert pane.names == ["default", "build-server", "desktop-linux", "Debian", "Alpine-dev"]
        await s.expect("Docker Desktop runs in Windows")
        assert pane.table.go_to("context:build-server")
        await s.expect("Docker Engine 28.5.1 at build.example.net")
        await s.press("*")
        await s.expect_said("stays with the engine it began with")
        assert clinic.changes == ["docker context use build-server"]
        assert pane.table.go_to("distro:Alpine-dev")
        await s.press("*")
        await s.expect_said("no context")


async def test_integration_security_and_vscode_are_panes(world: World) -> None:
    async with see(world, session=Clinic().session) as s:
        for pane, words in (
            ("integration", ("1 of 3 alive", "Where it is turned on and off")),
            ("security", ("3 of 8 to look at", "Whoever may start wsl.exe")),
            ("vs code", ("2 of 6 to look at", "code .")),
        ):
            await s.press("ctrl+p", *pane, "enter")
            await s.expect(*words)
