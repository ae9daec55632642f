"""Why a container in a state cannot be asked for something, or None."""

from __future__ import annotations

from tui.kinds.container_record import Container


def alive(row: Container) -> str | None:
    return None if row.alive else not_running(row)


def running(row: Container) -> str | None:
    if row.state == "paused":
        return f"{row.name} is paused: unpause it first"
    if row.state == "restarting":
        return f"{row.name} is between two starts: wait until it runs"
    return None if row.state == "running" else not_running(row)


def not_running(row: Container) -> str:
    """The state is named where it is not one of docker's: podman has more of them."""
    known = row.state in ("exited", "created", "dead", "removing")
    return f"{row.name} is not running" + ("" if known else f", it is {row.state}")


def paused(row: Container) -> str | None:
    return None if row.state == "paused" else f"{row.name} is not paused"


def not_paused(row: Container) -> str | None:
    return f"{row.name} is paused already" if row.state == "paused" else running(row)


def startable(row: Container) -> str | None:
    if row.state == "paused":
        return f"{row.name} is paused: unpause it instead"
    return f"{row.name} runs already" if row.alive else lasting(row)


def lasting(row: Container) -> str | None:
    """What is being removed, or could not be removed whole, never starts again."""
    if row.state in ("removing", "dead"):
        return f"{row.name} is {row.state}: it can only be removed"
    return None


def removable(row: Container) -> str | None:
    return f"{row.name} is being removed already" if row.state == "removing" else None
