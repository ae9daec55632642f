"""The user's own commands: from the config to an argv, and on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.cli_world import World, container
from tui import config
from tui.core.action import Confirm
from tui.core.cleanup.pins import By, Pin
from tui.core.own_commands import Missing, Output, OwnCommand, commands_from, filled_in
from tui.kinds import KINDS
from tui.kinds.container_record import Container
from tui.run.recorded import Answer
from tui.session.opening import Options, open_session
from tui.session.own_commands import as_action, with_own

TEXT = """\
[commands.ip]
kind = "containers"
title = "Addresses"
run = "docker inspect -f '{{.NetworkSettings.Networks}}' ${name}"
keys = "f2"
reads = true

[commands.away]
kind = "containers"
run = ["docker", "rm", "-f", "${name}"]
confirm = "ask"

[commands.stop]
kind = "containers"
run = "docker stop ${name}"

[commands.Odd]
kind = "containers"
run = "x"

[commands.nowhere]
kind = "planets"
run = "x"

[commands.typo]
kind = "images"
rum = "x"

[commands.any]
kind = "images"
run = "${id}"
"""


def own(*run: str, **more: object) -> OwnCommand:
    made, problems = commands_from({"x": {"kind": "containers", "run": [*run], **more}}, None,
                                   lambda _key: None)  # fmt: skip
    assert not problems
    return made["x"]


def load(tmp_path: Path) -> tuple[dict[str, OwnCommand], list[str]]:
    file = tmp_path / "config.toml"
    file.write_text(TEXT)
    known = config.Known(columns={kind.id: [] for kind in KINDS.values()})
    settings, problems = config.load(file, {}, known)
    return dict(settings.commands), [str(problem) for problem in problems]


def test_each_is_read_or_told_of_with_its_line(tmp_path: Path) -> None:
    made, problems = load(tmp_path)
    assert list(made) == ["ip", "away", "stop"]
    assert made["ip"].run[:3] == ("docker", "inspect", "-f")
    assert (made["ip"].keys, made["ip"].output) == (("f2",), Output.SHOW)
    assert made["away"].confirm is Confirm.ASK
    for words in ("line 17", "small letters", "kind must be one of distros", "did you mean run?",
                  "must begin with a program"):  # fmt: skip
        assert any(words in problem for problem in problems), (words, problems)
    assert len(problems) == 4


def test_a_name_that_is_taken_is_told_of(tmp_path: Path) -> None:
    kinds, problems = with_own(KINDS, load(tmp_path)[0])
    ids = {action.id for action in kinds["containers"].actions}
    assert {"container.ip", "container.away"} <= ids
    assert [problem.key for problem in problems] == ["commands.stop"]
    assert kinds["images"] is KINDS["images"]
    removes = {a.verb: a.removes for a in kinds["containers"].actions}
    assert removes["away"]
    assert not removes["ip"]


@given(st.dictionaries(st.sampled_from(["name", "id", "image"]), st.text(), min_size=3))
def test_a_value_never_becomes_two_words_or_an_option(row: dict[str, str]) -> None:
    command = own("sh", "-c", 'echo "$1"', "sh", "${name}", "x=${id}")
    try:
        argv = filled_in(command, row)
    except Missing:
        assert (
            not row["name"]
            or not row["id"]
            or row["name"][0] == "-"
            or any("\0" in value for value in row.values())
        )
    else:
        assert argv == ("sh", "-c", 'echo "$1"', "sh", row["name"], f"x={row['id']}")


def test_fields_lead_into_what_a_row_has() -> None:
    row = {
        "name": "web", "project": None, "labels": {"a.b": "c"}, "networks": ["x", "y"],
        "ports": [{"host_port": 80}], "default": True,
    }  # fmt: skip
    argv = ("p", "${labels.a.b}", "${networks.1}", "${ports.0.host_port}", "${default}", "$HOME")
    assert filled_in(own(*argv), row) == ("p", "c", "y", "80", "true", "$HOME")
    for field in ("project", "nothing", "labels", "labels.x", "networks.7", "name.x", "ports.0"):
        with pytest.raises(Missing, match="it has no"):
            filled_in(own("p", f"${{{field}}}"), row)


def test_it_is_done_and_listed_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "wsltui").mkdir()
    (tmp_path / "wsltui" / "config.toml").write_text(TEXT)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    said = {"docker inspect -f '{{.NetworkSettings.Networks}}' web": Answer("10.0.0.2\n")}
    world = World(containers=(container("web"),), replies=said)
    done = world.run("do", "container.ip", "web")
    assert (done.code, done.out) == (0, "10.0.0.2\n")
    assert world.run("do", "container.ip", "web", "--json").json["answers"] == {"web": "10.0.0.2"}
    listed = world.run("actions", "--json").json
    assert "container.away" in [one["id"] for one in listed]
    assert world.run("do", "container.awy", "web").code == 2


async def test_pins_hold_against_it(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(TEXT)
    session = open_session(Options(demo=True, config=str(file)))
    kind, action = session.actions["container.away"]
    session.refresh.mark("containers")
    await session.refresh.settled()
    rows = session.store["containers"].rows
    session.pins.add(Pin(By.NAME, kind.name(rows[0]), "container"))
    intent = session.dispatch.intend(kind, action, rows[:2])
    assert [item.name for item in intent.items] == [kind.name(rows[1])]
    assert "pinned" in intent.skipped[0].reason
    assert intent.commands[0].argv == ("docker", "rm", "-f", kind.name(rows[1]))
    assert any("commands.stop" in problem for problem in session.problems)
    await session.close()


def test_what_removes_or_ends_is_no_read_and_pins_know_of_it() -> None:
    kind = KINDS["containers"]
    row = Container("a" * 64, "web", ("web",), "app:7", "d" * 64, "", "running")
    away = as_action(kind, own("docker", "rm", "${name}", reads=True))
    assert away.plan(row, frozenset()).mutates
    assert not as_action(kind, own("docker", "ps", reads=True)).plan(row, frozenset()).mutates
    assert as_action(kind, own("docker", "stop", "${name}")).ends
    assert as_action(kind, own("docker", "compose", "-p", "${project}", "down")).removes
