"""What holds for all tests."""

import gc

import pytest
from hypothesis import HealthCheck, settings

from tui.backends.demo import open_demo

# a busy machine makes every input slow to draw
settings.register_profile(
    "wsltui", deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("wsltui")


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported stays: looking through it again and again takes a fifth of the CPU."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True, scope="session")
def quick_demo() -> None:
    """In the demo world commands take their time; no test is there to watch them."""
    defaults = open_demo.__kwdefaults__
    assert defaults is not None
    defaults["pace"] = 0.0
