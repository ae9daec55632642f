"""Odd ones beside the sample world: names, labels, ports, mounts and networks that broke tools."""

from __future__ import annotations

import json
import shlex

from tests.live import buildkit
from tests.live.engine import PrivateEngine, wait_until

IMAGE = "tools/migrate:latest"
IDLE = "sleep 1000000"
LABELS = {
    "name": "another-name",
    "list": "a=1,b=2|c",
    "lines": "one\ntwo\u0085three\u2028four",
    "markup": "[red]alert[/]",
    "escape": "\x1b[31mred\x1b[0m",
    "empty": "",
    "名": "値 🐳",
    "com.docker.compose.project.config_files": "/srv/a.yaml,/srv/b.yaml",
}
COMMANDS = f"""
run -d --name linker --link scratchpad:pad {IMAGE} {IDLE}
run -d --name many-ports -p 7000-7003:7000-7003 -p 7000:7000/udp -p 127.0.0.1:8443:443 -p 9100
    --expose 9988 {IMAGE} {IDLE}
run -d --name mounts -v /etc/hostname:/etc/name:ro -v old-backup:/backup:ro -v /anonymous
    --mount type=tmpfs,destination=/fast {IMAGE} {IDLE}
run -d --name two-networks --network shop_default {IMAGE} {IDLE}
network connect backend two-networks
run -d --name host-network --network host {IMAGE} {IDLE}
run -d --name no-network --network none {IMAGE} {IDLE}
run -d --name starting --health-interval 60s --health-cmd true {IMAGE} {IDLE}
run -d --name no-health --no-healthcheck {IMAGE} {IDLE}
run -d --name goes-away --rm {IMAGE} {IDLE}
run -d --name quoted {IMAGE} sh -c 'echo "two words"; sleep 1000000'
tag {IMAGE} odd/moved:1
run -d --name moved-tag odd/moved:1 {IDLE}
tag shop/web:1.3 odd/moved:1
create --name no-words -l a=b {IMAGE}
volume create --label list=a=1,b=2 --label empty= --label com.docker.compose.project=shop
    odd_labels
volume create -o type=tmpfs -o device=tmpfs -o o=size=1m with-options
network create --internal --subnet 10.99.0.0/24 --gateway 10.99.0.1 --label list=a=1,b=2
    --label com.docker.compose.project=shop inside
network create --ipv6 --subnet fd00:dead::/64 --attachable six
network create twice
"""
CACHED = f"""
FROM {IMAGE}
COPY a /a
RUN echo "<two> & more" > /one
RUN --mount=type=cache,target=/cache echo three > /cache/three
"""


def make_odd_ones(engine: PrivateEngine) -> None:
    """Add them to the sample world; takes about 5 s."""
    for line in COMMANDS.replace("\n    ", " ").strip().splitlines():
        engine.docker(*shlex.split(line))
    body = {"Image": IMAGE, "Cmd": ["true"], "Labels": LABELS}
    engine.api("POST", "/containers/create?name=odd-labels-2", body)
    twin = {"Name": "twice", "Driver": "bridge", "CheckDuplicate": False}
    engine.api("POST", "/networks/create", twin)
    buildkit.build(engine, CACHED, {"a": "a" * 50_000})
    engine.docker("run", "--name", "no-such-program", IMAGE, "/no/such/program", check=False)
    wait_until(lambda: _restarting(engine), 20, "a container that is being restarted")


def _restarting(engine: PrivateEngine) -> bool:
    asked = '/containers/json?filters={"status":["restarting"]}'
    return bool(json.loads(engine.api("GET", asked.replace('"', "%22"))))
