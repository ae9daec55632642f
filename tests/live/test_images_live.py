"""Images for real: pushed and pulled with their bytes, built, saved, loaded, and all that fails."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.live.buildkit import old_cli
from tests.live.engine import PrivateEngine
from tests.live.following import Following, lead_to
from tests.live.image import BUSYBOX, build_with_layer
from tui.core.form import About as Told
from tui.core.form import Filled, Place, completed
from tui.kinds import ACTIONS, KINDS
from tui.kinds.image_tabs import HISTORY
from tui.session.report import Report
from tui.session.tabs import side

HUB = Path(__file__).with_name("hub.py")
FAST, SLOW = 5000, 5001
"""Ports of two registries, of which the second sends 100 kB a second."""
SIZE = 600_000
PATHS = frozenset({"file", "directory"})


@contextlib.contextmanager
def hub(engine: PrivateEngine, directory: Path, port: int, speed: int = 0) -> Iterator[str]:
    """A registry that only the engine reaches."""
    inside = ["nsenter", "--target", str(engine._init().pid), "--net", "--"]
    argv = [*inside, sys.executable, str(HUB), str(directory), str(port), str(speed)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline() == "ready\n"
            yield f"127.0.0.1:{port}"
        finally:
            server.kill()


async def do(f: Following, verb: str, *names: str, then: Any = None, **told: str) -> Report:
    """An action of images, to the images of these names, with what its form is told."""
    kind, action = KINDS["images"], ACTIONS[f"image.{verb}"][1]
    await f.read("images")
    rows = [row for row in f.session.store["images"].rows if kind.name(row) in names]
    about = completed(action.form, Told(rows[0] if rows else None, (), told))
    places = {key: Place(v, v) for key, v in about.values.items() if key in PATHS}
    intent = f.session.dispatch.intend(kind, action, rows, Filled((), about.values, places))
    return await f.session.dispatch.carry_out(intent, then or (lambda *_: None))


def names_in(directory: Path) -> list[str]:
    return sorted(one.name for one in directory.iterdir())


async def test_a_push_and_a_pull_tell_their_bytes(
    f: Following, clean_engine: PrivateEngine, tmp_path: Path
) -> None:
    with hub(clean_engine, tmp_path, FAST) as registry:
        name = f"{registry}/odd/img:1"
        build_with_layer(clean_engine, name, SIZE)
        shares: list[Any] = []
        told = await do(f, "push", name, then=lambda *w: shares.append(getattr(w[2], "share", 0)))
        assert (told.ok, told.told[name][:7]) == (True, "sha256:")
        clean_engine.docker("image", "rm", name, BUSYBOX)
        pulled = await do(f, "pull", reference=name)
        assert pulled.told == {name: f"Downloaded newer image for {name}"}
        layers = f.session.transcripts.all[-1].hearing.account()
        assert len(layers) == 2
        assert all("complete" in one.text for one in layers), layers
        again = await do(f, "pull-again", name)
        assert again.told == {name: f"Image is up to date for {name}"}
        assert max(filter(None, shares)) == 1.0


async def test_a_pull_that_is_cancelled_halfway_leaves_nothing(
    f: Following, clean_engine: PrivateEngine, tmp_path: Path
) -> None:
    with hub(clean_engine, tmp_path, FAST) as registry:
        name = f"{registry}/odd/img:1"
        build_with_layer(clean_engine, name, SIZE)
        assert (await do(f, "push", name)).ok
        clean_engine.docker("image", "rm", name)
    with hub(clean_engine, tmp_path, SLOW, 100_000) as registry:
        name, moving = f"{registry}/odd/img:1", asyncio.Event()

        def heard(_done: int, _total: int, words: Any) -> None:
            if getattr(words, "share", None):
                moving.set()

        job = asyncio.create_task(do(f, "pull", then=heard, reference=name))
        await asyncio.wait_for(moving.wait(), 20)
        job.cancel()
        (failed,) = (await job).failed
        assert failed.reason == "Cancelled while it ran."
    assert "odd/img" not in clean_engine.docker("image", "ls", "--all").stdout
    assert not [one for one in _commands() if "pull" in one and name in one]


def _commands() -> Iterator[str]:
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            yield file.read_bytes().replace(b"\0", b" ").decode(errors="replace")


async def test_what_registries_refuse_is_said_in_our_words(
    f: Following, clean_engine: PrivateEngine, tmp_path: Path
) -> None:
    with hub(clean_engine, tmp_path, FAST) as registry:
        clean_engine.docker("tag", BUSYBOX, f"{registry}/busy/x:1")
        wanted = {
            f"{registry}/odd/none:1": f"{registry} has no {registry}/odd/none:1.",
            f"{registry}/private/x:1": f"{registry} does not let you have",
            f"{registry}/busy/x:1": f"{registry} hands out no more images to you for now",
            "127.0.0.1:5999/x:1": "The engine does not reach 127.0.0.1:5999.",
        }
        for name, sentence in wanted.items():
            (failed,) = (await do(f, "pull", reference=name)).failed
            assert failed.reason.startswith(sentence)
            assert failed.remedy
        (failed,) = (await do(f, "push", f"{registry}/busy/x:1")).failed
        assert failed.reason.startswith(f"{registry} hands out no more images")


async def test_a_build_that_goes_well_and_one_that_fails(
    f: Following, clean_engine: PrivateEngine, tmp_path: Path
) -> None:
    steps = f"FROM {BUSYBOX}\nCOPY file /file\nRUN echo seen-it; false\n"
    (tmp_path / "Dockerfile").write_text(steps)
    (tmp_path / "file").write_text("x" * 1000)
    told = {"directory": str(tmp_path), "tag": "shop:dev", "builder": "legacy"}
    (failed,) = (await do(f, "build", **told)).failed
    assert failed.reason.startswith(
        "Step 3/3 RUN echo seen-it; false failed: exit code 1.\nseen-it"
    )
    (tmp_path / "Dockerfile").write_text(steps.replace("; false", ""))
    report = await do(f, "build", **told)
    assert report.told == {"shop:dev": "shop:dev, 3 steps, 1 of them from the cache"}
    await f.read("images")
    row = next(one for one in f.session.store["images"].rows if one.reference == "shop:dev")
    fields = {one.label: one.value.text for one in await side(f.session, HISTORY, row)}
    assert "in 2 layers" in fields["total"]
    assert fields["platform"] == row.platform


async def test_a_build_that_never_begins(
    f: Following, clean_engine: PrivateEngine, tmp_path: Path
) -> None:
    told = {"directory": str(tmp_path), "tag": "shop:dev", "builder": "legacy"}
    (missing,) = (await do(f, "build", **told)).failed
    assert missing.reason == f"There is no Dockerfile {tmp_path}/Dockerfile."
    (tmp_path / "Dockerfile").write_text("FORM x\n")
    (odd,) = (await do(f, "build", **told)).failed
    assert odd.reason.startswith("Line 1 of the Dockerfile cannot be read: unknown instruction")


async def test_a_builder_that_is_missing_is_explained(
    clean_engine: PrivateEngine, docker_cli: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lead_to(clean_engine, docker_cli, monkeypatch)
    f = Following()
    (tmp_path / "Dockerfile").write_text(f"FROM {BUSYBOX}\n")
    report = await do(f, "build", directory=str(tmp_path), tag="kit:1", builder="buildkit")
    if docker_cli == old_cli():
        assert report.ok, report.failed
    else:
        assert report.failed[0].reason.startswith("This docker command has no BuildKit")
        assert "legacy builder" in report.failed[0].remedy
    await f.session.close()


async def test_images_go_into_one_file_and_come_back(
    f: Following, clean_engine: PrivateEngine, tmp_path: Path
) -> None:
    clean_engine.docker("tag", BUSYBOX, "odd/one:1")
    build_with_layer(clean_engine, "odd/two:1", 1000)
    whole = tmp_path / "two.tar"
    report = await do(f, "save", "odd/one:1", "odd/two:1", file=str(whole))
    assert report.done == ["odd/two:1, odd/one:1"]
    assert names_in(tmp_path) == ["two.tar"]
    clean_engine.docker("image", "rm", "odd/one:1", "odd/two:1")
    loaded = await do(f, "load", file=str(whole))
    assert "Loaded image: odd/one:1" in loaded.told[str(whole)]
    whole.write_bytes(whole.read_bytes()[:3000])
    (broken,) = (await do(f, "load", file=str(whole))).failed
    assert broken.reason.startswith(f"{whole} is no archive of images, or only a part of one")


async def test_an_image_is_run_and_its_tag_moves_on(
    f: Following, clean_engine: PrivateEngine
) -> None:
    clean_engine.docker("tag", BUSYBOX, "odd/run:1")
    report = await do(f, "run", "odd/run:1", name="w1", command="sleep 60", env="A='x y'")
    assert report.done == ["odd/run:1"]
    await f.read("containers")
    (row,) = f.session.store["containers"].rows
    assert (row.name, row.image, row.command) == ("w1", "odd/run:1", "sleep 60")
    assert row.superseded is None
    build_with_layer(clean_engine, "odd/run:1", 1000)
    await f.read("images")
    (row,) = f.session.store["containers"].rows
    assert row.superseded == "odd/run:1"


@pytest.fixture
def small_disk(may_start_engines: None, tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB."""
    where = tmp_path / "small"
    where.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "small", where], check=True)
    yield where
    subprocess.run(["umount", where], check=True)


async def test_a_disk_that_is_full_leaves_no_half_file(
    f: Following, clean_engine: PrivateEngine, small_disk: Path
) -> None:
    (failed,) = (await do(f, "save", BUSYBOX, file=str(small_disk / "x.tar"))).failed
    assert failed.reason == "The disk is full: nothing half-done is left of it."
    assert names_in(small_disk) == []
    (small_disk / "x.partial.tar").write_text("another's")
    (taken,) = (await do(f, "save", BUSYBOX, file=str(small_disk / "x.tar"))).failed
    assert "File exists" in taken.reason
    assert (small_disk / "x.partial.tar").read_text() == "another's"
