"""Volumes copied to a tar and filled from one, on a real engine; nothing of the way is left."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
from pathlib import Path

import pytest

from tests.live.engine import PrivateEngine, wait_until
from tests.live.image import BUSYBOX
from tests.live.test_cli_live import Wsltui
from tests.live.test_more_kinds_live import through

FILL = (
    "mkdir -p '/d/a b'; echo 16 > /d/PG_VERSION; echo x > '/d/a b/[red]'; "
    "chown 5:6 /d/PG_VERSION; chmod 640 /d/PG_VERSION; ln -s PG_VERSION /d/link"
)
LOOK = "cd /d && find . | sort && stat -c '%a %u:%g %Y' PG_VERSION && cat PG_VERSION"


def inside(engine: PrivateEngine, volume: str, script: str) -> str:
    mount = ("--rm", "-v", f"{volume}:/d", BUSYBOX, "sh", "-c", script)
    return engine.docker("run", *mount).stdout


def nothing_left(engine: PrivateEngine) -> bool:
    images = [tag for image in engine.get("/images/json") for tag in image["RepoTags"] or []]
    return images == [BUSYBOX] and engine.get("/containers/json?all=1") == []


@pytest.fixture
def wsltui(clean_engine: PrivateEngine, some_cli: str, tmp_path: Path) -> Wsltui:
    return through(clean_engine, some_cli, tmp_path)


def test_there_and_back(clean_engine: PrivateEngine, wsltui: Wsltui, tmp_path: Path) -> None:
    inside(clean_engine, "data", FILL)
    before, file = inside(clean_engine, "data", LOOK), tmp_path / "data.tar"
    backup = ("do", "volume.backup", "data", "--file", str(file), "--yes")
    assert wsltui.json(*backup)["done"] == ["data"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert nothing_left(clean_engine)
    whole = file.read_bytes()
    again = wsltui(*backup)
    assert (again.returncode, file.read_bytes()) == (4, whole)
    assert "is there already" in again.stderr
    restore = ("do", "volume.restore", "--file", str(file), "--name")
    assert wsltui.json(*restore, "copy")["done"] == ["copy"]
    assert inside(clean_engine, "copy", LOOK) == before
    full = wsltui(*restore, "copy", "--json")
    (failed,) = json.loads(full.stdout)["failed"]
    assert (full.returncode, "It is not empty" in failed["reason"]) == (1, True)
    inside(clean_engine, "copy", "echo 17 > /d/PG_VERSION; touch /d/own")
    over = ("do", "volume.restore-over", "copy", "--file", str(file))
    assert wsltui(*over, "--yes").returncode == 4
    assert wsltui.json(*over, "--confirm", "copy")["done"] == ["copy"]
    assert inside(clean_engine, "copy", LOOK) == before.replace("./link\n", "./link\n./own\n")
    assert nothing_left(clean_engine)


def test_what_goes_wrong_leaves_nothing(
    clean_engine: PrivateEngine, wsltui: Wsltui, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.tar"
    broken.write_bytes(b"x" * 5000)
    done = wsltui("do", "volume.restore", "new", "--file", str(broken))
    assert (done.returncode, "not look like a tar" in done.stderr) == (1, True)
    assert clean_engine.get("/volumes")["Volumes"] in (None, [])
    gone = wsltui("do", "volume.backup", "gone", "--file", str(tmp_path / "x.tar"), "--yes")
    assert gone.returncode == 1
    clean_engine.docker("volume", "create", "big")
    inside(clean_engine, "big", "dd if=/dev/zero of=/d/x bs=1M count=2 2>/dev/null")
    room = tmp_path / "room"
    room.mkdir()
    small = f'mount -t tmpfs -o size=64k none {room} && exec "$@"'
    plain = wsltui.argv("do", "volume.backup", "big", "--file", f"{room}/b.tar", "--yes")
    argv = [
        "unshare",
        "-m",
        "sh",
        "-c",
        f"{small.replace('exec ', '')}; rc=$?; ls {room}; exit $rc",
    ]
    full = subprocess.run(
        [*argv, "sh", *plain], env=wsltui.environ, capture_output=True, text=True, check=False
    )
    assert (full.returncode, full.stdout) == (1, ""), full.stderr
    assert "no space left" in full.stderr
    assert "What was written so far is deleted." in full.stderr
    assert nothing_left(clean_engine)


def test_ctrl_c_in_the_middle(clean_engine: PrivateEngine, wsltui: Wsltui, tmp_path: Path) -> None:
    inside(clean_engine, "data", "truncate -s 3G /d/x")
    argv = wsltui.argv("do", "volume.backup", "data", "--file", str(tmp_path / "b.tar"), "--yes")
    child = subprocess.Popen(argv, env=wsltui.environ, stdout=subprocess.PIPE, text=True)
    part = tmp_path / "b.partial.tar"
    wait_until(lambda: part.exists() and part.stat().st_size > 0, 20, "the copy began")
    os.kill(child.pid, signal.SIGINT)
    child.communicate(timeout=20)
    assert child.returncode not in (0, None)
    assert list(tmp_path.glob("*.tar")) == []
    assert nothing_left(clean_engine)


def test_looking_into_a_volume(clean_engine: PrivateEngine, wsltui: Wsltui) -> None:
    inside(clean_engine, "data", f"{FILL}; head -c 200000 /dev/zero > /d/zeros")
    show = ("show", "volume", "data", "--tab", "files")
    top = wsltui(*show).stdout
    assert "4 files, 200 kB" in top
    assert "PG_VERSION is in it, as PostgreSQL keeps it" in top
    assert "link -> PG_VERSION" in top
    assert "[red]" in wsltui(*show, "--path", "a b/").stdout
    assert wsltui(*show, "--path", "/PG_VERSION").stdout.splitlines()[-1].strip() == "16"
    gone = wsltui(*show, "--path", "nosuch")
    assert (gone.returncode, "There is no /nosuch in data." in gone.stderr) == (1, True), (
        gone.stderr
    )
    assert wsltui(*show, "--read-only").returncode == 4
    assert nothing_left(clean_engine)
    assert clean_engine.get("/volumes")["Volumes"][0]["Name"] == "data"


def test_a_look_that_is_cut_short(clean_engine: PrivateEngine, wsltui: Wsltui) -> None:
    inside(clean_engine, "data", "truncate -s 20G /d/x")
    argv = wsltui.argv("show", "volume", "data", "--tab", "files")
    child = subprocess.Popen(argv, env=wsltui.environ, stdout=subprocess.PIPE)
    wait_until(lambda: len(clean_engine.get("/containers/json?all=1")) == 1, 20, "a carrier")
    os.kill(child.pid, signal.SIGINT)
    child.communicate(timeout=20)
    assert child.returncode
    assert nothing_left(clean_engine)
