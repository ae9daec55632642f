"""Containers on their own: every state there is, every age, and some odd texts."""

from __future__ import annotations

from tui.run.demo.made_images import SHOP
from tui.run.demo.made_places import anonymous
from tui.run.demo.making import bind, make, volume
from tui.run.demo.records import DemoPort
from tui.run.demo.world import World

DAY = 24.0
ODD_LABELS = {
    "note": "[red]alert[/] and [bold]more[/bold]",
    "team": "🐳 whales, inc.",
    "escaped": "\x1b[31mnot red\x1b[0m",
    "desktop": "C:\\Users\\dev\\demo",
}


def fill(world: World) -> None:
    """Put them into the world."""
    _running(world)
    _ended(world)
    _odd(world)


def _running(world: World) -> None:
    make(world, "registry", image="registry:3", word="registry", hours=90 * DAY, started=6 * DAY,
         argv=("/entrypoint.sh", "/etc/distribution/config.yml"), ports=(DemoPort(5000, 5000),),
         mounts=(volume("registry-data", "/var/lib/registry"),), restart="always",
         on_stop=2)  # fmt: skip
    make(world, "adminer", image="adminer:5", word="adminer", hours=3, networks=("playground",),
         argv=("entrypoint.sh", "php", "-S", "[::]:8080"),
         ports=(DemoPort(8080, 8081, "127.0.0.1"),))  # fmt: skip
    make(world, "devbox", image="alpine:3.22", word="alpine", hours=30, networks=("host",),
         argv=("sleep", "infinity"), on_stop=137,
         mounts=(bind("/var/run/docker.sock", "/var/run/docker.sock"),
                 bind("/mnt/c/Users/dev/src", "/src")))  # fmt: skip
    make(world, "report-nightly", image="alpine:3.22", word="alpine", hours=0.1, on_stop=143,
         argv=("sh", "-c", "while sleep 5; do date; done"), auto_remove=True, habit="job",
         mounts=(volume(anonymous(world, "report"), "/out"),))  # fmt: skip
    make(world, "render-farm", image="python:3.13-slim", word="python", hours=2 * DAY,
         state="paused", argv=("python", "render.py", "--frames", "1-9000"))  # fmt: skip


def _ended(world: World) -> None:
    make(world, "shop-migrate", image=f"{SHOP}:1.2", word="shop-api", hours=0.12, ended=0.07,
         state="exited", argv=("python", "-m", "shop.migrate"),
         networks=("shop_default",))  # fmt: skip
    make(world, "etl-import", image="python:3.13-slim", word="python", hours=41 * DAY,
         ended=40.9 * DAY, state="exited", code=1, argv=("python", "import.py", "orders.csv"),
         mounts=(bind("/mnt/c/Users/dev/Downloads", "/in", rw=False),))  # fmt: skip
    cruncher = make(
        world, "cruncher", image="python:3.13-slim", word="python", hours=2.2 * DAY,
        ended=2 * DAY, state="exited", code=137, argv=("python", "crunch.py"),
    )  # fmt: skip
    cruncher.oom_killed = True
    make(world, "old-postgres", image="postgres:13", word="old-postgres", hours=200 * DAY,
         ended=196 * DAY, state="exited", argv=("docker-entrypoint.sh", "postgres"),
         mounts=(volume(anonymous(world, "old-postgres"), "/var/lib/postgresql/data"),),
         ports=(DemoPort(5432, 5432),))  # fmt: skip
    make(world, "notebook", image="quay.io/jupyter/scipy-notebook:latest", word="notebook",
         hours=12 * DAY, ended=11.5 * DAY, state="exited", code=130,
         argv=("tini", "-g", "--", "start-notebook.py"), ports=(DemoPort(8888, 8888),),
         mounts=(volume("notebooks", "/home/jovyan"), bind("/mnt/c/data", "/data")),
         env=("JUPYTER_TOKEN=demo-only",))  # fmt: skip
    make(world, "api-old", image=f"{SHOP}:1.1", word="shop-api-old", hours=20 * DAY,
         ended=0.35 * DAY, state="exited", code=143, argv=("python", "-m", "shop.api"),
         networks=("shop_default",))  # fmt: skip
    make(world, "builder-gone", image="busybox:1.37", word="busybox", hours=9 * DAY,
         ended=9 * DAY, state="dead", code=255, argv=("sh", "-c", "make all"))  # fmt: skip


def _odd(world: World) -> None:
    make(world, "scratch", image="alpine:3.22", word="alpine", hours=3, state="created",
         argv=("sh",), networks=("none",))  # fmt: skip
    proxy = make(world, "reverse-proxy", image="nginx:latest", word="nginx", hours=1.2, code=128,
                 state="created", argv=("/docker-entrypoint.sh", "nginx", "-g", "daemon off;"),
                 ports=(DemoPort(80, 8080),))  # fmt: skip
    proxy.error = (
        f"driver failed programming external connectivity on endpoint {proxy.name} "
        f"({world.ident('endpoint', proxy.id)}): Bind for 0.0.0.0:8080 failed: "
        "port is already allocated"
    )
    make(world, "odd.name_with-dots.and_underscores-0123456789", image="busybox:stable",
         word="busybox", hours=26, argv=("httpd", "-f", "-v"), labels=ODD_LABELS)  # fmt: skip
    make(world, "greeter", image="busybox:1.37", word="busybox", hours=5 * DAY, ended=5 * DAY,
         state="exited", argv=("echo", "你好，世界 · こんにちは · 안녕하세요 🐳"))  # fmt: skip
    make(world, "printer", image="busybox:latest", word="busybox", hours=8 * DAY, ended=8 * DAY,
         state="exited", code=2, argv=("sh", "-c", "printf '\x1b[1mbold\x1b[0m\n'\nexit 2"),
         labels={"[/]": "[@click=app.quit]quit[/]"})  # fmt: skip
