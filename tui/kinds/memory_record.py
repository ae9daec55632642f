"""What uses the memory of the machine: programs, files that were read, containers, processes."""

from __future__ import annotations

from dataclasses import dataclass

from tui.kinds.wsl_setting_record import WslSetting

CACHE = "page-cache"


@dataclass(frozen=True, slots=True)
class CacheRoom:
    """What can be done about the page cache; every row knows it, for it is one for all.

    `root` is whether wsltui runs as root; `why` is why nothing can drop it. `setting` is what
    .wslconfig has for autoMemoryReclaim, `version` that of WSL; `pending` is whether that file is
    newer than the start of the VM. `here` is the distro wsltui runs in, empty for none.
    """

    root: bool = False
    why: str = ""
    setting: WslSetting | None = None
    version: str | None = None
    pending: bool | None = None
    here: str = ""


@dataclass(frozen=True, slots=True)
class User:
    """A user of memory; `sort` is machine, container, process or processes (the small ones).

    `bytes` is None where it is not known, and then `why` says why. `total` is all the memory
    there is. `by` is how it was counted. `history` is percentages of `total`, the newest last.
    """

    id: str
    sort: str
    name: str
    bytes: int | None
    total: int | None = None
    by: str = ""
    why: str = ""
    history: tuple[float, ...] = ()
    room: CacheRoom = CacheRoom()

    @property
    def share(self) -> float | None:
        """Percent of all memory."""
        if self.bytes is None or not self.total:
            return None
        return 100 * self.bytes / self.total
