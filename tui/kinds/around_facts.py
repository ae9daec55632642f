"""Network, graphics, the first process and the way to Windows, one fact each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.core.around import Around
from tui.core.kind import Tone
from tui.core.record import as_json
from tui.kinds.fact import Fact

SAME = ("mirrored", "none")
"""Modes in which Windows is no neighbour: it has the same addresses, or there is no network."""
RESTART = "`wsl.exe --shutdown` in PowerShell puts it back; it ends every distro, and wsltui in it."
REGISTER = (
    "To register it again without that: sudo sh -c "
    "'echo :WSLInterop:M::MZ::/init:FP > /proc/sys/fs/binfmt_misc/register'"
)
"""As WSL itself registers it."""
ENABLE = "sudo sh -c 'echo 1 > /proc/sys/fs/binfmt_misc/WSLInterop' enables it again."


def around_facts(found: Sequence[Around]) -> Iterator[Fact]:
    """Nothing before somebody has looked."""
    for around in found:
        if around.why:
            yield Fact("network", "Network", f"unknown: {around.why}", Tone.DIM, {"mode": None})
            return
        yield _network(around)
        yield _gpu(around)
        yield _init(around)
        if around.inside:
            yield _interop(around)


def _network(around: Around) -> Fact:
    address = around.addresses[0].address if around.addresses else None
    windows = around.gateway if around.inside and around.mode not in SAME else ""
    parts = [
        f"mode {around.mode}" if around.mode else "",
        address or "no address",
        f"Windows {windows}" if windows else "",
        f"DNS {', '.join(around.dns)}" if around.dns else "no DNS server",
    ]
    data = {
        "mode": around.mode or None,
        "address": address,
        "addresses": [as_json(one) for one in around.addresses],
        "interface": around.route or None,
        "gateway": around.gateway or None,
        "windows_host": windows or None,
        "dns": list(around.dns),
        "unknown": {"mode": around.why_mode} if around.why_mode else {},
    }
    tone = Tone.PLAIN if address else Tone.WARN
    return Fact("network", "Network", " · ".join(filter(None, parts)), tone, data)


def _gpu(around: Around) -> Fact:
    data = {
        "dxg": around.dxg, "nvidia_smi": around.nvidia or None, "gpus": list(around.gpus),
        "unknown": {"gpus": around.why_gpus} if around.why_gpus else {},
    }  # fmt: skip
    if around.gpus:
        shown = f"{around.gpus[0].partition(' (UUID')[0]}"
        shown += f" and {len(around.gpus) - 1} more" if len(around.gpus) > 1 else ""
        return Fact("gpu", "GPU", shown, Tone.GOOD, data)
    if around.dxg:
        return Fact("gpu", "GPU", f"that of Windows, by /dev/dxg; {around.why_gpus}", data=data)
    shown = "none is shown to this machine"
    return Fact("gpu", "GPU", shown, Tone.DIM, data)


def _init(around: Around) -> Fact:
    data = {"systemd": around.systemd, "pid_1": around.init or None}
    if around.systemd:
        return Fact("systemd", "systemd", "runs, as process 1", Tone.GOOD, data)
    shown = f"does not run; process 1 is {around.init or 'unknown'}"
    remedy = "In /etc/wsl.conf under [boot]: systemd=true (wsl.exe --terminate makes it count)."
    return Fact("systemd", "systemd", shown, data=data, remedy=remedy if around.inside else "")


def _interop(around: Around) -> Fact:
    data = {
        "state": around.interop, "enabled_in_wsl_conf": around.allowed,
        "socket": around.socket or None, "socket_there": around.answered,
        "sockets": list(around.sockets),
    }  # fmt: skip

    def fact(shown: str, tone: Tone, remedy: str = "") -> Fact:
        return Fact("interop", "Interop", shown, tone, data, remedy=remedy)

    if not around.allowed:
        remedy = "In /etc/wsl.conf under [interop]: enabled=true; then terminate this distro."
        return fact("turned off in /etc/wsl.conf: no program of Windows starts", Tone.BAD, remedy)
    if around.interop == "missing":
        return fact("not registered: .exe files do not start", Tone.BAD, f"{RESTART} {REGISTER}")
    if around.interop == "disabled":
        return fact("registered, but disabled", Tone.BAD, f"{ENABLE} {RESTART}")
    if around.interop == "unknown":
        return fact("unknown: binfmt_misc is not mounted", Tone.DIM)
    if around.socket and not around.answered:
        other = next(iter(around.sockets), "/run/WSL/1_interop")
        remedy = f"export WSL_INTEROP={other}   (wsltui tries the other sockets by itself)"
        return fact("works, but $WSL_INTEROP names a socket that is gone", Tone.WARN, remedy)
    return fact("works: programs of Windows start", Tone.GOOD)
