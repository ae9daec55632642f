"""Does a volume look like a database, by what is in it or by where it is mounted?"""

from __future__ import annotations

import re
from collections.abc import Iterable

_FOLDERS = {
    "/var/lib/postgresql": "PostgreSQL",
    "/bitnami/postgresql": "PostgreSQL",
    "/var/lib/mysql": "MySQL",
    "/bitnami/mysql": "MySQL",
    "/bitnami/mariadb": "MariaDB",
    "/data/db": "MongoDB",
    "/data/configdb": "MongoDB",
    "/bitnami/mongodb": "MongoDB",
    "/bitnami/redis": "Redis",
    "/usr/share/elasticsearch/data": "Elasticsearch",
    "/usr/share/opensearch/data": "OpenSearch",
    "/var/lib/cassandra": "Cassandra",
    "/var/lib/influxdb": "InfluxDB",
    "/var/lib/clickhouse": "ClickHouse",
    "/var/lib/neo4j": "Neo4j",
    "/opt/couchdb/data": "CouchDB",
    "/var/opt/mssql": "SQL Server",
    "/opt/oracle/oradata": "Oracle",
    "/cockroach/cockroach-data": "CockroachDB",
    "/var/lib/etcd": "etcd",
    "/etcd-data": "etcd",
    "/meili_data": "Meilisearch",
    "/qdrant/storage": "Qdrant",
}
_FILES = {
    product: re.compile(names)
    for product, names in {
        "PostgreSQL": r"PG_VERSION|pgdata/|pg_wal/",
        "MySQL": r"ibdata\d|ib_logfile\d|#innodb_redo/|mysql\.ibd",
        "MariaDB": r"aria_log_control|aria_log\.\d+",
        "MongoDB": r"WiredTiger|WiredTiger\.wt|mongod\.lock",
        "Redis": r"dump\.rdb|appendonlydir/|appendonly\.aof",
        "Elasticsearch": r"nodes/|_state/|node\.lock",
        "etcd": r"member/",
        "InfluxDB": r"influxd\.bolt|influxd\.sqlite",
        "ClickHouse": r"preprocessed_configs/|user_defined/",
        "Cassandra": r"commitlog/|saved_caches/",
        "Neo4j": r"databases/|neostore",
        "SQL Server": r"master\.mdf|mastlog\.ldf",
        "SQLite": r".+\.(?:sqlite3?|db3?)",
    }.items()
}
"""What each product puts at the top of its directory of data."""


def by_files(names: Iterable[str]) -> str:
    """Why a volume looks like one by what lies in it, or an empty text.

    Names at its top, those of directories with a slash behind.
    """
    found = sorted(names)
    for product, pattern in _FILES.items():
        for name in found:
            if pattern.fullmatch(name):
                return f"{name.rstrip('/')} is in it, as {product} keeps it"
    return ""


def by_folders(paths: Iterable[str]) -> str:
    """The same by where containers mount it."""
    for path in sorted(paths):
        for folder, product in _FOLDERS.items():
            if path == folder or path.startswith(f"{folder}/"):
                return f"it is mounted at {path}, where {product} keeps its data"
    return ""
