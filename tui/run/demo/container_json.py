"""A container as `docker container inspect` prints it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tui.run.demo.records import DemoContainer, DemoMount, DemoPort
from tui.run.demo.times import stamp
from tui.run.demo.world import World


def inspected(world: World, container: DemoContainer) -> dict[str, Any]:
    """The object that `docker container inspect` prints."""
    path, *args = container.argv or ("",)
    return {
        "Id": container.id,
        "Created": stamp(container.created),
        "Path": path,
        "Args": args,
        "State": _state(container),
        "Image": f"sha256:{container.image_id}",
        "LogPath": f"/var/lib/docker/containers/{container.id}/{container.id}-json.log",
        "Name": f"/{container.name}",
        "RestartCount": container.restarts,
        "Driver": "overlay2",
        "Platform": "linux",
        "HostConfig": _host_config(container),
        "Mounts": [_mount(m) for m in container.mounts],
        "Config": _config(container),
        "NetworkSettings": {
            "SandboxID": world.ident("sandbox", container.id) if container.alive else "",
            "Ports": _open_ports(container) if container.alive else {},
            "Networks": {name: _network(world, container, name) for name in container.networks},
        },
    }


def _config(container: DemoContainer) -> dict[str, Any]:
    return {
        "Hostname": container.id[:12],
        "User": "",
        "ExposedPorts": {inside(p): {} for p in container.ports},
        "Tty": False,
        "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/bin:/bin", *container.env],
        "Cmd": list(container.argv),
        "Image": container.image,
        "WorkingDir": "",
        "Entrypoint": None,
        "Labels": dict(container.labels),
    }


def _state(container: DemoContainer) -> dict[str, Any]:
    state = {
        "Status": container.state,
        "Running": container.alive,
        "Paused": container.state == "paused",
        "Restarting": container.state == "restarting",
        "OOMKilled": container.oom_killed,
        "Dead": container.state == "dead",
        "Pid": 1000 + int(container.id[:3], 16) if container.alive else 0,
        "ExitCode": container.exit_code,
        "Error": container.error,
        "StartedAt": stamp(container.started),
        "FinishedAt": stamp(container.finished),
    }
    if container.health:
        streak = 3 if container.health == "unhealthy" else 0
        state["Health"] = {
            "Status": container.health,
            "FailingStreak": streak,
            "Log": [_check(container, minutes) for minutes in (2, 1)],
        }
    return state


def _check(container: DemoContainer, minutes: int) -> dict[str, Any]:
    """A run of its health check so many minutes after its start."""
    failing = container.health == "unhealthy"
    moment = (container.started or container.created) + timedelta(minutes=minutes)
    said = "curl: (7) Failed to connect to localhost port 2368: Connection refused\n"
    return {
        "Start": stamp(moment),
        "End": stamp(moment + timedelta(seconds=0.1)),
        "ExitCode": int(failing),
        "Output": said if failing else "ok\n",
    }


def _host_config(container: DemoContainer) -> dict[str, Any]:
    binds = [
        f"{m.name or m.source}:{m.destination}{'' if m.rw else ':ro'}"
        for m in container.mounts
        if m.type == "bind" or len(m.name) not in (0, len(container.id))
    ]
    return {
        "Binds": binds or None,
        "LogConfig": {"Type": "json-file", "Config": {}},
        "NetworkMode": container.networks[0] if container.networks else "none",
        "PortBindings": {inside(p): [_binding(p, p.ip)] for p in container.ports if p.host},
        "IpcMode": "private",
        "VolumesFrom": None,
        "RestartPolicy": {"Name": container.restart, "MaximumRetryCount": 0},
        "AutoRemove": container.auto_remove,
        "PidMode": "",
        "Privileged": False,
        "ReadonlyRootfs": False,
        "ShmSize": 64 * 1024 * 1024,
        "Runtime": "runc",
        "Memory": 0,
        "NanoCpus": 0,
    }


def _mount(mount: DemoMount) -> dict[str, Any]:
    named = {"Name": mount.name, "Driver": "local"} if mount.type == "volume" else {}
    return {
        "Type": mount.type,
        **named,
        "Source": mount.source,
        "Destination": mount.destination,
        "Mode": "" if mount.rw else "ro",
        "RW": mount.rw,
        "Propagation": "rprivate" if mount.type == "bind" else "",
    }


def inside(port: DemoPort) -> str:
    return f"{port.inside}/{port.protocol}"


def _binding(port: DemoPort, ip: str) -> dict[str, str]:
    return {"HostIp": ip, "HostPort": str(port.host)}


def _open_ports(container: DemoContainer) -> dict[str, Any]:
    return {
        inside(p): [_binding(p, ip) for ip in addresses(p)] if p.host else None
        for p in container.ports
    }


def addresses(port: DemoPort) -> tuple[str, ...]:
    """Where it is published; everywhere is two addresses."""
    return (port.ip,) if port.ip else ("0.0.0.0", "::")  # noqa: S104


def _network(world: World, container: DemoContainer, name: str) -> dict[str, Any]:
    network = world.networks[name]
    subnet = network.subnet.rpartition(".")[0] if container.alive else ""
    return {
        "NetworkID": network.id,
        "EndpointID": world.ident("endpoint", container.id) if container.alive else "",
        "Gateway": f"{subnet}.1" if subnet else "",
        "IPAddress": f"{subnet}.{2 + int(container.id[:2], 16) % 250}" if subnet else "",
        "Aliases": [container.name],
    }
