"""What the engine measured of its things, when somebody asked it to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

SIZES = "sizes"
"""Under this id it is put into the store; kinds that need it weave it in."""


@dataclass(frozen=True)
class Sizes:
    """`own` is by kind, then by what docker calls a thing: bytes that nothing else shares."""

    at: datetime
    own: Mapping[str, Mapping[str, int]]
