"""What is told before a distro is copied, made or changed, and what will not do."""

from __future__ import annotations

import re

from tui.core.command import wsl
from tui.core.form import About, Field, Sort
from tui.core.winpaths import unfinished
from tui.kinds.distro_listing import Distro
from tui.kinds.distro_owners import protection

FORMATS = {"tar": ".tar", "tar.gz": ".tar.gz", "tar.xz": ".tar.xz", "vhdx": ".vhdx"}
DISKS = (".vhdx", ".vhd")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,255}")
_USER = re.compile(r"[A-Za-z_][A-Za-z0-9._-]{0,254}\$?")
_ON_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_SIZE = re.compile(r"[1-9]\d*[KMGT]B?")


def well_formed(value: str) -> str | None:
    """Why no distro can have that name, whatever others there are."""
    if not _NAME.fullmatch(value):
        return "a name is made of letters, digits, . _ and -, and begins with no . or -"
    if value.lower() == "legacy":
        return "WSL keeps that name for itself"
    return protection(value)


def new_name(about: About[Distro], value: str) -> str | None:
    """Why no distro can be registered by that name."""
    if why := well_formed(value):
        return why
    twin = next((row.name for row in about.rows if row.name.lower() == value.lower()), None)
    return f"there is a distro {twin} already" if twin else None


def format_of(file: str) -> str:
    """The format that a file's ending stands for, empty for none."""
    endings = (form for form, ending in FORMATS.items() if file.lower().endswith(ending))
    return next(endings, "")


def _archive(_about: About[Distro], value: str) -> str | None:
    return None if format_of(value) else f"end it in {', '.join(FORMATS.values())}"


def _fits(about: About[Distro], value: str) -> str | None:
    row, file = about.row, about.values.get("file", "")
    if format_of(file) and format_of(file) != value:
        return f"the file would end in {FORMATS[value]}"
    if value == "vhdx" and row is not None and row.version == 1:
        return f"{row.name} is WSL 1: it has no virtual disk"
    if value == "vhdx" and row is not None and row.running:
        return f"the disk of {row.name} is in use: terminate it first"
    return None


def _importable(_about: About[Distro], value: str) -> str | None:
    archives = (".tar", ".tar.gz", ".tgz", ".tar.xz", *DISKS)
    return None if value.lower().endswith(archives) else f"end it in {', '.join(archives)}"


def _disk(_about: About[Distro], value: str) -> str | None:
    return None if value.lower().endswith(DISKS) else f"end it in {' or '.join(DISKS)}"


def _of_disk(about: About[Distro], value: str) -> str | None:
    disk = about.values.get("file", "").lower().endswith(DISKS)
    return "a virtual disk is always of WSL 2" if disk and value == "1" else None


def _user(_about: About[Distro], value: str) -> str | None:
    return None if _USER.fullmatch(value) else "that is no name of a Linux user"


def _same_user(about: About[Distro]) -> str:
    """As the original has told while it ran; root is what an import begins with anyway."""
    user = about.row.facts.inside.user if about.row is not None else ""
    return "" if user == "root" or _user(about, user) else user


def _directory(_about: About[Distro], value: str) -> str | None:
    """What wsl.exe takes for `--cd`; a quotation mark would end the word."""
    if '"' in value:
        return "it must not have quotation marks"
    fits = value.startswith(("/", "~")) or _ON_DRIVE.match(value)
    return None if fits else r"begin it with /, ~ or a drive, as in C:\Users"


def _size(_about: About[Distro], value: str) -> str | None:
    return None if _SIZE.fullmatch(value) else "write a whole number and K, M, G or T, as in 64GB"


def _other(about: About[Distro]) -> str:
    return "1" if about.row is not None and about.row.version == 2 else "2"


def _changes(about: About[Distro], value: str) -> str | None:
    row = about.row
    if row is not None and str(row.version) == value:
        return f"{row.name} is WSL {value} already"
    return None


def online(text: str) -> tuple[str, ...]:
    """The names in what `wsl.exe --list --online` prints."""
    return tuple(name for name, _ in offers(text))


def offers(text: str) -> tuple[tuple[str, str], ...]:
    """Names and friendly names: below NAME, with two blanks or more between them.

    A release of 2022 marks the default one with `*`.
    """
    lines = iter(text.splitlines())
    next((line for line in lines if line.strip().startswith("NAME")), None)
    pairs = (
        re.split(r" {2,}", line.strip().removeprefix("* ").strip(), maxsplit=1) for line in lines
    )
    return tuple((pair[0], pair[1] if pair[1:] else pair[0]) for pair in pairs if pair[0])


def _offered(about: About[Distro], value: str) -> str | None:
    words = about.offered.get("distro", ())
    if not _NAME.fullmatch(value) or (words and value.lower() not in map(str.lower, words)):
        return "WSL offers no distro of that name"
    taken = any(row.name.lower() == value.lower() for row in about.rows)
    if taken and not about.values.get("name"):
        return f"there is a distro {value} already: give this one another name"
    return None


def _mount_name(_about: About[Distro], value: str) -> str | None:
    return None if _NAME.fullmatch(value) else "it is made of letters, digits, . _ and -"


def passing(folder: str) -> str:
    """The archive that a clone passes through, beside the directory that it is made in."""
    return unfinished(f"{folder}.tar")


NAME: Field[Distro] = Field(
    "name", "Name", "What it is called; no distro may have that name yet", check=new_name,
    sample="Fedora",
)  # fmt: skip
LOCATION: Field[Distro] = Field(
    "location", "Directory", "Where its disk is put; empty, or not there yet", Sort.DIRECTORY,
    sample=r"C:\wsl\Fedora",
)  # fmt: skip
CLONE_LOCATION: Field[Distro] = Field(
    "location", "Directory", LOCATION.help, Sort.DIRECTORY, sample=r"C:\wsl\Copy", beside=passing
)
EXPORT_FILE: Field[Distro] = Field(
    "file", "File", "Where to; its ending says in which format", Sort.TARGET, check=_archive,
    sample=r"C:\backup\Debian.tar.gz", beside=unfinished,
)  # fmt: skip
FORMAT: Field[Distro] = Field(
    "format", "Format", "Of the archive, or vhdx for a copy of the disk", Sort.CHOICE,
    default=lambda about: format_of(about.values.get("file", "")) or "tar",
    options=lambda _: tuple(FORMATS), check=_fits,
)  # fmt: skip
IMPORT_FILE: Field[Distro] = Field(
    "file", "File", "The archive or virtual disk with its files", Sort.FILE, check=_importable,
    sample=r"C:\backup\Fedora.tar.gz",
)  # fmt: skip
DISK_FILE: Field[Distro] = Field(
    "file", "Disk", "The virtual disk, used where it lies", Sort.FILE, check=_disk,
    sample=r"D:\wsl\ext4.vhdx",
)  # fmt: skip
WSL_VERSION: Field[Distro] = Field(
    "wsl-version", "WSL version", "1 or 2; without it the default for new ones", Sort.CHOICE,
    options=lambda _: ("1", "2"), check=_of_disk, required=False,
)  # fmt: skip
TO_VERSION: Field[Distro] = Field(
    "to", "To version", "1 or 2; without it the one that it does not have", Sort.CHOICE,
    default=_other, options=lambda _: ("1", "2"), check=_changes, asked=False,
)  # fmt: skip
USER: Field[Distro] = Field(
    "user", "User", "A user of the distro, who a shell belongs to", check=_user, sample="dev"
)
CLONE_USER: Field[Distro] = Field(
    "user", "User", "Its default user; without it the one of /etc/wsl.conf, or root",
    default=_same_user, check=_user, required=False, sample="dev",
)  # fmt: skip
SHELL_USER: Field[Distro] = Field(
    "user", "User", "Whose shell it is; without it that of the default user", check=_user,
    required=False, sample="root",
)  # fmt: skip
DIRECTORY: Field[Distro] = Field(
    "cd", "Directory", "Where it begins, in the distro or on a drive; without it at home",
    check=_directory, required=False, sample="/etc",
)  # fmt: skip
MOVE_TO: Field[Distro] = Field(
    "to", "Directory", "Where its disk is put; empty, or not there yet", Sort.DIRECTORY,
    sample=r"D:\wsl\Debian",
)  # fmt: skip
SIZE: Field[Distro] = Field(
    "size", "Size", "How large its disk may grow, as in 64GB", check=_size, sample="64GB"
)
ONLINE: Field[Distro] = Field(
    "distro", "Distro", "Which one of those that `wsl.exe --list --online` lists",
    check=_offered, sample="archlinux", source=wsl("--list", "--online", timeout=60.0), read=online,
)  # fmt: skip
OTHER_NAME: Field[Distro] = Field(
    "name", "Name", "What it is called here; without it as in the list", check=new_name,
    required=False,
)  # fmt: skip
OTHER_LOCATION: Field[Distro] = Field(
    "location", "Directory", "Where its disk is put; without it where WSL keeps them",
    Sort.DIRECTORY, required=False, sample=r"D:\wsl\Debian",
)  # fmt: skip
NEW_VERSION: Field[Distro] = Field(
    "to", "Version", "1 or 2, for distros that are made from now on", Sort.CHOICE,
    options=lambda _: ("1", "2"), sample="2",
)  # fmt: skip
MOUNT_NAME: Field[Distro] = Field(
    "name", "Name", "It is mounted at /mnt/wsl/NAME; without it as WSL likes", check=_mount_name,
    required=False, sample="data",
)  # fmt: skip
