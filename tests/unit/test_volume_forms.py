"""What will not do for a volume, and the commands of what will."""

from __future__ import annotations

import csv
import shlex
import subprocess
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.told import filled
from tui.core.action import NO_CHOICE
from tui.core.command import Outcome, Result
from tui.core.form import About, completed, faults
from tui.kinds.volume_carrier import Carrier
from tui.kinds.volume_making import MAKING
from tui.kinds.volume_record import Volume

CREATE, BACKUP, RESTORE, OVER = MAKING
DATA = Volume("data", "local", containers=("web", "db"))
FREE = Volume("free", "local", containers=())


def wrong(action: Any, row: Any = None, **values: Any) -> dict[str, str]:
    return faults(action.form, completed(action.form, About(row, (DATA, FREE), values)))


@pytest.mark.parametrize("name", ["-f", "--", "a", "a/b", "a b", "[red]", "ä1", "", ".x", "x\ty"])
def test_a_name_that_docker_or_a_shell_would_misread(name: str) -> None:
    assert "name" in wrong(CREATE, name=name)
    assert "name" in wrong(RESTORE, name=name, file="/x.tar")


def test_a_name_that_is_taken_is_none_to_create_by() -> None:
    assert wrong(CREATE, name="data")["name"] == "there is a volume data already"
    assert wrong(RESTORE, name="free", file="/x.tar") == {}
    assert "is used by web, db" in wrong(RESTORE, name="data", file="/x.tar")["name"]


def test_create_says_all_of_it() -> None:
    told = filled(CREATE, None, name="new", labels="a=b", options="type=tmpfs 'o=size=1m,uid=1'")
    words = "--driver local --label a=b --opt type=tmpfs --opt o=size=1m,uid=1 new"
    assert CREATE.plan(FREE, told).typed() == f"docker volume create {words}"
    assert wrong(CREATE, name="new", driver="-x").keys() == {"driver"}
    assert wrong(CREATE, name="new", options="=x").keys() == {"options"}


def test_a_backup_has_another_name_until_it_is_whole() -> None:
    assert wrong(BACKUP, DATA, file="/x.zip")["file"] == "end it in .tar"
    told = filled(BACKUP, DATA, file="/b/data.tar")
    steps = BACKUP.steps(DATA, told)
    typed = [command.typed() for command in steps.then]
    carrier = Carrier("data", "backup /b/data.tar")
    assert BACKUP.plan(DATA, told).typed() == "docker volume inspect --format '{{.Name}}' data"
    assert typed[2] == f"docker cp {carrier.name}:/wsltui/. - > /b/data.partial.tar"
    assert typed[3].endswith("-- /b/data.partial.tar /b/data.tar")
    assert [command.typed() for command in steps.last] == [
        f"docker rm --force {carrier.name}",
        f"docker image rm --force {carrier.image}",
    ]
    assert [command.typed() for command in steps.broken] == ["rm -f -- /b/data.partial.tar"]
    assert "readonly" in typed[1]
    assert "web, db may write" in str(BACKUP.warn(DATA, NO_CHOICE))


def test_a_restore_reads_the_archive_first_and_fills_only_what_is_empty() -> None:
    told = filled(RESTORE, None, name="new", file="/b/data.tgz")
    assert RESTORE.plan(FREE, told).typed() == "tar --list --file /b/data.tgz > /dev/null"
    create, _image, carrier, empty, fill = (one.typed() for one in RESTORE.steps(FREE, told).then)
    assert (create, "readonly" in carrier) == ("docker volume create new", False)
    assert "It is not empty." in empty
    assert fill.endswith(":/wsltui < /b/data.tgz")
    assert not any("It is not empty" in c.typed() for c in OVER.steps(DATA, told).then)
    assert "used by web, db" in str(OVER.warn(DATA, NO_CHOICE))


def test_a_driver_that_tells_nothing_is_left_alone() -> None:
    row = Volume("far", "share", trouble="it does not answer")
    assert BACKUP.why_not(row) == OVER.why_not(row) == "its driver share tells nothing of far"


@given(st.text(st.characters(exclude_characters="\n\r\0"), min_size=1))
def test_any_name_of_a_driver_is_one_part_of_the_mount(name: str) -> None:
    mount = Carrier(name, "x").made()[1].argv[7]
    (parts,) = csv.reader([mount])
    assert f"source={name}" in parts
    assert len(parts) == 5


@pytest.mark.parametrize(("lines", "code"), [(0, 2), (1, 0), (2, 1), (9, 1)])
def test_only_one_line_of_tar_is_an_empty_volume(lines: int, code: int) -> None:
    empty = Carrier("v", "x").empty()
    assert empty.argv[-2].endswith(":/wsltui")  # of `/wsltui/.` podman lists no line
    piped = empty.piped.removeprefix("tar tf - | ")
    script = f"seq {lines} | {piped}"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, "not empty" in done.stderr) == (code, code == 1)


def test_what_is_shown_of_a_file_or_a_pipe_can_be_pasted() -> None:
    carrier = Carrier("v", "x")
    assert shlex.split(carrier.copied_out("/a b").typed())[-2:] == [">", "/a b"]
    assert carrier.copied_out("/a b").into == "/a b"
    assert carrier.listed("").typed().endswith("| head -n 20001")
    assert Result(carrier.listed(""), Outcome.OK).ok
