"""What a failure with images means, in our words, and what to do about it.

The texts are those that CLI 20.10 and 28 and engine 20.10 print, tried against a registry that
denies, is too busy, is not there, or has no such image; how Docker Hub says it is from its
documentation. Offline the words differ by resolver: their shape is matched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tui.core import parse
from tui.core.command import Outcome, Result
from tui.kinds.image_names import HUB, registry_of
from tui.kinds.image_steps import BuildProgress

Meaning = tuple[str, str]
Means = Callable[[str, re.Match[str]], Meaning]
SAID = 6
"""Lines of a failed step that are told with it."""

_OFFLINE = (
    r"dial (?:tcp|udp)|no such host|network is unreachable|server misbehaving|connection refused"
    r"|i/o timeout|TLS handshake timeout|Client\.Timeout|context deadline exceeded"
    r"|connection reset by peer|proxyconnect"
)
_DENIED = (
    r"(?i)pull access denied|unauthorized|authentication required|no basic auth credentials"
    r"|requested access to the resource is denied|access forbidden|^denied\b|insufficient_scope"
    r"|cannot perform an interactive login|incorrect username or password"
)
_MISSING = r"(?i)manifest unknown|manifest for .* not found|name unknown|repository .* not found"
_BROKEN = (
    r"unexpected EOF|invalid tar header|archive/tar|/repositories: no such file|manifest\.json"
    r"|layer\.tar: no such file|invalid checksum|gzip: invalid"
)


def _too_often(name: str, _: re.Match[str]) -> Meaning:
    advice = f"`docker login{_at(name)}` in a shell gives you a limit of your own; else wait"
    hub = registry_of(name) == HUB
    sentence = f"{registry_of(name)} hands out no more images to you for now: {name}."
    return sentence, f"{advice}, on Docker Hub up to six hours." if hub else f"{advice}."


def _other_platform(name: str, found: re.Match[str]) -> Meaning:
    which = found[1] or "that platform"
    return f"{name} is not made for {which}.", "Choose another platform or another tag."


def _unknown(name: str, _: re.Match[str]) -> Meaning:
    advice = "Look at the name and the tag; `wsltui search WORD` finds names on Docker Hub."
    return f"{registry_of(name)} has no {name}.", advice


def _denied(name: str, _: re.Match[str]) -> Meaning:
    advice = f"Look at the name; if it is a private one, run `docker login{_at(name)}` in a shell"
    sentence = f"{registry_of(name)} does not let you have {name}, or there is none."
    return sentence, f"{advice}, then try again."


def _insecure(name: str, _: re.Match[str]) -> Meaning:
    advice = "Its certificate must be known to the engine, or the registry be among the"
    sentence = f"There is no secure connection from the engine to {registry_of(name)}."
    return sentence, f"{advice} insecure-registries of its daemon.json."


def _offline(name: str, _: re.Match[str]) -> Meaning:
    advice = "See whether this machine is online, whether a proxy or VPN stands between, and"
    sentence = f"The engine does not reach {registry_of(name)}."
    return sentence, f"{advice} whether the registry's name is right."


def _not_here(name: str, _: re.Match[str]) -> Meaning:
    return f"There is no image {name} here.", "Give it that name first (tag)."


_REGISTRY: tuple[tuple[str, Means], ...] = (
    (r"(?i)toomanyrequests|rate limit|too many requests", _too_often),
    (
        r"no matching manifest for (\S+)|provide the specified platform|the requested platform",
        _other_platform,
    ),
    (_MISSING, _unknown),
    (_DENIED, _denied),
    (r"x509|server gave HTTP response to HTTPS client|tls: ", _insecure),
    (_OFFLINE, _offline),
    (r"does not exist locally with the tag", _not_here),
)
_FULL = "Make room on it, `wsltui clean` shows what could go; then try again."


def of_registry(result: Result) -> Meaning | None:
    """What a pull, a push or a search that failed means."""
    return of_registry_of(result.command.argv[-1], result) or _full(result)


def of_registry_of(name: str, result: Result) -> Meaning | None:
    """The same of an image that was needed on the way."""
    return _first(name, result.last_words(), _REGISTRY)


def of_push(result: Result) -> Meaning | None:
    """A push that is denied is about the right to write."""
    name = result.command.argv[-1]
    if re.search(_DENIED, result.last_words()):
        advice = f"Run `docker login{_at(name)}` in a shell as somebody who may, then try again."
        own = "" if "/" in name else " A name on Docker Hub begins with yours, as in YOU/IMAGE."
        return f"{registry_of(name)} does not let you push {name}.", advice + own
    return of_registry(result)


def of_archive(result: Result) -> Meaning | None:
    """What a load or an import that failed means; the file is the word with a slash in it."""
    words = result.last_words()
    file = next((one for one in reversed(result.command.argv) if "/" in one), "the file")
    if "is a directory" in words:
        return f"{file} is a directory.", "Give a file that `docker save` or tar made."
    if re.search(_BROKEN, words):
        wrong = f"{file} is no archive of images, or only a part of one: nothing was loaded."
        if "import" in result.command.argv:
            wrong = f"{file} is no tar archive, or only a part of one."
        return wrong, "Make it again; `docker load` reads what `docker save` made."
    return _full(result)


def of_save(result: Result) -> Meaning | None:
    return _full(result)


def of_build(result: Result) -> Meaning | None:
    """The step that failed and what it said last, or why none began."""
    if result.outcome is not Outcome.FAILED:
        return None
    words, progress = parse.clean_lines(result.error_text), BuildProgress()
    for line in words.split("\n"):
        progress.hear(line)
    for pattern, sentence, remedy in _BUILD:
        if found := re.search(pattern, words):
            return found.expand(sentence), remedy
    step = progress.end_badly()
    if step is None:
        return None
    ended = f"exit code {progress.code}" if progress.code else "see what it said last"
    said = "\n".join(list(step.last)[-SAID:])
    return f"Step {step.title} failed: {ended}.\n{said}", _step_remedy(said)


def _step_remedy(said: str) -> str:
    if re.search(_OFFLINE, said):
        return "It needs the network, and the engine has none: see whether this machine is online."
    if "no space left" in said:
        return _FULL
    return ""


_BUILD: Sequence[tuple[str, str, str]] = (
    (
        r"buildx component is missing or broken|docker buildx.*not a docker command",
        r"This docker command has no BuildKit: its part buildx is missing or broken.",
        "Choose the legacy builder, or install buildx: https://docs.docker.com/go/buildx/",
    ),
    (
        r"unable to prepare context: path \"(.*)\" not found",
        r"There is no directory \1.",
        "Look at the path.",
    ),
    (
        r"Dockerfile path: lstat (.*): no such file|failed to read dockerfile: open (.*): no such",
        r"There is no Dockerfile \1.",
        "Name the file with --file, or choose the directory that has one.",
    ),
    (
        r"no permission to read from '(.*)'|error from sender: open (\S+): permission denied",
        r"The directory has a file that you may not read: \1\2.",
        "Let it be read, or name it in a .dockerignore beside the Dockerfile.",
    ),
    (
        r"(?i)dockerfile parse error (?:on )?line (\d+): (.*)",
        r"Line \1 of the Dockerfile cannot be read: \2.",
        "Mend that line.",
    ),
    (
        r"(?:failed to reach build target|target stage) \"?([^\s\"]+)\"?",
        r"The Dockerfile has no stage \1.",
        "A stage is named in FROM … AS NAME.",
    ),
)


def _first(name: str, words: str, table: Sequence[tuple[str, Means]]) -> Meaning | None:
    for pattern, means in table:
        if found := re.search(pattern, words):
            return means(name, found)
    return None


def _full(result: Result) -> Meaning | None:
    full = "no space left" in result.last_words()
    return ("The disk is full: nothing half-done is left of it.", _FULL) if full else None


def _at(name: str) -> str:
    """What `docker login` needs behind it: nothing for Docker Hub."""
    registry = registry_of(name)
    return "" if registry == HUB else f" {registry}"
