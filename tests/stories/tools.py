"""docker and wsl.exe in memory: their words on what there is, and what their verbs change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from tests.stories.things import Box, Distro, Picture, ident
from tui.run.recorded import Answer

VERSION = {
    "Client": {"Version": "28.2.2", "ApiVersion": "1.50", "Context": "default"},
    "Server": {"Version": "28.2.2", "ApiVersion": "1.50", "Os": "linux",
               "Platform": {"Name": "Docker Engine - Community"}},
}  # fmt: skip
INFO = {"ServerVersion": "28.2.2", "OSType": "linux", "NCPU": 8, "MemTotal": 8 << 30, "ID": "e1"}
Tell = Callable[[str, str, str], None]


def lines(values: Iterable[Any]) -> Answer:
    return Answer("".join(f"{json.dumps(value)}\n" for value in values))


def refused(words: str) -> Answer:
    return Answer("", 1, f"Error response from daemon: {words}\n")


class Docker:
    """The docker command. `tell` hears of every event: its type, its action, the id."""

    def __init__(self, tell: Tell) -> None:
        self.boxes: dict[str, Box] = {}
        self.pictures: dict[str, Picture] = {}
        self._tell = tell

    def answer(self, *words: str) -> Answer:
        match words:
            case ("version", *_):
                return lines([VERSION])
            case ("info", *_):
                return lines([INFO])
            case ("ps", *_):
                return lines(box.listed() for box in self.boxes.values())
            case ("container", "inspect", "--format", _, *ids):
                return self._inspect(ids)
            case ("container", "inspect", key):
                return self._whole(key)
            case ("image", verb, *more):
                return self._image(verb, more)
            case ("network", "ls", "--format", "{{.Name}}"):
                return Answer("bridge\nhost\nnone\nshop_default\n")
            case ("volume" | "network", "ls", *_):
                return Answer("")
        return self._done(*words)

    def _done(self, *words: str) -> Answer:
        match words:
            case ("top" | "exec" | "__complete" as verb, *_):
                return self._said(verb, words[-1])
            case ("attach" | "diff" | "port" | "update" | "commit" | "cp" | "export", *_):
                return Answer("")
            case ("run" | "create", *options):
                return self._make(options, "running" if words[0] == "run" else "created")
            case ("rename", old, new):
                return self._rename(old, new)
            case (verb, *options, name):
                return self._change(verb, options, name)
        raise AssertionError(f"docker {' '.join(words)}")

    def _image(self, verb: str, words: list[str]) -> Answer:
        if verb == "rm":
            return self._untag(words[-1])
        if verb in ("pull", "push", "tag", "save", "load", "import") or "--quiet" in words:
            return Answer("")
        if verb == "history":
            return lines([{"ID": "x", "CreatedBy": "RUN make # buildkit", "Size": "3000000"}])
        if words[-1] == "{{.Repository}}:{{.Tag}}":
            return Answer("".join(f"{tag}\n" for tag in self.pictures))
        known = self.pictures.values()
        return lines(p.inspected() if verb == "inspect" else p.listed() for p in known)

    def _inspect(self, ids: list[str]) -> Answer:
        found = [box for box in self.boxes.values() if box.id in ids]
        missing = [i for i in ids if i not in {box.id for box in found}]
        words = "".join(f"Error: No such container: {i}\n" for i in missing)
        return Answer(lines(box.inspected() for box in found).stdout, bool(missing), words)

    def _said(self, verb: str, name: str) -> Answer:
        if verb != "top":
            return Answer("start\tStart them\nstop\n:4\n" if verb == "__complete" else "")
        box = self.boxes[name]
        return Answer(f"PID   CMD\n812   {box.processes}\n")

    def _whole(self, key: str) -> Answer:
        found = [box.whole() for box in self.boxes.values() if box.id == key]
        return lines([found]) if found else refused(f"No such container: {key}")

    def _untag(self, tag: str) -> Answer:
        if tag not in self.pictures:
            return refused(f"No such image: {tag}")
        del self.pictures[tag]
        self._tell("image", "untag", ident("image", tag))
        return Answer(f"Untagged: {tag}\n")

    def _change(self, verb: str, options: list[str], name: str) -> Answer:
        box = self.boxes.get(name)
        if box is None:
            return refused(f"No such container: {name}")
        if verb == "rm":
            return self._remove(box, force="-f" in options)
        states = {"stop": "exited", "kill": "exited", "start": "running", "restart": "running",
                  "pause": "paused", "unpause": "running"}  # fmt: skip
        box.state, box.code = states[verb], 137 if verb == "kill" else 0
        self._tell("container", "die" if box.state == "exited" else verb, box.id)
        if box.auto_remove and box.state == "exited":
            self._remove(box, force=True)
        return Answer(f"{name}\n")

    def _make(self, options: list[str], state: str) -> Answer:
        name = options[options.index("--name") + 1] if "--name" in options else "made_up"
        self.boxes[name] = Box(name, state)
        self._tell("container", "create", self.boxes[name].id)
        return Answer(f"{self.boxes[name].id}\n")

    def _rename(self, old: str, new: str) -> Answer:
        box = self.boxes.pop(old)
        self.boxes[new] = Box(new, box.state, box.image, box.code)
        self._tell("container", "rename", self.boxes[new].id)
        return Answer("")

    def _remove(self, box: Box, *, force: bool) -> Answer:
        if box.state == "running" and not force:
            return refused(f"cannot remove container {box.name!r}: container is running")
        del self.boxes[box.name]
        self._tell("container", "destroy", box.id)
        return Answer(f"{box.name}\n")


class Wsl:
    """wsl.exe. The first distro is the default unless another one is made so."""

    def __init__(self) -> None:
        self.distros: dict[str, Distro] = {}
        self.default = ""

    def answer(self, *words: str) -> Answer:
        match words:
            case ("--version",):
                return Answer("WSL version: 2.6.1.0\nKernel version: 6.6.87.2-1\n")
            case ("--status",):
                return Answer(f"Default Distribution: {self.default}\nDefault Version: 2\n")
            case ("-l", "-v"):
                return Answer(self._table())
            case ("-l", "--running", "-q"):
                return Answer("\n".join(d.name for d in self.distros.values() if d.running))
            case ("-l", "-q"):
                return Answer("\n".join(self.distros))
            case ("--list", "--online"):
                offered = ("NAME   FRIENDLY NAME", "Debian  Debian GNU/Linux", "archlinux  Arch")
                return Answer("Any of these.\n\n" + "\n".join(offered))
            case ("--shutdown", *_):
                for distro in self.distros.values():
                    distro.running = False
                return Answer()
        self._change(words)
        return Answer("The operation completed successfully.\r\n")

    def _change(self, words: tuple[str, ...]) -> None:
        match words:
            case ("--set-default", name):
                self.default = name
            case ("--terminate", name):
                self.distros[name].running = False
            case ("--set-version", name, version):
                self.distros[name].version = int(version)
            case ("--unregister", name):
                del self.distros[name]
            case ("--mount" | "--unmount" | "--set-default-version", *_):
                pass
            case ("--manage", _, "--set-sparse", "true", "--allow-unsafe") | (
                "--manage", _, "--set-default-user" | "--move" | "--resize", _
            ):  # fmt: skip
                pass
            case ("--export", name, _, *_):
                self.distros[name].running = False
            case ("--import" | "--import-in-place" | "--install", name, *_):
                self.distros[name] = Distro(name)
            case ("-d", name, "-e", "true") | ("-d", name, "--cd", "~"):
                self.distros[name].running = True
            case _:
                raise AssertionError(f"wsl.exe {' '.join(words)}")

    def _table(self) -> str:
        rows = [f"  {'NAME':<16}{'STATE':<16}VERSION"]
        for distro in self.distros.values():
            mark = "*" if distro.name == self.default else " "
            state = "Running" if distro.running else "Stopped"
            rows.append(f"{mark} {distro.name:<16}{state:<16}{distro.version}")
        return "\r\n".join(rows) + "\r\n"
