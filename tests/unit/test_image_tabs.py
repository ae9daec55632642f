"""What an image was made of, what a layer costs, and who uses the image."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from tests.unit.container_samples import VIEW, read
from tui.core.command import Command, Outcome, Result
from tui.core.kind import Field, View
from tui.kinds.image_record import Image
from tui.kinds.image_tabs import HISTORY, USES, history
from tui.kinds.images import IMAGES

ID, BASE = "ab" * 32, "cd" * 32
BASED = Image(BASE, "base", "1", tags=("base:1",), layers=("l1",))
WEB = Image(
    ID, "shop/web", "1.4", tags=("shop/web:1.4", "web:1"), layers=("l1", "l2"), containers=2
)


def said(*rows: dict[str, Any]) -> Result:
    text = "".join(f"{json.dumps(row)}\n" for row in rows)
    return Result(Command("docker"), Outcome.OK, 0, text.encode())


def step(by: str, size: str, **more: str) -> dict[str, str]:
    return {"ID": "<missing>", "CreatedBy": by, "Size": size,
            "CreatedAt": "2026-02-01T10:00:00Z", "Comment": ""} | more  # fmt: skip


STEPS = said(
    step('/bin/sh -c #(nop)  CMD ["/bin/sh"]', "0"),
    step("RUN /bin/sh -c make # buildkit", "3000000"),
    step("|1 X=1 /bin/sh -c echo $X", "0"),
    step("/bin/sh -c #(nop) ADD file:fd71 in / ", "1984158"),
    step("", "100", Comment="Imported from -"),
)
PLATFORM = said({"Os": "linux", "Architecture": "arm", "Variant": "v7"})


def view(*images: Image, containers: tuple[Any, ...] = (), ascii_only: bool = False) -> View:
    return View(VIEW.now, ascii_only, {"images": images, "containers": containers})


def texts(fields: tuple[Field, ...]) -> list[str]:
    return [field.value.text.strip() for field in fields]


def test_a_step_in_the_words_of_a_dockerfile() -> None:
    commands = [one.command for one in history(STEPS)]
    assert commands == [
        'CMD ["/bin/sh"]', "RUN /bin/sh -c make", "/bin/sh -c echo $X", "ADD file:fd71 in /",
        "Imported from -",
    ]  # fmt: skip
    (secret,) = history(said(step("ENV API_TOKEN=abc", "0")))
    assert secret.command == "ENV API_TOKEN=********"
    assert [one.size for one in history(STEPS)] == [0, 3_000_000, 0, 1_984_158, 100]


def test_the_history_has_a_bar_a_layer_and_the_total() -> None:
    fields = HISTORY.read(WEB, (STEPS, PLATFORM), view(WEB, BASED))
    total, platform, shared, *steps = texts(fields)
    assert total == "4.98 MB in 3 layers, 2 steps without bytes"
    assert platform == "linux/arm/v7"
    assert shared == "1 of its 2 layers are in base:1 too"
    assert steps[1] == "████████████    3 MB  RUN /bin/sh -c make"
    assert steps[3].startswith("████████")
    ascii_fields = HISTORY.read(WEB, (STEPS, PLATFORM), view(ascii_only=True))
    assert all(field.value.text.isascii() for field in ascii_fields)


def test_an_image_without_a_history() -> None:
    fields = HISTORY.read(WEB, (said(), said({})), view())
    assert texts(fields) == ["0 B in 0 layers, 0 steps without bytes", "unknown"]


def test_who_uses_it_running_and_not_and_what_is_built_on_it() -> None:
    run = read(Image=f"sha256:{ID}")
    ended = replace(run, name="job", state="exited", exit_code=3)
    fields = USES.read(WEB, (), view(WEB, BASED, containers=(run, ended)))
    told = {(field.section, field.label): field.value.text for field in fields}
    assert told["Running", run.name] == "running"
    assert told["Not running", "job"] == "exited with code 3"
    assert told["Other names", ""] == "web:1"
    (child,) = USES.read(BASED, (), view(WEB, BASED))
    assert (child.section, child.value.text) == ("Built on it", "shop/web:1.4")
    (nobody,) = USES.read(replace(BASED, containers=0), (), view(BASED))
    assert nobody.value.text == "no container"


def test_the_summary_warns_of_another_platform_and_of_containers_left_behind() -> None:
    odd = replace(WEB, platform="linux/arm64", engine="linux/amd64", outdated=("web-1", "web-2"))
    told = " ".join(field.value.text for field in IMAGES.summary(odd, VIEW))
    assert "made for another platform than the engine's linux/amd64" in told
    assert "newer than what web-1, web-2 runs" in told
    old = replace(WEB, superseded="shop/web:1.4")
    assert "shop/web:1.4 leads to another image by now" in " ".join(
        field.value.text for field in IMAGES.summary(old, VIEW)
    )
    assert IMAGES.as_json(odd, VIEW)["foreign"] is True
    assert IMAGES.as_json(WEB, VIEW)["foreign"] is None
