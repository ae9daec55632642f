"""The disks of WSL on Windows: found in the registry, measured where drives are mounted."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import NO_EXEC, World
from tests.unit.fake_machine import C_DRIVE, FakeMachine
from tui.backends import windows
from tui.backends.windows import LXSS, WindowsBackend, WindowsDisk, query
from tui.backends.wsl import WslBackend
from tui.core.command import Command, Outcome, Result
from tui.core.disk import DESKTOP_DATA, OUTSIDE, DiskTruth, Vhdx, disk_json, sentence, steps, takes
from tui.core.errors import Unavailable
from tui.core.logs import Home
from tui.run.transport import Processes

world = fixtures.wsl_world
LOCAL = r"C:\Users\dev\AppData\Local"
DATA = rf"{LOCAL}\Docker\wsl\disk\docker_data.vhdx"
DESKTOP, HERE = Home("/var/lib/docker", "Docker Desktop"), "Ubuntu-24.04"
NATIVE = Home("/", "Ubuntu 24.04 LTS")


class Windows:
    """Drive C with disk files in it, and what a session would be of it all."""

    def __init__(self, machine: FakeMachine) -> None:
        self.machine = machine.wsl()
        (machine.root / "mnt/c").mkdir(parents=True)
        self.backend = WindowsBackend(WslBackend(os.environ, places=machine.places))
        self.ran: list[Command] = []

    def file(self, path: str, size: int) -> Path:
        """A file of Windows that has so many bytes and takes none."""
        place = self.machine.write("mnt/c/" + path.removeprefix("C:\\").replace("\\", "/"))
        os.truncate(place, size)
        return place

    async def run(self, command: Command) -> Result:
        self.ran.append(command)
        try:
            prepared = self.backend.prepare(command)
        except Unavailable as error:
            return Result(command, Outcome.NOT_STARTED, stderr=str(error).encode())
        return await Processes().run(prepared)

    async def truth(
        self, home: Home = DESKTOP, here: str | None = HERE, *, local: bool = True
    ) -> DiskTruth:
        disk = WindowsDisk(os.environ, local=local, places=self.machine.places)
        return await disk.look(self.run, home, here)


@pytest.fixture
def there(world: World, tmp_path: Path) -> Windows:
    return Windows(FakeMachine(tmp_path / "machine"))


def of(truth: DiskTruth, name: str) -> Vhdx:
    (found,) = (file for file in truth.files if file.of == name)
    return found


async def test_docker_desktops_data_lie_beside_its_distro(there: Windows) -> None:
    mount = there.file(DATA, 48_000_000_000)
    truth = await there.truth()
    assert truth.why == ""
    assert truth.engine == of(truth, DESKTOP_DATA) == truth.files[0]
    assert (truth.files[0].path, truth.files[0].size) == (DATA, 48_000_000_000)
    disk = os.statvfs(mount)
    assert truth.files[0].free == pytest.approx(disk.f_bavail * disk.f_frsize, rel=0.01)
    assert takes(truth) == "48 GB of drive C:"
    assert [command.argv for command in there.ran] == [("reg.exe", "query", LXSS, "/s")]


async def test_a_native_engine_is_in_the_disk_of_its_distro(there: Windows, world: World) -> None:
    folder = rf"{LOCAL}\wsl\{world[HERE]['guid']}"
    there.file(rf"{folder}\ext4.vhdx", 7_000)
    truth = await there.truth(NATIVE)
    assert truth.engine is not None
    assert (truth.engine.of, truth.engine.size) == (HERE, 7_000)
    assert not of(truth, DESKTOP_DATA).engine


async def test_where_a_distro_lies_and_what_its_file_is_called(
    there: Windows, world: World
) -> None:
    world.set_distro("Debian", base_path=r"\\?\C:\wsl\deb" + "\\", vhd_file="disk.vhd")
    there.file(r"C:\wsl\deb\disk.vhd", 900)
    debian = of(await there.truth(), "Debian")
    assert (debian.path, debian.size) == (r"C:\wsl\deb\disk.vhd", 900)


async def test_a_distro_of_wsl_1_has_no_disk_file(there: Windows) -> None:
    legacy = of(await there.truth(), "legacy-app")
    assert (legacy.size, legacy.why) == (None, "a distro of WSL 1 has no disk file")


@pytest.mark.parametrize("old", [rf"{LOCAL}\Docker\wsl\data\ext4.vhdx", r"D:\dd\ext4.vhdx"])
async def test_older_docker_desktops_kept_their_data_elsewhere(
    there: Windows, world: World, old: str
) -> None:
    there.machine.write("mnt/d/x")
    there.machine.drives(C_DRIVE.format("/mnt/c"), r"D:\134 /mnt/d 9p rw 0 0")
    world.distro("docker-desktop-data").set_distro("docker-desktop-data", base_path=r"D:\dd")
    place = there.machine.write("mnt/" + old.replace(":", "").lower().replace("\\", "/"))
    if old.startswith("C"):
        place = there.file(old, 1)
    os.truncate(place, 5_000)
    engine = (await there.truth()).engine
    assert engine is not None
    assert (engine.path, engine.size) == (old, 5_000)


@pytest.mark.parametrize("name", ["Jörg", "ソフト", "Ключ"])
@pytest.mark.parametrize("page", ["437", "850", "932", "65001"])
async def test_letters_of_other_languages_in_any_code_page(
    there: Windows, world: World, page: str, name: str
) -> None:
    """A name that the page cannot spell is found by the letters around those."""
    folder = rf"C:\Users\{name}\wsl"
    world.set(code_page=page).set_distro("Debian", base_path=folder)
    there.file(rf"{folder}\ext4.vhdx", 4_000)
    assert of(await there.truth(), "Debian").size == 4_000


async def test_a_name_that_could_be_two_is_unknown(there: Windows, world: World) -> None:
    world.set_distro("Debian", base_path=r"C:\Users\Ключ")
    for name in ("Ключ", "Круг"):
        there.file(rf"C:\Users\{name}\ext4.vhdx", 4_000)
    debian = of(await there.truth(), "Debian")
    assert debian.size is None
    assert "is not there, or out of sight" in debian.why


async def test_a_file_that_is_not_there_is_unknown_and_not_empty(there: Windows) -> None:
    truth = await there.truth()
    assert truth.engine is not None
    assert truth.engine.size is None
    assert takes(truth) == f"unknown, because {DATA} is not there, or out of sight"
    assert disk_json(truth, 5)["files"][0]["bytes"] is None


@pytest.mark.parametrize("folder", [r"E:\wsl", r"\\server\share\wsl", "wsl", ""])
async def test_a_drive_that_is_not_mounted(there: Windows, world: World, folder: str) -> None:
    world.set_distro("Debian", base_path=folder or "x")
    debian = of(await there.truth(), "Debian")
    assert (debian.size, debian.free) == (None, None)
    assert debian.why.endswith("is not mounted in this distro")


@pytest.mark.parametrize(
    ("home", "here", "local", "why"),
    [
        (DESKTOP, HERE, False, "the engine is not reached through a socket of this machine"),
        (Home(""), HERE, True, "the engine does not say where it keeps its things"),
        (Home("/no/such/place", "Alpine"), HERE, True, "the engine is in another distro"),
        (NATIVE, None, True, "the name of this distro is not known"),
        (NATIVE, "Gone", True, "the registry of Windows knows no disk of Gone"),
        (
            Home("/var/lib/docker", "Rancher Desktop WSL Distribution"), HERE, True,
            "the registry of Windows knows no disk of rancher-desktop-data",
        ),
    ],
)  # fmt: skip
async def test_whose_disk_the_engine_is_in_may_be_unknown(
    there: Windows, home: Home, here: str | None, local: bool, why: str
) -> None:
    truth = await there.truth(home, here, local=local)
    assert (truth.engine, truth.why) == (None, why)
    assert truth.files, "the others are known all the same"
    assert takes(truth) == f"unknown, because {why}"


async def test_windows_says_no_in_its_own_language(there: Windows, world: World) -> None:
    world.locale("de").mode("error", "reg.exe", message="FEHLER: Zugriff verweigert.")
    truth = await there.truth()
    assert truth.why == "reg.exe did not tell (failed): FEHLER: Zugriff verweigert"
    assert truth.files == ()
    assert sentence(truth).startswith("What the engine's disk takes on Windows is unknown, because")


async def test_a_registry_that_hangs(
    there: Windows, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.mode("hang", "reg.exe")
    monkeypatch.setattr(
        windows, "query", lambda *w: Command("windows", ("reg.exe", "query", *w), timeout=0.3)
    )
    assert (await there.truth()).why.startswith("reg.exe did not tell (timed out)")


async def test_a_drive_that_hangs(there: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = threading.Event()
    monkeypatch.setattr(windows, "SECONDS", 0.2)
    monkeypatch.setattr("tui.backends.drives._free", lambda _mount: stuck.wait(5))
    try:
        assert (await there.truth()).why == "the drives of Windows do not answer"
    finally:
        stuck.set()


@pytest.mark.parametrize("size", [0, 3, 200, 700])
async def test_an_answer_that_is_cut_short_is_not_taken_for_more(
    there: Windows, world: World, size: int
) -> None:
    world.mode("truncated", "reg.exe", size=size)
    truth = await there.truth()
    assert truth.engine is None or truth.engine.of == DESKTOP_DATA
    assert all(file.size is None for file in truth.files)


async def test_noise_in_place_of_an_answer(there: Windows, world: World) -> None:
    world.mode("garbage", "reg.exe")
    truth = await there.truth()
    assert truth.files == ()
    assert truth.why == f"the registry of Windows knows no disk of {DESKTOP_DATA}"


async def test_it_is_started_as_wsl_exe_is(
    there: Windows, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.mode("interop-stale", good=[there.machine.socket("1")])
    monkeypatch.setenv("WSL_INTEROP", "/run/WSL/9_interop")
    result = await there.run(query(LXSS))
    again = there.backend.again(result)
    assert again is not None
    assert (await Processes().run(again)).ok
    call = world.calls("reg.exe")[-1]
    assert (call["stdin"], call["tty"]) == ("null", [False] * 3)
    assert call["cwd"] == str(there.machine.root / "mnt/c")


async def test_outside_of_wsl_windows_has_no_part_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run(command: Command) -> Result:
        raise AssertionError(command)

    monkeypatch.delenv("WSLTUI_WSL_EXE", raising=False)
    places = FakeMachine(tmp_path).places
    assert await WindowsDisk({}, local=True, places=places).look(run, NATIVE, None) == OUTSIDE
    assert sentence(OUTSIDE) == ""


async def test_no_reg_exe_in_reach(
    there: Windows, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    exe = tmp_path / "only" / "wsl.exe"
    exe.parent.mkdir()
    exe.symlink_to(NO_EXEC)
    env = {"WSLTUI_WSL_EXE": str(exe), "PATH": ""}
    there.backend = WindowsBackend(WslBackend(env, places=there.machine.places))
    there.machine.drives()
    why = (await there.truth()).why
    assert "reg.exe is neither on PATH nor in Windows/System32" in why


def test_steps_fit_what_the_engine_is_in() -> None:
    desktop = "\n".join(steps(DiskTruth((Vhdx(DESKTOP_DATA, DATA, 5, 5, engine=True),))))
    assert desktop.index("quit Docker Desktop") < desktop.index("--shutdown")
    assert f'Optimize-VHD -Path "{DATA}" -Mode Full' in desktop
    assert f'select vdisk file="{DATA}"' in desktop
    assert "set-sparse" not in desktop, "never on Docker Desktop's own distros"
    native = "\n".join(steps(DiskTruth((Vhdx(HERE, r"C:\w\ext4.vhdx", 5, 5, engine=True),))))
    assert "Docker Desktop" not in native
    assert f"wsl.exe --manage {HERE} --set-sparse true" in native
    assert "potential data corruption" in native
    assert steps(OUTSIDE) == steps(DiskTruth(why="no answer")) == ()


ROAMING = r"C:\Users\dev\AppData\Roaming"
VOLATILE = {r"HKEY_CURRENT_USER\Volatile Environment": {"APPDATA": ("REG_SZ", ROAMING)}}


@pytest.mark.parametrize("file", ["settings-store.json", "settings.json"])
@pytest.mark.parametrize("key", ["CustomWslDistroDir", "customWslDistroDir"])
async def test_data_that_were_moved_are_where_the_settings_say(
    there: Windows, world: World, file: str, key: str
) -> None:
    world.set(registry=VOLATILE)
    settings = rf"{ROAMING}\Docker\{file}"
    text = json.dumps({"AutoStart": True, key: "C:\\Big\\"})
    there.file(settings, 0).write_text(f"\ufeff{text}", "utf-8")
    moved = r"C:\Big\DockerDesktopWSL\disk\docker_data.vhdx"
    there.file(moved, 9_000)
    engine = (await there.truth()).engine
    assert engine is not None
    assert (engine.path, engine.size) == (moved, 9_000)
    assert len(there.ran) == 2


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"CustomWslDistroDir": 3}', '{"CustomWslDistroDir": "E:/x"}', "[" * 99_999],
)
async def test_settings_of_no_use_leave_the_usual_place(
    there: Windows, world: World, text: str
) -> None:
    world.set(registry=VOLATILE)
    there.file(rf"{ROAMING}\Docker\settings-store.json", 0).write_text(text)
    engine = (await there.truth()).engine
    assert engine is not None
    assert (engine.path, engine.size) == (DATA, None)


async def test_data_in_the_usual_place_need_no_settings(there: Windows) -> None:
    there.file(DATA, 1)
    await there.truth()
    assert len(there.ran) == 1
