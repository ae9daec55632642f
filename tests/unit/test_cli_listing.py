"""`wsltui ls` and `wsltui show` on a recorded world."""

from __future__ import annotations

import json

import pytest

from tests.unit.cli_world import NO_ENGINE, World, container, image
from tui.run.recorded import Answer

WEB = container("web", 1)
OLD = container("old", 2, "exited", code=3)
DISTROS = ["* Ubuntu-24.04 Running 2", "  Debian Stopped 2", "  docker-desktop Running 2"]


def test_a_kind_in_the_plural_and_in_the_singular() -> None:
    for word in ("containers", "container"):
        ran = World([WEB, OLD]).run("ls", word)
        assert ran.code == 0
        assert [line.split()[1] for line in ran.out.splitlines()[1:]] == ["web", "old"]
        assert ran.err == ""


def test_json_is_an_array_with_all_fields() -> None:
    (web, old) = World([WEB, OLD]).run("ls", "containers", "--json").json
    assert (web["id"], web["name"], web["exit_code"]) == (WEB["Id"], "web", None)
    assert web["created"] == "2026-01-02T03:04:05.678901Z"
    assert (old["state"], old["exit_code"], old["labels"]) == ("exited", 3, {})


def test_an_empty_list_is_data_and_words() -> None:
    ran = World().run("ls", "containers")
    assert (ran.code, ran.out) == (0, "")
    assert "No containers." in ran.err
    assert World().run("ls", "containers", "--json").json == []


def test_a_filter_leaves_what_matches() -> None:
    world = World([WEB, OLD])
    assert [c["name"] for c in world.run("ls", "containers", "--filter", "exit:3", "--json").json]
    ran = world.run("ls", "containers", "--filter", "state:dead")
    assert (ran.code, ran.out) == (0, "")
    assert "match the filter" in ran.err


def test_a_filter_that_cannot_be_read_is_a_usage_error_before_anything_is_asked() -> None:
    world = World([WEB])
    ran = world.run("ls", "containers", "--filter", "older:soon")
    assert ran.code == 2
    assert "soon" in ran.err
    assert not world.transport.ran


def test_a_key_taken_for_a_word_is_hinted_at() -> None:
    ran = World([WEB]).run("ls", "containers", "--filter", "stat:exited")
    assert "state:" in ran.err
    assert ran.code == 0


def test_images_say_by_how_many_they_are_used() -> None:
    web = {**WEB, "Image": image("shop/web:1.4", 7)["ID"]}
    (found,) = World([web], [image("shop/web:1.4", 7)]).run("ls", "images", "--json").json
    assert (found["repository"], found["tag"], found["containers"]) == ("shop/web", "1.4", 1)


def test_what_a_need_cannot_tell_is_unknown_and_no_failure() -> None:
    replies = {"docker ps": Answer("", 1, "Error response from daemon: too busy")}
    ran = World(images=[image("shop/web:1.4")], replies=replies).run("ls", "images", "--json")
    assert ran.code == 0
    assert ran.json[0]["containers"] is None


def test_distros_know_where_wsltui_runs() -> None:
    found = World(distros=DISTROS, here="Ubuntu-24.04").run("ls", "distros", "--json").json
    assert [(d["name"], d["current"]) for d in found] == [
        ("Ubuntu-24.04", True),
        ("Debian", False),
        ("docker-desktop", False),
    ]


def test_the_system_is_measured_and_says_what_it_could_not_ask() -> None:
    facts = {fact["id"]: fact for fact in World().run("ls", "system", "--json").json}
    assert facts["cpu"]["data"]["percent"] >= 0
    assert facts["engine"]["data"] == {"up": False}


def test_an_engine_that_is_not_there_is_exit_3_with_a_remedy() -> None:
    world = World(replies={"docker ps": Answer("", 1, f"{NO_ENGINE} at unix:///none.sock.")})
    ran = world.run("ls", "containers", "--json")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "wsltui: No engine answers.\nStart it.\n"


def test_a_list_that_fails_is_exit_1_with_the_command() -> None:
    ran = World(replies={"docker ps": Answer("", 1, "cannot do that")}).run("ls", "containers")
    assert (ran.code, ran.out) == (1, "")
    assert "cannot do that" in ran.err
    assert "docker ps -a" in ran.err


def test_show_tells_about_one() -> None:
    ran = World([WEB, OLD]).run("show", "container", "web")
    assert ran.code == 0
    assert ran.out.splitlines()[0].split() == ["name", "web"]
    assert World([WEB]).run("show", "containers", "web", "--json").json["name"] == "web"


def test_a_port_of_both_address_families_is_told_once() -> None:
    bindings = [{"HostIp": address, "HostPort": "8080"} for address in ("0.0.0.0", "::")]
    web = {**WEB, "NetworkSettings.Ports": {"80/tcp": bindings}}
    assert World([web]).run("show", "container", "web").out.count("8080→80/tcp") == 1


@pytest.mark.parametrize(("name", "code"), [("nosuch", 1), ("0000000", 2)])
def test_show_names_what_it_does_not_find(name: str, code: int) -> None:
    ran = World([WEB, OLD]).run("show", "container", name)
    assert (ran.code, ran.out) == (code, "")
    assert f"“{name}”" in ran.err


def test_labels_and_names_with_markup_and_escapes_are_text() -> None:
    odd = {**WEB, "Config.Labels": {"note": "[red]a[/]\x1b[31m\nb", "名": "値"}}
    ran = World([odd]).run("show", "container", "web", tty=True)
    assert "note=[red]a[/] b" in ran.out
    assert "\x1b" not in ran.out
    labels = World([odd]).run("ls", "containers", "--json").json[0]["labels"]
    assert labels == {"note": "[red]a[/]\x1b[31m\nb", "名": "値"}


def test_rows_that_come_without_anything_do_no_harm() -> None:
    bare = {"Id": "f" * 64, "State": None, "Config.Labels": None, "Mounts": None}
    ps = Answer(json.dumps({"ID": "f" * 64, "Names": ""}))
    world = World(replies={"docker ps": ps, "docker container inspect": Answer(json.dumps(bare))})
    (found,) = world.run("ls", "containers", "--json").json
    assert (found["name"], found["state"]) == ("f" * 12, "unknown")


def test_what_is_made_up_is_said_to_be() -> None:
    ran = World([WEB]).run("--demo", "ls", "containers", "--json")
    assert ran.json[0]["name"] == "web"
    assert "DEMO" in ran.err


def test_an_unknown_kind_is_a_usage_error_with_the_kinds_there_are() -> None:
    ran = World().run("ls", "pods")
    assert ran.code == 2
    assert "“pods”" in ran.err
    assert "distros, containers, images, volumes, networks, disks, system" in ran.err
