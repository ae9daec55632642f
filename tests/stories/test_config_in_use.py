"""What the config file says is so on the screen, and what it cannot say is told."""

from __future__ import annotations

from pathlib import Path

from tests.stories.driver import see
from tests.stories.world import World
from tui import config
from tui.core.settings import LogPanel, Settings
from tui.session.opening import KNOWN
from tui.session.session import Session

BROKEN = """theme = "wsltui
panes = [1
"""
ODD = """\
panes = ["containers", "nonsense"]
refresh = "often"

[keys]
"container.stop" = "q"
"""


def loaded(file: Path, text: str) -> tuple[Settings, list[str]]:
    file.write_text(text)
    settings, problems = config.load(file, {}, KNOWN)
    return settings, [str(problem) for problem in problems]


async def test_a_broken_file_is_told_with_its_line_and_everything_works(
    world: World, tmp_path: Path
) -> None:
    settings, problems = loaded(tmp_path / "config.toml", BROKEN)
    assert problems

    def tell(session: Session) -> None:
        session.problems.extend(problems)

    async with see(world, settings=settings, prepare=tell) as s:
        await s.expect_said("line 1")
        await s.expect("Config", "line 1")
        assert len(s.pane("containers").names) == 4
    assert (tmp_path / "config.toml").read_text() == BROKEN


async def test_what_is_right_counts_and_the_rest_is_told(world: World, tmp_path: Path) -> None:
    settings, problems = loaded(tmp_path / "config.toml", ODD)

    def tell(session: Session) -> None:
        session.problems.extend(problems)

    async with see(world, settings=settings, prepare=tell) as s:
        await s.expect_said("nonsense")
        await s.expect_said("refresh")
        await s.expect_said("container.stop", "q")
        await s.pane("containers").row("web-1").press("s")
        await s.confirm()
        await s.expect_ran("docker stop web-1")


async def test_panes_columns_and_sort(world: World) -> None:
    from tui.core.settings import Sort

    settings = Settings(
        panes=("images", "containers"),
        columns={"containers": ("name", "ports")},
        sort={"containers": Sort("name", reverse=True)},
        log_panel=LogPanel.OPEN,
    )
    async with see(world, settings=settings) as s:
        assert list(s.app.main.tables) == ["images", "containers"]
        assert s.pane("containers").lines[1].split() == ["│", "Name▼", "Ports", "│"]
        assert s.pane("containers").names == ["web-1", "migrate", "db-1", "api-1"]
        assert "docker ps" in s.text
        await s.press("2", "s")
        await s.confirm()
        await s.expect_ran("docker stop web-1")


async def test_a_theme_that_is_none(world: World) -> None:
    async with see(world, settings=Settings(theme="neon")) as s:
        await s.expect_said("there is no theme", "neon")


async def test_ascii_only(world: World) -> None:
    async with see(world, settings=Settings(ascii=True)) as s:
        await s.pane("containers").row("web-1").press("space")
        await s.expect("web-1")
        await s.press("d")
        await s.asked()
        assert s.text.isascii(), [c for c in s.text if not c.isascii()]
        await s.press("escape", "i")
        await s.expect("Config")
        assert s.text.isascii(), [c for c in s.text if not c.isascii()]
