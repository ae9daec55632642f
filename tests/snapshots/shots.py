"""Which pictures there are, and what is done before each is taken."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from tests.snapshots.scene import Scene, running
from tests.snapshots.svg import draw
from tui.core.settings import Settings
from tui.ui import cleaning as cleaning  # loaded before the clock stands still
from tui.ui.screens.agree import AgreeDialog
from tui.ui.screens.cleanup import CleanupScreen
from tui.ui.screens.doctor import DoctorScreen
from tui.ui.screens.first_run import FirstRunScreen

FOLDER = Path(__file__).parents[2] / "screenshots"
SMALL, USUAL, LARGE = (80, 24), (120, 36), (200, 50)
Act = Callable[[Scene], Awaitable[None]]


@dataclass(frozen=True)
class Shot:
    """One picture: `act` is what the user does in the demo world before it is taken."""

    name: str
    size: tuple[int, int]
    act: Act
    settings: Settings = field(default_factory=lambda: Settings(ascii=False))
    read_only: bool = False
    engine: bool = True
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.name}-{self.size[0]}x{self.size[1]}"

    @property
    def file(self) -> Path:
        return FOLDER / f"{self.id}.svg"

    async def take(self) -> str:
        """The picture, as it is now."""
        world = running(
            self.size, self.settings, read_only=self.read_only, engine=self.engine, env=self.env
        )
        async with world as scene:
            await self.act(scene)
            return draw(await scene.strips(), f"wsltui: {self.name}, {self.size[0]}×{self.size[1]}")


async def containers(scene: Scene) -> None:
    await scene.press("2")
    scene.go_to("shop-api-1")


async def busy(scene: Scene) -> None:
    """Two containers were dealt with, so the log of commands has lines."""
    await scene.press("2")
    scene.go_to("adminer")
    await scene.press("p")
    scene.go_to("shop-worker-1")
    await scene.press("r", "y")
    scene.go_to("shop-api-1")


def keys(*pressed: str) -> Act:
    async def act(scene: Scene) -> None:
        await scene.press(*pressed)

    return act


async def detail(scene: Scene) -> None:
    await scene.press("2")
    scene.go_to("shop-web-1")
    await scene.press("enter")


async def inspect(scene: Scene) -> None:
    await scene.press("2")
    scene.go_to("shop-api-1")
    await scene.press("i", *"jjj")


async def remove(scene: Scene) -> None:
    await scene.press("2")
    for name in ("shop-migrate", "adminer", "cruncher"):
        scene.go_to(name)
        await scene.press("space")
    await scene.press("d")


async def menu(scene: Scene) -> None:
    await containers(scene)
    await scene.press("x")


async def palette(scene: Scene) -> None:
    await containers(scene)
    await scene.press("ctrl+p")
    await scene.type("image ls")


async def filtering(scene: Scene) -> None:
    await scene.press("2", "slash")
    await scene.type("state:exited older:2d")


async def clean(scene: Scene) -> None:
    with patch.object(secrets, "token_hex", return_value="77e5"):  # in the name of the undo
        await scene.press("X")
        screen = scene.app.screen
        assert isinstance(screen, CleanupScreen)
        await scene.until(lambda: not screen.table.stale, "a plan")


async def agree(scene: Scene) -> None:
    await clean(scene)
    await scene.press("y")
    await scene.until(lambda: isinstance(scene.app.screen, AgreeDialog), "a question")


async def doctor(scene: Scene) -> None:
    await scene.press("ctrl+p")
    await scene.type("doctor")
    await scene.press("enter")
    screen = scene.app.screen
    assert isinstance(screen, DoctorScreen)
    await scene.until(lambda: not screen.table.stale, "findings")


async def first_run(scene: Scene) -> None:
    await scene.press("ctrl+p")
    await scene.type("first run")
    await scene.press("enter")
    screen = scene.app.screen
    assert isinstance(screen, FirstRunScreen)
    await scene.until(lambda: not screen.table.stale, "steps")


async def engine_gone(scene: Scene) -> None:
    await containers(scene)
    await scene.stop_engine(timedelta(minutes=3))


SHOTS = (
    Shot("main", SMALL, busy),
    Shot("main", USUAL, busy),
    Shot("main", LARGE, busy),
    Shot("distros", SMALL, keys("1")),
    Shot("images", SMALL, keys("3")),
    Shot("system", SMALL, keys("4")),
    Shot("detail", SMALL, detail),
    Shot("inspect", USUAL, inspect),
    Shot("remove", SMALL, remove),
    Shot("remove", USUAL, remove),
    Shot("menu", USUAL, menu),
    Shot("palette", USUAL, palette),
    Shot("help", USUAL, keys("2", "question_mark")),
    Shot("filter", USUAL, filtering),
    Shot("clean-up", SMALL, clean),
    Shot("clean-up", USUAL, clean),
    Shot("clean-up", LARGE, clean),
    Shot("clean-up-asks", USUAL, agree),
    Shot("doctor", SMALL, doctor),
    Shot("doctor", USUAL, doctor),
    Shot("first-run", USUAL, first_run),
    Shot("no-engine", USUAL, keys("2"), engine=False),
    Shot("engine-gone", USUAL, engine_gone),
    Shot("read-only", SMALL, containers, read_only=True),
    Shot("light", USUAL, busy, Settings(ascii=False, theme="textual-light")),
    Shot("no-color", USUAL, busy, env={"NO_COLOR": "1"}),
    Shot("ascii", USUAL, busy, Settings(ascii=True)),
)
