"""A container under another name, with other limits, kept as an image."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tui.core.action import Action, Choice, Chosen
from tui.core.command import Command, docker
from tui.core.form import About, Field, value_of
from tui.kinds import container_words as words_of
from tui.kinds.container_fields import CPUS, MEMORY, RESTART, new_name, plain
from tui.kinds.container_record import Container, handle
from tui.kinds.container_states import lasting

COMMITTING = 1800.0
"""Seconds: the engine copies all that was written."""
_LIMITS = ("restart", "retries", "memory", "memory-swap", "cpus", "pids-limit")


def _rename(row: Container, chosen: Chosen) -> Command:
    return docker("rename", handle(row), value_of(chosen, "to"), mutates=True)


def _one_at_least(about: About[Any]) -> str | None:
    return None if any(about.values.get(name) for name in _LIMITS) else "say what shall change"


def _retries(about: About[Any], value: str) -> str | None:
    plain_number = value.isascii() and value.isdigit() and 0 < int(value) < 10**6
    if about.values.get("restart") != "on-failure":
        return "that goes with restart on-failure alone"
    return None if plain_number else "write a whole number"


def _twice(about: About[Any]) -> str:
    """As `docker run` does: memory and as much swap again. Without it an update is refused."""
    count = words_of.size_of(about.values.get("memory", ""))
    return str(count * 2) if count else ""


def _not_less(about: About[Any], value: str) -> str | None:
    memory, both = words_of.size_of(about.values.get("memory", "")), words_of.size_of(value)
    less = memory is not None and both is not None and both < memory
    return words_of.bad_swap(value) or ("it counts memory too: no less than that" if less else None)


def _update(row: Container, chosen: Chosen) -> Command:
    restart, retries = value_of(chosen, "restart"), value_of(chosen, "retries")
    words = ["--restart", f"{restart}:{retries}" if retries else restart] if restart else []
    for name in ("memory", "memory-swap", "cpus", "pids-limit"):
        if value := value_of(chosen, name):
            words += [f"--{name}", value]
    return docker("update", *words, handle(row), mutates=True)


def _updatable(row: Container) -> str | None:
    if row.auto_remove:
        return f"{row.name} was started with --rm: docker changes no restart policy of it"
    return lasting(row)


def _commit(row: Container, chosen: Chosen) -> Command:
    words = ["--pause=false"] if "no-pause" in chosen else []
    for name in ("message", "author"):
        if value := value_of(chosen, name):
            words += [f"--{name}", value]
    image = value_of(chosen, "image")
    return docker("commit", *words, handle(row), image, mutates=True, timeout=COMMITTING)


def _commit_warning(row: Container, chosen: Chosen) -> str | None:
    lines = []
    if row.state == "running" and "no-pause" not in chosen:
        lines.append(f"{row.name} stands still while it is copied")
    volumes = [m.destination for m in row.mounts if m.type == "volume"]
    if volumes:
        lines.append(f"what is in volumes is not in the image: {', '.join(volumes)}")
    return "\n".join(lines) or None


def _free_text(id_: str, title: str, help_: str, sample: str) -> Field[Any]:
    return Field(id_, title, help_, required=False, asked=False, sample=sample)


NEW_NAME: Field[Container] = Field("to", "New name", "No other container may have it",
                                   check=new_name, sample="web-2")  # fmt: skip
UPDATES: tuple[Field[Container], ...] = (
    replace(RESTART, help="Another restart policy; default leaves it as it is",
            lacking=_one_at_least, sample="on-failure"),
    Field("retries", "Retries", "How often on-failure starts it again", check=_retries,
          required=False, asked=False, sample="5"),
    replace(MEMORY, help="Another most, as 512m; empty leaves it as it is"),
    Field("memory-swap", "With swap", "Memory and swap together; -1 for any amount of swap",
          check=_not_less, default=_twice, required=False, asked=False, sample="1g"),
    replace(CPUS, help="Another most, as 0.5; empty leaves it as it is"),
    Field("pids-limit", "Processes", "The most at once, -1 for any; empty leaves it as it is",
          check=plain(words_of.bad_count), required=False, sample="200"),
)  # fmt: skip
TAG: Field[Container] = Field(
    "image", "Image", "What it is called; an image that has that name loses it",
    check=plain(words_of.bad_tag), sample="shop/web:snapshot",
)  # fmt: skip

CHANGING: tuple[Action[Container], ...] = (
    Action(
        "container.rename", "Rename", "Give it another name", _rename, form=(NEW_NAME,),
        disabled=lasting, stale=("containers",), many=False, spelling="docker rename",
        note="Containers that know it by its name do not find it under the new one.",
    ),
    Action(
        "container.update", "Update", "Change its restart policy and limits while it runs",
        _update, form=UPDATES, disabled=_updatable, stale=("containers",), many=True,
        spelling="docker update",
    ),
    Action(
        "container.commit", "Commit", "Make an image of it as it is now", _commit,
        form=(TAG, _free_text("message", "Message", "Why it was made", "before the migration"),
              _free_text("author", "Author", "By whom", "Ada <ada@example.com>")),
        choices=(Choice("no-pause", "--pause=false", "Do not let it stand still meanwhile"),),
        warn=_commit_warning, disabled=lasting, stale=("containers", "images"),
        many=False, spelling="docker commit",
    ),
)  # fmt: skip
