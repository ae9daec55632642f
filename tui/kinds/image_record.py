"""What docker says of an image: a row of `docker image ls`, exact parts from `inspect`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tui.core import parse
from tui.core.cleanup.naming import familiar
from tui.core.record import array, bare_id, mapping, text
from tui.kinds.image_names import foreign
from tui.kinds.reading import integer, labels, template

LS_PARTS = template("ID", "Repository", "Tag", "Size", "CreatedAt")
INSPECT = template(
    "Id", "RepoTags", "RepoDigests", "Created", "Size", "Os", "Architecture", "Config", "RootFS"
)
"""All of `Config`, for where it is null there is nothing to be had of it by name."""
_NOTHING = frozenset({"", "<none>", "<none>:<none>", "<none>@<none>"})


@dataclass(frozen=True, slots=True)
class Image:
    """One tag of an image, or an image without one.

    `containers` is None while unknown. `dangling` is docker's own word for an image that
    neither a tag nor another image needs; `intermediate` one without a tag that others need.
    `tags` and `digests` are all of the image, not of this row alone. `layers` are from the
    lowest to the highest, empty where docker does not tell them. `engine` is the platform of the
    engine, None while unknown. `outdated` are containers made from an image that had this tag
    before; `superseded` is the tag by which containers were made from this one, and that leads to
    another one by now.
    """

    id: str
    repository: str | None
    tag: str | None
    digests: tuple[str, ...] = ()
    created: datetime | None = None
    size_bytes: int | None = None
    unique_bytes: int | None = None
    containers: int | None = None
    dangling: bool = False
    intermediate: bool = False
    platform: str | None = None
    tags: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    layers: tuple[str, ...] = ()
    engine: str | None = None
    outdated: tuple[str, ...] = ()
    superseded: str | None = None
    measured: datetime | None = None

    @property
    def reference(self) -> str:
        """`repo:tag`; pulled without a tag `repo@sha256:…`; the id where there is neither."""
        if self.repository and self.tag:
            return f"{self.repository}:{self.tag}"
        own = (digest for digest in self.digests if digest.startswith(f"{self.repository}@"))
        return next(own, self.id)

    @property
    def foreign(self) -> bool:
        """Whether it was made for another platform than that of the engine."""
        return foreign(self.platform, self.engine)

    @property
    def short(self) -> str:
        """For sentences: the reference, of ids and digests the first 12 digits."""
        name, at, digest = self.reference.partition("@sha256:")
        return name[:12] if name == self.id else f"{name}{at}{digest[:12]}"

    @property
    def others(self) -> tuple[str, ...]:
        """The other tags of the image: of podman `tags` have the registry, `reference` has not."""
        own = familiar(self.reference)
        return tuple(tag for tag in self.tags if familiar(tag) != own)


def row(found: dict[str, Any], dangling: frozenset[str]) -> Image:
    """From one object of `LS_PARTS`; `dangling` are the ids that docker calls so."""
    image_id = bare_id(text(found.get("ID")))
    repository, tag = _some(found.get("Repository")), _some(found.get("Tag"))
    loose = image_id in dangling
    return Image(
        id=image_id,
        repository=repository,
        tag=tag,
        created=parse.time(text(found.get("CreatedAt"))),
        size_bytes=parse.size(text(found.get("Size"))),
        dangling=loose,
        intermediate=not (loose or repository or tag),
    )


def exact(thin: Image, found: dict[str, Any]) -> Image:
    """The row with what one object of `INSPECT` knows better; null parts do no harm."""
    size = integer(found.get("Size"))
    platform = filter(None, (text(found.get("Os")), text(found.get("Architecture"))))
    return replace(
        thin,
        digests=_texts(found.get("RepoDigests")),
        created=parse.time(text(found.get("Created"))) or thin.created,
        size_bytes=size if size is not None and size >= 0 else thin.size_bytes,
        platform="/".join(platform) or None,
        tags=_texts(found.get("RepoTags")),
        labels=labels(mapping(found.get("Config")).get("Labels")),
        layers=tuple(map(text, array(mapping(found.get("RootFS")).get("Layers")))),
    )


def place(image: Image) -> tuple[float, str, str, str]:
    """Newest first, then by name: docker itself gives equals in another order at every call."""
    born = -image.created.timestamp() if image.created else 0.0
    return born, image.repository or "~", image.tag or "~", image.id


def _some(value: Any) -> str | None:
    return None if text(value) in _NOTHING else text(value)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(sorted(text(one) for one in array(value) if text(one) not in _NOTHING))
