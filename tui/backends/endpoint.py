"""Which engine: one answer for the `docker` command and for the Engine API.

The order and the odd cases are those of the docker CLI, tried with 20.10 and 28:
`--context`, DOCKER_HOST (with its TLS variables), DOCKER_CONTEXT, `currentContext` of the
CLI's config, and last the local socket.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tui.backends.contexts import (
    DEFAULT_HOST,
    EndpointError,
    Tls,
    current_context,
    pem_files,
    stored_context,
)

DEFAULT_TLS_HOST = "tcp://localhost:2376"
DEFAULT_NAME = "default"
SCHEMES = ("unix", "tcp", "ssh", "npipe", "fd")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An engine and who chose it: `--context`, a variable, `currentContext` or `default`.

    `name` is that of the context. `warning` is something the user should hear about that did
    not keep the endpoint from being found.
    """

    name: str
    host: str
    source: str
    tls: Tls | None = None
    warning: str = ""

    @property
    def kind(self) -> str:
        """The scheme of the host: unix, tcp, ssh, npipe or fd."""
        return self.host.partition("://")[0]

    def cli_words(self) -> tuple[str, ...]:
        """What `docker` has to be told; nothing where it reads the same variables and files."""
        return ("--context", self.name) if self.source == "--context" else ()


def resolve_endpoint(
    context_option: str | None, env: Mapping[str, str], config_dir: str | None = None
) -> Endpoint:
    """The engine that `docker` would talk to. Raises EndpointError for a context that is none.

    `config_dir` is the directory of the CLI's config; by default $DOCKER_CONFIG or ~/.docker.
    """
    folder = Path(config_dir or env.get("DOCKER_CONFIG") or _home(env) / ".docker")
    warning = ""
    if context_option:
        name, source = context_option, "--context"
    elif env.get("DOCKER_HOST"):
        name, source = DEFAULT_NAME, "DOCKER_HOST"
    elif env.get("DOCKER_CONTEXT"):
        name, source = env["DOCKER_CONTEXT"], "DOCKER_CONTEXT"
    else:
        current, warning = current_context(folder / "config.json")
        name, source = (current, "currentContext") if current else (DEFAULT_NAME, "default")
    if name == DEFAULT_NAME:
        host, tls = _from_variables(env, folder)
    else:
        host, tls = stored_context(name, source, folder)
    return Endpoint(name, host, source, tls, warning)


def _home(env: Mapping[str, str]) -> Path:
    return Path(env.get("HOME") or os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises


def _from_variables(env: Mapping[str, str], folder: Path) -> tuple[str, Tls | None]:
    """The context `default` is what DOCKER_HOST says, even when it is asked for by name."""
    tls = None
    if env.get("DOCKER_TLS_VERIFY") or env.get("DOCKER_TLS"):
        # The CLI goes by whether the variable is set: DOCKER_TLS_VERIFY=0 verifies too.
        pems = Path(env.get("DOCKER_CERT_PATH") or folder)
        tls = pem_files(pems, verify=bool(env.get("DOCKER_TLS_VERIFY")))
    if not env.get("DOCKER_HOST"):
        return (DEFAULT_TLS_HOST if tls else DEFAULT_HOST), tls
    host = _spelled_out(env["DOCKER_HOST"].strip())
    return host, (tls if host.startswith("tcp:") else None)


def _spelled_out(host: str) -> str:
    """A host with what the CLI would add: the scheme, the usual address and port."""
    scheme, mark, rest = host.partition("://")
    if not mark:
        scheme, rest = "tcp", host
    if scheme == "unix":
        return f"unix://{rest}" if rest else DEFAULT_HOST
    if scheme not in SCHEMES:
        raise EndpointError(
            f"DOCKER_HOST is {host!r}, which is no address of an engine.",
            "Write it as unix:///path, tcp://host:port or ssh://user@host.",
            "DOCKER_HOST",
        )
    if scheme != "tcp":
        return host
    address, slash, path = rest.partition("/")
    name, colon, port = address.rpartition(":")
    if not colon or address.endswith("]"):
        name, port = address, ""
    return f"tcp://{name or 'localhost'}:{port or 2375}{slash}{path}"
