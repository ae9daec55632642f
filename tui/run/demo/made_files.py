"""What is in the volumes of the demo world: enough to look around in."""

from __future__ import annotations

from dataclasses import dataclass

from tui.run.demo.records import DemoVolume
from tui.run.demo.world import World


@dataclass(frozen=True, slots=True)
class DemoFile:
    """`path` of a directory ends in a slash; `days` is its age, `text` how it begins."""

    path: str
    size: int = 0
    days: float = 3.0
    text: str = ""


_POSTGRES = (
    DemoFile("PG_VERSION", 3, 33, "16\n"),
    DemoFile("base/"),
    DemoFile("base/1/"),
    DemoFile("base/1/112", 8192, 33),
    DemoFile("base/16384/"),
    DemoFile("base/16384/2619", 499_712),
    DemoFile("pg_hba.conf", 4_821, 33, "# TYPE  DATABASE  USER  ADDRESS  METHOD\n"
             "local   all       all            trust\nhost    all  all  all  scram-sha-256\n"),
    DemoFile("pg_wal/"),
    DemoFile("pg_wal/000000010000000000000042", 16_777_216, 0.1),
    DemoFile("postgresql.conf", 29_770, 33, "listen_addresses = '*'\nmax_connections = 100\n"),
)  # fmt: skip
_MYSQL = (
    DemoFile("ib_logfile0", 50_331_648, 0.2),
    DemoFile("ibdata1", 12_582_912, 0.2),
    DemoFile("mysql/"),
    DemoFile("mysql/user.frm", 10_816, 21),
)
_OTHERS = (
    DemoFile("README.md", 61, 12, "# Kept here\n\nWhat this volume holds, and why. [red]\n"),
    DemoFile("data/"),
    DemoFile("data/2026-01.csv", 18_231, 12, "day,count\n2026-01-01,17\n2026-01-02,19\n"),
)


def files_in(world: World, volume: DemoVolume) -> tuple[DemoFile, ...]:
    """All of them, by path; one that was just made is empty."""
    if not volume.size:
        return ()
    if volume.name in ("shop_db-data", world.ident("volume", "old-postgres")):
        return _POSTGRES
    return _MYSQL if volume.name == "blog_mysql" else _OTHERS
