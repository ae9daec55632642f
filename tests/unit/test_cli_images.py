"""Images without a screen: every word of theirs, what is printed, and the exit codes."""

from __future__ import annotations

import pytest

from tests.unit import image_words as said
from tests.unit.cli_world import World, image
from tui.run.recorded import Answer

WEB = "shop/web:1.4"
HUB = '{"Name":"nginx","Description":"[b]Official","StarCount":"21000","IsOfficial":"true"}'


def world(**replies: Answer) -> World:
    known = {verb.replace("_", " "): answer for verb, answer in replies.items()}
    return World(images=[image(WEB, 1), image("shop/old:1", 2)], replies=known)


def test_a_pull_is_read_along_on_a_terminal_and_quiet_elsewhere() -> None:
    pulled = world(docker_image_pull=Answer("\n".join(said.PULL)))
    ran = pulled.run("do", "image.pull", "nginx", tty=True)
    assert (ran.code, ran.out) == (0, "nginx\n")
    assert ran.err.count("5f3902a6385d: Downloading") == 1
    assert "\x1b" not in ran.err
    quiet = pulled.run("do", "image.pull", "nginx")
    assert (quiet.out, quiet.err) == (
        "nginx\n", "nginx: Downloaded newer image for 127.0.0.1:5001/odd/img:1\n",
    )  # fmt: skip
    told = pulled.run("do", "image.pull", "nginx", "--platform", "linux/arm64", "--json").json
    assert told["commands"] == ["docker image pull --platform linux/arm64 nginx:latest"]
    assert told["told"]["nginx"].startswith("Downloaded newer image")


@pytest.mark.parametrize("name", ["UP", "a:b c", "x" * 300])
def test_a_name_that_is_none_is_a_usage_error(name: str) -> None:
    ran = world().run("do", "image.pull", name)
    assert (ran.code, ran.out) == (2, "")
    assert "image.pull: --reference:" in ran.err


def test_an_option_is_never_taken_for_a_name() -> None:
    assert world().run("do", "image.pull", "--", "-x").code == 2


def test_what_registries_refuse() -> None:
    ran = world(docker_image_pull=Answer("", 1, said.OFFLINE)).run("do", "image.pull", "nginx")
    assert ran.code == 1
    assert "Failed: nginx: The engine does not reach Docker Hub. See whether" in ran.err


def test_a_push_without_a_terminal_needs_yes() -> None:
    pushed = world(docker_image_push=Answer("\n".join(said.PUSH)))
    assert pushed.run("do", "image.push", WEB).code == 4
    ran = pushed.run("do", "image.push", WEB, "--yes")
    assert (ran.code, pushed.changes) == (0, [f"docker image push {WEB}"])


def test_a_build_that_fails_says_its_last_lines() -> None:
    built = world(docker_build=Answer("", 3, said.LEGACY))
    ran = built.run("do", "image.build", "shop:dev", "--directory", "/srv")
    assert ran.code == 1
    assert "Step 3/3 RUN echo before; ls /nope; exit 3 failed: exit code 3." in ran.err
    assert "ls: /nope: No such file or directory" in ran.err
    assert world().run("do", "image.build", "shop:dev").code == 2


def test_a_name_a_file_and_a_dry_run() -> None:
    some = world(docker_image_tag=Answer(), docker_image_save=Answer(), mv=Answer())
    assert some.run("do", "image.tag", WEB, "--name", WEB).code == 2
    assert some.run("do", "image.tag", WEB, "--name", "shop/web:2").code == 0
    assert some.run("do", "image.tag", WEB, "--name", "shop/old:1").code == 2
    assert some.run("do", "image.save", WEB, "--file", "/x.zip").code == 2
    ran = some.run("do", "image.save", WEB, "shop/old:1", "--file", "/x.tar", "--yes", "--dry-run")
    assert ran.out.splitlines() == [
        "docker image save shop/web:1.4 shop/old:1 > /x.partial.tar",
        "mv --no-clobber --no-target-directory -- /x.partial.tar /x.tar",
        "test '!' -e /x.partial.tar",
    ]
    ran = some.run("do", "image.build", "shop:dev", "--directory", "/srv", "--dry-run")
    assert (ran.out.startswith("docker build"), ran.err) == (True, "")


def test_a_search() -> None:
    found = World(replies={"docker search": Answer(HUB)})
    ran = found.run("search", "web")
    assert (ran.code, "[b]Official" in ran.out, "21,000" in ran.out) == (0, True, True)
    assert found.run("search", "web", "--json").json == [
        {"name": "nginx", "description": "[b]Official", "stars": 21000, "official": True}
    ]
    found.run("search", "web", "--limit", "7")
    assert "--limit 7" in found.transport.typed(mutating=False)[-1]


def test_searches_that_will_not_do() -> None:
    offline = World(replies={"docker search": Answer("", 1, said.OFFLINE)})
    ran = offline.run("search", "web")
    assert (ran.code, "does not reach Docker Hub" in ran.err) == (1, True)
    assert offline.run("search", "--", "-x").code == 2
    assert offline.run("search", "web", "--limit", "0").code == 2
    down = World(replies={"docker search": Answer("", 1, "Cannot connect to the Docker daemon")})
    assert down.run("search", "web").code == 3
    odd = World(replies={"docker search": Answer("<html>")})
    assert odd.run("search", "web").code == 1
    nothing = World(replies={"docker search": Answer()}).run("search", "web")
    assert (nothing.code, nothing.out) == (0, "")


def test_a_container_is_made_from_an_image() -> None:
    some = world(docker_run=Answer("0123\n"))
    ran = some.run("do", "image.run", WEB, "--name", "w2", "--rm", "--publish", "8080:80",
                   "--command", "sh -c 'exit 1'")  # fmt: skip
    assert (ran.code, ran.out) == (0, f"{WEB}\n")
    assert some.changes == [f"docker run -d --rm --name w2 -p 8080:80 {WEB} sh -c 'exit 1'"]
    dry = some.run("do", "image.run", "shop/old:1", "--dry-run")
    assert (dry.code, dry.out) == (0, "docker run -d shop/old:1\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        ((WEB, "shop/old:1"), 2),
        ((WEB, "--image", "nginx"), 2),
        ((WEB, "--publish", "80:x"), 2),
        ((WEB, "--name", "-x"), 2),
        (("shop/none:1",), 1),
        ((WEB, "--read-only"), 4),
        ((WEB, "--interactive"), 2),
    ],
)
def test_an_image_that_is_not_run(words: tuple[str, ...], code: int) -> None:
    some = world(docker_run=Answer())
    assert some.run("do", "image.run", *words).code == code
    assert some.changes == []
