"""A sample world for live tests, pictures and the sandbox: two projects and odd ones out."""

import shlex
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.live.engine import PrivateEngine, wait_until
from tests.live.image import build_busybox, build_with_layer

# name → bytes of the layer that is its own; None is dangling
IMAGES: list[tuple[str | None, int]] = [
    ("shop/web:1.4", 3_200_000),
    ("shop/web:1.3", 3_100_000),
    ("shop/api:2.0", 5_400_000),
    ("store/db:16", 9_000_000),
    ("store/cache:7", 900_000),
    ("tools/migrate:latest", 450_000),
    (None, 2_500_000),
    (None, 700_000),
]
TAGS = [
    ("shop/web:1.4", "shop/web:latest"),
    ("shop/web:1.4", "registry.test:5000/shop/web:1.4"),
    ("store/db:16", "localhost:5000/store/db:16"),
]
NETWORKS = ["shop_default", "blog_default", "backend"]
VOLUMES = ["shop_db-data", "blog_uploads", "old-backup"]
SERVE = "httpd -f -p 80"
IDLE = "sleep 1000000"
CHATTER = "sh -c 'while :; do echo \"$(date +%T) GET / 200\"; sleep 2; done'"
# each check is a process more: engines that only wait would take the CPU from other tests
HEALTH = "--health-interval 3s --health-timeout 1s --health-retries 1 --health-cmd"

# project, service, image, options, command
SERVICES = [
    ("shop", "web", "shop/web:1.4", "-p 8080:80 --restart unless-stopped", SERVE),
    ("shop", "api", "shop/api:2.0", f"-p 127.0.0.1:9000:9000 {HEALTH} true", CHATTER),
    ("shop", "db", "store/db:16", "-v shop_db-data:/data -e DB_PASSWORD=hunter2", IDLE),
    ("shop", "cache", "store/cache:7", "--network-alias fast -m 64m", IDLE),
    ("shop", "worker", "shop/api:2.0", "--restart always", "sh -c 'exit 1'"),
    ("blog", "site", "shop/web:1.3", f"-v blog_uploads:/srv -p 5353:53/udp {HEALTH} false", SERVE),
]
# name, options, command
SINGLES = [
    ("scratchpad", "-v /scratch", IDLE),
    ("batch", "--network backend --cpus 0.5", IDLE),
    (
        "odd-labels",
        "--label note=[red]alert[/] --label list=a=1,b=2 --label 名=値",
        "echo [bold]hi",
    ),
    ("migrate", "", "sh -c 'echo migrated 12 tables'"),
    ("report", "", "sh -c 'echo cannot open ledger.csv >&2; exit 3'"),
    ("nightly-export", "", IDLE),
]
STATES = ["pause batch", "kill nightly-export", "wait odd-labels migrate report"]
HEALTHS = {"shop-api-1": "healthy", "blog-site-1": "unhealthy"}


def make_samples(engine: PrivateEngine) -> None:
    """Fill an empty engine: every state a container can have, in about 4 s."""
    build_busybox(engine)
    _each(lambda tag, size: build_with_layer(engine, tag, size), IMAGES)
    first = [f"network create {name}" for name in NETWORKS]
    first += [f"volume create {name}" for name in VOLUMES]
    first += [f"tag {image} {tag}" for image, tag in TAGS]
    _docker(engine, map(shlex.split, first))
    created = ["create", "--name", "not-yet-started", "tools/migrate:latest", "true"]
    _docker(engine, [*map(_service, SERVICES), *map(_single, SINGLES), created])
    _docker(engine, map(shlex.split, STATES))
    wait_until(lambda: _healths(engine) == HEALTHS, 10, "the health checks of the samples")


def _service(row: tuple[str, str, str, str, str]) -> list[str]:
    """Spell what compose would start, labels included."""
    project, service, image, options, command = row
    labels = {
        "project": project,
        "service": service,
        "container-number": "1",
        "oneoff": "False",
        "project.working_dir": f"/srv/{project}",
        "project.config_files": f"/srv/{project}/compose.yaml",
    }
    marks = [f"--label=com.docker.compose.{key}={value}" for key, value in labels.items()]
    name = ["--name", f"{project}-{service}-1", "--network", f"{project}_default"]
    return ["run", "-d", *name, *marks, *shlex.split(options), image, *shlex.split(command)]


def _single(row: tuple[str, str, str]) -> list[str]:
    name, options, command = row
    image = "tools/migrate:latest"
    return ["run", "-d", "--name", name, *shlex.split(options), image, *shlex.split(command)]


def _docker(engine: PrivateEngine, commands: Iterable[list[str]]) -> None:
    _each(lambda *args: engine.docker(*args), commands)


def _each(call: Callable[..., Any], rows: Iterable[Iterable[Any]]) -> None:
    """Call with each row's fields, four at a time; the first failure is raised."""
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda row: call(*row), rows))


def _healths(engine: PrivateEngine) -> dict[str, str]:
    containers = [engine.get(f"/containers/{name}/json") for name in HEALTHS]
    return {c["Name"].strip("/"): c["State"]["Health"]["Status"] for c in containers}
