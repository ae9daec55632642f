"""Images: pulled, pushed, built, saved and named, and what is shown of that meanwhile."""

from __future__ import annotations

import asyncio

import pytest

from tests.stories.driver import See, see
from tests.stories.things import Box
from tests.stories.world import World
from tests.unit import image_words as said
from tui.run.recorded import Answer

WEB = "shop/web:1.4"


async def filled(s: See, *keys: str) -> None:
    """Type into the form, then leave it by its last button."""
    await s.asked()
    await s.press(*keys)


async def test_a_pull_shows_its_bytes_and_is_cancelled(world: World) -> None:
    world.meanwhile = said.PULL[:14]
    world.holds("docker image pull")
    async with see(world) as s:
        await s.pane("images").row(WEB).press("P")
        await s.expect("Pull again", "229 kB of 5 MB, 1 of 3 layers", "ctrl+c cancels")
        await s.press("V")
        await s.expect("5f3902a6385d Downloading", f"$ docker image pull {WEB}", "runs 5%")
        await s.press("ctrl+c")
        await s.expect("cancelled")
        await s.press("escape")
        await s.expect_said(f"{WEB}: Cancelled while it ran.")
        await s.expect_ran(f"docker image pull {WEB}")


async def test_another_image_is_pulled_by_a_form(world: World) -> None:
    world.says("docker image pull", Answer("\n".join(said.PULL)))
    async with see(world, size=(80, 24)) as s:
        await s.pane("images").press("c")
        await filled(s, *"UP")
        await s.expect("a repository has no capitals")
        await s.press("backspace", "backspace", *"nginx", "down", *"linux/arm64")
        await s.expect("docker image pull --platform linux/arm64 nginx:latest")
        await s.press("enter", "tab", "enter")
        await s.expect_ran("docker image pull --platform linux/arm64 nginx:latest")
        await s.expect_said("Pull: nginx", "Downloaded newer image")


async def test_a_pull_without_a_network_says_so_and_what_to_do(world: World) -> None:
    world.fails("docker image pull", said.OFFLINE)
    async with see(world) as s:
        await s.pane("images").row(WEB).press("P")
        await s.expect_said("The engine does not reach Docker Hub.", "online")
        await s.expect_ran(f"docker image pull {WEB}")
        await s.press("V")
        await s.expect("failed with exit code 1", "whether the registry's name is right", "1 line")
        await s.press("escape")


async def test_a_push_asks_first_and_says_who_must_log_in(world: World) -> None:
    world.fails("docker image push", "denied: requested access to the resource is denied\n")
    async with see(world) as s:
        await s.pane("images").row(WEB).press("p")
        assert "whoever may read Docker Hub has shop/web:1.4 then" in await s.asked()
        await s.confirm()
        await s.expect_said(f"Docker Hub does not let you push {WEB}.", "docker login")
        await s.expect_ran(f"docker image push {WEB}")


async def test_a_build_that_fails_shows_its_step_first(world: World) -> None:
    world.says("docker build", Answer(said.LEGACY, 3))
    async with see(world, size=(120, 40)) as s:
        await s.pane("images").press("B")
        await filled(s, *"/srv/shop", "down", *"shop:dev")
        build = "docker build --tag shop:dev --file /srv/shop/Dockerfile /srv/shop"
        await s.expect("docker build --tag shop:dev")
        await s.press(*["down"] * 4, "enter", "tab", "tab", "tab", "enter")
        await s.expect_ran(build)
        await s.expect_said("Step 3/3 RUN echo before; ls /nope; exit 3 failed: exit code 3.")
        await s.press("V")
        await s.expect("3/3 RUN echo before; ls /nope; exit 3 ended with exit code 3",
                       "ls: /nope: No such file", "cached", "All that was said")  # fmt: skip
        await s.press("y", "escape")
        assert "returned a non-zero code: 3" in s.app.sent[-1]


async def test_marked_images_are_saved_into_one_file(world: World) -> None:
    async with see(world) as s:
        await s.pane("images").row(WEB).press("space")
        await s.pane("images").row("shop/api:2.0").press("space", "S")
        asked = await s.asked()
        assert "Save 2 images" in asked
        await s.press(*"/srv/two.tar")
        await s.expect("docker image save")
        await s.press("enter", "tab", "enter")
        names = "shop/web:1.4 shop/api:2.0"
        await s.expect_ran(
            f"docker image save {names} > /srv/two.partial.tar",
            "mv --no-clobber --no-target-directory -- /srv/two.partial.tar /srv/two.tar",
            "test '!' -e /srv/two.partial.tar",
        )


async def test_a_full_disk_leaves_no_half_file(world: World) -> None:
    world.fails("docker image save", "write /dev/stdout: no space left on device\n")
    async with see(world) as s:
        await s.pane("images").row(WEB).press("S")
        await filled(s, *"/srv/x.tar", "enter", "tab", "enter")
        await s.expect_said("The disk is full: nothing half-done is left of it.")
        await s.expect_ran(
            f"docker image save {WEB} > /srv/x.partial.tar", "rm -f -- /srv/x.partial.tar"
        )


async def test_a_name_that_is_taken_moves_only_where_that_is_meant(world: World) -> None:
    async with see(world) as s:
        await s.pane("images").row(WEB).press("t")
        await filled(s, *"shop/api:2.0")
        await s.expect("is left without a name if it moves")
        await s.press("down", "right", "enter", "tab", "enter")
        await s.expect_ran(f"docker image tag {WEB} shop/api:2.0")


async def test_history_and_uses_are_sides_of_an_image(world: World) -> None:
    async with see(world) as s:
        await s.pane("images").row(WEB).press("]")
        await s.expect("RUN make", "3 MB in 1 layers", "████")
        await s.press("]")
        await s.expect("Running", "web-1")


async def test_docker_hub_is_searched_and_a_row_is_pulled(world: World) -> None:
    found = '{"Name":"nginx","Description":"[b]Official","StarCount":"21000","IsOfficial":"true"}'
    world.says("docker search", Answer(found))
    async with see(world) as s:
        await s.press(":", *"search docker hub", "enter")
        await s.expect("a word, then enter")
        await s.press(*"web", "enter")
        await s.expect("nginx", "21,000", "[b]Official")
        await s.press("enter")
        assert "docker image pull nginx:latest" in await s.asked()
        await s.press("escape")
    assert world.ran == []


async def test_a_search_without_a_network_says_so(world: World) -> None:
    world.fails("docker search", said.OFFLINE)
    async with see(world) as s:
        await s.press(":", *"search docker hub", "enter")
        await s.press(*"web", "enter")
        await s.expect("The engine does not reach Docker Hub.")
        await s.press("escape")


async def test_sizes_are_measured_on_demand(world: World) -> None:
    usage = '{"Images":[{"ID":"%s","UniqueSize":"12MB","Size":"80MB","SharedSize":"68MB"}]}'
    async with see(world) as s:
        row = next(iter(s.app.session.store["images"].rows), None)
        while row is None:
            await asyncio.sleep(0.01)
            row = next(iter(s.app.session.store["images"].rows), None)
        world.says("docker system df", Answer(usage % row.id))
        await s.pane("images").press("z", "+")
        await s.expect("Unique", "12 MB")
        await s.press("+")
        await s.expect("shared with no other image, measured")


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_an_image_is_run_with_what_a_form_is_told(
    world: World, size: tuple[int, int]
) -> None:
    async with see(world, size=size) as s:
        await s.pane("images").row(WEB).press("r")
        asked = await s.asked()
        assert f"Run {WEB}" in asked
        assert f"$ docker run -d {WEB}" in asked
        await s.press(*"w2", "down", *"serve 'a b'", "down", "down", *"8080:x")
        await s.expect("“8080:x” is no port")
        await s.press("backspace", *"80")
        await s.expect(f"docker run -d --name w2 -p 8080:80 {WEB} serve 'a b'")
        assert world.ran == []
        await s.press(*["tab"] * 9, "enter")
        await s.expect_ran(f"docker run -d --name w2 -p 8080:80 {WEB} serve 'a b'")
        await s.until(lambda: "w2" in s.pane("containers").names, "it is there")


async def test_an_image_is_run_from_the_palette(world: World) -> None:
    async with see(world) as s:
        await s.pane("images").row(WEB).press(":", *"image.run", "enter")
        assert f"$ docker run -d {WEB}" in await s.asked()
        await s.press("escape")
        assert world.ran == []


async def test_a_container_whose_image_was_replaced_is_marked(world: World) -> None:
    behind = Box("behind", raw={"Image": f"sha256:{'0' * 64}"})
    world.boxes(Box("web-1"), behind)
    async with see(world) as s:
        marked = s.pane("containers").row("behind")
        await s.until(lambda: "●!" in marked.line, "it is marked")
        await marked.press()
        await s.expect("shop/web:1.4 leads to another image by now", "from the one before")
        assert "●!" not in s.pane("containers").row("web-1").line


async def test_a_port_that_is_taken_is_said_before_and_after(world: World) -> None:
    sockets = "  TCP    127.0.0.1:8090    0.0.0.0:0    ABHÖREN    4711\r\n"
    world.says("netstat.exe", Answer(sockets))
    world.says("tasklist.exe", Answer('"node.exe","4711","Console","1","9 K"\r\n'))
    taken = "listen tcp 0.0.0.0:8090: bind: Only one usage of each socket address is permitted"
    world.fails("docker run", f"Ports are not available: {taken}.", 125)
    async with see(world, size=(120, 40)) as s:
        await s.pane("images").row(WEB).press("r")
        await s.asked()
        await s.press("down", "down", "down", *"8080:80")
        await s.expect("container web-1 has 8080 now")
        await s.press(*["backspace"] * 7, *"8090:80")
        await s.expect("on Windows node.exe (process 4711) listens on 8090")
        await s.press(*["tab"] * 9, "enter")
        await s.expect_ran(f"docker run -d -p 8090:80 {WEB}")
        await s.expect_said("On Windows node.exe (process 4711) listens on 8090: end it")
