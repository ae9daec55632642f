"""Docker Desktop with the containerd image store, and podman behind the docker CLI.

Their answers were made by hand; tests/live/test_podman_live.py asks a real podman, of one version.
"""

from __future__ import annotations

import pytest

from tests.recorded import recordings, rows, told_in
from tests.unit.container_samples import VIEW, as_json, cell
from tui.backends.docker import version_facts
from tui.core.command import Outcome, Result, docker
from tui.core.kind import Tone
from tui.kinds.container_record import Container
from tui.kinds.containers import CONTAINERS
from tui.kinds.fact import Fact
from tui.kinds.image_record import Image
from tui.kinds.images import IMAGES
from tui.kinds.system import SYSTEM
from tui.session.undo.inspects import absent

DESKTOP, PODMAN = "docker-29-desktop-by-hand", "podman-4.3-by-hand"

ID = "f" * 64


def containers(folder: str) -> dict[str, Container]:
    return {row.name: row for row in rows(CONTAINERS.listing(), told_in(folder))}


def images(folder: str) -> dict[str, Image]:
    known = {"containers": tuple(containers(folder).values())}
    listed = IMAGES.join(rows(IMAGES.listing(), told_in(folder)), known)
    return {image.reference: image for image in listed}


def facts(folder: str) -> dict[str, Fact]:
    return {fact.id: fact for fact in rows(SYSTEM.listing(), told_in(folder))}


def test_every_recording_says_where_it_comes_from() -> None:
    for recording in recordings().values():
        assert recording.version
        assert recording.argv[0] == recording.tool
        assert ("by-hand" in recording.file) is bool(recording.made_from)


def test_a_container_of_docker_desktop() -> None:
    web = containers(DESKTOP)["shop-web-1"]
    assert web.command == "nginx -g 'daemon off;'"
    assert (web.project, web.service, web.health) == ("shop", "web", "healthy")
    assert web.networks == ("shop_default",)
    assert cell(web, "ports") == "8080→80/tcp, 443/tcp"
    files = (web.labels or {})["com.docker.compose.project.config_files"]
    assert files.startswith("\\\\wsl.localhost\\Ubuntu-24.04\\home")
    assert [mount.rw for mount in web.mounts] == [False, True]


def test_a_dead_container_keeps_its_reason() -> None:
    old = containers(DESKTOP)["old"]
    assert (old.state, old.mounts, old.labels) == ("dead", (), {})
    assert as_json(old)["status"] == "Dead"
    assert "resource busy" in old.error
    assert cell(old, "image") == old.image_id[:12]


def test_images_of_the_containerd_store_are_known_by_their_index() -> None:
    found = images(DESKTOP)
    web = found["registry.test/shop/web:1.4"]
    assert (web.containers, web.size_bytes) == (1, 74_612_345)
    assert web.digests == (f"registry.test/shop/web@sha256:{web.id}",)
    pulled = next(image for image in found.values() if image.repository == "postgres")
    assert (pulled.tag, pulled.dangling, pulled.containers) == (None, True, 1)
    assert pulled.reference == f"postgres@sha256:{pulled.id}"


def test_an_attestation_without_platform_or_date_does_no_harm() -> None:
    loose = next(image for image in images(DESKTOP).values() if image.repository is None)
    assert (loose.size_bytes, loose.created, loose.dangling) == (0, None, True)
    assert IMAGES.as_json(loose, VIEW)["digests"] == []


def test_the_engine_of_docker_desktop() -> None:
    row = facts(DESKTOP)["engine"]
    assert row.value == "29.1.3 · Docker Desktop 4.76.0 (228118) · API 1.52 · linux"
    assert (row.tone, len(row.data["warnings"])) == (Tone.GOOD, 1)
    assert facts(DESKTOP)["client"].data["context"] == "desktop-linux"


def test_containers_of_podman() -> None:
    found = containers(PODMAN)
    assert found["web"].networks == ("podman",)
    assert found["web"].restart_policy == "no"
    assert (found["web"].health, found["web"].ports, found["web"].mounts) == (None, (), ())
    infra = found["9d1c-infra"]
    assert (infra.state, infra.image, infra.finished) == ("stopping", "", None)
    assert (as_json(infra)["status"], cell(infra, "image")) == ("Stopping", "<no image>")
    stop = CONTAINERS.actions[0]
    assert stop.disabled(infra) == "9d1c-infra is not running, it is stopping"


@pytest.mark.parametrize("word", ["nginx", "nginx:latest", "docker.io/library/nginx:latest"])
def test_images_of_podman_are_found_by_their_short_names(word: str) -> None:
    nginx = images(PODMAN)["docker.io/library/nginx:latest"]
    assert word in IMAGES.names(nginx)
    assert nginx.containers == 1
    assert images(PODMAN)["localhost/shop:1"].containers == 0


def test_the_engine_of_podman() -> None:
    row = facts(PODMAN)["engine"]
    assert row.value == "4.3.1 · Podman · API 1.41 · linux · rootless"
    assert facts(PODMAN)["containers"].value == "1 running, 1 stopped"


def test_what_podman_calls_itself_is_known_before_it_is_asked_more() -> None:
    (version,) = (
        one for one in recordings().values() if one.file == f"{PODMAN}/docker-version.txt"
    )
    command = docker(*version.argv[1:])
    assert version_facts(told_in(PODMAN)(command).text)["podman"] == "Podman Engine"


def test_podmans_words_for_an_image_that_is_not_there() -> None:
    said = f"Error response from daemon: invalid repository name ({ID}), cannot specify 64-byte "
    command = docker("image", "inspect", ID)
    failed = Result(command, Outcome.FAILED, 1, stderr=f"{said}hexadecimal strings".encode())
    assert absent(failed)
