"""What may be done to a container in which state, and the exact words for it."""

from __future__ import annotations

import pytest

from tests.unit.container_samples import ID, in_state, read
from tui.core.action import NO_CHOICE, Action, Confirm
from tui.core.command import Command, Mode
from tui.kinds.container_record import Container
from tui.kinds.containers import CONTAINERS

ACTIONS = {action.verb: action for action in CONTAINERS.actions}
ALIVE = {"running", "paused", "restarting"}
STATES = [*ALIVE, "exited", "created", "removing", "dead", "stopping", "unknown"]
ALLOWED = {
    "stop": ALIVE,
    "kill": ALIVE,
    "start": {"exited", "created", "stopping", "unknown"},
    "restart": set(STATES) - {"removing", "dead"},
    "pause": {"running"},
    "unpause": {"paused"},
    "exec": {"running"},
    "remove": set(STATES) - {"removing"},
}


def planned(verb: str, row: Container, *chosen: str) -> Command:
    return ACTIONS[verb].plan(row, frozenset(chosen))


@pytest.mark.parametrize("verb", ALLOWED)
@pytest.mark.parametrize("state", sorted(STATES))
def test_what_may_be_done_in_which_state(verb: str, state: str) -> None:
    reason = ACTIONS[verb].disabled(in_state(state))
    assert (reason is None) is (state in ALLOWED[verb])
    assert reason is None or reason.startswith("web ")


@pytest.mark.parametrize(
    ("verb", "state", "reason"),
    [
        ("stop", "exited", "web is not running"),
        ("stop", "stopping", "web is not running, it is stopping"),
        ("start", "running", "web runs already"),
        ("start", "paused", "web is paused: unpause it instead"),
        ("start", "dead", "web is dead: it can only be removed"),
        ("restart", "removing", "web is removing: it can only be removed"),
        ("pause", "paused", "web is paused already"),
        ("pause", "restarting", "web is between two starts: wait until it runs"),
        ("unpause", "running", "web is not paused"),
        ("exec", "paused", "web is paused: unpause it first"),
        ("remove", "removing", "web is being removed already"),
    ],
)
def test_reasons_tell_the_way_out(verb: str, state: str, reason: str) -> None:
    assert ACTIONS[verb].disabled(in_state(state)) == reason


def test_one_key_never_means_two_things_that_can_be_done() -> None:
    for state in STATES:
        open_ = [a for a in CONTAINERS.actions if a.disabled(in_state(state)) is None]
        keys = [key for action in open_ for key in action.keys]
        assert len(keys) == len(set(keys)), state


@pytest.mark.parametrize("verb", ["stop", "start", "restart", "pause", "unpause", "kill"])
def test_the_words_of_the_cli(verb: str) -> None:
    command = planned(verb, read())
    assert command.argv == ("docker", verb, "web")
    assert (command.mutates, command.mode) == (True, Mode.CAPTURED)
    assert ACTIONS[verb].spelling == f"docker {verb}"


@pytest.mark.parametrize("verb", ["stop", "restart", "remove"])
def test_what_waits_for_an_end_has_two_minutes(verb: str) -> None:
    assert planned(verb, read()).timeout == 120


def test_removing_with_choices() -> None:
    assert planned("remove", read()).argv == ("docker", "rm", "web")
    both = planned("remove", read(), "volumes", "force").argv
    assert both == ("docker", "rm", "-f", "-v", "web")


def test_a_shell_is_handed_the_terminal() -> None:
    command = planned("exec", read())
    assert command.argv[:4] == ("docker", "exec", "-it", "web")
    assert (command.mode, command.timeout) == (Mode.INTERACTIVE, None)
    assert not ACTIONS["exec"].many


def test_names_of_links_and_missing_names_are_not_used() -> None:
    assert planned("stop", read(Name=None)).argv[-1] == ID


@pytest.mark.parametrize("verb", ["stop", "kill"])
def test_one_that_docker_removes_when_it_stops(verb: str) -> None:
    warning = ACTIONS[verb].warn(read(HostConfig__AutoRemove=True), NO_CHOICE)
    assert warning == "web was started with --rm: docker removes it when it stops"
    assert ACTIONS[verb].warn(read(), NO_CHOICE) is None
    assert ACTIONS["restart"].warn(read(HostConfig__AutoRemove=True), NO_CHOICE) is None


def test_warnings_before_a_removal() -> None:
    warn = ACTIONS["remove"].warn
    assert warn(in_state("exited"), NO_CHOICE) is None
    running = in_state("running")
    assert "running: docker refuses to remove it without -f" in (warn(running, NO_CHOICE) or "")
    assert (warn(running, frozenset({"force"})) or "").endswith("is running: -f kills it")
    assert "paused: docker refuses" in (warn(in_state("paused"), NO_CHOICE) or "")
    assert "second try" in (warn(in_state("dead"), NO_CHOICE) or "")


def test_what_destroys_asks_first() -> None:
    asking = {a.verb for a in CONTAINERS.actions if a.confirm is not Confirm.NONE}
    assert asking == {"stop", "restart", "kill", "remove", "attach", "cp-in"}
    losing = {a.verb for a in CONTAINERS.actions if a.lost}
    assert losing == {"kill", "remove", "cp-in"}


def every_action() -> list[Action[Container]]:
    return list(CONTAINERS.actions)


@pytest.mark.parametrize("action", every_action(), ids=lambda action: action.id)
def test_each_makes_its_own_kind_stale(action: Action[Container]) -> None:
    assert ("containers" in action.stale) == (action.plan(read(), NO_CHOICE).tool == "docker")
    assert action.plan(read(), frozenset()).mutates == (action.verb != "wait")
