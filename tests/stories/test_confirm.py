"""Nothing happens by accident: the dialog before an action."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from textual.widgets import Input

from tests.stories.windows import CHOICES, LOST, REMOVE, Window, removal, window
from tui.core.action import Choice, Chosen, Confirm, Intent, Skipped
from tui.core.errors import Unavailable
from tui.ui.screens.confirm import ConfirmDialog, choice_keys
from tui.ui.widgets.lines import Lines

ASKED = "Remove 2 containers?"


def dialog(*names: str, **more: object) -> ConfirmDialog:
    return ConfirmDialog(ASKED, removal(*(names or ("web", "api"))), CHOICES, **more)  # type: ignore[arg-type]


def commands(answer: Intent) -> list[str]:
    return [command.typed() for command in answer.commands]


def listed(seen: Window) -> list[str]:
    return [line.split("$ ")[1].rstrip(" │") for line in seen.lines if "$ " in line]


async def test_the_commands_that_will_run_are_shown_and_answered() -> None:
    shown = dialog()
    async with window(shown) as seen:
        assert ASKED in seen.text
        assert "These 2 commands will run" in seen.text
        assert listed(seen) == ["docker rm web", "docker rm api"]
        intent = shown.intent
        await seen.press("y")
        assert seen.answer is intent
        assert commands(seen.answer) == ["docker rm web", "docker rm api"]


@pytest.mark.parametrize("key", ["enter", "n", "escape", "ctrl+c", "space"])
async def test_the_first_answer_is_no(key: str) -> None:
    async with window(dialog()) as seen:
        assert seen.focused == "cancel"
        assert "[Cancel]" in seen.text
        await seen.press(key)
        assert seen.answer is None


@pytest.mark.parametrize("key", ["right", "tab"])
async def test_enter_presses_the_button_that_has_the_focus(key: str) -> None:
    async with window(dialog()) as seen:
        await seen.press(key)
        assert "[Remove]" in seen.text
        await seen.press("enter")
        assert commands(seen.answer) == ["docker rm web", "docker rm api"]


async def test_left_goes_back_to_cancel() -> None:
    async with window(dialog()) as seen:
        await seen.press("right", "left", "enter")
        assert seen.answer is None


@pytest.mark.parametrize("key", ["f", "1"])
async def test_a_choice_goes_by_its_letter_and_by_its_number(key: str) -> None:
    async with window(dialog()) as seen:
        assert "[ ] -f  kill it first if it runs" in seen.text
        await seen.press(key)
        assert "[x] -f  kill it first if it runs" in seen.text
        assert listed(seen) == ["docker rm -f web", "docker rm -f api"]
        await seen.press("2")
        assert listed(seen)[0] == "docker rm -f -v web"
        await seen.press(key)
        assert listed(seen)[0] == "docker rm -v web"
        await seen.press("y")
        assert commands(seen.answer) == ["docker rm -v web", "docker rm -v api"]


async def test_a_choice_is_ticked_where_the_focus_is() -> None:
    async with window(dialog()) as seen:
        await seen.press("left", "space", "up", "enter")
        assert listed(seen)[0] == "docker rm -f -v web"
        await seen.press("down", "down", "enter")
        assert seen.answer is None


async def test_a_choice_may_be_ticked_from_the_start() -> None:
    ticked = replace(CHOICES[0], default=True)
    async with window(ConfirmDialog(ASKED, removal("web"), (ticked,))) as seen:
        assert "[x] -f" in seen.text
        assert listed(seen) == ["docker rm -f web"]


def test_the_keys_of_choices_are_letters_of_their_flags() -> None:
    flags = ("-f", "--force", "-y", "--no-prune", "-n")
    choices = [Choice(flag, flag, "") for flag in flags]
    assert choice_keys(choices) == ["f", "o", "3", "p", "5"]


async def test_the_mouse_does_it_too() -> None:
    async with window(dialog()) as seen:
        await seen.click("Tick")
        assert listed(seen)[0] == "docker rm -f web"
        await seen.click("#accept")
        assert commands(seen.answer)[0] == "docker rm -f web"
    async with window(dialog()) as seen:
        await seen.click("#cancel")
        assert seen.answer is None


async def test_names_are_never_markup_nor_escapes() -> None:
    odd = ("[red]x[/]", "a\x1b[31mb", "[/]", "日本")
    shown = ConfirmDialog(
        "Remove [bold]four[/]?",
        removal(*odd, warnings=("[red]x[/] \x1b[5mis running",),
                skipped=(Skipped("[u]db", "[u]db is [b]kept\x1b]0;x\x07"),)),
    )  # fmt: skip
    async with window(shown) as seen:
        assert "Remove [bold]four[/]?" in seen.text
        assert listed(seen)[0] == "docker rm '[red]x[/]'"
        assert "\x1b" not in seen.text
        assert "! [red]x[/] is running" in seen.text
        assert "– [u]db is [b]kept" in seen.text
        assert "日本" in seen.text


async def test_what_is_left_out_hidden_lost_and_noted_is_said() -> None:
    noted = replace(REMOVE, note="Its image stays.")
    make = removal(
        "web", action=noted, warnings=("web is running",),
        skipped=(Skipped("db", "it is pinned"), Skipped("old", "old is gone")),
    )  # fmt: skip
    async with window(ConfirmDialog("Remove web?", make, CHOICES, hidden=3)) as seen:
        assert "This command will run:" in seen.text
        assert "2 left out" in seen.text
        assert "– db: it is pinned" in seen.text
        assert "– old is gone" in seen.text
        assert "! 3 of the rows are marked but hidden by the filter." in seen.text
        assert "! web is running" in seen.text
        assert LOST in seen.text
        assert "Its image stays." in seen.text


async def test_many_warnings_are_counted_and_listed() -> None:
    warnings = tuple(f"web-{n} is running" for n in range(20))
    async with window(ConfirmDialog(ASKED, removal("web", warnings=warnings))) as seen:
        assert "! 20 warnings, listed with the commands." in seen.text
        await seen.press("end")
        assert "! web-19 is running" in seen.text


async def test_a_name_has_to_be_typed_exactly() -> None:
    make = removal("Ubuntu-24.04", confirm=Confirm.TYPE_NAME)
    async with window(ConfirmDialog("Terminate?", make)) as seen:
        assert "Type Ubuntu-24.04 to go on:" in seen.text
        for typed in ("", "yn", "ubuntu-24.04", "Ubuntu-24.0"):
            seen.app.screen.query_one(Input).value = ""
            await seen.type(typed)
            await seen.press("enter")
            assert seen.is_open
            assert seen.app.screen.query_one(Input).value == typed
        await seen.press("4", "enter")
        assert commands(seen.answer) == ["docker rm Ubuntu-24.04"]


async def test_the_button_waits_for_the_name_too() -> None:
    async with window(dialog(type_name="web")) as seen:
        await seen.click("#accept")
        assert seen.is_open
        assert seen.focused == "name"
        await seen.press("tab", "tab", "y")
        assert seen.is_open
        assert seen.focused == "name"
        await seen.type("web")
        await seen.click("#accept")
        assert commands(seen.answer) == ["docker rm web", "docker rm api"]


async def test_esc_leaves_the_name_unsaid() -> None:
    async with window(dialog(type_name="web")) as seen:
        await seen.press("w", "escape")
        assert seen.answer is None


async def test_a_tool_that_went_away_is_said_and_nothing_can_run() -> None:
    gone = Unavailable("Docker does not answer.", "Start Docker Desktop.")

    def make(chosen: Chosen) -> Intent:
        if "force" in chosen:
            raise gone
        return removal("web")(chosen)

    async with window(ConfirmDialog(ASKED, make, CHOICES)) as seen:
        await seen.press("f", "y")
        assert seen.is_open
        assert "! Docker does not answer. Start Docker Desktop." in seen.text
        await seen.press("f", "y")
        assert commands(seen.answer) == ["docker rm web"]


async def test_nothing_to_run_cannot_be_accepted() -> None:
    make = removal(skipped=(Skipped("web", "web is not running"),))
    async with window(ConfirmDialog("Stop?", make)) as seen:
        assert "Nothing will run." in seen.text
        await seen.press("y")
        assert seen.is_open
        await seen.press("enter")
        assert seen.answer is None


async def test_one_yes_is_enough_and_a_second_does_no_harm() -> None:
    async with window(dialog()) as seen:
        await seen.pilot.press("y", "y", "n", "enter")
        await seen.pilot.pause()
        assert commands(seen.answer) == ["docker rm web", "docker rm api"]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 10), (20, 5), (4, 3)])
async def test_any_room_will_do(size: tuple[int, int]) -> None:
    make = removal("web", "[red]x", warnings=("w",) * 9, skipped=(Skipped("a", "b"),))
    async with window(ConfirmDialog(ASKED, make, CHOICES, 2, "web"), *size) as seen:
        await seen.resize(20, 5)
        await seen.press("escape")
        assert seen.answer is None


async def test_twenty_by_five_still_asks() -> None:
    async with window(dialog(), 20, 5) as seen:
        assert "Remove 2" in seen.lines[0]
        assert "[Cancel]" in seen.text
        assert "Remove" in seen.lines[3]
        await seen.press("down")
        assert "$ docker rm" in seen.text
        await seen.resize(80, 24)
        assert listed(seen) == ["docker rm web", "docker rm api"]


async def test_a_command_of_64_kb_is_wrapped_and_can_be_read_to_its_end() -> None:
    async with window(ConfirmDialog(ASKED, removal("x" * 65_000 + " end"))) as seen:
        assert "$ docker rm" in seen.text
        assert "[Cancel]" in seen.text
        await seen.press("end")
        assert "end'" in seen.text


async def test_five_hundred_commands_stay_quick() -> None:
    names = [f"shop-worker-{n}" for n in range(500)]
    start = time.process_time()
    async with window(ConfirmDialog("Remove 500 containers?", removal(*names), CHOICES)) as seen:
        assert "These 500 commands will run" in seen.text
        opened = time.process_time()
        assert opened - start < 3
        await seen.press("f", "end")
        assert "docker rm -f shop-worker-499" in seen.text
        assert time.process_time() - opened < 1
        assert seen.app.screen.query_one(Lines).text.count("docker rm -f") == 500


async def test_ascii_is_enough() -> None:
    make = removal("web", skipped=(Skipped("db", "it is pinned"),))
    async with window(ConfirmDialog("Remove?", make, CHOICES), ascii_only=True) as seen:
        await seen.press("f")
        assert "[x] -f" in seen.text
        assert seen.text.isascii()


async def test_what_hinders_an_undo_may_be_known_early_or_late() -> None:
    shown = dialog("web")
    shown.hinder("no Engine API")
    async with window(shown) as seen:
        await seen.press("escape")
        shown.hinder("no Engine API after all")
