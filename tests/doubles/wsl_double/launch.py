"""Running a Linux command "in a distro": here, by sh, with the environment a distro would give.

Read from the open source of WSL: without `-e` the line goes to the user's shell as it stands;
exit codes pass through; a command that dies of a signal gives the signal's number; 67 and 87
are taken for "no such user" and "too many terminals".
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType

from . import failures, paths, texts, wslenv
from .commandline import split
from .invocation import Invocation
from .records import Distro
from .service import Service
from .store import STATE_VARIABLE
from .verbs.context import Context

_SHELL = "/bin/sh"
_SYSTEM_USERS = ("root", "wslg")
_NAMED_EXITS = {67: "user-not-found", 87: "tty-limit"}
_KEPT = ("HOME", "PATH", "TERM", "LANG", STATE_VARIABLE)
_DEFAULTED = (signal.SIGPIPE, signal.SIGINT, signal.SIGXFSZ)


def launch(run: Context, service: Service, guid: str | None, windows: dict[str, str]) -> int:
    """Start the distro, the default for None, run the command in it, return its exit code."""
    asked = run.asked
    file, words = _words(asked)
    _enter_windows(run)
    distro = service.start(guid)
    code = 67
    if asked.user is None or asked.user in (_SYSTEM_USERS if asked.system else distro["users"]):
        _enter(asked.directory)
        run.console.flush()
        code = _run(file, words, _environment(distro, _user(asked, distro), windows), service)
    if not service.close_session(distro["guid"]):
        return 1
    if code in _NAMED_EXITS:
        raise failures.named(_NAMED_EXITS[code])
    return code


def _words(asked: Invocation) -> tuple[str, list[str]]:
    if asked.shell == "none":
        if not asked.line:
            raise failures.incorrect_parameter()
        words = split(asked.line)
        return words[0], words
    login = not asked.line if asked.login is None else asked.login
    name = f"-{_SHELL.rpartition('/')[2]}" if login else _SHELL
    return _SHELL, [name, "-c", asked.line] if asked.line else [name]


def _enter_windows(run: Context) -> None:
    directory = run.asked.directory
    if not directory or directory[0] in "/~":
        return
    path = Path(paths.to_linux(directory, run.data, run.data["current"]))
    if path.is_dir():
        os.chdir(path)
        return
    if path.parent.is_dir():
        raise failures.WslFailure(texts.FILE_NOT_FOUND, "Wsl/ERROR_FILE_NOT_FOUND")
    raise failures.WslFailure(texts.PATH_NOT_FOUND, "Wsl/ERROR_PATH_NOT_FOUND")


def _enter(directory: str | None) -> None:
    if not directory or directory[0] not in "/~":
        return
    home = os.environ.get("HOME", "/")
    path = home + directory[1:] if directory[0] == "~" else directory
    try:
        os.chdir(path)
    except OSError as error:
        text = f"CreateProcessCommon:811: chdir({path}) failed {error.errno}"
        sys.stderr.write(f"<3>WSL ({os.getpid()} - Relay) ERROR: {text}\n")


def _user(asked: Invocation, distro: Distro) -> str:
    """Who was named, or the default user: root, or the one with that place behind 1000."""
    if asked.user or asked.system:
        return asked.user or _SYSTEM_USERS[1]
    place = max(0, distro["default_uid"] - 999)
    return distro["users"][place] if place < len(distro["users"]) else "root"


def _environment(distro: Distro, name: str, windows: dict[str, str]) -> dict[str, str]:
    return {
        **{key: os.environ[key] for key in _KEPT if key in os.environ},
        "USER": name,
        "LOGNAME": name,
        "SHELL": _SHELL,
        "NAME": "desktop",
        "WSL_DISTRO_NAME": distro["name"],
        "WSL_INTEROP": "/run/WSL/8_interop",
        **wslenv.to_linux(windows),
    }


def _run(file: str, words: list[str], environment: dict[str, str], service: Service) -> int:
    try:
        child = os.posix_spawnp(file, words, environment, setsigdef=_DEFAULTED)
    except OSError as error:
        text = f"CreateProcessCommon:819: execvpe({file}) failed: {os.strerror(error.errno or 0)}"
        sys.stderr.write(f"<3>WSL ({os.getpid()} - Relay) ERROR: {text}\n")
        return 1
    _die_with(child)
    if not service.note_child(child):
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else os.WTERMSIG(status)


def _die_with(child: int) -> None:
    def end(number: int, frame: FrameType | None) -> None:
        os.kill(child, signal.SIGKILL)
        os._exit(1)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGHUP, end)
    signal.signal(signal.SIGINT, signal.SIG_IGN if os.isatty(0) else end)
