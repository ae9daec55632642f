"""The files of settings of the demo world, and where its Windows says that they lie."""

from __future__ import annotations

import re

from tui.run.demo import made_memory
from tui.run.demo.reply import NoAnswerError, Reply, Verb, Words, always
from tui.run.demo.world import World

HOME = r"C:\Users\dev"
PLACE = "/mnt/c/Users/dev/.wslconfig"
CONF = "/etc/wsl.conf"
HERE = "Ubuntu-24.04"
ROAMING = "/mnt/c/Users/dev/AppData/Roaming"
PLACES = {rf"{HOME}\.wslconfig": PLACE, HOME: "/mnt/c/Users/dev",
          rf"{HOME}\AppData\Roaming": ROAMING}  # fmt: skip
BOOT = 1_772_000_000
FILES = {
    PLACE: (
        "# limits for the virtual machine\r\n[wsl2]\r\nmemory=16GB\r\nprocessors=8\r\n"
        "swap=4gb   # WSL wants capitals\r\n\r\n[experimental]\r\nautoMemoryReclaim=gradual\r\n"
    ),
    CONF: "[boot]\nsystemd=true\n\n[user]\ndefault=dev\n",
    f"{ROAMING}/Docker/settings-store.json": (
        '{"IntegratedWslDistros": ["Ubuntu-24.04", "Debian"], "AutoStart": true}\n'
    ),
    f"{ROAMING}/Docker/settings.json": "",
    "/mnt/c/ProgramData/DockerDesktop/admin-settings.json": "",
}
OTHERS = "[user]\ndefault=dev\n"
"""What is in the wsl.conf of the other distros."""
SHARE = f"\\\\wsl.localhost\\{HERE}\\\n"
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
    if words == ("/proc/meminfo",):
        return Reply(made_memory.meminfo(world))
    if words == ("/proc/net/tcp", "/proc/net/tcp6"):
        return Reply(_LISTENING)
    return Reply(_text(world, words[-1]))


def _find(world: World, words: Words) -> Reply:
    """`-L FILE … -exec sed -i… -e SCRIPT {} +`: lines as they were read become others, or go."""
    if words[:1] in made_memory.PLACES:
        return made_memory.find(world, words)
    if "-size" in words:  # whether a file is too small: those of the demo world never are
        return Reply()
    *_, script, braces, plus = words
    match = _SCRIPT.fullmatch(script)
    if match is None or (braces, plus) != ("{}", "+") or "sed" not in words:
        raise NoAnswerError(" ".join(words))
    path = words[1]
    first, count = int(match[1]) - 1, len(match[2]) // 2 + 1
    lines = _text(world, path).split("\n")
    if "\n".join(lines[first : first + count]) == _plain(match[3]):
        lines[first : first + count] = [] if match[5] else [_plain(match[4])]
    world.files[path] = "\n".join(lines)
    return Reply()


def _sh(world: World, words: Words) -> Reply:
    """What only writes to an empty file leaves those of the demo alone, which never are."""
    _text(world, words[-1])
    return Reply()


def in_distro(world: World, name: str, words: Words) -> Reply | None:
    """What its own programs say of its wsl.conf, after `env LC_ALL=C`; None for all else."""
    if words[:2] != ("env", "LC_ALL=C"):
        return None
    program, *rest = words[2:]
    mine = name == HERE
    named = tuple(f"{name}:{w}" if w == CONF and not mine else w for w in rest)
    answers = {**ANSWERS, "sh": _sh}
    return answers[program](world, named) if program in answers else None


def _plain(marked: str) -> str:
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "r": "\r"}.get(m[1], m[1]), marked)


def _stat(world: World, words: Words) -> Reply:
    """That of Windows was written after the start, the other one long before."""
    if words == ("-c", "%a", made_memory.DROPPED):
        return Reply("200\n")
    if words == ("-f", "-c", "%T", "."):
        return Reply("v9fs\n")
    if words[-1] == "/var/run/docker.sock":
        return Reply("660:docker:socket\n")
    _text(world, words[-1])
    return Reply(f"{BOOT + (90_000 if words[-1] == PLACE else -90_000)}.500000000 644 1000\n")


def _id(_world: World, words: Words) -> Reply:
    if words != ("-u",):
        raise NoAnswerError(" ".join(words))
    return Reply("1000\n")


def _wslpath(_world: World, words: Words) -> Reply:
    if words == ("-w", "/"):
        return Reply(SHARE)
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


def _shell(world: World, words: Words) -> Reply:
    if made_memory.drops(("sh", *words)):
        return made_memory.drop(world, ("sh", *words))
    if words[:1] != ("-c",) or words[-1] not in _SAID:
        raise NoAnswerError(" ".join(words))
    return Reply(_SAID[words[-1]])


def _wslinfo(_world: World, words: Words) -> Reply:
    if words != ("--networking-mode",):
        raise NoAnswerError(" ".join(words))
    return Reply("nat\n")


def _gpus(_world: World, words: Words) -> Reply:
    if words != ("-L",):
        raise NoAnswerError(" ".join(words))
    return Reply("GPU 0: NVIDIA GeForce RTX 4070 (UUID: GPU-6f1d2c3b-demo)\n")


def _text(world: World, path: str) -> str:
    known = FILES.get(path, OTHERS if path.endswith(f":{CONF}") else None)
    if known is None:
        raise NoAnswerError(path)
    return world.files.get(path, known)


ANSWERS = {"cat": _cat, "find": _find, "stat": _stat, "id": _id, "wslpath": _wslpath}
"""By program: what the programs of other distros answer too."""
FIND = {
    **{program: always(answer) for program, answer in ANSWERS.items()},
    "date": always(_date),
    "getent": always(_getent),
    "ls": always(lambda _world, _words: Reply(_EXTENSIONS)),
    "nvidia-smi": always(_gpus),
    "pwd": always(lambda _world, _words: Reply(f"{PROJECT}\n")),
    "sh": always(_shell),
    "sudo": always(made_memory.drop),
    "wslinfo": always(_wslinfo),
    MEASURE: lambda words: (Verb(_measure, 0.4), words),
}
