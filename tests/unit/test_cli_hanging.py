"""A tool that never answers: what it is needed for is done without, soon."""

from __future__ import annotations

import asyncio

import pytest

from tests.unit.cli_world import World, image
from tui.cli import headless
from tui.core.command import Command, Result
from tui.session.opening import Options
from tui.session.session import Session

SOON = 0.05


class Hanging(World):
    """`docker ps` hangs, and whoever asks whether docker is there hears that it is not."""

    def open(self, options: Options) -> Session:
        opened = super().open(options)
        docker = opened.backends["docker"]
        docker.is_down = True  # type: ignore[attr-defined]
        answer = self.transport.run

        async def run(command: Command) -> Result:
            if command.argv[:2] == ("docker", "ps"):
                await asyncio.sleep(3600)
            return await answer(command)

        self.transport.run = run  # type: ignore[method-assign]
        return opened


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headless, "PATIENCE", SOON)


@pytest.mark.timeout(20)
def test_a_list_of_what_hangs_is_given_up() -> None:
    ran = Hanging().run("ls", "containers")
    assert ran.code == 3
    assert "No engine answers." in ran.err


@pytest.mark.timeout(20)
def test_what_only_adds_to_a_list_does_not_keep_it_waiting() -> None:
    ran = Hanging(images=[image("shop/web:1.4")]).run("ls", "images", "--json")
    assert ran.code == 0
    assert ran.json[0]["containers"] is None
