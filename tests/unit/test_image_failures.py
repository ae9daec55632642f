"""What failures with images mean: each text as docker 20.10 and 28 printed it."""

from __future__ import annotations

import pytest

from tests.unit import image_words as said
from tui.core.command import Command, Outcome, Result, docker
from tui.kinds import image_failures as why

DAEMON = "Error response from daemon: "
REFUSED = (
    f'{DAEMON}Get "http://127.0.0.1:5999/v2/": dial tcp 127.0.0.1:5999: connect: connection '
    "refused\n"
)
NO_DOCKERFILE = (
    "unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat "
    "/x/Dockerfile: no such file or directory\n"
)
DENIED = (
    f"{DAEMON}pull access denied for shop, repository does not exist or may require 'docker "
    "login': denied: requested access to the resource is denied\n"
)


def failed(words: str, *argv: str) -> Result:
    command = Command("docker", ("docker", *argv))
    return Result(command, Outcome.FAILED, 1, stderr=words.encode())


@pytest.mark.parametrize(
    ("words", "name", "sentence", "remedy"),
    [
        (f"{DAEMON}manifest unknown\n", "h:5000/x:1", "h:5000 has no h:5000/x:1.", "the tag"),
        (f"{DAEMON}manifest for nginx:9 not found: manifest unknown: manifest unknown\n",
         "nginx:9", "Docker Hub has no nginx:9.", "wsltui search"),
        (f"{DAEMON}unauthorized\n", "h:5000/x:1", "h:5000 does not let you have h:5000/x:1, or",
         "`docker login h:5000`"),
        (DENIED, "shop:1", "Docker Hub does not let you have shop:1", "`docker login`"),
        (f"{DAEMON}toomanyrequests: You have reached your pull rate limit.\n", "h:5000/x:1",
         "h:5000 hands out no more images to you for now", "`docker login h:5000`"),
        (f"{DAEMON}toomanyrequests: You have reached your pull rate limit.\n", "nginx:1",
         "Docker Hub hands out no more", "six hours"),
        (said.OFFLINE, "nginx:1", "The engine does not reach Docker Hub.", "online"),
        (REFUSED, "127.0.0.1:5999/x/y:1", "The engine does not reach 127.0.0.1:5999.", "name"),
        (f"{DAEMON}no matching manifest for windows/amd64 in the manifest list entries\n",
         "nginx:1", "nginx:1 is not made for windows/amd64.", "another platform"),
        (f'{DAEMON}Get "https://h/v2/": http: server gave HTTP response to HTTPS client\n',
         "h.io/x:1", "There is no secure connection from the engine to h.io.", "daemon.json"),
        ("write /var/lib/x: no space left on device\n", "nginx:1", "The disk is full", "clean"),
    ],
)  # fmt: skip
def test_a_pull(words: str, name: str, sentence: str, remedy: str) -> None:
    meaning = why.of_registry(failed(words, "image", "pull", name))
    assert meaning is not None
    assert sentence in meaning[0]
    assert remedy in meaning[1]


def test_what_is_not_known_is_left_to_the_tool() -> None:
    assert why.of_registry(failed("boom\n", "image", "pull", "x:1")) is None
    assert why.of_save(failed("boom\n", "image", "save", "x:1")) is None
    assert why.of_archive(failed("boom\n", "image", "load", "--input", "/x.tar")) is None
    assert why.of_build(failed("boom\n", "build", ".")) is None


def test_a_push_that_is_denied_is_about_writing() -> None:
    told = why.of_push(failed("denied: requested access to the resource is denied\n", "x:1"))
    assert told is not None
    assert told[0] == "Docker Hub does not let you push x:1."
    assert "`docker login`" in told[1]
    assert "YOU/IMAGE" in told[1]
    gone = why.of_push(failed("An image does not exist locally with the tag: x\n", "x:1"))
    assert gone == ("There is no image x:1 here.", "Give it that name first (tag).")


@pytest.mark.parametrize(
    "words",
    [
        "Error processing tar file(exit status 1): unexpected EOF\n",
        "Error processing tar file(exit status 1): archive/tar: invalid tar header\n",
        "open /var/lib/docker/tmp/docker-import-41/repositories: no such file or directory\n",
    ],
)
def test_a_file_that_is_broken(words: str) -> None:
    load = why.of_archive(failed(words, "image", "load", "--input", "/tmp/x.tar"))
    assert load is not None
    assert load[0].startswith("/tmp/x.tar is no archive of images, or only a part of one")
    imported = why.of_archive(failed(words, "image", "import", "/tmp/x.tar", "x:1"))
    assert imported is not None
    assert imported[0] == "/tmp/x.tar is no tar archive, or only a part of one."


def test_a_build_that_fails_names_its_step_and_what_it_said_last() -> None:
    for words, step in ((said.LEGACY, "3/3 RUN"), (said.BUILDKIT, "[3/3] RUN")):
        meaning = why.of_build(failed(words, "build", "."))
        assert meaning is not None
        head, *last = meaning[0].split("\n")
        assert head == f"Step {step} echo before; ls /nope; exit 3 failed: exit code 3."
        assert "ls: /nope: No such file or directory" in last


@pytest.mark.parametrize(
    ("words", "sentence", "remedy"),
    [
        (said.NO_BUILDX, "This docker command has no BuildKit", "legacy builder"),
        ('unable to prepare context: path "nodir" not found\n', "There is no directory nodir.", ""),
        (NO_DOCKERFILE, "There is no Dockerfile /x/Dockerfile.",
         "--file"),
        ("error checking context: no permission to read from '/x/secret'\n",
         "a file that you may not read: /x/secret.", ".dockerignore"),
        ("Error response from daemon: dockerfile parse error line 1: unknown instruction: FORM\n",
         "Line 1 of the Dockerfile cannot be read: unknown instruction: FORM.", "Mend"),
        ("Error response from daemon: failed to reach build target zz in Dockerfile\n",
         "The Dockerfile has no stage zz.", "AS NAME"),
    ],
)  # fmt: skip
def test_a_build_that_never_begins(words: str, sentence: str, remedy: str) -> None:
    meaning = why.of_build(failed(said.DEPRECATED + words, "build", "."))
    assert meaning is not None
    assert sentence in meaning[0]
    assert remedy in meaning[1]


def test_a_base_image_that_cannot_be_had_names_the_network() -> None:
    words = 'Step 1/1 : FROM nosuch:1\nGet "https://registry-1.docker.io/v2/": dial tcp: lookup\n'
    meaning = why.of_build(failed(words, "build", "."))
    assert meaning is not None
    assert "needs the network" in meaning[1]


def test_a_build_that_was_cancelled_is_no_failure() -> None:
    cancelled = Result(docker("build", "."), Outcome.CANCELLED, stderr=said.LEGACY.encode())
    assert why.of_build(cancelled) is None
