"""A policy in words, made from its fields."""

from __future__ import annotations

from collections.abc import Iterator

from tui.core import parse, units
from tui.core.cleanup.policy import Images, Policy
from tui.core.cleanup.words import count, some, span


def described(policy: Policy) -> str:
    """`stopped containers, dangling images; older than 7 days; labelled ci`."""
    classes = ", ".join(_classes(policy)) or "nothing"
    return "; ".join((classes, *_limits(policy)))


def _classes(policy: Policy) -> Iterator[str]:
    if policy.containers:
        yield "stopped containers"
    if policy.images is not Images.NONE:
        yield f"{policy.images.value} images"
    if policy.networks:
        yield "unused networks"
    if policy.anonymous_volumes:
        yield "anonymous volumes"
    if policy.volumes:
        word = "volume" if len(policy.volumes) == 1 else "volumes"
        yield f"{word} {some(policy.volumes)}"
    if policy.build_cache:
        yield "build cache"
    if policy.log_files is not None:
        least = f" of {units.size(policy.log_files)} or more" if policy.log_files else ""
        yield f"container logs{least}"


def _limits(policy: Policy) -> Iterator[str]:
    if policy.older_than:
        yield f"older than {span(policy.older_than)}"
    if policy.larger_than:
        yield f"of {units.size(policy.larger_than)} or more"
    if policy.names:
        yield f"called {some(policy.names)}"
    if policy.labels:
        yield f"labelled {' and '.join(map(parse.clean, policy.labels))}"
    if policy.not_labels:
        yield f"not labelled {some(policy.not_labels)}"
    if policy.projects:
        yield f"of project {some(policy.projects)}"
    if policy.keep_tags and policy.images is Images.UNUSED:
        kept = count(policy.keep_tags, "tag")
        yield f"keeps the newest {kept} of each repository"
