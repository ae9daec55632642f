"""What builds, pulls and pushes say is kept for the screen."""

from __future__ import annotations

from tests.unit.cli_world import Text
from tui.cli import main as cli
from tui.cli.output import Output
from tui.cli.parsing import parse


def test_a_dry_run_says_nothing_of_what_came_of_it() -> None:
    streams = Text(), Text(), Text()
    words = ["--demo", "--dry-run", "do", "image.pull", "--reference", "nginx:1.29"]
    assert cli.run(parse(words), Output(*streams, env={})) == 0
    assert streams[0].getvalue() == "docker image pull nginx:1.29\n"
    assert "layers" not in streams[1].getvalue()
