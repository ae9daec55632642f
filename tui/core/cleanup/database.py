"""Does a volume look like a database? Then its removal is asked for twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui.core.cleanup.naming import repository

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
_PRODUCTS = {
    "postgres": "PostgreSQL", "postgis": "PostgreSQL", "pgvector": "PostgreSQL",
    "timescale": "TimescaleDB", "mysql": "MySQL", "mariadb": "MariaDB", "percona": "MySQL",
    "mongo": "MongoDB", "redis": "Redis", "valkey": "Valkey", "keydb": "KeyDB",
    "elastic": "Elasticsearch", "opensearch": "OpenSearch", "cassandra": "Cassandra",
    "scylla": "ScyllaDB", "couch": "CouchDB", "influx": "InfluxDB", "clickhouse": "ClickHouse",
    "neo4j": "Neo4j", "arango": "ArangoDB", "mssql": "SQL Server", "sqlserver": "SQL Server",
    "oracle": "Oracle", "cockroach": "CockroachDB", "etcd": "etcd", "sqlite": "SQLite",
    "surreal": "SurrealDB", "firebird": "Firebird", "ravendb": "RavenDB", "questdb": "QuestDB",
    "meili": "Meilisearch", "typesense": "Typesense", "qdrant": "Qdrant", "milvus": "Milvus",
    "weaviate": "Weaviate",
}  # fmt: skip
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
_WORD = re.compile(
    r"(?<![a-z0-9])(?:databases?|[a-z0-9]*dbs?(?:data)?|pg(?:data)?|sql)(?![a-z0-9])"
)
_ID = re.compile(r"[0-9a-f]{12,64}")


def looks_like(name: str, destinations: Iterable[str] = (), images: Iterable[str] = ()) -> str:
    """Why a volume looks like a database, or an empty text.

    `name` is the volume's; `destinations` are the folders at which containers mount or mounted
    it, `images` the references of their images.
    """
    return _by_folder(destinations) or _by_image(images) or _by_name(name)


def by_files(names: Iterable[str]) -> str:
    """The same by what lies in it: names at its top, those of directories with a slash behind."""
    found = sorted(names)
    for product, pattern in _FILES.items():
        for name in found:
            if pattern.fullmatch(name):
                return f"{name.rstrip('/')} is in it, as {product} keeps it"
    return ""


def _by_folder(destinations: Iterable[str]) -> str:
    for path in sorted(destinations):
        for folder, product in _FOLDERS.items():
            if path == folder or path.startswith(f"{folder}/"):
                return f"mounted at {path}, where {product} keeps its data"
    return ""


def _by_image(images: Iterable[str]) -> str:
    for image in sorted(images):
        product = _product(repository(image).rpartition("/")[2])
        if product:
            return f"used by {image}"
    return ""


def _by_name(name: str) -> str:
    product = _product(name)
    return f"its name speaks of {product}" if product else ""


def _product(name: str) -> str:
    folded = name.lower()
    if _ID.fullmatch(folded):
        return ""
    for word, product in _PRODUCTS.items():
        if word in folded:
            return product
    return "a database" if _WORD.search(folded) else ""
