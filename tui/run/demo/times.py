"""Times as docker writes them."""

from __future__ import annotations

from datetime import UTC, datetime

NEVER = "0001-01-01T00:00:00Z"


def stamp(moment: datetime | None) -> str:
    """RFC 3339 with nanoseconds, as `inspect` prints it; year 1 for never."""
    if moment is None:
        return NEVER
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f000Z")


def list_time(moment: datetime) -> str:
    """As lists print it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S +0000 UTC")
