"""What is on the engine while an undo goes on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.core import parse
from tui.core.command import Command, docker
from tui.core.record import mapping, text
from tui.core.restore import calls
from tui.kinds.reading import objects, template
from tui.session.undo.inspects import absent
from tui.session.undo.steps import do, succeeded

if TYPE_CHECKING:
    from tui.session.session import Session

_CONTAINERS = docker("ps", "-a", "--no-trunc", "--format", template("ID", "Names"), timeout=60)
_NETWORKS = docker("network", "ls", "--no-trunc", "--format", template("ID", "Name"), timeout=60)
_VOLUMES = docker("volume", "ls", "--format", template("Name"), timeout=60)


@dataclass
class Present:
    """Containers and networks by name, with their ids; the names of volumes."""

    containers: dict[str, str] = field(default_factory=dict)
    networks: dict[str, str] = field(default_factory=dict)
    volumes: set[str] = field(default_factory=set)

    def container(self, word: str) -> str | None:
        """The id of a container by its name or id."""
        if word in self.containers:
            return self.containers[word]
        whole = len(word) >= 12
        return next((i for i in self.containers.values() if whole and i.startswith(word)), None)


async def look(session: Session) -> Present:
    """Raises WsltuiError."""
    containers = await _rows(session, _CONTAINERS, "ID")
    networks = await _rows(session, _NETWORKS, "ID")
    volumes = await _rows(session, _VOLUMES, "Name")
    return Present(
        {_own(one["Names"]): one["ID"] for one in containers},
        {one["Name"]: one["ID"] for one in networks},
        {one["Name"] for one in volumes},
    )


async def _rows(session: Session, command: Command, key: str) -> list[dict[str, str]]:
    result = await do(session, command)
    return [{k: text(v) for k, v in one.items()} for one in objects(result, key)]


def _own(names: str) -> str:
    """Its own name, not those by which links of others know it: `web/db`."""
    words = [name for name in names.split(",") if name]
    return next((name for name in words if "/" not in name), "")


async def api_version(session: Session) -> tuple[int, int]:
    """Raises WsltuiError where the Engine API is not in reach."""
    result = await do(session, calls.version())
    words = text(mapping(parse.json_value(result.text)).get("ApiVersion")).split(".")
    if len(words) == 2 and all(word.isdecimal() for word in words):
        return int(words[0]), int(words[1])
    return 1, 41


async def image_id(session: Session, reference: str) -> str:
    """The id that a tag, digest or id leads to, empty where there is none."""
    result = await session.execute(calls.find_image(reference))
    return "" if absent(result) else succeeded(result).text.strip().removeprefix("sha256:")
