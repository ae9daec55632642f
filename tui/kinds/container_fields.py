"""What containers are told: fields of several actions, each checked as docker would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tui.core.command import docker
from tui.core.form import About, Field, Sort
from tui.core.wordlist import readable, split, split_list
from tui.kinds import container_words as words_of
from tui.kinds.container_record import Container
from tui.kinds.container_words import Bad

POLICIES = ("no", "on-failure", "unless-stopped", "always")


def plain(bad: Bad) -> Callable[[About[Any], str], str | None]:
    """A check that needs no more than the value."""
    return lambda _about, value: bad(value)


def each(bad: Bad, *, commas: bool = False) -> Callable[[About[Any], str], str | None]:
    """A check of every word of a value."""

    def check(_about: About[Any], value: str) -> str | None:
        parts = split_list(value) if commas else split(value)
        return readable(value) or next(filter(None, map(bad, parts)), None)

    return check


def new_name(about: About[Any], value: str) -> str | None:
    """Why no container can be given that name."""
    others = (row for row in about.rows if isinstance(row, Container) and row is not about.row)
    taken = any(value in row.names for row in others)
    if about.row is not None and getattr(about.row, "name", "") == value:
        return "that is its name already"
    return words_of.bad_name(value) or ("another container has that name" if taken else None)


def _policy(about: About[Any], value: str) -> str | None:
    clash = "rm" in about.ticked and value != "no"
    return "docker refuses a restart policy together with --rm" if clash else None


def optional(id_: str, title: str, help_: str, bad: Bad, sample: str = "") -> Field[Any]:
    """One that may stay empty, and is only asked for where the user wants to see all."""
    return Field(
        id_, title, help_, check=plain(bad), required=False, asked=False, sample=sample
    )  # fmt: skip


TIME = optional(
    "time", "Seconds", "How long it may take to end before it is killed; else its own, or 10",
    words_of.bad_seconds, "10",
)  # fmt: skip
STOP_SIGNAL = optional(
    "signal", "Signal", "What asks it to end; else its own, or SIGTERM. Engines before 23 take "
    "none", words_of.bad_signal, "SIGINT",
)  # fmt: skip
KILL_SIGNAL = optional(
    "signal", "Signal", "What it is sent; else SIGKILL", words_of.bad_signal, "SIGHUP"
)
USER = optional(
    "user", "User", "Who runs it, as root or 1000:1000; else the user of the container",
    words_of.bad_user, "root",
)  # fmt: skip
WORKDIR = optional(
    "workdir", "Directory", "Where it begins; else where the container does",
    words_of.bad_inner_path, "/srv",
)  # fmt: skip
DETACH_KEYS = optional(
    "detach-keys", "Detach keys", "What leaves it; else ctrl-p,ctrl-q", words_of.bad_detach_keys,
    "ctrl-x,d",
)  # fmt: skip
RESTART: Field[Any] = Field(
    "restart", "Restart", "Whether docker starts it again when it ends, or the engine starts",
    Sort.CHOICE, options=lambda _: POLICIES, check=_policy, required=False,
)  # fmt: skip
MEMORY: Field[Any] = Field(
    "memory", "Memory", "The most it may use, as 512m or 1.5g", check=plain(words_of.bad_memory),
    required=False, sample="512m",
)  # fmt: skip
CPUS: Field[Any] = Field(
    "cpus", "CPUs", "How much of them it may use, as 0.5", check=plain(words_of.bad_cpus),
    required=False, sample="1.5",
)  # fmt: skip
NETWORKS = docker("network", "ls", "--format", "{{.Name}}")
IMAGES = docker("image", "ls", "--format", "{{.Repository}}:{{.Tag}}")


def lines_of(text: str) -> tuple[str, ...]:
    """The names that a list prints; those without one are left out."""
    names = (line.strip() for line in text.splitlines())
    return tuple(dict.fromkeys(name for name in names if name and "<none>" not in name))
