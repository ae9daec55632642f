"""`wsltui do`: what is decided in which order, what runs, and what is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli_world import NO_ENGINE, World, container, image
from tests.unit.told import words
from tui.core.action import Confirm
from tui.core.command import Command
from tui.core.settings import Settings
from tui.kinds import ACTIONS, KINDS
from tui.run.recorded import Answer

WEB, API = container("web", 1), container("api", 2)
OLD = container("old", 3, "exited", code=3)
DISTROS = ["* Ubuntu-24.04 Running 2", "  Debian Running 2", "  docker-desktop Running 2"]
DOWN = {"docker ps": Answer("", 1, NO_ENGINE)}


def wsl() -> World:
    return World(distros=DISTROS, here="Ubuntu-24.04")


def test_what_is_agreed_to_runs_and_is_named() -> None:
    world = World([WEB, API, OLD])
    ran = world.run("do", "container.stop", "web", "api", "--yes")
    assert (ran.code, ran.out, ran.err) == (0, "web\napi\n", "")
    assert world.changes == ["docker stop web", "docker stop api"]


def test_a_name_given_twice_is_done_once() -> None:
    world = World([WEB])
    assert world.run("do", "container.stop", "web", "00000001", "web", "--yes").code == 0
    assert world.changes == ["docker stop web"]


@pytest.mark.parametrize("flags", [["--force", "--volumes"], ["-f", "-v"], ["-fv"], ["-vf"]])
def test_choices_go_by_name_and_by_dockers_flags(flags: list[str]) -> None:
    world = World([WEB])
    assert world.run("do", *flags, "container.remove", "web", "--yes").code == 0
    assert world.changes == ["docker rm -f -v web"]


def test_an_action_that_does_not_ask_needs_no_yes() -> None:
    world = World([OLD])
    assert world.run("do", "container.start", "old").code == 0
    assert world.changes == ["docker start old"]


def test_what_changed_is_skipped_and_listed() -> None:
    world = World([WEB, OLD])
    ran = world.run("do", "container.stop", "web", "old", "--yes", "--json")
    assert ran.code == 0
    assert ran.json == {
        "action": "container.stop",
        "done": ["web"],
        "skipped": [{"name": "old", "reason": "old is not running"}],
        "failed": [],
        "not_run": [],
        "answers": {},
        "dry_run": False,
        "undo_id": None,
        "commands": ["docker stop web"],
    }


def test_nothing_is_asked_where_all_is_skipped() -> None:
    ran = World([OLD]).run("do", "container.stop", "old")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "Skipped: old: old is not running.\n"


def test_what_is_gone_meanwhile_is_skipped() -> None:
    gone = Answer("", 1, "Error response from daemon: No such container: web")
    ran = World([WEB], replies={"docker rm web": gone}).run(
        "do", "container.remove", "web", "--yes"
    )
    assert ran.code == 0
    assert "it is gone already" in ran.err


def test_a_failure_is_named_with_reason_remedy_and_command() -> None:
    refused = Answer("", 1, "Error response from daemon: cannot remove a running container")
    world = World([WEB, OLD], replies={"docker rm web": refused})
    ran = world.run("do", "container.remove", "web", "old", "--yes", "--json")
    assert ran.code == 1
    assert ran.json["done"] == ["old"]
    (failed,) = ran.json["failed"]
    assert failed["name"] == "web"
    assert "running container" in failed["reason"]
    assert failed["remedy"]
    assert failed["command"] == "docker rm web"
    words = world.run("do", "container.remove", "web", "--yes")
    assert words.err.startswith("Failed: web: Error response from daemon: cannot remove")
    assert "Command: docker rm web" in words.err


def test_one_unknown_name_and_nothing_runs() -> None:
    world = World([WEB])
    ran = world.run("do", "container.stop", "web", "nosuch", "other", "--yes", "--json")
    assert ran.code == 1
    assert [failed["name"] for failed in ran.json["failed"]] == ["nosuch", "other"]
    assert ran.json["not_run"] == ["web"]
    assert not world.changes


def test_an_ambiguous_name_is_a_usage_error() -> None:
    tags = [image("shop/web:1.4", 7), image("shop/web:1.3", 7)]
    world = World(images=tags)
    ran = world.run("do", "image.remove", "00000007", "--yes")
    assert ran.code == 2
    assert "shop/web:1.3, shop/web:1.4" in ran.err
    assert world.run("do", "image.remove", "shop/web:1.3", "--yes").code == 0
    assert world.changes == ["docker image rm shop/web:1.3"]


@pytest.mark.parametrize(
    ("argv", "word"),
    [
        (["do", "container.stpo", "web"], "container.stop"),
        (["do", "container.remove", "web", "--froce"], "--force"),
        (["do", "container.stop", "web", "-f"], "no option -f of container.stop"),
        (["do", "container.remove", "web", "-fx"], "no option -fx"),
        (["do", "distro.set-default", "a", "b"], "one distro at a time"),
        (["do", "container.stop"], "do wants NAME…"),
        (["do", "distro.shutdown", "Debian"], "for all distros at once"),
    ],
)
def test_usage_errors_come_before_anything_is_asked(argv: list[str], word: str) -> None:
    world = World(replies=DOWN)
    ran = world.run(*argv, "--read-only")
    assert ran.code == 2
    assert word in ran.err
    assert not world.transport.ran


def test_read_only_is_decided_before_the_engine_is_asked() -> None:
    world = World(replies=DOWN)
    ran = world.run("do", "container.stop", "nosuch", "--read-only")
    assert ran.code == 4
    assert "read-only" in ran.err
    assert not world.transport.ran
    assert World(settings=Settings(read_only=True)).run("do", "container.stop", "a").code == 4


@pytest.mark.parametrize("name", ["docker-desktop", "Docker-Desktop-Data", "rancher-desktop"])
@pytest.mark.parametrize("more", [[], ["--yes"], ["--yes", "--confirm", "docker-desktop"]])
def test_a_protected_name_is_refused_before_anything_is_asked(name: str, more: list[str]) -> None:
    world = World(replies={"wsl.exe -l -v": Answer("", 255, "no")})
    ran = world.run("do", "distro.terminate", "Debian", name, *more)
    assert ran.code == 4
    assert name in ran.err
    assert not world.transport.ran


@pytest.mark.parametrize(
    "action_id", [a.id for a in KINDS["distros"].actions if not (a.whole or a.makes)]
)
@pytest.mark.parametrize("tty", [False, True])
def test_no_action_is_done_to_a_protected_distro(action_id: str, tty: bool) -> None:
    world, told = wsl(), words(ACTIONS[action_id][1])
    ran = world.run("do", action_id, "docker-desktop", *told, "--yes", tty=tty)
    assert ran.code == 4
    assert not world.transport.ran


@pytest.mark.parametrize("words", [("clean",), ("clean", "--yes"), ("undo", "--yes")])
def test_an_engine_out_of_reach_ends_a_clean_up_and_an_undo(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    ran = World(replies=DOWN | {"docker info": DOWN["docker ps"]}).run(*words)
    assert ran.code == 3
    assert "No engine answers." in ran.err


def test_a_protected_name_is_refused_in_a_dry_run_too() -> None:
    assert wsl().run("do", "distro.terminate", "docker-desktop", "--dry-run").code == 4


def test_a_tool_out_of_reach_comes_before_not_found_and_before_yes() -> None:
    assert World(replies=DOWN).run("do", "container.stop", "nosuch").code == 3


def test_not_found_comes_before_yes() -> None:
    assert World([WEB]).run("do", "container.stop", "nosuch").code == 1


def test_without_a_terminal_what_asks_needs_yes() -> None:
    world = World([WEB])
    ran = world.run("do", "container.stop", "web", answers="y\n")
    assert (ran.code, ran.out) == (4, "")
    assert "--yes" in ran.err
    assert not world.changes


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("Yes\n", 0), ("\n", 4), ("", 4)])
def test_on_a_terminal_it_asks_and_the_default_is_no(answer: str, code: int) -> None:
    world = World([WEB])
    ran = world.run("do", "container.remove", "web", tty=True, answers=answer)
    assert ran.code == code
    assert "docker rm web" in ran.err
    assert "docker refuses to remove it without -f" in ran.err
    assert "Files written inside the container are lost" in ran.err
    assert "Remove web? [y/N]" in ran.err
    assert bool(world.changes) == (code == 0)


def test_what_would_end_wsltui_wants_its_name() -> None:
    world = wsl()
    ran = world.run("do", "distro.terminate", "Ubuntu-24.04", "--yes")
    assert ran.code == 4
    assert "--confirm Ubuntu-24.04" in ran.err
    assert not world.changes
    argv = ["do", "distro.terminate", "ubuntu-24.04", "--confirm"]
    assert world.run(*argv, "Debian").code == 4
    assert world.run(*argv, "Ubuntu-24.04").code == 0
    assert world.changes == ["wsl.exe --terminate Ubuntu-24.04"]


def test_each_row_needs_what_it_needs() -> None:
    argv = ["do", "distro.terminate", "Ubuntu-24.04", "Debian", "--confirm", "Ubuntu-24.04"]
    assert wsl().run(*argv).code == 4
    world = wsl()
    assert world.run(*argv, "--yes").code == 0
    assert len(world.changes) == 2


@pytest.mark.parametrize(("answer", "code"), [("Ubuntu-24.04\n", 0), ("y\n", 4), ("\n", 4)])
def test_on_a_terminal_the_name_is_typed(answer: str, code: int) -> None:
    world = wsl()
    ran = world.run("do", "distro.terminate", "Ubuntu-24.04", tty=True, answers=answer)
    assert ran.code == code
    assert "wsltui itself runs in Ubuntu-24.04" in ran.err
    assert bool(world.changes) == (code == 0)


def test_the_config_can_ask_for_the_name_of_anything() -> None:
    settings = Settings(confirm={"container.stop": Confirm.TYPE_NAME})
    world = World([WEB], settings=settings)
    assert world.run("do", "container.stop", "web", "--yes").code == 4
    assert world.run("do", "container.stop", "web", "--confirm", "web").code == 0


def test_a_dry_run_prints_the_commands_and_runs_none() -> None:
    world = World([WEB, API, OLD])
    ran = world.run("do", "container.stop", "web", "api", "old", "--dry-run", "--read-only")
    assert (ran.code, ran.out) == (0, "docker stop web\ndocker stop api\n")
    assert "Skipped: old" in ran.err
    assert not world.changes
    report = world.run("do", "container.stop", "web", "--dry-run", "--json").json
    assert (report["dry_run"], report["commands"]) == (True, ["docker stop web"])


def test_a_program_on_the_terminal_counts_as_done_once_it_started() -> None:
    replies = {"docker exec": Answer("", 7)}
    world = World([WEB], replies=replies)
    ran = world.run("do", "container.exec", "web", tty=True)
    assert ran.code == 0
    assert world.changes[0].startswith("docker exec -it web sh -c")
    without = World([WEB], replies=replies).run("do", "container.exec", "web")
    assert without.code == 2
    assert "needs a terminal" in without.err


def test_the_lists_are_not_read_again_afterwards() -> None:
    world = World([WEB])
    world.run("do", "container.stop", "web", "--yes")
    ran = [command.typed().split()[1] for command in world.transport.ran]
    assert ran == ["ps", "container", "stop"]


def test_a_tool_that_vanishes_between_list_and_command_is_named() -> None:
    def vanished(_command: Command) -> Answer:
        return Answer("", 1, NO_ENGINE)

    ran = World([WEB], replies={"docker stop": vanished}).run(
        "do", "container.stop", "web", "--yes"
    )
    assert ran.code == 1
    assert "web" in ran.err
