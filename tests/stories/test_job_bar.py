"""How far a long job has come, on a line that is in nobody's way."""

from __future__ import annotations

from textual.app import ComposeResult

from tests.stories.windows import Host, Window
from tui.ui.widgets.job_bar import JobBar


class Yard(Host):
    """A job bar at the bottom, and what it asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = JobBar()
        self.cancelled: list[int] = []

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield self.bar

    def on_job_bar_cancel_asked(self, message: JobBar.CancelAsked) -> None:
        self.cancelled.append(message.job)


async def test_a_job_is_shown_while_it_runs() -> None:
    app = Yard()
    async with app.run_test(size=(80, 5)) as pilot:
        seen = Window(app, pilot)
        assert not app.bar.display
        job = app.bar.begin("Remove 12 [b]containers", 12)
        await pilot.pause()
        assert "Remove 12 [b]containers" in seen.text
        assert "0/12" in seen.text
        app.bar.progress(job)(5, 12, "web-[1]")
        await pilot.pause()
        assert "5/12  web-[1]" in seen.text.replace("   ", "  ")
        assert "━" in seen.text
        assert "ctrl+c cancels" in seen.text
        app.bar.end(job)
        await pilot.pause()
        assert "containers" not in seen.text
        app.bar.advance(job, 6, 12, "late")
        app.bar.end(job)
        assert not app.bar.display


async def test_of_several_jobs_the_newest_is_shown_and_cancelled_by_a_click() -> None:
    app = Yard()
    async with app.run_test(size=(80, 5)) as pilot:
        seen = Window(app, pilot)
        first, second = app.bar.begin("Pull", 0), app.bar.begin("Stop", 3)
        await pilot.pause()
        assert "Stop" in seen.text
        assert "and 1 more" in seen.text
        assert await pilot.click(JobBar, offset=(2, 0))
        assert await pilot.click(JobBar, offset=(75, 0))
        assert app.cancelled == [second]
        app.bar.end(second)
        await pilot.pause()
        assert "Pull" in seen.text
        assert app.bar.newest == first
        await seen.resize(20, 5)
        assert "ctrl+c cancels" in seen.text
        await seen.resize(5, 2)
        assert app.is_running
