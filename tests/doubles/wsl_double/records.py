"""The shape of the state file: one JSON object, kept whole in one place."""

from __future__ import annotations

from typing import Any, TypedDict


class Lock(TypedDict):
    """A distro under conversion or export; `pid` is the client's, None = held by the test."""

    state: str
    pid: int | None


class Distro(TypedDict):
    """One registration. `registered` is Installed, Installing or Uninstalling.

    `held` keeps it running as an open session elsewhere would; without it and without a session
    it stops after `idle_seconds`, counted from `idle_since` (Unix seconds). `fault` names a
    failure of `failures.NAMED` that every start ends in.

    What Windows keeps in its registry: `base_path`, `vhd_file`, `default_uid`, `flavor`,
    `os_version`, `modern`; see `registry.py`. Of its disk: `disk_bytes` is the size of the file,
    `used_bytes` what the files in it take, `limit_bytes` what it may grow to, `sparse` whether it
    gives room back; until `attached_until` (Unix seconds) the VM still holds it.
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
    base_path: str
    vhd_file: str
    default_uid: int
    flavor: str
    os_version: str
    modern: bool
    disk_bytes: int
    used_bytes: int
    limit_bytes: int
    sparse: bool
    attached_until: float


class Mount(TypedDict):
    """A disk given to the VM by --mount; `names` are its mount points, `bare` ones have none."""

    disk: str
    vhd: bool
    names: dict[str, str]


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


class WslcSession(TypedDict):
    """A session of WSL containers, which is a virtual machine of its own."""

    id: int
    pid: int
    name: str


class Wslc(TypedDict):
    """WSL containers: rows as `wslc_rows` makes them; `disabled` is a policy of the computer."""

    sessions: list[WslcSession]
    containers: list[dict[str, Any]]
    images: list[dict[str, Any]]
    disabled: bool


class Data(TypedDict):
    """The whole world of one Windows user's WSL.

    `physical` are the disks of the machine: model and bytes, in the order of their numbers.
    `listening` are sockets of Windows: address, port, process id, program (empty = not told).
    `registry` holds keys beyond those of WSL: name → (type, value as it is printed).
    `free_bytes` is the room on the drives of Windows (None = enough); `latest` the newest release
    and the newest pre-release of WSL; `components` what Windows lacks; `uac` whether its user
    agrees to what needs an administrator; `mount_error` what Linux says to a mount, if it fails;
    `noise` lines that a program of Linux writes to stderr during an export or import.
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
    physical: list[tuple[str, int]]
    listening: list[tuple[str, int, int, str]]
    warnings: list[str]
    windows_env: dict[str, str]
    automount_root: str
    drives: list[str]
    networking_mode: str
    convert_seconds: float
    export_seconds: float
    import_seconds: float
    move_seconds: float
    detach_seconds: float
    free_bytes: int | None
    latest: tuple[str, str]
    components: list[str]
    elevated: bool
    uac: bool
    mounts: list[Mount]
    mount_error: str
    noise: list[str]
    idle_seconds: float
    sessions: list[Session]
    modes: list[Mode]
    code_page: str
    registry: dict[str, dict[str, tuple[str, str]]]
    wslc: Wslc
