"""The shape of the state file: one JSON object, kept whole in one place."""

from __future__ import annotations

from typing import TypedDict


class Lock(TypedDict):
    """A distro under conversion or export; `pid` is the client's, None = held by the test."""

    state: str
    pid: int | None


class Distro(TypedDict):
    """One registration. `registered` is Installed, Installing or Uninstalling.

    `held` keeps it running as an open session elsewhere would; without it and without a session
    it stops after `idle_seconds`, counted from `idle_since` (Unix seconds). `fault` names a
    failure of `failures.NAMED` that every start ends in.
    """

    guid: str
    name: str
    version: int
    registered: str
    running: bool
    held: bool
    idle_since: float
    lock: Lock | None
    fault: str | None
    users: list[str]


class Session(TypedDict):
    """A command in a distro: the pid of the wsl.exe behind it, and its own (0 = not yet)."""

    guid: str
    client: int
    child: int


class Mode(TypedDict, total=False):
    """One way to misbehave; `verb` None = every verb, `times` None = for ever."""

    kind: str
    verb: str | None
    times: int | None
    seconds: float
    data: str
    size: int
    message: str
    code: str
    good: list[str]
    walk: str | None


class Data(TypedDict):
    """The whole world of one Windows user's WSL.

    `folders` and `vhd_files` are BasePath and VhdFileName of a distro by its name, where they are
    not the usual ones; `registry` holds further keys: name → (type, value as it is printed).
    """

    distros: list[Distro]
    default: str | None
    default_version: int
    current: str
    versions: list[str]
    locale: str
    inbox: bool
    admin_protection: bool
    wsl1_component: bool
    wsl1_allowed: bool
    virtualization: bool
    online: list[tuple[str, str]]
    warnings: list[str]
    windows_env: dict[str, str]
    automount_root: str
    drives: list[str]
    networking_mode: str
    convert_seconds: float
    idle_seconds: float
    sessions: list[Session]
    modes: list[Mode]
    code_page: str
    folders: dict[str, str]
    vhd_files: dict[str, str]
    registry: dict[str, dict[str, tuple[str, str]]]
