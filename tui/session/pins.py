"""The user's pins: kept on disk, and asked by every way that leads to a removal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tui import files
from tui.core.cleanup import naming
from tui.core.cleanup.pin_values import pin_from_json
from tui.core.cleanup.pins import By, Pin, Subject, pinned_by
from tui.core.errors import NotFound, Refused
from tui.core.kind import Kind

FILE, SCHEMA = "pins.json", 1
PROJECT = "com.docker.compose.project"
PATIENCE = 5.0
"""Seconds to wait for another wsltui that changes the pins."""


class Pins:
    """The pins of one user. `directory` is the state directory, None for none on disk."""

    def __init__(self, directory: Path | None) -> None:
        self._file = directory / FILE if directory else None
        self._known: tuple[Pin, ...] = ()

    def all(self) -> tuple[Pin, ...]:
        """As they are on disk now. Raises Refused where they cannot be read: better no removal."""
        if self._file is None:
            return self._known
        try:
            data = json.loads(self._file.read_text())
            return tuple(map(pin_from_json, data["pins"]))
        except (FileNotFoundError, NotADirectoryError):
            if not _leads_nowhere(self._file):
                return self._known
            raise _unread(self._file, "a link on the way leads nowhere") from None
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise _unread(self._file, str(error)) from error

    def add(self, pin: Pin) -> bool:
        """False where it was there already. Raises FileFailed."""
        return self._change(lambda pins: (*pins, pin) if pin not in pins else pins)

    def remove(self, pin: Pin) -> None:
        """Raises NotFound."""
        if not self._change(lambda pins: tuple(p for p in pins if p != pin)):
            raise unknown(pin)

    def holding(self, kind: Kind[Any], row: Any) -> Pin | None:
        """The pin that keeps a row from being removed, or None."""
        return pinned_by(self.all(), subject(kind, row))

    def in_doubt(self, row: Any) -> bool:
        """Whether a pin could hold it by what nobody has asked docker yet."""
        unasked = getattr(row, "labels", {}) is None
        return unasked and any(pin.by in (By.LABEL, By.PROJECT) for pin in self.all())

    def _change(self, change: Callable[[tuple[Pin, ...]], tuple[Pin, ...]]) -> bool:
        if self._file is None:
            before, self._known = self._known, change(self._known)
            return before != self._known
        files.private_dir(self._file.parent)
        with files.lock(self._file.with_suffix(".lock"), wait=PATIENCE):
            before = self.all()
            after = change(before)
            if after != before:
                data = {"schema": SCHEMA, "pins": [pin.as_json() for pin in after]}
                files.write_atomic(self._file, json.dumps(data, indent=1) + "\n")
        return after != before


def _leads_nowhere(path: Path) -> bool:
    """Whether it may lie on a disk that is not mounted now."""
    return any(one.is_symlink() and not one.exists() for one in (path, *path.parents))


def _unread(file: Path, why: str) -> Refused:
    return Refused(
        f"The pins in {file.name} cannot be read, so nothing is removed: {why}.",
        "Mend or delete that file in wsltui's state directory.",
    )


def unknown(pin: Pin) -> NotFound:
    return NotFound(f"There is no pin {pin}.", "`wsltui pin list` shows them.")


def subject(kind: Kind[Any], row: Any) -> Subject:
    """A row as pins see it: by the same names and ids as in a clean-up."""
    labels = getattr(row, "labels", None) or {}
    project = getattr(row, "project", None) or labels.get(PROJECT) or None
    id_ = getattr(row, "id", "") or (row.name if getattr(row, "anonymous", False) else "")
    names = [n for name in kind.names(row) for n in naming.called(name, id_, _references(row))]
    return Subject(kind.singular, tuple(dict.fromkeys(names)), labels, project, id_)


def _references(row: Any) -> tuple[str, ...]:
    """What a tag of an image is called. The last one takes the digests along."""
    if not getattr(row, "repository", None):
        return ()
    return (row.reference, *(row.digests if len(row.tags) <= 1 else ()))
