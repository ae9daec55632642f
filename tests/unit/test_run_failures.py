"""A run that failed says what it has left, and why an image could not be pulled."""

from __future__ import annotations

import pytest

from tui.core.command import Outcome, Result
from tui.kinds.container_run import run_command
from tui.kinds.run_failures import of_run

ID = "c" * 64
BUSY = (
    "docker: Error response from daemon: Bind for 0.0.0.0:8080 failed: port is already allocated"
    "\n\nRun 'docker run --help' for more information"
)
OFFLINE = (
    "Unable to find image 'nope/nope:latest' locally\ndocker: Error response from daemon: Get "
    '"https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host'
)


def ran(stdout: str, stderr: str, *more: str) -> Result:
    words = run_command("web", frozenset())
    argv = (*words.argv[:-1], *more, "web")
    return Result(
        type(words)("docker", argv, mutates=True), Outcome.FAILED, 125, f"{stdout}\n".encode(),
        stderr.encode(),
    )  # fmt: skip


@pytest.mark.parametrize(("more", "name"), [((), ID[:12]), (("--name", "shop"), "shop")])
def test_what_was_made_and_could_not_start_stays(more: tuple[str, ...], name: str) -> None:
    sentence, remedy = of_run(ran(ID, BUSY, *more)) or ("", "")
    assert sentence.endswith("port is already allocated")
    assert f"stays, as {name}" in remedy
    assert remedy.startswith("Stop what holds the port first.")


@pytest.mark.parametrize("result", [ran("", BUSY), ran(ID, BUSY, "--rm")])
def test_nothing_else_is_left(result: Result) -> None:
    assert of_run(result) is None


def test_an_image_that_could_not_be_pulled_is_told_as_a_pull_is() -> None:
    sentence, _ = of_run(ran("", OFFLINE)) or ("", "")
    assert sentence == "The engine does not reach Docker Hub."
