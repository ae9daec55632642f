"""--manage: exactly one of move, resize, sparse, default user."""

from __future__ import annotations

import sys

from .. import failures, texts, values, winfiles
from ..failures import WslFailure
from ..options import Options
from .context import Context

_OPTIONS = Options(
    frozenset({"--allow-unsafe"}),
    frozenset({"--move", "--set-sparse", "--resize", "--set-default-user"}),
    {"m": "--move", "s": "--set-sparse", "r": "--resize"},
    places=1,
)


def run(run: Context) -> int:
    """The values are read before the distro is looked up, and the count of options after it."""
    found = run.parse(_OPTIONS)
    sparse = found.values.get("--set-sparse")
    wanted = None if sparse is None else values.boolean(sparse)
    resize = found.values.get("--resize")
    size = None if resize is None else values.size(resize)
    if not found.words:
        raise failures.InvalidUsage
    service = run.service()
    guid = service.find(found.words[0])
    if len(found.values) != 1:
        raise failures.InvalidUsage
    if wanted is not None:
        service.set_sparse(guid, sparse=wanted, allow_unsafe="--allow-unsafe" in found.flags)
    elif size is not None:
        service.resize(guid, size)
    elif "--move" in found.values:
        service.move(guid, winfiles.full(found.values["--move"], run.data))
    else:
        code = _set_default_user(run, guid, found.values["--set-default-user"])
        if code:
            return code
    run.console.say(texts.SUCCESS)
    return 0


def _set_default_user(run: Context, guid: str, user: str) -> int:
    """Asked in the distro itself by `id`, whose words on stderr and exit code pass through.

    Where the distro cannot start, nothing is said at all.
    """
    service = run.service()
    try:
        distro = service.start(guid)
    except WslFailure:
        return 255
    service.close_session(guid)
    if user not in distro["users"]:
        sys.stderr.write(f"id: '{user}': no such user\n")
        return 1
    place = distro["users"].index(user)
    service.set_default_uid(guid, 999 + place if place else 0)
    return 0
