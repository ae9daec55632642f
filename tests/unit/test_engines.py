"""Which engine answers, from the signs that real ones give."""

from __future__ import annotations

import pytest

from tui.core.engines import VM, WSL2, EngineSort, Product, Signs, away, classify

WSL_KERNEL, VM_KERNEL = "6.6.87.2-microsoft-standard-WSL2", "6.10.14-linuxkit"
LOCAL = "unix:///var/run/docker.sock"
DESKTOP = Signs(LOCAL, "29.4.2", "Docker Desktop 4.76.0 (228118)", "Docker Desktop",
                "docker-desktop", WSL_KERNEL, "linux")  # fmt: skip


def changed(**signs: object) -> Signs:
    return Signs(**{**{name: getattr(DESKTOP, name) for name in DESKTOP.__slots__}, **signs})


@pytest.mark.parametrize(
    ("signs", "short"),
    [
        (DESKTOP, "Docker Desktop 4.76.0 on WSL 2"),
        (changed(kernel=VM_KERNEL), f"Docker Desktop 4.76.0 on {VM}"),
        (changed(os_type="windows"), "Docker Desktop 4.76.0 on Windows containers"),
        (changed(platform=""), "Docker Desktop on WSL 2"),
        (changed(system="", platform=""), "Docker Desktop on WSL 2"),
        (changed(kernel="6.12.0-mine"), "Docker Desktop 4.76.0"),
        (
            Signs(LOCAL, "20.10.24+dfsg1", system="Debian GNU/Linux 12 (bookworm)", name="vm"),
            "Docker Engine 20.10.24",
        ),
        (
            Signs("unix:///run/user/1000/docker.sock", "28.2.2", security=("name=rootless",)),
            "Docker Engine 28.2.2 rootless",
        ),
        (
            Signs("ssh://me@far.example:22/x", "28.2.2", "Docker Engine - Community"),
            "Docker Engine 28.2.2 at far.example:22",
        ),
        (Signs(LOCAL, "5.2.1", components=("Podman Engine",)), "Podman 5.2.1"),
        (Signs("unix:///run/user/1000/podman/podman.sock", "5.2.1"), "Podman 5.2.1 rootless"),
        (Signs(LOCAL, "26.1.5", system="Rancher Desktop WSL Distribution"),
         "Rancher Desktop 26.1.5"),
        (Signs("unix:///home/me/.rd/docker.sock", "26.1.5"), "Rancher Desktop 26.1.5"),
        (Signs(), "Docker Engine"),
    ],
)  # fmt: skip
def test_in_one_line(signs: Signs, short: str) -> None:
    assert classify(signs).short == short
    assert classify(signs).meaning.endswith(".")


@pytest.mark.parametrize(
    ("host", "place"),
    [
        (LOCAL, ""),
        ("tcp://localhost:2375", ""),
        ("tcp://127.0.0.1:2375", ""),
        ("tcp://10.0.0.7:2376", "10.0.0.7:2376"),
        ("ssh://root:secret@far", "far"),
        ("npipe:////./pipe/docker_engine", ""),
        ("", ""),
    ],
)
def test_another_machine_is_named_without_who_logs_in(host: str, place: str) -> None:
    assert away(host) == place


def test_what_is_explained() -> None:
    assert "not in WSL" in classify(changed(kernel=VM_KERNEL)).meaning
    assert "Windows container mode" in classify(changed(os_type="windows")).meaning
    assert EngineSort(Product.DESKTOP, backend=WSL2).meaning.count(".") == 1
