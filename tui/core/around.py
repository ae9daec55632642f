"""What surrounds wsltui on this machine: network, graphics, the first process, the way to Windows.

Read from /proc, /etc and /dev by the backends; nothing of it is asked of the engine.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """An address of this machine and the interface that has it."""

    interface: str
    address: str


@dataclass(frozen=True, slots=True)
class Around:
    """`inside` is whether this is WSL. `route` is the interface of the default route, `gateway`
    where that leads; `addresses` leave out loopback and what docker made; `why` is why nothing is
    known. `init` is the name of process 1. `interop` is whether binfmt_misc starts programs of
    Windows: on, missing, disabled or unknown; `allowed` what wsl.conf says of it. `socket` is
    $WSL_INTEROP, `answered` whether that file is there. `dxg` is whether /dev/dxg is, `nvidia`
    where nvidia-smi is. `mode` is the word of `wslinfo --networking-mode`, `gpus` what
    `nvidia-smi -L` lists; `why_mode` and `why_gpus` are why there is none.
    """

    inside: bool = False
    why: str = ""
    addresses: tuple[Address, ...] = ()
    route: str = ""
    gateway: str = ""
    dns: tuple[str, ...] = ()
    init: str = ""
    systemd: bool = False
    interop: str = "unknown"
    allowed: bool = True
    socket: str = ""
    answered: bool = False
    sockets: tuple[str, ...] = ()
    dxg: bool = False
    nvidia: str = ""
    mode: str = ""
    why_mode: str = ""
    gpus: tuple[str, ...] = ()
    why_gpus: str = ""
