"""Containers as inspect tells of them, for tests."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from tests.recorded import Saying, rows
from tui.core.command import Result
from tui.core.kind import View
from tui.kinds.container_record import Container, container
from tui.kinds.containers import CONTAINERS

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
VIEW = View(NOW)
ID = "ab" * 32
IDS = [f"{number:064x}" for number in range(1, 1000)]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def inspected(**parts: Any) -> dict[str, Any]:
    """What inspect says of a running container, with other parts put in place of its own."""
    state = {"Status": "running", "ExitCode": 0, "StartedAt": "2026-03-01T09:00:00Z"}
    own = {"Id": ID, "Name": "/web", "State": state, "Config.Image": "shop/web:1.4"}
    return own | {name.replace("__", "."): part for name, part in parts.items()}


def read(**parts: Any) -> Container:
    return container(inspected(**parts))


def in_state(status: str, **more: Any) -> Container:
    return read(State={"Status": status, **more})


def lines(*values: Any) -> bytes:
    return "\n".join(json.dumps(value, ensure_ascii=False) for value in values).encode()


def listed(ps: bytes | Result, inspect: bytes | Result = b"") -> tuple[Container, ...]:
    return rows(CONTAINERS.listing(), Saying({"docker ps": ps, "docker container": inspect}))


def as_json(row: Container) -> dict[str, Any]:
    return CONTAINERS.as_json(row, VIEW)


def cell(row: Container, column: str, view: View = VIEW) -> str:
    return next(c.cell(row, view).text for c in CONTAINERS.columns if c.id == column)


def printable(text: str) -> bool:
    unsafe = {"Cc", "Cs", "Zl", "Zp"}
    return not {unicodedata.category(char) for char in text} & unsafe and "\u202e" not in text
