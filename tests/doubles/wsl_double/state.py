"""The world behind the doubles, for tests: build it, break it, see how it was called.

world = World(tmp_path).distro("Debian", running=True).mode("slow", verb="--list", seconds=2)
monkeypatch.setenv(...) for each of world.environment().items()
...
assert world.calls()[-1]["argv"] == ["-l", "-v"]
"""

from __future__ import annotations

import os
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import calls, defaults, failures, faults, winfiles, wslc_rows
from .calls import Call
from .invocation import RUN, VERBS, canonical
from .locales import LOCALES
from .records import Data, Distro
from .registry import REG
from .service import state_of
from .store import STATE_VARIABLE, Store

DOUBLES = Path(__file__).resolve().parents[1]
WSL_EXE = DOUBLES / "wsl.exe"
WSLC = DOUBLES / "wslc"
NO_EXEC = DOUBLES / "wsl-noexec.exe"


class World:
    """One Windows user's WSL, kept in `directory`; every method that changes it returns it.

    A new world is the default one: Ubuntu-24.04 (default, running), Debian (stopped),
    docker-desktop (running) and legacy-app (WSL 1, stopped). `empty()` takes them away.
    """

    def __init__(self, directory: Path) -> None:
        self._store = Store(directory)
        self._store.read()

    def environment(self, *, path: str | None = None) -> dict[str, str]:
        """What a program needs to find this world; PATH gets the doubles and a quick python3."""
        folders = [str(DOUBLES), str(Path(sys.executable).parent)]
        rest = os.environ.get("PATH", "") if path is None else path
        return {
            STATE_VARIABLE: str(self._store.directory),
            "WSLTUI_WSL_EXE": str(WSL_EXE),
            "PATH": os.pathsep.join([*folders, rest]),
        }

    def distro(
        self,
        name: str,
        *,
        running: bool = False,
        version: int = 2,
        default: bool = False,
        registered: str = "Installed",
        guid: str | None = None,
        fault: str | None = None,
        lock: str | None = None,
    ) -> World:
        """Add a distro or replace the one of that name.

        `lock` is Converting or Exporting, held until changed; `fault` is a name of
        `failures.NAMED` that starting it ends in. The order of lists follows the GUIDs.
        """
        if fault is not None and fault not in failures.NAMED:
            raise ValueError(f"no failure is called {fault!r}")
        key = guid or "{" + str(uuid.uuid5(uuid.NAMESPACE_DNS, name)) + "}"
        fresh = defaults.distro(name, key, running=running, version=version)
        fresh["registered"], fresh["fault"] = registered, fault
        fresh["lock"] = {"state": lock, "pid": None} if lock else None
        with self._store.change() as data:
            data["distros"] = [d for d in data["distros"] if d["name"] != name] + [fresh]
            if default:
                data["default"] = key
        return self

    def empty(self) -> World:
        """No distro at all, and so no default."""
        return self.set(distros=[], default=None, sessions=[])

    def default(self, name: str | None) -> World:
        """The default distro; None = there is none."""
        return self.set(default=self[name]["guid"] if name else None)

    def locale(self, name: str) -> World:
        """The language of Windows: en, de, fr, es, it, pt-BR, ja, ko, zh-CN, zh-TW, ru, …"""
        if name not in LOCALES:
            raise ValueError(f"no words for the language {name!r}")
        return self.set(locale=name)

    def inbox(self) -> World:
        """The old wsl.exe that came with Windows."""
        return self.set(inbox=True)

    def wsl(self, version: str) -> World:
        """The release of WSL, as `--version` says it; older ones know fewer options."""
        return self.set(versions=[version, *self.data["versions"][1:]])

    def wslc(self, version: str = "2.9.4.0", *, session: str | None = "wslc-cli") -> World:
        """A WSL with containers of its own, and the session that is open; two of them, two images.

        The program is in `WSLC`, which must be put on PATH: most machines have none.
        """
        opened = [{"id": 1, "pid": 4711, "name": session}] if session else []
        containers = [wslc_rows.container("site", "nginx:1.29"),
                      wslc_rows.container("probe", "alpine:3.22", 3)]  # fmt: skip
        images = [wslc_rows.image("nginx", "1.29", 191_000_000),
                  wslc_rows.image("odd", None, 8_000_000)]  # fmt: skip
        made = {"containers": containers, "images": images, "disabled": False}
        return self.wsl(version).set(wslc={**made, "sessions": opened})

    def drive(self, root: Path) -> World:
        """Let `root`/c be the C: drive, with the disks of the distros on it."""
        (root / "c" / "Users" / "dev").mkdir(parents=True, exist_ok=True)
        self.set(automount_root=f"{root}/")
        for distro in self.data["distros"]:
            winfiles.put_disk(distro, self.data)
        return self

    def set_distro(self, name: str, **values: Any) -> World:
        """Change fields of one `records.Distro`; ValueError for one that is not there."""
        unknown = values.keys() - Distro.__annotations__.keys()
        if unknown:
            raise ValueError(f"a distro has no {', '.join(sorted(unknown))}")
        with self._store.change() as data:
            record = next(each for each in data["distros"] if each["name"] == name)
            record.update(values)  # type: ignore[typeddict-item]
            winfiles.put_disk(record, data)
        return self

    def set(self, **values: Any) -> World:
        """Change fields of `records.Data`; ValueError for one that is not there."""
        unknown = values.keys() - Data.__annotations__.keys()
        if unknown:
            raise ValueError(f"the world has no {', '.join(sorted(unknown))}")
        with self._store.change() as data:
            data.update(values)  # type: ignore[typeddict-item]
        return self

    def mode(
        self, kind: str, verb: str | None = None, *, times: int | None = None, **options: Any
    ) -> World:
        """Misbehave from now on; see the README for the kinds and their options.

        `verb` None = every verb (for hang and error: every one that needs the service); "run" is
        a Linux command, "reg.exe" that program. `times` = how often, then no more.
        """
        wanted = verb if verb == REG else canonical(verb) if verb else None
        if wanted not in {None, RUN, REG, *VERBS}:
            raise ValueError(f"wsl.exe has no verb {verb!r}")
        if isinstance(options.get("data"), bytes):
            options["data"] = options["data"].decode("latin-1")
        fresh = faults.order(kind, wanted, times, options)
        with self._store.change() as data:
            data["modes"].append(fresh)
        return self

    def fail(self, name: str, verb: str | None = None, *, times: int | None = None) -> World:
        """End in a failure of `failures.NAMED`, in its exact shape."""
        failure = failures.named(name)
        message, code = failure.message, failure.code or ""
        return self.mode("error", verb, times=times, message=message, code=code)

    def behave(self) -> World:
        """No more modes."""
        return self.set(modes=[])

    def __getitem__(self, name: str) -> Distro:
        """The record of a distro; KeyError without one."""
        for distro in self._store.read()["distros"]:
            if distro["name"] == name:
                return distro
        raise KeyError(name)

    @property
    def data(self) -> Data:
        """The whole state as the next client would find it."""
        return self._store.read()

    @property
    def states(self) -> dict[str, str]:
        """The state word of each distro by its name."""
        return {distro["name"]: state_of(distro) for distro in self.data["distros"]}

    def calls(self, program: str = "wsl.exe") -> list[Call]:
        """How a double was called so far, oldest first."""
        return [call for call in calls.read(self._store) if call["program"] == program]

    def forget_calls(self) -> World:
        """An empty log."""
        (self._store.directory / calls.FILE).unlink(missing_ok=True)
        return self

    def wait_for(self, met: Callable[[], bool], *, seconds: float = 10.0) -> World:
        """Return once the condition holds; TimeoutError after `seconds`."""
        deadline = time.monotonic() + seconds
        while not met():
            if time.monotonic() > deadline:
                raise TimeoutError(f"not met after {seconds} s; states: {self.states}")
            time.sleep(0.01)
        return self
