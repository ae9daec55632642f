"""A file for each family of verbs. Those that VERBS does not name end with exit code 97."""

from __future__ import annotations

from collections.abc import Callable

from . import (
    exporting,
    importing,
    information,
    installing,
    listing,
    managing,
    mounting,
    registrations,
    updating,
    versions,
)
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
    "--unregister": registrations.unregister,
    "--export": exporting.run,
    "--import": importing.run,
    "--import-in-place": importing.in_place,
    "--install": installing.run,
    "--manage": managing.run,
    "--mount": mounting.mount,
    "--unmount": mounting.unmount,
    "--update": updating.update,
    "--uninstall": updating.uninstall,
    "--debug-shell": updating.debug_shell,
    "--set-version": versions.set_version,
    "--set-default-version": versions.set_default_version,
}
