"""What docker says when it does not reach its engine, by version, and what that means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui.backends.docker_causes import Situation, explain_words
from tui.core.health import Cause, Health

SOCKET = "unix:///var/run/docker.sock"
LINUX = Situation(host=SOCKET, in_wsl=False, desktop=False, systemd=False, distro=None)
WSL = replace(LINUX, in_wsl=True, distro="Debian")
DOWN_28 = f"Cannot connect to the Docker daemon at {SOCKET}. Is the docker daemon running?"
DOWN_29 = (
    f"failed to connect to the docker API at {SOCKET}; check if the path is correct and if the "
    "daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory"
)
DENIED_28 = (
    f"permission denied while trying to connect to the Docker daemon socket at {SOCKET}: "
    'Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.24/version": dial unix /var/run/docker.sock: '
    "connect: permission denied"
)
DENIED_29 = f"permission denied while trying to connect to the docker API at {SOCKET}"


def told(words: str, at: Situation = LINUX) -> Health:
    health = explain_words(words, at)
    assert health is not None
    assert health.reason
    assert health.remedy
    return health


@pytest.mark.parametrize("words", [DOWN_28, DOWN_29])
def test_not_running(words: str) -> None:
    health = told(words)
    assert health.cause is Cause.NOT_RUNNING
    assert SOCKET in health.reason


def test_how_it_is_started_depends_on_the_machine() -> None:
    def remedy(at: Situation) -> str:
        return told(DOWN_28, at).remedy

    assert remedy(LINUX) == "Run `sudo service docker start`."
    systemd = replace(LINUX, systemd=True)
    assert remedy(systemd) == "Run `sudo systemctl start docker`."
    rootless = replace(systemd, host="unix:///run/user/1000/docker.sock")
    assert remedy(rootless) == "Run `systemctl --user start docker`."
    assert "whether it runs there" in remedy(replace(LINUX, host="tcp://far:2375"))
    assert remedy(WSL).startswith("Start Docker Desktop in Windows, or")
    assert remedy(replace(WSL, desktop=True)).startswith("Start Docker Desktop in Windows and")


@pytest.mark.parametrize("words", [DENIED_28, f"Got {DENIED_28}", DENIED_29])
def test_no_permission(words: str) -> None:
    health = told(words)
    assert health.cause is Cause.NO_PERMISSION
    assert health.remedy == "Run `sudo usermod -aG docker $USER`, then log out and in again."
    assert "`wsl.exe -t Debian`" in told(words, WSL).remedy


@pytest.mark.parametrize("version", [1, 2])
def test_not_integrated(version: int) -> None:
    said = f"\nThe command 'docker' could not be found in this WSL {version} distro.\nWe recommend"
    health = told(said, WSL)
    assert health.cause is Cause.NOT_INTEGRATED
    assert "enable Debian" in health.remedy


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("client version 1.43 is too old. Minimum supported API version is 1.44", "docker command"),
        ("client version 1.44 is too new. Maximum supported API version is 1.41", "Docker engine"),
    ],
)
def test_versions_that_do_not_match(words: str, which: str) -> None:
    health = told(f"Error response from daemon: {words}")
    assert health.cause is Cause.TOO_OLD
    assert health.remedy.startswith(f"Update the {which}")


@pytest.mark.parametrize(
    ("words", "cause", "hint"),
    [
        (
            (
                "request returned 500 Internal Server Error for API route and version "
                "http://%2Fvar%2Frun%2Fdocker.sock/v1.50/version, check if the server supports …"
            ),
            Cause.FAILED,
            "still starting",
        ),
        (
            "request returned Internal Server Error for API route and version http://x/v1.24",
            Cause.FAILED,
            "still starting",
        ),
        (
            "request returned 404 Not Found for API route and version http://10.0.0.5:2375/v1.50",
            Cause.MISCONFIGURED,
            "no Docker engine",
        ),
        (
            (
                "Failed to initialize: unable to resolve docker endpoint: open /home/dev/ca.pem: "
                "no such file or directory"
            ),
            Cause.MISCONFIGURED,
            "ca.pem",
        ),
        (
            (
                'error during connect: Get "https://far:2376/v1.50/version": tls: failed to verify '
                "certificate: x509: certificate signed by unknown authority"
            ),
            Cause.MISCONFIGURED,
            "certificate signed by unknown authority",
        ),
        (
            (
                'error during connect: Get "http://docker.example.com/v1.24/version": command [ssh '
                "-l dev -- far docker system dial-stdio] has exited with exit status 255: "
                "stderr=ssh: Could not resolve hostname far\n"
            ),
            Cause.NOT_RUNNING,
            "Could not resolve hostname far",
        ),
        ("unexpected EOF", Cause.NOT_RUNNING, "answers"),
        (
            (
                "It looks like you have tried to invoke the docker CLI from the docker-desktop "
                "WSL2 distribution. This is not supported."
            ),
            Cause.MISCONFIGURED,
            "Docker Desktop itself",
        ),
    ],
)
def test_other_words(words: str, cause: Cause, hint: str) -> None:
    health = told(f"WARNING: something before\n{words}")
    assert (health.up, health.cause) == (False, cause)
    assert hint in health.reason


@pytest.mark.parametrize(
    "words",
    [
        "Error response from daemon: No such container: web",
        "Error response from daemon: failed to create task: exec: permission denied: unknown",
        f"Error response from daemon: {DOWN_28}",
        "docker: Error response from daemon: Get https://registry/v2/: x509: unknown authority",
        "",
    ],
)
def test_what_the_engine_itself_answers_is_about_something_else(words: str) -> None:
    assert explain_words(words, LINUX) is None
