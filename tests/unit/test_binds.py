"""Directories that containers mount and that are not there any more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli_world import World, container
from tests.unit.container_samples import IDS
from tui.backends.binds import Binds, Bound
from tui.session.binds import LostBinds
from tui.session.opening import Options
from tui.session.session import Session


class Here(World):
    """A world whose engine is one of this machine."""

    def __init__(self, machine: Path, containers: list[dict[str, Any]]) -> None:
        super().__init__(containers)
        self._machine = machine

    def open(self, options: Options) -> Session:
        session = super().open(options)
        session.binds = LostBinds(session, Binds(self._machine))
        return session


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """One on which the first container runs as process 7."""
    (tmp_path / "proc/7").mkdir(parents=True)
    (tmp_path / "proc/7/cgroup").write_text(f"0::/system.slice/docker-{IDS[0]}.scope\n")
    (tmp_path / "srv/there").mkdir(parents=True)
    (tmp_path / "srv/link").symlink_to("/nowhere")
    return tmp_path


async def test_what_is_not_there_is_lost(machine: Path) -> None:
    sources = ("/srv/there", "/srv/gone", "/srv/link", "/srv/there/\0odd")
    bound = [Bound(IDS[0], 7, ()), Bound(IDS[1], None, sources)]
    assert await Binds(machine).lost(bound) == {"/srv/gone"}


@pytest.mark.parametrize(("id_", "pid"), [(IDS[0], 8), (IDS[0], None), (IDS[1], 7)])
async def test_of_another_machine_nothing_is_known(
    machine: Path, id_: str, pid: int | None
) -> None:
    assert await Binds(machine).lost([Bound(id_, pid, ("/srv/gone",))]) == frozenset()


def test_it_is_shown_with_the_container(machine: Path) -> None:
    web = container("web", 1)
    web["Mounts"] = [{"Type": "bind", "Source": "/srv/gone", "Destination": "/in"}]
    web["State"] = {"Status": "running", "Pid": 7}
    (machine / "proc/7/cgroup").write_text(f"0::/docker/{web['Id']}\n")
    shown = Here(machine, [web]).run("show", "container", "web").out
    assert "/srv/gone is not there any more" in shown
    assert "not there" not in World([web]).run("show", "container", "web").out
