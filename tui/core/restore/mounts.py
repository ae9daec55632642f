"""How a container is led to the volumes it had, those that nobody named included."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from tui.core.record import array, mapping, text
from tui.core.restore.needs import Found, config, host_config

_BIND = re.compile(r"(?:[A-Za-z]:[\\/])?[^:]*:(?P<target>[^:]+)")
_OPTIONS = {"bind": "BindOptions", "volume": "VolumeOptions", "tmpfs": "TmpfsOptions"}


def binds(found: Found, *, without_sources: bool, fresh: frozenset[str]) -> list[str]:
    """`HostConfig.Binds`, with what inspect tells of volumes that the engine named.

    A volume of the image or of `-v /data` has a name that only inspect knows: without it the
    engine would make a new, empty one. `without_sources` also binds what came from containers
    that are not there any more (`--volumes-from`). `fresh` are volumes that are empty because
    they were just made: into these alone the engine may copy what the image has there.
    """
    said = [bind for bind in map(text, array(host_config(found).get("Binds"))) if bind]
    return said + [_bind(one, fresh) for one in _unsaid(found, said, without_sources)]


def mounts(found: Found, fresh: frozenset[str]) -> list[dict[str, Any]]:
    """`HostConfig.Mounts`, with the names of the volumes that they stand for."""
    actual = {_path(text(one.get("Destination"))): one for one in _actual(found)}
    said = [mapping(one) for one in array(host_config(found).get("Mounts"))]
    return [_mount(one, actual.get(_path(text(one.get("Target"))), {}), fresh) for one in said]


def _actual(found: Found) -> list[dict[str, Any]]:
    return [mapping(one) for one in array(found.get("Mounts"))]


def _unsaid(found: Found, said: list[str], without_sources: bool) -> Iterator[dict[str, Any]]:
    """What is mounted though no bind and no mount of the settings says so."""
    named = {_target(bind) for bind in said}
    named |= {
        _path(text(mapping(one).get("Target"))) for one in array(host_config(found).get("Mounts"))
    }
    own = {_path(target) for target in mapping(config(found).get("Volumes"))}
    for one in _actual(found):
        target = _path(text(one.get("Destination")))
        if target in named or one.get("Type") not in ("volume", "bind"):
            continue
        if without_sources or (target in own and one["Type"] == "volume"):
            yield one


def _bind(one: dict[str, Any], fresh: frozenset[str]) -> str:
    volume = one["Type"] == "volume"
    source = text(one.get("Name")) if volume else text(one.get("Source"))
    words = ["ro"] if one.get("RW") is False else []
    words += ["nocopy"] if volume and source not in fresh else []
    return ":".join([source, text(one.get("Destination")), *([",".join(words)] if words else [])])


def _mount(said: dict[str, Any], actual: dict[str, Any], fresh: frozenset[str]) -> dict[str, Any]:
    """Options of another type are left out: since API 1.42 the engine refuses them."""
    kind = text(said.get("Type"))
    others = {key for type_, key in _OPTIONS.items() if type_ != kind}
    kept = {key: value for key, value in said.items() if key not in others}
    source = text(actual.get("Name"))
    if kind != "volume" or text(said.get("Source")) or not source:
        return kept
    options = mapping(said.get("VolumeOptions")) | {"NoCopy": source not in fresh}
    return kept | {"Source": source, "VolumeOptions": options}


def _target(bind: str) -> str:
    match = _BIND.match(bind)
    return _path(match["target"] if match else bind)


def _path(path: str) -> str:
    return posixpath.normpath(path) if path else ""
