"""The demo world's docker: what it prints, what its verbs change, and how it refuses."""

import json
from typing import Any

import pytest

from tests.unit.demo_worlds import said, still_world
from tui.core.command import Outcome, Result
from tui.run.demo.world import World

RUNNING = "container is running: stop the container before removing or force remove"
DAEMON = "Error response from daemon: "


def state(world: World, name: str) -> tuple[str, int]:
    container = world.container(name)
    return container.state, container.exit_code


def printed(result: Result) -> Any:
    assert result.ok, result.error_text
    return json.loads(result.text)


async def ps(world: World, template: str, *flags: str) -> list[str]:
    result = await said(world, "docker", "ps", *flags, "--format", template)
    assert result.ok, result.error_text
    return result.text.splitlines()


async def test_a_list_shows_what_docker_shows() -> None:
    world, _ = still_world()
    lines = await ps(world, "{{.Names}}|{{.State}}|{{.Status}}|{{.Ports}}", "-a", "--no-trunc")
    assert "shop-db-1|running|Up 3 days (healthy)|127.0.0.1:5432->5432/tcp" in lines
    assert "adminer|running|Up 3 hours|127.0.0.1:8081->8080/tcp" in lines
    web = "0.0.0.0:8080->80/tcp, [::]:8080->80/tcp, 0.0.0.0:8443->443/tcp, [::]:8443->443/tcp"
    assert f"shop-web-1|running|Up 3 days|{web}" in lines
    assert "etl-import|exited|Exited (1) 5 weeks ago|" in lines
    assert "render-farm|paused|Up 2 days (Paused)|" in lines
    assert "scratch|created|Created|" in lines
    assert "builder-gone|dead|Dead|" in lines
    assert any(line.startswith("blog-mailer-1|restarting|Restarting (1) 36 sec") for line in lines)


async def test_only_what_is_alive_is_listed_without_a() -> None:
    world, _ = still_world()
    assert set(await ps(world, "{{.State}}")) == {"running", "paused", "restarting"}


async def test_a_list_is_cut_unless_told_otherwise() -> None:
    world, _ = still_world()
    assert "/home/dev/shop…,/mnt/c/Users/d…" in await ps(world, "{{.Mounts}}")
    assert {len(line) for line in await ps(world, "{{.ID}}")} == {12}
    assert {len(line) for line in await ps(world, "{{.ID}}", "--no-trunc")} == {64}
    one = json.loads((await ps(world, "{{json .}}", "-a"))[0])
    assert len(one) == 16
    assert one["Platform"] is None


async def test_a_moved_tag_is_shown_as_an_id() -> None:
    world, _ = still_world()
    lines = await ps(world, "{{.Names}}={{.Image}}", "-a", "--no-trunc")
    assert f"api-old=sha256:{world.container('api-old').image_id}" in lines


async def test_inspect_prints_what_it_finds_and_complains_of_the_rest() -> None:
    world, _ = still_world()
    result = await said(world, "docker", "container", "inspect", "nosuch", "scratch")
    assert (result.code, result.error_text) == (1, f"{DAEMON}No such container: nosuch\n")
    assert [found["Name"] for found in json.loads(result.text)] == ["/scratch"]
    nothing = await said(world, "docker", "container", "inspect", "nosuch")
    assert (nothing.code, nothing.text) == (1, "[]\n")


async def test_a_template_that_asks_for_what_is_not_there_fails() -> None:
    world, _ = still_world()
    result = await said(world, "docker", "inspect", "--format", "{{json .Nope}}", "scratch")
    assert result.code == 1
    template = ("docker", "container", "inspect", "--format", "{{json .State.Nope}}", "scratch")
    result = await said(world, *template)
    assert result.code == 1
    assert 'map has no entry for key "Nope"' in result.error_text


async def test_a_container_is_found_by_the_beginning_of_its_id() -> None:
    world, _ = still_world()
    ident = world.container("shop-web-1").id
    result = await said(world, "docker", "stop", ident[:7])
    assert (result.code, result.text) == (0, f"{ident[:7]}\n")
    assert state(world, "shop-web-1") == ("exited", 0)


async def test_stop_start_kill_pause() -> None:
    world, _ = still_world()
    for argv, after in (
        (("stop", "shop-worker-1"), ("exited", 143)),
        (("stop", "shop-worker-1"), ("exited", 143)),
        (("start", "shop-worker-1"), ("running", 0)),
        (("pause", "shop-worker-1"), ("paused", 0)),
        (("unpause", "shop-worker-1"), ("running", 0)),
        (("kill", "shop-worker-1"), ("exited", 137)),
        (("restart", "shop-worker-1"), ("running", 0)),
        (("container", "stop", "-t", "3", "shop-worker-1"), ("exited", 143)),
    ):
        result = await said(world, "docker", *argv)
        assert (result.code, result.text) == (0, "shop-worker-1\n"), argv
        assert state(world, "shop-worker-1") == after


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("rm", "shop-web-1"), f'cannot remove container "/shop-web-1": {RUNNING}'),
        (("rm", "render-farm"), "container is paused and must be unpaused first"),
        (("rm", "blog-mailer-1"), RUNNING.replace("running", "restarting", 1)),
        (("rm", "nosuch"), "No such container: nosuch"),
        (("stop", "nosuch"), "No such container: nosuch"),
        (("start", "render-farm"), "cannot start a paused container, try unpause instead"),
        (("start", "builder-gone"), "container is marked for removal and cannot be started"),
        (("restart", "builder-gone"), "Cannot restart container builder-gone"),
        (("start", "reverse-proxy"), "Bind for 0.0.0.0:8080 failed: port is already allocated"),
        (("kill", "scratch"), "cannot kill container: scratch: container "),
        (("kill", "nosuch"), "cannot kill container: nosuch: No such container: nosuch"),
        (("pause", "scratch"), " is not running"),
        (("pause", "render-farm"), " is already paused"),
        (("pause", "blog-mailer-1"), " is restarting, wait until the container is running"),
        (("unpause", "scratch"), " is not paused"),
        (("exec", "-it", "scratch", "sh"), " is not running"),
        (("exec", "-it", "render-farm", "sh"), "unpause the container before exec"),
    ],
)
async def test_what_docker_refuses_is_refused(argv: tuple[str, ...], words: str) -> None:
    world, _ = still_world()
    before = {name: state(world, name) for name in ("shop-web-1", "render-farm", "builder-gone")}
    result = await said(world, "docker", *argv)
    assert (result.outcome, result.code, result.text) == (Outcome.FAILED, 1, "")
    assert result.error_text.startswith(DAEMON)
    assert words in result.error_text
    assert before == {name: state(world, name) for name in before}


async def test_some_fail_and_the_others_are_done() -> None:
    world, _ = still_world()
    result = await said(world, "docker", "start", "nosuch", "etl-import")
    assert (result.code, result.text) == (1, "etl-import\n")
    assert result.error_text.splitlines()[-1] == "Error: failed to start containers: nosuch"


async def test_a_port_is_free_again_when_its_container_stops() -> None:
    world, _ = still_world()
    await said(world, "docker", "stop", "shop-web-1")
    assert (await said(world, "docker", "start", "reverse-proxy")).ok
    assert world.container("reverse-proxy").error == ""


async def test_force_removes_what_runs_and_forgives_what_is_gone() -> None:
    world, _ = still_world()
    assert (await said(world, "docker", "rm", "-f", "shop-web-1")).text == "shop-web-1\n"
    gone = await said(world, "docker", "rm", "-f", "shop-web-1")
    assert (gone.code, gone.error_text) == (0, f"{DAEMON}No such container: shop-web-1\n")


@pytest.mark.parametrize(("flags", "left"), [((), 1), (("-v",), 0)])
async def test_anonymous_volumes_go_only_when_asked(flags: tuple[str, ...], left: int) -> None:
    world, _ = still_world()
    (mount,) = world.container("old-postgres").mounts
    assert (await said(world, "docker", "rm", *flags, "old-postgres")).ok
    assert (mount.name in world.volumes) == bool(left)


async def test_named_volumes_stay() -> None:
    world, _ = still_world()
    assert (await said(world, "docker", "rm", "-fv", "shop-db-1")).ok
    assert "shop_db-data" in world.volumes


async def test_one_that_was_started_with_rm_goes_when_it_stops() -> None:
    world, _ = still_world()
    (mount,) = world.container("report-nightly").mounts
    assert (await said(world, "docker", "stop", "report-nightly")).ok
    assert mount.name not in world.volumes
    again = await said(world, "docker", "stop", "report-nightly")
    assert again.error_text == f"{DAEMON}No such container: report-nightly\n"


async def test_health_starts_anew_and_settles() -> None:
    world, clock = still_world()
    await said(world, "docker", "restart", "shop-db-1")
    assert "Up Less than a second (health: starting)" in await ps(world, "{{.Status}}")
    clock.forward(7)
    assert "Up 7 seconds (healthy)" in await ps(world, "{{.Status}}")


async def test_info_counts_what_there_is() -> None:
    world, _ = still_world()
    info = printed(await said(world, "docker", "info", "--format", "{{json .}}"))
    assert info["Containers"] == len(world.containers)
    assert info["Containers"] == sum(
        info[f"Containers{word}"] for word in ("Running", "Paused", "Stopped")
    )
    ident = printed(await said(world, "docker", "info", "--format", "{{json .ID}}"))
    assert ident == info["ID"]
    version = printed(await said(world, "docker", "version", "--format", "{{json .}}"))
    assert version["Server"]["Platform"]["Name"].startswith("Docker Desktop 4.")
