"""What /proc of the demo world tells of memory: its totals, and the processes of the distro."""

from __future__ import annotations

from tui.run.demo.machine import CACHE, LEFT, MEMORY, sample
from tui.run.demo.reply import NoAnswerError, Reply, Words
from tui.run.demo.world import World

DROPPED = "/proc/sys/vm/drop_caches"
PLACES = (("/proc",), ("/sys/fs/cgroup",))
_PROCESSES = {
    1: ("systemd", 12_900), 61: ("systemd-journal", 16_200), 212: ("dbus-daemon", 4_700),
    480: ("node", 1_204_000), 512: ("code-server", 418_000), 640: ("pyright", 702_000),
    655: ("postgres", 48_000), 702: ("zsh", 9_400), 733: ("ssh-agent", 2_100),
    801: ("wsltui", 88_000), 844: ("rust-analyzer", 936_000), 900: ("esbuild", 61_000),
    912: ("bash", 5_600), 931: ("git", 7_700), 940: ("tmux: server", 6_900),
    977: ("gopls", 317_000), 990: ("less", 2_800), 1004: ("make", 3_900),
}  # fmt: skip
"""Name and kilobytes, by number."""


def meminfo(world: World) -> str:
    now = sample(world.clock())
    shmem = 180_000
    cache = (LEFT if DROPPED in world.files else CACHE) // 1024
    free = MEMORY // 1024 - now.memory_used // 1024 - cache
    told = {
        "MemTotal": MEMORY // 1024, "MemFree": free, "MemAvailable": free + cache,
        "Buffers": 90_000, "Cached": cache - 90_000 - 260_000 + shmem, "SReclaimable": 260_000,
        "Shmem": shmem,
    }  # fmt: skip
    return "".join(f"{name + ':':<16}{value:>8} kB\n" for name, value in told.items())


def find(_world: World, words: Words) -> Reply:
    """The containers are in the distro of Docker Desktop: no cgroup of theirs is seen here."""
    if words[:1] == ("/sys/fs/cgroup",):
        return Reply()
    if words[:1] != ("/proc",):
        raise NoAnswerError(" ".join(words))
    lines = []
    for pid, (name, kilobytes) in _PROCESSES.items():
        lines += [f"/proc/{pid}/status:Name:\t{name}"]
        lines += [f"/proc/{pid}/status:VmRSS:\t{kilobytes:8} kB"]
    return Reply("".join(f"{line}\n" for line in lines))


def drops(words: Words) -> bool:
    """Whether a shell is told to drop the page cache."""
    return words[:2] == ("sh", "-c") and words[2:3] != () and DROPPED in words[2]


def drop(world: World, words: Words) -> Reply:
    """As `sh -c SCRIPT`, by itself or behind sudo."""
    if not drops(words):
        raise NoAnswerError(" ".join(words))
    world.files[DROPPED] = "1"
    return Reply()
