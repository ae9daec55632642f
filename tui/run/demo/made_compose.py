"""The containers of two compose projects: a shop that is well, and a blog that is not."""

from __future__ import annotations

from typing import Any

from tui.run.demo.made_images import SHOP
from tui.run.demo.made_places import anonymous
from tui.run.demo.making import bind, make, volume
from tui.run.demo.records import DemoContainer, DemoPort
from tui.run.demo.world import World


def fill(world: World) -> None:
    """Put them into the world."""
    _shop(world)
    _blog(world)


NEEDS = {"web": ("api",), "api": ("db", "cache"), "worker": ("db",), "ghost": ("mysql",)}
"""What services depend on, as their compose files say."""


def _service(world: World, project: str, service: str, **more: Any) -> DemoContainer:
    needed = (f"{other}:service_started:false" for other in NEEDS.get(service, ()))
    folder = f"/home/dev/{project}"
    labels = {
        "com.docker.compose.config-hash": world.ident("config", project, service),
        "com.docker.compose.container-number": "1",
        "com.docker.compose.depends_on": ",".join(needed),
        "com.docker.compose.oneoff": "False",
        "com.docker.compose.project": project,
        "com.docker.compose.project.config_files": f"{folder}/compose.yaml",
        "com.docker.compose.project.working_dir": folder,
        "com.docker.compose.service": service,
        "com.docker.compose.version": "2.40.3",
    }
    more = {"networks": (f"{project}_default",), "restart": "unless-stopped", **more}
    return make(world, f"{project}-{service}-1", labels=labels, **more)


def _shop(world: World) -> None:
    _service(
        world, "shop", "web", image="nginx:1.29", word="nginx", hours=75,
        argv=("/docker-entrypoint.sh", "nginx", "-g", "daemon off;"),
        ports=(DemoPort(80, 8080), DemoPort(443, 8443)),
        mounts=(bind("/home/dev/shop/web", "/usr/share/nginx/html", rw=False),
                bind("/mnt/c/Users/dev/Pictures/shop", "/srv/img")),
    )  # fmt: skip
    _service(
        world, "shop", "api", image=f"{SHOP}:1.2", word="shop-api", hours=6.5, check=True,
        argv=("python", "-m", "shop.api", "--port", "9000"), ports=(DemoPort(9000),), on_stop=143,
        env=("SHOP_DB=postgres://shop:demo-only@db/shop", "SHOP_API_TOKEN=demo-only"),
    )  # fmt: skip
    _service(
        world, "shop", "worker", image=f"{SHOP}:1.2", word="shop-api", hours=6.5, restarts=2,
        argv=("python", "-m", "shop.worker", "--queue", "orders"), on_stop=143, habit="worker",
    )  # fmt: skip
    _service(
        world, "shop", "db", image="postgres:17", word="postgres", hours=75, check=True,
        argv=("docker-entrypoint.sh", "postgres"), env=("POSTGRES_PASSWORD=demo-only",),
        ports=(DemoPort(5432, 5432, "127.0.0.1"),),
        mounts=(volume("shop_db-data", "/var/lib/postgresql/data"),),
    )  # fmt: skip
    _service(
        world, "shop", "cache", image="redis:8-alpine", word="redis", hours=75,
        argv=("docker-entrypoint.sh", "redis-server"), ports=(DemoPort(6379),),
        mounts=(volume(anonymous(world, "cache"), "/data"),),
    )  # fmt: skip


def _blog(world: World) -> None:
    both = ("blog_default", "blog_backend")
    ghost = _service(
        world, "blog", "ghost", image="ghost:6", word="ghost", hours=21, check=True,
        argv=("docker-entrypoint.sh", "node", "current/index.js"), habit="moody", networks=both,
        ports=(DemoPort(2368, 2368),), mounts=(volume("blog_content", "/var/lib/ghost/content"),),
    )  # fmt: skip
    ghost.health = "unhealthy"
    _service(
        world, "blog", "mysql", image="mysql:8.4", word="mysql", hours=21, check=True,
        argv=("docker-entrypoint.sh", "mysqld"), env=("MYSQL_ROOT_PASSWORD=demo-only",),
        ports=(DemoPort(3306), DemoPort(33060)), networks=("blog_backend",),
        mounts=(volume("blog_mysql", "/var/lib/mysql"),),
    )  # fmt: skip
    _service(
        world, "blog", "mailer", image="blog-mailer:dev", word="mailer", hours=20, code=1,
        argv=("/app/mailer", "--config", "/etc/mailer.toml"), state="restarting", ended=0.01,
        restarts=41, restart="always", habit="loop",
    )  # fmt: skip
