"""Files that several wsltui may use at once: whole or not at all, and private to the user.

Every OSError on the way becomes a `FileFailed` with a sentence and a remedy.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tui.core.errors import Refused, WsltuiError

_BUSY = (errno.EWOULDBLOCK, errno.EACCES)
_LOOK_AGAIN = 0.02  # seconds


class FileFailed(WsltuiError):
    """A file or directory could not be read or written."""


class Locked(Refused):
    """Another process holds a lock; `pid` is None where it did not say which."""

    def __init__(self, path: Path, pid: int | None) -> None:
        who = f"process {pid}" if pid else "another process"
        super().__init__(
            f"{path.name} is in use by {who}, probably another wsltui.",
            "Wait until it is done, or end it, then try again.",
        )
        self.pid = pid


def write_atomic(path: Path, data: bytes | str, mode: int = 0o600) -> None:
    """Replace the file or make it: readers see the old content or the new, never a part.

    A symbolic link stays, what it points to is replaced. Missing directories are made (0700).
    Written by root, the file belongs to whom the old one belonged, or else its directory.
    """
    raw = data.encode() if isinstance(data, str) else data
    with _explained("write", path):
        target = Path(os.path.realpath(path))
        _make_dirs(target.parent)
        _only_plain_files(target)
        temporary = target.with_name(f".{target.name}.{os.getpid()}.{time.monotonic_ns()}")
        try:
            _write_new(temporary, raw, mode, _heir(target))
            temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        _sync_dir(target.parent)


def append_line(path: Path, text: str) -> None:
    """Add whole lines to a file (0600) in one write; others may append at the same time.

    What could be written in part only (a full disk) is taken back, so that the next line
    does not run into it.
    """
    raw = (text.removesuffix("\n") + "\n").encode()
    with _explained("write", path):
        _make_dirs(path.parent)
        fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            _append(fd, raw)
        finally:
            os.close(fd)


def rotate(path: Path, max_bytes: int, keep: int) -> bool:
    """Where the file has `max_bytes` or more: `x` becomes `x.1`, `x.1` becomes `x.2`, up to `keep`.

    Older ones go. True if this call rotated; False if there was no need, or another process
    is at it now. A line appended meanwhile lands in `x` or in `x.1`, never nowhere.
    """
    if _size(path) < max_bytes:
        return False
    try:
        with lock(path.with_name(f".{path.name}.lock")), _explained("rotate", path):
            if _size(path) < max_bytes:
                return False
            for number in range(keep, 0, -1):
                older = path.with_name(f"{path.name}.{number}")
                newer = path if number == 1 else path.with_name(f"{path.name}.{number - 1}")
                with suppress(FileNotFoundError):
                    newer.replace(older)
            return True
    except Locked:
        return False


def make_dirs(path: Path) -> None:
    """Make what is missing of a directory and its parents, each 0700; the rest is left alone."""
    with _explained("make", path):
        _make_dirs(path)


def private_dir(path: Path) -> Path:
    """Make the directory and its parents, or take away what others may do in it (0700)."""
    make_dirs(path)
    with _explained("make", path):
        if stat.S_IMODE(path.stat().st_mode) != 0o700:
            path.chmod(0o700)
    return path


@contextmanager
def lock(path: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock file `path` while the block runs; Locked after `wait` seconds in vain.

    The kernel lets go of it when the process ends, however that happens. The file stays and
    holds the pid of the last owner. A directory can be locked too: no file is left then, and
    no pid is known.
    """
    with _explained("lock", path):
        fd = _open_lock(path)
    try:
        with _explained("lock", path):
            held = _flock(fd, wait)
            if not held:
                raise Locked(path, _read_pid(fd))
            _write_pid(fd)
        yield
    finally:
        os.close(fd)


def _append(fd: int, raw: bytes) -> None:
    before, written = os.fstat(fd).st_size, 0
    try:
        written = os.write(fd, raw)
    finally:
        if written < len(raw):
            with suppress(OSError):
                os.ftruncate(fd, before)
    if written < len(raw):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _open_lock(path: Path) -> int:
    if path.is_dir():
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    _make_dirs(path.parent)
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _flock(fd: int, wait: float) -> bool:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _BUSY:
                raise
        else:
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(_LOOK_AGAIN)


def _read_pid(fd: int) -> int | None:
    if stat.S_ISDIR(os.fstat(fd).st_mode):
        return None
    word = os.pread(fd, 32, 0).strip()
    return int(word) if word.isdigit() else None


def _write_pid(fd: int) -> None:
    if not stat.S_ISDIR(os.fstat(fd).st_mode):
        os.ftruncate(fd, 0)
        os.pwrite(fd, f"{os.getpid()}\n".encode(), 0)


def _make_dirs(path: Path) -> None:
    if path.is_dir():
        return
    _make_dirs(path.parent)
    with suppress(FileExistsError):
        path.mkdir(0o700)
        _give(path, _heir(path.parent))
    if not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))


def _only_plain_files(target: Path) -> None:
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "it is not a plain file")


def _write_new(path: Path, raw: bytes, mode: int, heir: os.stat_result) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(fd, "wb") as file:
        os.fchmod(fd, mode)
        _give(fd, heir)
        file.write(raw)
        file.flush()
        os.fsync(fd)


def _heir(path: Path) -> os.stat_result:
    """Who a new file at `path` should belong to."""
    return (path if path.exists() else path.parent).stat()


def _give(place: int | Path, heir: os.stat_result) -> None:
    if os.geteuid() == 0 and heir.st_uid != 0:
        os.chown(place, heir.st_uid, heir.st_gid)


def _sync_dir(path: Path) -> None:
    """The rename is done in any case; not every directory can be opened or synced."""
    with suppress(OSError):
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


@contextmanager
def _explained(verb: str, path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileFailed(
            f"Could not {verb} {path}: {_why(error)}.", _remedy(error, path)
        ) from error


def _why(error: OSError) -> str:
    reason = (error.strerror or str(error)).rstrip(".")
    return reason[:1].lower() + reason[1:]


def _remedy(error: OSError, path: Path) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "Free some space on that disk, then try again."
        case errno.EROFS:
            return "Its file system is read-only: name another place, or mount it for writing."
        case errno.EACCES | errno.EPERM:
            return f"See who owns it with `ls -ld {path.parent}`, and take it back with chown."
        case errno.ENOTDIR:
            return "A part of that path is a file: move the file away."
        case _:
            return f"Look at it with `ls -ld {path}`."
