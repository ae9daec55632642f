"""What is saved, what that takes, and what is lost all the same."""

from __future__ import annotations

from tests.unit.cleanup_things import cache, container, image, log, volume
from tui.core.cleanup.saving import Saving, comes_back, losses, room
from tui.core.cleanup.world import Thing

WEB = container("web", state="exited")
OWN = image("app:1", bytes_min=10, bytes_max=100)
PULLED = image("nginx:1", bytes_min=30, bytes_max=100, digests=("nginx@sha256:1",))
DATA, LOOSE = volume("data", bytes_max=1000), volume("f" * 64, anonymous=True, bytes_max=200)
THINGS: tuple[Thing, ...] = (WEB, OWN, PULLED, DATA, LOOSE, cache("RUN make"), log(WEB, 5))
ALL = Saving(layers=True, images=True, named=True, anonymous=True)
NONE = Saving(named=False)


def test_what_is_lost_follows_what_is_saved() -> None:
    assert list(losses(THINGS, Saving())) == [
        "files written inside the containers, their logs and exit codes",
        "1 image that no registry is known to have",
        "the data of 1 volume",
        "the build cache: the next build makes it again",
        "the logs that are emptied",
    ]
    assert "the data of 2 volumes" in list(losses(THINGS, NONE))
    assert list(losses(THINGS, ALL)) == [
        "the logs and exit codes of the containers",
        "the build cache: the next build makes it again",
        "the logs that are emptied",
    ]
    assert not list(losses((PULLED, DATA), Saving()))


def test_what_a_swarm_made_does_not_come_back_and_that_is_said_before() -> None:
    task = container("web.1", labels={"com.docker.swarm.service.id": "x"})
    said = "1 container of services: the swarm makes its own anew"
    assert said in list(losses((WEB, task), ALL))
    assert "services" not in str(list(losses((WEB,), ALL)))


def test_the_room_is_what_the_files_take_at_least() -> None:
    assert room(THINGS, NONE) == 0
    assert room(THINGS, Saving()) == 1000
    assert room(THINGS, Saving(anonymous=True)) == 1200
    assert room((OWN, PULLED), ALL) == 50
    assert room((DATA, volume("unknown", bytes_max=-1)), ALL) == 1000


def test_cache_and_logs_are_in_no_undo() -> None:
    assert comes_back(THINGS)
    assert not comes_back((cache("RUN make"), log(WEB, 5)))
