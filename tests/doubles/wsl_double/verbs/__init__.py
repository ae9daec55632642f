"""One file a verb; VERBS names those that are doubled. Others end with exit code 97."""

from __future__ import annotations

from collections.abc import Callable

from . import information, listing, registrations, versions
from .context import Context

Verb = Callable[[Context], int]

VERBS: dict[str, Verb] = {
    "--help": information.usage,
    "--version": information.version,
    "--status": information.status,
    "--list": listing.run,
    "--set-default": registrations.set_default,
    "--terminate": registrations.terminate,
    "--shutdown": registrations.shutdown,
    "--set-version": versions.set_version,
    "--set-default-version": versions.set_default_version,
}
