"""The filter line of a pane."""

from __future__ import annotations

from tests.stories.driver import see
from tests.stories.things import Box
from tests.stories.world import World


async def test_words_narrow_the_pane_with_every_letter(world: World) -> None:
    async with see(world) as s:
        containers = s.pane("containers")
        await containers.press("/", "w", "e", "b")
        assert containers.names == ["web-1", "db-1"], "the image is searched too"
        await s.press("-", "1")
        assert containers.names == ["web-1"]
        await s.press("enter")
        assert containers.names == ["web-1"]
        assert containers.caption == "1 of 4  /web-1"
        await s.press("s")
        await s.confirm()
        await s.expect_ran("docker stop web-1")


async def test_the_line_begins_with_the_key_that_opens_it(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").press("/")
        await s.expect("/ filter containers: words")
        await s.press("w", "e")
        assert s.lines[-1].startswith("/ we")
        await s.press("enter")
        assert not s.lines[-1].startswith("/")


async def test_esc_takes_back_what_was_typed(world: World) -> None:
    async with see(world) as s:
        containers = s.pane("containers")
        await containers.press("/", "a", "p", "i", "enter", "/", "x", "y")
        assert containers.names == []
        await s.expect("None of 4 match “apixy”.")
        await s.press("escape")
        assert containers.names == ["api-1"]
        await s.press("escape")
        assert len(containers.names) == 4


async def test_keys_and_values(world: World) -> None:
    world.boxes(Box("old", "exited", labels={"team": "a,b=c"}))
    async with see(world) as s:
        containers = s.pane("containers")
        for words, names in (
            ("state:exited", ["migrate", "old"]),
            ("state:exited image:shop", ["old"]),
            ("exit:1", ["migrate"]),
            ("label:team=a,b", ["old"]),
            ("older:7d", []),
            ("older:1d state:paused", ["db-1"]),
            ("-state:running port:8080 web", ["db-1", "old"]),
        ):
            await containers.press("/")
            await s.paste(words)
            assert containers.names == names, words
            await s.press("escape")


async def test_a_filter_that_cannot_be_read_says_so(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").press("/")
        await s.paste("older:soon")
        await s.expect("older:soon", "7d")
        assert len(s.pane("containers").names) == 4


async def test_a_letter_that_is_a_key_elsewhere_is_a_letter_here(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").press("/", "q", "d", "2", "?", " ", "s")
        assert s.pane("containers").caption.endswith("/qd2? s")


async def test_what_is_typed_ahead_arrives_in_order(world: World) -> None:
    async with see(world) as s:
        containers = s.pane("containers")
        await s.press("2", "space", "/", *"web-1", "escape", "j", "space")
        await s.press("/", *"migr", "enter", "a")
        assert containers.caption == "1 of 4  /migr  3 marked"
        await s.press("escape", "1", ":", *"docker ps")
        await s.press("enter")
        assert s.app.main.current == "containers"
        assert len(containers.names) == 4
