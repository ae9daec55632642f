"""Own policies on the clean-up screen: p goes through them all, the header says what they do."""

from __future__ import annotations

import pytest

from tests.stories.driver import see
from tests.stories.test_cleanup import OLD, opened, press_and_wait, with_twenty
from tests.stories.world import World
from tui.core.cleanup.policy import PRESETS, Policy
from tui.core.settings import Settings
from tui.session.session import Session
from tui.ui.screens.agree import AgreeDialog, ReadDialog

NAMES = ("weekly", "of the shop", *(f"policy-number-{n}" for n in range(8)))
ODD = Policy(name="[red]odd\x1b[2J", names=("*-07",))


async def test_p_goes_on_from_the_presets_to_the_own_ones(world: World) -> None:
    engine = with_twenty()
    few = Policy(name="few", names=("old-0*",), larger_than=10, labels=())

    def session(w: World) -> Session:
        made = engine.session(w)
        made.settings = Settings(ascii=False, policies={"few": few})
        return made

    async with see(world, (160, 36), session=session) as s:
        screen = await opened(s)
        await s.press("p")
        await s.expect("[thorough]")
        await s.press("p", "p", "p", "p")
        await s.expect("[thorough]")
        await s.press("p")
        await s.expect("[few]", "called old-0*")
        assert {row.item.thing.name for row in screen.rows if row.goes} == set(OLD[:10])
        await press_and_wait(s, "y", AgreeDialog)
        await press_and_wait(s, "y", ReadDialog)
        assert engine.names & set(OLD) == set(OLD[10:])


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_policy_in_use_is_in_sight_among_many(world: World, width: int) -> None:
    engine = with_twenty()

    def session(w: World) -> Session:
        made = engine.session(w)
        own = {name: Policy(name=name, larger_than=10) for name in NAMES} | {ODD.name: ODD}
        made.settings = Settings(ascii=False, policies=own)
        return made

    async with see(world, (width, 24), session=session) as s:
        screen = await opened(s)
        every = [*PRESETS, *NAMES]
        for name in [*every[2:], ODD.name, "careful", "standard"]:
            await s.press("p")
            assert screen._planning.policy.name == name
            shown = "[red]odd" if name == ODD.name else name
            await s.expect(f"[{shown}")
        await s.press("enter")
        assert "Policy standard" in screen.side.text
        assert "stopped containers, dangling images" in screen.side.text
