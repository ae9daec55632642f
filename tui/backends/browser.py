"""The user's browser, told to show an address: BROWSER, else that of Windows, else of Linux."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from tui.backends.base import RunCommand
from tui.backends.contexts import EndpointError
from tui.backends.endpoint import Endpoint
from tui.backends.places import Places
from tui.core.command import Command, Mode, Result
from tui.core.errors import Unavailable
from tui.core.health import Health

TEXT = frozenset({"w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "www-browser"})
"""Browsers that need the terminal; all others are started beside it and left alone."""
RUNDLL = "Windows/System32/rundll32.exe"
OPENS = "url.dll,FileProtocolHandler"
"""Opens an address as `start` does, without a shell of Windows that would read it first."""
HERE = "localhost"


class Browser:
    """The tool `browser`, whose commands are `browser ADDRESS`.

    `localhost` stands for the machine of the engine at `endpoint`.
    """

    tool = "browser"

    def __init__(
        self,
        env: Mapping[str, str],
        endpoint: Endpoint | EndpointError | None = None,
        places: Places | None = None,
    ) -> None:
        self._env, self._places = env, places or Places()
        self._host = _host(endpoint) if isinstance(endpoint, Endpoint) else HERE

    async def probe(self, run: RunCommand) -> Health:  # noqa: ARG002 - nothing is asked
        return Health(up=True)

    def prepare(self, command: Command) -> Command:
        """Raises Unavailable where there is none."""
        if command.argv[:1] != ("browser",):
            return command
        address = command.argv[1].replace(f"//{HERE}", f"//{self._host}", 1)
        words = self._words()
        placed = tuple(word.replace("%s", address) for word in words)
        argv = placed if placed != words else (*words, address)
        if Path(argv[0]).name in TEXT:
            return replace(command, argv=argv, mode=Mode.INTERACTIVE, timeout=None)
        return replace(command, argv=argv, mode=Mode.DETACHED)

    def again(self, result: Result) -> Command | None:  # noqa: ARG002 - it always starts
        return None

    def explain(self, result: Result) -> Health | None:  # noqa: ARG002 - it says so itself
        return None

    def _words(self) -> tuple[str, ...]:
        """BROWSER may name several, parted by colons: the first one that is there."""
        chosen = self._env.get("BROWSER", "").strip()
        if chosen and self._there(chosen):
            return (chosen,)  # a path with blanks in it, as those of Windows have
        for one in filter(None, chosen.split(os.pathsep)):
            words = _split(one)
            if words and self._there(words[0]):
                return words
        if chosen:
            said = f"BROWSER is {chosen!r}, which is no program here."
            raise Unavailable(said, "Set BROWSER to the command of one, as in BROWSER=wslview.")
        return self._usual()

    def _usual(self) -> tuple[str, ...]:
        if self._there("wslview"):
            return ("wslview",)
        if self._places.in_wsl(self._env):
            for drive in self._places.drives():
                if (drive / RUNDLL).is_file():
                    return (str(drive / RUNDLL), OPENS)
        if self._there("xdg-open"):
            return ("xdg-open",)
        said = "There is no browser to be found."
        raise Unavailable(said, "Set BROWSER to the command of one, or install wslu for wslview.")

    def _there(self, program: str) -> bool:
        return shutil.which(program, path=self._env.get("PATH")) is not None


def _split(words: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(words))
    except ValueError:
        return ()


def _host(endpoint: Endpoint) -> str:
    """The machine on which ports of the engine are published."""
    far = urlsplit(endpoint.host).hostname if endpoint.kind in ("tcp", "ssh") else None
    return f"[{far}]" if far and ":" in far else far or HERE
