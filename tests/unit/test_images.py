"""Images as the docker CLIs of two ages print them, one row a tag, and odd ones."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.recorded import Saying, failed, folders, rows, told_in
from tests.unit.container_samples import VIEW, anything, lines, printable, read
from tui.core.action import NO_CHOICE
from tui.core.command import Result
from tui.core.errors import CommandFailed
from tui.core.kind import View
from tui.kinds.containers import CONTAINERS
from tui.kinds.image_record import Image, exact, row
from tui.kinds.images import IMAGES

ID, OTHER = "ab" * 32, "cd" * 32
DIGEST = f"sha256:{'12' * 32}"
FOLDERS = folders()
REMOVE = IMAGES.actions[0]


def ls(repository: Any, tag: Any, image_id: str = ID, **more: Any) -> dict[str, Any]:
    own = {"ID": f"sha256:{image_id}", "Repository": repository, "Tag": tag, "Size": "1.98MB"}
    return own | {"CreatedAt": "2026-02-01 10:00:00 +0000 UTC"} | more


def inspected(image_id: str = ID, **parts: Any) -> dict[str, Any]:
    own = {"Id": f"sha256:{image_id}", "RepoTags": [], "RepoDigests": [], "Size": 1_984_132}
    return own | {"Created": "2026-02-01T10:00:00.5Z", "Os": "linux"} | parts


def listed(
    ls_said: bytes | Result, inspect: bytes | Result = b"", dangling: bytes | Result = b""
) -> tuple[Image, ...]:
    quiet = "docker image ls --all --no-trunc --quiet"
    told = {"docker image ls": ls_said, quiet: dangling, "docker image inspect": inspect}
    return rows(IMAGES.listing(), Saying(told))


def one(found: dict[str, Any], **parts: Any) -> Image:
    (image,) = listed(lines(found), lines(inspected(**parts)))
    return image


def cell(image: Image, column: str, view: View = VIEW) -> str:
    return next(c.cell(image, view).text for c in IMAGES.columns if c.id == column)


def removal(image: Image) -> tuple[str, ...]:
    return REMOVE.plan(image, frozenset()).argv


@pytest.fixture(params=FOLDERS)
def recorded(request: pytest.FixtureRequest) -> tuple[Image, ...]:
    told = told_in(request.param)
    containers = rows(CONTAINERS.listing(), told)
    return IMAGES.join(rows(IMAGES.listing(), told), {"containers": containers})


# --- what was recorded -------------------------------------------------------------------------


def test_every_cli_tells_the_same() -> None:
    first, *others = [rows(IMAGES.listing(), told_in(folder)) for folder in FOLDERS]
    assert others
    assert all(other == first for other in others)


def test_a_row_a_tag(recorded: tuple[Image, ...]) -> None:
    found = {image.reference: image for image in recorded}
    web = [found[f"shop/web:{tag}"] for tag in ("1.4", "latest")]
    web.append(found["registry.test:5000/shop/web:1.4"])
    assert len({image.id for image in web}) == 1
    assert (web[2].repository, web[2].tag) == ("registry.test:5000/shop/web", "1.4")
    assert len(web[0].tags) == 3
    assert found["localhost:5000/store/db:16"].repository == "localhost:5000/store/db"


def test_sizes_are_exact(recorded: tuple[Image, ...]) -> None:
    assert all(isinstance(image.size_bytes, int) for image in recorded)
    (web,) = (image for image in recorded if image.reference == "shop/web:1.4")
    assert web.size_bytes is not None
    assert web.size_bytes % 1000 != 0
    assert web.size_bytes > 3_200_000


def test_what_is_dangling_and_what_is_a_layer(recorded: tuple[Image, ...]) -> None:
    dangling = [image for image in recorded if image.dangling]
    layers = [image for image in recorded if image.intermediate]
    assert len(dangling) == 2
    assert layers
    assert not {image.id for image in dangling} & {image.id for image in layers}
    assert all(image.repository is image.tag is None for image in [*dangling, *layers])


def test_containers_are_counted_by_the_id_of_their_image(recorded: tuple[Image, ...]) -> None:
    used = {image.reference: image.containers for image in recorded}
    assert used["shop/api:2.0"] == 2
    assert used["shop/web:latest"] == used["shop/web:1.4"] == 1
    # the tag was moved away from the image that a container was made from
    assert used["odd/moved:1"] == used["shop/web:1.3"] == 1


def test_rows_are_shown_before_sizes_are_exact() -> None:
    early: list[tuple[Image, ...]] = []
    full = rows(IMAGES.listing(), told_in(FOLDERS[0]), early.append)
    assert sorted(map(IMAGES.key, early[0])) == sorted(map(IMAGES.key, full))
    assert len({IMAGES.key(image) for image in full}) == len(full)


# --- one row, many shapes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("repository", "tag", "digests", "reference"),
    [
        ("shop/web", "1.4", [], "shop/web:1.4"),
        ("host:5000/img", "1", [], "host:5000/img:1"),
        ("host:5000/img", "<none>", [f"host:5000/img@{DIGEST}"], f"host:5000/img@{DIGEST}"),
        ("host:5000/img", "<none>", [f"other/img@{DIGEST}"], ID),
        ("host:5000/img", "<none>", None, ID),
        ("<none>", "<none>", [], ID),
        ("<none>", "<none>", ["<none>@<none>"], ID),
        ("", "", [], ID),
        (None, None, None, ID),
        ("<none>", "1.4", [], ID),
    ],
)
def test_how_an_image_is_called_and_removed(
    repository: Any, tag: Any, digests: Any, reference: str
) -> None:
    image = one(ls(repository, tag), RepoDigests=digests)
    assert image.reference == reference
    assert IMAGES.names(image)[0] == reference
    assert removal(image) == ("docker", "image", "rm", reference)


def test_short_forms_for_sentences() -> None:
    assert one(ls("<none>", "<none>")).short == ID[:12]
    assert one(ls("a/b", "<none>"), RepoDigests=[f"a/b@{DIGEST}"]).short == f"a/b@{DIGEST[:19]}"
    assert one(ls("a/b", "1")).short == "a/b:1"


def test_two_digests_without_a_tag_are_two_rows() -> None:
    digests = [f"a/x@{DIGEST}", f"b/x@{DIGEST}"]
    said = lines(ls("a/x", "<none>"), ls("b/x", "<none>"))
    images = listed(said, lines(inspected(RepoDigests=digests)), f"sha256:{ID}\n".encode())
    assert [image.reference for image in images] == digests
    assert len({IMAGES.key(image) for image in images}) == 2
    assert all(image.dangling for image in images)


def test_a_tag_of_one_name_and_a_digest_of_another() -> None:
    said = lines(ls("a/x", "1"), ls("b/x", "<none>"))
    images = listed(said, lines(inspected(RepoTags=["a/x:1"], RepoDigests=[f"b/x@{DIGEST}"])))
    assert [image.reference for image in images] == ["a/x:1", f"b/x@{DIGEST}"]
    assert "only this name goes, 1 more keeps the image" in (
        REMOVE.warn(images[1], NO_CHOICE) or ""
    )


@pytest.mark.parametrize("tags", [None, [], ["<none>:<none>"], "shop/web:1", [None, 1]])
def test_tags_that_are_none(tags: Any) -> None:
    assert one(ls("<none>", "<none>"), RepoTags=tags).tags == ()


@pytest.mark.parametrize(
    ("size", "told"),
    [(0, 0), (1_984_132, 1_984_132), (-1, 1_980_000), (None, 1_980_000), ("1", 1_980_000),
     (10**30, 1_980_000), (True, 1_980_000), (1.5, 1_980_000)],
)  # fmt: skip
def test_sizes(size: Any, told: int) -> None:
    assert one(ls("a", "1"), Size=size).size_bytes == told


def test_a_size_nobody_knows() -> None:
    image = one(ls("a", "1", Size="N/A"), Size=None)
    assert (image.size_bytes, cell(image, "size")) == (None, "–")
    assert cell(image, "size", View(VIEW.now, ascii=True)) == "-"


@pytest.mark.parametrize("time", [None, "", 0, "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z"])
def test_an_image_that_was_built_without_a_date(time: Any) -> None:
    image = one(ls("a", "1", CreatedAt="1970-01-01 00:00:00 +0000 UTC"), Created=time)
    assert (image.created, cell(image, "age")) == (None, "–")
    assert IMAGES.as_json(image, VIEW)["created"] is None


def test_platforms() -> None:
    assert one(ls("a", "1"), Architecture="arm64").platform == "linux/arm64"
    assert one(ls("a", "1"), Os="", Architecture="").platform is None
    assert one(ls("a", "1"), Os=None, Architecture=None).platform is None


def test_equals_stand_in_one_order_whatever_docker_says() -> None:
    said = [ls("b/x", "1"), ls("a/x", "2"), ls("a/x", "1"), ls("<none>", "<none>", OTHER)]
    inspect = lines(inspected(), inspected(OTHER))
    there = listed(lines(*said), inspect)
    assert [image.reference for image in there] == ["a/x:1", "a/x:2", "b/x:1", OTHER]
    assert listed(lines(*said[::-1]), inspect) == there


def test_newest_first_and_unknown_last() -> None:
    said = lines(ls("a", "1", ID, CreatedAt=""), ls("b", "1", OTHER))
    images = listed(said, lines(inspected(Created=None), inspected(OTHER)))
    assert [image.repository for image in images] == ["b", "a"]


def test_a_row_that_is_listed_twice_is_one() -> None:
    assert len(listed(lines(ls("a", "1"), ls("a", "1")), lines(inspected()))) == 1


# --- what went wrong ---------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_engine_that_is_down_is_an_error(folder: str) -> None:
    with pytest.raises(CommandFailed, match="Cannot connect to the Docker daemon"):
        rows(IMAGES.listing(), told_in(f"{folder}-down"))


@pytest.mark.parametrize(
    "said", [b"json\n", b"<html></html>", b'{"ID":"sha256:ab', b"[]", b"{}", b"\x80"]
)
def test_what_is_no_list_of_images_is_an_error(said: bytes) -> None:
    with pytest.raises(CommandFailed, match="cannot be read"):
        listed(said)


def test_no_images() -> None:
    assert listed(b"") == ()


def test_an_engine_that_dies_in_between_is_an_error() -> None:
    with pytest.raises(CommandFailed, match="Cannot connect"):
        listed(lines(ls("a", "1")), failed("Cannot connect to the Docker daemon"))
    with pytest.raises(CommandFailed, match="cannot be read"):
        listed(lines(ls("a", "1")), b"")
    with pytest.raises(CommandFailed, match="boom"):
        listed(lines(ls("a", "1")), lines(inspected()), failed("boom"))


def test_one_that_vanished_is_left_out() -> None:
    said = failed(f"Error: No such image: {OTHER}\n", stdout=lines(inspected()))
    images = listed(lines(ls("a", "1"), ls("b", "1", OTHER)), said)
    assert [image.reference for image in images] == ["a:1"]


# --- used by -----------------------------------------------------------------------------------


def test_use_is_unknown_until_containers_are_known() -> None:
    image = one(ls("a", "1"))
    assert (image.containers, cell(image, "containers")) == (None, "?")
    thin = read(Config__Labels={})
    thin = type(thin)(**{f: getattr(thin, f) for f in thin.__slots__} | {"labels": None})
    assert IMAGES.join((image,), {"containers": (thin,)})[0].containers is None
    (unused,) = IMAGES.join((image,), {"containers": ()})
    assert (unused.containers, cell(unused, "containers")) == (0, "–")


def test_a_container_without_an_image_does_not_hide_the_others() -> None:
    containers = (read(Image=None), read(Image=f"sha256:{ID}"))
    (image,) = IMAGES.join((one(ls("a", "1")),), {"containers": containers})
    assert (image.containers, cell(image, "containers")) == (1, "1")


# --- removing ----------------------------------------------------------------------------------


def test_warnings_before_a_removal() -> None:
    alone = one(ls("a", "1"), RepoTags=["a:1"])
    assert REMOVE.warn(alone, NO_CHOICE) is None
    many = one(ls("a", "1"), RepoTags=["a:1", "a:2", "b:1"])
    assert REMOVE.warn(many, NO_CHOICE) == "a:1: only this name goes, 2 more keep the image"
    (used,) = IMAGES.join((alone,), {"containers": (read(Image=f"sha256:{ID}"),)})
    assert REMOVE.warn(used, NO_CHOICE) == (
        "a:1 is used by 1 container: docker refuses to remove it without -f"
    )
    forced = REMOVE.warn(used, frozenset({"force"})) or ""
    assert "docker refuses to remove it even with -f if one of them runs\n" in forced
    assert "podman removes the containers too" in forced


def test_a_tag_that_podman_spells_out_is_no_other_tag() -> None:
    alone = one(ls("a", "1"), RepoTags=["docker.io/library/a:1"])
    assert REMOVE.warn(alone, NO_CHOICE) is None
    two = one(ls("a", "1"), RepoTags=["docker.io/library/a:1", "localhost/a:1"])
    assert REMOVE.warn(two, NO_CHOICE) == "a:1: only this name goes, 1 more keeps the image"


def test_a_layer_is_not_removed_by_itself() -> None:
    layer = one(ls("<none>", "<none>"))
    assert layer.intermediate
    reason = f"{ID[:12]} is a layer of other images: docker removes it with the last of them"
    assert REMOVE.disabled(layer) == reason
    assert REMOVE.disabled(one(ls("a", "1"))) is None


def test_removing_with_choices() -> None:
    argv = REMOVE.plan(one(ls("a", "1")), frozenset({"force", "no-prune"})).argv
    assert argv == ("docker", "image", "rm", "-f", "--no-prune", "a:1")


# --- names, screen, JSON -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("repository", "tag", "known"),
    [
        ("nginx", "latest", {"nginx:latest", "nginx"}),
        ("nginx", "1", {"nginx:1"}),
        (
            "docker.io/library/nginx",
            "latest",
            {"docker.io/library/nginx:latest", "docker.io/library/nginx", "nginx", "nginx:latest"},
        ),
        ("docker.io/shop/web", "1", {"docker.io/shop/web:1", "shop/web:1"}),
        ("host:5000/img", "latest", {"host:5000/img:latest", "host:5000/img"}),
    ],
)
def test_words_that_stand_for_an_image(repository: str, tag: str, known: set[str]) -> None:
    names = IMAGES.names(one(ls(repository, tag)))
    assert set(names) == known | {ID, f"sha256:{ID}"}


def test_nothing_from_outside_reaches_the_terminal_raw() -> None:
    evil = "\x1b]0;t\x07[red]a\nb\u202e\u2028"
    image = one(ls(evil, evil), RepoTags=[evil], RepoDigests=[evil], Os=evil)
    assert cell(image, "repository") == "[red]a b\ufffd"
    assert all(printable(column.cell(image, VIEW).text) for column in IMAGES.columns)
    assert all(printable(field.value.text) for field in IMAGES.summary(image, VIEW))


def test_the_summary_says_what_dangling_means() -> None:
    def states(image: Image) -> list[str]:
        return [f.value.text for f in IMAGES.summary(image, VIEW) if f.label == "state"]

    loose = f"sha256:{ID}\n".encode()
    (bare,) = listed(lines(ls("<none>", "<none>")), lines(inspected()), loose)
    assert states(bare) == ["dangling: no tag leads to it"]
    (pulled,) = listed(lines(ls("a", "<none>")), lines(inspected()), loose)
    assert states(pulled) == ["dangling: no tag leads to it, only its digest"]
    assert states(one(ls("<none>", "<none>"))) == ["a layer: other images are built on it"]
    assert states(one(ls("a", "1"))) == []


def test_states_in_a_cell_and_for_the_filter() -> None:
    loose = f"sha256:{ID}\n".encode()
    (dangling,) = listed(lines(ls("<none>", "<none>")), lines(inspected()), loose)
    layer, tagged = one(ls("<none>", "<none>")), one(ls("a", "1"))
    images = [dangling, layer, tagged]
    assert [cell(image, "dangling") for image in images] == ["dangling", "layer", ""]
    facet = IMAGES.facets["state"]
    assert [" ".join(facet(image)).split() for image in images] == [
        ["dangling"], ["layer"], ["tagged"],
    ]  # fmt: skip
    used, unused = replace(tagged, containers=2), replace(tagged, containers=0)
    assert [facet(image)[1] for image in (used, unused)] == ["used", "unused"]


def test_the_summary_counts_users_and_names() -> None:
    image = one(ls("a", "1"), RepoTags=["a:1", "b:1"], RepoDigests=[f"a@{DIGEST}"])
    said = {f.label: f.value.text for f in IMAGES.summary(image, VIEW) if f.label}
    assert (said["used by"], said["platform"], said["id"]) == ("not known yet", "linux", ID[:12])
    for count, words in ((0, "no containers"), (1, "1 container"), (3, "3 containers")):
        (line,) = (
            f.value.text
            for f in IMAGES.summary(replace(image, containers=count), VIEW)
            if f.label == "used by"
        )
        assert line == words
    sections = [(f.section, f.value.text) for f in IMAGES.summary(image, VIEW) if f.section]
    assert sections == [("Tags", "a:1"), ("Tags", "b:1"), ("Digests", f"a@{DIGEST}")]


def test_sorted_by_size_and_by_use() -> None:
    columns = {column.id: column.sort for column in IMAGES.columns}
    small, big = one(ls("a", "1"), Size=1), one(ls("b", "1"), Size=2)
    assert sorted([big, small], key=columns["size"]) == [small, big]
    free, used = replace(small, containers=0), replace(small, containers=2)
    assert sorted([used, free], key=columns["containers"]) == [free, used]
    old = replace(big, created=datetime(2020, 1, 1, tzinfo=UTC))
    unknown = replace(big, created=None)
    assert sorted([unknown, old, big], key=columns["age"]) == [big, old, unknown]


def test_the_headline_counts_images_not_tags() -> None:
    images = listed(lines(ls("a", "1"), ls("a", "2")), lines(inspected()))
    assert IMAGES.headline(images) == "1"


def test_json(recorded: tuple[Image, ...]) -> None:
    for image in recorded:
        told = json.loads(json.dumps(IMAGES.as_json(image, VIEW), allow_nan=False))
        names = ["id", "repository", "tag", "digests", "created", "size_bytes", "unique_bytes"]
        assert list(told)[:9] == [*names, "containers", "dangling"]
        assert (len(told["id"]), told["unique_bytes"]) == (64, None)
        assert isinstance(told["size_bytes"], int)
        assert isinstance(told["containers"], int)
        assert isinstance(told["dangling"], bool)
        assert isinstance(told["digests"], list)
        assert "<none>" not in (told["repository"], told["tag"])
        assert datetime.fromisoformat(told["created"]).tzinfo == UTC


LS_PARTS = st.sampled_from(["ID", "Repository", "Tag", "Size", "CreatedAt"])
PARTS = st.sampled_from(["RepoTags", "RepoDigests", "Created", "Size", "Os", "Architecture"])


@given(st.dictionaries(LS_PARTS, anything), st.dictionaries(PARTS, anything))
def test_whatever_docker_says_can_be_shown(said: dict[str, Any], parts: dict[str, Any]) -> None:
    image = exact(row({"ID": ID} | said, frozenset()), parts)
    json.dumps(IMAGES.as_json(image, VIEW), allow_nan=False)
    for column in IMAGES.columns:
        assert printable(column.cell(image, VIEW).text)
        assert column.sort(image) <= column.sort(image)
    for field in IMAGES.summary(image, VIEW):
        assert printable(field.label + field.value.text)
    REMOVE.warn(image, NO_CHOICE)
    assert REMOVE.plan(image, frozenset()).argv[-1] == image.reference
