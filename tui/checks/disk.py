"""Disks: what the engine's takes on Windows, and projects that lie on a drive of Windows."""

from __future__ import annotations

import re

from tui.checks.check import BEST_PRACTICES, OUTSIDE, Check, Judged, good, unchecked, warning
from tui.core import units
from tui.core.disk import Vhdx, steps, takes
from tui.core.facts import Facts, Unknown

GAP = 10_000_000_000
LEAST_FREE = 0.15
SHOWN = 3
_OF_DESKTOP = re.compile(r"/(?:run/desktop/mnt/host|host_mnt)/[a-z](?:/|$)")
"""How Docker Desktop's engine spells a directory of a drive of Windows."""


def _image(facts: Facts) -> Judged:
    truth, file = facts.disk.truth, facts.disk.truth.engine
    if file is None or file.size is None:
        return unchecked(takes(truth).removeprefix("unknown, because "))
    full = _full(facts, file)
    if full is not None:
        return full
    held = facts.disk.held
    if isinstance(held, Unknown):
        return unchecked(held, takes(truth))
    found = f"{takes(truth)}, of which {units.size(held)} are in use inside"
    if file.size - held >= GAP:
        return warning(
            found,
            "the disk file is much larger than what is in it",
            "Cleaning up frees space inside the file only: Windows gets it back when the file is "
            "compacted.",
            *steps(truth),
        )
    if isinstance(facts.disk.free_share, Unknown):
        return unchecked(facts.disk.free_share, found)
    return good(found, "little is lost, and its drive has room")


def _full(facts: Facts, file: Vhdx) -> Judged | None:
    share = facts.disk.free_share
    if isinstance(share, Unknown) or share >= LEAST_FREE:
        return None
    return warning(
        f"{takes(facts.disk.truth)}; {share:.0%} of {file.drive or 'the drive'} is free",
        "less than 15 % of the drive is free",
        "When the drive is full, the engine and every distro on it stop.",
        "wsltui clean shows what could go.",
        *steps(facts.disk.truth),
    )


def _projects(facts: Facts) -> Judged:
    local, binds = facts.local, facts.engine.binds
    if not local.inside:
        return unchecked(OUTSIDE)
    here = None if isinstance(local.cwd, Unknown) else local.cwd
    found = [f"this directory, {here}"] if here and _on_windows(here, local.drives) else []
    known = () if isinstance(binds, Unknown) else binds
    found += [f"{source} in {name}" for name, source in known if _on_windows(source, local.drives)]
    if found:
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        return warning(
            "; ".join(found[:SHOWN]) + more,
            "these lie on a drive of Windows",
            "Files there are slow from Linux, and a change made in Windows wakes no watcher.",
            "Move the project into the Linux file system, as in ~/project, and mount it from there:"
            " docker run -v ~/project:/src …",
        )
    if isinstance(local.cwd, Unknown):
        return unchecked(local.cwd)
    if isinstance(binds, Unknown):
        return unchecked(binds, f"this directory, {local.cwd}, is on Linux")
    return good("none", "this directory and all mounts of running containers are on Linux")


def _on_windows(path: str, drives: tuple[str, ...]) -> bool:
    below = any(path == drive or path.startswith(f"{drive}/") for drive in drives)
    return below or bool(_OF_DESKTOP.match(path))


CHECKS = (
    Check("C11", "Disk of the engine",
          "the disk file, docker system df, its drive", BEST_PRACTICES, _image),
    Check("C16", "Projects on drives of Windows",
          "this directory, mounts of running containers", BEST_PRACTICES, _projects),
)  # fmt: skip
