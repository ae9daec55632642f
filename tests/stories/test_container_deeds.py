"""Containers: made from an image, told more than a key says, changed, copied, looked into."""

from __future__ import annotations

import pytest

from tests.stories.driver import See, see
from tests.stories.things import Box
from tests.stories.world import World
from tui.run.recorded import Answer
from tui.ui.screens.printed import PrintedDialog


async def open_form(s: See, row: str, action: str) -> str:
    await s.pane("containers").row(row).press(":", *action, "enter")
    return await s.asked()


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_the_line_of_docker_run_grows_as_it_is_typed(
    world: World, size: tuple[int, int]
) -> None:
    async with see(world, size=size) as s:
        await s.pane("containers").press("c")
        asked = await s.asked()
        assert "docker run -d IMAGE" in asked
        await s.expect("shop/web:1.4 · shop/api:2.0")
        await s.press(*"shop/w", "right", "down", *"web-1")
        await s.expect("docker run -d --name web-1 shop/web:1.4")
        await s.expect("another container has that name")
        await s.press("backspace", *"2", "down", *"serve 'a b'", "down", *"A=1 TOKEN=s3cret")
        await s.expect("--env A=1 --env 'TOKEN=********' shop/web:1.4 serve 'a b'")
        await s.press("down", *"8080:80,x")
        await s.expect("“x” is no port")
        await s.press("backspace", *"443", "down", *"data:/data rel:x")
        await s.expect("“rel:x”: the path inside begins with /")
        await s.press("backspace", *"/x", "down", *"shop", "down", "right", "right", "down")
        await s.press(*"1k")
        await s.expect("docker gives no container less than 6m")
        await s.press("backspace", "backspace", *"64m", "down", *"0.5", "down", "space")
        await s.expect("docker refuses a restart policy together with --rm")
        await s.press("space", "down", "down")
        assert world.ran == []
        await s.press("right", "enter")
        words = "--name web-2 --network shop --restart on-failure --memory 64m --cpus 0.5"
        ports = "-p 8080:80 -p 443 -v data:/data -v rel:/x"
        await s.expect_ran(
            f"docker run -d {words} --env A=1 --env 'TOKEN=********' {ports} "
            "shop/web:1.4 serve 'a b'"
        )
        await s.until(lambda: "web-2" in s.pane("containers").names, "it is there")


async def test_one_key_stays_one_key_and_more_is_asked_from_the_menu(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("x")
        await s.expect("Stop with …", "The same, but asks: seconds, signal")
        await s.press("down", "enter")
        asked = await s.asked()
        assert "Stop web-1" in asked
        assert "$ docker stop web-1" in asked
        await s.press(*"soon")
        await s.expect("write whole seconds")
        await s.press(*["backspace"] * 4, *"5", "down", *"INT")
        await s.expect("docker stop -t 5 --signal INT web-1")
        await s.press("down", "right", "enter")
        await s.expect_ran("docker stop -t 5 --signal INT web-1")


async def test_several_are_told_the_same_at_once(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("space", "space", ":", *"kill cont", "down")
        await s.press("enter")
        assert "Kill 2 containers" in await s.asked()
        await s.press(*"HUP", "down", "right", "enter")
        await s.expect_ran("docker kill --signal HUP web-1", "docker kill --signal HUP api-1")


async def test_a_name_is_checked_before_docker_is_asked(world: World) -> None:
    async with see(world) as s:
        await open_form(s, "web-1", "rename")
        for wrong, why in (
            ("api-1", "another container has that name"), ("-x", "a name has two or more letters"),
            ("web-1", "that is its name already"),
        ):  # fmt: skip
            await s.press(*wrong)
            await s.expect(f"docker rename web-1 {wrong}", why)
            await s.press(*["backspace"] * len(wrong))
        await s.press(*"shop.web", "enter", "right", "enter")
        await s.expect_ran("docker rename web-1 shop.web")
        await s.until(lambda: "shop.web" in s.pane("containers").names, "it has its new name")


async def test_an_update_wants_something_to_change(world: World) -> None:
    async with see(world) as s:
        asked = await open_form(s, "web-1", "update cont")
        assert "$ docker update web-1" in asked
        await s.press("down", *"128m")
        await s.expect("docker update --memory 128m --memory-swap 268435456 web-1")
        await s.press("down", "down", "down", "right", "enter")
        await s.expect_ran("docker update --memory 128m --memory-swap 268435456 web-1")


async def test_a_copy_has_its_name_when_it_is_whole(world: World) -> None:
    async with see(world) as s:
        await open_form(s, "web-1", "copy out")
        await s.press(*"etc", "down")
        await s.expect("it begins with /")
        await s.press("up", *["backspace"] * 3, *"/etc", "down", *"~/etc")
        await s.expect("docker cp web-1:/etc /home/dev/etc.partial")
        await s.press("down", "down", "down", "right", "enter")
        await s.expect_ran(
            "docker cp web-1:/etc /home/dev/etc.partial",
            "mv --no-clobber --no-target-directory -- /home/dev/etc.partial /home/dev/etc",
            "test '!' -e /home/dev/etc.partial",
        )


async def test_half_an_export_is_deleted(world: World) -> None:
    world.fails("docker export web-1", "no space left on device")
    async with see(world) as s:
        await open_form(s, "web-1", "export cont")
        await s.press(*"~/web", "enter")
        await s.expect("it is a tar: end it in .tar")
        await s.press("up", *".tar", "enter", "right", "enter")
        await s.expect_ran(
            "docker export web-1 > /home/dev/web.partial.tar",
            "rm -f -- /home/dev/web.partial.tar",
        )
        await s.expect_said("no space left on device", "What was written so far is deleted.")


async def test_what_a_command_prints_is_read_and_remembered(world: World) -> None:
    world.says("docker exec web-1 ls", Answer("a\n[red]b\x1b[2J\n"))
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("E")
        await s.asked()
        await s.press(*"ls 'x")
        await s.expect("a quote or a backslash in it has no partner")
        await s.press(*"'", "enter", "down", "right", "enter")
        await s.until(lambda: isinstance(s.dialog, PrintedDialog), "the output")
        await s.expect("$ docker exec web-1 ls x", "[red]b")
        await s.press("y", "escape")
        assert s.dialog is None
        assert s.app.sent == ["a\n[red]b"]
        await s.expect_ran("docker exec web-1 ls x")


async def test_a_container_that_dies_under_its_shell(world: World) -> None:
    world.says("docker exec", Answer("", 137))
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("e")
        await s.expect_said("Shell: web-1: it was killed, or its container ended")
        assert s.app.is_running
        (ran,) = world.ran
        assert ran.startswith("docker exec -it web-1 sh -c")
        await s.expect_ran(ran)


async def test_attaching_says_how_to_leave(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press(":", *"attach", "enter")
        asked = await s.asked()
        assert "ctrl-p ctrl-q leaves it running" in asked
        assert "docker attach --sig-proxy=false --detach-keys ctrl-p,ctrl-q web-1" in asked
        await s.press("escape")
    assert world.ran == []


async def test_the_end_of_a_container_is_waited_for_and_explained(world: World) -> None:
    world.says("docker wait web-1", Answer("137\n"))
    async with see(world) as s:
        await s.pane("containers").row("web-1").press(":", *"wait", "enter")
        await s.expect_said("Wait: web-1: exit code 137: ended by SIGKILL")
    assert world.ran == []


async def test_what_hangs_on_it_is_said_before(world: World) -> None:
    web = next(box for name, box in world.docker.boxes.items() if name == "web-1")
    joined = {"HostConfig.NetworkMode": f"container:{web.id}"}
    world.boxes(Box("spy", raw=joined))
    web.raw = {"HostConfig.RestartPolicy": {"Name": "always"}}
    async with see(world) as s:
        containers = s.pane("containers")
        await containers.row("web-1").press("s")
        asked = await s.asked()
        assert "web-1: spy uses its network: no connection without it" in asked
        assert "its restart policy always" in asked
        await s.press("escape")
        await containers.row("web-1").press("p")
        assert "spy uses its network, and goes on" in await s.asked()
        await s.press("escape")
        await containers.row("spy").press("p")
        await s.expect_ran("docker pause spy")


async def test_the_other_sides_of_a_container(world: World) -> None:
    world.says("docker diff web-1", Answer("C /etc\nA /etc/[red]\nD /tmp/x\n"))
    world.says("docker port web-1", Answer("80/tcp -> 0.0.0.0:8080\n"))
    state = '{"Status":"exited","OOMKilled":true,"FinishedAt":"2026-01-01T00:00:00Z"}\n'
    world.says("docker container inspect --format '{{json .State}}'", Answer(state))
    async with see(world) as s:
        await s.pane("containers").row("web-1").press(*"]]]]")
        await s.expect("out of memory", "yes: the kernel killed a process of it")
        await s.press("]")
        await s.expect("web-1 has no health check")
        await s.press("]")
        await s.expect("80/tcp -> 0.0.0.0:8080")
        await s.press("]")
        await s.expect("1 changed, 1 added, 1 deleted", "added", "/etc/[red]")
