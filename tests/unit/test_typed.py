"""A docker command that somebody types: what it is, before anything runs."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui.core import hello
from tui.core.command import Mode
from tui.core.errors import UsageError
from tui.core.typed import SHELL, typed


@pytest.mark.parametrize(
    "line",
    [
        "docker ps -a",
        "docker --context other ps",
        "docker -H tcp://10.0.0.1 container ls --all",
        "docker logs web",
        "docker logs --tail 5 web",
        "docker --help",
        "docker --version",
        "docker run --help",
        "docker container rm --help",
        "docker volume inspect data",
        "docker stats --no-stream",
    ],
)
def test_what_only_looks_is_shown(line: str) -> None:
    read = typed(line)
    assert read.reads, read
    assert not read.command.mutates
    assert read.command.mode is Mode.CAPTURED
    assert read.command.argv == tuple(shlex.split(line))


@pytest.mark.parametrize(
    ("line", "mutates"),
    [
        ("docker logs -f web", False),
        ("docker logs -tf web", False),
        ("docker container logs --follow web", False),
        ("docker stats", False),
        ("docker run alpine ls --help", True),
        ("docker exec web ls --help", True),
        ("docker run -it alpine --version", True),
        ("docker nonsense", True),
        ("docker login", True),
        ("docker compose config -o all.yml", True),
        ("docker compose config --output=all.yml", True),
        ("docker compose --progress plain config -oall.yml", True),
        ("docker buildx inspect --bootstrap", True),
        ("docker buildx --builder other inspect --bootstrap=true", True),
    ],
)
def test_all_else_has_the_terminal(line: str, mutates: bool) -> None:
    command = typed(line).command
    assert command.mode is Mode.INTERACTIVE
    assert command.lingers
    assert command.mutates is mutates


@pytest.mark.parametrize(
    "line",
    [
        "docker rm web",
        "docker --context x rmi nginx",
        "docker container rm -f web",
        "docker volume remove data",
        "docker compose -f other.yml -p shop down --volumes",
        "docker config rm a",
        "docker buildx prune",
        "docker buildx --builder other prune",
        "docker compose --progress plain down",
        "docker system prune -af --volumes",
    ],
)
def test_what_removes_is_known(line: str) -> None:
    assert typed(line).removes, typed(line)
    assert typed(line).prunes is ("prune" in line)


@pytest.mark.parametrize(
    ("line", "ends", "project"),
    [
        ("docker stop web", True, False),
        ("docker container kill -s HUP web", True, False),
        ("docker compose stop", True, True),
        ("docker compose down", False, True),
        ("docker rm web", False, False),
        ("docker start stop", False, False),
    ],
)
def test_what_ends_containers_and_what_names_none_is_known(
    line: str, ends: bool, project: bool
) -> None:
    assert (typed(line).ends, typed(line).of_a_project) == (ends, project)


def test_a_container_called_rm_is_not_removed() -> None:
    assert not typed("docker stop rm").removes
    assert not typed("docker start prune").removes


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("docker ps | grep web", "signs of a shell"),
        ("docker rm $(docker ps -q) ; ls", "signs of a shell"),
        ("docker ps 'a", "cannot be read"),
        ("ls", "no docker command"),
        ("", "no docker command"),
    ],
)
def test_what_is_no_docker_command_is_refused(line: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        typed(line)


@given(st.lists(st.text(min_size=1)))
def test_any_words_run_just_as_they_were_quoted(words: list[str]) -> None:
    assume(not SHELL & set(words))
    assert typed(shlex.join(("docker", *words))).command.argv == ("docker", *words)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?",
         "no engine answers"),
        ("permission denied while trying to connect to the Docker daemon socket", "may not talk"),
        ("dial tcp: lookup registry-1.docker.io on 10.0.0.2:53: no such host", "cannot reach"),
        ("toomanyrequests: You have reached your pull rate limit", "lets no more pulls"),
        ("no matching manifest for windows/amd64 in the manifest list", "another processor"),
        ("x509: certificate signed by unknown authority", "does not trust"),
        ("write /var/lib/docker/tmp: no space left on device", "disk is full"),
        ("OCI runtime create failed: runc create failed", "cannot start containers"),
        ("pull access denied for hello-world", "does not give out"),
        ("something new", "did not work"),
    ],
)  # fmt: skip
def test_each_way_in_which_hello_world_fails_has_its_meaning(said: str, sentence: str) -> None:
    told, remedy = hello.meaning(said, ok=False)
    assert sentence in told
    assert remedy


def test_hello_world_works_only_if_it_says_so() -> None:
    assert hello.meaning("\nHello from Docker!\n…", ok=True) == (hello.GOOD, "")
    assert hello.meaning("Hello from Docker!", ok=False)[0] != hello.GOOD
    assert hello.meaning("", ok=True)[0] != hello.GOOD
