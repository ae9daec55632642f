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
from tui.core.command import Command, Mode, Outcome
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
    "restart": {"running"},
    "shell": {"running", "stopped"},
    "open-explorer": {"running", "stopped"},
    "open-code": {"running", "stopped"},
    "open-terminal": {"running", "stopped"},
    "set-version": {"running", "stopped"},
    "set-sparse": {"stopped"},
    "export": {"running", "stopped"},
    "clone": {"running", "stopped"},
    "set-default-user": {"running", "stopped"},
    "move": {"stopped"},
    "resize": {"stopped"},
    "unregister": {"running", "stopped"},
    "shutdown": set(STATES),
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
    reason = ACTIONS[verb].why_not(distro(state=state))
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
    assert ACTIONS[verb].why_not(row) == reason


@pytest.mark.parametrize(
    "name", ["docker-desktop", "Docker-Desktop-Data", "rancher-desktop", "podman-machine-default"]
)
def test_protected_distros_are_only_looked_into(name: str) -> None:
    for verb in ALLOWED.keys() - {"shell", "shutdown"}:
        for state in ("running", "stopped"):
            reason = ACTIONS[verb].why_not(distro(name, state))
            assert reason is not None
            assert reason.startswith(f"{name} belongs to ")
    assert ACTIONS["shell"].why_not(distro(name)) is None


@pytest.mark.parametrize("name", ["My Distro", "-v", "--shutdown", "", "a\tb", 'a"b', "a\nb"])
def test_names_that_wsl_would_take_for_something_else(name: str) -> None:
    for action in DISTROS.actions:
        for state in () if action.whole or action.makes else ("running", "stopped"):
            reason = action.why_not(distro(name, state))
            assert reason is not None
            assert "cannot be given the name" in reason
            assert "\n" not in reason


def test_what_ends_wsltui_itself() -> None:
    here = distro(state="running", current=True)
    fatal = {verb: action.fatal(here) for verb, action in ACTIONS.items()}
    for verb in ("terminate", "shutdown", "set-default-user", "update-wsl"):
        assert fatal.pop(verb) == "wsltui itself runs in Debian and ends with it"
    assert "open it again from Windows" in (fatal.pop("restart") or "")
    assert set(fatal.values()) == {None}
    assert ACTIONS["terminate"].fatal(distro(state="running")) is None


def test_what_would_end_with_wsltui_is_refused() -> None:
    """The client of a conversion ends with the distro it runs in, and undoes it."""
    here, other = distro(current=True), distro()
    refused = {verb for verb, action in ACTIONS.items() if action.refused(here)}
    assert refused == {
        "set-version", "set-sparse", "unregister", "export", "clone", "move", "resize",
    }  # fmt: skip
    assert not any(action.refused(other) for action in ACTIONS.values())
    for verb in refused:
        assert ACTIONS[verb].why_not(here) == (
            "wsltui itself runs in Debian; do it from PowerShell, or from another distro"
        )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (distro(), ["no systemd, no Docker"]),
        (distro(state="running"), ["stopped for it", "no systemd"]),
        (distro(version=1), ["copied to a virtual disk"]),
    ],
)
def test_what_comes_of_a_conversion(row: Distro, words: list[str]) -> None:
    warning = ACTIONS["set-version"].warn(row, NO_CHOICE) or ""
    assert all(word in warning for word in words)


def test_what_an_unregistering_leaves() -> None:
    warn = ACTIONS["unregister"].warn
    assert warn(distro(), NO_CHOICE) is None
    assert warn(distro(state="running", default=True), NO_CHOICE) == (
        "Debian runs and is stopped first; it is the default: the first distro left takes its place"
    )


def test_a_version_that_wsltui_does_not_know_is_not_converted() -> None:
    assert ACTIONS["set-version"].why_not(distro(version=3)) == (
        "Debian is WSL 3, which wsltui does not know"
    )


def test_only_a_stopped_virtual_disk_can_be_sparse() -> None:
    disabled = ACTIONS["set-sparse"].hindered
    assert disabled(distro(version=1)) == "Debian is WSL 1: it has no virtual disk"
    assert disabled(distro(state="running")) == "Debian runs: terminate it first"


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (set(), ["true"]),
        ({"off"}, ["false"]),
        ({"allow-unsafe"}, ["true", "--allow-unsafe"]),
        ({"off", "allow-unsafe"}, ["false"]),
    ],
)
def test_a_risk_is_never_taken_unasked(chosen: set[str], words: list[str]) -> None:
    command = ACTIONS["set-sparse"].plan(distro(), frozenset(chosen))
    assert command.argv == ("wsl.exe", "--manage", "Debian", "--set-sparse", *words)
    assert not any(choice.default for choice in ACTIONS["set-sparse"].choices)


def test_a_forced_shutdown_is_a_choice() -> None:
    plan = ACTIONS["shutdown"].plan
    assert plan(distro(), frozenset()).argv == ("wsl.exe", "--shutdown")
    assert plan(distro(), frozenset({"force"})).argv == ("wsl.exe", "--shutdown", "--force")


def test_programs_of_windows_are_handed_the_distro() -> None:
    explorer, code, terminal = (
        planned(f"open-{name}", distro()) for name in ("explorer", "code", "terminal")
    )
    assert explorer.argv == ("explorer.exe", "\\\\wsl.localhost\\Debian")
    assert code.argv == ("code", "--remote", "wsl+Debian")
    assert terminal.argv == ("wt.exe", "new-tab", "wsl.exe", "-d", "Debian")
    assert {command.tool for command in (explorer, code, terminal)} == {"wsl"}
    assert explorer.ended(1) is Outcome.OK
    assert code.ended(1) is Outcome.FAILED


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
        ("set-version", ("--set-version", "Debian", "1")),
        ("unregister", ("--unregister", "Debian")),
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
    assert planned("set-version", distro()).timeout == 4 * 3600


def test_one_default_is_chosen_among_all() -> None:
    action = ACTIONS["set-default"]
    assert (action.switch, action.many) == (True, False)
    assert [a.verb for a in DISTROS.actions if a.switch] == ["set-default"]


def test_what_takes_something_away_asks() -> None:
    asking = {a.verb: a.confirm for a in DISTROS.actions if a.confirm is not Confirm.NONE}
    assert asking.pop("unregister") is Confirm.TYPE_NAME
    assert set(asking) == {
        "terminate", "restart", "set-version", "set-sparse", "shutdown",
        "export", "clone", "set-default-user", "move", "resize", "unmount", "update-wsl",
    }  # fmt: skip
    assert {a.verb for a in DISTROS.actions if a.lost} == {
        "terminate", "restart", "unregister", "shutdown", "unmount", "update-wsl",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("verb", "name", "met"),
    [
        ("start", "Debian", lambda row: row.running),
        ("terminate", "Ubuntu-24.04", lambda row: not row.running),
        ("set-default", "Debian", lambda row: row.default),
        ("set-version", "Debian", lambda row: row.version == 1),
        ("set-version", "legacy-app", lambda row: row.version == 2),
    ],
)
def test_they_do_it(world: World, verb: str, name: str, met: Callable[[Distro], bool]) -> None:
    def row() -> Distro:
        return next(one for one in rows(DISTROS.listing(), double()) if one.name == name)

    before = row()
    assert ACTIONS[verb].why_not(before) is None
    done = call(*planned(verb, before).argv[1:])
    assert (done.code, done.err) == (0, b"")
    assert met(row())
    assert verb == "set-version" or ACTIONS[verb].why_not(row()) is not None


def test_an_unregistered_distro_is_gone(world: World) -> None:
    command = planned("unregister", distro())
    assert call(*command.argv[1:]).code == 0
    assert "Debian" not in {row.name for row in rows(DISTROS.listing(), double())}


def test_a_sparse_disk_is_refused_until_it_is_forced(world: World) -> None:
    plan = ACTIONS["set-sparse"].plan
    refused = call(*plan(distro(), frozenset()).argv[1:])
    assert refused.code == 255
    assert "--allow-unsafe" in refused.text
    assert call(*plan(distro(), frozenset({"allow-unsafe"})).argv[1:]).code == 0
    assert world["Debian"]["sparse"]
    assert call(*plan(distro(), frozenset({"off"})).argv[1:]).code == 0
    assert not world["Debian"]["sparse"]
