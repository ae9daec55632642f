"""Room is looked for before anything is written: refused where it is not there, or warned of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.unit.desk import Desk
from tests.unit.test_distro_actions import distro
from tests.unit.windows_drive import archive
from tui.backends import files
from tui.backends.windows import WindowsBackend, WindowsDisk
from tui.core.disk import Vhdx
from tui.core.distro_facts import DistroFacts, Inside, Registration
from tui.core.form import Filled, Place
from tui.core.room import Need, shortage
from tui.kinds import distro_room
from tui.kinds.distro_archives import least
from tui.kinds.distro_listing import Distro
from tui.kinds.distro_reasons import converts
from tui.session import particulars
from tui.session.opening import Options
from tui.session.session import Session

world = fixtures.wsl_world
GB = 10**9


class Windows(Desk):
    """A desk with the registry and the drives of its Windows."""

    def open(self, options: Options) -> Session:
        opened = super().open(options)
        wsl = opened.backends["wsl"]
        opened.backends = {**opened.backends, "windows": WindowsBackend(wsl)}  # type: ignore[arg-type]
        env = {"WSLTUI_WSL_EXE": "wsl.exe"}
        opened.disk = WindowsDisk(env, local=True, places=self.places)
        return opened


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """How many bytes there are on each drive."""
    return lambda count: monkeypatch.setattr(files, "_room", lambda _mount: count)


@pytest.fixture
def desk(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Windows:
    monkeypatch.setattr(particulars, "LATE", 50.0)
    world.set_distro("Debian", disk_bytes=3_000_000, used_bytes=300_000)
    return Windows(world, tmp_path)


def verbs(desk: Desk) -> set[str]:
    return {call["argv"][0] for call in desk.world.calls()}


def test_a_disk_that_does_not_fit_is_not_exported(
    desk: Windows, free: Callable[[int], None]
) -> None:
    free(2_000_000)
    ran = desk.do("distro.export", "Debian", "--file", r"C:\d.vhdx", "--yes")
    assert ran.code == 4
    assert "no room: the copy of its disk takes 3 MB, and 2 MB are free on C:." in ran.err
    assert "--export" not in verbs(desk)
    free(4_000_000)
    assert desk.do("distro.export", "Debian", "--file", r"C:\d.vhdx", "--yes").code == 0


def test_an_archive_that_may_not_fit_is_warned_of(
    desk: Windows, free: Callable[[int], None]
) -> None:
    free(2_000_000)
    ran = desk.do("distro.export", "Debian", "--file", r"C:\d.tar", "--yes")
    assert ran.code == 0
    assert "the archive of its files takes up to 3 MB, and 2 MB are free on C:." in ran.err


def test_a_clone_takes_twice_the_room_for_a_while(
    desk: Windows, free: Callable[[int], None]
) -> None:
    free(5_000_000)
    words = ("--name", "Copy", "--location", r"C:\Copy", "--user", "dev")
    ran = desk.do("distro.clone", "Debian", *words, "--yes")
    assert ran.code == 0
    assert "takes up to 6 MB, and 5 MB are free on C:." in ran.err
    assert desk.world["Copy"]["default_uid"] == desk.world["Debian"]["default_uid"]


def test_an_archive_larger_than_the_room_is_not_imported(
    desk: Windows, free: Callable[[int], None]
) -> None:
    (desk.c / "f.tar").write_bytes(archive())
    free(1000)
    where = ("--file", r"C:\f.tar", "--location", r"C:\F")
    ran = desk.do("distro.import", "F", *where)
    assert (ran.code, "what is in the file takes" in ran.err) == (4, True)
    assert "--import" not in verbs(desk)


def known(size: int = 20 * GB, used: int | None = None, *, user: str = "") -> Distro:
    disk = Vhdx("Debian", r"C:\wsl\ext4.vhdx", size, 5 * GB)
    registration = Registration("Debian", "debian", "13", 1000, disk)
    facts = DistroFacts("Debian", registration, inside=Inside(used=used, user=user))
    return replace(distro(), facts=facts)


def to(path: str) -> Filled:
    place = Place(path, "/x")
    return Filled((), {"to": path, "location": path}, {"to": place, "location": place})


def test_a_move_takes_room_on_another_drive_alone() -> None:
    assert distro_room.for_move(known(), to(r"C:\b")) == ()
    (need,) = distro_room.for_move(known(), to(r"d:\b"))
    assert shortage(need, 5 * GB) == (
        "there is no room: its disk takes 20 GB, and 5 GB are free on D:"
    )
    assert shortage(need, None) == shortage(need, 20 * GB) == ""


def test_what_its_files_take_counts_before_what_its_disk_does() -> None:
    assert distro_room.used(known(used=GB)) == GB
    assert distro_room.used(known()) == 20 * GB
    assert distro_room.used(distro()) is None
    assert distro_room.for_clone(distro(), to(r"D:\c")) == ()


def test_a_conversion_is_warned_of_the_drive_that_it_lies_on() -> None:
    assert "up to 20 GB, and 5 GB are free on C:" in (converts(known(), Filled()) or "")
    assert "free on" not in (converts(known(used=GB), Filled()) or "")


@pytest.mark.parametrize(
    ("form", "row", "count"),
    [
        ("tar", distro(), 10_240), ("tar", known(used=GB), GB // 10), ("tar.gz", distro(), 32),
        ("tar.xz", known(used=GB), GB // 1000), ("vhdx", distro(), 1 << 20),
        ("vhdx", known(), 10 * GB),
    ],
)  # fmt: skip
def test_how_large_a_copy_is_at_least(form: str, row: Distro, count: int) -> None:
    assert least(row, form) == count


def test_nothing_is_said_of_room_that_is_not_known() -> None:
    assert shortage(Need(Place("/x", "/x"), "it"), 0) == ""
