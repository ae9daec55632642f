"""Podman through the socket that speaks docker's API: lists, and what is done to volumes."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.image import archive
from tests.live.podman import PrivatePodman, missing_podman
from tests.live.test_cli_live import Wsltui


@pytest.fixture(scope="module")
def podman(may_start_engines: None) -> Iterator[PrivatePodman]:
    if reason := missing_podman():
        if os.environ.get("WSLTUI_REQUIRE_LIVE") == "1":
            pytest.fail(f"Live tests are required here. {reason}")
        pytest.skip(reason)
    with PrivatePodman() as podman:
        podman.docker("import", "-", "shop/web:1.4", given=archive({"serve": b"#!"}))
        yield podman


def test_lists_are_as_podman_tells_them(podman: PrivatePodman, tmp_path: Path) -> None:
    wsltui = Wsltui(podman.environ, tmp_path)
    made = wsltui("do", "container.create", "shop/web:1.4", "--name", "web", "--command", "serve")
    assert made.returncode == 0, made.stderr
    (web,) = wsltui.json("ls", "containers")
    full = podman.docker("inspect", "--format", "{{.Id}} {{.Image}}", "web").split()
    assert [web["id"], web["image_id"]] == [one.removeprefix("sha256:") for one in full]
    assert (web["name"], web["state"], web["exit_code"]) == ("web", "created", None)
    (image,) = wsltui.json("ls", "images")
    assert (image["repository"], image["tag"]) == ("shop/web", "1.4")
    assert image["containers"] == 1
    removed = wsltui("do", "container.remove", "web", "--yes", "--no-undo")
    assert (removed.returncode, podman.docker("ps", "--all", "--quiet")) == (0, "")


def test_a_volume_there_and_back(podman: PrivatePodman, tmp_path: Path) -> None:
    wsltui, tar = Wsltui(podman.environ, tmp_path), tmp_path / "in.tar"
    tar.write_bytes(archive({"sub/y": b"why", "data.txt": b"precious"}))
    restored = wsltui("do", "volume.restore", "data", "--file", str(tar))
    assert restored.returncode == 0, restored.stderr
    saved = wsltui("do", "volume.backup", "data", "--file", str(tmp_path / "out.tar"), "--yes")
    assert saved.returncode == 0, saved.stderr
    with tarfile.open(tmp_path / "out.tar") as out:
        assert {"sub/y", "data.txt"} <= set(out.getnames())
    shown = wsltui("show", "volume", "data", "--tab", "files", "--path", "sub/").stdout
    assert "in     /sub/" in shown
    assert shown.rstrip().endswith("y")
    assert podman.docker("ps", "--all", "--quiet", "--filter", "name=wsltui-carrier") == ""
