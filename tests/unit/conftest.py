"""A demo world at rest, and a session in it whose state is the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.demo_worlds import session as a_session
from tests.unit.demo_worlds import still_world
from tui.run.demo.world import World
from tui.session.session import Session


@pytest.fixture
def world() -> World:
    return still_world()[0]


@pytest.fixture
def here(world: World, tmp_path: Path) -> Session:
    session = a_session(world)
    session.state = tmp_path
    return session
