"""What holds for all tests."""

import gc

import pytest
from hypothesis import HealthCheck, settings

# a busy machine makes every input slow to draw
settings.register_profile(
    "wsltui", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("wsltui")


SAMPLED = {"test_cli_live", "test_follow_live", "test_more_kinds_live", "test_samples"}
"""Files that look at one engine full of samples: one worker has it for all of them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a file stay together."""
    for item in items:
        group = "samples" if item.path.stem in SAMPLED else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported stays: looking through it again and again takes a fifth of the CPU."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
