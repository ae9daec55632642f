"""What there is in a story: containers, images and distros, as the tools print them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]
BEGAN = datetime.now(UTC)
NEVER = "0001-01-01T00:00:00Z"


def ident(*words: str) -> str:
    """64 hexadecimal digits, the same for the same words."""
    return hashlib.sha256("/".join(words).encode()).hexdigest()


def ago(**spans: float) -> str:
    return f"{(BEGAN - timedelta(**spans)).isoformat().removesuffix('+00:00')}Z"


def listed_time(**spans: float) -> str:
    """As lists print it, in whole seconds."""
    return f"{BEGAN - timedelta(**spans):%Y-%m-%d %H:%M:%S} +0000 UTC"


@dataclass
class Box:
    """A container. `raw` goes over what inspect says of it, for what no sane engine would."""

    name: str
    state: str = "running"
    image: str = "shop/web:1.4"
    code: int = 0
    env: tuple[str, ...] = ()
    labels: Json | None = field(default_factory=dict)
    auto_remove: bool = False
    health: str = ""
    processes: str = "serve"
    raw: Json = field(default_factory=dict)

    @property
    def id(self) -> str:
        return ident("container", self.name)

    def listed(self) -> Json:
        """What `docker ps` says of it."""
        return {"ID": self.id, "Names": self.name, "Image": self.image, "Command": '"serve"',
                "State": self.state, "CreatedAt": listed_time(days=2)}  # fmt: skip

    def inspected(self) -> Json:
        """What `docker container inspect` says of it, by the fields of a template."""
        state: Json = {"Status": self.state, "ExitCode": self.code, "StartedAt": ago(hours=3),
                       "FinishedAt": NEVER if self.state == "running" else ago(hours=1),
                       "OOMKilled": False, "Error": ""}  # fmt: skip
        if self.health:
            state["Health"] = {"Status": self.health}
        return {
            "Id": self.id, "Name": f"/{self.name}", "Created": ago(days=2), "Path": "serve",
            "Args": ["--port", "80"], "Image": f"sha256:{ident('image', self.image)}",
            "RestartCount": 0, "State": state, "Mounts": [], "Config.Image": self.image,
            "Config.Labels": self.labels, "HostConfig.AutoRemove": self.auto_remove,
            "HostConfig.RestartPolicy": {"Name": "no"},
            "NetworkSettings.Ports": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}]},
            "NetworkSettings.Networks": {"bridge": {}},
            **self.raw,
        }  # fmt: skip

    def whole(self) -> Json:
        """What `docker container inspect` says of it without a template."""
        said = self.inspected()
        config = {"Image": self.image, "Labels": self.labels, "Env": list(self.env)}
        return {"Id": said["Id"], "Name": said["Name"], "State": said["State"], "Config": config}


@dataclass
class Picture:
    """An image; without a tag it is dangling."""

    tag: str = ""
    days: float = 9
    size: int = 192_000_000

    @property
    def id(self) -> str:
        return f"sha256:{ident('image', self.tag)}"

    def listed(self) -> Json:
        repository, _, tag = self.tag.rpartition(":")
        return {"ID": self.id, "Repository": repository or "<none>", "Tag": tag or "<none>",
                "Size": "192MB", "CreatedAt": listed_time(days=self.days)}  # fmt: skip

    def inspected(self) -> Json:
        return {"Id": self.id, "RepoTags": [self.tag] if self.tag else [], "RepoDigests": [],
                "Created": ago(days=self.days), "Size": self.size, "Os": "linux",
                "Architecture": "amd64"}  # fmt: skip


@dataclass
class Distro:
    name: str
    running: bool = False
    version: int = 2
