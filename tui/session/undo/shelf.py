"""Where undo entries lie: one directory each, private to the user."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tui import files
from tui.core import parse
from tui.core.cleanup.world import Class, Ref
from tui.core.errors import WsltuiError
from tui.core.record import as_json, mapping, text
from tui.session.undo.records import (
    SCHEMA,
    Broken,
    Entry,
    Outcome,
    entry_from,
    entry_json,
    upgraded,
)

ENTRY, LOG = "entry.json", "log.jsonl"
KEPT = (Class.CONTAINER, Class.IMAGE, Class.NETWORK, Class.VOLUME)
"""The classes of which inspects are kept, each in a file of its own."""
_ID = re.compile(r"[0-9a-z][0-9a-z-]{0,62}")
Things = Mapping[Class, Sequence[Mapping[str, Any]]]


class Folder:
    """The directory of one entry. Its entry.json comes last: without it nothing was removed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.id = path.name

    def make(self) -> None:
        """Raises FileFailed."""
        files.private_dir(self.path.parent)
        files.private_dir(self.path)

    def lock(self) -> AbstractContextManager[None]:
        """Raises Locked where another process is at it."""
        return files.lock(self.path)

    def write(self, entry: Entry, things: Things) -> None:
        """Raises FileFailed; the entry is not there then."""
        for kind in KEPT:
            record = {"schema": SCHEMA, "things": list(things.get(kind, ()))}
            files.write_atomic(self._things_file(kind), json.dumps(record))
        files.write_atomic(self.path / ENTRY, json.dumps(entry_json(entry)))

    def things(self, kind: Class) -> list[Mapping[str, Any]]:
        """The inspects of a class. Raises Broken."""
        found = upgraded(_read(self._things_file(kind))).get("things")
        return [mapping(one) for one in found] if isinstance(found, list) else []

    def note(self, ref: Ref, outcome: Outcome, at: datetime) -> None:
        """Raises FileFailed."""
        line = {"schema": SCHEMA, "at": as_json(at), "kind": ref[0].value, "id": ref[1]}
        files.append_line(self.path / LOG, json.dumps(line | {"outcome": outcome.value}))

    def note_made(self, ref: Ref, id_: str) -> None:
        """Under which id a container was made again. Raises FileFailed."""
        line = {"schema": SCHEMA, "kind": ref[0].value, "id": ref[1], "made": id_}
        files.append_line(self.path / LOG, json.dumps(line))

    def made(self) -> dict[Ref, str]:
        """The last id under which each was made again."""
        return {ref: text(found["made"]) for ref, found in self._lines() if found.get("made")}

    def outcomes(self) -> dict[Ref, Outcome]:
        """The last one of each thing; lines that are not whole are passed over."""
        outcomes: dict[Ref, Outcome] = {}
        for ref, found in self._lines():
            with suppress(ValueError):
                outcomes[ref] = Outcome(text(found.get("outcome")))
        return outcomes

    def _lines(self) -> Iterator[tuple[Ref, dict[str, Any]]]:
        try:
            lines = (self.path / LOG).read_text("utf-8", "replace").split("\n")
        except OSError:
            return
        for found in (mapping(parse.json_value(line)) for line in lines):
            with suppress(ValueError):
                yield (Class(text(found.get("kind"))), text(found.get("id"))), found

    def entry(self) -> Entry:
        """The entry as it is now, broken ones with the reason. Raises nothing."""
        unfinished = not (self.path / ENTRY).exists()
        try:
            if unfinished:
                raise Broken("It was never finished, so nothing was removed under it.", "")
            entry = entry_from(_read(self.path / ENTRY)).with_outcomes(self.outcomes())
            if entry.id != self.id:
                raise Broken(f"Its directory belongs to {entry.id}.", "")
        except WsltuiError as error:
            at, size = self._since(), self.size()
            return Entry(self.id, at=at, bytes=size, broken=str(error), unfinished=unfinished)
        return replace(entry, bytes=self.size() + entry.layer_bytes)

    def size(self) -> int:
        """Bytes of its files."""
        total = 0
        with suppress(OSError):
            for one in os.scandir(self.path):
                total += one.stat(follow_symlinks=False).st_size
        return total

    def delete(self) -> None:
        """All of it, at once for whoever lists entries. Raises FileFailed."""
        doomed = self.path.with_name(f".{self.id}.gone")
        try:
            with suppress(FileNotFoundError):
                self.path.rename(doomed)
            with suppress(FileNotFoundError):
                shutil.rmtree(doomed)
        except OSError as error:
            raise files.FileFailed(
                f"Could not let go of {self.path}: {error.strerror or error}.",
                f"Look at it with `ls -ld {self.path}`.",
            ) from error

    def _things_file(self, kind: Class) -> Path:
        return self.path / f"{kind.value}s.json"

    def _since(self) -> datetime | None:
        """When a broken entry was made: its id begins with the time."""
        try:
            return datetime.strptime(self.id[:15] + "+0000", "%Y%m%d-%H%M%S%z")
        except ValueError:
            return None


def folders(directory: Path) -> list[Folder]:
    """All entries, newest first. What else lies there is left alone."""
    try:
        found = [one for one in directory.iterdir() if _ID.fullmatch(one.name) and one.is_dir()]
    except OSError:
        return []
    return [Folder(one) for one in sorted(found, key=lambda one: one.name, reverse=True)]


def sweep(directory: Path) -> None:
    """Finish what an interrupted `delete` left."""
    for one in directory.glob(".*.gone"):
        shutil.rmtree(one, ignore_errors=True)


def well_formed(undo_id: str) -> bool:
    """Whether it may be the name of a directory, and of an image."""
    return bool(_ID.fullmatch(undo_id))


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Broken(f"{path} cannot be read: {error.strerror or error}.", "") from error
    except (ValueError, RecursionError) as error:
        raise Broken(f"{path} is not whole: {error}.", "") from error
