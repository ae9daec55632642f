"""What is told before an image is pulled, built, named or put into a file, and what will not do."""

from __future__ import annotations

import posixpath

from tui.core.form import About, Field, Sort
from tui.core.winpaths import unfinished
from tui.core.wordlist import readable, split
from tui.kinds.image_names import complete, name_fault, platform_fault, tag_fault
from tui.kinds.image_record import Image

HOURS = 6 * 3600.0
"""Seconds that a transfer or a build may take: a slow line and a large image need them."""
KEEP, MOVE = "refuse", "move"


def _found(about: About[Image]) -> str:
    """One that was found in a registry and is not here."""
    row = about.at
    return row.reference if row is not None and not row.id else ""


def _is_tar(_about: About[Image], value: str) -> str | None:
    return None if value.endswith(".tar") else "end it in .tar"


def _own_name(about: About[Image], value: str) -> str | None:
    if why := tag_fault(value):
        return why
    row = about.row
    if row is not None and complete(value) in (row.reference, *row.tags):
        return f"{row.short} has that name already"
    return None


def _taken(about: About[Image], value: str) -> str | None:
    name = complete(about.values.get("name", ""))
    holder = next((row for row in about.rows if row.reference == name), None)
    same = holder is None or (about.row is not None and holder.id == about.row.id)
    if same or value == MOVE or holder is None:
        return None
    others = "keeps its other names" if len(holder.tags) > 1 else "is left without a name"
    return f"{name} is image {holder.id[:12]}, which {others} if it moves"


def _arguments(_about: About[Image], value: str) -> str | None:
    if why := readable(value):
        return why
    wrong = next((w for w in split(value) if not w.partition("=")[0].isidentifier()), None)
    return f"write NAME=VALUE, not {wrong}" if wrong is not None else None


def _stage(_about: About[Image], value: str) -> str | None:
    return "it begins with no -" if value.startswith("-") else None


def _dockerfile(about: About[Image]) -> str:
    folder = about.values.get("directory", "")
    return posixpath.join(folder, "Dockerfile") if folder else ""


REFERENCE: Field[Image] = Field(
    "reference", "Image", "REPOSITORY[:TAG], with its registry in front if that is not Docker Hub",
    default=_found, check=lambda _, value: name_fault(value), sample="hello-world",
)  # fmt: skip
PLATFORM: Field[Image] = Field(
    "platform", "Platform", "OS/ARCHITECTURE; without it the one of the engine",
    check=lambda _, value: platform_fault(value), required=False, sample="linux/arm64",
)  # fmt: skip
DIRECTORY: Field[Image] = Field(
    "directory", "Directory", "What is sent to the engine, less what a .dockerignore in it names",
    Sort.FOLDER, sample="~/shop", own=True,
)  # fmt: skip
TAG: Field[Image] = Field(
    "tag", "Name", "What the image is called", check=lambda _, value: tag_fault(value),
    sample="shop:dev",
)  # fmt: skip
DOCKERFILE: Field[Image] = Field(
    "file", "Dockerfile", "The one in the directory unless another is named", Sort.FILE,
    default=_dockerfile, own=True,
)  # fmt: skip
TARGET: Field[Image] = Field(
    "target", "Stage", "Build up to this one of FROM … AS NAME; without it all", check=_stage,
    required=False, sample="test",
)  # fmt: skip
ARGUMENTS: Field[Image] = Field(
    "build-args", "Arguments", "For the ARG lines, as in VERSION=2 TITLE='two words'",
    check=_arguments, required=False, sample="VERSION=2",
)  # fmt: skip
BUILDER: Field[Image] = Field(
    "builder", "Builder", "Without it docker chooses: BuildKit where it can, else the legacy one",
    Sort.CHOICE, options=lambda _: ("buildkit", "legacy"), required=False,
)  # fmt: skip
NEW_NAME: Field[Image] = Field(
    "name", "Name", "One more name for it, REPOSITORY[:TAG]", check=_own_name, sample="shop:stable"
)
IF_TAKEN: Field[Image] = Field(
    "if-taken", "If taken", "Whether the name may be taken from an image that has it",
    Sort.CHOICE, default=lambda _: KEEP, options=lambda _: (KEEP, MOVE), check=_taken,
)  # fmt: skip
SAVE_FILE: Field[Image] = Field(
    "file", "File", "Where to; `docker load` reads it", Sort.TARGET, check=_is_tar,
    sample="~/images.tar", beside=unfinished, own=True,
)  # fmt: skip
LOAD_FILE: Field[Image] = Field(
    "file", "File", "What `docker save` made, packed or not", Sort.FILE, sample="~/images.tar",
    own=True,
)  # fmt: skip
IMPORT_FILE: Field[Image] = Field(
    "file", "File", "A tar archive of a whole file system, as `docker export` makes it", Sort.FILE,
    sample="~/rootfs.tar", own=True,
)  # fmt: skip
IMPORT_NAME: Field[Image] = Field(
    "name", "Name", TAG.help, check=lambda _, value: tag_fault(value), sample="rootfs:1"
)
MESSAGE: Field[Image] = Field(
    "message", "Message", "What its history says of it", required=False, sample="from a backup"
)
