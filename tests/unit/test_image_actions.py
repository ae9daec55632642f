"""What is done with images: the commands, what is told before, and what will not do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.container_samples import read
from tests.unit.demo_worlds import rows_of, session, still_world
from tests.unit.told import filled
from tui.core.action import Action
from tui.core.command import Command, Mode
from tui.core.form import About, completed, faults
from tui.kinds import ACTIONS
from tui.kinds.image_listing import moved
from tui.kinds.image_record import Image
from tui.kinds.images import IMAGES
from tui.session.filling import Filling
from tui.session.transcripts import Output

ID, OTHER = "ab" * 32, "cd" * 32
WEB = Image(ID, "shop/web", "1.4", tags=("shop/web:1.4",), size_bytes=80, platform="linux/amd64")
OLD = Image(OTHER, "shop/old", "1", tags=("shop/old:1", "shop/old:2"), size_bytes=20)
LOOSE = Image(ID, None, None)


def action(name: str) -> Action[Image]:
    found: Action[Image] = ACTIONS[f"image.{name}"][1]
    return found


def planned(name: str, row: Image | None = None, /, *ticked: str, **given: str) -> Command:
    made: Command = action(name).plan(row, filled(action(name), row, *ticked, **given))  # type: ignore[arg-type]
    return made


def wrong(name: str, row: Image | None = None, /, **given: str) -> dict[str, str]:
    about = completed(action(name).form, About(row, (WEB, OLD), given))
    return faults(action(name).form, about)


def test_a_pull_counts_bytes_on_a_terminal() -> None:
    command = planned("pull", reference="nginx", platform="linux/arm64")
    typed = "docker image pull --platform linux/arm64 nginx:latest"
    assert (command.typed(), command.mode, command.mutates) == (typed, Mode.TERMINAL, True)
    assert planned("push", WEB).typed() == "docker image push shop/web:1.4"


def test_pulling_again_keeps_the_platform_that_is_not_the_engines() -> None:
    arm = replace(WEB, platform="linux/arm64", engine="linux/amd64")
    assert "--platform linux/arm64" in planned("pull-again", arm).typed()
    assert planned("pull-again", WEB).typed() == "docker image pull shop/web:1.4"
    digest = replace(LOOSE, repository="a/x", digests=(f"a/x@sha256:{ID}",))
    assert "a digest never leads to another image" in (action("pull-again").disabled(digest) or "")
    assert "give it one first" in (action("push").disabled(LOOSE) or "")


def test_a_name_of_dockers_own_is_warned_of_before_a_push() -> None:
    warn = action("push").warn
    own = warn(replace(WEB, repository="web", tag="1"), frozenset()) or ""
    assert "yours begin with YOU/ on Docker Hub" in own
    assert "whoever may read Docker Hub has shop/web:1.4 then" in (warn(WEB, frozenset()) or "")


@pytest.mark.parametrize("reference", ["UP/x", "-x", "a:b c", "x" * 300, ""])
def test_references_that_will_not_do(reference: str) -> None:
    assert "reference" in wrong("pull", reference=reference)
    assert "tag" in wrong("build", directory="/x", tag=reference)


def test_a_build_with_all_that_can_be_told() -> None:
    told = {"directory": "/home/dev/shop", "tag": "shop:dev", "target": "test",
            "build-args": "A=1 TITLE='two words'", "builder": "legacy"}  # fmt: skip
    command = planned("build", None, "no-cache", "pull", **told)
    assert command.typed() == (
        "DOCKER_BUILDKIT=0 docker build --tag shop:dev --file /home/dev/shop/Dockerfile --target "
        "test --build-arg A=1 --build-arg 'TITLE=two words' --no-cache --pull /home/dev/shop"
    )
    assert (command.mode, dict(command.env)) == (Mode.JOINED, {"BUILDKIT_PROGRESS": "plain"})
    assert (
        planned("build", directory="/x", builder="buildkit")
        .typed()
        .startswith("DOCKER_BUILDKIT=1 ")
    )
    assert planned("build", directory="/x").variables == ()


def test_secrets_of_a_build_are_not_shown() -> None:
    typed = planned("build", None, directory="/x", **{"build-args": "NPM_TOKEN=abc"}).typed()
    assert "abc" not in typed


def test_build_arguments_that_will_not_do() -> None:
    assert (
        "has no partner"
        in wrong("build", directory="/x", tag="a", **{"build-args": "A='"})["build-args"]
    )
    assert (
        "NAME=VALUE"
        in wrong("build", directory="/x", tag="a", **{"build-args": "--x"})["build-args"]
    )
    assert "begins with no -" in wrong("build", directory="/x", tag="a", target="-x")["target"]


def test_one_more_name() -> None:
    assert planned("tag", WEB, name="shop/web:stable").typed() == (
        "docker image tag shop/web:1.4 shop/web:stable"
    )
    assert wrong("tag", WEB, name="shop/web:1.4")["name"] == "shop/web:1.4 has that name already"
    assert wrong("tag", WEB, name="shop/new") == {}


def test_a_name_is_taken_from_another_image_only_where_that_is_meant() -> None:
    fault = wrong("tag", WEB, name="shop/old:1")["if-taken"]
    assert fault == f"shop/old:1 is image {OTHER[:12]}, which keeps its other names if it moves"
    assert wrong("tag", WEB, name="shop/old:1", **{"if-taken": "move"}) == {}


def test_several_images_in_one_file_that_has_its_name_once_it_is_whole() -> None:
    save = action("save")
    assert save.together is not None
    told = filled(save, WEB, file="/x/all.tar")
    command, steps = save.together((WEB, OLD, replace(WEB, tag="2")), told)
    assert command.typed() == (
        "docker image save shop/web:1.4 shop/old:1 shop/web:2 > /x/all.partial.tar"
    )
    assert steps.grows == command.into == "/x/all.partial.tar"
    assert steps.grows_to == 100  # the bytes of an image with two names count once
    assert [one.typed() for one in steps.then] == [
        "mv --no-clobber --no-target-directory -- /x/all.partial.tar /x/all.tar",
        "test '!' -e /x/all.partial.tar",
    ]
    assert [one.typed() for one in steps.broken] == ["rm -f -- /x/all.partial.tar"]
    assert "end it in .tar" in wrong("save", WEB, file="/x/all.zip")["file"]
    assert "loaded without a name" in (save.warn(LOOSE, told) or "")


def test_an_image_is_run_by_its_name_or_else_by_its_id() -> None:
    assert planned("run", WEB, "rm", name="w").typed() == "docker run -d --rm --name w shop/web:1.4"
    assert planned("run", LOOSE, "interactive").typed() == f"docker run -it {ID}"


def test_an_image_of_another_platform_is_warned_of_before_it_runs() -> None:
    told = filled(action("run"), WEB, volume="/mnt/c/src:/src")
    arm = replace(WEB, platform="linux/arm64", engine="linux/amd64")
    lines = (action("run").warn(arm, told) or "").splitlines()
    assert "/mnt/c/src is on Windows" in lines[0]
    assert lines[1] == "shop/web:1.4 is made for linux/arm64: emulated here, or not run at all"
    assert action("run").warn(replace(WEB, engine="linux/amd64"), frozenset()) is None


def test_load_and_import() -> None:
    load = planned("load", file="/x/all.tar")
    assert (load.typed(), load.mode) == ("docker image load --input /x/all.tar", Mode.TERMINAL)
    imported = planned("import", file="/x/fs.tar", name="fs:1", message="from a backup")
    assert imported.typed() == "docker image import --message 'from a backup' /x/fs.tar fs:1"


def test_containers_that_a_tag_has_left_behind() -> None:
    behind = read(Image=f"sha256:{OTHER}", Config__Image="shop/web:1.4")
    behind = replace(behind, image="shop/web:1.4")
    assert moved([WEB, OLD], [behind]) == {"shop/web:1.4": (behind,)}
    now, before = IMAGES.join((WEB, OLD), {"containers": (behind,)})
    assert now.outdated == (behind.name,)
    assert before.superseded == "shop/web:1.4"
    assert moved([WEB, OLD], [replace(behind, image_id=ID)]) == {}
    assert moved([OLD], [behind]) == {}


async def test_a_pull_of_the_demo_is_heard_and_kept() -> None:
    world, _ = still_world()
    opened = session(world)
    intent = opened.dispatch.intend(
        IMAGES, action("pull"), (), filled(action("pull"), None, reference="httpd:2")
    )
    words: list[str] = []
    report = await opened.dispatch.carry_out(intent, lambda _d, _t, name: words.append(name))
    assert report.told == {"httpd:2": "Downloaded newer image for httpd:2"}
    assert any("of 148 MB, 0 of 4 layers" in one for one in words), words
    (output,) = opened.transcripts.all
    assert output.result is not None
    assert output.result.ok
    assert "httpd:2" in {row.reference for row in await rows_of(world, "images")}


async def test_a_build_that_fails_says_the_step_first() -> None:
    world, _ = still_world()
    opened = session(world)
    told = filled(action("build"), None, directory="/x", tag="shop:x", target="fail")
    report = await opened.dispatch.carry_out(
        opened.dispatch.intend(IMAGES, action("build"), (), told)
    )
    (failed,) = report.failed
    assert failed.reason.startswith("Step 7/7 RUN pytest failed: exit code 1.\n")
    assert "assert 41 == 42" in failed.reason
    output: Output = opened.transcripts.all[-1]
    assert output.hearing.account()[0].text == "7/7 RUN pytest ended with exit code 1"
    assert "shop:x" not in {row.reference for row in await rows_of(world, "images")}


async def test_a_saved_image_comes_back_with_its_names() -> None:
    world, _ = still_world()
    opened = session(world)
    rows = [row for row in await rows_of(world, "images") if row.repository in ("redis", "ghost")]
    filling = Filling(opened, IMAGES, action("save"), rows)
    await filling.begin()
    draft = filling.draft(frozenset(), {"file": "~/two.tar"})
    (item,) = draft.intent.items
    assert item.command.into == "/home/dev/two.partial.tar"
    assert (await opened.dispatch.carry_out(draft.intent)).ok
    assert sorted(tag for one in world.archives[item.command.into] for tag in one.tags) == [
        "ghost:6", "redis:8-alpine",
    ]  # fmt: skip
