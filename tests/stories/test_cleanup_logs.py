"""Container logs that grew large, on the clean-up screen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from tests.stories.driver import see
from tests.stories.test_cleanup import Engine, opened, press_and_wait
from tests.stories.world import World
from tui.backends.logs import Found
from tui.core.cleanup.policy import Images, Policy
from tui.core.command import Command, Outcome, Result
from tui.core.logs import Home, LogFile, Told
from tui.core.settings import Settings
from tui.session.session import Session
from tui.ui.screens.agree import AgreeDialog, ReadDialog
from tui.ui.widgets.lines import Lines

LOGS = Policy(
    name="logs", containers=False, images=Images.NONE, anonymous_volumes=False,
    build_cache=False, log_files=10**9,
)  # fmt: skip


class Logs:
    """One container has a large log until it is emptied."""

    def __init__(self, engine: Engine) -> None:
        self.size, self.emptied = 2_500_000_000, list[str]()
        self._engine = engine
        engine.answer = self.answer

    def find(self, home: Home, told: Iterable[Told]) -> Found:
        assert home.root == "/var/lib/docker"
        names = {c.id: c.name for c in self._engine.world.containers.values()}
        loud = [one for one in told if names[one.id] == "shop-web-1"]
        written = datetime.now(UTC)
        return {o.id: LogFile(o.path, self.size, written) for o in loud if self.size}, ""

    def answer(self, command: Command) -> Result | None:
        if command.argv[:1] != ("truncate",):
            return None
        self.emptied.append(command.argv[-1])
        self.size = 0
        return Result(command, Outcome.OK, 0)


async def test_a_policy_empties_a_log_and_says_before_that_it_is_gone_for_good(
    world: World,
) -> None:
    engine = Engine()
    logs = Logs(engine)

    def session(w: World) -> Session:
        made = engine.session(w)
        made.logs = logs
        made.settings = Settings(ascii=False, policies={"logs": LOGS})
        return made

    async with see(world, (160, 40), session=session) as s:
        screen = await opened(s)
        (row,) = (r for r in screen.rows if r.thing.kind == "log-file")
        assert not row.goes
        assert row.item.reason == "a log of 2.5 GB; the policy leaves it alone"
        await s.press("p", "p")
        await s.expect("[logs]", "container logs of 1 GB or more")
        await press_and_wait(s, "y", AgreeDialog)
        shown = s.screen.query_one("#commands", Lines).text
        assert f"truncate --size 0 {row.thing.path}" in shown, "whole, for it is a path"
        assert "What cannot come back:" in s.words
        assert "the logs that are emptied" in s.words
        assert "U brings" not in s.words, "there is no rest that could come back"
        await press_and_wait(s, "y", ReadDialog)
        assert logs.emptied == [row.thing.path]
        assert "2.5 GB" in s.words, "what was emptied counts as freed"
        await s.press("escape")
        await s.until(lambda: not screen.table.stale, "a new plan")
        assert not [r for r in screen.rows if r.thing.kind == "log-file"]
