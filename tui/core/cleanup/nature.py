"""What may never go, and what the policy does not ask for, from the thing itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from tui.core import parse, units
from tui.core.cleanup.naming import repository
from tui.core.cleanup.policy import Images, Policy
from tui.core.cleanup.world import SPENT_STATES, Class, Thing

PREDEFINED_NETWORKS = frozenset({"bridge", "host", "none", "ingress", "docker_gwbridge", "podman"})
PLURALS = {
    Class.CONTAINER: "containers",
    Class.IMAGE: "images",
    Class.NETWORK: "networks",
    Class.VOLUME: "volumes",
    Class.BUILD_CACHE: "build cache",
    Class.LOG_FILE: "log files",
}
_PLAIN_ID = re.compile(r"[A-Za-z0-9:_-]+")


def never(policy: Policy, thing: Thing) -> str | None:
    """Why a thing cannot go whatever else is so, or None."""
    match thing.kind:
        case Class.CONTAINER:
            return _container(thing)
        case Class.NETWORK:
            return _network(thing)
        case Class.VOLUME:
            return _volume(policy, thing)
        case Class.BUILD_CACHE:
            return _build_cache(thing)
        case Class.LOG_FILE if not thing.path.startswith("/"):
            return "its file is out of reach"
    return None


def _container(thing: Thing) -> str | None:
    if thing.alive:
        return thing.state
    if thing.state in SPENT_STATES:
        return None
    return f"in a state that is not known: {parse.clean(thing.state) or 'none'}"


def _network(thing: Thing) -> str | None:
    if thing.predefined or thing.name in PREDEFINED_NETWORKS:
        return "predefined by the engine"
    if thing.scope not in ("", "local"):
        return f"of {parse.clean(thing.scope)} scope: what uses it may be out of sight"
    return None


def _volume(policy: Policy, thing: Thing) -> str | None:
    if thing.anonymous and thing.scope not in ("", "local"):
        return f"of {parse.clean(thing.scope)} scope: what uses it may be out of sight"
    if thing.anonymous or thing.name in policy.volumes:
        return None
    return "a named volume: only removed when asked for by name"


def _build_cache(thing: Thing) -> str | None:
    """The engine takes the id for a pattern, so it has to be one that means only itself."""
    if thing.in_use:
        return "a build uses it now"
    return None if _PLAIN_ID.fullmatch(thing.id) else "its id could mean other entries too"


def unwanted(policy: Policy, thing: Thing, newest: frozenset[str]) -> str | None:
    """Why the policy leaves things of this sort alone, or None. `newest` are tags to keep."""
    left = f"the policy leaves {PLURALS[thing.kind]} alone"
    match thing.kind:
        case Class.CONTAINER if not policy.containers:
            return f"{thing.state}; {left}"
        case Class.IMAGE:
            return _unwanted_image(policy, thing, newest)
        case Class.NETWORK if not policy.networks:
            return f"no container is attached; {left}"
        case Class.VOLUME if thing.anonymous and not policy.anonymous_volumes:
            return f"anonymous, no container; {left}"
        case Class.BUILD_CACHE if not policy.build_cache:
            return f"not in use; {left}"
        case Class.LOG_FILE if policy.log_files is None or thing.gain[1] < policy.log_files:
            return f"a log of {units.size(thing.gain[1])}; the policy leaves it alone"
    return None


def _unwanted_image(policy: Policy, thing: Thing, newest: frozenset[str]) -> str | None:
    if policy.images is Images.NONE:
        return f"no container uses it; the policy leaves {PLURALS[thing.kind]} alone"
    if not thing.tags:
        return None
    if policy.images is Images.DANGLING:
        return "no container uses it; the policy leaves tagged images alone"
    kept = next((tag for tag in thing.tags if tag in newest), None)
    if kept is None:
        return None
    return f"{parse.clean(kept)} is among the newest {policy.keep_tags} of its repository"


def newest_tags(things: Sequence[Thing], keep: int) -> frozenset[str]:
    """The newest `keep` tags of each repository.

    As new as the last of them is new enough, and so is a tag whose age nobody knows.
    """
    by_repository: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for thing in things if keep else ():
        born = thing.since.timestamp() if thing.since else float("inf")
        for tag in thing.tags:
            by_repository[repository(tag)].append((born, tag))
    return frozenset(tag for tags in by_repository.values() for tag in _newest(tags, keep))


def _newest(tags: list[tuple[float, str]], keep: int) -> list[str]:
    known = sorted((born for born, _ in tags if born != float("inf")), reverse=True)
    oldest = known[min(keep, len(known)) - 1] if known else 0.0
    return [tag for born, tag in tags if born >= oldest]
