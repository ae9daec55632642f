"""From the words of a `docker` command that did not reach its engine to a cause and a remedy.

The texts are those of CLI 20.10 and 28 as printed, and of 29 as in its source. What the engine
itself answered ("Error response from daemon") is about the thing asked for, not about reach.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tui.backends.docker_program import not_integrated
from tui.core.health import Cause, Health, down
from tui.core.parse import clean

_FROM_ENGINE = re.compile(r"(?m)^(?:docker: )?Error response from daemon: .*$")


@dataclass(frozen=True, slots=True)
class Situation:
    """What the remedy depends on. `desktop` is whether the docker command is Docker Desktop's."""

    host: str
    in_wsl: bool
    desktop: bool
    systemd: bool
    distro: str | None


def explain_words(words: str, at: Situation) -> Health | None:
    """The health that the stderr of a failed command tells of, or None if it tells of none."""
    if too := re.search(r"client version \S+ is too (old|new).*[^.\n]", words):
        return _too_old(too[0], too[1] == "old")
    own = _FROM_ENGINE.sub("", words)
    for pattern, tell in _TELLING:
        if match := re.search(pattern, own):
            line = own.rfind("\n", 0, match.start()) + 1
            return tell(own[line:], at)
    return None


def hung(seconds: float | None, at: Situation) -> Health:
    """The engine took the connection and never answered."""
    within = "in time" if seconds is None else f"within {seconds:g} s"
    advice = "Restart the engine"
    if at.desktop or at.in_wsl:
        advice = "Restart Docker Desktop; if that does not help, `wsl.exe --shutdown` in PowerShell"
    elif _is_local(at.host):
        advice = f"Restart the engine: `{_service('restart', at)}`"
    return down(Cause.HUNG, f"Docker did not answer {within}.", f"{advice}.")


def _no_permission(_words: str, at: Situation) -> Health:
    again = "then log out and in again"
    if at.in_wsl:
        name = at.distro or "DISTRO"
        again = f"then, in PowerShell, `wsl.exe -t {name}`, and open the distro again"
    sentence = f"You may not use the Docker engine at {at.host}."
    return down(Cause.NO_PERMISSION, sentence, f"Run `sudo usermod -aG docker $USER`, {again}.")


def _not_running(_words: str, at: Situation) -> Health:
    sentence = f"No Docker engine answers at {at.host}."
    start = f"`{_service('start', at)}`"
    if not _is_local(at.host):
        advice = "See whether it runs there, and whether DOCKER_HOST or the context is right."
    elif at.desktop:
        advice = "Start Docker Desktop in Windows and wait until it says that it is running."
    elif at.in_wsl:
        advice = f"Start Docker Desktop in Windows, or, for an engine of this distro, run {start}."
    else:
        advice = f"Run {start}."
    return down(Cause.NOT_RUNNING, sentence, advice)


def _is_local(host: str) -> bool:
    return host.startswith(("unix:", "fd:", "npipe:"))


def _service(verb: str, at: Situation) -> str:
    if "/run/user/" in at.host:
        return f"systemctl --user {verb} docker"
    return f"sudo systemctl {verb} docker" if at.systemd else f"sudo service docker {verb}"


def _too_old(words: str, client: bool) -> Health:
    older = "Update the docker command" if client else "Update the Docker engine"
    advice = f"{older}, or set DOCKER_API_VERSION (or unset it) so that both know it."
    return down(Cause.TOO_OLD, f"Docker says: {clean(words)}.", advice)


def _starting(_words: str, at: Situation) -> Health:
    what = "Docker Desktop" if at.desktop or at.in_wsl else "the engine"
    sentence = f"The Docker engine at {at.host} is still starting, or has failed."
    return down(Cause.FAILED, sentence, f"Wait a little; if it stays so, restart {what}.")


def _something_else(_words: str, at: Situation) -> Health:
    sentence = f"What answers at {at.host} is no Docker engine."
    return down(Cause.MISCONFIGURED, sentence, "Check DOCKER_HOST and the docker context.")


def _bad_endpoint(words: str, _at: Situation) -> Health:
    said = clean(words.splitlines()[0])
    advice = "Check --context, DOCKER_CONTEXT and DOCKER_HOST; `docker context ls` lists contexts."
    return down(Cause.MISCONFIGURED, f"Docker cannot tell which engine is meant: {said}.", advice)


def _bad_tls(words: str, at: Situation) -> Health:
    said = clean(words.splitlines()[0].rpartition(": ")[2])
    sentence = f"There is no secure connection to the Docker engine at {at.host}: {said}."
    advice = "Check DOCKER_TLS_VERIFY, DOCKER_CERT_PATH or the certificates of the context."
    return down(Cause.MISCONFIGURED, sentence, advice)


def _ssh_failed(words: str, at: Situation) -> Health:
    said = clean(words.rpartition("stderr=")[2].strip())
    sentence = f"The Docker engine at {at.host} is not reached through ssh: {said}."
    return down(Cause.NOT_RUNNING, sentence, f"Try `ssh {at.host} docker version` by hand.")


def _wrong_distro(_words: str, _at: Situation) -> Health:
    sentence = "This is a distro of Docker Desktop itself, where the docker command does not work."
    return down(Cause.MISCONFIGURED, sentence, "Start wsltui in a distro of your own.")


_CONNECTING = r"(?:error during connect|failed to connect to the docker API|Cannot connect)"
_TELLING: tuple[tuple[str, Callable[[str, Situation], Health]], ...] = (
    (r"permission denied while trying to connect", _no_permission),
    (r"failed to connect to the docker API.*permission denied", _no_permission),
    (r"command '?docker'? could not be found in this WSL", lambda _, at: not_integrated(at.distro)),
    (r"invoke the docker CLI from the docker-desktop", _wrong_distro),
    (r"unable to resolve docker endpoint|Current context .* is not found", _bad_endpoint),
    (r"(?i)invalid bind address|protocol not available|not a valid docker host", _bad_endpoint),
    (_CONNECTING + r".*stderr=", _ssh_failed),
    (_CONNECTING + r".*(?:x509|tls: |HTTPS? (?:request|response) to)", _bad_tls),
    (r"request returned (?:5\d\d )?(?:Internal|Bad Gateway|Service Unavailable)", _starting),
    (r"request returned .*for API route and version", _something_else),
    (_CONNECTING + r".*invalid character", _something_else),
    (_CONNECTING, _not_running),
    (r"(?m)^(?:unexpected )?EOF$", _not_running),
)
