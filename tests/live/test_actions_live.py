"""Every action on containers and images for real: done, refused by docker, gone, cancelled."""

from __future__ import annotations

import asyncio
import os
import pty
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.live.engine import PrivateEngine
from tests.live.following import Following
from tests.live.image import BUSYBOX, build_with_layer
from tui.core.errors import Refused
from tui.kinds import ACTIONS

IDLE = ("sleep", "1000000")


def make(engine: PrivateEngine, *names: str, options: str = "", run: bool = True) -> None:
    verb = ["run", "-d"] if run else ["create"]
    for name in names:
        engine.docker(*verb, "--name", name, *options.split(), BUSYBOX, *IDLE)


async def test_a_container_through_its_whole_life(
    f: Following, clean_engine: PrivateEngine
) -> None:
    make(clean_engine, "web", run=False)
    await f.read("containers")
    steps = {
        "container.start": "running",
        "container.pause": "paused",
        "container.unpause": "running",
        "container.restart": "running",
        "container.stop": "exited",
        "container.start ": "running",
        "container.kill": "exited",
    }
    for action_id, state in steps.items():
        report = await f.do(action_id.strip(), "web")
        await f.session.refresh.settled()
        assert (report.done, report.ok) == (["web"], True), report.failed
        assert f.states() == {"web": state}
    assert (await f.do("container.remove", "web")).done == ["web"]
    await f.session.refresh.settled()
    assert f.rows() == {}


def test_every_action_on_containers_and_images_is_tried_here() -> None:
    tried = {
        *(f"container.{verb}" for verb in ("start", "stop", "restart", "kill", "pause", "unpause")),
        "container.remove", "container.exec", "image.remove",
        "container.open",  # which asks docker for nothing
        *(f"container.{verb}" for verb in (  # in test_container_deeds_live.py
            "run", "create", "rename", "update", "commit", "cp", "cp-in", "export", "wait",
            "attach", "exec-command",
        )),
        *(f"image.{verb}" for verb in (  # in test_images_live.py and test_cli_images.py
            "pull", "pull-again", "push", "build", "tag", "save", "load", "import",
            "run",
        )),
    }  # fmt: skip
    known = {id_ for id_ in ACTIONS if id_.split(".")[0] in ("container", "image")}
    assert known <= tried


async def test_what_cannot_be_done_to_a_row_is_skipped_with_the_reason(
    f: Following, clean_engine: PrivateEngine
) -> None:
    make(clean_engine, "web")
    make(clean_engine, "made", run=False)
    await f.read("containers")
    report = await f.do("container.stop", "web", "made")
    assert report.done == ["web"]
    assert [(s.name, s.reason) for s in report.skipped] == [("made", "made is not running")]


async def test_removing_a_running_container_is_refused_by_docker_and_done_with_force(
    f: Following, clean_engine: PrivateEngine
) -> None:
    make(clean_engine, "web", "api")
    make(clean_engine, "made", run=False)
    await f.read("containers")
    report = await f.do("container.remove", "web", "made", "api")
    assert report.done == ["made"]
    assert [failed.name for failed in report.failed] == ["web", "api"]
    for failed in report.failed:
        assert "running" in failed.reason
        assert "Stop it first" in failed.remedy
        assert failed.typed == f"docker rm {failed.name}"
    await f.session.refresh.settled()
    again = await f.do("container.remove", "web", "api", chosen=["force"])
    assert again.done == ["web", "api"]
    assert clean_engine.get("/containers/json?all=1") == []


async def test_volumes_go_only_where_they_are_anonymous_and_chosen(
    f: Following, clean_engine: PrivateEngine
) -> None:
    clean_engine.docker("volume", "create", "data")
    make(clean_engine, "keeps", "loses", options="-v data:/data -v /scratch")
    await f.read("containers")
    volumes = {v["Name"] for v in clean_engine.get("/volumes")["Volumes"]}
    assert len(volumes) == 3
    await f.do("container.remove", "keeps", chosen=["force"])
    await f.do("container.remove", "loses", chosen=["force", "volumes"])
    left = {v["Name"] for v in clean_engine.get("/volumes")["Volumes"]}
    assert "data" in left
    assert len(left) == 2


async def test_rows_that_vanish_between_key_and_command_are_gone(
    f: Following, clean_engine: PrivateEngine
) -> None:
    make(clean_engine, "aa", "bb", "cc", "dd", run=True)
    await f.read("containers")
    clean_engine.docker("rm", "-f", "bb", "dd")
    report = await f.do("container.stop", "aa", "bb", "cc", "dd")
    assert (report.done, report.ok) == (["aa", "cc"], True)
    assert sorted(s.name for s in report.skipped) == ["bb", "dd"]
    assert all("gone" in s.reason for s in report.skipped)
    await f.session.refresh.settled()
    assert f.states() == {"aa": "exited", "cc": "exited"}


async def test_a_name_that_vanished_is_not_taken_for_the_id_of_another(
    f: Following, clean_engine: PrivateEngine
) -> None:
    make(clean_engine, "other")
    prefix = clean_engine.get("/containers/other/json")["Id"][:5]
    make(clean_engine, prefix)
    await f.read("containers")
    clean_engine.docker("rm", "-f", prefix)
    report = await f.do("container.stop", prefix)
    assert [s.name for s in report.skipped] == [prefix]
    await f.do("container.remove", prefix, chosen=["force"])
    await f.session.refresh.settled()
    assert f.states() == {"other": "running"}


async def test_starting_and_removing_what_vanished_is_gone_too(
    f: Following, clean_engine: PrivateEngine
) -> None:
    make(clean_engine, "aa", "bb", run=False)
    await f.read("containers")
    clean_engine.docker("rm", "aa", "bb")
    for action_id, name in (("container.start", "aa"), ("container.remove", "bb")):
        report = await f.do(action_id, name)
        assert (report.ok, [s.name for s in report.skipped]) == (True, [name]), report


async def test_a_start_that_docker_cannot_do_says_why(
    f: Following, clean_engine: PrivateEngine
) -> None:
    make(clean_engine, "first", options="-p 8091:80")
    make(clean_engine, "second", options="-p 8091:80", run=False)
    await f.read("containers")
    (failed,) = (await f.do("container.start", "second")).failed
    assert "already" in failed.reason
    assert "port" in failed.remedy
    clean_engine.docker("create", "--name", "odd", BUSYBOX, "no-such-program")
    await f.read("containers")
    (failed,) = (await f.do("container.start", "odd")).failed
    assert "no-such-program" in failed.reason
    assert failed.remedy


async def test_many_rows_a_few_at_a_time(f: Following, clean_engine: PrivateEngine) -> None:
    names = [f"c{n}" for n in range(12)]
    make(clean_engine, *names, run=False)
    await f.read("containers")
    report = await f.do("container.remove", *names)
    assert report.done == names
    assert clean_engine.get("/containers/json?all=1") == []


async def test_a_cancelled_job_leaves_the_rest_as_it_was(
    f: Following, clean_engine: PrivateEngine
) -> None:
    names = [f"c{n}" for n in range(8)]
    make(clean_engine, *names, run=False)
    await f.read("containers")
    journal = f.session.runner.journal
    clean_engine.freeze()
    job = asyncio.create_task(f.do("container.remove", *names))

    def running() -> int:
        return sum(entry.mutates and entry.outcome is None for entry in journal.entries)

    await f.until(lambda: running() == 4, "four of them run")
    job.cancel()
    report = await job
    clean_engine.thaw()
    assert (report.done, report.not_run) == ([], names[4:])
    assert [failed.name for failed in report.failed] == names[:4]
    assert all("Cancelled" in failed.reason for failed in report.failed)
    left = {c["Names"][0][1:] for c in clean_engine.get("/containers/json?all=1")}
    assert left >= set(names[4:])


async def test_an_engine_that_goes_during_a_job_is_the_reason_of_each_failure(
    f: Following, clean_engine: PrivateEngine
) -> None:
    make(clean_engine, "aa", "bb", run=False)
    await f.read("containers")
    clean_engine.kill()
    report = await f.do("container.remove", "aa", "bb")
    assert [failed.name for failed in report.failed] == ["aa", "bb"]
    assert all(str(clean_engine.socket) in failed.reason for failed in report.failed)
    assert all("docker" in failed.remedy for failed in report.failed)


async def test_read_only_and_dry_run_change_nothing(
    f: Following, clean_engine: PrivateEngine
) -> None:
    make(clean_engine, "web")
    await f.read("containers")
    f.session.runner.read_only = True
    with pytest.raises(Refused):
        await f.do("container.kill", "web")
    f.session.runner.dry_run = True
    assert (await f.do("container.kill", "web")).done == ["web"]
    assert clean_engine.get("/containers/web/json")["State"]["Status"] == "running"


@contextmanager
def terminal(typed: bytes) -> Iterator[int]:
    """Our standard streams are a terminal on which this is typed; its other end."""
    ours, theirs = pty.openpty()
    saved = [os.dup(fd) for fd in range(3)]
    for fd in range(3):
        os.dup2(theirs, fd)
    os.write(ours, typed)
    try:
        yield ours
    finally:
        for fd, old in enumerate(saved):
            os.dup2(old, fd)
            os.close(old)
        os.close(ours)
        os.close(theirs)


async def test_a_shell_has_the_terminal(f: Following, clean_engine: PrivateEngine) -> None:
    make(clean_engine, "web")
    await f.read("containers")
    with terminal(b"echo here > /note; sleep 1; exit 1\n"):
        report = await asyncio.wait_for(f.do("container.exec", "web"), 30)
    assert (report.done, report.ok) == (["web"], True)
    assert clean_engine.docker("exec", "web", "cat", "/note").stdout == "here\n"


async def test_a_shell_that_is_not_in_the_image_is_a_failure(
    f: Following, clean_engine: PrivateEngine
) -> None:
    clean_engine.docker(
        "run", "-d", "--name", "bare", BUSYBOX, "sh", "-c", "rm /bin/sh /bin/bash; sleep 1000000"
    )
    await f.read("containers")
    with terminal(b""):
        report = await asyncio.wait_for(f.do("container.exec", "bare"), 30)
    (failed,) = report.failed
    assert "ended at once" in failed.reason


async def test_images_are_removed_by_tag_and_kept_while_in_use(
    f: Following, clean_engine: PrivateEngine
) -> None:
    build_with_layer(clean_engine, "shop/web:1", 1000)
    build_with_layer(clean_engine, None, 1000, seed=1)
    clean_engine.docker("tag", "shop/web:1", "host.test:5000/web:1")
    make(clean_engine, "web", run=True)
    await f.read("containers", "images")
    dangling = next(name for name, row in f.rows("images").items() if row.dangling)
    report = await f.do("image.remove", "shop/web:1", dangling, BUSYBOX)
    assert report.done == ["shop/web:1", dangling]
    (failed,) = report.failed
    assert failed.name == BUSYBOX
    assert failed.remedy
    await f.session.refresh.settled()
    assert "host.test:5000/web:1" in f.rows("images")
    clean_engine.docker("rmi", "host.test:5000/web:1")
    again = await f.do("image.remove", "host.test:5000/web:1")
    assert ([s.name for s in again.skipped], again.ok) == (["host.test:5000/web:1"], True)
