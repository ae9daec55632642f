"""A directory with a `docker` program that answers from files, and no other tool in reach."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

_SCRIPT = """#!/bin/sh
here={here}
case "$1 $2" in
  "ps "*) cat "$here/ps" ;;
  "container inspect") cat "$here/inspect" ;;
  "image ls") case "$*" in *--quiet*) ;; *) cat "$here/images" ;; esac ;;
  *) echo "not recorded: $*" >&2; exit 1 ;;
esac
"""


class FakeDocker:
    """`environ` leads to it, and to a home, config and state of its own in `directory`."""

    def __init__(self, directory: Path) -> None:
        self.bin, self.state = directory / "bin", directory / "state"
        self.bin.mkdir()
        for name in ("ps", "inspect", "images"):
            (directory / name).write_text("")
        self._directory = directory
        self.says(_SCRIPT.format(here=directory).partition("\n")[2])

    @property
    def environ(self) -> dict[str, str]:
        return {
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self._directory),
            "XDG_STATE_HOME": str(self.state),
            "XDG_CONFIG_HOME": str(self._directory / "config"),
            "DOCKER_CONFIG": str(self._directory / "docker"),
            "DOCKER_HOST": f"unix://{self._directory}/docker.sock",
            "DOCKER_CONTEXT": "",
        }

    def says(self, script: str) -> None:
        """From now on `docker` is this script of sh."""
        program = self.bin / "docker"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    def containers(self, states: Mapping[str, str]) -> None:
        """Name → state."""
        thin, full = [], []
        for number, (name, state) in enumerate(states.items()):
            id_ = f"{number:08}{'a' * 56}"
            thin.append({"ID": id_, "Names": name, "State": state})
            full.append({"Id": id_, "Name": f"/{name}", "State": {"Status": state}})
        (self._directory / "ps").write_text("\n".join(map(json.dumps, thin)))
        (self._directory / "inspect").write_text("\n".join(map(json.dumps, full)))

    def images(self, *references: str) -> None:
        """Each `repo:tag` an image of its own."""
        found = []
        for number, reference in enumerate(references):
            repository, _, tag = reference.rpartition(":")
            id_ = f"sha256:{number:08}{'b' * 56}"
            found.append({"ID": id_, "Repository": repository, "Tag": tag})
        (self._directory / "images").write_text("\n".join(map(json.dumps, found)))
