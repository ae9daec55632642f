"""wsltui among samples: a private engine, a stand-in for wsl.exe, and files that vanish afterwards.

`python -m tests.live.sandbox [-- ARGS…]` runs wsltui there, with the terminal attached;
`python -m tests.live.sandbox --shell COMMAND…` runs any other program.
"""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tests.live.engine import PrivateEngine
from tests.live.machine import reason_unavailable
from tests.live.samples import make_samples

DOUBLES = Path(__file__).parents[1] / "doubles"
INSTEAD = "`sudo make sandbox` is root; `make demo` shows a made-up world and needs nothing."


@contextmanager
def sandbox() -> Iterator[dict[str, str]]:
    """Start engine and samples; yield the environment in which a program sees only them."""
    with tempfile.TemporaryDirectory(prefix="wsltui-sandbox-") as name, PrivateEngine() as engine:
        make_samples(engine)
        path = f"{DOUBLES}:{engine.environ['PATH']}"
        yield engine.environ | _surroundings(Path(name)) | {"PATH": path}


def _surroundings(directory: Path) -> dict[str, str]:
    """Point config, state and wsl.exe away from the user's own."""
    rooms = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "WSLTUI_DOUBLE_STATE")
    for room in rooms:
        (directory / room).mkdir(mode=0o700)
    return {room: str(directory / room) for room in rooms} | {
        "WSLTUI_WSL_EXE": str(DOUBLES / "wsl.exe"),
        "WSL_DISTRO_NAME": "Ubuntu-24.04",
    }


def main(words: list[str]) -> int:
    """Run the program that `words` ask for in a sandbox; return its exit code."""
    if reason := reason_unavailable():
        print(f"No sandbox. {reason} {INSTEAD}", file=sys.stderr)
        return 1
    print("Starting a private Docker Engine with samples: about 5 s …", file=sys.stderr)
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _end)
    with sandbox() as environment:
        signal.signal(signal.SIGINT, _leave_to_the_program)
        code = subprocess.run(_program(words), env=environment, check=False).returncode
    return code if code >= 0 else 128 - code


def _program(words: list[str]) -> list[str]:
    if words[:1] == ["--shell"]:
        return words[1:] or ["sh"]
    return [sys.executable, "-m", "tui", *(words[1:] if words[:1] == ["--"] else words)]


def _leave_to_the_program(_signal: int, _frame: FrameType | None) -> None:
    """ctrl+c reaches the whole terminal: what it means, the program decides."""


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
