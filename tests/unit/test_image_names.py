"""Names that docker takes for images, and those that it does not."""

from __future__ import annotations

import pytest

from tui.kinds.image_names import (
    complete,
    foreign,
    name_fault,
    platform_fault,
    registry_of,
    split,
    tag_fault,
)

DIGEST = f"sha256:{'1f' * 32}"


@pytest.mark.parametrize(
    "name",
    ["nginx", "nginx:1.29", "a/b/c:x", "localhost/x", "h:5000/a/b:1", "ghcr.io/o/x", "a__b", "a-b",
     "[::1]:5000/x", f"nginx@{DIGEST}", f"nginx:1@{DIGEST}", "x" * 255, f"a:{'b' * 128}"],
)  # fmt: skip
def test_names(name: str) -> None:
    assert name_fault(name) is None


@pytest.mark.parametrize(
    ("name", "why"),
    [("UP/x", "capitals"), ("Nginx", "capitals"), ("-x", "option"), ("a//b", "a-z"),
     ("a..b", "a-z"), ("a:", "tag"), ("a:-x", "tag"), ("a:b c", "tag"), ("x" * 256, "255"),
     (f"a:{'b' * 129}", "128"),
     ("a@sha256:12", "digest"), ("ab" * 32, "id"), ("a b", "a-z"), ("/a", "a-z"), (":1", "a-z")],
)  # fmt: skip
def test_what_is_no_name(name: str, why: str) -> None:
    assert why in (name_fault(name) or "")


def test_a_digest_cannot_be_given() -> None:
    assert "digest" in (tag_fault(f"nginx@{DIGEST}") or "")


def test_parts_and_registries() -> None:
    assert split("h:5000/a/b:1") == ("h:5000/a/b", "1", "")
    assert split(f"a@{DIGEST}") == ("a", "", DIGEST)
    assert (complete("a"), complete("h:5/a"), complete("a:1")) == (
        "a:latest",
        "h:5/a:latest",
        "a:1",
    )
    assert complete("") == ""
    assert registry_of("docker.io/library/nginx") == registry_of("nginx") == "Docker Hub"
    assert registry_of("ghcr.io/o/x:1") == "ghcr.io"


def test_platforms() -> None:
    assert platform_fault("linux/arm64") is platform_fault("linux/arm/v7") is None
    assert "OS/ARCHITECTURE" in (platform_fault("--help") or "")


@pytest.mark.parametrize(
    ("image", "engine", "is_foreign"),
    [("linux/amd64", "linux/amd64", False), ("linux/arm64", "linux/amd64", True),
     ("linux/386", "linux/amd64", False), ("windows/amd64", "linux/amd64", True),
     ("linux/arm/v7", "linux/arm64", False), (None, "linux/amd64", False),
     ("linux/amd64", None, False)],
)  # fmt: skip
def test_what_an_engine_cannot_run_itself(
    image: str | None, engine: str | None, is_foreign: bool
) -> None:
    assert foreign(image, engine) is is_foreign
