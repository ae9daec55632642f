"""The config file in the user's editor, and what counts of it at once."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui import config, files
from tui.core.command import Command, Mode
from tui.core.errors import Refused, UsageError
from tui.session.opening import KNOWN

if TYPE_CHECKING:
    from tui.session.session import Session

VARIABLES = ("EDITOR", "VISUAL")
USUAL = ("sensible-editor", "nano", "vi")
REMEDY = "Set EDITOR to the command of one, as in EDITOR=nano."


def edit_command(session: Session, env: Mapping[str, str] = os.environ) -> Command:
    """The editor on the config file. Raises UsageError, Refused, FileFailed.

    A directory to save the file in is made where there is none.
    """
    if session.demo or session.config_file is None:
        raise Refused("The made-up world has no config.", "Start wsltui without --demo.")
    words = _editor(env)
    files.make_dirs(session.config_file.parent)
    argv = (*words, str(session.config_file))
    return Command("editor", argv, mode=Mode.INTERACTIVE, timeout=None)


def _editor(env: Mapping[str, str]) -> list[str]:
    for variable in VARIABLES:
        if chosen := env.get(variable, "").strip():
            try:
                words = shlex.split(chosen)
            except ValueError as error:
                raise UsageError(f"{variable} cannot be read: {error}.", REMEDY) from None
            if _is_there(words[0], env):
                return words
            raise UsageError(f"{variable} is {chosen!r}, which is no program here.", REMEDY)
    for usual in USUAL:
        if _is_there(usual, env):
            return [usual]
    raise UsageError("There is no editor to be found.", REMEDY)


def _is_there(program: str, env: Mapping[str, str]) -> bool:
    return shutil.which(Path(program).expanduser(), path=env.get("PATH")) is not None


def read_again(session: Session, env: Mapping[str, str] = os.environ) -> Iterator[str]:
    """Take what the config says now; what is wrong with it.

    Panes, columns and keys were laid out at the start. Read-only is never taken back: it may
    have been asked for on the command line.
    """
    assert session.config_file is not None
    settings, problems = config.load(session.config_file, env, KNOWN)
    session.settings = replace(settings, ascii=session.settings.ascii)
    session.runner.read_only = session.runner.read_only or settings.read_only
    yield from map(str, problems)
