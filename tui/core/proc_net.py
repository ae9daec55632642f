"""What /proc/net/tcp lists: the addresses on which somebody listens."""

from __future__ import annotations

import ipaddress

_LISTENS = "0A"


def listeners(text: str) -> tuple[tuple[str, int], ...]:
    """(address, port) of each; lines of several such files may stand behind one another.

    Raises ValueError for what is no such file.
    """
    lines = (line.split() for line in text.splitlines())
    local = (words[1] for words in lines if len(words) > 3 and words[3] == _LISTENS)
    ends = (one.split(":") for one in local)
    return tuple((_address(address), int(port, 16)) for address, port in ends)


def spelled(address: str, port: int) -> str:
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _address(written: str) -> str:
    """Words of four bytes, each as this processor keeps them: the last byte first."""
    raw = bytes.fromhex(written)
    turned = b"".join(raw[start : start + 4][::-1] for start in range(0, len(raw), 4))
    return str(ipaddress.ip_address(turned))
