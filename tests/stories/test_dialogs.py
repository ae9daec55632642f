"""What all dialogs have in common; the report and the menu."""

from __future__ import annotations

import pytest

from tests.stories.dialog_samples import OPENED, choice, report
from tests.stories.windows import window
from tui.session.dispatch import Failed
from tui.ui.screens.menu import MenuDialog
from tui.ui.screens.report import ReportDialog


@pytest.mark.parametrize("name", OPENED)
@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_there_is_always_a_way_back(name: str, key: str) -> None:
    async with window(OPENED[name]) as seen:
        await seen.press(key)
        assert seen.answer is None


@pytest.mark.parametrize("name", OPENED)
async def test_no_escape_sequence_reaches_the_terminal(name: str) -> None:
    async with window(OPENED[name], 120, 60) as seen:
        assert "\x1b" not in seen.text


@pytest.mark.parametrize("name", OPENED)
async def test_any_room_will_do(name: str) -> None:
    async with window(OPENED[name], 20, 5) as seen:
        await seen.press("down", "pagedown", "down", "up")
        for size in ((80, 24), (120, 36), (3, 2), (20, 5)):
            await seen.resize(*size)
        assert seen.is_open
        assert len(seen.lines) == 5


@pytest.mark.parametrize("name", OPENED)
async def test_ascii_is_enough(name: str) -> None:
    async with window(OPENED[name], 120, 60, ascii_only=True) as seen:
        await seen.press("down")
        assert seen.text.isascii()


async def test_the_report_says_of_each_row_what_became_of_it() -> None:
    async with window(OPENED["report"], 80, 30) as seen:
        assert "Remove: 1 failed, 1 not run" in seen.lines[seen.lines.index(seen.line("Remove:"))]
        lines = [line.strip(" │") for line in seen.lines]
        at = lines.index("✗ 1 failed")
        assert lines[at + 1 : at + 6] == [
            "[red]web", "Error: it is [b]running", "and busy", "→ Stop it first.",
            "$ docker rm '[red]web'",
        ]  # fmt: skip
        for head, names in (("○ 1 not run", "api"), ("– 1 left out", "old: it is gone already"),
                            ("✓ 1 done", "db")):  # fmt: skip
            assert lines[lines.index(head) + 1] == names


async def test_the_report_is_copied_as_it_stands() -> None:
    async with window(OPENED["report"]) as seen:
        await seen.press("y")
        assert seen.is_open
        copied = seen.app.clipboard
        assert copied.startswith("Remove: 1 failed, 1 not run\n✗ 1 failed\n  [red]web\n")
        assert copied.endswith("✓ 1 done\n    db")


@pytest.mark.parametrize("key", ["enter", "q", "escape"])
async def test_the_report_is_closed(key: str) -> None:
    async with window(OPENED["report"]) as seen:
        await seen.press(key)
        assert not seen.is_open


async def test_a_long_report_is_scrolled_and_closed_by_a_click() -> None:
    long = report()
    long.failed += [Failed(f"web-{n}", "It failed.", "", f"docker rm web-{n}") for n in range(500)]
    async with window(ReportDialog(long)) as seen:
        assert "501 failed" in seen.text
        await seen.press("G")
        assert "1 done" in seen.text
        await seen.click("#close")
        assert not seen.is_open


async def test_a_dry_run_is_called_one() -> None:
    async with window(ReportDialog(report(dry_run=True))) as seen:
        assert "Remove (dry run): 1 failed" in seen.text


async def test_the_menu_runs_what_the_cursor_is_on() -> None:
    async with window(OPENED["menu"]) as seen:
        assert "Stop" in choice(seen), "the first entry that can be run"
        await seen.press("down", "enter")
        assert seen.answer == "container.restart"


async def test_a_key_of_the_menu_runs_its_entry() -> None:
    for key, chosen in (("r", "container.restart"), ("s", "container.stop"),
                        ("delete", "container.remove")):  # fmt: skip
        async with window(OPENED["menu"]) as seen:
            await seen.press(key)
            assert seen.answer == chosen


async def test_a_letter_goes_to_the_next_title() -> None:
    async with window(OPENED["menu"]) as seen:
        await seen.press("e")
        assert "Export" in choice(seen)
        assert "with all that is in it, Write it" in seen.text.replace("\n", ""), "what was cut"
        await seen.press("enter")
        assert seen.answer == "container.export"


async def test_what_cannot_be_done_says_why_and_is_not_answered() -> None:
    async with window(OPENED["menu"]) as seen:
        assert "– web runs already" in seen.line("Start ")
        await seen.press("p")
        assert seen.is_open
        assert "Unpause" in choice(seen)
        assert "! [web] is not paused" in seen.text
        await seen.press("enter")
        assert seen.is_open


async def test_the_menu_is_clicked() -> None:
    async with window(OPENED["menu"]) as seen:
        assert "Delete it [b]now[/b]" in seen.text
        await seen.click("#entries", offset=(5, 0))
        assert seen.is_open
        await seen.click("#entries", offset=(5, 2))
        assert seen.answer == "container.restart"


async def test_an_empty_menu_says_so() -> None:
    async with window(lambda: MenuDialog("web", ())) as seen:
        assert "There is nothing to do here." in seen.text
        await seen.press("enter", "down", "a")
        assert seen.is_open
