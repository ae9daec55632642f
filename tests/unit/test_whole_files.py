"""A finished file gets its name, or it is said that it did not; the half of another stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tui.backends.files import WindowsFiles
from tui.core.action import Item, Steps
from tui.core.command import Command, Outcome, Result, docker
from tui.core.errors import Refused
from tui.core.failure import failure
from tui.core.form import Place, Sort
from tui.kinds.whole_files import named
from tui.run.transport import Processes
from tui.session.chain import Chain


def absent(_whole: Path) -> None:
    return


def file(whole: Path) -> None:
    whole.write_text("another's")


def link(whole: Path) -> None:
    whole.symlink_to("/no/such/place")


@pytest.mark.parametrize(("meanwhile", "taken"), [(absent, False), (file, True), (link, True)])
async def test_a_name_that_was_taken_meanwhile_is_a_failure_that_says_where_it_is(
    tmp_path: Path, meanwhile: Callable[[Path], None], taken: bool
) -> None:
    part, whole = tmp_path / "a.partial.tar", tmp_path / "a.tar"
    part.write_text("ours")
    meanwhile(whole)
    results = [await Processes().run(command) for command in named(str(part), str(whole))]
    failed = [failure(result) for result in results if not result.ok]
    assert [str(part) in error.sentence for error in failed] == ([True] if taken else [])
    assert part.exists() is taken
    assert (part if taken else whole).read_text() == "ours"


@pytest.mark.parametrize("beside", [True, False])
async def test_a_link_that_leads_nowhere_is_there(tmp_path: Path, beside: bool) -> None:
    (tmp_path / "link").symlink_to("/no/such/place")
    paths = [str(tmp_path / "new"), str(tmp_path / "link")]
    whole, other = paths if beside else paths[::-1]
    with pytest.raises(Refused, match="is there"):
        await WindowsFiles({}).check(Sort.TARGET, Place(whole, whole), other)


LOOK, COPY = docker("inspect", "data"), Command("docker", ("docker", "cp"), into="/b.partial.tar")
AWAY = Command("host", ("rm", "-f", "--", "/b.partial.tar"), mutates=True)
SWEEP = docker("rm", "carrier", mutates=True)


@pytest.mark.parametrize(
    ("failing", "result", "after"),
    [
        (0, Result(LOOK, Outcome.FAILED, 1), [SWEEP]),
        (1, Result(COPY, Outcome.FAILED, None, stderr=b"/b.partial.tar: File exists"), [SWEEP]),
        (1, Result(COPY, Outcome.FAILED, 1, stderr=b"no space left"), [AWAY, SWEEP]),
        (1, Result(COPY, Outcome.CANCELLED), [AWAY, SWEEP]),
    ],
)
def test_a_half_is_deleted_only_by_who_wrote_it(
    failing: int, result: Result, after: list[Command]
) -> None:
    steps = Steps((COPY,), broken=(AWAY,), last=(SWEEP,), grows="/b.partial.tar")
    chain = Chain(Item("data", "data", LOOK, steps=steps))
    if failing:
        assert chain.after(Result(LOOK, Outcome.OK, 0)) == COPY
    ran, command = [], chain.after(result)
    while command is not None:
        ran.append(command)
        command = chain.after(Result(command, Outcome.OK, 0))
    assert ran == after
    assert ("is deleted" in chain.told()) is (AWAY in after)


def test_two_wsltui_at_one_volume_are_told_so() -> None:
    words = 'Conflict. The container name "/wsltui-carrier-26fbd502093f" is already in use by'
    error = failure(Result(SWEEP, Outcome.FAILED, 1, stderr=words.encode()))
    assert "Another wsltui" in error.remedy


def test_a_file_that_cannot_be_made_is_not_blamed_on_an_image() -> None:
    words = b"/proc/b.partial.tar: No such file or directory"
    error = failure(Result(COPY, Outcome.FAILED, None, stderr=words))
    assert error.sentence == f"Not written: {words.decode()}"
    assert "image" not in error.remedy
