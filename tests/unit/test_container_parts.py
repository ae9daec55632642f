"""Parts of a container that are missing, null or odd."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.container_samples import (
    ID,
    VIEW,
    as_json,
    cell,
    in_state,
    inspected,
    read,
)
from tui.core.kind import Tone
from tui.kinds.container_record import Port, container
from tui.kinds.containers import CONTAINERS


def test_everything_null_does_no_harm() -> None:
    nothing = dict.fromkeys(inspected()) | {"Id": ID, "Args": None, "Mounts": None}
    row = container(nothing | {"NetworkSettings.Ports": None, "Config.Labels": None})
    assert (row.state, row.labels, row.ports, row.mounts) == ("unknown", {}, (), ())
    assert (row.command, row.health, row.exit_code, row.created) == ("", None, None, None)


@pytest.mark.parametrize(
    ("labels", "read_as"),
    [
        (None, {}),
        ([], {}),
        ("a=b", {}),
        ({"a": None, "b": 1, "c": "x=1,y=2"}, {"a": "", "b": "1", "c": "x=1,y=2"}),
        ({"com.docker.compose.project": ""}, {"com.docker.compose.project": ""}),
    ],
)
def test_labels(labels: Any, read_as: dict[str, str]) -> None:
    row = read(Config__Labels=labels)
    assert row.labels == read_as
    assert (row.project, as_json(row)["labels"]) == (None, read_as)


@pytest.mark.parametrize(
    ("said", "ports"),
    [
        (None, ()),
        ({}, ()),
        ({"80/tcp": None}, (Port(None, None, 80, "tcp"),)),
        ({"80/tcp": []}, (Port(None, None, 80, "tcp"),)),
        ({"80": [{"HostPort": "8080"}]}, (Port(None, 8080, 80, "tcp"),)),
        ({"80/tcp": [{"HostIp": "", "HostPort": ""}]}, (Port(None, None, 80, "tcp"),)),
        ({"80/sctp": [{"HostIp": "::1", "HostPort": "1"}]}, (Port("::1", 1, 80, "sctp"),)),
        ({"80/tcp": [{"HostPort": "²"}]}, (Port(None, None, 80, "tcp"),)),
        ({"²/tcp": None, "all": None, "/": None, "80-90/tcp": None}, ()),
        ({"80/tcp": ["8080"]}, (Port(None, None, 80, "tcp"),)),
    ],
)
def test_ports(said: Any, ports: tuple[Port, ...]) -> None:
    assert read(NetworkSettings__Ports=said).ports == ports


@pytest.mark.parametrize(
    ("path", "args", "command"),
    [
        ("sleep", ["10"], "sleep 10"),
        ("sh", ["-c", "exit 1"], "sh -c 'exit 1'"),
        ("/my app/run", None, "/my app/run"),
        ("", ["a"], "a"),
        (None, None, ""),
        ("a", [None, 1], "a  "),
    ],
)
def test_the_command_is_spelt_as_the_engine_spells_it(path: Any, args: Any, command: str) -> None:
    assert read(Path=path, Args=args).command == command.strip()


@pytest.mark.parametrize(
    ("image", "shown"),
    [
        ("shop/web:1.4", "shop/web:1.4"),
        ("host:5000/img", "host:5000/img"),
        ("registry.test/shop/web:1.4", "registry.test/shop/web:1.4"),
        (f"shop/web@sha256:{ID}", "shop/web"),
        (f"sha256:{ID}", ID[:12]),
        (ID, ID[:12]),
        ("", "<no image>"),
    ],
)
def test_the_image_is_shortened_on_the_screen_only(image: str, shown: str) -> None:
    row = read(Config__Image=image)
    assert cell(row, "image") == shown
    assert as_json(row)["image"] == image


@pytest.mark.parametrize(
    "time", [None, "", 0, "0001-01-01T00:00:00Z", -62135596800, "1970-01-01T00:00:00Z", "soon"]
)
def test_times_that_mean_never(time: Any) -> None:
    row = read(Created=time, State={"Status": "exited", "ExitCode": 0, "FinishedAt": time})
    assert (row.created, row.finished, as_json(row)["created"]) == (None, None, None)
    assert cell(row, "age") == "–"
    assert as_json(row)["status"] == "Exited"


def test_a_time_to_come() -> None:
    row = read(Created="2026-03-02T12:00:00+02:00")
    assert as_json(row)["created"] == "2026-03-02T10:00:00Z"
    assert cell(row, "age") == "in 22h"


HOUR_AGO, YEAR_ONE = "2026-03-01T11:00:00Z", "0001-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("state", "status", "short", "tone"),
    [
        ({"Status": "running", "StartedAt": HOUR_AGO}, "Up About an hour", "up 1h", Tone.GOOD),
        (
            {"Status": "running", "StartedAt": HOUR_AGO, "Health": {"Status": "healthy"}},
            "Up About an hour (healthy)", "up 1h", Tone.GOOD,
        ),
        (
            {"Status": "running", "StartedAt": HOUR_AGO, "Health": {"Status": "unhealthy"}},
            "Up About an hour (unhealthy)", "unhealthy, 1h", Tone.BAD,
        ),
        (
            {"Status": "running", "StartedAt": HOUR_AGO, "Health": {"Status": "starting"}},
            "Up About an hour (health: starting)", "starting, 1h", Tone.BUSY,
        ),
        (
            {"Status": "running", "StartedAt": HOUR_AGO, "Health": {"Status": "none"}},
            "Up About an hour", "up 1h", Tone.GOOD,
        ),
        ({"Status": "running"}, "Up", "up", Tone.GOOD),
        (
            {"Status": "paused", "StartedAt": HOUR_AGO, "Health": {"Status": "unhealthy"}},
            "Up About an hour (Paused)", "paused 1h", Tone.WARN,
        ),
        (
            {"Status": "restarting", "ExitCode": 1, "FinishedAt": HOUR_AGO},
            "Restarting (1) About an hour ago", "restarting 1, 1h", Tone.BUSY,
        ),
        (
            {"Status": "exited", "ExitCode": 0, "FinishedAt": HOUR_AGO},
            "Exited (0) About an hour ago", "exited 0, 1h", Tone.DIM,
        ),
        (
            {"Status": "exited", "ExitCode": 3, "FinishedAt": HOUR_AGO},
            "Exited (3) About an hour ago", "exited 3, 1h", Tone.BAD,
        ),
        (
            {"Status": "exited", "ExitCode": 137, "FinishedAt": HOUR_AGO, "OOMKilled": True},
            "Exited (137) About an hour ago", "oom-killed, 1h", Tone.BAD,
        ),
        ({"Status": "exited", "ExitCode": 0, "FinishedAt": YEAR_ONE}, "Exited", "exited 0",
         Tone.DIM),
        ({"Status": "created", "ExitCode": 0, "StartedAt": YEAR_ONE}, "Created", "created",
         Tone.DIM),
        ({"Status": "created", "ExitCode": 127}, "Created", "created 127", Tone.BAD),
        ({"Status": "removing", "ExitCode": 0}, "Removal In Progress", "removing", Tone.BUSY),
        ({"Status": "dead", "ExitCode": 0, "FinishedAt": HOUR_AGO}, "Dead", "dead 0, 1h", Tone.BAD),
        ({"Status": "stopping", "ExitCode": 0, "FinishedAt": HOUR_AGO}, "Stopping", "stopping",
         Tone.WARN),
        ({"Status": None}, "Unknown", "unknown", Tone.WARN),
        ({}, "Unknown", "unknown", Tone.WARN),
    ],
)  # fmt: skip
def test_every_state_in_words_and_colour(
    state: dict[str, Any], status: str, short: str, tone: Tone
) -> None:
    row = read(State=state)
    assert as_json(row)["status"] == status
    shown = next(c.cell(row, VIEW) for c in CONTAINERS.columns if c.id == "status")
    assert (shown.text, shown.tone) == (short, tone)


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        ("running", 0, None),
        ("running", 137, None),
        ("paused", 0, None),
        ("created", 0, None),
        ("created", 127, 127),
        ("restarting", 1, 1),
        ("exited", 0, 0),
        ("dead", 0, 0),
        ("exited", None, None),
        ("exited", "1", None),
        ("exited", True, None),
        ("exited", 10**30, None),
    ],
)
def test_exit_codes(status: str, code: Any, told: int | None) -> None:
    assert in_state(status, ExitCode=code).exit_code == told


def test_a_clock_that_is_behind_the_engines() -> None:
    row = in_state("running", StartedAt="2026-03-01T12:00:05Z")
    assert as_json(row)["status"] == "Up Less than a second"
    assert cell(row, "status") == "up 0s"
