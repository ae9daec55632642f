"""`wsltui clean --yes` killed with SIGKILL: what is said, going on, undoing and leaving it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX
from tests.live.killing import Killer
from tests.live.test_clean_live import inspected, names
from tests.live.test_cli_live import Wsltui
from tui.core.restore.compare import differences

CLEAN = ("clean", "--policy", "thorough", "--volume", "precious", "--no-backup", "--yes")
BOXES = ("one", "three", "two")
INTERRUPTED = re.compile(r"was interrupted: (.*)\.")


@pytest.fixture
def wsltui(clean_engine: PrivateEngine, tmp_path: Path) -> Wsltui:
    return Wsltui(clean_engine.environ, tmp_path)


@pytest.fixture
def killer(wsltui: Wsltui, tmp_path: Path) -> Killer:
    return Killer(wsltui, tmp_path / "killer")


@pytest.fixture
def messy(clean_engine: PrivateEngine) -> PrivateEngine:
    """Three containers, an image with two names, a network and a volume: all to go, in order."""
    docker = clean_engine.docker
    for name in BOXES:
        docker("create", "--name", name, "--label", "a=b", BUSYBOX, "true")
    docker("import", "--change", "LABEL x=y", "-", "twice:1", stdin=EMPTY)
    docker("tag", "twice:1", "another:1")
    docker("network", "create", "lonely")
    docker("volume", "create", "precious")
    return clean_engine


EMPTY = "\0" * 10240


def things(engine: PrivateEngine) -> set[str]:
    """All that the clean-up is to remove."""
    tags = engine.docker("image", "ls", "--format", "{{.Repository}}").stdout.split()
    found = names(engine) | set(tags)
    found |= set(engine.docker("network", "ls", "--format", "{{.Name}}").stdout.split())
    found |= set(engine.docker("volume", "ls", "-q").stdout.split())
    return found & {*BOXES, "twice", "another", "lonely", "precious"}


def said(wsltui: Wsltui) -> str:
    """What `clean` says of the interrupted one on stderr."""
    ran = wsltui("clean", "--json")
    assert ran.returncode == 0, ran.stderr
    found = INTERRUPTED.search(ran.stderr)
    return found[1] if found else ""


def the_id(wsltui: Wsltui) -> str:
    (entry,) = json.loads(wsltui("undo", "--list", "--json").stdout)
    assert entry["interrupted"]
    return str(entry["id"])


ALL = {*BOXES, "twice", "another", "lonely", "precious"}


@pytest.mark.parametrize(
    ("when", "nth", "counts", "left"),
    [
        ("after", 3, "3 went, 3 did not", ALL - {*BOXES}),
        ("during", 4, "3 went, 3 did not", {"twice", "lonely", "precious"}),
    ],
)
def test_killed_gone_on_and_undone(
    messy: PrivateEngine, wsltui: Wsltui, killer: Killer,
    when: str, nth: int, counts: str, left: set[str],
) -> None:  # fmt: skip
    before = {name: inspected(messy, name) for name in BOXES}
    killer.killed(when, " rm ", nth, *CLEAN)
    assert len(things(messy)) == len(left)
    assert said(wsltui) == counts
    undo_id = the_id(wsltui)

    shown = wsltui("clean", "--resume", "--json")
    assert shown.returncode == 0
    assert len(json.loads(shown.stdout)["items"]) == int(counts.split()[2])
    assert len(things(messy)) == len(left), "only showing what is left removed something"
    later = messy.docker("create", "--name", "later", BUSYBOX, "true")
    assert later.returncode == 0
    gone_on = wsltui("clean", "--resume", undo_id, "--yes", "--json")
    assert gone_on.returncode == 0, gone_on.stderr
    assert {r["outcome"] for r in json.loads(gone_on.stdout)["results"]} <= {"done"}
    assert things(messy) == set()
    assert "later" in names(messy), "more went than was planned"
    assert said(wsltui) == ""
    assert wsltui("clean", "--resume", "--yes").returncode == 1

    undone = wsltui("undo", "--yes")
    assert undone.returncode == 0, undone.stderr
    assert things(messy) >= {*BOXES, "lonely"}
    for name, was in before.items():
        assert differences(was, inspected(messy, name)) == ()


def test_killed_and_undone_without_going_on(
    messy: PrivateEngine, wsltui: Wsltui, killer: Killer
) -> None:
    """Once more while it goes on, too: all that went comes back, and nothing else is touched."""
    before = {name: inspected(messy, name) for name in BOXES}
    killer.killed("after", " rm ", 1, *CLEAN)
    killer.killed("before", " rm ", 2, "clean", "--resume", "--yes")
    assert said(wsltui) == "2 went, 4 did not"
    undone = wsltui("undo", "--yes")
    assert undone.returncode == 0, undone.stderr
    assert things(messy) == ALL
    for name, was in before.items():
        assert differences(was, inspected(messy, name)) == ()
    assert said(wsltui) == ""
    assert wsltui("undo", "--yes").returncode == 1, "there was still something to undo"


def test_killed_before_the_record_was_written(
    messy: PrivateEngine, wsltui: Wsltui, killer: Killer
) -> None:
    """Nothing went, and that is said; cron goes its own way, and leaves the question open."""
    killer.killed("before", "volume inspect precious", 1, *CLEAN)
    assert things(messy) == ALL
    assert said(wsltui) == "0 went, 6 did not"
    refused = wsltui("clean", "--resume", "--yes")
    assert refused.returncode == 4
    assert "nothing was removed" in refused.stderr
    cron = wsltui(*CLEAN)
    assert cron.returncode == 0, cron.stderr
    assert "was interrupted: 0 went" in cron.stderr
    assert things(messy) == set()
    assert wsltui("clean", "--leave").returncode == 0
    assert said(wsltui) == ""
