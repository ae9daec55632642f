"""Images brought from a registry, brought to one, built and named."""

from __future__ import annotations

from dataclasses import replace

from tui.core.action import Action, Choice, Chosen, Confirm
from tui.core.command import Command, Mode, docker
from tui.core.form import place_of, value_of
from tui.core.wordlist import split
from tui.kinds import image_forms as forms
from tui.kinds.image_failures import of_build, of_push, of_registry
from tui.kinds.image_names import complete, foreign, registry_of
from tui.kinds.image_progress import LayerProgress
from tui.kinds.image_record import Image
from tui.kinds.image_steps import BuildProgress

PLAIN = (("BUILDKIT_PROGRESS", "plain"),)
"""Not the option `--progress`, which the legacy builder does not know."""
BUILDERS = {"buildkit": "1", "legacy": "0"}


def _pulled(name: str, platform: str) -> Command:
    words = ("--platform", platform) if platform else ()
    command = docker("image", "pull", *words, name, mutates=True, timeout=forms.HOURS)
    return replace(command, mode=Mode.TERMINAL)


def _pull(_row: Image, chosen: Chosen) -> Command:
    return _pulled(complete(value_of(chosen, "reference")), value_of(chosen, "platform"))


def _pull_again(row: Image, _chosen: Chosen) -> Command:
    """For the platform that it has: docker would take the engine's own."""
    other = row.platform if foreign(row.platform, row.engine) else None
    return _pulled(row.reference, other or "")


def _push(row: Image, _chosen: Chosen) -> Command:
    command = docker("image", "push", row.reference, mutates=True, timeout=forms.HOURS)
    return replace(command, mode=Mode.TERMINAL)


def _build(_row: Image, chosen: Chosen) -> Command:
    words = ["--tag", value_of(chosen, "tag"), "--file", place_of(chosen, "file").linux]
    words += ["--target", stage] if (stage := value_of(chosen, "target")) else []
    for one in split(value_of(chosen, "build-args")):
        words += ["--build-arg", one]
    words += [choice.flag for choice in BUILD_CHOICES if choice.id in chosen]
    folder, builder = place_of(chosen, "directory").linux, value_of(chosen, "builder")
    command = docker("build", *words, folder, mutates=True, timeout=forms.HOURS)
    kit = (("DOCKER_BUILDKIT", BUILDERS[builder]),) if builder else ()
    return replace(command, mode=Mode.JOINED, env=PLAIN, variables=kit)


def _tag(row: Image, chosen: Chosen) -> Command:
    return docker("image", "tag", row.reference, value_of(chosen, "name"), mutates=True)


def _named(row: Image) -> str | None:
    if row.repository and row.tag:
        return None
    return f"{row.short} has no tag" + (": a digest never leads to another image" if row.digests
                                        else ": give it one first (t)")  # fmt: skip


def _tells_all(row: Image, _chosen: Chosen) -> str | None:
    registry = registry_of(row.reference)
    if registry == registry_of("") and "/" not in row.reference:
        return f"{row.short} is a name of Docker's own: yours begin with YOU/ on {registry}"
    return f"whoever may read {registry} has {row.short} then, with all that is in its layers"


BUILD_CHOICES = (
    Choice("no-cache", "--no-cache", "every step anew"),
    Choice("pull", "--pull", "look for newer images to build on"),
)
PULL: Action[Image] = Action(
    "image.pull", "Pull", "Bring an image from a registry, for this or another platform",
    _pull, keys=("c", "P"), stale=("images",), width=1, many=False, makes="reference",
    form=(forms.REFERENCE, forms.PLATFORM), spelling="docker pull",
    hears=LayerProgress, means=of_registry,
)  # fmt: skip
MAKING: tuple[Action[Image], ...] = (
    Action(
        "image.pull-again", "Pull again", "Bring what its tag leads to by now",
        _pull_again, keys=("P",), disabled=_named, stale=("images",), width=2, footer=20,
        spelling="docker pull", hears=LayerProgress, means=of_registry,
    ),
    PULL,
    Action(
        "image.push", "Push", "Bring it to the registry that its name leads to",
        _push, keys=("p",), disabled=_named, warn=_tells_all, confirm=Confirm.ASK, width=1,
        spelling="docker push", hears=LayerProgress, means=of_push,
    ),
    Action(
        "image.build", "Build", "Make an image of a directory with a Dockerfile",
        _build, keys=("B",), stale=("images", "build-cache"), width=1, many=False, makes="tag",
        form=(forms.DIRECTORY, forms.TAG, forms.DOCKERFILE, forms.TARGET, forms.ARGUMENTS,
              forms.BUILDER),
        choices=BUILD_CHOICES, spelling="docker build", hears=BuildProgress, means=of_build,
    ),
    Action(
        "image.tag", "Tag", "Give it one more name; removing a name takes only that away",
        _tag, keys=("t",), stale=("images",), many=False, spelling="docker tag",
        form=(forms.NEW_NAME, forms.IF_TAKEN),
    ),
)  # fmt: skip
