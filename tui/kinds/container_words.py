"""What docker takes for a name, a port, a mount, a size, a signal: why a word is none, or None.

As docker/cli and moby read them: `opts/port.go` and `nat.ParsePortSpec` for ports, `RestrictedName`
for names, `units.RAMInBytes` for sizes, 6 MB as the least memory, 0.01 as the least CPU.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from tui.kinds.named import NAME

Bad = Callable[[str], str | None]
IMAGE = re.compile(
    r"(?:[a-zA-Z0-9.-]+(?::\d+)?/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
    r"(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?"
)
IMAGE_ID = re.compile(r"(?:sha256:)?[0-9a-f]{4,64}")
_PORT = re.compile(
    r"(?:(?P<ip>\[[0-9a-fA-F:.]+\]|\d{1,3}(?:\.\d{1,3}){3}):)?"
    r"(?:(?P<host>\d+(?:-\d+)?)?:)?(?P<inside>\d+(?:-\d+)?)(?:/(?:tcp|udp|sctp))?"
)
_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?([kmgtp]?)i?b?", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5}
LEAST_MEMORY = 6 * 1024**2
SIGNALS = (
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
    "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "POLL", "PWR", "SYS", "IOT", "CLD",
)  # fmt: skip
_REALTIME = re.compile(r"RTMIN(?:\+\d+)?|RTMAX(?:-\d+)?")
_DRIVE = re.compile(r"(?:/run/desktop/mnt/host|/mnt)/[a-z](?:/|:|$)")
_ENV = re.compile(r"[^=\s-][^=\s]*(?:=.*)?", re.DOTALL)
_KEY = r"(?:[a-zA-Z0-9]|ctrl-[a-z@\[\]^_\\])"
_DETACH = re.compile(rf"{_KEY}(?:,{_KEY})*")


def bad_name(word: str) -> str | None:
    if NAME.fullmatch(word):
        return None
    return "a name has two or more letters, digits, _ . or -, the first a letter or a digit"


def bad_image(word: str) -> str | None:
    if IMAGE.fullmatch(word) or IMAGE_ID.fullmatch(word):
        return None
    return "write an image as NAME, NAME:TAG, HOST/NAME:TAG or its id; names are in small letters"


def bad_tag(word: str) -> str | None:
    """A name for a new image: no id and no digest."""
    if "@" not in word and IMAGE.fullmatch(word):
        return None
    return "write it as NAME, NAME:TAG or HOST/NAME:TAG, the name in small letters"


def bad_port(word: str) -> str | None:
    """`80`, `8080:80`, `127.0.0.1:8080:80/udp`, `8000-8010:80-90`."""
    found = _PORT.fullmatch(word)
    if found is None or (found["ip"] and word.count(":") < 2):
        return f"“{word}” is no port: write 8080:80, 127.0.0.1:8080:80 or 8080:80/udp"
    inside, host = _span(found["inside"]), _span(found["host"] or "0")
    if not all(_in_range(span) for span in (inside, host)) or inside[0] == 0:
        return f"“{word}” is no port: ports are from 1 to 65535"
    if found["host"] and host[1] - host[0] != inside[1] - inside[0] and inside[0] != inside[1]:
        return f"“{word}” has two ranges of different lengths"
    return None


def _span(digits: str) -> tuple[int, int]:
    first, _, last = digits.partition("-")
    return int(first), int(last or first)


def _in_range(span: tuple[int, int]) -> bool:
    return span[0] <= span[1] <= 65535


class Published(NamedTuple):
    """A port, or a range, of the engine's machine; `address` is empty for all of its own."""

    address: str
    first: int
    last: int
    protocol: str


def published(word: str) -> Published | None:
    """What `8080:80` takes of that machine, None for `80`, which docker chooses one for."""
    found = _PORT.fullmatch(word)
    if bad_port(word) or found is None or not found["host"]:
        return None
    first, last = _span(found["host"])
    address = (found["ip"] or "").strip("[]")
    return Published(address, first, last, word.partition("/")[2] or "tcp") if first else None


def is_long_mount(word: str) -> bool:
    """Whether it is written for `--mount`: `type=bind,source=/a,target=/b`."""
    return "=" in word.partition(",")[0].partition(":")[0]


def bad_mount(word: str) -> str | None:
    """`data:/data`, `/home/me:/src:ro`, `/cache`, or a list for `--mount`."""
    if is_long_mount(word):
        keys = {part.partition("=")[0] for part in word.split(",")}
        said = keys & {"target", "dst", "destination"}
        return None if said else f"“{word}” does not say target=/…"
    parts = word.split(":")
    if len(parts) > 3 or not all(parts):
        return f"“{word}” is no mount: write NAME:/PATH, /HERE:/PATH or /HERE:/PATH:ro"
    *source, target = parts if len(parts) < 3 else parts[:2]
    if not target.startswith("/"):
        return f"“{word}”: the path inside begins with /"
    if source and not source[0].startswith("/") and not NAME.fullmatch(source[0]):
        return f"“{source[0]}” is neither a whole path nor the name of a volume"
    return None


def on_windows(path: str) -> bool:
    """Whether a path lies on a drive of Windows, as distros and Docker Desktop's VM mount them."""
    return bool(_DRIVE.match(path))


def bad_env(word: str) -> str | None:
    if _ENV.fullmatch(word):
        return None
    return f"“{word}” is no variable: write NAME=value, or NAME for the value it has here"


def size_of(word: str) -> int | None:
    """Bytes as docker reads them: `64m` is 64 × 1024 × 1024."""
    found = _SIZE.fullmatch(word)
    return int(float(found[1]) * 1024 ** _POWERS[found[2].lower()]) if found else None


def bad_memory(word: str) -> str | None:
    count = size_of(word)
    if count is None:
        return "write a size as 512m or 1.5g"
    return None if count >= LEAST_MEMORY else "docker gives no container less than 6m"


def bad_swap(word: str) -> str | None:
    return None if word == "-1" else bad_memory(word)


def bad_cpus(word: str) -> str | None:
    plain = re.fullmatch(r"\d{1,4}(?:\.\d{1,6})?", word)
    return None if plain and float(word) >= 0.01 else "write a number of CPUs, as 0.5 or 2"


def bad_count(word: str) -> str | None:
    plain = re.fullmatch(r"-1|[1-9]\d{0,8}", word)
    return None if plain else "write a whole number; -1 for no limit"


def bad_seconds(word: str) -> str | None:
    plain = re.fullmatch(r"-1|\d{1,5}", word)
    return None if plain else "write whole seconds; 0 for at once, -1 to wait as long as it takes"


def bad_signal(word: str) -> str | None:
    name = word.upper().removeprefix("SIG")
    known = name in SIGNALS or _REALTIME.fullmatch(name)
    number = re.fullmatch(r"\d{1,2}", word) and 1 <= int(word) <= 64
    return None if known or number else f"“{word}” is no signal: write SIGTERM, INT or 9"


def bad_user(word: str) -> str | None:
    plain = re.fullmatch(r"[\w][\w.$@-]*(?::[\w][\w.$@-]*)?", word)
    return None if plain else "write a user, or USER:GROUP, by name or number"


def bad_inner_path(word: str) -> str | None:
    whole = word.startswith("/")
    return None if whole else "write a whole path inside the container: it begins with /"


def bad_detach_keys(word: str) -> str | None:
    fine = _DETACH.fullmatch(word)
    return None if fine else "write keys as ctrl-p,ctrl-q: letters, or ctrl- and a letter"
