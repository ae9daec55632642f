"""`wslc.exe`, WSL's own containers: most machines have none, and nothing is run to find out."""

from __future__ import annotations

from tui.backends.aside import aside
from tui.backends.base import RunCommand
from tui.backends.wsl import WslBackend
from tui.core.command import Command, Outcome, Result
from tui.core.errors import Unavailable
from tui.core.health import Cause, Health, down

TOOL = "wslc"
_PROGRAM = Command(TOOL, ("wslc.exe", "version"))
NOT_THERE = down(
    Cause.NOT_INSTALLED,
    "This WSL has no containers of its own: there is no wslc.exe.",
    "They come with WSL 2.9.3: `wsl.exe --update --pre-release`.",
)
NO_ANSWER = down(
    Cause.FAILED, "wslc.exe does not answer.", "See what `wslc.exe version` says in a terminal."
)
PATIENCE = 5.0


class WslcBackend:
    """The tool `wslc`: started as wsl.exe is, which lies beside it or in the same PATH."""

    tool = TOOL

    def __init__(self, wsl: WslBackend) -> None:
        self._wsl = wsl

    async def probe(self, _run: RunCommand) -> Health:
        """Whether the program is there; it is not started."""
        try:
            await aside(lambda: self.prepare(_PROGRAM), PATIENCE)
        except Unavailable as error:
            return down(Cause.NOT_INSTALLED, error.sentence, error.remedy)
        except TimeoutError:
            return NO_ANSWER
        return Health(up=True)

    def prepare(self, command: Command) -> Command:
        """Raises Unavailable where it is not there."""
        if command.program is not None:
            return command
        try:
            return self._wsl.prepare(command)
        except Unavailable as error:
            raise NOT_THERE.error() from error

    def again(self, result: Result) -> Command | None:
        return self._wsl.again(result)

    def explain(self, result: Result) -> Health | None:
        return NO_ANSWER if result.outcome is Outcome.TIMEOUT else None
