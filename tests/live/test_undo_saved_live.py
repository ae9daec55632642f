"""Images, volumes and changed files: kept by tag, digest or archive, and let go in the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.live.image import build_with_layer
from tests.live.registry import registry
from tests.live.undoing import IDLE, Bench, differing, only_failure, settings
from tui.core.cleanup.world import Class
from tui.session.undo.trash import Trash


async def test_the_image_was_given_a_new_tag_or_is_gone(bench: Bench) -> None:
    build_with_layer(bench.engine, "shop/web:1", 1000)
    id_ = bench.inspect("shop/web:1", "image")["Id"]
    bench.docker("create", "--name", "web", "shop/web:1", "true")
    entry = await bench.remove("web")
    build_with_layer(bench.engine, "shop/web:1", 1000, seed=1)
    (restored,) = (await bench.undone(entry)).restored
    assert bench.inspect("web")["Image"] == id_
    assert "shop/web:1 does not lead to that now" in restored.notes[0]
    entry = await bench.remove("web")
    bench.docker("image", "rm", id_)
    failed = only_failure(await bench.undo(entry))
    assert "was not saved, and no registry is known to have it" in failed.sentence
    assert id_[7:19] in failed.remedy
    assert not bench.containers()


async def test_images_come_back_from_their_archive(bench: Bench) -> None:
    build_with_layer(bench.engine, "shop/web:1", 50_000)
    build_with_layer(bench.engine, "shop/api:1", 40_000)
    bench.docker("tag", "shop/web:1", "shop/web:latest")
    ids = {tag: bench.inspect(tag, "image")["Id"] for tag in ("shop/web:1", "shop/api:1")}
    refs = [(Class.IMAGE, id_) for id_ in ids.values()]
    bench.docker("create", "--name", "web", "shop/web:1", "true")
    refs.insert(0, bench.ref(Class.CONTAINER, "web"))
    entry = await bench.trash.record(bench.trash.new_id(), refs, save_images=True)
    bench.docker("rm", "web")
    bench.docker("image", "rm", "shop/web:1", "shop/web:latest", "shop/api:1")
    build_with_layer(bench.engine, "shop/web:latest", 1000, seed=2)
    newer = bench.inspect("shop/web:latest", "image")["Id"]
    report = await bench.undone(entry)
    assert len(report.restored) == 3
    assert {tag: bench.inspect(tag, "image")["Id"] for tag in ids} == ids
    assert bench.inspect("shop/web:latest", "image")["Id"] == newer
    assert any("tag shop/web:latest: it names another" in one for one in report.cannot_come_back)
    assert bench.inspect("web")["Image"] == ids["shop/web:1"]


async def test_an_image_is_tagged_again_or_pulled(bench: Bench, tmp_path: Path) -> None:
    build_with_layer(bench.engine, "shop/web:1", 1000)
    build_with_layer(bench.engine, "shop/lost:1", 1000, seed=3)
    bench.docker("tag", "shop/web:1", "shop/web:2")
    with registry(bench.engine, tmp_path) as reference:
        bench.docker("pull", reference)
        pulled = bench.inspect(reference, "image")["Id"]
        refs = [(Class.IMAGE, pulled), bench.ref(Class.IMAGE, "shop/lost:1")]
        refs += [bench.ref(Class.IMAGE, "shop/web:1")]
        entry = await bench.trash.record(bench.trash.new_id(), refs)
        bench.docker("image", "rm", pulled, "shop/web:1", "shop/lost:1")
        report = await bench.undo(entry)
    assert [one.ref[1] for one in report.restored] == [pulled[7:], refs[2][1]]
    assert bench.inspect(reference, "image")["Id"] == pulled
    assert bench.inspect("shop/web:1", "image")["Id"] == f"sha256:{refs[2][1]}"
    assert "was not saved and has no digest" in report.cannot_come_back[0]
    assert bench.entry(entry.id).undone


async def test_a_registry_that_does_not_answer(bench: Bench, tmp_path: Path) -> None:
    with registry(bench.engine, tmp_path) as reference:
        bench.docker("pull", reference)
    bench.docker("create", "--name", "web", reference, "true")
    pulled = bench.ref(Class.IMAGE, reference)
    entry = await bench.remove("web")
    bench.docker("image", "rm", pulled[1])
    failed = only_failure(await bench.undo(entry))
    assert "is gone, and could not be had again" in failed.sentence
    with registry(bench.engine, tmp_path):
        await bench.undone(entry)


async def test_volumes_come_back_with_owners_and_modes(bench: Bench) -> None:
    bench.docker("volume", "create", "--label", "of=shop", "shop_data")
    script = "chown 999:998 /d; chmod 750 /d; echo x >/d/f; chmod 640 /d/f; ln -s /nowhere /d/l"
    bench.docker("run", "--name", "db", "-v", "shop_data:/d", "app:1", script)
    was = bench.inspect("shop_data", "volume")
    volume = (Class.VOLUME, "shop_data")
    entry = await bench.remove("db", volume, backup_volumes=["shop_data"])
    assert not bench.containers()
    assert "wsltui-undo" not in bench.docker("image", "ls")
    await bench.undone(entry)
    reader = ("run", "--rm", "-v", "shop_data:/d", "app:1")
    listed = bench.docker(*reader, "stat -c '%n %u:%g %a' /d /d/f; readlink /d/l; cat /d/f")
    assert listed.splitlines() == ["/d 999:998 750", "/d/f 0:0 640", "/nowhere", "x"]
    after = bench.inspect("shop_data", "volume")
    assert {line.split(":")[0] for line in differing(was, after)} <= {"CreatedAt"}
    assert bench.containers() == {"db"}
    assert "wsltui-undo" not in bench.docker("image", "ls")


async def test_a_volume_that_a_killed_undo_has_half_filled(bench: Bench) -> None:
    bench.docker("run", "--name", "db", "-v", "data:/d", "app:1", "echo x >/d/f")
    bench.docker("rm", "db")
    entry = await bench.remove((Class.VOLUME, "data"), backup_volumes=["data"])
    carrier = ("--name", f"wsltui-undo-{entry.id}", "-v", "data:/wsltui")
    bench.docker("run", *carrier, "app:1", "echo half of it >/wsltui/f")
    bench.docker("tag", "app:1", f"wsltui-undo/{entry.id}-empty")
    await bench.undone(entry)
    assert bench.docker("run", "--rm", "-v", "data:/d", "app:1", "cat /d/f") == "x"
    assert not bench.containers()
    assert "wsltui-undo" not in bench.docker("image", "ls")


async def test_what_a_killed_record_has_left_is_cleared_away(bench: Bench) -> None:
    undo_id = bench.trash.new_id()
    (bench.directory / undo_id).mkdir(parents=True)
    bench.docker("tag", "app:1", f"wsltui-undo/{undo_id}:web")
    bench.docker("tag", "app:1", f"wsltui-undo/{undo_id}-empty")
    bench.docker("create", "--name", f"wsltui-undo-{undo_id}", "app:1")
    assert bench.entry(undo_id).unfinished
    assert await bench.trash.let_go() == ()
    assert await on_day(bench, 1).let_go() == (undo_id,)
    assert not bench.containers()
    assert "wsltui-undo" not in bench.docker("image", "ls")


async def test_a_volume_that_was_deleted_comes_back_empty_and_nothing_runs_on_it(
    bench: Bench,
) -> None:
    bench.docker("run", "-d", "--name", "db", "-v", "shop_data:/d", "app:1", IDLE)
    entry = await bench.remove("db", (Class.VOLUME, "shop_data"))
    report = await bench.undone(entry)
    lost = [one for one in report.cannot_come_back if "data of volume shop_data" in one]
    assert len(lost) == 1
    (restored,) = report.restored
    assert restored.notes == ("not started, because shop_data is empty now",)
    assert bench.inspect("db")["State"]["Status"] == "created"
    bench.docker("rm", "db")
    entry = await bench.remove((Class.VOLUME, "shop_data"), backup_volumes=["shop_data"])
    bench.docker("volume", "create", "shop_data")
    assert "nothing in it is overwritten" in only_failure(await bench.undo(entry)).sentence


async def test_changed_files_come_back_from_their_image(bench: Bench) -> None:
    bench.docker("run", "--name", "web", "app:1", "echo mine >/srv/f; rm /bin/true")
    was = bench.inspect("web")
    entry = await bench.remove("web", save_layers=True)
    layer = f"wsltui-undo/{entry.id}:web"
    image = bench.ref(Class.IMAGE, layer)
    assert bench.trash.held(entry.engine_id)[image][0] == entry.id
    assert 0 < entry.layer_bytes < entry.bytes
    report = await bench.undone(entry)
    assert report.restored[0].notes == (f"created from {layer}, which holds its changed files",)
    assert not any("files changed inside" in one for one in report.cannot_come_back)
    assert bench.docker("cp", "web:/srv/f", "-").count("mine") == 1
    paths = {
        line.split(":")[0] for line in differing(settings(was), settings(bench.inspect("web")))
    }
    assert paths == {"Config.Image", "Image"}


def on_day(bench: Bench, day: int) -> Trash:
    moment = datetime.now(UTC) + timedelta(days=day)
    return Trash(bench.session, bench.directory, clock=lambda: moment)


async def test_letting_go_takes_its_images_and_releases_what_was_held(bench: Bench) -> None:
    bench.docker("create", "--name", "web", "app:1")
    entry = await bench.remove("web", save_layers=True)
    assert f"wsltui-undo/{entry.id}" in bench.docker("image", "ls")
    assert await bench.trash.let_go() == ()
    later = on_day(bench, 31)
    assert await later.let_go() == (entry.id,)
    assert "wsltui-undo" not in bench.docker("image", "ls")
    assert not later.held(entry.engine_id)
    assert not list(bench.directory.iterdir())


async def test_an_image_that_a_later_entry_needs_outlives_its_own(bench: Bench) -> None:
    bench.docker("run", "--name", "web", "app:1", "echo mine >/srv/f")
    first = await bench.remove("web", save_layers=True)
    await bench.undone(first)
    bench.trash = on_day(bench, 20)
    second = await bench.remove("web")
    bench.trash = on_day(bench, 31)
    assert await bench.trash.let_go() == (first.id,)
    await bench.undone(second)
    assert "mine" in bench.docker("cp", "web:/srv/f", "-")


async def test_what_will_not_come_back_is_known_before(bench: Bench) -> None:
    bench.docker("tag", "app:1", "app:2")
    bench.docker("run", "--name", "web", "-v", "data:/d", "app:1")
    bench.docker("image", "rm", "--force", bench.ref(Class.IMAGE, "app:1")[1])
    build_with_layer(bench.engine, "shop/web:1", 1000)
    refs = [bench.ref(Class.CONTAINER, "web"), bench.ref(Class.IMAGE, "shop/web:1")]
    refs.append((Class.VOLUME, "data"))
    entry = await bench.trash.record(bench.trash.new_id(), refs)
    assert entry.doubts == (
        "web: its image app:1 is gone already",
        "shop/web:1: no registry is known to have it, and it is not saved",
        "data: its data is not saved",
    )
    saved = await bench.trash.record(
        bench.trash.new_id(), refs, save_layers=True, save_images=True, backup_volumes=["data"]
    )
    assert saved.doubts == ("web: its image app:1 is gone already",)
