"""What is made of commands that failed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui.core.command import BRIEF, Api, Command, Outcome, Result, docker, wsl
from tui.core.errors import CommandFailed, Refused
from tui.core.failure import failure, gone, with_remedy

NOT_STARTED = "Error: failed to start containers: web"


def failed(said: str, outcome: Outcome = Outcome.FAILED) -> Result:
    return Result(docker("start", "web"), outcome, 1, b"", said.encode())


@pytest.mark.parametrize(
    "said",
    [
        "Error: No such container: web",
        "Error response from daemon: No such container: web",
        f"Error response from daemon: No such container: web\n{NOT_STARTED}",
        "error: no such object: web\nError: No such container: /web",
        'Error: no container with name or ID "web" found: no such container',
        "Error response from daemon: removal of container web is already in progress",
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
        f"Error response from daemon: No such container: side\n{NOT_STARTED}",
        "Error: No such container:path: web:/nope",
    ],
)
def test_other_failures_are_not_gone(said: str) -> None:
    assert not gone(failed(said))


def test_networks_are_gone_in_other_words_since_cli_28() -> None:
    said = b"Error response from daemon: network shop not found\nexit status 1\n"
    asked = Result(docker("network", "rm", "shop", "a", "b"), Outcome.FAILED, 1, b"", said)
    assert gone(asked)
    lines = b"Error response from daemon: network a not found\nError: No such network: b\n"
    assert gone(replace(asked, stderr=lines))
    assert not gone(replace(asked, stderr=said + b"Cannot connect to the Docker daemon"))
    assert not gone(replace(asked, command=docker("start", "web")))
    assert not gone(replace(asked, command=docker("start", "network")))


@pytest.mark.parametrize(
    "more", ["\n\nRun 'docker run --help' for more information", ".\nSee 'docker run --help'."]
)
def test_help_that_is_pointed_to_is_no_reason(more: str) -> None:
    said = "docker: Error response from daemon: network nonet not found"
    assert failure(failed(f"{said}{more}")).sentence.rstrip(".") == said


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("image", "rm", "shop"), "Error response from daemon: No such image: shop:latest"),
        (("image", "rm", "sha256:" + "a" * 64), f"Error: No such image: sha256:{'a' * 64}"),
        (("rm", "a" * 64), f"Error: No such container: {'a' * 12}"),
        (("volume", "rm", "data"), "Error response from daemon: get data: no such volume"),
        (("cp", "web:/etc", "/x"), "Error: No such container: web"),
    ],
)
def test_what_was_asked_for_is_known_however_it_is_named(argv: tuple[str, ...], said: str) -> None:
    assert gone(Result(docker(*argv), Outcome.FAILED, 1, b"", said.encode()))
    other = docker(argv[0], *argv[1:-1], "other") if argv[0] != "cp" else docker("cp", "o:/", "/x")
    assert not gone(Result(other, Outcome.FAILED, 1, b"", said.encode()))


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("Error: No such container:path: web:/nope", "Look at the path"),
        ("Error response from daemon: No such container: side", "needs another container"),
        ("remove shop_data: volume is in use - [c69c9a1957e0]", "stopped ones too"),
        ("error while removing network: network shop id 639f has active endpoints", "disconnect"),
    ],
)
def test_remedies_for_what_is_still_used(said: str, advice: str) -> None:
    assert advice in failure(failed(f"Error response from daemon: {said}")).remedy


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


@pytest.mark.parametrize(
    ("said", "is_gone"),
    [
        ("Nobody is called that.\r\nError code: Wsl/Service/WSL_E_DISTRO_NOT_FOUND\r\n", True),
        ("名前がありません\r\nエラー コード： Wsl/WSL_E_DISTRO_NOT_FOUND\r\n", True),
        ("Error code: Wsl/Service/WSL_E_USER_NOT_FOUND\r\n", False),
        ("No such container: web", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_distro_is_gone_where_wsl_says_so_in_whatever_language(
    said: str, is_gone: bool, encoding: str
) -> None:
    terminate = wsl("--terminate", "Debian", mutates=True)
    assert gone(Result(terminate, Outcome.FAILED, 255, said.encode(encoding))) is is_gone


def test_of_an_api_call_the_status_tells() -> None:
    call = Command("docker", api=Api("POST", "/containers/0123/start"))
    assert gone(Result(call, Outcome.FAILED, 404, b"", b"whatever it says"))
    assert not gone(Result(call, Outcome.FAILED, 409, b"", b"No such container: web"))
    assert "answered with 500" in failure(Result(call, Outcome.FAILED, 500)).sentence


@pytest.mark.parametrize("outcome", [Outcome.TIMEOUT, Outcome.CANCELLED, Outcome.NOT_STARTED])
def test_only_what_a_tool_said_can_be_gone(outcome: Outcome) -> None:
    assert not gone(failed("Error: No such container: web", outcome))


@pytest.mark.parametrize("outcome", [o for o in Outcome if o not in (Outcome.OK, Outcome.DRY_RUN)])
def test_every_failure_is_a_sentence_of_bearable_length(outcome: Outcome) -> None:
    command = replace(docker("inspect", *["a" * 64] * 250), timeout=None)
    error = failure(Result(command, outcome, 1))
    assert 5 < len(error.sentence) < BRIEF + 80
    assert error.sentence.endswith(".")


@pytest.mark.parametrize(
    ("reason", "advice", "said"),
    [
        ("docker said no\n", "Ask again.", "docker said no. Ask again."),
        ("docker said no.", "Ask again.", "docker said no. Ask again."),
        ("docker said no", "", "docker said no"),
    ],
)
def test_a_remedy_is_a_sentence_of_its_own(reason: str, advice: str, said: str) -> None:
    assert with_remedy(reason, advice) == said
