"""How far a pull, a push and a build have come, from what docker really printed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.unit import image_words as said
from tests.unit.container_samples import printable
from tui.core.kind import Tone
from tui.kinds.image_progress import LayerProgress
from tui.kinds.image_steps import BuildProgress


def test_a_pull_in_bytes_from_layer_to_layer() -> None:
    progress = LayerProgress()
    told = [(progress.hear(line), progress.words, progress.share) for line in said.PULL]
    assert told[0] == ("1: Pulling from odd/img", "", None)
    words = [words for _, words, _ in told]
    assert "32.8 kB of at least 2 MB, 1 of 3 layers" in words
    assert "229 kB of 5 MB, 1 of 3 layers" in words
    assert progress.words == "5 MB of 5 MB, 3 of 3 layers"
    shares = [share for _, _, share in told[13:] if share is not None]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert progress.outcome() == "Downloaded newer image for 127.0.0.1:5001/odd/img:1"


def test_a_line_a_state_is_news_and_bytes_are_none() -> None:
    progress = LayerProgress()
    news = [line for line in map(progress.hear, said.PULL) if line]
    assert news.count("5f3902a6385d: Downloading") == 1
    assert news.count("3726fe3cc7a2: Pull complete") == 1
    assert all(printable(line) for line in news)


def test_a_push_counts_only_what_is_not_there_yet() -> None:
    progress = LayerProgress()
    for line in said.PUSH:
        progress.hear(line)
    assert progress.words == "2 MB of 2 MB, 2 of 2 layers"
    assert progress.outcome().startswith("sha256:438a")
    assert [cell.tone for cell in progress.account()] == [Tone.GOOD, Tone.GOOD]


def test_a_registry_that_refuses_is_told_while_docker_tries_again() -> None:
    progress = LayerProgress()
    news = [progress.hear(line) for line in said.RETRIES]
    assert news == ["548854540f06: Preparing", "548854540f06: Retrying", ""]
    assert "docker tries again" in progress.words


def build(text: str) -> BuildProgress:
    progress = BuildProgress()
    for line in text.split("\n"):
        progress.hear(line)
    return progress


def test_the_legacy_builder_with_its_cache_and_its_failure() -> None:
    progress = build(said.LEGACY)
    assert [step.state for step in progress.steps.values()] == ["done", "cached", "running"]
    assert progress.words == "3/3 RUN echo before; ls /nope; exit 3, 1 from the cache"
    assert progress.share == 2 / 3
    progress.end(well=False)
    first, *rest = [cell.text for cell in progress.account()]
    assert first == "3/3 RUN echo before; ls /nope; exit 3 ended with exit code 3"
    assert rest[1] == "  ls: /nope: No such file or directory"
    assert "cached         2/3 RUN echo one" in rest


def test_a_build_that_went_well() -> None:
    progress = build(said.LEGACY_WELL)
    progress.end(well=True)
    assert progress.failed is None
    assert progress.share == 1.0
    assert progress.outcome() == "shop:dev, 2 steps, 0 of them from the cache"


def test_buildkit_with_its_cache_and_its_failure() -> None:
    progress = build(said.BUILDKIT)
    states = [step.state for step in progress.steps.values()]
    assert states == ["done", "cached", "done", "failed"]
    assert (progress.total, progress.code, progress.share) == (3, "3", 1.0)
    texts = [cell.text for cell in progress.account()]
    assert texts[0] == "[3/3] RUN echo before; ls /nope; exit 3 ended with exit code 3"
    assert texts[1:3] == ["  before", "  ls: /nope: No such file or directory"]
    assert "done in 0.1 s  [2/3] RUN echo one" in texts


def test_secrets_of_a_build_are_masked_wherever_it_tells_them() -> None:
    progress = BuildProgress()
    news = progress.hear("Step 1/2 : ENV API_TOKEN=abc")
    progress.hear("PASSWORD=def")
    progress.end(well=False)
    told = " ".join(cell.text for cell in progress.account())
    assert "abc" not in news + told + progress.words
    assert "def" not in told


def test_a_large_context_is_worth_a_word() -> None:
    progress = build("Sending build context to Docker daemon  612.4MB\nStep 1/1 : FROM x\n")
    assert "612 MB were sent to the engine: a .dockerignore" in progress.account()[0].text
    assert "dockerignore" not in build(said.LEGACY).account()[0].text


@given(st.lists(st.sampled_from([*said.PULL, *said.PUSH, *said.BUILDKIT.split("\n"),
                                 *said.LEGACY.split("\n")]) | st.text()))  # fmt: skip
def test_whatever_is_printed_is_taken_in(lines: list[str]) -> None:
    for progress in (LayerProgress(), BuildProgress()):
        for line in lines:
            assert printable(progress.hear(line))
            assert progress.share is None or 0 <= progress.share <= 1
        progress.end(well=False)
        assert all(printable(cell.text) for cell in progress.account())
        assert printable(progress.words + progress.outcome())
