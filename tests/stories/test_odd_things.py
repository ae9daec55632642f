"""Names, labels and texts that have broken others are shown as what they are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.stories.driver import see
from tests.stories.things import Box, Picture
from tests.stories.world import World

NULLS: dict[str, Any] = {
    "Name": None, "Path": None, "Args": None, "Config.Labels": None, "Mounts": None, "State": None,
    "NetworkSettings.Ports": None, "NetworkSettings.Networks": None, "Created": None,
    "HostConfig.RestartPolicy": None, "RestartCount": None, "Image": None, "Config.Image": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("[red]web[/]", "[red]web[/]"),
        ("[/]", "[/]"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07\x1b[2Jgone", "gone"),
        ("a\nb\r\nc", "a b"),
        ("日本語の名前", "日本語の名前"),
        ("🐳🚀", "🐳🚀"),
        ("\u202eevil", "evil"),
    ],
)
async def test_a_name_is_text_wherever_it_is_shown(world: World, name: str, shown: str) -> None:
    world.boxes(Box("odd", raw={"Name": f"/{name}", "Config.Image": name}))
    async with see(world, (200, 50)) as s:
        containers = s.pane("containers")
        await containers.press("G")
        assert shown[:14] in containers.text
        await s.expect(shown)
        await s.press("d")
        assert shown in await s.asked()
        await s.press("y")
        await s.until(lambda: bool(s.app.said), "an answer")
        await s.settle()
        assert s.lines
        await s.press("i", "y", "escape", "x", "escape", ":", *"odd", "escape", "+", "@", "escape")
        assert s.lines
        s.app.said.clear()
        world.ran.clear()


async def test_a_filter_that_looks_like_markup(world: World) -> None:
    async with see(world) as s:
        for text in ("[red]", "[/]", "\\[x", "[@click=app.quit]", '[b "', "$foreground"):
            await s.pane("containers").press("/")
            await s.paste(text)
            assert text in s.pane("containers").caption
            assert text in s.text
            await s.press("escape")


async def test_a_container_of_which_nothing_is_known(world: World) -> None:
    world.boxes(Box("null", raw=NULLS))
    async with see(world, (200, 50)) as s:
        await s.pane("containers").press("G", "+", "escape")
        await s.expect("unknown")
        await s.press("s", "r", "p", "e", "d", "escape", "y", "escape", "i", "escape")
        world.ran.clear()


async def test_labels_of_all_sorts(world: World) -> None:
    labels = {
        "note": "[red]alert[/]", "list": "a=1,b=2", "名": "値", "name": "not-my-name",
        "long": "x" * 65536, "lines": "one\ntwo\x1b[2J", "empty": "", "n": None,
    }  # fmt: skip
    world.boxes(Box("labelled", labels=labels))
    async with see(world, (160, 60)) as s:
        await s.pane("containers").row("labelled").press()
        await s.expect("note=[red]alert[/]", "list=a=1,b=2", "名=値", "lines=one two")
        assert "labelled" in s.pane("containers").names
        await s.press("i")
        await s.press("/", *"not-my-name", "enter", "escape")
        await s.press("/")
        await s.paste("label:list=a=1,b=2")
        assert s.pane("containers").names == ["labelled"]


async def test_a_command_of_64_kilobytes(world: World) -> None:
    world.boxes(Box("long", raw={"Args": ["x" * 65536]}))
    async with see(world) as s:
        await s.pane("containers").row("long").press("+", "escape", "enter", "j", "escape", "i")
        assert s.lines


async def test_images_of_all_sorts(world: World) -> None:
    tags = ("host:5000/img:1", "localhost:5000/a/b:x", "[b]bold[/]:latest")
    world.pictures(*(Picture(tag, 20 + n) for n, tag in enumerate(tags)), Picture("", 30))
    async with see(world, (160, 60)) as s:
        names = s.pane("images").names
        assert set(tags) < set(names)
        assert "<none>" in s.pane("images").text
        await s.pane("images").row(tags[0]).press("d")
        await s.confirm()
        await s.expect_ran("docker image rm host:5000/img:1")
