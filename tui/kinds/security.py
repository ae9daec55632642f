"""Security: who can do what over the engine, and which containers can leave their walls."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

from tui.core import parse
from tui.core.command import Command, Result, docker
from tui.core.failure import gone
from tui.core.kind import Kind, Listing, Step
from tui.core.note import Note
from tui.core.verdict import WORST_FIRST, Verdict
from tui.kinds.distro_listing import VERBOSE, Distro, parse_verbose
from tui.kinds.notes import COLUMNS, headline, note_json, summary
from tui.kinds.reading import batches, objects, template

if TYPE_CHECKING:
    from tui.core.facts import Maybe

PLACE = "/var/run/docker.sock"

SECONDS = 10.0
IDS = docker("ps", "-a", "--quiet", "--no-trunc", timeout=60)
INSPECT = template(
    "Id", "Name", "State", "Mounts", "Config.User", "HostConfig.Privileged",
    "HostConfig.NetworkMode", "HostConfig.PidMode",
)  # fmt: skip
PORTS = Command("host", ("cat", "/proc/net/tcp", "/proc/net/tcp6"), timeout=SECONDS)
SOCKET = Command("host", ("stat", "-L", "-c", "%a:%G:%F", PLACE), timeout=SECONDS)
GROUP = Command("host", ("getent", "group", "docker"), timeout=SECONDS)


def listing() -> Listing[Note]:
    """Whatever can be looked at; what cannot is a row that says so."""
    from tui.core.facts import Unknown  # seldom looked at
    from tui.kinds.desktop_reading import FOLDERS, settings
    from tui.kinds.security_record import enhanced, integrated, isolation, socket, tcp

    verbose, ids, ports, place, group = yield Step(
        (VERBOSE, IDS, PORTS, SOCKET, GROUP), tolerant=True
    )
    (told,) = yield Step((FOLDERS,), tolerant=True)  # one program of Windows at a time
    rows = _distros(verbose)
    desktop = not isinstance(rows, Unknown) and any(r.owner == "Docker Desktop" for r in rows)
    known = yield from settings(told)
    containers = yield from _containers(ids)
    text = ports.text if ports.ok or ports.text.strip() else None
    found = (
        *isolation(rows, known),
        *integrated(rows, known),
        *enhanced(known, desktop=desktop),
        tcp(text, known),
        socket(place.text if place.ok else "", group.text if group.ok else ""),
        *containers,
    )
    return tuple(sorted(found, key=lambda row: WORST_FIRST.index(row.verdict)))


def _distros(verbose: Result) -> Maybe[Sequence[Distro]]:
    from tui.core.facts import Unknown

    try:
        rows = parse_verbose(verbose.text) if verbose.ok else []
    except parse.Garbled:
        rows = []
    said = parse.clean(verbose.last_words(1)).rstrip(".")
    return rows or Unknown(said or "wsl.exe lists no distros")


def _containers(
    ids: Result,
) -> Generator[Step[Note], tuple[Result, ...], tuple[Note, ...]]:
    from tui.kinds.security_record import container

    if not ids.ok:
        return (_unlooked(ids),)
    wanted = ids.text.split()

    def ask(some: Sequence[str]) -> Command:
        return docker("container", "inspect", "--format", INSPECT, *some, timeout=60)

    commands = batches(ask, wanted)
    results = (yield Step(commands, tolerant=True)) if commands else ()
    failed = next((one for one in results if not (one.ok or gone(one))), None)
    if failed is not None:
        return (_unlooked(failed),)
    found = [one for result in results for one in objects(result, "Id")]
    rows = tuple(row for one in found for row in container(one))
    if rows:
        return rows
    count = f"{len(found)} looked at" if found else "there are none"
    return (Note("containers", "Containers", f"none stands out: {count}", Verdict.GOOD),)


def _unlooked(result: Result) -> Note:
    said = parse.clean(result.last_words(1)).rstrip(".")
    return Note("containers", "Containers", f"not known: {said}", Verdict.UNCHECKED)


SECURITY: Kind[Note] = Kind(
    id="security",
    singular="security",
    title="Security",
    tool="",
    listing=listing,
    key=lambda row: row.id,
    names=lambda row: (row.id,),
    columns=COLUMNS,
    summary=summary,
    as_json=note_json,
    empty="Nothing was looked at yet.",
    facets={"verdict": lambda r: (r.verdict.value,)},
    headline=headline,
    also=("privileged, docker socket, port 2375",),
    spellings=("docker container inspect", "cat /proc/net/tcp"),
    lazy=True,
)
