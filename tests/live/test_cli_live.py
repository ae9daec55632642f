"""The headless front end on a real engine and on the double of wsl.exe."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.wsl_double.state import World
from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX

ROOT = Path(__file__).parents[2]
IDLE = ("sleep", "1000000")


class Wsltui:
    """The program as a script starts it: no terminal, its files in a directory of its own."""

    def __init__(self, environ: dict[str, str], directory: Path) -> None:
        self.environ = environ | {
            "PYTHONPATH": str(ROOT),
            "XDG_STATE_HOME": str(directory / "state"),
            "XDG_CONFIG_HOME": str(directory / "config"),
        }

    def __call__(self, *argv: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.argv(*argv),
            env=self.environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=50,
            check=False,
        )

    def argv(self, *argv: str) -> list[str]:
        return [sys.executable, "-m", "tui", *argv]

    def json(self, *argv: str) -> Any:
        done = self(*argv, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    def on_terminal(self, *argv: str, after: str, typed: str) -> tuple[int, str]:
        """The exit code and all that appeared; `typed` is typed once it ends in `after`."""
        ours, theirs = pty.openpty()
        own_terminal = ["setsid", "--ctty", "--wait", *self.argv(*argv)]
        child = subprocess.Popen(
            own_terminal, env=self.environ, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)
        shown, deadline = "", time.monotonic() + 40
        try:
            while chunk := _read(ours, deadline, shown):
                shown += chunk
                if typed and shown.endswith(after):
                    os.write(ours, typed.encode())
                    typed = ""
            return child.wait(timeout=10), shown
        finally:
            os.close(ours)
            child.kill()
            child.wait()


def _read(terminal: int, deadline: float, shown: str) -> str:
    """What appears next; nothing once the other end is closed."""
    assert select.select([terminal], [], [], deadline - time.monotonic())[0], shown
    try:
        return os.read(terminal, 65536).decode()
    except OSError:
        return ""


@pytest.fixture
def samples(sample_engine: PrivateEngine, tmp_path: Path) -> Wsltui:
    return Wsltui(sample_engine.environ, tmp_path)


@pytest.fixture
def wsltui(clean_engine: PrivateEngine, tmp_path: Path) -> Wsltui:
    return Wsltui(clean_engine.environ, tmp_path)


@pytest.fixture
def frozen(clean_engine: PrivateEngine) -> Iterator[None]:
    clean_engine.freeze()
    yield
    clean_engine.thaw()


@pytest.fixture
def distros(tmp_path: Path) -> tuple[World, Wsltui]:
    world = World(tmp_path / "wsl")
    dropped = ("WSL_UTF8", "WSLENV", "WSL_INTEROP", "WSL_DISABLE_WARNINGS")
    environ = {name: value for name, value in os.environ.items() if name not in dropped}
    environ |= {"WSL_DISTRO_NAME": "Ubuntu-24.04"} | world.environment()
    return world, Wsltui(environ, tmp_path)


def inspected(engine: PrivateEngine, kind: str, ids: list[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(engine.docker(kind, "inspect", *ids).stdout)
    return found


def test_containers_are_as_docker_inspects_them(
    sample_engine: PrivateEngine, samples: Wsltui
) -> None:
    rows = samples.json("ls", "containers")
    listed = sample_engine.docker("ps", "-a", "--no-trunc", "-q").stdout.split()
    assert [row["id"] for row in rows] == listed
    for row, real in zip(rows, inspected(sample_engine, "container", listed), strict=True):
        config, network = real["Config"], real["NetworkSettings"]
        assert row["name"] == real["Name"].removeprefix("/")
        assert row["names"] == [row["name"]]
        assert (row["image"], row["image_id"]) == (config["Image"], real["Image"][7:])
        assert row["labels"] == (config["Labels"] or {})
        assert row["project"] == config["Labels"].get("com.docker.compose.project")
        assert row["service"] == config["Labels"].get("com.docker.compose.service")
        assert row["networks"] == list(network["Networks"])
        assert row["created"][:19] == real["Created"][:19]
        assert row["created"].endswith("Z")
        mounts = [(m["type"], m["destination"], m["rw"]) for m in row["mounts"]]
        assert mounts == [(m["Type"], m["Destination"], m["RW"]) for m in real["Mounts"]]
        if row["name"] != "shop-worker-1":  # it fails and is started again for ever
            check_state(row, real["State"])


def check_state(row: dict[str, Any], state: dict[str, Any]) -> None:
    assert row["state"] == state["Status"]
    assert row["health"] == state.get("Health", {}).get("Status")
    live = state["Status"] in ("running", "paused", "created")
    assert row["exit_code"] == (None if live else state["ExitCode"])


def test_every_docker_cli_gives_the_same_lists(
    sample_engine: PrivateEngine, samples: Wsltui, docker_cli: str
) -> None:
    first = samples.json("show", "container", "shop-web-1"), samples.json("ls", "images")
    folder = str(Path(docker_cli).parent)
    samples.environ["PATH"] = os.pathsep.join([folder, samples.environ["PATH"]])
    second = samples.json("show", "container", "shop-web-1"), samples.json("ls", "images")
    assert first[0] == {**second[0], "status": first[0]["status"]}
    assert sorted(map(str, first[1])) == sorted(map(str, second[1]))


def test_ports_are_as_they_were_published(samples: Wsltui) -> None:
    ports = {row["name"]: row["ports"] for row in samples.json("ls", "containers")}
    assert {
        "host_ip": "127.0.0.1",
        "host_port": 9000,
        "container_port": 9000,
        "protocol": "tcp",
    } in ports["shop-api-1"]
    assert {port["host_port"] for port in ports["blog-site-1"]} == {5353}
    assert {port["protocol"] for port in ports["blog-site-1"]} == {"udp"}


def test_images_are_as_docker_inspects_them(sample_engine: PrivateEngine, samples: Wsltui) -> None:
    rows = samples.json("ls", "images")
    users = [row["image_id"] for row in samples.json("ls", "containers")]
    untagged = sample_engine.get('/images/json?filters={"dangling":["true"]}')
    dangling = [image["Id"].removeprefix("sha256:") for image in untagged]
    assert len(dangling) == 2
    tags: dict[str, list[str]] = {}
    for row in rows:
        tag = f"{row['repository']}:{row['tag']}" if row["tag"] else None
        tags.setdefault(row["id"], []).extend([tag] if tag else [])
    for real in inspected(sample_engine, "image", list(tags)):
        id_ = real["Id"].removeprefix("sha256:")
        assert sorted(tags[id_]) == sorted(real["RepoTags"])
        for row in (row for row in rows if row["id"] == id_):
            assert row["size_bytes"] == real["Size"]
            assert row["unique_bytes"] is None
            assert row["containers"] == users.count(id_)
            assert row["dangling"] == (id_ in dangling)


def test_images_are_measured_to_the_byte_when_asked(
    sample_engine: PrivateEngine, samples: Wsltui
) -> None:
    told = sample_engine.get("/system/df")["Images"]
    own = {i["Id"].removeprefix("sha256:"): i["Size"] - i["SharedSize"] for i in told}
    rows = samples.json("ls", "images", "--sizes")
    assert {row["id"]: row["unique_bytes"] for row in rows} == {
        row["id"]: own.get(row["id"]) for row in rows
    }
    assert any(row["unique_bytes"] for row in rows)


def test_a_filter_and_one_thing_at_a_time(samples: Wsltui) -> None:
    failed = samples.json("ls", "container", "--filter", "project:shop state:running image:web")
    assert [row["name"] for row in failed] == ["shop-web-1"]
    one = samples.json("show", "container", failed[0]["id"][:6])
    assert one == {**failed[0], "status": one["status"]}
    lines = samples("show", "container", "odd-labels").stdout
    assert "note=[red]alert[/]" in lines
    assert samples("show", "container", "nosuch").returncode == 1
    assert samples.json("show", "image", "registry.test:5000/shop/web:1.4")["tag"] == "1.4"
    several = samples.json("show", "image", "shop/web")["id"]
    ambiguous = samples("show", "image", several)
    assert ambiguous.returncode == 2
    assert "registry.test:5000/shop/web:1.4" in ambiguous.stderr


def test_the_table_is_whole_where_there_is_no_terminal(samples: Wsltui) -> None:
    done = samples("ls", "containers")
    for row in samples.json("ls", "containers"):
        line = next(line for line in done.stdout.splitlines() if f" {row['name']} " in line)
        assert row["image"] in line
    assert "\x1b" not in done.stdout


def test_the_system_tells_of_the_engine(sample_engine: PrivateEngine, samples: Wsltui) -> None:
    facts = {fact["id"]: fact["data"] for fact in samples.json("ls", "system")}
    info = sample_engine.get("/info")
    assert facts["engine"]["id"] == info["ID"]
    assert facts["engine"]["version"] == info["ServerVersion"]
    assert facts["cpu"]["cpus"] == os.cpu_count()


def test_a_container_through_its_life(clean_engine: PrivateEngine, wsltui: Wsltui) -> None:
    clean_engine.docker("create", "--name", "web", BUSYBOX, *IDLE)

    def state() -> str:
        return str(clean_engine.get("/containers/web/json")["State"]["Status"])

    verbs = ["start", "pause", "unpause", "restart", "kill", "start", "stop"]
    states = ["running", "paused", "running", "running", "exited", "running", "exited"]
    for verb, after in zip(verbs, states, strict=True):
        report = wsltui.json("do", f"container.{verb}", "web", "--yes")
        assert (report["done"], report["failed"]) == (["web"], [])
        assert state() == after
    assert wsltui("do", "container.remove", "web", "--yes").stdout == "web\n"
    assert not clean_engine.get("/containers/json?all=1")
    history = [entry["command"] for entry in wsltui.json("history")]
    assert history == [
        *(
            f"docker {verb} web"
            for verb in ["start", "pause", "unpause", "restart", "kill", "start", "stop"]
        ),
        "docker rm web",
    ]


def test_a_failure_is_reported_beside_what_was_done(
    clean_engine: PrivateEngine, wsltui: Wsltui
) -> None:
    clean_engine.docker("run", "-d", "--name", "web", BUSYBOX, *IDLE)
    clean_engine.docker("create", "--name", "old", BUSYBOX, "true")
    done = wsltui("do", "container.remove", "web", "old", "--yes", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert report["done"] == ["old"]
    assert report["failed"][0]["name"] == "web"
    assert "running container" in report["failed"][0]["reason"]
    assert wsltui("do", "container.remove", "web", "--yes", "-f").returncode == 0


def test_nothing_happens_that_was_not_agreed_to(
    clean_engine: PrivateEngine, wsltui: Wsltui
) -> None:
    clean_engine.docker("create", "--name", "web", BUSYBOX, "true")
    remove = ("do", "container.remove", "web")
    assert wsltui(*remove).returncode == 4
    assert wsltui(*remove, "--yes", "--read-only").returncode == 4
    dry = wsltui(*remove, "--read-only", "--dry-run")
    assert (dry.returncode, dry.stdout) == (0, "docker rm web\n")
    assert wsltui("do", "container.remove", "web", "nosuch", "--yes").returncode == 1
    assert len(clean_engine.get("/containers/json?all=1")) == 1


def test_on_a_terminal_it_asks(clean_engine: PrivateEngine, wsltui: Wsltui) -> None:
    clean_engine.docker("create", "--name", "web", BUSYBOX, "true")
    remove = ("do", "container.remove", "web")
    code, shown = wsltui.on_terminal(*remove, after="[y/N] ", typed="\n")
    assert code == 4
    assert "docker rm web" in shown
    code, shown = wsltui.on_terminal(*remove, after="[y/N] ", typed="y\n")
    assert code == 0
    assert not clean_engine.get("/containers/json?all=1")


@pytest.mark.parametrize(("typed", "code"), [("\x03", 130), ("\x04", 4)])
def test_leaving_at_the_question_is_no(
    clean_engine: PrivateEngine, wsltui: Wsltui, typed: str, code: int
) -> None:
    clean_engine.docker("create", "--name", "web", BUSYBOX, "true")
    remove = ("do", "container.remove", "web")
    ended, shown = wsltui.on_terminal(*remove, after="[y/N] ", typed=typed)
    assert ended == code
    assert "Traceback" not in shown
    assert len(clean_engine.get("/containers/json?all=1")) == 1


def test_a_shell_has_the_terminal(clean_engine: PrivateEngine, wsltui: Wsltui) -> None:
    clean_engine.docker("run", "-d", "--name", "web", BUSYBOX, *IDLE)
    typed = "echo mine $((6 * 7)); exit 3\n"
    where = "\x1b[6n"  # busybox asks the terminal where its cursor is, behind its prompt
    code, shown = wsltui.on_terminal("do", "container.exec", "web", after=where, typed=typed)
    assert code == 0
    assert "mine 42" in shown
    assert wsltui("do", "container.exec", "web").returncode == 2


def test_images_lose_one_tag_at_a_time(clean_engine: PrivateEngine, wsltui: Wsltui) -> None:
    clean_engine.docker("tag", BUSYBOX, "shop/web:1")
    clean_engine.docker("tag", BUSYBOX, "shop/web:2")
    assert wsltui.json("do", "image.remove", "shop/web:1", "--yes")["done"] == ["shop/web:1"]
    tags = {row["tag"] for row in wsltui.json("ls", "images") if row["repository"] == "shop/web"}
    assert tags == {"2"}


def test_a_frozen_engine_is_told_of_in_time(frozen: None, wsltui: Wsltui) -> None:
    began = time.monotonic()
    done = wsltui("ls", "containers")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("wsltui: ")
    assert time.monotonic() - began < 20


def test_no_engine_at_all(tmp_path: Path) -> None:
    environ = {**os.environ, "DOCKER_HOST": f"unix://{tmp_path}/none.sock", "DOCKER_CONTEXT": ""}
    done = Wsltui(environ, tmp_path)("do", "container.stop", "web", "--yes", "--json")
    assert (done.returncode, done.stdout) == (3, "")
    assert "none.sock" in done.stderr


def test_distros_are_listed(distros: tuple[World, Wsltui]) -> None:
    _, wsltui = distros
    rows = {row.pop("name"): row for row in wsltui.json("ls", "distros")}
    ubuntu = {"state": "running", "version": 2, "default": True, "current": True, "owner": None}
    assert rows["Ubuntu-24.04"].items() >= ubuntu.items()
    assert (rows["Ubuntu-24.04"]["os"], rows["Debian"]["os_version"]) == ("ubuntu", "13")
    assert rows["legacy-app"]["version"] == 1
    assert rows["docker-desktop"]["owner"] == "Docker Desktop"


def test_distros_start_end_and_become_the_default(distros: tuple[World, Wsltui]) -> None:
    world, wsltui = distros
    assert wsltui.json("do", "distro.start", "debian")["done"] == ["Debian"]
    assert world.states["Debian"] == "Running"
    assert wsltui.json("do", "distro.set-default", "Debian")["done"] == ["Debian"]
    assert world.data["default"] == world["Debian"]["guid"]
    assert wsltui("do", "distro.terminate", "Debian").returncode == 4
    assert wsltui("do", "distro.terminate", "Debian", "--yes").returncode == 0
    assert world.states["Debian"] == "Stopped"
    again = wsltui.json("do", "distro.terminate", "Debian", "--yes")
    assert [skipped["name"] for skipped in again["skipped"]] == ["Debian"]


def test_protected_and_fatal_distros(distros: tuple[World, Wsltui]) -> None:
    world, wsltui = distros
    terminate = ("do", "distro.terminate")
    more = ("--yes", "--confirm", "docker-desktop")
    assert wsltui(*terminate, "docker-desktop", *more).returncode == 4
    assert not world.calls()
    assert wsltui(*terminate, "Ubuntu-24.04", "--yes").returncode == 4
    assert world.states["Ubuntu-24.04"] == "Running"
    assert wsltui(*terminate, "nosuch", "--yes").returncode == 1
    assert wsltui(*terminate, "Ubuntu-24.04", "--confirm", "Ubuntu-24.04").returncode == 0
    assert world.states["Ubuntu-24.04"] == "Stopped"


def test_no_distro_and_no_wsl(distros: tuple[World, Wsltui]) -> None:
    world, wsltui = distros
    world.empty()
    done = wsltui("ls", "distros")
    assert (done.returncode, done.stdout) == (0, "")
    assert "No distros are installed" in done.stderr
    wsltui.environ["WSLTUI_WSL_EXE"] = "/no/such/wsl.exe"
    done = wsltui("ls", "distros", "--json")
    assert (done.returncode, done.stdout) == (3, "")
    assert "/no/such/wsl.exe" in done.stderr
