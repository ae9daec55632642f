"""The commands that save things before they go and make them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from tui.core.command import Api, Command, docker
from tui.core.record import text
from tui.core.restore import containers, networks
from tui.core.restore.endpoints import connect_options
from tui.core.restore.needs import Found, name

SECONDS = 120.0
LONG = 6 * 3600.0
"""Seconds for what moves whole images and volumes."""
TAG = 128
"""Characters that a tag may have."""
REPOSITORY = "wsltui-undo"
"""Images that hold changed files are `wsltui-undo/ENTRY:CONTAINER`."""
PLACE = "wsltui"
"""Where a volume is mounted while it is copied; the first part of each path in its archive."""


def _api(method: str, path: str, body: Mapping[str, Any] | None, label: str) -> Command:
    return Command("docker", api=Api(method, path, body, label), timeout=SECONDS)


def _change(*words: str, timeout: float = SECONDS) -> Command:
    return docker(*words, mutates=True, timeout=timeout)


def version() -> Command:
    """Which version of the Engine API calls are made with."""
    return _api("GET", "/version", None, "")


def create_container(found: Found, now: containers.Now) -> Command:
    query = {"name": name(found), "platform": containers.platform(found)}
    words = urlencode({key: value for key, value in query.items() if value})
    body = containers.body(found, now)
    return _api("POST", f"/containers/create?{words}", body, now.image)


def create_network(found: Found, *, own_subnets: bool = True) -> Command:
    body = networks.network_body(found, own_subnets=own_subnets)
    return _api("POST", "/networks/create", body, name(found))


def create_volume(found: Found) -> Command:
    return _api("POST", "/volumes/create", networks.volume_body(found), name(found))


def connect(network: str, container: str, settings: Mapping[str, Any]) -> Command:
    return _change("network", "connect", *connect_options(settings), network, container)


def start(container: str) -> Command:
    return _change("start", container)


def pause(container: str) -> Command:
    return _change("pause", container)


def remove_container(container: str) -> Command:
    """Its volumes stay, those that nobody named too."""
    return _change("rm", "--force", container)


def remove_network(network: str) -> Command:
    return _change("network", "rm", network)


def remove_volume(volume: str) -> Command:
    return _change("volume", "rm", volume)


def remove_image(image: str) -> Command:
    return _change("image", "rm", image)


def tag(image: str, as_: str) -> Command:
    return _change("tag", image, as_)


def pull(digest: str) -> Command:
    return _change("pull", digest, timeout=LONG)


def load(file: str) -> Command:
    return _change("load", "--input", file, timeout=LONG)


def save(images: Sequence[str], file: str) -> Command:
    """By id: an archive with tags in it would take them from newer images when it is loaded."""
    return _change("save", "--output", file, *images, timeout=LONG)


def commit(container: str, image: str) -> Command:
    return _change("commit", container, image, timeout=LONG)


def layer_image(undo_id: str, container: Found) -> str:
    """The image that holds the changed files of a container. Tags end where names may go on."""
    own = name(container)
    tag = own if len(own) <= TAG else f"{own[: TAG - 13]}-{text(container.get('Id'))[:12]}"
    return f"{REPOSITORY}/{undo_id}:{tag}"


def empty_image(undo_id: str) -> str:
    """An image without any file: what a volume is mounted into while it is copied."""
    return f"{REPOSITORY}/{undo_id}-empty:latest"


def import_empty(archive: str, image: str) -> Command:
    return _change("import", archive, image)


def carrier(undo_id: str) -> str:
    """The container, never started, through which volumes are copied."""
    return f"{REPOSITORY}-{undo_id}"


def create_carrier(undo_id: str, volume: str) -> Command:
    mount = f"type=volume,source={volume},target=/{PLACE},readonly,volume-nocopy"
    name, image = carrier(undo_id), empty_image(undo_id)
    return _change("create", "--name", name, "--mount", mount, image, "-")


def create_filler(undo_id: str, volume: Found) -> Command:
    """A carrier and its volume in one call: so a kill leaves no volume that is not known."""
    said = networks.volume_body(volume)
    driver = {"Name": said["Driver"], "Options": said["DriverOpts"]}
    options = {"NoCopy": True, "Labels": said["Labels"], "DriverConfig": driver}
    mount = {"Type": "volume", "Source": said["Name"], "Target": f"/{PLACE}"}
    host = {"Mounts": [mount | {"VolumeOptions": options}]}
    body = {"Image": empty_image(undo_id), "Cmd": ["-"], "HostConfig": host}
    return _api("POST", f"/containers/create?name={carrier(undo_id)}", body, said["Name"])


def copy_out(undo_id: str) -> Command:
    """The volume's files with owners, modes and times, as a tar on stdout."""
    return _change("cp", f"{carrier(undo_id)}:/{PLACE}", "-", timeout=LONG)


def copy_in(undo_id: str) -> Command:
    """The same the other way round, from a tar on stdin."""
    return _change("cp", "-", f"{carrier(undo_id)}:/", timeout=LONG)


def find_image(reference: str) -> Command:
    """The id that a tag, digest or id leads to."""
    return docker("image", "inspect", "--format", "{{.Id}}", reference)
