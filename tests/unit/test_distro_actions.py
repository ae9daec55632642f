"""What may be done to a distro, what would end wsltui, and the exact words for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.doubles.running import call
from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.recorded import rows
from tests.unit.test_distros import double
from tui.core.action import NO_CHOICE, Confirm
from tui.core.command import Command, Mode
from tui.kinds.distro_listing import Distro
from tui.kinds.distros import DISTROS

world = fixtures.wsl_world

ACTIONS = {action.verb: action for action in DISTROS.actions}
STATES = [
    "running", "stopped", "installing", "uninstalling", "converting", "exporting", "unknown",
]  # fmt: skip
ALLOWED = {
    "set-default": {"running", "stopped", "converting", "exporting", "unknown"},
    "start": {"stopped"},
    "terminate": {"running"},
    "shell": {"running", "stopped"},
}


def distro(
    name: str = "Debian", state: str = "stopped", version: int = 2, *, default: bool = False,
    current: bool = False,
) -> Distro:  # fmt: skip
    return Distro(name, state, version, default, current, DISTROS.protected(name) and "x")


def planned(verb: str, row: Distro) -> Command:
    return ACTIONS[verb].plan(row, frozenset())


@pytest.mark.parametrize("verb", ALLOWED)
@pytest.mark.parametrize("state", STATES)
def test_what_may_be_done_in_which_state(verb: str, state: str) -> None:
    reason = ACTIONS[verb].disabled(distro(state=state))
    assert (reason is None) is (state in ALLOWED[verb])
    assert reason is None or reason.startswith("Debian ")


@pytest.mark.parametrize(
    ("verb", "row", "reason"),
    [
        ("set-default", distro(default=True), "Debian is the default already"),
        ("set-default", distro(state="installing"), "Debian is being installed"),
        ("start", distro(state="running"), "Debian runs already"),
        ("start", distro(state="exporting"), "Debian is being exported"),
        ("start", distro(state="unknown"), "Debian is in a state that wsltui does not know"),
        ("terminate", distro(), "Debian is not running"),
        ("shell", distro(state="uninstalling"), "Debian is being removed"),
        ("shell", distro(state="converting"), "Debian is being converted to another WSL version"),
    ],
)
def test_reasons(verb: str, row: Distro, reason: str) -> None:
    assert ACTIONS[verb].disabled(row) == reason


@pytest.mark.parametrize(
    "name", ["docker-desktop", "Docker-Desktop-Data", "rancher-desktop", "podman-machine-default"]
)
def test_protected_distros_are_only_looked_into(name: str) -> None:
    for verb in ("set-default", "start", "terminate"):
        for state in ("running", "stopped"):
            reason = ACTIONS[verb].disabled(distro(name, state))
            assert reason is not None
            assert reason.startswith(f"{name} belongs to ")
    assert ACTIONS["shell"].disabled(distro(name)) is None


@pytest.mark.parametrize("name", ["My Distro", "-v", "--shutdown", "", "a\tb", 'a"b', "a\nb"])
def test_names_that_wsl_would_take_for_something_else(name: str) -> None:
    for action in DISTROS.actions:
        for state in ("running", "stopped"):
            reason = action.disabled(distro(name, state))
            assert reason is not None
            assert "cannot be given the name" in reason
            assert "\n" not in reason


def test_what_ends_wsltui_itself() -> None:
    here = distro(state="running", current=True)
    fatal = {verb: action.fatal(here) for verb, action in ACTIONS.items()}
    assert fatal.pop("terminate") == "wsltui itself runs in Debian and ends with it"
    assert set(fatal.values()) == {None}
    assert ACTIONS["terminate"].fatal(distro(state="running")) is None


def test_docker_desktop_wants_wsl_2() -> None:
    warn = ACTIONS["set-default"].warn
    assert (
        warn(distro(version=1), NO_CHOICE)
        == "Debian is WSL 1: Docker Desktop cannot be used from it"
    )
    assert warn(distro(), NO_CHOICE) is None


@pytest.mark.parametrize(
    ("verb", "argv"),
    [
        ("set-default", ("--set-default", "Debian")),
        ("start", ("-d", "Debian", "-e", "true")),
        ("terminate", ("--terminate", "Debian")),
        ("shell", ("-d", "Debian", "--cd", "~")),
    ],
)
def test_the_words_of_wsl(verb: str, argv: tuple[str, ...]) -> None:
    command = planned(verb, distro())
    assert (command.tool, command.argv) == ("wsl", ("wsl.exe", *argv))
    assert command.mutates


def test_a_shell_is_handed_the_terminal_and_has_all_the_time() -> None:
    command = planned("shell", distro())
    assert (command.mode, command.timeout) == (Mode.INTERACTIVE, None)
    assert not ACTIONS["shell"].many


def test_what_boots_or_stops_a_machine_has_two_minutes_and_runs_alone() -> None:
    assert planned("start", distro()).timeout == planned("terminate", distro()).timeout == 120
    assert {action.width for action in DISTROS.actions if action.many} == {1}


def test_one_default_is_chosen_among_all() -> None:
    action = ACTIONS["set-default"]
    assert (action.switch, action.many) == (True, False)
    assert [a.verb for a in DISTROS.actions if a.switch] == ["set-default"]


def test_only_what_stops_programs_asks() -> None:
    asking = {a.verb for a in DISTROS.actions if a.confirm is not Confirm.NONE}
    assert asking == {"terminate"}
    assert {a.verb for a in DISTROS.actions if a.lost} == {"terminate"}


@pytest.mark.parametrize(
    ("verb", "name", "met"),
    [
        ("start", "Debian", lambda row: row.running),
        ("terminate", "Ubuntu-24.04", lambda row: not row.running),
        ("set-default", "Debian", lambda row: row.default),
    ],
)
def test_they_do_it(world: World, verb: str, name: str, met: Callable[[Distro], bool]) -> None:
    def row() -> Distro:
        return next(one for one in rows(DISTROS.listing(), double()) if one.name == name)

    before = row()
    assert ACTIONS[verb].disabled(before) is None
    done = call(*planned(verb, before).argv[1:])
    assert (done.code, done.err) == (0, b"")
    assert met(row())
    assert ACTIONS[verb].disabled(row()) is not None
