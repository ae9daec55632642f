"""What a developer types into the palette, and what stands first."""

from __future__ import annotations

import pytest

from tui.core.fuzzy import Index
from tui.core.settings import Settings
from tui.kinds import KINDS
from tui.ui.bindings import Keys
from tui.ui.offering import palette_entries
from tui.ui.screens.palette import PaletteEntry

PANES = Settings().panes
ORDER = [*PANES, *(k for k, kind in KINDS.items() if k not in PANES and not kind.aside)]


def entries() -> list[PaletteEntry]:
    return palette_entries([KINDS[k] for k in ORDER], dict.fromkeys(KINDS, ()), Keys(KINDS, {}))


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("vhdx", "Disks"), ("compact", "Disks"), ("shrink", "Disks"), ("df", "Disks"),
        ("vmmem", "Memory"), ("ram", "Memory"), ("page cache", "Drop page cache"),
        ("processor", "WSL settings"), (".wslconfig", "WSL settings"),
        ("docker desktop", "Integration"), ("integration", "Integration"),
        ("which engine", "Engines"), ("podman", "Engines"), ("privileged", "Security"),
        ("2375", "Security"), ("dev containers", "VS Code"), ("vs code", "VS Code"),
        ("open this", "Open this directory in VS Code"), ("gpu", "System"),
        ("online", "Distros online"), ("install a", "Distros online"),
        ("shell", "Shell in distro"), ("-u root", "Shell in distro as user"),
        ("problems", "Doctor"), ("repair", "Doctor"), ("slow", "Measure this directory"),
        ("get started", "First run"), ("docker system prune", "Clean up"),
        ("build cache", "Build cache"), ("set wsl setting", "Set wsl setting"),
    ],
)  # fmt: skip
def test_what_is_looked_for_stands_first(typed: str, title: str) -> None:
    every = entries()
    index = Index([(one.title, *one.words) for one in every])
    assert [every[hit.entry].title for hit in index.rank(typed)][:1] == [title]


def test_the_nine_numbers_and_the_doctor() -> None:
    keyed = {one.title: one.key for one in entries()}
    panes = ("Distros", "Containers", "Images", "System", "Volumes", "Networks", "Disks",
             "WSL settings", "Memory")  # fmt: skip
    assert [keyed[title] for title in panes] == list("123456789")
    assert keyed["Doctor"] == "0"
    assert keyed["Build cache"] == ""
