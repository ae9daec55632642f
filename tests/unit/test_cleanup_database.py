"""Volumes that look like a database: better one too many than one too few."""

from __future__ import annotations

import pytest

from tui.core.cleanup.database import looks_like


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
    assert looks_like("x", [path]) == f"mounted at {path}, where {product} keeps its data"


@pytest.mark.parametrize(
    "image", ["postgres:16", "host:5000/team/mysql", "bitnami/mariadb@sha256:ab", "my-postgres14"]
)
def test_the_images_of_its_users_tell(image: str) -> None:
    assert looks_like("x", ["/srv"], [image, "web:1"]) == f"used by {image}"


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("shop_pgdata", "a database"),
        ("shop_postgres-data", "PostgreSQL"),
        ("MYSQL", "MySQL"),
        ("shop_db", "a database"),
        ("appdb", "a database"),
        ("dbdata", "a database"),
        ("redisdata", "Redis"),
        ("shop_database", "a database"),
    ],
)
def test_its_name_tells(name: str, product: str) -> None:
    assert looks_like(name) == f"its name speaks of {product}"


@pytest.mark.parametrize(
    ("name", "path", "image"),
    [
        ("shop_uploads", "/srv/uploads", "web:1"),
        ("dbus-socket", "/run/dbus", "dbus-proxy:1"),
        ("cache", "/var/lib/postgresqlx", "redis.example.org:5000/web:1"),
        ("cadb" * 16, "/srv", "sha256:" + "db" * 32),
        ("", "", ""),
    ],
)
def test_other_volumes_look_like_none(name: str, path: str, image: str) -> None:
    assert looks_like(name, [path], [image]) == ""
