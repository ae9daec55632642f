"""What bears on who can do what: one finding a row, with its verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tui.core.desktop_settings import configured, toggle
from tui.core.facts import DesktopSettings, Maybe, Unknown
from tui.core.note import Note
from tui.core.proc_net import listeners, spelled
from tui.core.record import array, mapping, text
from tui.core.verdict import Verdict
from tui.kinds.distro_listing import Distro
from tui.kinds.security import PLACE

ROOT = "Whoever reaches the engine is root on its machine: it mounts any directory for a container."
HYPER_V = (
    "Stricter: Docker Desktop on Hyper-V, whose VM no distro can enter (Settings → General → turn "
    "off “Use the WSL 2 based engine”; for installations for all users only)."
)
ECI = (
    "Or Enhanced Container Isolation (Docker Business, WSL 2.6 or newer): containers are then not "
    "root on the engine's machine. With WSL 2 it keeps nobody from entering docker-desktop."
)
PORTS = (2375, 2376)
OVER_TCP = "Engine over TCP"
NATIVE = "Take -H tcp://… out of /etc/docker/daemon.json or its service; use ssh or TLS instead."
EXPOSED = (
    "Docker Desktop: Settings → General → Expose daemon on tcp://localhost:2375 → off → Apply. "
    "Until then every program of Windows can use it."
)


def _unknown(id_: str, what: str, why: str) -> Note:
    return Note(id_, what, f"not known: {why}", Verdict.UNCHECKED)


def isolation(rows: Maybe[Sequence[Distro]], settings: Maybe[DesktopSettings]) -> Iterator[Note]:
    """How distros, and Docker Desktop's among them, are kept apart."""
    if isinstance(rows, Unknown):
        yield _unknown("distros", "Distros", rows.why)
        return
    shared = [row.name for row in rows if row.version == 2]
    yield Note(
        "distros", "Distros", f"{len(shared)} of WSL 2 share one virtual machine and its kernel",
        Verdict.GOOD,
        "They have processes and files of their own, and share memory, network and kernel: a "
        "distro is no wall against another one. Each user of Windows has a machine of their own.",
    )  # fmt: skip
    if any(row.owner == "Docker Desktop" for row in rows):
        yield Note(
            "docker-desktop", "Docker Desktop's distro", "its engine runs in a distro among others",
            Verdict.WARNING,
            "Whoever may start wsl.exe enters it as root: wsl.exe -d docker-desktop. What an "
            "administrator has set for its engine can be undone there.",
            (HYPER_V, ECI),
        )  # fmt: skip
    elif not isinstance(settings, Unknown) and not settings.on("WslEngineEnabled", default=True):
        yield Note(
            "docker-desktop", "Docker Desktop's engine", "in a virtual machine of its own",
            Verdict.GOOD, "No distro can enter it. Settings → General chooses what it runs in.",
        )  # fmt: skip


def integrated(rows: Maybe[Sequence[Distro]], settings: Maybe[DesktopSettings]) -> Iterator[Note]:
    """Each distro with integration has root over the engine."""
    if isinstance(rows, Unknown) or not any(row.owner == "Docker Desktop" for row in rows):
        return
    if isinstance(settings, Unknown):
        yield _unknown("integration", "Integration", settings.why)
        return
    for row in rows:
        on = row.owner is None and row.version == 2
        on = on and configured(settings, row.name, default=row.default) is True
        if on:
            yield Note(
                f"integration:{row.name}", f"Integration of {row.name}", "turned on",
                Verdict.GOOD if row.default else Verdict.WARNING,
                f"Its users in the group docker, and its root, have the engine. {ROOT}",
                () if row.default else (f"Turn it off where it is not needed: {toggle(row.name)}",),
            )  # fmt: skip


def enhanced(settings: Maybe[DesktopSettings], *, desktop: bool) -> Iterator[Note]:
    if not desktop:
        return
    what = "Enhanced Container Isolation"
    if isinstance(settings, Unknown):
        yield _unknown("eci", what, settings.why)
        return
    on = settings.isolation
    if on is None:
        on = settings.on("EnhancedContainerIsolation", default=False)
    yield Note(
        "eci", what, "on" if on else "off", Verdict.GOOD,
        "Containers made since are not root on the engine's machine; those made before are." if on
        else "Root in a container is root on the engine's machine, but for what is taken away.",
        () if on else (ECI,),
    )  # fmt: skip


def tcp(listed: str | None, settings: Maybe[DesktopSettings]) -> Note:
    """`listed` is what /proc/net/tcp says, None where it cannot be read."""
    try:
        found = [one for one in listeners(listed or "") if one[1] in PORTS]
    except ValueError:
        found, listed = [], None
    far = [one for one in found if not one[0].startswith("127.") and one[0] != "::1"]
    exposed = not isinstance(settings, Unknown) and settings.on(
        "ExposeDockerAPIOnTCP2375", default=False
    )
    if far:
        return _open("open to other machines: " + _spelled(far), Verdict.PROBLEM, NATIVE)
    if exposed:
        return _open("Docker Desktop has port 2375 open, without TLS", Verdict.WARNING, EXPOSED)
    if found:
        return _open("open on this machine: " + _spelled(found), Verdict.WARNING, NATIVE)
    if listed is None:
        return _unknown("tcp", OVER_TCP, "/proc/net/tcp cannot be read")
    return Note("tcp", OVER_TCP, "closed: ports 2375 and 2376", Verdict.GOOD)


def _spelled(found: Sequence[tuple[str, int]]) -> str:
    return ", ".join(spelled(*one) for one in found)


def _open(finding: str, verdict: Verdict, remedy: str) -> Note:
    return Note("tcp", OVER_TCP, finding, verdict, ROOT, (remedy,))


def socket(stat: str, members: str) -> Note:
    """`stat` is `MODE:GROUP:TYPE` of the socket, `members` a line of the groups, if any."""
    what, (mode, group, kind) = "Socket of the engine", (*stat.strip().split(":"), "", "", "")[:3]
    if kind != "socket":
        return _unknown("socket", what, f"there is none at {PLACE}; C9 of the Doctor finds others")
    names = [name for name in members.strip().rpartition(":")[2].split(",") if name]
    found = f"{PLACE}: mode {mode}, group {group}: {', '.join(names) or 'nobody'}"
    if mode[-1:] in ("2", "3", "6", "7"):
        return Note("socket", what, found, Verdict.PROBLEM,
                        f"Every user of this machine may write to it. {ROOT}",
                        (f"sudo chmod 660 {PLACE}",))  # fmt: skip
    return Note("socket", what, found, Verdict.GOOD, ROOT)


def container(found: dict[str, Any]) -> Iterator[Note]:
    """From one object of inspect; a container with nothing to say of has no row."""
    name = text(found.get("Name")).removeprefix("/")
    mounts = [mapping(one) for one in array(found.get("Mounts"))]
    binds = [one for one in mounts if text(one.get("Type")) == "bind"]
    sources = [text(one.get("Source")).rstrip("/") or "/" for one in binds]
    user = text(found.get("Config.User")).partition(":")[0]
    host = text(found.get("HostConfig.NetworkMode")) == "host"
    told = {
        "privileged": found.get("HostConfig.Privileged") is True,
        "mounts the docker socket": any(one.endswith("/docker.sock") for one in sources),
        "mounts /": "/" in sources,
        "root on the host's network": host and user in ("", "0", "root"),
        "sees the host's processes": text(found.get("HostConfig.PidMode")) == "host",
    }
    said = [word for word, holds in told.items() if holds]
    if said:
        runs = text(mapping(found.get("State")).get("Status")) or "unknown"
        yield Note(
            f"container:{name}", f"Container {name}", f"{'; '.join(said)} ({runs})",
            Verdict.WARNING, _MEANING if said != ["root on the host's network"] else _NETWORK,
            ("Make it anew without that where it does not need it.",),
        )  # fmt: skip


_MEANING = (
    "It can do on the engine's machine what root can, and so in every distro that shares it. With "
    "Enhanced Container Isolation such mounts and modes are refused or tamed."
)
_NETWORK = (
    "It can listen on every port of the engine's machine and reach what listens there on localhost."
)
