"""The bad days a test can order: slow, hung, broken interop, damaged output, any error."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Any

from . import failures
from .records import Data, Mode
from .store import Store

OPTIONS: dict[str, dict[str, Any]] = {
    "slow": {"seconds": 1.0},
    "hang": {},
    "error": {"message": "", "code": ""},
    "garbage": {"data": "\xff\x00\xd8\x9d\x1b[2J\x00\xc3\x28\n"},
    "truncated": {"size": 33},
    "crcrlf": {},
    "interop-stale": {"good": [], "walk": None},
    "interop-timeout": {"seconds": 10.0},
}
_DAMAGE = ("garbage", "truncated", "crcrlf")
_FALLBACK_SOCKET = "/run/WSL/1_interop"


def order(kind: str, verb: str | None, times: int | None, options: dict[str, Any]) -> Mode:
    """A mode with its options filled in; ValueError for an unknown kind or option."""
    known = OPTIONS.get(kind)
    if known is None or options.keys() - known.keys():
        raise ValueError(f"no mode {kind!r} with {sorted(options)}")
    fresh: Mode = {"kind": kind, "verb": verb, "times": times}
    fresh.update({**known, **options})  # type: ignore[typeddict-item]
    return fresh


class Faults:
    """The modes that hold for one run; each use of one with `times` counts it down."""

    def __init__(self, store: Store, data: Data, verb: str) -> None:
        self._store, self._modes, self._verb = store, data["modes"], verb

    def interop(self) -> None:
        """End with exit 1 and words on stderr where interop itself is broken."""
        stale = self._take("interop-stale")
        if stale and not _reachable(stale):
            _interop_error("UtilConnectUnix:543: connect failed 111")
        waiting = self._take("interop-timeout")
        if waiting:
            time.sleep(waiting["seconds"])
            _interop_error("UtilAcceptVsock:250: accept4 failed 110")

    def delay(self) -> None:
        """Be slow; hang for ever where this very verb was named."""
        slow = self._take("slow")
        if slow:
            time.sleep(slow["seconds"])
        if self._take("hang", named=True):
            _hang()

    def service(self) -> None:
        """What a client meets when it turns to the service: no answer, or an error."""
        if self._take("hang", named=False):
            _hang()
        self._raise(named=False)

    def verb(self) -> None:
        """An error that was ordered for this very verb."""
        self._raise(named=True)

    def damage(self) -> Mode | None:
        """How the output is to be damaged, if at all."""
        taken = [mode for kind in _DAMAGE if (mode := self._take(kind))]
        return taken[0] if taken else None

    def _raise(self, *, named: bool) -> None:
        mode = self._take("error", named=named)
        if mode:
            raise failures.WslFailure(mode["message"], mode["code"] or None)

    def _take(self, kind: str, *, named: bool | None = None) -> Mode | None:
        for index, mode in enumerate(self._modes):
            verb = mode["verb"]
            wanted = verb == self._verb or (verb is None and named is not True)
            if named is False and verb is not None:
                continue
            if mode["kind"] == kind and wanted and mode["times"] != 0:
                if mode["times"] is not None:
                    self._count_down(index)
                return mode
        return None

    def _count_down(self, index: int) -> None:
        with self._store.change() as data:
            times = data["modes"][index]["times"]
            data["modes"][index]["times"] = max(0, (times or 0) - 1)
        self._modes[index]["times"] = 0


def _reachable(mode: Mode) -> bool:
    """Whether $WSL_INTEROP, or the socket a walk up the parents finds, has somebody behind it."""
    socket = os.environ.get("WSL_INTEROP") or mode["walk"] or _FALLBACK_SOCKET
    return socket in mode["good"]


def _interop_error(text: str) -> None:
    sys.stderr.write(f"<3>WSL ({os.getpid()} - ) ERROR: {text}\n")
    sys.stderr.flush()
    os._exit(1)


def _hang() -> None:
    while True:
        signal.pause()
