"""A session with a trash on a private engine, and how what came back is compared."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX, build
from tui.core.cleanup.world import Class, Ref
from tui.session.opening import Options, open_session
from tui.session.session import Session
from tui.session.undo.records import Entry
from tui.session.undo.report import NotRestored, UndoReport
from tui.session.undo.trash import Trash

MADE_BY_THE_ENGINE = {
    "Id", "Created", "State", "ResolvConfPath", "HostnamePath", "HostsPath", "LogPath",
    "GraphDriver", "RestartCount", "ExecIDs",
}  # fmt: skip
OF_AN_ENDPOINT = ("IPAMConfig", "Links", "DriverOpts")
"""What a user sets of an endpoint besides its aliases."""
APP = f"""\
FROM {BUSYBOX}
RUN mkdir /vol && echo of-the-image > /vol/file
ENV A=from-image LEVEL=1
LABEL from=image
EXPOSE 80/tcp
VOLUME /vol
WORKDIR /srv
HEALTHCHECK --interval=60s CMD true
ENTRYPOINT ["/bin/sh", "-c"]
CMD ["true"]
"""
IDLE = "sleep 1000000"


class Bench:
    """Removes things as a clean-up would, with a record first, and brings them back."""

    def __init__(self, engine: PrivateEngine, session: Session, directory: Path) -> None:
        self.engine, self.session, self.directory = engine, session, directory
        self.trash = Trash(session, directory)

    def docker(self, *words: str, check: bool = True) -> str:
        return self.engine.docker(*words, check=check).stdout.strip()

    def sh(self, script: str) -> str:
        """What a user would type, quotes and all."""
        return self.docker(*shlex.split(script)[1:])

    def inspect(self, name: str, kind: str = "container") -> dict[str, Any]:
        (found,) = json.loads(self.docker(kind, "inspect", name))
        assert isinstance(found, dict)
        return found

    def ref(self, kind: Class, name: str) -> Ref:
        if kind is Class.VOLUME:
            return kind, name
        return kind, str(self.inspect(name, kind.value)["Id"]).removeprefix("sha256:")

    async def remove(self, *things: str | tuple[Class, str], **choices: Any) -> Entry:
        """Record, then remove containers (by name) and others, each noted before and after."""
        pairs = [(Class.CONTAINER, t) if isinstance(t, str) else t for t in things]
        refs = [self.ref(kind, name) for kind, name in pairs]
        entry = await self.trash.record(self.trash.new_id(), refs, **choices)
        for (kind, name), ref in zip(pairs, refs, strict=True):
            self.trash.note(entry.id, ref, "begun")
            words = ("rm", "--force") if kind is Class.CONTAINER else (kind.value, "rm")
            self.docker(*words, name)
            self.trash.note(entry.id, ref, "removed")
        return self.entry(entry.id)

    def entry(self, undo_id: str) -> Entry:
        (found,) = [one for one in self.trash.entries() if one.id == undo_id]
        return found

    def containers(self) -> set[str]:
        return set(self.docker("ps", "-a", "--format", "{{.Names}}").split())

    async def undo(self, entry: Entry) -> UndoReport:
        return await self.trash.undo(entry.id)

    async def undone(self, entry: Entry) -> UndoReport:
        """Undo, and everything has to be back."""
        report = await self.undo(entry)
        assert not report.failed, report.failed
        assert self.entry(entry.id).undone
        return report


def only_failure(report: UndoReport) -> NotRestored:
    """The one thing that is not back; nothing else came back either."""
    assert not report.restored
    (failed,) = report.failed
    return failed


@asynccontextmanager
async def a_bench(
    engine: PrivateEngine, cli: str, monkeypatch: pytest.MonkeyPatch, directory: Path
) -> AsyncIterator[Bench]:
    """With the image app:1, which has something of everything that images hand on."""
    for name in [name for name in os.environ if name.startswith("DOCKER_")]:
        monkeypatch.delenv(name)
    for name, value in engine.env.items():
        monkeypatch.setenv(name, value)
    if cli:
        monkeypatch.setenv("PATH", f"{Path(cli).parent}:{os.environ['PATH']}")
    build(engine, "app:1", APP)
    session = open_session(Options(), os.environ | {"XDG_STATE_HOME": str(directory)})
    yield Bench(engine, session, directory / "undo")
    await session.close()


def settings(found: dict[str, Any]) -> dict[str, Any]:
    """All that inspect says of a container, without what the engine makes itself."""
    kept = {key: value for key, value in found.items() if key not in MADE_BY_THE_ENGINE}
    kept["Config"] = _config(found)
    kept["HostConfig"] = _host_config(found)
    kept["Mounts"] = sorted(map(json.dumps, map(_mount, found["Mounts"])))
    kept["NetworkSettings"] = {
        name: _endpoint(one, found) for name, one in found["NetworkSettings"]["Networks"].items()
    }
    return kept | {"running": found["State"]["Running"]}


def _config(found: dict[str, Any]) -> dict[str, Any]:
    """The host name that the engine makes of the id is not one."""
    config = dict(found["Config"])
    if config["Hostname"] == found["Id"][:12]:
        config["Hostname"] = ""
    return config


def _host_config(found: dict[str, Any]) -> dict[str, Any]:
    """Volumes without a name of the user's have to be named when they are attached again."""
    host = dict(found["HostConfig"])
    named = {mount.get("Name") for mount in found["Mounts"] if len(mount.get("Name", "")) == 64}
    binds = [bind for bind in host["Binds"] or [] if bind.split(":")[0] not in named]
    host["Binds"] = binds or None
    mounts = [dict(mount) for mount in host.get("Mounts") or []]
    for mount in mounts:
        if mount.get("Source") in named:
            del mount["Source"], mount["VolumeOptions"]
    host["Mounts"] = mounts or None
    return host


def _mount(mount: dict[str, Any]) -> dict[str, Any]:
    """`Mode` says how it was spelled: it is another word for a volume that is now named."""
    anonymous = len(mount.get("Name", "")) == 64
    return {key: value for key, value in mount.items() if key != "Mode" or not anonymous}


def _endpoint(one: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    aliases = sorted(set(one["Aliases"] or []) - {found["Id"][:12]})
    return {"Aliases": aliases} | {key: one[key] or None for key in OF_AN_ENDPOINT}


def differing(before: dict[str, Any], after: dict[str, Any], path: str = "") -> Iterator[str]:
    """The paths at which two values differ."""
    for key in sorted(before.keys() | after.keys()):
        one, other, here = before.get(key), after.get(key), f"{path}{key}"
        if isinstance(one, dict) and isinstance(other, dict):
            yield from differing(one, other, f"{here}.")
        elif one != other:
            yield f"{here}: {one!r} is {other!r}"
