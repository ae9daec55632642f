"""Volumes as the docker CLIs of two ages print them, and what may be done to them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.recorded import Saying, failed, folders, rows, told_in
from tests.unit.container_samples import VIEW, lines, printable, read
from tui.core.action import NO_CHOICE, Confirm
from tui.core.command import Outcome, Result, docker
from tui.core.errors import CommandFailed
from tui.kinds.databases import database_image, database_in
from tui.kinds.volume_record import INSPECT, Volume, join, volume
from tui.kinds.volumes import VOLUMES

FOLDERS = folders()
HEX = "3db" + "0" * 61
REMOVE = VOLUMES.actions[0]


@pytest.fixture(params=FOLDERS)
def recorded(request: pytest.FixtureRequest) -> dict[str, Volume]:
    return {row.name: row for row in rows(VOLUMES.listing(), told_in(request.param))}


def made(name: str = "shop_data", **parts: Any) -> Volume:
    """From what inspect says."""
    own = {"Name": name, "Driver": "local", "Scope": "local", "Labels": None, "Options": None}
    return volume(own | parts)


def mounting(name: str, *volumes: str, **more: Any) -> Any:
    mounts = [{"Type": "volume", "Name": v, "Destination": f"/{v}"} for v in volumes]
    return read(Name=name, Mounts=mounts, **more)


def used(row: Volume, *containers: Any) -> Volume:
    return join((row,), {"containers": containers})[0]


def test_every_cli_tells_the_same() -> None:
    first, *others = [rows(VOLUMES.listing(), told_in(folder)) for folder in FOLDERS]
    assert first
    for other in others:
        assert other == first


def test_what_ls_knows_is_shown_while_inspect_runs() -> None:
    shown: list[tuple[Volume, ...]] = []
    full = rows(VOLUMES.listing(), told_in(FOLDERS[0]), shown.append)
    (thin,) = shown
    assert [row.name for row in thin] == [row.name for row in full]
    assert all(row.labels is None for row in thin)
    assert all(row.labels is not None for row in full)


def test_labels_and_options_are_exact(recorded: dict[str, Volume]) -> None:
    odd = recorded["odd_labels"]
    project = {"com.docker.compose.project": "shop"}
    assert odd.labels == {"list": "a=1,b=2", "empty": "", **project}
    assert odd.project == "shop"
    options = {"type": "tmpfs", "device": "tmpfs", "o": "size=1m"}
    assert recorded["with-options"].options == options
    assert recorded["shop_db-data"].labels == {}


def test_times_and_places(recorded: dict[str, Volume]) -> None:
    row = recorded["shop_db-data"]
    assert row.created is not None
    assert row.mountpoint == "/var/lib/docker/volumes/shop_db-data/_data"
    assert (row.driver, row.scope, row.size_bytes, row.trouble) == ("local", "local", None, "")


def test_anonymous_ones_of_an_engine_without_the_label(recorded: dict[str, Volume]) -> None:
    found = {name for name, row in recorded.items() if row.anonymous}
    assert found == {name for name in recorded if len(name) == 64}
    assert len(found) == 2


@pytest.mark.parametrize(
    ("name", "parts", "anonymous"),
    [
        (HEX, {}, True),
        (HEX, {"Labels": {"com.docker.volume.anonymous": ""}}, True),
        ("renamed", {"Labels": {"com.docker.volume.anonymous": ""}}, True),
        (HEX, {"Labels": {"team": "web"}}, False),
        (HEX, {"Options": {"type": "tmpfs"}}, False),
        (HEX[1:], {}, False),
        ("data", {}, False),
    ],
)
def test_anonymous_is_what_nobody_said_anything_of(
    name: str, parts: dict[str, Any], anonymous: bool
) -> None:
    assert made(name, **parts).anonymous is anonymous


@pytest.mark.parametrize(
    ("usage", "size"),
    [
        (None, None), ({}, None), ({"Size": -1, "RefCount": -1}, None), ({"Size": 0}, 0),
        ({"Size": 4096, "RefCount": 1}, 4096), ({"Size": "4096"}, None),
    ],
)  # fmt: skip
def test_a_size_that_was_not_measured_is_unknown(usage: Any, size: int | None) -> None:
    assert made(UsageData=usage).size_bytes == size


# --- listing while things go wrong ---------------------------------------------------------------


def listed(ls: bytes, **inspects: bytes | Result) -> tuple[Volume, ...]:
    """`inspects` go by the last word of the call."""
    said = {f"docker volume inspect --format {INSPECT!r} {k}": v for k, v in inspects.items()}
    return rows(VOLUMES.listing(), Saying({"docker volume ls": ls, **said}))


def ls_row(name: str, driver: str = "local") -> dict[str, str]:
    return {"Name": name, "Driver": driver, "Scope": "local", "Mountpoint": f"/v/{name}"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_engine_that_is_down_is_an_error(folder: str) -> None:
    with pytest.raises(CommandFailed, match="Cannot connect to the Docker daemon"):
        rows(VOLUMES.listing(), told_in(f"{folder}-down"))


@pytest.mark.parametrize("ls", [b"json\njson\n", b"<html></html>", b'{"Name":"a', b"{}", b"[]"])
def test_what_is_no_list_of_volumes_is_an_error(ls: bytes) -> None:
    with pytest.raises(CommandFailed, match="cannot be read"):
        listed(ls)


def test_nothing_is_no_volume() -> None:
    assert listed(b"") == ()


def test_one_that_vanished_is_left_out() -> None:
    gone = failed("Error response from daemon: get b: no such volume", stdout=lines(ls_row("a")))
    assert [row.name for row in listed(lines(ls_row("a"), ls_row("b")), a=gone)] == ["a"]


def test_names_that_look_like_options_are_names() -> None:
    told = Saying(
        {
            "docker volume ls": lines(ls_row("-x", "share")),
            "docker volume inspect": lines(ls_row("-x", "share")),
        }
    )
    (row,) = rows(VOLUMES.listing(), told)
    assert told.asked[1].argv[-2:] == ("--", "-x")
    assert REMOVE.plan(row, frozenset()).argv == ("docker", "volume", "rm", "--", "-x")
    assert VOLUMES.inspect is not None
    assert VOLUMES.inspect(row).argv[-2:] == ("--", "-x")


OFFLINE = 'error while checking if volume "far" exists in driver "share": connection refused'


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (failed(f"Error response from daemon: get far: {OFFLINE}\n"), OFFLINE),
        (failed("Error response from daemon: get far: no such volume\n"), "it does not know"),
        (failed("Error: No such volume: far\n"), "it does not know"),
        (Result(docker(), Outcome.TIMEOUT), "it does not answer"),
    ],
)
def test_a_dead_driver_hides_no_volume(answer: Result, trouble: str) -> None:
    ls = lines(ls_row("far", "share"), ls_row("near"))
    far, near = listed(ls, far=answer, near=lines(ls_row("near") | {"Labels": {}}))
    assert (near.name, near.labels, near.trouble) == ("near", {}, "")
    assert (far.name, far.driver, far.labels) == ("far", "share", None)
    assert far.trouble.startswith(trouble)
    told = VOLUMES.as_json(far, VIEW)
    assert (told["labels"], told["trouble"]) == (None, far.trouble)
    assert any(far.trouble in field.value.text for field in VOLUMES.summary(far, VIEW))


def test_a_driver_that_lives_tells_all() -> None:
    said = lines(ls_row("far", "share") | {"Labels": {"a": "b"}, "Scope": "global"})
    (far,) = listed(lines(ls_row("far", "share")), far=said)
    assert (far.labels, far.scope, far.trouble) == ({"a": "b"}, "global", "")


def test_an_engine_that_dies_is_not_taken_for_a_dead_driver() -> None:
    with pytest.raises(CommandFailed, match="EOF"):
        listed(lines(ls_row("far", "share")), far=failed("unexpected EOF"))
    with pytest.raises(CommandFailed, match="EOF"):
        listed(lines(ls_row("near")), near=failed("unexpected EOF"))


# --- who uses it ---------------------------------------------------------------------------------


def test_users_are_unknown_as_long_as_containers_are() -> None:
    row, thin = made(), mounting("web", "shop_data")
    assert join((row,), {})[0].containers is None
    object.__setattr__(thin, "labels", None)
    assert used(row, thin).containers is None
    assert used(row).containers == ()


def test_stopped_containers_use_it_too() -> None:
    stopped = mounting("job", "shop_data", State={"Status": "exited"})
    row = used(made(), mounting("web", "shop_data", "other"), stopped, mounting("api", "other"))
    assert row.containers == ("job", "web")


def test_a_bind_of_the_same_name_is_no_use() -> None:
    bind = read(Mounts=[{"Type": "bind", "Name": "shop_data", "Source": "/x"}])
    assert used(made(), bind).containers == ()


def test_one_container_that_mounts_it_twice_counts_once() -> None:
    assert used(made(), mounting("web", "shop_data", "shop_data")).containers == ("web",)


# --- removing ------------------------------------------------------------------------------------


def test_the_words_of_the_cli() -> None:
    command = REMOVE.plan(made(), frozenset())
    assert (command.argv, command.mutates) == (("docker", "volume", "rm", "shop_data"), True)
    forced = REMOVE.plan(made(), frozenset({"force"})).argv
    assert forced == ("docker", "volume", "rm", "-f", "shop_data")
    assert (REMOVE.id, REMOVE.confirm) == ("volume.remove", Confirm.ASK)
    assert "volumes" in REMOVE.stale
    assert REMOVE.lost


def test_what_is_used_stays_and_the_reason_names_who() -> None:
    row = used(made(), *(mounting(f"web-{n}", "shop_data") for n in range(5)))
    reason = REMOVE.disabled(row)
    assert reason is not None
    assert reason.startswith("shop_data is used by web-0, web-1, web-2 and 2 more: ")
    assert REMOVE.disabled(used(made())) is None
    assert REMOVE.disabled(made()) is None


def test_named_volumes_are_warned_of_and_databases_twice() -> None:
    warn = REMOVE.warn
    assert warn(made(HEX), NO_CHOICE) is None
    named, data = made("uploads"), made("shop_db-data")
    plain, database = warn(named, NO_CHOICE) or "", warn(data, NO_CHOICE) or ""
    assert "named volume" in plain
    assert "database" not in plain
    assert "named volume" in database
    assert "looks like a database, for its name says “db-data”" in database


def test_the_image_of_a_container_tells_a_database_too() -> None:
    row = used(made("state"), mounting("pg", "state", Config__Image="bitnami/postgresql:17"))
    assert row.database == "bitnami/postgresql:17 of pg mounts it"
    assert used(made("state"), mounting("web", "state")).database == ""
    assert used(made(HEX), mounting("kv", HEX, Config__Image="redis")).database


def test_where_it_is_mounted_tells_a_database_too() -> None:
    mounts = [{"Type": "volume", "Name": "state", "Destination": "/var/lib/mysql"}]
    row = used(made("state"), read(Name="store", Mounts=mounts))
    assert row.database == "it is mounted at /var/lib/mysql, where MySQL keeps its data"


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("shop_db-data", "db-data"), ("blog_mysql", "mysql"), ("pgdata", "pgdata"),
        ("pg_data", "pg_data"), ("app-db", "db"), ("appdb", "appdb"), ("mongo-1", "mongo"),
        ("Postgres", "postgres"), ("redis_data", "redis"), ("my-database", "database"),
        ("uploads", ""), ("dbus", ""), ("feedback", ""), ("adbc", ""), ("", ""),
        ("scratch", ""), ("registry-data", ""), ("00aabbccddeedb", ""),
    ],
)  # fmt: skip
def test_names_that_speak_of_a_database(name: str, word: str) -> None:
    assert database_in(name) == word


@pytest.mark.parametrize(
    ("image", "is_one"),
    [
        ("postgres:17", True), ("docker.io/library/mysql@sha256:ab", True), ("mariadb", True),
        ("registry.local:5000/store/db:16", True), ("host:5000/shop/web:db", False),
        ("nginx:1.29", False), ("sha256:" + HEX, False), (HEX, False), ("", False),
        ("mydb.local:5000/a/web", False),
    ],
)  # fmt: skip
def test_images_of_databases(image: str, is_one: bool) -> None:
    assert bool(database_image(image)) is is_one


# --- how it is shown -----------------------------------------------------------------------------

FIELDS = "name driver mountpoint created labels anonymous size_bytes containers project"


def test_json_has_its_fields_in_their_order(recorded: dict[str, Volume]) -> None:
    for row in recorded.values():
        told = VOLUMES.as_json(used(row), VIEW)
        json.dumps(told, allow_nan=False)
        assert list(told)[:9] == FIELDS.split()
        assert told["created"].endswith("Z")
        assert isinstance(told["labels"], dict)
        assert (told["size_bytes"], told["containers"]) == (None, [])
    assert VOLUMES.as_json(made(), VIEW)["containers"] is None


def test_cells() -> None:
    def cells(row: Volume) -> dict[str, str]:
        return {column.id: column.cell(row, VIEW).text for column in VOLUMES.columns}

    assert cells(made(HEX))["name"] == HEX[:12]
    assert cells(made())["containers"] == "?"
    assert cells(used(made()))["containers"] == "–"
    assert cells(used(made(), mounting("web", "shop_data")))["containers"] == "web"
    assert cells(made(UsageData={"Size": 1_500_000}))["size"] == "1.5 MB"
    assert cells(made())["size"] == "–"


def test_the_headline_counts_what_nobody_uses() -> None:
    assert VOLUMES.headline([]) == "0"
    assert VOLUMES.headline([made(), made("b")]) == "2"
    assert VOLUMES.headline([used(made()), used(made("b"), mounting("web", "b"))]) == "2, 1 unused"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
PARTS = list(json.loads(INSPECT.replace("{{json ", '"').replace("}}", '"')))


@given(st.dictionaries(st.sampled_from(PARTS), anything), st.text(max_size=12))
def test_whatever_inspect_says_can_be_shown(parts: dict[str, Any], name: str) -> None:
    for row in (volume(parts), used(volume(parts | {"Name": name}), mounting("web", name))):
        json.dumps(VOLUMES.as_json(row, VIEW), allow_nan=False)
        for column in VOLUMES.columns:
            assert printable(column.cell(row, VIEW).text)
            assert column.sort(row) <= column.sort(row)
        for field in VOLUMES.summary(row, VIEW):
            assert printable(field.label + field.value.text)
        for facet in VOLUMES.facets.values():
            assert all(isinstance(one, str) for one in facet(row))
        REMOVE.disabled(row)
        REMOVE.warn(row, NO_CHOICE)
