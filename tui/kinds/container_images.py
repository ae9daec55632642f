"""Containers whose image is not the one any more that its tag leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tui.kinds.container_record import Container
from tui.kinds.image_listing import moved

IMAGES = "images"
Rows = tuple[Container, ...]


def outdated(rows: Rows, others: Mapping[str, tuple[Any, ...]]) -> Rows:
    """The rows, those left behind with their tag; nothing is known while images are not."""
    left = {
        one.id: tag for tag, found in moved(others.get(IMAGES, ()), rows).items() for one in found
    }
    if not left:
        return rows
    return tuple(replace(row, superseded=left[row.id]) if row.id in left else row for row in rows)
