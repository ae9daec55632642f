"""A fault of wsltui's own is a sentence, and never takes the rest with it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.stories.driver import see
from tests.stories.world import World
from tui.session.session import Session


def fail(*_args: Any, **_more: Any) -> Any:
    raise KeyError("[/] \x1b[31mno such thing")


async def test_a_job_that_breaks_says_so_and_the_next_one_runs(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with see(world) as s:
        with monkeypatch.context() as broken:
            broken.setattr(s.app.session.dispatch, "carry_out", fail)
            await s.pane("containers").row("web-1").press("p")
            await s.expect_said("Something went wrong in wsltui itself (KeyError: '[/]")
        assert "Traceback" in (tmp_path / "state/wsltui/crash.log").read_text()
        await s.pane("containers").row("web-1").press("p")
        await s.expect_ran("docker pause web-1")


async def test_a_listing_that_breaks_is_said_in_its_pane(world: World) -> None:
    def break_images(session: Session) -> None:
        put = session.store.put

        def put_others(kind_id: str, *args: Any, **more: Any) -> None:
            (fail if kind_id == "images" else put)(kind_id, *args, **more)

        session.store.put = put_others  # type: ignore[method-assign]

    async with see(world, prepare=break_images) as s:
        assert "wsltui itself" in s.pane("images").text
        assert "crash.log" in s.pane("images").text.replace(" ", "")
        assert s.pane("containers").names == ["web-1", "api-1", "db-1", "migrate"]


async def test_a_task_that_nobody_waits_for_is_heard(world: World) -> None:
    async def stray() -> None:
        raise ZeroDivisionError

    async with see(world) as s:
        task = asyncio.get_running_loop().create_task(stray())
        await asyncio.wait([task])
        del task
        await s.expect_said("wsltui itself (ZeroDivisionError")
