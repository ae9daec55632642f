"""What is told before a volume is made, backed up or filled, and what will not do."""

from __future__ import annotations

from typing import Any

from tui.core.form import About, Field, Sort
from tui.core.winpaths import unfinished
from tui.kinds import named
from tui.kinds.users import listed
from tui.kinds.volume_record import LOCAL, Volume

ARCHIVES = (".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2")


def _named(value: str) -> str | None:
    return None if named.NAME.fullmatch(value) else named.NO_NAME


def _new_name(about: About[Volume], value: str) -> str | None:
    """Docker says of a name that is taken only that it is there."""
    taken = any(row.name == value for row in about.rows)
    return _named(value) or (f"there is a volume {value} already" if taken else None)


def _free_name(about: About[Volume], value: str) -> str | None:
    """Whether there is anything in it is seen when it is filled."""
    row = next((row for row in about.rows if row.name == value), None)
    if row is not None and row.containers:
        return f"{value} is used by {listed(row.containers)}; see volume.restore-over"
    return None if row is not None else _named(value)


def _driver(_about: About[Volume], value: str) -> str | None:
    odd = value.startswith("-") or any(letter.isspace() for letter in value)
    return "that is no name of a driver" if odd else None


def _tar(_about: About[Volume], value: str) -> str | None:
    return None if value.lower().endswith(".tar") else "end it in .tar"


def _archive(_about: About[Volume], value: str) -> str | None:
    fits = value.lower().endswith(ARCHIVES)
    return None if fits else f"end it in {', '.join(ARCHIVES)}"


def _beside(about: About[Volume]) -> str:
    return f"~/{about.row.name[:40]}.tar" if about.row is not None else ""


NAME: Field[Volume] = Field(
    "name", "Name", "What it is called; no volume may have that name yet", check=_new_name,
    sample="shop-data",
)  # fmt: skip
DRIVER: Field[Volume] = Field(
    "driver", "Driver", "local, or a plugin that the engine has", check=_driver,
    default=lambda _: LOCAL,
)  # fmt: skip
OPTIONS: Field[Any] = Field(
    "options", "Options", "Of the driver, as KEY=VALUE: type=tmpfs device=tmpfs o=size=100m",
    check=named.unpaired, required=False, sample="type=tmpfs device=tmpfs",
)  # fmt: skip
BACKUP_FILE: Field[Volume] = Field(
    "file", "File", "Where to, as a tar; nothing is overwritten", Sort.TARGET, check=_tar,
    default=_beside, sample="/home/dev/shop-data.tar", beside=unfinished, own=True,
)  # fmt: skip
INTO: Field[Volume] = Field(
    "name", "Volume", "A new one, or one that is empty and that nothing uses", check=_free_name,
    sample="shop-data",
)  # fmt: skip
ARCHIVE: Field[Volume] = Field(
    "file", "File", "The tar with its files; it may be packed", Sort.FILE, check=_archive,
    sample="/home/dev/shop-data.tar", own=True,
)  # fmt: skip
