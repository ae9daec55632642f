"""Volumes that are mounted where databases keep their data."""

from __future__ import annotations

import pytest

from tui.core.cleanup.database import by_folders


@pytest.mark.parametrize(
    ("path", "product"),
    [
        ("/var/lib/postgresql", "PostgreSQL"),
        ("/var/lib/postgresql/data", "PostgreSQL"),
        ("/var/lib/mysql", "MySQL"),
        ("/data/db", "MongoDB"),
    ],
)
def test_where_it_is_mounted_tells(path: str, product: str) -> None:
    said = f"it is mounted at {path}, where {product} keeps its data"
    assert by_folders(["/srv", path]) == said


@pytest.mark.parametrize("path", ["/srv/uploads", "/run/dbus", "/var/lib/postgresqlx", ""])
def test_other_places_tell_nothing(path: str) -> None:
    assert by_folders([path]) == ""
