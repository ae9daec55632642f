"""The files of settings of the demo world, and where its Windows says that they lie."""

from __future__ import annotations

import re
from collections.abc import Callable

from tui.run.demo.reply import NoAnswerError, Reply, Verb, Words
from tui.run.demo.world import World

HOME = r"C:\Users\dev"
PLACE = "/mnt/c/Users/dev/.wslconfig"
ROAMING = "/mnt/c/Users/dev/AppData/Roaming"
PLACES = {rf"{HOME}\.wslconfig": PLACE, HOME: "/mnt/c/Users/dev",
          rf"{HOME}\AppData\Roaming": ROAMING}  # fmt: skip
BOOT = 1_772_000_000
FILES = {
    PLACE: (
        "# limits for the virtual machine\r\n[wsl2]\r\nmemory=16GB\r\nprocessors=8\r\n"
        "swap=4gb   # WSL wants capitals\r\n\r\n[experimental]\r\nautoMemoryReclaim=gradual\r\n"
    ),
    "/etc/wsl.conf": "[boot]\nsystemd=true\n\n[user]\ndefault=dev\n",
    f"{ROAMING}/Docker/settings-store.json": (
        '{"IntegratedWslDistros": ["Ubuntu-24.04", "Debian"], "AutoStart": true}\n'
    ),
    f"{ROAMING}/Docker/settings.json": "",
    "/mnt/c/ProgramData/DockerDesktop/admin-settings.json": "",
}
MEASURE, PROJECT = "wsltui-speed", "/mnt/c/Users/dev/shop"
_EXTENSIONS = (
    "ms-vscode-remote.remote-wsl-0.99.0\nms-vscode-remote.remote-containers-0.422.1\n"
    "ms-python.python-2026.2.0-win32-x64\n"
)
_SAID = {
    "command -v code": "/mnt/c/Users/dev/AppData/Local/Programs/Microsoft VS Code/bin/code\n",
    "ls -1 ~/.vscode-server/extensions": "ms-python.python-2026.2.0\n",
}
"""What a shell of the demo world says to a line."""
_SCRIPT = re.compile(r"(\d+)\{((?:N;)*)s/\^(.*)\$/(.*?)/(;T;d)?\}", re.DOTALL)
_STARTED = f"btime {BOOT}\n1 (systemd) S {' '.join(['0'] * 18)} 1200 0\n"


_LISTENING = "  sl  local_address rem_address   st\n   0: 0100007F:1F90 00000000:0000 0A\n"


def _cat(world: World, words: Words) -> Reply:
    if words == ("/proc/stat", "/proc/1/stat"):
        return Reply(_STARTED)
    if words == ("/proc/net/tcp", "/proc/net/tcp6"):
        return Reply(_LISTENING)
    return Reply(_text(world, words[-1]))


def _sed(world: World, words: Words) -> Reply:
    """`-i… --follow-symlinks -e SCRIPT FILE`: lines as they were read become others, or go."""
    *_, script, path = words
    match = _SCRIPT.fullmatch(script)
    if match is None or not words[0].startswith("-i"):
        raise NoAnswerError(" ".join(words))
    first, count = int(match[1]) - 1, len(match[2]) // 2 + 1
    lines = _text(world, path).split("\n")
    if "\n".join(lines[first : first + count]) == _plain(match[3]):
        lines[first : first + count] = [] if match[5] else [_plain(match[4])]
    world.files[path] = "\n".join(lines)
    return Reply()


def _plain(marked: str) -> str:
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "r": "\r"}.get(m[1], m[1]), marked)


def _stat(world: World, words: Words) -> Reply:
    """That of Windows was written after the start, the other one long before."""
    if words == ("-f", "-c", "%T", "."):
        return Reply("v9fs\n")
    if words[-1] == "/var/run/docker.sock":
        return Reply("660:docker:socket\n")
    _text(world, words[-1])
    return Reply(f"{BOOT + (90_000 if words[-1] == PLACE else -90_000)}\n")


def _wslpath(_world: World, words: Words) -> Reply:
    if words[:1] != ("-u",) or words[-1] not in PLACES:
        raise NoAnswerError(" ".join(words))
    return Reply(f"{PLACES[words[-1]]}\n")


def _date(world: World, words: Words) -> Reply:
    if words != ("+%s",):
        raise NoAnswerError(" ".join(words))
    return Reply(f"{world.clock().timestamp():.0f}\n")


def _getent(_world: World, words: Words) -> Reply:
    if words != ("group", "docker"):
        raise NoAnswerError(" ".join(words))
    return Reply("docker:x:1001:dev\n")


def _measure(_world: World, words: Words) -> Reply:
    """A drive of Windows takes its time."""
    slow = 9 if words[0].startswith("/mnt/") else 1
    return Reply(f"{11_400_000 * slow} {1_900_000 * slow} {4_200_000 * slow}\n")


def _shell(_world: World, words: Words) -> Reply:
    if words[:1] != ("-c",) or words[-1] not in _SAID:
        raise NoAnswerError(" ".join(words))
    return Reply(_SAID[words[-1]])


def _text(world: World, path: str) -> str:
    if path not in FILES:
        raise NoAnswerError(path)
    return world.files.get(path, FILES[path])


def _find(answer: Callable[[World, Words], Reply]) -> Callable[[Words], tuple[Verb, Words]]:
    return lambda words: (Verb(answer), words)


FIND = {
    "cat": _find(_cat),
    "date": _find(_date),
    "getent": _find(_getent),
    "sh": _find(_shell),
    "pwd": _find(lambda _world, _words: Reply(f"{PROJECT}\n")),
    "ls": _find(lambda _world, _words: Reply(_EXTENSIONS)),
    MEASURE: lambda words: (Verb(_measure, 0.4), words),
    "sed": _find(_sed),
    "stat": _find(_stat),
    "wslpath": _find(_wslpath),
}
"""By program."""
