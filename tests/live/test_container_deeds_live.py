"""What containers can be told, asked of a real engine: all that `docker container` has."""

from __future__ import annotations

import asyncio
import os
import tarfile
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.live.engine import PrivateEngine
from tests.live.following import Following
from tests.live.image import BUSYBOX
from tests.live.test_actions_live import make, terminal
from tui.backends.files import WindowsFiles
from tui.core.errors import NotFound, Refused
from tui.kinds import ACTIONS
from tui.kinds.containers import CONTAINERS
from tui.session import report as report_module
from tui.session.dispatch import Report
from tui.session.filling import Filling
from tui.session.tabs import side


@pytest.fixture
def f(f: Following) -> Following:
    """What is copied goes by paths of a machine without Windows."""
    f.session.files = WindowsFiles({"HOME": "/nowhere"})
    return f


async def told(
    f: Following, action_id: str, *names: str, ticked: Sequence[str] = (), **given: str
) -> Report:
    """Carry it out as a form would: what it is told is checked first."""
    kind, action = ACTIONS[f"container.{action_id}"]
    known = f.rows()
    filling = Filling(f.session, kind, action, [known[name] for name in names])
    await filling.begin()
    words = {name.replace("_", "-"): value for name, value in given.items()}
    draft = filling.draft(frozenset(ticked), words)
    assert draft.faults == {}
    await filling.check(draft)
    report = await f.session.dispatch.carry_out(draft.intent)
    await f.session.refresh.settled()
    return report


def reasons(report: Report) -> Mapping[str, str]:
    return {failed.name: failed.reason for failed in report.failed}


def files_in(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


async def test_a_container_is_run_with_all_that_it_is_told(
    f: Following, clean_engine: PrivateEngine
) -> None:
    await f.read("containers")
    report = await told(
        f, "run", image=BUSYBOX, name="web", command="sh -c 'sleep 1000000'", env="A=1 B='two w'",
        publish="127.0.0.1:8093:80, 81", volume="data:/data /srv:/srv:ro type=tmpfs,target=/t",
        network="bridge", restart="on-failure", memory="64m", cpus="0.5", workdir="/tmp",
    )  # fmt: skip
    assert report.ok, report.failed
    found = clean_engine.get("/containers/web/json")
    host, config = found["HostConfig"], found["Config"]
    assert {"A=1", "B=two w"} <= set(config["Env"])
    assert (config["Cmd"], config["WorkingDir"]) == (["sh", "-c", "sleep 1000000"], "/tmp")
    assert host["RestartPolicy"]["Name"] == "on-failure"
    assert (host["Memory"], host["NanoCpus"]) == (64 << 20, 500_000_000)
    assert {m["Destination"] for m in found["Mounts"]} >= {"/data", "/srv"}
    (row,) = f.rows().values()
    assert (row.state, row.ports[0].host_port) == ("running", 8093)
    assert (await told(f, "create", image=BUSYBOX, name="made", ticked=["rm"])).ok
    assert f.states()["made"] == "created"
    taken = await told(f, "run", image=BUSYBOX, name="other", publish="127.0.0.1:8093:80")
    assert "port is already allocated" in reasons(taken)[BUSYBOX]


async def test_another_name_and_other_limits(f: Following, clean_engine: PrivateEngine) -> None:
    make(clean_engine, "web", "api")
    await f.read("containers")
    assert (await told(f, "rename", "web", to="shop.web")).ok
    assert set(f.states()) == {"shop.web", "api"}
    clean_engine.docker("rename", "api", "taken")
    late = await told(f, "rename", "shop.web", to="taken")
    assert "already in use" in reasons(late)["shop.web"]
    report = await told(f, "update", "shop.web", memory="64m", cpus="0.5", pids_limit="50",
                        restart="on-failure", retries="3")  # fmt: skip
    assert report.ok, report.failed
    host = clean_engine.get("/containers/shop.web/json")["HostConfig"]
    assert (host["Memory"], host["MemorySwap"], host["PidsLimit"]) == (64 << 20, 128 << 20, 50)
    assert host["RestartPolicy"] == {"Name": "on-failure", "MaximumRetryCount": 3}
    await f.read("containers")
    clean_engine.docker("rm", "-f", "taken")
    gone = await told(f, "update", "taken", cpus="1")
    assert (gone.ok, gone.skipped[0].name) == (True, "taken")


async def test_stop_and_kill_as_they_are_told(f: Following, clean_engine: PrivateEngine) -> None:
    trap = "trap 'exit 7' USR1; while :; do sleep 0.05; done"
    clean_engine.docker("run", "-d", "--name", "web", "--restart", "always", BUSYBOX, "sh", "-c",
                        trap)  # fmt: skip
    await f.read("containers")
    assert (await told(f, "kill", "web", signal="USR1")).ok
    counts = "/containers/web/json"
    await f.until(lambda: clean_engine.get(counts)["RestartCount"] == 1, "the policy fought back")
    assert (await told(f, "restart", "web", time="0")).ok
    assert (await told(f, "kill", "web")).ok
    assert clean_engine.get(counts)["State"]["Status"] == "exited"
    assert clean_engine.get(counts)["RestartCount"] == 0
    await f.read("containers")
    assert (await told(f, "stop", "web", time="0")).skipped[0].name == "web"


async def test_files_go_out_and_in_and_nothing_is_overwritten(
    f: Following, clean_engine: PrivateEngine, tmp_path: Path
) -> None:
    make(clean_engine, "web")
    clean_engine.docker("exec", "web", "sh", "-c", "mkdir /d; echo one > /d/f")
    await f.read("containers")
    assert (await told(f, "cp", "web", path="/d", to=str(tmp_path / "d"))).ok
    assert (tmp_path / "d/f").read_text() == "one\n"
    with pytest.raises(Refused, match="is there already"):
        await told(f, "cp", "web", path="/d", to=str(tmp_path / "d"))
    missing = await told(f, "cp", "web", path="/nope", to=str(tmp_path / "n"))
    assert "Could not find the file /nope" in reasons(missing)["web"]
    assert files_in(tmp_path) == {"d"}
    (tmp_path / "new").write_text("two\n")
    assert (await told(f, "cp-in", "web", **{"from": str(tmp_path / "new"), "path": "/d/f"})).ok
    assert clean_engine.docker("exec", "web", "cat", "/d/f").stdout == "two\n"
    with pytest.raises(NotFound):
        await told(f, "cp-in", "web", **{"from": str(tmp_path / "no"), "path": "/"})
    whole = tmp_path / "web.tar"
    assert (await told(f, "export", "web", to=str(whole))).ok
    with tarfile.open(whole) as archive:
        assert "d/f" in archive.getnames()
    assert whole.stat().st_mode & 0o077 == 0
    assert not (tmp_path / "web.partial.tar").exists()


async def test_an_image_of_it_and_its_other_sides(
    f: Following, clean_engine: PrivateEngine
) -> None:
    make(clean_engine, "web", options="-p 127.0.0.1:8094:80")
    clean_engine.docker("exec", "web", "sh", "-c", "touch /made; rm -f /bin/false")
    await f.read("containers", "images")
    report = await told(
        f, "commit", "web", image="shop/web:snap", message="why", ticked=["no-pause"]
    )
    assert report.ok, report.failed
    assert "shop/web:snap" in f.rows("images")
    tabs = {tab.id: tab for tab in CONTAINERS.tabs}
    row = f.rows()["web"]

    async def shown(tab: str) -> list[str]:
        return [field.value.text for field in await side(f.session, tabs[tab], row)]

    assert "/made" in await shown("changes")
    assert "80/tcp -> 127.0.0.1:8094" in await shown("ports")
    assert any("on the engine's machine" in text for text in await shown("state"))
    assert any("sleep" in text for text in await shown("top"))
    assert tabs["health"].absent(row) == "web has no health check"


async def test_commands_in_it_and_its_end(f: Following, clean_engine: PrivateEngine) -> None:
    make(clean_engine, "web")
    await f.read("containers")
    report = await told(f, "exec-command", "web", command="sh -c 'echo $PWD; id -u >&2'",
                        user="1234", workdir="/bin")  # fmt: skip
    assert report.answers == {"web": "/bin\n1234"}
    wrong = await told(f, "exec-command", "web", command="no-such-program")
    assert "executable file not found" in reasons(wrong)["web"]
    waiting = asyncio.create_task(told(f, "wait", "web"))
    journal = f.session.runner.journal
    await f.until(
        lambda: any(e.typed == "docker wait web" and e.outcome is None for e in journal.entries),
        "it waits",
    )
    assert (await told(f, "kill", "web")).ok  # nothing is held up by the wait
    assert (await waiting).answers["web"].startswith("exit code 137: ended by SIGKILL")
    late = await told(f, "exec-command", "web", command="ls")
    assert late.skipped[0].reason == "web is not running"


async def test_the_users_own_shell_and_a_container_that_dies_meanwhile(
    f: Following, clean_engine: PrivateEngine
) -> None:
    make(clean_engine, "web")
    own = "printf '#!/bin/sh\\necho own > /note\\n' > /bin/own; chmod +x /bin/own"
    passwd = "echo 'root:x:0:0::/:/bin/own\nnone:x:7:7::/:/sbin/nologin' > /etc/passwd"
    clean_engine.docker("exec", "web", "sh", "-c", f"{own}; {passwd}")
    await f.read("containers")
    with terminal(b""):
        await asyncio.wait_for(told(f, "exec", "web"), 20)
    assert clean_engine.docker("exec", "web", "cat", "/note").stdout == "own\n"
    with terminal(b"id -u > /who; exit\n"):
        await asyncio.wait_for(told(f, "exec", "web", user="none"), 20)
    with terminal(b"kill -9 -1; kill -9 1; sleep 20\n"):
        dying = asyncio.create_task(told(f, "exec", "web", user="none"))
        await asyncio.sleep(0.3)
        clean_engine.docker("kill", "web")
        report = await asyncio.wait_for(dying, 20)
    assert report.done + [failed.name for failed in report.failed] == ["web"]
    assert f.states() == {"web": "exited"}


async def test_attaching_leaves_it_running(
    f: Following, clean_engine: PrivateEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """docker ends with 1 when it is left; nobody types that within a second but tests."""
    monkeypatch.setattr(report_module, "AT_ONCE", -1.0)
    make(clean_engine, "web", options="-it")
    await f.read("containers")
    with terminal(b"") as ours:
        attached = asyncio.create_task(told(f, "attach", "web"))
        await f.until(lambda: not termios.tcgetattr(ours)[3] & termios.ICANON, "it has the keys")
        os.write(ours, b"\x10\x11")
        report = await asyncio.wait_for(attached, 20)
    assert report.ok, report.failed
    assert clean_engine.get("/containers/web/json")["State"]["Running"]


async def test_who_hangs_on_whom_is_asked_of_the_engine(
    f: Following, clean_engine: PrivateEngine
) -> None:
    make(clean_engine, "base", options="--ipc shareable -v shared:/data")
    make(clean_engine, "spy", options="--pid container:base --ipc container:base "
         "--network container:base --volumes-from base:ro")  # fmt: skip
    await f.read("containers")
    base = f.rows()["base"]
    found = {need.how for need in base.needed_by if need.name == "spy"}
    assert found == {"network", "processes", "memory", "volumes-from"}
    assert (await told(f, "stop", "base", time="0")).ok
    await f.until(lambda: not clean_engine.get("/containers/spy/json")["State"]["Running"], "both")
    clean_engine.docker("rm", "base")
    await f.read("containers")
    report = await told(f, "start", "spy")
    assert "No such container" in reasons(report)["spy"]


async def test_an_engine_that_is_killed_in_the_middle_of_fifty_removals(
    f: Following, clean_engine: PrivateEngine
) -> None:
    names = [f"c{n}" for n in range(50)]
    body = {"Image": BUSYBOX, "Cmd": ["true"]}
    for name in names:
        clean_engine.api("POST", f"/containers/create?name={name}", body)
    await f.read("containers")
    kind, action = ACTIONS["container.remove"]
    rows = [f.rows()[name] for name in names]
    intent = f.session.dispatch.intend(kind, action, rows)

    def far(done: int, _total: int, _name: str) -> None:
        if done == 20:
            clean_engine.kill()

    report = await f.session.dispatch.carry_out(intent, far)
    said = [*report.done, *(failed.name for failed in report.failed), *report.not_run]
    assert sorted(said) == sorted(names)
    assert len(report.done) >= 20
    assert report.failed
    assert all(failed.remedy for failed in report.failed)
    clean_engine.restart()
    left = {one["Names"][0][1:] for one in clean_engine.get("/containers/json?all=1")}
    assert not left & set(report.done)
