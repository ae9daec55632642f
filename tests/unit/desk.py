"""wsltui on the doubled wsl.exe, with real files on a real drive; alone it is a program.

python -m tests.unit.desk ROOT do distro.export …
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.doubles.wsl_double.state import World
from tests.unit.cli_world import Ran, Text
from tests.unit.fake_machine import C_DRIVE, FakeMachine
from tui.backends.base import Backend
from tui.backends.files import WindowsFiles
from tui.backends.host import HostBackend
from tui.backends.wsl import WslBackend
from tui.cli.main import run
from tui.cli.output import Output
from tui.cli.parsing import parse
from tui.core.errors import WsltuiError
from tui.core.settings import Settings
from tui.kinds import KINDS
from tui.run.journal import Journal
from tui.run.runner import Runner
from tui.session.opening import Options
from tui.session.session import Session


class Desk:
    """`wsltui do …` on the double; `c` is its C: drive, `session` the last one."""

    def __init__(self, world: World, root: Path) -> None:
        self.world, self.root = world.drive(root / "mnt"), root
        self.c = root / "mnt" / "c"
        self.places = FakeMachine(root).drives(C_DRIVE.format("/mnt/c")).places

    def open(self, options: Options) -> Session:
        wsl = WslBackend(os.environ, places=self.places)
        backends: dict[str, Backend] = {"wsl": wsl, "host": HostBackend(os.environ)}

        async def locate(_run: object) -> str | None:
            return "Ubuntu-24.04"

        runner = Runner(Journal(), read_only=options.read_only, dry_run=options.dry_run)
        self.session = Session(KINDS, backends, runner, Settings(), locate=locate)
        self.session.state = self.state
        self.session.files = WindowsFiles(os.environ, places=self.places)
        return self.session

    @property
    def state(self) -> Path:
        return self.root / "state"

    def do(self, *words: str) -> Ran:
        return self.run("do", *words)

    def run(self, *words: str) -> Ran:
        """`wsltui WORDS…`; a usage error is one that the parser has."""
        streams = Text(), Text()
        out = Output(*streams, Text(), env={})
        try:
            code = run(parse(words), out, self.open)
        except WsltuiError as error:
            out.complain(error)
            code = error.exit_code
        return Ran(code, streams[0].getvalue(), streams[1].getvalue())

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """The same in a process of its own, which can be killed."""
        argv = [sys.executable, "-m", "tests.unit.desk", str(self.root), *words]
        return subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def files(self) -> list[str]:
        """What lies on C: beside what was there from the start."""
        return sorted(path.name for path in self.c.iterdir() if path.name != "Users")

    @property
    def names(self) -> list[str]:
        return list(self.world.states)


def main(root: str, *words: str) -> int:
    ran = Desk(World(Path(os.environ["WSLTUI_DOUBLE_STATE"])), Path(root)).run(*words)
    sys.stdout.write(ran.out)
    sys.stderr.write(ran.err)
    return ran.code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
