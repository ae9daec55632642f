"""The distros, networks and volumes that are there at the start."""

from __future__ import annotations

from datetime import timedelta

from tui.run.demo.records import DemoDistro, DemoNetwork, DemoVolume
from tui.run.demo.world import World

HERE = "Ubuntu-24.04"
"""The distro that wsltui says it runs in."""
DISTROS = (
    DemoDistro(HERE, running=True, default=True),
    DemoDistro("Debian"),
    DemoDistro("Alpine-dev", running=True),
    DemoDistro("legacy-ubuntu", version=1),
    DemoDistro("docker-desktop", running=True),
)
_NETWORKS = (
    ("bridge", "bridge", "172.17.0.0", ""),
    ("host", "host", "", ""),
    ("none", "null", "", ""),
    ("shop_default", "bridge", "172.18.0.0", "shop"),
    ("blog_default", "bridge", "172.19.0.0", "blog"),
    ("blog_backend", "bridge", "172.20.0.0", "blog"),
    ("playground", "bridge", "172.21.0.0", ""),
    ("left-over", "bridge", "172.22.0.0", ""),
)
_VOLUMES = (
    ("shop_db-data", 642_118_301, 33.0, "shop"),
    ("blog_mysql", 318_204_776, 21.0, "blog"),
    ("blog_content", 88_410_002, 21.0, "blog"),
    ("registry-data", 2_214_908_113, 90.0, ""),
    ("notebooks", 40_113_280, 12.0, ""),
    ("backup-2024", 1_108_221_904, 400.0, ""),
)
ANONYMOUS = (
    ("cache", 12_582_912, 3.0),
    ("old-postgres", 1_402_881_511, 200.0),
    ("report", 204_800, 0.1),
    ("forgotten", 734_003_200, 64.0),
)
"""Volumes without a name of their own: what for, bytes, age in days."""


def fill(world: World) -> None:
    """Put them into the world."""
    world.distros = [DemoDistro(d.name, d.running, d.version, d.default) for d in DISTROS]
    for name, driver, subnet, project in _NETWORKS:
        ident, labels = world.ident("network", name), _compose(project, "network", name)
        made = world.ago(days=35)
        world.networks[name] = DemoNetwork(ident, name, made, driver, subnet, labels)
    for name, size, days, project in _VOLUMES:
        labels = _compose(project, "volume", name)
        world.volumes[name] = DemoVolume(name, world.ago(days=days), size, labels)
    for purpose, size, days in ANONYMOUS:
        name = anonymous(world, purpose)
        labels = {"com.docker.volume.anonymous": ""}
        created = world.began - timedelta(days=days)
        world.volumes[name] = DemoVolume(name, created, size, labels)


def anonymous(world: World, purpose: str) -> str:
    """The name of a volume that nobody named."""
    return world.ident("volume", purpose)


def _compose(project: str, sort: str, name: str) -> dict[str, str]:
    if not project:
        return {}
    own = name.removeprefix(f"{project}_")
    return {"com.docker.compose.project": project, f"com.docker.compose.{sort}": own}
