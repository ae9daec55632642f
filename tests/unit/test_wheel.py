"""The wheel holds all it needs: installed in an empty environment it starts from anywhere."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tui import __version__

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin directory of an environment with the wheel, and with nothing of the checkout.

    Its dependencies are those of this environment, so that no network is needed; an editable
    install there is not seen, for `.pth` files are not followed twice.
    """
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False)
    libraries = place / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
    (libraries / "others.pth").write_text(sysconfig.get_path("purelib"))
    command = [sys.executable, "-m", "pip", "--python", str(place / "bin/python"), "install"]
    command += ["--no-deps", "--no-index", "--quiet", str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    return place / "bin"


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, cwd="/", capture_output=True, text=True, check=False, timeout=60)


def test_wheel_brings_the_stylesheets(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    sheets = {f"tui/styles/{path.name}" for path in (ROOT / "styles").glob("*.tcss")}
    assert sheets <= set(names)
    assert not [name for name in names if name.startswith("tests")]


def test_command_and_module_run_from_the_root_directory(programs: Path) -> None:
    for command in ([programs / "wsltui"], [programs / "python", "-m", "tui"]):
        shown = run(*command, "--version")
        assert (shown.returncode, shown.stdout.strip()) == (0, f"wsltui {__version__}")
        assert "ls" in run(*command, "--help").stdout


def test_installed_app_draws_its_first_screen(programs: Path) -> None:
    code = (
        "import asyncio, tui\n"
        "from tui.session.opening import Options, open_session\n"
        "from tui.ui.app import WsltuiApp\n"
        "async def look():\n"
        "    app = WsltuiApp(open_session(Options(demo=True)))\n"
        "    async with app.run_test(size=(120, 36)) as pilot:\n"
        "        await pilot.pause()\n"
        "        print(tui.__file__, len(app.main.tables), app.main.table.styles.border_top[0])\n"
        "asyncio.run(look())\n"
    )
    shown = run(programs / "python", "-c", code)
    assert shown.returncode == 0, shown.stderr
    place, panes, border = shown.stdout.split()
    assert str(programs.parent) in place
    assert (panes, border) == ("4", "round")
