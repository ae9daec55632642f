"""Programs in a container: a shell, a command, its own on this terminal, and its end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tui.core.action import Action, Choice, Chosen, Confirm
from tui.core.answers import printed
from tui.core.command import Command, Mode, Result, docker
from tui.core.form import About, Field, value_of
from tui.core.wordlist import readable, split
from tui.kinds.container_codes import KILLED, meaning
from tui.kinds.container_fields import DETACH_KEYS, USER, WORKDIR
from tui.kinds.container_record import Container, handle
from tui.kinds.container_states import alive, running

LOGIN_SHELL = (
    'i=$(id -u);while IFS=: read -r _ _ u _ _ _ s;do [ "$u" = "$i" ]&&break;done</etc/passwd;'
    "case $s in */nologin|*/false)s=;;esac;"
    'for s in "$s" bash sh;do command -v "$s">/dev/null 2>&1&&exec "$s";done'
)
"""The shell that /etc/passwd names for the user, else bash, else sh."""
WORKING = 600.0
WAITING = 7 * 24 * 3600.0
"""Seconds."""
DETACHING = "ctrl-p,ctrl-q"


def _as(chosen: Chosen) -> tuple[str, ...]:
    words = [(flag, value_of(chosen, name)) for flag, name in (("-u", "user"), ("-w", "workdir"))]
    return tuple(word for flag, value in words if value for word in (flag, value))


def _on_terminal(*words: str) -> Command:
    return replace(docker(*words, mutates=True, timeout=None), mode=Mode.INTERACTIVE)


def _shell(row: Container, chosen: Chosen) -> Command:
    return _on_terminal("exec", "-it", *_as(chosen), handle(row), "sh", "-c", LOGIN_SHELL)


def _run(row: Container, chosen: Chosen) -> Command:
    words = (*_as(chosen), handle(row), *split(value_of(chosen, "command")))
    if "terminal" in chosen:
        return _on_terminal("exec", "-it", *words)
    return docker("exec", *words, mutates=True, timeout=WORKING)


def _command(_about: About[Any], value: str) -> str | None:
    return readable(value) or ("an option is no command" if value.startswith("-") else None)


def _attach(row: Container, chosen: Chosen) -> Command:
    keys = value_of(chosen, "detach-keys") or DETACHING
    return _on_terminal("attach", "--sig-proxy=false", "--detach-keys", keys, handle(row))


def _leaving(_row: Container, chosen: Chosen) -> str | None:
    keys = (value_of(chosen, "detach-keys") or DETACHING).replace(",", " ")
    return (
        f"{keys} leaves it running, where it was made with a terminal (-t): ctrl-c reaches it "
        "then, and may end it\nwithout a terminal ctrl-c leaves it running"
    )


def _killed(result: Result) -> str:
    """A shell ends with 137 where its container ends under it."""
    return "it was killed, or its container ended" if result.code == KILLED else ""


def _ended(result: Result) -> str:
    """`docker wait` prints the exit code."""
    code = result.text.strip()
    return f"exit code {code}: {meaning(int(code))}" if code.isdigit() else ""


COMMAND: Field[Container] = Field(
    "command", "Command", "Words as in a shell, but nothing is expanded: quotes hold blanks",
    check=_command, sample="ls -l /", kept="container.exec",
)  # fmt: skip
INSIDE: tuple[Action[Container], ...] = (
    Action(
        "container.exec", "Shell", "Open its user's shell in it on this terminal, else bash or sh",
        _shell, keys=("e",), disabled=running, stale=("containers",), form=(USER, WORKDIR),
        spelling="docker exec -it", footer=3, many=False, answer=_killed,
        spoken="Shell in container",
    ),
    Action(
        "container.exec-command", "Run a command", "Run a command in it and show what it prints",
        _run, keys=("E",), disabled=running, stale=("containers",), form=(COMMAND, USER, WORKDIR),
        choices=(Choice("terminal", "-it", "Give it this terminal, as an editor needs it"),),
        spelling="docker exec", many=False, answer=printed,
    ),
    Action(
        "container.attach", "Attach", "Put its own program on this terminal", _attach,
        disabled=running, stale=("containers",), form=(DETACH_KEYS,), many=False, answer=_killed,
        confirm=Confirm.ASK, warn=_leaving, spelling="docker attach",
    ),
    Action(
        "container.wait", "Wait", "Wait until it ends, and say how it ended",
        lambda row, _: docker("wait", handle(row), timeout=WAITING), disabled=alive,
        stale=("containers",), width=20, spelling="docker wait", answer=_ended,
    ),
)  # fmt: skip
