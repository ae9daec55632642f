"""The files in which the docker CLI keeps its contexts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.core.errors import UsageError

DEFAULT_HOST = "unix:///var/run/docker.sock"
_PEMS = ("ca", "cert", "key")


class EndpointError(UsageError):
    """The words, variables or files that name an engine lead nowhere; `source` says which."""

    def __init__(self, sentence: str, remedy: str, source: str) -> None:
        super().__init__(sentence, remedy)
        self.source = source


@dataclass(frozen=True, slots=True)
class Tls:
    """PEM files; None where there is none. `verify` is whether the server has to prove itself."""

    ca: str | None
    cert: str | None
    key: str | None
    verify: bool


def current_context(file: Path) -> tuple[str, str]:
    """The name chosen in `file`, and a warning; both may be empty.

    As in the CLI, a config that cannot be read is passed over, and said to be.
    """
    try:
        config = _read_json(file)
        current = config.get("currentContext") or ""
        if not isinstance(current, str):
            raise _Unreadable("currentContext is not a text")
    except FileNotFoundError:
        return "", ""
    except (_Unreadable, OSError) as problem:
        return "", f"The docker config {file} is passed over: {_reason(problem)}."
    return current, ""


def stored_context(name: str, source: str, folder: Path) -> tuple[str, Tls | None]:
    """Host and TLS from `contexts/meta/ID/meta.json` and `contexts/tls/ID/docker/` in `folder`.

    ID is the SHA-256 of the name. Raises EndpointError for a context that cannot be used.
    """
    from hashlib import sha256  # most starts need no context

    context_id = sha256(name.encode("utf-8", "surrogateescape")).hexdigest()
    file = folder / "contexts" / "meta" / context_id / "meta.json"
    see = "`docker context ls` lists the contexts there are."
    try:
        found = _read_json(file)["Endpoints"]["docker"]
        host, unverified = found.get("Host") or DEFAULT_HOST, bool(found.get("SkipTLSVerify"))
        if "://" not in host:
            raise _Unreadable(f"{host!r} is no address of an engine")
    except FileNotFoundError:
        said = f"The docker context {name!r}, chosen by {source}, does not exist."
        raise EndpointError(said, see, source) from None
    except (KeyError, TypeError, AttributeError):
        said = f"The docker context {name!r}, chosen by {source}, names no engine ({file})."
        raise EndpointError(said, see, source) from None
    except (_Unreadable, OSError) as problem:
        said = f"The docker context {name!r} cannot be read: {file}: {_reason(problem)}."
        raise EndpointError(said, see, source) from None
    tls = pem_files(folder / "contexts" / "tls" / context_id / "docker", verify=not unverified)
    return host, (tls if unverified or tls.ca or tls.cert else None)


def pem_files(pems: Path, *, verify: bool) -> Tls:
    """Those of ca.pem, cert.pem and key.pem that lie in the directory `pems`."""
    ca, cert, key = (_present(pems / f"{name}.pem") for name in _PEMS)
    return Tls(ca, cert, key, verify)


def _present(file: Path) -> str | None:
    try:
        return str(file) if file.is_file() else None
    except OSError:
        return None


class _Unreadable(Exception):
    """A file that holds something else than it should."""


def _read_json(file: Path) -> Any:
    """A JSON object; an empty file counts as one, as in the CLI."""
    text = file.read_bytes().decode("utf-8", "replace")
    if not text.strip():
        return {}
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise _Unreadable(f"line {error.lineno}: {error.msg}") from None
    except RecursionError:
        raise _Unreadable("it is nested too deeply") from None
    if not isinstance(value, dict):
        raise _Unreadable("line 1: it is no JSON object")
    return value


def _reason(problem: Exception) -> str:
    said = problem.strerror if isinstance(problem, OSError) else str(problem)
    return said or type(problem).__name__
