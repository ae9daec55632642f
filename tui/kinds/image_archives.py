"""Images in files: saved, loaded, and made of the files of a container."""

from __future__ import annotations

from dataclasses import replace

from tui.core.action import Action, Chosen, Confirm, Steps
from tui.core.command import Command, Mode, docker
from tui.core.form import place_of, value_of
from tui.core.winpaths import unfinished
from tui.kinds import image_forms as forms
from tui.kinds.image_failures import of_archive, of_save
from tui.kinds.image_progress import LayerProgress
from tui.kinds.image_record import Image
from tui.kinds.whole_files import dropped, named


def _save(row: Image, chosen: Chosen) -> Command:
    return _save_all((row,), chosen)[0]


def _save_all(rows: tuple[Image, ...], chosen: Chosen) -> tuple[Command, Steps]:
    """In one file, which has its name once it is whole; layers that they share are in it once."""
    whole = place_of(chosen, "file").linux
    part = unfinished(whole)
    names = dict.fromkeys(row.reference for row in rows)
    command = docker("image", "save", *names, mutates=True, timeout=forms.HOURS)
    total = sum({row.id: row.size_bytes or 0 for row in rows}.values())
    then, broken = named(part, whole), (dropped(part),)
    steps = Steps(then, broken=broken, grows=part, grows_to=total)
    return replace(command, into=part), steps


def _saved(row: Image, chosen: Chosen) -> Steps:
    return _save_all((row,), chosen)[1]


def _nameless(row: Image, _chosen: Chosen) -> str | None:
    return None if row.tag else f"{row.short} has no tag: it is loaded without a name again"


def _load(_row: Image, chosen: Chosen) -> Command:
    file = place_of(chosen, "file").linux
    command = docker("image", "load", "--input", file, mutates=True, timeout=forms.HOURS)
    return replace(command, mode=Mode.TERMINAL)


def _import(_row: Image, chosen: Chosen) -> Command:
    file, message = place_of(chosen, "file").linux, value_of(chosen, "message")
    words = ("--message", message) if message else ()
    name = value_of(chosen, "name")
    return docker("image", "import", *words, file, name, mutates=True, timeout=forms.HOURS)


ARCHIVES: tuple[Action[Image], ...] = (
    Action(
        "image.save", "Save", "Put it, or all that are marked, into one file",
        _save, keys=("S",), warn=_nameless, confirm=Confirm.ASK, width=1, spelling="docker save",
        form=(forms.SAVE_FILE,), steps=_saved, together=_save_all, means=of_save,
    ),
    Action(
        "image.load", "Load", "Bring back the images of a file that `docker save` made",
        _load, keys=("O",), stale=("images",), width=1, many=False, makes="file",
        form=(forms.LOAD_FILE,), spelling="docker load", hears=LayerProgress, means=of_archive,
        note="A name that another image had here is its own from then on.",
    ),
    Action(
        "image.import", "Import", "Make an image of one layer from a tar archive of files",
        _import, stale=("images",), width=1, many=False, makes="name",
        form=(forms.IMPORT_FILE, forms.IMPORT_NAME, forms.MESSAGE), spelling="docker import",
        means=of_archive,
        note="It has no command to start: say one at `docker run`.",
    ),
)  # fmt: skip
