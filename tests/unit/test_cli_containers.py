"""`wsltui do container.…` and `wsltui show containers NAME --tab …`, without a terminal."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.unit.cli_world import World, container, image
from tui.run.recorded import Answer
from tui.session import told

WEB, OLD = container("web", 1), container("old", 2, "exited", code=137)
WELL = {
    f"docker {verb}": Answer()
    for verb in ("run", "create", "rename", "update", "commit", "cp", "stop", "kill", "mv")
}


def world(**replies: Answer) -> World:
    said = {f"docker {name.replace('_', ' ')}": reply for name, reply in replies.items()}
    return World([WEB, OLD], replies={**WELL, "mv": Answer(), **said})


@pytest.mark.parametrize(
    ("words", "ran"),
    [
        ("container.run busybox", "docker run -d busybox"),
        ("container.run busybox --name w2 --rm --publish 80:80,443 --env A=1 --command 'a b'",
         "docker run -d --rm --name w2 --env A=1 -p 80:80 -p 443 busybox a b"),
        ("container.create --image busybox --memory 64m --volume 'data:/d type=tmpfs,target=/t'",
         "docker create --memory 64m -v data:/d --mount type=tmpfs,target=/t busybox"),
        ("container.rename web --to shop", "docker rename web shop"),
        ("container.update web --restart on-failure --retries 5",
         "docker update --restart on-failure:5 web"),
        ("container.update web old --pids-limit 50", "docker update --pids-limit 50 web"),
        ("container.commit web --image a/b:1 --message why --no-pause",
         "docker commit --pause=false --message why web a/b:1"),
        ("container.stop web --time 5 --signal SIGINT --yes",
         "docker stop -t 5 --signal SIGINT web"),
        ("container.restart web --time 0 --yes", "docker restart -t 0 web"),
        ("container.kill web --signal=HUP --yes", "docker kill --signal HUP web"),
    ],
)  # fmt: skip
def test_what_it_is_told_is_in_the_command(words: str, ran: str) -> None:
    here = world(restart=Answer())
    result = here.run("do", *shlex.split(words))
    assert result.code == 0, result.err
    assert here.changes[0] == ran


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("container.run", "--image: it is missing"),
        ("container.run -x", "There is no option -x"),
        ("container.run Bad/Name", "names are in small letters"),
        ("container.run busybox --name web", "another container has that name"),
        ("container.run busybox --name n", "a name has two or more"),
        ("container.run busybox --publish 80:x", "“80:x” is no port"),
        ("container.run busybox --volume rel/x:/y", "neither a whole path nor"),
        ("container.run busybox --memory 1k", "docker gives no container less than 6m"),
        ("container.run busybox --cpus many", "write a number of CPUs"),
        ("container.run busybox --rm --restart always", "together with --rm"),
        ("container.run busybox --restart sometimes", "is none of no, on-failure"),
        ("container.rename web", "--to: it is missing"),
        ("container.rename web --to old", "another container has that name"),
        ("container.rename web --to -x", "a name has two or more"),
        ("container.rename web old --to x1", "one container at a time"),
        ("container.update web", "say what shall change"),
        ("container.update web --restart foo", "is none of no, on-failure"),
        ("container.update web --memory 64m --memory-swap 32m", "no less than that"),
        ("container.update web --retries 5 --cpus 1", "goes with restart on-failure alone"),
        ("container.commit web --image Bad/Name", "in small letters"),
        ("container.stop web --time soon --yes", "write whole seconds"),
        ("container.kill web --signal NOPE --yes", "is no signal"),
        ("container.cp web --path etc --to /tmp/x", "it begins with /"),
        ("container.export web --to /tmp/x", "end it in .tar"),
        ("container.exec-command web --command 'a", "has no partner"),
        ("container.exec-command web --command=-x", "an option is no command"),
    ],
)
def test_what_docker_would_refuse_is_a_usage_error(words: str, why: str) -> None:
    here = world()
    result = here.run("do", *words.split(" "))
    assert (result.code, here.changes) == (2, [])
    assert why in result.err


def test_what_a_command_printed_is_what_do_prints() -> None:
    here = world(exec=Answer("a\nb\x1b[2J\n"), wait=Answer("137\n"))
    ran = here.run("do", "container.exec-command", "web", "--command", "ls -l", "--user", "root")
    assert (ran.code, ran.out) == (0, "a\nb\n")
    assert here.changes == ["docker exec -u root web ls -l"]
    ran = here.run("do", "container.wait", "web", "old")
    assert ran.out.startswith("exit code 137: ended by SIGKILL")
    assert "Skipped: old: old is not running." in ran.err
    told_in = here.run("do", "container.wait", "web", "--json").json
    assert told_in["answers"]["web"].startswith("exit code 137")
    assert here.run("do", "container.wait", "web", "--dry-run").out == "docker wait web\n"


def test_a_command_on_a_dying_container_says_so() -> None:
    here = world(exec=Answer("", 1, "Error response from daemon: container 1 is not running"))
    ran = here.run("do", "container.exec-command", "web", "--command", "ls")
    assert ran.code == 1
    assert "is not running" in ran.err
    assert "Start it first." in ran.err


def test_what_asks_needs_yes_and_what_needs_a_terminal_says_so() -> None:
    here = world()
    assert here.run("do", "container.stop", "web", "--time", "1").code == 4
    for action in ("container.exec", "container.attach"):
        ran = here.run("do", action, "web", "--yes")
        assert (ran.code, "needs a terminal" in ran.err) == (2, True)
    assert here.changes == []


def test_pausing_asks_only_where_others_hang_on_it() -> None:
    joined = container("spy", 3, **{"HostConfig.NetworkMode": f"container:{WEB['Id']}"})
    here = World([WEB, joined], replies={"docker pause": Answer()})
    assert here.run("do", "container.pause", "web").code == 4
    assert here.run("do", "container.pause", "spy").code == 0
    assert here.run("do", "container.pause", "web", "--yes").code == 0
    assert here.changes == ["docker pause spy", "docker pause web"]


def test_tabs() -> None:
    here = world(diff=Answer("A /x\n"), port=Answer("80/tcp -> 0.0.0.0:80\n"))
    ran = here.run("show", "container", "web", "--tab", "changes", "--json")
    assert ran.json == [
        {"section": "Changes", "label": "", "value": "1 added"},
        {"section": "Files", "label": "added", "value": "/x"},
    ]
    assert "80/tcp -> 0.0.0.0:80" in here.run("show", "container", "web", "--tab", "ports").out
    unknown = here.run("show", "container", "web", "--tab", "nosuch")
    assert (unknown.code, unknown.out) == (2, "")
    assert "They are top, state, health, ports, changes" in unknown.err
    absent = here.run("show", "container", "web", "--tab", "health")
    assert (absent.code, absent.err) == (1, "wsltui: web has no health check.\n")
    assert here.run("show", "container", "old", "--tab", "top").code == 1


def test_a_health_check_with_odd_parts() -> None:
    ill = container("web", 1)
    ill["State"] = {"Status": "running", "Health": {"Status": "unhealthy"}}
    log = '[{"End":"2026-01-01T00:00:00Z","ExitCode":1,"Output":"[red]\\u001b[2Jno\\n"},null,{}]'
    said = f'{{"Status":"unhealthy","FailingStreak":3,"Log":{log}}}\n'
    asked = "docker container inspect --format '{{json .State.Health}}'"
    ran = World([ill], replies={asked: Answer(said)}).run(
        "show", "container", "web", "--tab", "health"
    )
    assert ran.code == 0, ran.err
    assert "the last 3 checks failed" in ran.out
    assert "[red]no" in ran.out
    assert "it printed nothing" in ran.out


def test_values_told_before_are_kept_without_secrets(tmp_path: Path) -> None:
    state = tmp_path / "state"
    for value in ("ls", "TOKEN=abc env", "ls", *map(str, range(40))):
        told.keep(state, "container.exec", value)
    kept = told.load(state, "container.exec")
    assert len(kept) == told.MOST
    assert kept[0] == "39"
    told.keep(state, "container.exec", "env TOKEN=abc login --password hunter2")
    written = (state / told.FILE).read_text()
    assert "abc" not in written
    assert "hunter2" not in written
    (state / told.FILE).write_text("{broken")
    assert told.load(state, "container.exec") == ()
    (state / told.FILE).write_text('{"schema":2,"container.exec":["x"]}')
    assert told.load(state, "container.exec") == ()


def test_that_a_newer_image_has_its_tag_is_shown_and_no_list_is_slower_for_it() -> None:
    newer = image("shop/web:1.4", 7)
    here = World([WEB], [newer])
    said = "shop/web:1.4 leads to another image by now: this is still made from the one before"
    assert said in here.run("show", "container", "web").out
    shown = here.run("show", "container", "web", "--json").json
    assert (shown["superseded"], shown["warnings"]) == ("shop/web:1.4", [said])
    same = {**newer, "ID": WEB["Image"]}
    shown = World([WEB], [same]).run("show", "container", "web", "--json").json
    assert (shown["superseded"], shown["warnings"]) == (None, [])
    here = World([WEB], replies={"docker image": Answer("", 1, "not to be asked")})
    assert here.run("ls", "containers", "--json").json[0]["superseded"] is None
    assert not any("image" in command.argv for command in here.transport.ran)
