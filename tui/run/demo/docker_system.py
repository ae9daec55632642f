"""What `docker version` and `docker info` say in the demo world: a Docker Desktop on WSL 2."""

from __future__ import annotations

from typing import Any

from tui.run.demo import gotemplate
from tui.run.demo.machine import CPUS, KERNEL, MEMORY
from tui.run.demo.options import sort_out
from tui.run.demo.reply import NoAnswerError, Refusal, Reply, Verb, Words
from tui.run.demo.times import stamp
from tui.run.demo.world import World

DESKTOP = "Docker Desktop 4.76.0 (228118)"
VERSION, API, OLDEST_API, GO = "29.4.2", "1.54", "1.40", "go1.25.6"


def _print(words: Words, value: dict[str, Any]) -> Reply:
    options = sort_out(words, (), ("--format", "-f"))
    return print_value(options.last("--format") or options.last("-f"), value)


def print_value(template: str | None, value: dict[str, Any]) -> Reply:
    """One line; what is printed without a template the demo world does not know."""
    if template is None:
        raise NoAnswerError("no --format")
    try:
        return Reply(f"{gotemplate.render(template, value)}\n")
    except Refusal as refusal:
        raise Refusal(f"template parsing error: {refusal.words}", refusal.code) from None


def version(_world: World, words: Words) -> Reply:
    build = {"GitCommit": "demo", "GoVersion": GO, "Os": "linux", "Arch": "amd64"}
    client = {"Version": VERSION, "ApiVersion": API, "DefaultAPIVersion": API, **build}
    client["Context"] = "default"
    components = [
        {"Name": "Engine", "Version": VERSION, "Details": {"ApiVersion": API, "Os": "linux"}},
        {"Name": "containerd", "Version": "v2.2.1", "Details": {"GitCommit": "demo"}},
        {"Name": "runc", "Version": "1.3.4", "Details": {"GitCommit": "demo"}},
    ]
    server = {
        "Platform": {"Name": DESKTOP},
        "Components": components,
        "Version": VERSION,
        "ApiVersion": API,
        "MinAPIVersion": OLDEST_API,
        **build,
        "KernelVersion": KERNEL,
    }
    return _print(words, {"Client": client, "Server": server})


_DESKTOP_ENGINE: dict[str, Any] = {
    "Driver": "overlay2",
    "DriverStatus": [["Backing Filesystem", "extfs"], ["Supports d_type", "true"]],
    "Plugins": {"Log": ["fluentd", "json-file", "journald", "local", "syslog"]},
    "LoggingDriver": "json-file",
    "CgroupDriver": "cgroupfs",
    "CgroupVersion": "2",
    "KernelVersion": KERNEL,
    "OperatingSystem": "Docker Desktop",
    "OSVersion": "",
    "OSType": "linux",
    "Architecture": "x86_64",
    "NCPU": CPUS,
    "MemTotal": MEMORY,
    "DockerRootDir": "/var/lib/docker",
    "HttpProxy": "",
    "HttpsProxy": "",
    "NoProxy": "",
    "Name": "docker-desktop",
    "Labels": ["com.docker.desktop.address=unix:///var/run/docker-cli.sock"],
    "ServerVersion": VERSION,
    "Runtimes": {"runc": {"path": "runc"}},
    "DefaultRuntime": "runc",
    "Swarm": {"NodeID": "", "LocalNodeState": "inactive", "ControlAvailable": False},
    "SecurityOptions": ["name=seccomp,profile=builtin"],
    "Warnings": None,
    "ClientInfo": {"Version": VERSION, "Context": "default", "Plugins": [], "Warnings": None},
}


def info(world: World, words: Words) -> Reply:
    states = [c.state for c in world.containers.values()]
    running = states.count("running") + states.count("restarting")
    paused = states.count("paused")
    counted = {
        "ID": engine_id(world),
        "Containers": len(states),
        "ContainersRunning": running,
        "ContainersPaused": paused,
        "ContainersStopped": len(states) - running - paused,
        "Images": len(world.images),
        "SystemTime": stamp(world.clock()),
    }
    return _print(words, {**counted, **_DESKTOP_ENGINE})


def engine_id(world: World) -> str:
    """Twelve groups of four, as engines made their ids for long."""
    letters = world.ident("engine").upper()
    return ":".join(letters[start : start + 4] for start in range(0, 48, 4))


VERBS: dict[Words, Verb] = {("version",): Verb(version), ("info",): Verb(info, 0.05)}
