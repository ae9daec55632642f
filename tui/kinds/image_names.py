"""Names of images: what docker takes for one, and which registry it leads to.

The grammar is that of distribution/reference; a name without a registry is one of Docker Hub.
"""

from __future__ import annotations

import re

HUB = "Docker Hub"
LONGEST = 255
"""Characters of a repository with its registry."""
LONGEST_TAG = 128
_HOST = r"(?:localhost|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|\[[0-9a-fA-F:]+\]|[A-Za-z0-9-]+(?=:\d))"
_REGISTRY = re.compile(rf"({_HOST}(?::\d+)?)/(.+)")
_PART = re.compile(r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*")
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_PLATFORM = re.compile(r"[a-z0-9]+(?:/[a-z0-9_]+(?:/[a-z0-9]+)?)?")


def split(name: str) -> tuple[str, str, str]:
    """Repository with its registry, tag and digest; empty for what it lacks."""
    name, _, digest = name.partition("@")
    head, slash, last = name.rpartition("/")
    last, _, tag = last.partition(":")
    return f"{head}{slash}{last}", tag, digest


def registry_of(name: str) -> str:
    """Where it comes from, as people say it."""
    match = _REGISTRY.fullmatch(name)
    return match[1] if match and match[1] not in ("docker.io", "index.docker.io") else HUB


def complete(name: str) -> str:
    """With the tag that docker takes where there is none."""
    _, tag, digest = split(name)
    return name if tag or digest or not name else f"{name}:latest"


def name_fault(name: str) -> str | None:
    """Why docker takes it for no name of an image, or None."""
    if name.startswith("-"):
        return "a name begins with no -, docker would take it for an option"
    repository, tag, digest = split(name)
    match = _REGISTRY.fullmatch(repository)
    path = match[2] if match else repository
    if path != path.lower():
        return "a repository has no capitals"
    if len(repository) > LONGEST:
        return f"a repository has at most {LONGEST} characters"
    if not all(_PART.fullmatch(part) for part in path.split("/")):
        return "a repository is made of a-z, 0-9 and single . _ - between them, and of /"
    if (tag or name.partition("@")[0].endswith(":")) and not _TAG.fullmatch(tag):
        return "a tag is made of letters, digits, . _ and -, and begins with no . or -"
    if len(tag) > LONGEST_TAG:
        return f"a tag has at most {LONGEST_TAG} characters"
    if "@" in name and not _DIGEST.fullmatch(digest):
        return "a digest is sha256: and 64 digits"
    if re.fullmatch(r"[0-9a-f]{64}", path):
        return "64 digits are an id, no name"
    return None


def tag_fault(name: str) -> str | None:
    """The same for a name that is given to an image: a digest cannot be given."""
    if "@" in name:
        return "a digest is no tag: it is made of what is in the image"
    return name_fault(name)


def platform_fault(word: str) -> str | None:
    """`linux/arm64`, `linux/arm/v7`"""
    return None if _PLATFORM.fullmatch(word) else "write OS/ARCHITECTURE, as in linux/arm64"


def foreign(image: str | None, engine: str | None) -> bool:
    """Whether an engine of that platform runs it only by emulation, or not at all."""
    if not image or not engine or image == engine:
        return False
    (os, _, arch), (own, _, machine) = image.partition("/"), engine.partition("/")
    arch, machine = arch.partition("/")[0], machine.partition("/")[0]
    runs_too = {"amd64": {"386"}, "arm64": {"arm"}}
    return os != own or (bool(arch) and arch != machine and arch not in runs_too.get(machine, ()))
