"""Finding what can be done: the palette and the help screen."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from tests.stories.dialog_samples import OPENED, choice
from tests.stories.windows import window
from tui.ui.screens.palette import Palette, PaletteEntry


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("docker ps -a", "go:containers"), ("docker container ls --all", "go:containers"),
     ("docker image ls --all", "go:images"), ("stop", "container.stop"), ("dist", "go:distros")],
)  # fmt: skip
async def test_the_palette_finds_by_name_and_by_command(typed: str, answer: str) -> None:
    async with window(OPENED["palette"]) as seen:
        await seen.type(typed)
        if " " in typed:
            assert typed in choice(seen), "the words it was found under"
        await seen.press("enter")
        assert seen.answer == answer


async def test_the_palette_shows_all_at_first() -> None:
    async with window(OPENED["palette"]) as seen:
        assert "Distros" in choice(seen)
        assert "Ask [b]it[/b] to end" in seen.line("Stop container")
        await seen.press("down", "down", "up", "enter")
        assert seen.answer == "go:containers"


async def test_the_palette_keeps_what_cannot_be_done() -> None:
    async with window(OPENED["palette"]) as seen:
        await seen.type("unpause")
        assert "– web is not paused" in choice(seen)
        await seen.press("enter")
        assert seen.is_open


async def test_the_palette_has_nothing() -> None:
    async with window(OPENED["palette"]) as seen:
        await seen.type("[z]")
        assert "Nothing goes by [z]." in seen.text
        await seen.press("enter", "down", "backspace", "backspace", "backspace")
        assert seen.is_open
        assert "Distros" in choice(seen)


async def test_the_palette_is_clicked() -> None:
    async with window(OPENED["palette"]) as seen:
        await seen.click("#entries", offset=(5, 2))
        assert seen.answer == "go:images"


async def test_five_hundred_entries_can_be_walked_through() -> None:
    many = [PaletteEntry(str(n), f"Entry {n}", "") for n in range(500)]
    async with window(lambda: Palette(many)) as seen:
        await seen.press(*["pagedown"] * 60)
        assert "Entry 499" in choice(seen)
        await seen.press("enter")
        assert seen.answer == "499"


async def test_help_shows_keys_and_commands() -> None:
    async with window(OPENED["help"]) as seen:
        assert "docker ps -a · docker container ls --all" in seen.line("Containers")
        assert "Ask it to end, [i]then[/i] kill it" in seen.line("Stop")
        assert "docker stop" in seen.line("Stop")
        await seen.press("G")
        assert "Key 39" in seen.text
        await seen.press("g")
        assert "Stop" in seen.text


@pytest.mark.parametrize("key", ["question_mark", "f1", "q", "escape"])
async def test_help_is_closed(key: str) -> None:
    async with window(OPENED["help"]) as seen:
        await seen.press(key)
        assert not seen.is_open


async def test_help_is_searched() -> None:
    async with window(OPENED["help"]) as seen:
        await seen.press("G", "slash")
        await seen.type("docker container ls --all")
        assert "Stop" in seen.text
        assert "Key" not in seen.text
        seen.app.screen.query_one(Input).value = "rm image"
        await seen.press("enter", "j")
        assert "docker image rm" in seen.text
        assert "Stop" not in seen.text
        await seen.press("slash")
        await seen.type("?q")
        assert "No key matches these words." in seen.text
        await seen.press("escape")
        assert seen.is_open
        assert "Stop" in seen.text
        await seen.press("escape")
        assert not seen.is_open
