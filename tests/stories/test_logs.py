"""Looking through logs: followed, searched, filtered, marked, copied and saved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from tests.stories.driver import See, see
from tests.stories.things import Box
from tests.stories.world import World
from tests.unit.log_bytes import bodies
from tui.core.settings import Settings
from tui.session import tail
from tui.ui.screens.logs import LogsScreen
from tui.ui.widgets.detail import LOGS
from tui.ui.widgets.log_panel import LogPanel
from tui.ui.widgets.log_view import LogView

SHOP = {"com.docker.compose.project": "shop"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tail, "TICK", 0.0)
    monkeypatch.setattr(tail, "FIRST_WAIT", 0.0)
    monkeypatch.setattr(tail, "LONGEST_WAIT", 0.0)


def view(s: See) -> LogView:
    return s.screen.query_one(LogView)


@asynccontextmanager
async def logs_of(
    world: World, name: str = "web-1", size: tuple[int, int] = (120, 36), **settings: object
) -> AsyncIterator[See]:
    async with see(world, size, Settings(**settings)) as s:  # type: ignore[arg-type]
        await s.pane("containers").row(name).press("l")
        await s.until(lambda: isinstance(s.screen, LogsScreen), "the logs")
        yield s


async def test_the_last_lines_and_what_comes(world: World) -> None:
    world.logs.write("web-1", *(f"line {n}" for n in range(1, 101)))
    async with logs_of(world) as s:
        await s.expect("Logs web-1", "line 100", "follows · 100 lines")
        assert "line 1 " not in s.words
        world.logs.write("web-1", "and one more")
        await s.expect("and one more", "101 lines")
        await s.press("escape")
        assert not isinstance(s.screen, LogsScreen)


async def test_going_up_stays_there_and_the_end_is_followed_again(world: World) -> None:
    world.logs.write("web-1", *(f"line {n}" for n in range(1, 101)))
    async with logs_of(world) as s:
        await s.expect("line 100")
        await s.press("pageup", "k")
        await s.expect("stays here: G follows · line")
        before = s.lines[1:-2]
        world.logs.write("web-1", "unseen yet")
        await s.expect("of 101")
        assert s.lines[1:-2] == before
        await s.press("G")
        await s.expect("unseen yet", "follows · 101")


async def test_the_mouse_and_the_key_that_stays(world: World) -> None:
    world.logs.write("web-1", *(f"line {n}" for n in range(1, 101)))
    async with logs_of(world) as s:
        await s.expect("line 100")
        await s.click(view(s), 5, 3)
        at = view(s).at
        assert at is not None
        assert at.body in s.lines[4]
        assert not view(s).follow
        await s.press("F")
        assert view(s).follow
        await s.press("F")
        world.logs.write("web-1", "unseen")
        await s.expect("of 101")
        assert "unseen" not in s.words
        await s.pilot._post_mouse_events([MouseScrollDown], view(s), button=0)
        await s.expect("unseen", "follows")
        await s.pilot._post_mouse_events([MouseScrollUp], view(s), button=0)
        await s.expect("stays here")


async def test_older_lines_are_asked_for_above_the_first(world: World) -> None:
    world.logs.write("web-1", *(f"line {n}" for n in range(1, 1201)))
    async with logs_of(world) as s:
        await s.expect("line 1200", "1,000 lines")
        await s.press("g", "g")
        await s.expect_said("200 older lines")
        await s.press("g")
        await s.expect("line 1 ", "of 1,200")
        await s.press("g")
        await s.expect_said("This is where the log begins.")
    assert any("--tail 2000 --until" in typed for typed in world.reads)


async def test_a_search_goes_up_from_the_end_and_on_with_n(world: World) -> None:
    world.logs.write("web-1", *(f"line {n}" for n in range(1, 101)))
    async with logs_of(world) as s:
        await s.expect("line 100")
        await s.press("slash", *"line 4[05]$", "enter")
        at = view(s).at
        assert at is not None
        assert at.body == "line 45"
        await s.press("N")
        assert (at := view(s).at) is not None
        assert at.body == "line 40"
        await s.press("n")
        assert (at := view(s).at) is not None
        assert at.body == "line 45"
        await s.press("escape")
        assert view(s).manner.search.regex is None
        await s.press("slash", *"zz", "enter")
        await s.expect_said("Nothing matches zz")


async def test_a_filter_works_while_it_is_typed_and_a_broken_one_says_so(world: World) -> None:
    world.logs.write("web-1", "GET /a 200", "GET /b 404", "POST [x] 500")
    async with logs_of(world) as s:
        await s.expect("POST")
        await s.press("f", *"40")
        await s.expect("filter /40/", "1 of 3 lines", "GET /b 404")
        assert "GET /a" not in s.words
        await s.press("enter")
        world.logs.write("web-1", "GET /c 404", "GET /d 200")
        await s.expect("GET /c 404", "2 of 5 lines")
        await s.press("ampersand", "backspace", "backspace", "[")
        await s.expect("no regex: unterminated character set at 1", "POST [x] 500", "1 of 5")
        await s.press("enter", "escape")
        await s.expect("follows · 5 lines")


async def test_levels_and_stderr(world: World) -> None:
    world.logs.write("web-1", "INFO all is well", '{"level":"warning","msg":"slow"}')
    world.logs.write("web-1", "ERROR it broke", "    at here.py:1", error=True)
    async with logs_of(world) as s:
        await s.expect("all is well", "WARNING slow")
        await s.press("L", "L")
        await s.expect("warn and graver", "3 of 4 lines", "at here.py:1")
        await s.press("L")
        await s.expect("errors", "2 of 4 lines")
        await s.press("L", "e")
        await s.expect("stderr", "2 of 4 lines", "it broke")
        await s.press("escape")
        await s.expect("4 lines", "all is well")


async def test_json_is_told_as_text_or_shown_as_it_is(world: World) -> None:
    world.logs.write("web-1", '{"level":"info","msg":"ready","port":80}')
    async with logs_of(world) as s:
        await s.expect("INFO ready port=80")
        await s.press("p")
        await s.expect('{"level":"info","msg":"ready","port":80}')
        await s.press("enter")
        await s.expect("A line of the log", '"port": 80', "web-1, stdout", "2026-11-22T10:00:01")
        await s.press("y")
        assert '"msg": "ready"' in s.app.sent[-1]


async def test_times_and_wrapping(world: World) -> None:
    world.logs.write("web-1", "a" * 150 + " the end")
    async with logs_of(world, size=(80, 24)) as s:
        await s.expect("the end")
        await s.press("w")
        assert "the end" not in s.words
        await s.press(*["right"] * 6)
        await s.expect("the end")
        await s.press("w", "t")
        await s.expect(":00:01.000", "the end")


async def test_a_project_is_merged_by_time_each_with_its_name(world: World) -> None:
    world.boxes(Box("web-1", labels=SHOP), Box("api-1", labels=SHOP))
    world.logs.write("web-1", "one")
    world.logs.write("api-1", "two")
    world.logs.write("web-1", "three")
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("L")
        await s.expect("web-1 one", "api-1 two", "web-1 three")
        assert bodies(view(s).ring.lines) == ["one", "two", "three"]
        await s.press("escape")
        await s.pane("containers").row("db-1").press("L")
        await s.expect_said("It belongs to no compose project.")


async def test_marked_rows_are_read_together(world: World) -> None:
    world.logs.write("web-1", "one")
    world.logs.write("db-1", "two")
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("space")
        await s.pane("containers").row("db-1").press("space", "l")
        await s.expect("web-1 one", "db-1 two")


async def test_copying_a_range_and_one_line(world: World) -> None:
    world.logs.write("web-1", *(f"\x1b[31mline {n}" for n in range(1, 6)))
    async with logs_of(world) as s:
        await s.expect("line 5")
        await s.press("y")
        assert s.app.sent == ["line 5"]
        await s.press("k", "space", "k", "k", "k", "v", "y")
        assert s.app.sent[1] == "line 2\nline 3\nline 4"
        await s.expect_said("3 lines")
        await s.expect("3 marked")
        await s.press("escape")
        assert not view(s).marks


async def test_saving_asks_where_and_never_overwrites_unasked(world: World, tmp_path: Path) -> None:
    world.logs.write("web-1", "one", "two")
    file = tmp_path / "out.log"
    async with logs_of(world) as s:
        await s.expect("two")
        await save_to(s, file)
        await s.expect_said("2 lines were saved to", str(file))
        assert file.read_text() == "one\ntwo\n"
        await s.press("k", "space")
        await save_to(s, file)
        await s.expect("Overwrite the file?", "is there already")
        await s.press("n")
        assert file.read_text() == "one\ntwo\n"
        await save_to(s, file)
        await s.expect("Overwrite the file?")
        await s.press("y")
        await s.expect_said("1 lines were saved to")
        assert file.read_text() == "one\n"
        await save_to(s, tmp_path)
        await s.expect_said("is no name of a file")
        await save_to(s, file / "below")
        await s.expect_said("Could not write")


async def save_to(s: See, file: Path) -> None:
    await s.press("S", "ctrl+u")
    await s.paste(str(file))
    await s.press("enter")


async def test_markers(world: World) -> None:
    world.logs.write("web-1", "one")
    async with logs_of(world) as s:
        await s.expect("one")
        await s.press("m", *"out", "enter")
        await s.expect("out")
        world.logs.write("web-1", "two", "three")
        await s.expect("three")
        await s.press("m", "enter", "left_square_bracket")
        at = view(s).at
        assert at is not None
        assert at.raw == "out"
        await s.press("right_square_bracket", "right_square_bracket")
        await s.expect_said("There is no marker there.")
        assert sum(line.raw == "out" for line in view(s).ring.lines) == 1


async def test_since_and_tail_are_changed_in_place(world: World) -> None:
    world.logs.write("web-1", *(f"line {n}" for n in range(1, 11)))
    async with logs_of(world) as s:
        await s.expect("line 1 ")
        await s.press("T", "ctrl+u", "3", "enter")
        await s.expect("follows · 3 lines")
        await s.press("s")
        await s.paste("2026-11-22T10:00:09Z")
        await s.press("enter")
        await s.expect("since 2026-11-22T10:00:09Z", "follows · 2 lines")
        await s.press("s", "x", "enter")
        await s.expect_said("is no moment. Write 10m")
        await s.press("T", *"x", "enter")
        await s.expect_said("is no number of lines")


async def test_one_that_dies_while_it_is_looked_at(world: World) -> None:
    world.logs.write("web-1", "last words")
    async with logs_of(world) as s:
        await s.expect("last words")
        world.logs.stop("web-1")
        world.change(Box("web-1", "exited", code=137), "die")
        await s.expect("web-1 does not run; its log goes on when it does")
        world.logs.start("web-1")
        world.logs.write("web-1", "born again")
        world.change(Box("web-1"))
        await s.expect("born again", "web-1 goes on")
        assert "last words" in s.words


async def test_no_log_to_read(world: World) -> None:
    world.boxes(Box("web-1", raw={"HostConfig.LogConfig": {"Type": "none"}}))
    world.logs.refuse("api-1", "configured logging driver does not support reading")
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("l")
        await s.expect_said("web-1 keeps no log: its log driver is none.")
        await s.pane("containers").row("api-1").press("l")
        await s.expect("cannot be read from here")
        await s.press("q")
        await s.pane("images").press("l")
        await s.expect_said("Images have no logs.")
        assert "Logs" not in s.lines[-1]


async def test_whatever_is_logged_does_no_harm(world: World) -> None:
    world.logs.write(
        "web-1", b"\x1b]0;title\x07seen", b"\xff\xfe bad", b"10%\r100%\r", b"[red]x[/]",
        b"y" * 1_000_000, "你好 🐳".encode(), b"\x9b2Jc1", b"\x1b[31mred", b"", b"\x00\x01",
    )  # fmt: skip
    async with logs_of(world) as s:
        await s.expect("red", "10 lines")
        await s.press("g")
        await s.expect("seen", "�� bad", "100%", "[red]x[/]")
        await s.press("G", "w")
        await s.expect("你好 🐳", "[red]x[/]")
        line = next(one for one in view(s).ring.lines if one.size)
        assert line.size == 1_000_031 - 31 * 61


async def test_the_tab_of_the_detail_follows_while_it_is_seen(world: World) -> None:
    world.logs.write("web-1", "one")
    world.logs.write("api-1", "of another")
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("right_square_bracket")
        assert s.app.main.detail.tab == LOGS
        panel = s.app.main.query_one(LogPanel)
        await s.until(lambda: bodies(panel.ring.lines) == ["one"], "its log")
        world.logs.write("web-1", "two")
        await s.expect("two")
        await s.press("enter", "k", "y")
        assert s.app.sent[-1] == "one"
        await s.pane("containers").row("api-1").press()
        await s.expect("of another")
        asked = len(world.reads)
        await s.press("question_mark")
        await s.until(lambda: panel._worker is None, "the log is left")
        world.logs.write("api-1", "meanwhile")
        await s.press("escape")
        await s.expect("meanwhile")
        assert any("--tail 200" in typed for typed in world.reads[asked:])


async def test_keys_can_be_laid_otherwise_and_the_help_says_them(world: World) -> None:
    world.logs.write("web-1", "one")
    async with logs_of(world, keys={"log.times": ("f6",)}) as s:
        await s.expect("one")
        await s.press("t")
        assert not view(s).manner.times
        await s.press("f6")
        assert view(s).manner.times
        await s.press("question_mark")
        await s.expect("Show or hide times", "Put a marker")


async def test_ctrl_c_leaves_the_logs_not_the_program(world: World) -> None:
    async with logs_of(world) as s:
        await s.expect("Nothing was logged yet.")
        await s.press("ctrl+c")
        assert not isinstance(s.screen, LogsScreen)
        assert s.app.is_running
