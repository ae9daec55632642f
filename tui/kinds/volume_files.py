"""What is in a volume: read through a carrier, as `tar` lists it; nothing in it is ever written."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from tui.core import units
from tui.core.cleanup.database import by_files
from tui.core.command import Command, Result
from tui.core.errors import CommandFailed, NotFound
from tui.core.kind import Around, Cell, Field, Note, Tab, Tone, View
from tui.kinds.cells import long_cell
from tui.kinds.volume_carrier import HEAD, LISTED, Carrier
from tui.kinds.volume_making import look
from tui.kinds.volume_record import LOOKS, Volume, VolumeLook

SHOWN = 500
"""Lines of a file that are shown."""
_LINE = re.compile(
    r"(?P<mode>[-dlhbcpsCV?][-rwxsStTlL?]{9})\S*\s+\S+\s+(?P<size>\d+|\d+,\s*\d+)\s+"
    r"(?P<then>\d{4}-\d\d-\d\d \d\d:\d\d)(?::\d\d)?\s(?P<name>.*)"
)
_NOT_THERE = re.compile(r"Could not find the file|No such container:path")
_LINK = re.compile(r" (?:->|link to) ")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a directory. `path` is below that, of a directory it ends in a slash.

    `then` is when it was written (aware, UTC); `link` is where a link leads to.
    """

    path: str
    size: int
    then: datetime | None
    mode: str
    link: str = ""

    @property
    def openable(self) -> bool:
        """Whether it can be named again: what tar cannot print as it is, it writes with `\\`."""
        return "\\" not in self.path and (self.path.endswith("/") or self.mode.startswith("-"))


def entries(text: str) -> Iterator[Entry]:
    """From what `tar tv` of GNU or busybox prints; lines that are none are left out."""
    for line in text.split("\n"):
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        name, is_link = match["name"], match["mode"][0] in "lh"
        found = _LINK.search(name)
        hard = found is not None and match["mode"][0] == "-" and found[0] == " -> "
        link = name[found.end() :] if found and (is_link or hard) else ""
        path = (name[: found.start()] if found and link else name).removeprefix("./")
        if match["mode"][0] == "d" and not path.endswith("/"):
            path = f"{path}/"  # podman's archives have none
        if path.strip("/"):
            yield Entry(path, _size(match["size"]), _moment(match["then"]), match["mode"], link)


def _size(told: str) -> int:
    """Devices have two numbers there."""
    return int(told) if told.isdecimal() else 0


def _moment(told: str) -> datetime | None:
    try:
        return datetime.strptime(told, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    except ValueError:
        return None


def direct(found: Sequence[Entry]) -> Iterator[tuple[Entry, int, int]]:
    """What is right in the directory, with the bytes and the number of files below each."""
    sizes: dict[str, int] = {}
    counts: dict[str, int] = {}
    for one in found:
        top, slash, _ = one.path.partition("/")
        sizes[top + slash] = sizes.get(top + slash, 0) + one.size
        counts[top + slash] = counts.get(top + slash, 0) + (not one.path.endswith("/"))
    tops = [one for one in found if "/" not in one.path.rstrip("/")]
    for one in sorted(tops, key=lambda one: (not one.path.endswith("/"), one.path)):
        yield one, sizes[one.path], counts[one.path]


def _listed(path: str, row: Volume, results: tuple[Result, ...], view: View) -> tuple[Field, ...]:
    text = _told(path, row, results[0])
    found = list(entries(text))
    return (*_about(path, found, text), *_lines(path, found, view))


def _told(path: str, row: Volume, result: Result) -> str:
    """How the last of a pipe ends is how it ends: what docker said is all there is of a failure."""
    if not result.stdout and _NOT_THERE.search(result.error_text):
        raise NotFound(f"There is no /{path} in {row.name}.", "Look at what is above it.")
    if not result.stdout and result.stderr:
        said = result.last_words()
        shown = result.command.typed()
        raise CommandFailed(said, "Look at what is above it.", shown=shown, code=result.code)
    return result.text


def _about(path: str, found: Sequence[Entry], text: str) -> Iterator[Field]:
    files = sum(not one.path.endswith("/") for one in found)
    size = units.size(sum(one.size for one in found))
    yield Field("in", long_cell(f"/{path}", Tone.ACCENT))
    if text.count("\n") > LISTED:
        cut = f"more than {LISTED:,} entries: the first of them hold {size}"
        yield Field("holds", Cell(cut, Tone.WARN))
    else:
        yield Field("holds", Cell(f"{_files(files)}, {size}" if found else "nothing"))
    database = "" if path else by_files(one.path for one in found)
    if database:
        yield Field("database", long_cell(database, Tone.WARN))


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


def _lines(path: str, found: Sequence[Entry], view: View) -> Iterator[Field]:
    for one, size, count in direct(found):
        age = units.age(view.now, one.then)
        words = f"{units.size(size):>8}  {age:>4}  {one.path}"
        words += f" -> {one.link}" if one.link else ""
        words += f"  {_files(count)}" if one.path.endswith("/") else ""
        tone = Tone.DIM if one.link else Tone.PLAIN
        inside = f"{path}{one.path}" if one.openable and not one.link else ""
        yield Field("", long_cell(words, tone), "Files", inside)


def _begun(path: str, row: Volume, results: tuple[Result, ...], _view: View) -> tuple[Field, ...]:
    (about, *_) = (*entries(_told(path, row, results[0])), None)
    head = Field("file", long_cell(f"/{path}", Tone.ACCENT))
    if about is None or not about.openable:
        what = f"a link to {about.link}" if about is not None and about.link else "no plain file"
        return (head, Field("is", Cell(what, Tone.DIM)))
    if about.path.endswith("/"):
        return (head, Field("is", Cell("a directory: put a slash behind it", Tone.DIM)))
    size = Field("size", Cell(units.size(about.size)))
    return (head, size, *_text(results[1].stdout, results[1].text))


def _text(raw: bytes, text: str) -> Iterator[Field]:
    if not raw:
        yield Field("holds", Cell("nothing", Tone.DIM))
    elif b"\0" in raw or text.count("\ufffd") > len(text) // 20:
        yield Field("holds", Cell("bytes that are no text", Tone.DIM))
    else:
        lines = text.removesuffix("\n").split("\n")
        for line in lines[:SHOWN]:
            yield Field("", long_cell(line.expandtabs()), "Begins")
        if len(lines) > SHOWN or len(raw) >= HEAD:
            yield Field("", Cell("what follows is not shown", Tone.DIM), "Begins")


def _ask(path: str, row: Volume) -> tuple[Command, ...]:
    carrier = Carrier(row.name, f"look {path}")
    folder = not path or path.endswith("/")
    return (carrier.listed(path),) if folder else carrier.begun(path)


def _around(path: str, row: Volume) -> Around:
    carrier = Carrier(row.name, f"look {path}")
    return Around((look(row), *carrier.made()), carrier.gone())


def _silent(row: Volume) -> str | None:
    return f"its driver {row.driver} tells nothing of {row.name}" if row.trouble else None


def _looked(row: Volume, results: tuple[Result, ...], now: datetime) -> VolumeLook:
    found = [one.path for one in entries(results[0].text)]
    return VolumeLook(row.name, by_files(found), not found, now)


def _below(path: str) -> str:
    """Above the volume is the carrier, which is nobody's business."""
    inside = posixpath.normpath(f"/{path}").strip("/")
    return f"{inside}/" if inside and path.endswith(("/", "/..", "/.")) else inside


def within(_row: Volume | None, path: str) -> Tab[Volume]:
    """The side that shows a directory, or how a file begins; `path` is empty for all of it."""
    path = _below(path)
    read = _listed if not path or path.endswith("/") else _begun
    note = None if path else Note(LOOKS, _looked)
    return Tab(
        "files", "Files", partial(_ask, path), partial(read, path), absent=_silent,
        around=partial(_around, path), within=within, note=note,
    )  # fmt: skip


FILES: Tab[Volume] = within(None, "")
TABS = (FILES,)
