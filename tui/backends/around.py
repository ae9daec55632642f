"""Looks at what surrounds wsltui; `places` stand in for `/` in tests. It blocks, raises nothing."""

from __future__ import annotations

import ipaddress
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from tui.backends.places import Places, exists, ini_value
from tui.backends.wsl import VARIABLE
from tui.core.around import Address, Around

DOCKERS = re.compile(r"docker\d*|br-[0-9a-f]{12}|veth\w*|docker_gwbridge|lo|loopback0|tunl0|cni\d+")
"""Interfaces that docker makes, and the ways back to this machine itself."""
SMI = "usr/lib/wsl/lib/nvidia-smi"
"""Where WSL shows the program of NVIDIA's driver for Windows."""
_RESOLVER = re.compile(r"^\s*nameserver\s+(\S+)", re.MULTILINE)
_OFF = ("false", "0")


def around(env: Mapping[str, str], places: Places | None = None) -> Around:
    places = places or Places()
    root = places.root
    route, gateway = _default_route(_text(root / "proc/net/route"))
    socket = env.get("WSL_INTEROP", "")
    allowed = ini_value(_text(root / "etc/wsl.conf"), "interop", "enabled") or ""
    return Around(
        inside=VARIABLE in env or places.in_wsl(env),
        addresses=tuple(_addresses(route)),
        route=route,
        gateway=gateway,
        dns=tuple(_RESOLVER.findall(_text(root / "etc/resolv.conf"))),
        init=_text(root / "proc/1/comm").strip(),
        systemd=places.systemd(),
        interop=places.interop().value,
        allowed=allowed.lower() not in _OFF,
        socket=socket,
        answered=bool(socket) and exists(root / socket.lstrip("/")),
        sockets=places.sockets(),
        dxg=exists(root / "dev/dxg"),
        nvidia=_smi(env, root),
    )


def _addresses(route: str) -> Iterator[Address]:
    """That of the default route first; of version 6 only what leads out of the link."""
    import psutil  # 25 ms: not before somebody looks

    found = []
    for name, addresses in psutil.net_if_addrs().items():
        if not DOCKERS.fullmatch(name):
            found += [Address(name, a.address) for a in addresses if _reaches(a.address)]
    yield from sorted(found, key=lambda one: (one.interface != route, one.interface))


def _reaches(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return not (found.is_link_local or found.is_loopback)


def _default_route(table: str) -> tuple[str, str]:
    """Interface and gateway of the default route in /proc/net/route, empty for none."""
    for line in table.splitlines()[1:]:
        words = line.split()
        if len(words) > 7 and words[1] == "00000000" and words[7] == "00000000":
            raw = bytes.fromhex(words[2])[::-1] if len(words[2]) == 8 else b""
            gateway = str(ipaddress.ip_address(raw)) if raw and any(raw) else ""
            return words[0], gateway
    return "", ""


def _smi(env: Mapping[str, str], root: Path) -> str:
    usual = root / SMI
    if exists(usual):
        return str(usual)
    return shutil.which("nvidia-smi", path=env.get("PATH", os.defpath)) or ""


def _text(file: Path) -> str:
    try:
        return file.read_text(errors="replace")
    except OSError:
        return ""
