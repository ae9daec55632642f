"""What is made of commands that failed."""

from __future__ import annotations

import pytest

from tui.core.command import Outcome, Result, docker
from tui.core.errors import CommandFailed, Refused
from tui.core.failure import failure, gone


def failed(said: str, outcome: Outcome = Outcome.FAILED) -> Result:
    return Result(docker("start", "web"), outcome, 1, b"", said.encode())


@pytest.mark.parametrize(
    "said",
    [
        "Error: No such container: web",
        "Error response from daemon: No such container: web",
        "Error response from daemon: No such container: web\n"
        "Error: failed to start containers: web",
        "error: no such object: web\nError: No such container: api",
    ],
)
def test_gone_is_what_only_names_missing_things(said: str) -> None:
    assert gone(failed(said))


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Error: failed to start containers: web",
        "Error: No such container: web\nError response from daemon: conflict",
        "Cannot connect to the Docker daemon",
    ],
)
def test_other_failures_are_not_gone(said: str) -> None:
    assert not gone(failed(said))


def test_a_failure_has_the_tools_words_a_remedy_and_the_command() -> None:
    error = failure(failed("Error: container is running: stop the container first"))
    assert isinstance(error, CommandFailed)
    assert "container is running" in error.sentence
    assert "Stop it first" in error.remedy
    assert (error.shown, error.code) == ("docker start web", 1)


def test_silence_refusal_and_time_limit_have_sentences_of_their_own() -> None:
    assert "exit code 1" in failure(failed("")).sentence
    assert isinstance(failure(failed("", Outcome.REFUSED)), Refused)
    assert "No answer in 30 s" in failure(failed("", Outcome.TIMEOUT)).sentence
