"""Shells in the demo world: a line that says there is none, and a way back."""

import asyncio
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.unit.demo_worlds import still_world, transport
from tui.core.command import Command, Mode
from tui.run.pause import ASK

EXEC = Command("docker", ("docker", "exec", "-it", "shop-web-1", "sh"), mode=Mode.INTERACTIVE)


def interactive(*argv: str) -> Command:
    return Command("docker", argv, mode=Mode.INTERACTIVE)


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("docker", "exec", "-it", "shop-web-1", "sh"), "there is no real container shop-web-1"),
        (("wsl.exe", "-d", "Debian", "--cd", "~"), "there is no real distro Debian"),
        (("wsl.exe", "-d", "nosuch"), "There is no distribution with the supplied name."),
        (("docker", "exec", "-it", "nosuch", "sh"), "No such container: nosuch"),
    ],
)
async def test_without_a_terminal_it_says_so_and_returns(
    argv: tuple[str, ...], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(sys, "__stdout__", screen)
    monkeypatch.setattr(sys, "__stdin__", io.StringIO())
    result = await transport(still_world()[0]).hand_over(interactive(*argv))
    assert words in screen.getvalue()
    assert ASK not in screen.getvalue()
    assert result.ok == ("nosuch" not in argv)


async def test_a_shell_starts_its_distro(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stdout__", None)
    world, _ = still_world()
    await transport(world).hand_over(interactive("wsl.exe", "-d", "Debian", "--cd", "~"))
    assert next(d for d in world.distros if d.name == "Debian").running


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The other side of a terminal that this process takes for its own."""
    outside, inside = os.openpty()
    with os.fdopen(inside, "w") as screen, os.fdopen(os.dup(inside)) as keys:
        monkeypatch.setattr(sys, "__stdout__", screen)
        monkeypatch.setattr(sys, "__stdin__", keys)
        yield outside
    os.close(outside)


async def asked(outside: int) -> None:
    """Wait until the question stands on the screen."""
    loop, seen, read = asyncio.get_running_loop(), asyncio.Event(), bytearray()

    def take() -> None:
        read.extend(os.read(outside, 4096))
        if ASK.encode() in read:
            seen.set()

    loop.add_reader(outside, take)
    try:
        async with asyncio.timeout(10):
            await seen.wait()
    finally:
        loop.remove_reader(outside)


@pytest.mark.parametrize(
    "press",
    [
        lambda outside: os.write(outside, b"\n"),
        lambda outside: os.write(outside, b"\x04"),
        lambda _outside: signal.raise_signal(signal.SIGINT),
    ],
    ids=["enter", "ctrl+d", "ctrl+c"],
)
async def test_on_a_terminal_it_waits_for_a_key(
    press: Callable[[int], object], terminal: int
) -> None:
    before = signal.getsignal(signal.SIGINT)
    task = asyncio.create_task(transport(still_world()[0]).hand_over(EXEC))
    await asked(terminal)
    assert not task.done()
    press(terminal)
    async with asyncio.timeout(10):
        assert (await task).ok
    assert signal.getsignal(signal.SIGINT) is before
