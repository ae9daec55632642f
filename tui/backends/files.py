"""Files that Windows and this distro both reach: where they are, and whether they are there."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from tui.backends.aside import aside
from tui.backends.places import Places
from tui.core.errors import NotFound, Refused, Unavailable
from tui.core.form import Place, Sort
from tui.core.winpaths import Mounts, own_place, physical, place

T = TypeVar("T")
SECONDS = 10.0


class Files(Protocol):
    """`ready` is to be called once before `place`."""

    async def ready(self) -> None: ...

    def place(self, typed: str, here: str | None, *, own: bool = False) -> Place:
        """`own` is what Windows need not reach. Raises NoPlaceError."""
        ...

    async def check(self, sort: Sort, found: Place, beside: str = "") -> None:
        """Raises a WsltuiError where it is not as it should be; `beside` may not be there."""
        ...

    async def size(self, path: str) -> int | None:
        """Bytes of a file, or of all files in a directory; None where that is not known."""
        ...

    def room(self, found: Place) -> int | None:
        """Bytes that were free on its drive when it was `ready`, None where that is not known."""
        ...


class MadeUpFiles:
    """Everything is where it should be, on drive C or in the distro itself."""

    async def ready(self) -> None:
        return

    def place(self, typed: str, here: str | None, *, own: bool = False) -> Place:
        mounts = Mounts({"C": "/mnt/c"}, here, "/home/dev", "/home/dev")
        return own_place(typed, mounts) if own else place(typed, mounts)

    async def check(self, sort: Sort, found: Place, beside: str = "") -> None:  # noqa: ARG002
        return

    async def size(self, path: str) -> int | None:  # noqa: ARG002 - there is none
        return None

    def room(self, found: Place) -> int | None:  # noqa: ARG002 - as much as one likes
        return None


class WindowsFiles:
    """What is looked at may hang with its drive, so it is done aside."""

    def __init__(self, env: Mapping[str, str], *, places: Places | None = None) -> None:
        self._places = places or Places()
        self._mounts = Mounts(home=env.get("HOME") or "/root", cwd=_cwd())
        self._free: Mapping[str, int] = {}

    async def ready(self) -> None:
        drives = await _within(self._places.lettered_drives)
        mounted = {letter: str(mount) for mount, letter in drives}
        self._mounts = replace(self._mounts, drives=mounted)
        self._free = await _free(mounted)

    def place(self, typed: str, here: str | None, *, own: bool = False) -> Place:
        """Links are followed: Windows may not, where they lead from this distro to a drive."""
        mounts = replace(self._mounts, here=here)
        if own:
            return own_place(typed, mounts)
        found = place(typed, mounts)
        return place(os.path.realpath(found.linux), mounts) if _is_share(found) else found

    async def check(self, sort: Sort, found: Place, beside: str = "") -> None:
        await _within(lambda: _check(sort, found, beside))

    def room(self, found: Place) -> int | None:
        return self._free.get(found.windows[:1].upper()) if found.windows[1:2] == ":" else None

    async def size(self, path: str) -> int | None:
        try:
            return await aside(lambda: _size(Path(path)), SECONDS)
        except OSError:  # TimeoutError too
            return None


async def _free(mounted: Mapping[str, str]) -> dict[str, int]:
    """Bytes by drive; a drive that does not answer is left out, and so are all after it."""
    found: dict[str, int] = {}

    def look() -> None:
        for letter, mount in mounted.items():
            with suppress(OSError):
                found[letter] = _room(mount)

    with suppress(TimeoutError):
        await aside(look, SECONDS)
    return dict(found)


def _room(mount: str) -> int:
    told = os.statvfs(mount)
    return told.f_bavail * told.f_frsize


async def _within(look: Callable[[], T]) -> T:
    try:
        return await aside(look, SECONDS)
    except TimeoutError:
        raise Unavailable(
            "The drives of Windows do not answer.", "`wsl.exe --shutdown` in PowerShell helps."
        ) from None
    except OSError as error:
        raise Refused(f"{error.filename}: {error.strerror}.", "Give another place.") from None


def _size(path: Path) -> int:
    if not path.is_dir():
        return path.stat().st_size
    return sum(
        Path(folder, name).lstat().st_size for folder, _, names in os.walk(path) for name in names
    )


def _check(sort: Sort, found: Place, beside: str) -> None:
    path = Path(found.linux)
    if physical(found.windows):
        return
    if sort is Sort.THERE:
        if not path.exists():
            raise NotFound(f"There is no {found.windows}.", "Look at the path.")
        return
    if sort in (Sort.FILE, Sort.FOLDER):
        _there(sort, path, found.windows)
        return
    if not path.parent.is_dir():
        folder = found.windows.rpartition("\\" if "\\" in found.windows else "/")[0]
        raise NotFound(f"There is no directory {folder}.", "Make it first, or look at the path.")
    there = os.path.lexists(path)  # a link that leads nowhere is a file too
    taken = there and (sort is Sort.TARGET or not path.is_dir() or any(path.iterdir()))
    if taken:
        raise Refused(f"{found.windows} is there already.", "Nothing is ever overwritten.")
    if beside and os.path.lexists(beside):
        raise Refused(
            f"{beside} is there: a rest of something that was cut short.",
            "Delete it, or choose another name.",
        )


def _there(sort: Sort, path: Path, shown: str) -> None:
    """Raises NotFound."""
    if path.is_dir() if sort is Sort.FOLDER else path.is_file():
        return
    if path.exists():
        other, wanted = ("file", "directory") if sort is Sort.FOLDER else ("directory", "file")
        odd = other if path.is_dir() or path.is_file() else "device"
        raise NotFound(f"{shown} is a {odd}, not a {wanted}.", "Look at the path.")
    what = "directory" if sort is Sort.FOLDER else "file"
    raise NotFound(f"There is no {what} {shown}.", "Look at the path.")


def _is_share(found: Place) -> bool:
    return found.windows.startswith("\\\\") and not physical(found.windows)


def _cwd() -> str:
    try:
        return str(Path.cwd())
    except OSError:
        return os.environ.get("PWD") or "/"
