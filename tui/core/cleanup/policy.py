"""What may go: presets from careful to thorough, and the user's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

from tui.core.cleanup.naming import forms
from tui.core.cleanup.saving import Saving
from tui.core.cleanup.world import Class, Thing

DAY = 86_400.0


class Images(StrEnum):
    NONE = "none"
    DANGLING = "dangling"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Policy:
    """Which classes, and which things of them. Ages are seconds, sizes bytes.

    older_than   only what has been of no use for so long; an unknown age is too young
    larger_than  only what frees up to so much or more
    labels       only what has all of these: `key` or `key=value`
    not_labels   never what has any of these
    names        only what matches one of these patterns; of an image every tag; empty for all
    projects     only what belongs to one of these compose projects; empty for all
    volumes      named volumes to remove, each by its exact name
    keep_tags    the newest tags of each repository to keep when unused images go
    log_files    empty the log files of containers that are at least so large; None for never
    save_layers  keep the changed files of each container as an image, for an undo
    save_images  keep images in a file, for an undo
    backup_named, backup_anonymous  keep the files of volumes, for an undo
    """

    name: str = "standard"
    containers: bool = True
    images: Images = Images.DANGLING
    networks: bool = False
    anonymous_volumes: bool = True
    volumes: frozenset[str] = frozenset()
    build_cache: bool = True
    older_than: float = 0.0
    larger_than: int = 0
    labels: tuple[str, ...] = ()
    not_labels: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    keep_tags: int = 0
    log_files: int | None = None
    save_layers: bool = False
    save_images: bool = False
    backup_named: bool = True
    backup_anonymous: bool = False

    @property
    def saving(self) -> Saving:
        return Saving(self.save_layers, self.save_images, self.backup_named, self.backup_anonymous)

    def with_saving(self, saving: Saving) -> Policy:
        return replace(
            self,
            save_layers=saving.layers,
            save_images=saving.images,
            backup_named=saving.named,
            backup_anonymous=saving.anonymous,
        )

    def as_json(self) -> dict[str, Any]:
        """What `policy_values.policy_from` reads back."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        values["volumes"] = sorted(self.volumes)
        values["images"] = self.images.value
        return {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}


STANDARD = Policy()
PRESETS: Mapping[str, Policy] = {
    "careful": replace(STANDARD, name="careful", older_than=7 * DAY),
    "standard": STANDARD,
    "thorough": replace(STANDARD, name="thorough", images=Images.UNUSED, networks=True),
}


def has_label(thing: Thing, wanted: str) -> bool:
    """Whether a thing has the label `key`, or `key=value`."""
    key, equals, value = wanted.partition("=")
    return key in thing.labels and (not equals or thing.labels[key] == value)


def outside(policy: Policy, thing: Thing) -> str | None:
    """Why the policy's choice of names, labels and projects leaves a thing alone, or None."""
    if thing.kind is Class.BUILD_CACHE:
        narrow = policy.names or policy.labels or policy.projects
        return "it has no name, label or project to choose it by" if narrow else None
    if policy.names and not _named(policy, thing):
        return f"its name is {'not among those chosen' if thing.called else 'an id alone'}"
    if policy.projects and thing.project not in policy.projects:
        return "its project is not among those chosen"
    missing = [label for label in policy.labels if not has_label(thing, label)]
    return f"it has no label {missing[0]}" if missing else excluded(policy, thing)


def excluded(policy: Policy, thing: Thing) -> str | None:
    """The label for which the policy never takes a thing, as a reason, or None."""
    spared = [label for label in policy.not_labels if has_label(thing, label)]
    return f"it has the label {spared[0]}" if spared else None


def _named(policy: Policy, thing: Thing) -> bool:
    """A volume that was asked for by its name has been chosen by that."""
    if thing.kind is Class.VOLUME and thing.name in policy.volumes:
        return True
    spellings = [forms(tag) for tag in thing.tags] or [thing.called]
    return all(any(fnmatchcase(n, p) for n in names for p in policy.names) for names in spellings)
