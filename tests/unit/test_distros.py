"""Distros as wsl.exe lists them: every language and encoding, and its bad days."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.doubles.running import UTF8, call
from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.locales import LOCALES
from tests.doubles.wsl_double.state import World
from tests.recorded import Saying, Told, failed, rows
from tests.unit.container_samples import VIEW, printable
from tui.core.command import Command, Outcome, Result
from tui.core.errors import CommandFailed
from tui.core.kind import View
from tui.core.parse import Garbled
from tui.kinds.distro_listing import Distro, parse_verbose
from tui.kinds.distros import DISTROS

world = fixtures.wsl_world

HEADER = "  NAME              STATE           VERSION\n"
SOME = HEADER + "* Ubuntu-24.04      Running         2\n  Debian            Stopped         2\n"


def double(*, utf8: bool = True) -> Told:
    """The doubled wsl.exe, called as a program."""

    def told(command: Command) -> Result:
        done = call(*command.argv[1:], env=UTF8 if utf8 else {})
        outcome = Outcome.FAILED if done.code else Outcome.OK
        return Result(command, outcome, done.code, done.out, done.err)

    return told


def said(
    verbose: str | Result = SOME, running: str | Result = "Ubuntu-24.04\n", quiet: str | Result = ""
) -> tuple[Distro, ...]:
    texts = {
        "wsl.exe -l -v": verbose,
        "wsl.exe -l --running -q": running,
        "wsl.exe -l -q": quiet,
    }
    answers = {
        typed: text if isinstance(text, Result) else text.replace("\n", "\r\n").encode("utf-16-le")
        for typed, text in texts.items()
    }
    return rows(DISTROS.listing(), Saying(answers))


def states(listed: tuple[Distro, ...]) -> dict[str, str]:
    return {row.name: row.state for row in listed}


# --- from the double ---------------------------------------------------------------------------


def test_the_distros_of_a_machine(world: World) -> None:
    assert rows(DISTROS.listing(), double()) == (
        Distro("Ubuntu-24.04", "running", 2, default=True),
        Distro("docker-desktop", "running", 2, default=False, owner="Docker Desktop"),
        Distro("Debian", "stopped", 2, default=False),
        Distro("legacy-app", "stopped", 1, default=False),
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_says_the_same(world: World, locale: str) -> None:
    english = rows(DISTROS.listing(), double())
    world.locale(locale)
    assert rows(DISTROS.listing(), double(utf8=False)) == english


@pytest.mark.parametrize("locale", LOCALES)
def test_no_distros_in_every_language(world: World, locale: str) -> None:
    world.empty().locale(locale)
    assert rows(DISTROS.listing(), double(utf8=False)) == ()


@pytest.mark.parametrize("utf8", [True, False])
def test_the_old_wsl_exe(world: World, utf8: bool) -> None:
    english = rows(DISTROS.listing(), double())
    world.inbox()
    assert rows(DISTROS.listing(), double(utf8=utf8)) == english
    world.mode("crcrlf")
    assert rows(DISTROS.listing(), double(utf8=utf8)) == english


def test_no_default(world: World) -> None:
    world.default(None)
    assert not any(row.default for row in rows(DISTROS.listing(), double()))


def test_nothing_runs(world: World) -> None:
    world.empty().distro("Debian").distro("Alpine", default=True)
    listed = rows(DISTROS.listing(), double())
    assert states(listed) == {"Alpine": "stopped", "Debian": "stopped"}


def test_distros_that_are_busy(world: World) -> None:
    world.distro("a", lock="Converting").distro("b", lock="Exporting")
    world.distro("c", registered="Installing").distro("d", registered="Uninstalling")
    listed = states(rows(DISTROS.listing(), double()))
    busy = {"a": "converting", "b": "exporting", "c": "installing", "d": "uninstalling"}
    assert {name: listed[name] for name in busy} == busy


def test_only_a_distro_that_is_being_installed(world: World) -> None:
    world.empty().distro("Fedora", registered="Installing")
    assert states(rows(DISTROS.listing(), double())) == {"Fedora": "installing"}


def test_a_long_list_keeps_its_columns(world: World) -> None:
    name = "x" * 200
    world.distro(name, running=True)
    assert states(rows(DISTROS.listing(), double()))[name] == "running"


@pytest.mark.parametrize("name", ["policy", "service-gone", "vm-platform"])
def test_what_wsl_refuses_is_an_error(world: World, name: str) -> None:
    world.fail(name)
    with pytest.raises(CommandFailed):
        rows(DISTROS.listing(), double())


@pytest.mark.parametrize("utf8", [True, False])
def test_noise_is_an_error(world: World, utf8: bool) -> None:
    world.mode("garbage", verb="--list")
    with pytest.raises(CommandFailed, match="cannot be read"):
        rows(DISTROS.listing(), double(utf8=utf8))


@pytest.mark.parametrize("size", [33, 90, 117, 150, 231])
def test_a_list_that_is_cut_is_never_a_shorter_list(world: World, size: int) -> None:
    whole = rows(DISTROS.listing(), double())
    world.mode("truncated", verb="--list", size=size)
    try:
        assert rows(DISTROS.listing(), double(utf8=False)) == whole
    except CommandFailed as error:
        assert "cannot be read" in error.sentence  # noqa: PT017


def test_windows_that_does_not_answer_is_asked_once(world: World) -> None:
    world.mode("interop-stale", good=[])
    with pytest.raises(CommandFailed):
        rows(DISTROS.listing(), double())
    assert len(world.calls()) == 1


# --- running -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("running", "told"),
    [
        ("Ubuntu-24.04\n", {"Ubuntu-24.04": "running", "Debian": "stopped"}),
        ("ubuntu-24.04\n", {"Ubuntu-24.04": "running", "Debian": "stopped"}),
        ("Debian\nUbuntu-24.04\n", {"Ubuntu-24.04": "running", "Debian": "running"}),
        ("Debian\n", {"Ubuntu-24.04": "stopped", "Debian": "running"}),
        ("", {"Ubuntu-24.04": "stopped", "Debian": "stopped"}),
        # what cannot be believed changes nothing
        ("<html>\n", {"Ubuntu-24.04": "running", "Debian": "stopped"}),
        ("Debian\nUbun", {"Ubuntu-24.04": "running", "Debian": "stopped"}),
    ],
)
def test_running_is_what_the_list_of_running_names(running: str, told: dict[str, str]) -> None:
    assert states(said(running=running)) == told


def test_without_the_list_of_running_the_state_word_counts() -> None:
    none_run = failed(code=255, stdout=b"There are no running distributions.\r\n")
    assert states(said(running=none_run)) == {"Ubuntu-24.04": "running", "Debian": "stopped"}


@pytest.mark.parametrize("word", ["Running", "Stopped", "Hibernating", "実行中"])
def test_a_word_of_a_later_wsl(word: str) -> None:
    table = f"{HEADER}  Debian            {word}         2\n"
    assert states(said(table, "Debian\n")) == {"Debian": "running"}
    expected = "stopped" if word in ("Running", "Stopped") else "unknown"
    assert states(said(table, "")) == {"Debian": expected}


def test_a_busy_distro_stays_busy() -> None:
    table = f"{HEADER}  Debian            Exporting       2\n"
    assert states(said(table, "Debian\n")) == {"Debian": "exporting"}
    assert states(said(table, "")) == {"Debian": "exporting"}


# --- odd tables --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "distro"),
    [
        ("  My Distro         Stopped         2", Distro("My Distro", "stopped", 2, default=False)),
        ("* a Stopped 1", Distro("a", "stopped", 1, default=True)),
        (
            "  デビアン            Stopped         2",
            Distro("デビアン", "stopped", 2, default=False),
        ),
        ("  * Running         2", Distro("*", "running", 2, default=False)),
        ("  x Running 2   ", Distro("x", "running", 2, default=False)),
        ("  v3 Running 3", Distro("v3", "running", 3, default=False)),
    ],
)
def test_a_row(line: str, distro: Distro) -> None:
    assert parse_verbose(f"{HEADER}{line}\n") == [distro]


def test_a_warning_before_the_list_does_no_harm() -> None:
    assert len(parse_verbose(f"wsl: The proxy of Windows is not used.\n\n{SOME}")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "<html>",
        SOME + "  Fedora    Sto",
        SOME + "  Fedora    Stopped",
        SOME + "Fedora    Stopped         2",
        "Invalid command line argument: -v\n",
        "\ufffd\ufffd\ufffd",
    ],
)
def test_what_is_no_table_is_garbage(text: str) -> None:
    with pytest.raises(Garbled):
        parse_verbose(text)


def test_a_header_alone() -> None:
    assert parse_verbose(HEADER) == []
    assert said(HEADER, quiet="") == ()
    with pytest.raises(CommandFailed, match="cannot be read"):
        said(HEADER, quiet="Debian\n")


def test_a_refusal_is_shown_with_its_words() -> None:
    words = "Die Distribution fehlt.\r\nFehlercode: Wsl/Service/E_UNEXPECTED\r\n"
    refused = failed(code=255, stdout=words.encode("utf-16-le"))
    with pytest.raises(CommandFailed, match="Fehlercode: Wsl/Service/E_UNEXPECTED"):
        said(refused, refused, refused)


def test_a_wsl_that_hangs_is_not_asked_again() -> None:
    late = Result(Command("wsl"), Outcome.TIMEOUT)
    told = Saying({"wsl.exe": late})
    with pytest.raises(CommandFailed, match="No answer in 20 s"):
        rows(DISTROS.listing(), told)
    assert [command.argv[1:] for command in told.asked] == [("-l", "-v")]


@given(st.text(max_size=60))
def test_any_text_is_rows_or_garbage(text: str) -> None:
    try:
        found = parse_verbose(text)
    except Garbled:
        return
    for row in found:
        assert all(printable(column.cell(row, VIEW).text) for column in DISTROS.columns)
        assert all(printable(field.value.text) for field in DISTROS.summary(row, VIEW))


# --- whose it is and where we are --------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("docker-desktop", "Docker Desktop"),
        ("docker-desktop-data", "Docker Desktop"),
        ("Docker-Desktop", "Docker Desktop"),
        ("DOCKER-DESKTOP-DATA", "Docker Desktop"),
        ("rancher-desktop", "Rancher Desktop"),
        ("Rancher-Desktop-Data", "Rancher Desktop"),
        ("podman-machine-default", "Podman"),
        ("podman-net-usermode", "Podman"),
        ("my-docker-desktop", None),
        ("docker", None),
        ("Ubuntu", None),
    ],
)
def test_what_belongs_to_a_product_is_protected(name: str, owner: str | None) -> None:
    (row,) = parse_verbose(f"  {name} Stopped 2")
    assert row.owner == owner
    why = DISTROS.protected(name)
    assert (why is None) is (owner is None)
    assert owner is None or f"belongs to {owner}" in (why or "")


def test_the_distro_wsltui_runs_in_is_found_in_any_case() -> None:
    listed = DISTROS.join(said(), {"here": ("UBUNTU-24.04",)})
    assert [row.name for row in listed if row.current] == ["Ubuntu-24.04"]
    assert not any(row.current for row in DISTROS.join(said(), {"here": ()}))
    assert not any(row.current for row in DISTROS.join(said(), {}))


def test_cells() -> None:
    def shown(row: Distro, view: View = VIEW) -> list[str]:
        return [column.cell(row, view).text for column in DISTROS.columns]

    own = Distro("Ubuntu", "running", 2, default=True, current=True)
    assert shown(own) == ["★", "Ubuntu", "running", "2", "this one", "", "", "–"]
    assert shown(own, View(VIEW.now, ascii=True))[0] == "*"
    desktop = replace(own, name="docker-desktop", owner="Docker Desktop", current=False)
    assert shown(desktop)[4:6] == ["protected", "Docker Desktop"]


def test_the_summary_says_why_it_is_protected() -> None:
    (row,) = parse_verbose("  docker-desktop Running 1")
    shown = {field.label: field.value.text for field in DISTROS.summary(row, VIEW)}
    assert shown["owner"] == "Docker Desktop"
    assert "losing it loses its data" in shown[""]
    assert shown["note"] == "Docker Desktop needs WSL 2"


def test_json() -> None:
    (told, _) = [json.loads(json.dumps(DISTROS.as_json(row, VIEW))) for row in said()]
    reasons = told.pop("unknown")
    assert told.pop("looked_at") is told.pop("measured_at") is None
    assert dict(list(told.items())[:6]) == {
        "name": "Ubuntu-24.04", "state": "running", "version": 2, "default": True,
        "current": False, "owner": None,
    }  # fmt: skip
    later = list(told)[6:]
    assert later[:4] == ["os", "os_version", "disk_path", "disk_bytes"]
    assert {name: told[name] for name in later} == dict.fromkeys(reasons)
    assert set(reasons.values()) == {"there is no answer yet"}


def test_the_filter_knows_what_a_distro_is() -> None:
    facet: Any = DISTROS.facets["is"]
    row = Distro("docker-desktop", "running", 2, default=True, owner="Docker Desktop")
    assert facet(row) == ("default", "protected")


def test_the_headline() -> None:
    assert DISTROS.headline(said()) == "1 of 2 run"
    assert DISTROS.headline([]) == "0"
