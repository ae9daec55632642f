"""Which release of WSL brought a verb or an option, so that an older one can refuse it.

That all of these are in 2.5.8, the first open one, can be read in its source. When each came
before that is from release notes, as remembered: not sure.
"""

from __future__ import annotations

import re

Release = tuple[int, ...]

_VERBS: dict[str, Release] = {
    "--import-in-place": (0, 58),
    "--manage": (2, 0),
    "--distribution-id": (2, 4),
}
_OPTIONS: dict[str, dict[str, Release]] = {
    "--export": {"--vhd": (0, 58), "--format": (2, 4)},
    "--import": {"--vhd": (0, 58)},
    "--shutdown": {"--force": (2, 5)},
    "--update": {"--pre-release": (0, 64)},
    "--manage": {
        "--set-sparse": (2, 0),
        "--move": (2, 3),
        "--set-default-user": (2, 3),
        "--resize": (2, 5),
        "--allow-unsafe": (2, 5),
    },
    "--install": {
        "--no-launch": (0, 58),
        "--from-file": (2, 4),
        "--name": (2, 4),
        "--location": (2, 4),
        "--version": (2, 4),
        "--vhd-size": (2, 4),
        "--fixed-vhd": (2, 4),
        "--legacy": (2, 4),
    },
}
INBOX: Release = ()


def release(version: str) -> Release:
    """`2.7.8.0` as numbers."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


def knows(verb: str, have: Release) -> bool:
    """Whether that release has the verb at all."""
    return have >= _VERBS.get(verb, INBOX)


def missing(verb: str, have: Release) -> frozenset[str]:
    """The options of the verb that came later."""
    return frozenset(name for name, since in _OPTIONS.get(verb, {}).items() if have < since)
