"""Which engine it is, over all the answers it gives."""

from __future__ import annotations

from typing import Any

import pytest

from tui.core.identity import identity

PODMAN_LOGS = {"Log": ["k8s-file", "none", "passthrough", "journald"]}
DOCKER_LOGS = {"Log": ["awslogs", "fluentd", "gcplogs", "json-file", "journald", "local"]}


def podman(ident: str, root: str = "/var/lib/containers/storage") -> dict[str, Any]:
    return {"ID": ident, "Name": "vm", "DockerRootDir": root, "Plugins": PODMAN_LOGS}


@pytest.mark.parametrize("told", [{"ID": "AB:CD"}, {"ID": "AB:CD", "Plugins": DOCKER_LOGS}])
def test_an_engine_is_known_by_its_id(told: dict[str, Any]) -> None:
    assert identity(told) == "AB:CD"


def test_podman_is_the_same_though_each_answer_has_another_id() -> None:
    """As 4.3 was seen to do it."""
    assert identity(podman("d0576170-62a8")) == identity(podman("c72bf29b-b79b")) != ""


def test_two_podmans_of_one_machine_are_two() -> None:
    own = podman("a", "/home/me/.local/share/containers/storage")
    assert identity(own) != identity(podman("a"))


@pytest.mark.parametrize(
    "told", [{}, {"ID": None}, {"ID": 7}, {"ID": "", "Plugins": None}, {"Plugins": PODMAN_LOGS}]
)
def test_one_that_does_not_say(told: dict[str, Any]) -> None:
    assert identity(told) == ""
