"""What things cost, as engines tell it that do not know, or count in their own way."""

from __future__ import annotations

from typing import Any

import pytest

from tui.session.cleaning.usage import from_api, from_command


@pytest.mark.parametrize("unknown", [-1, None, "1", True])
def test_numbers_that_are_none_are_left_out(unknown: Any) -> None:
    image = {"Id": "sha256:a", "Size": unknown, "SharedSize": unknown}
    found = from_api(
        {
            "LayersSize": unknown,
            "Images": [image],
            "Containers": [{"Id": "b", "SizeRw": unknown}],
            "Volumes": [{"Name": "c", "UsageData": {"Size": unknown}}],
            "BuildCache": [{"ID": "d", "Size": unknown}],
        }
    )
    assert (found.images, found.layers, found.total) == ({"a": (0, 0)}, None, 0)
    assert (found.containers, found.volumes, found.cache) == ({"b": 0}, {}, 0)


def test_podman_reclaims_less_than_nothing() -> None:
    image = {"ID": "a", "Size": "5MB", "SharedSize": "-5MB"}
    found = from_command({"Images": [image], "Volumes": [{"Name": "c", "Size": "-1B"}]})
    assert (found.images, found.volumes, found.layers) == ({"a": (5_000_000, 0)}, {}, None)
