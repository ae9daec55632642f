"""Rows of wslc.exe in the two sets of keys that it had, and its tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

_STATES = ("invalid", "created", "running", "exited", "deleted")
_HEADS = {
    "containers": ("CONTAINER ID", "NAME", "IMAGE", "CREATED", "STATUS", "PORTS"),
    "images": ("REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"),
}


def container(name: str, image: str, state: int = 2, session: str = "wslc-cli") -> dict[str, Any]:
    """What the world keeps of a container; 64 digits of its name are its id."""
    port = {"HostPort": 8080, "ContainerPort": 80, "Protocol": 6, "BindingAddress": "127.0.0.1"}
    return {
        "session": session, "Id": name.encode().hex().ljust(64, "0"), "Name": name,
        "Image": image, "State": state, "StateChangedAt": 1_772_000_300,
        "CreatedAt": 1_772_000_000, "Ports": [port] if state == 2 else [],
    }  # fmt: skip


def image(repository: str, tag: str | None, size: int, session: str = "wslc-cli") -> dict[str, Any]:
    """The same of an image; without a tag the key may as well be absent."""
    return {
        "session": session, "Repository": repository, "Tag": tag,
        "Id": f"sha256:{repository.encode().hex():0<64}", "Created": 1_772_000_000, "Size": size,
    }  # fmt: skip


def by_generation(what: str, row: dict[str, Any], *, docker: bool) -> dict[str, Any]:
    """The keys of docker, which came with 2.9.8, or those before."""
    if not docker:
        return {key: value for key, value in row.items() if key != "session"}
    return _docker_container(row) if what == "containers" else _docker_image(row)


def _docker_container(row: dict[str, Any]) -> dict[str, Any]:
    word = _STATES[row["State"]]
    ports = [
        f"{p['BindingAddress']}:{p['HostPort']}->{p['ContainerPort']}/tcp" for p in row["Ports"]
    ]
    return {
        "Command": '"/entrypoint.sh"', "CreatedAt": _time(row["CreatedAt"]), "ID": row["Id"],
        "Image": row["Image"], "Labels": "", "LocalVolumes": "0", "Mounts": "",
        "Names": row["Name"], "Networks": "bridge", "Platform": None, "Ports": ", ".join(ports),
        "RunningFor": "5 minutes ago", "Size": "0B", "State": word,
        "Status": "Up 5 minutes" if word == "running" else "Exited (0) 5 minutes ago",
    }  # fmt: skip


def _docker_image(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "Containers": "N/A", "CreatedAt": _time(row["Created"]), "CreatedSince": "2 days ago",
        "Digest": "<none>", "ID": row["Id"], "Repository": row["Repository"],
        "SharedSize": "N/A", "Size": f"{row['Size'] / 1e6:.3g}MB", "Tag": row["Tag"] or "<none>",
        "UniqueSize": "N/A",
    }  # fmt: skip


def table(what: str, rows: list[dict[str, Any]]) -> list[str]:
    """Three blanks between columns, nothing cut."""
    cells = [_HEADS[what], *(_cells(what, row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ("   ".join(f"{c:<{w}}" for c, w in zip(r, widths, strict=True)) for r in cells)
    return [line.rstrip() for line in lines]


def _cells(what: str, row: dict[str, Any]) -> tuple[str, ...]:
    if what == "images":
        size = f"{row['Size'] / 1e6:.2f} MB"
        return (row["Repository"], row["Tag"] or "<untagged>", row["Id"][7:19], "2 days ago", size)
    status = f"{_STATES[row['State']]} 5 minutes ago"
    ports = ", ".join(f"{p['HostPort']}->{p['ContainerPort']}/tcp" for p in row["Ports"])
    return (row["Id"][:12], row["Name"], row["Image"], "5 minutes ago", status, ports)


def _time(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S} +0000 UTC"
