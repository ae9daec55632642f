"""What looks like the data of a database: nothing is lost with more grief."""

from __future__ import annotations

import re

_PRODUCTS = (
    "postgres postgis pgvector timescale mysql mariadb percona mongo redis valkey keydb cassandra "
    "scylla couch elastic opensearch influx clickhouse cockroach neo4j arango mssql sqlserver "
    "oracle sqlite etcd surreal questdb qdrant weaviate milvus meili typesense ravendb firebird"
)
_PRODUCT = re.compile("|".join(_PRODUCTS.split()))
_WORD = re.compile(
    r"(?<![a-z0-9])(?:databases?|[a-z0-9]*dbs?(?:[-_]?data)?|pg[-_]?data|sql)(?![a-z0-9])"
)
_ID = re.compile(r"[0-9a-f]{12,64}")


def database_in(text: str) -> str:
    """The part of a name that speaks of a database; else nothing."""
    folded = text.lower()
    match = _PRODUCT.search(folded) or _WORD.search(folded)
    return match[0] if match and not _ID.fullmatch(folded) else ""


def database_image(image: str) -> str:
    """The same for the name of an image; its registry, tag and digest say nothing of it."""
    *folders, last = image.partition("@")[0].split("/")
    return database_in("/".join((*folders[-1:], last.partition(":")[0])))
