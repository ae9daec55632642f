"""One run of the doubled wsl.exe, from argv to exit code."""

from __future__ import annotations

import os
from collections.abc import Sequence

from . import calls, commandline, failures, inbox, invocation, since, wslenv
from .console import Console
from .failures import WslFailure
from .faults import Faults
from .invocation import RUN
from .launch import launch
from .locales import LOCALES
from .prose import PROSE
from .records import Data
from .service import Service
from .store import Store, give_up
from .verbs import VERBS
from .verbs.context import Context


def main(arguments: Sequence[str]) -> int:
    """Do what wsl.exe would; returns the exit code that Linux sees (0 to 255)."""
    store = Store.from_environment()
    calls.record(store, "wsl.exe", arguments)
    try:
        return _run(store, arguments) & 0xFF
    except (KeyboardInterrupt, BrokenPipeError):
        return 1


def _run(store: Store, arguments: Sequence[str]) -> int:
    asked = invocation.parse(commandline.from_argv(["wsl.exe", *arguments]))
    data = store.read()
    faults = Faults(store, data, asked.verb)
    faults.interop()
    faults.delay()
    windows = wslenv.to_windows(os.environ, data["windows_env"])
    console = _console(data, windows)
    run = Context(asked, console, store, data, faults)
    try:
        code = _dispatch(run, windows)
    except WslFailure as failure:
        console.fail(failure)
        code = failure.exit_code
    console.flush(faults.damage())
    return code


def _console(data: Data, windows: dict[str, str]) -> Console:
    utf8 = windows.get("WSL_UTF8") == "1" and not data["inbox"]
    protected = data["admin_protection"]
    encoding = "utf-8" if utf8 else "utf-16-le"
    language = data["locale"]
    console = Console(
        LOCALES[language], encoding, admin_protection=protected, prose=PROSE.get(language)
    )
    console.codes = not data["inbox"]
    return console


def _dispatch(run: Context, windows: dict[str, str]) -> int:
    asked = run.asked
    refused = inbox.refuse(asked) if run.data["inbox"] else None
    if refused:
        raise refused
    service = run.service() if asked.distro else None
    found = service.find(asked.distro) if service and asked.distro else None
    if asked.failure:
        raise asked.failure
    run.faults.verb()
    if asked.verb != RUN:
        if not since.knows(asked.verb, run.release):
            raise failures.invalid_argument(asked.word)
        verb = VERBS.get(asked.verb) or give_up(f"{asked.verb} is not doubled yet")
        run.open_shell = lambda guid: _open_shell(run, guid, windows)
        return verb(run)
    return _launch(run, service or run.service(), asked.guid or found, windows)


def _launch(run: Context, service: Service, guid: str | None, windows: dict[str, str]) -> int:
    if windows.get("WSL_DISABLE_WARNINGS") != "1" and not _running(service, guid):
        for warning in run.data["warnings"]:
            run.console.warn(warning)
    return launch(run, service, guid, windows)


def _open_shell(run: Context, guid: str, windows: dict[str, str]) -> int:
    run.asked.line = ""
    return _launch(run, run.service(), guid, windows)


def _running(service: Service, guid: str | None) -> bool:
    wanted = guid or service.default()
    return any(each["guid"] == wanted and each["running"] for each in service.enumerate())
