"""Events of the engine: read, masked, kept in bounds, and shared with the one who follows them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.cli_world import World
from tests.unit.container_samples import VIEW, anything, printable
from tests.unit.demo_worlds import session, still_world
from tui.core.command import Command, Outcome, Result
from tui.core.errors import WsltuiError
from tui.kinds.event_record import Event, event
from tui.kinds.events import EVENTS
from tui.run.recorded import Answer
from tui.session.heard import KEPT, past
from tui.session.session import Session

NANO = 1_795_385_571_152_334_011


def told(action: str = "die", nano: int = NANO, **attributes: str) -> dict[str, Any]:
    about = {"name": "web-1", **attributes}
    actor = {"ID": "5e" * 32, "Attributes": about}
    return {"Type": "container", "Action": action, "Actor": actor, "timeNano": nano}


def made(action: str = "die", nano: int = NANO, **attributes: str) -> Event:
    found = event(told(action, nano, **attributes))
    assert found is not None
    return found


def test_what_an_event_says() -> None:
    row = made(exitCode="3", image="busybox:local")
    assert (row.type, row.action, row.name, row.more) == ("container", "die", "web-1", "")
    assert row.detail == "exitCode=3, image=busybox:local"
    assert row.at.isoformat().startswith("2026-11-22T22:12:51")
    assert EVENTS.as_json(row, VIEW)["time"].endswith("Z")


def test_what_stands_behind_a_colon_is_no_part_of_the_action() -> None:
    row = made("health_status: unhealthy")
    assert (row.action, row.more) == ("health_status", "unhealthy")
    assert EVENTS.facets["action"](row) == ("health_status",)


def test_secrets_in_labels_are_masked() -> None:
    row = made(db_password="hunter2", note="TOKEN=hunter2")
    assert "hunter2" not in json.dumps(EVENTS.as_json(row, VIEW))
    assert not any("hunter2" in field.value.text for field in EVENTS.summary(row, VIEW))


@given(anything)
def test_whatever_is_told_is_an_event_or_none(value: Any) -> None:
    found = event(value if isinstance(value, dict) else {"Type": value})
    if found is not None:
        assert EVENTS.summary(found, VIEW)


@given(st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_what_comes_from_outside_is_printable(name: str, value: str) -> None:
    actor = {"ID": value, "Attributes": {name: value, "name": name}}
    row = event({**told(), "Action": f"x{name}", "Actor": actor})
    assert row is not None
    for column in EVENTS.columns:
        assert printable(column.cell(row, VIEW).text)
    for field in EVENTS.summary(row, VIEW):
        assert printable(field.label)
        assert printable(field.value.text)


# --- heard and asked for -----------------------------------------------------------------------


def typed(opened: Session) -> list[str]:
    return [e.typed for e in opened.runner.journal.entries if " events " in f"{e.typed} "]


async def test_while_events_are_followed_no_second_command_asks_for_them() -> None:
    opened = session(still_world()[0])
    opened.heard.live = True
    opened.heard.take(opened, told("start"))
    opened.want("events")
    await opened.refresh.settled()
    assert [row.action for row in opened.store["events"].rows] == ["start"]
    opened.heard.take(opened, told("die", NANO + 1))
    assert [row.action for row in opened.store["events"].rows] == ["die", "start"]
    assert typed(opened) == []


async def test_where_nobody_follows_the_past_is_asked_for_and_ends() -> None:
    opened = session(still_world()[0])
    opened.want("events")
    await opened.refresh.settled()
    (command,) = typed(opened)
    assert "--until" in command
    assert opened.store["events"].rows


async def test_what_was_asked_for_and_is_told_again_is_there_once() -> None:
    opened = session(still_world()[0])
    for nano in (NANO, NANO + 5, NANO + 5, NANO):
        opened.heard.take(opened, told(nano=nano))
    opened.heard.live = True
    assert len(await opened.heard.supply(opened)) == 2


async def test_only_so_many_are_kept() -> None:
    opened = session(still_world()[0])
    opened.heard.live = True
    for number in range(KEPT + 50):
        opened.heard.take(opened, told(nano=NANO + number))
    found = await opened.heard.supply(opened)
    assert len(found) == KEPT
    assert found[-1].id.startswith(str(NANO + KEPT + 49))


async def test_nothing_is_put_into_the_store_before_somebody_looks() -> None:
    opened = session(still_world()[0])
    opened.heard.take(opened, told())
    assert opened.store["heard"].at is None


async def test_an_engine_that_is_gone_is_an_error() -> None:
    opened = session(still_world()[0])

    async def execute(command: Command) -> Result:
        return Result(command, Outcome.FAILED, 1, b"", b"Cannot connect")

    opened.execute = execute  # type: ignore[method-assign]
    with pytest.raises(WsltuiError):
        await opened.heard.supply(opened)


def test_the_command_ends_at_the_moment_it_is_asked() -> None:
    argv = past(10_000.0, 3600.0).argv
    assert argv[argv.index("--since") + 1] == "6400.000"
    assert argv[argv.index("--until") + 1] == "10000.000"
    assert past(10.0, 1e12).argv[argv.index("--since") + 1] == "0.000"


def test_on_the_command_line() -> None:
    lines = "\n".join(json.dumps(told(action)) for action in ("start", "die"))
    world = World(replies={"docker events": Answer(lines)})
    ran = world.run("ls", "events", "--since", "2h", "--filter", "action:die", "--json")
    assert ran.code == 0, ran.err
    assert [one["action"] for one in ran.json] == ["die"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ls", "images", "--since", "1h"), "--since is for events, not for images"),
        (("ls", "events", "--since", "yesterday"), "--since cannot be 'yesterday'"),
        (("ls", "events", "--since", "0s"), "--since cannot be '0s'"),
    ],
)
def test_a_wish_that_cannot_be(words: tuple[str, ...], said: str) -> None:
    ran = World().run(*words)
    assert (ran.code, said in ran.err) == (2, True), ran.err
