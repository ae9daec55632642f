"""The docker SDK, as little of it as wsltui needs: one HTTP call to the engine. Blocking."""

from __future__ import annotations

import json
import socket
from typing import Any, Protocol

from tui.backends.contexts import Tls
from tui.backends.endpoint import Endpoint
from tui.backends.flow import Flow
from tui.core.command import Api

OLDEST_API = "1.24"
"""What the SDK accepts without asking the engine first."""


class Client(Protocol):
    """A connection to an engine. `call` raises TimeoutError or ConnectionError, nothing else."""

    def call(self, api: Api, seconds: float) -> tuple[int, bytes]:
        """The HTTP status and the body; `seconds` limits each wait for the engine."""
        ...

    def follow(self, api: Api, seconds: float) -> Flow:
        """The same for an answer that goes on; `seconds` limits the wait for its beginning."""
        ...

    def close(self) -> None: ...


def open_client(endpoint: Endpoint, seconds: float) -> Client:
    """Connect and agree on an API version.

    Raises TimeoutError or ConnectionError for an engine that is not there, and anything that
    the SDK does for an endpoint, a certificate or a config of docker that it cannot use.
    """
    from docker import APIClient  # 120 ms: not before something needs it

    tls = _tls(endpoint.tls) if endpoint.tls else False
    client = APIClient(endpoint.host, version=OLDEST_API, timeout=seconds, tls=tls)  # type: ignore[arg-type]
    path = endpoint.host.removeprefix("unix://") if endpoint.kind == "unix" else None
    return SdkClient(client, path, seconds)


class SdkClient:
    """Calls through an `APIClient`, which is a session of requests.

    Its `trust_env` is off, or REQUESTS_CA_BUNDLE would outrank the certificates of the endpoint.
    `path` is that of a unix socket, None for an engine elsewhere.
    """

    def __init__(self, client: Any, path: str | None, seconds: float) -> None:
        client.trust_env = False
        self._client = client
        self._path = path
        self._prefix = ""
        try:
            _, body = self.call(Api("GET", "/version"), seconds)
            self._prefix = f"/v{json.loads(body)['ApiVersion']}"
        except BaseException:
            client.close()
            raise

    def call(self, api: Api, seconds: float) -> tuple[int, bytes]:
        answer = self._ask(api, seconds)
        return answer.status_code, answer.content

    def follow(self, api: Api, seconds: float) -> Flow:
        from docker.types.daemon import CancellableStream

        answer = self._ask(api, (seconds, None), stream=True)
        closing = CancellableStream(iter(()), answer)
        return Flow(answer.status_code, answer.iter_lines(chunk_size=None), closing.close)

    def _ask(self, api: Api, timeout: Any, **more: Any) -> Any:
        from requests import exceptions

        url = f"{self._client.base_url.rstrip('/')}{self._prefix}{api.path}"
        try:
            if self._path is not None:
                _knock(self._path, timeout[0] if isinstance(timeout, tuple) else timeout)
            return self._client.request(api.method, url, json=api.body, timeout=timeout, **more)
        except (exceptions.Timeout, TimeoutError) as error:
            raise TimeoutError(str(error)) from error
        except (exceptions.RequestException, OSError) as error:
            raise ConnectionError(_innermost(error)) from error

    def close(self) -> None:
        self._client.close()


def _knock(path: str, seconds: float) -> None:
    """Raise OSError where nobody listens; the SDK would leave its socket open behind it."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(seconds)
        probe.connect(path)


def _tls(tls: Tls) -> Any:
    from docker.tls import TLSConfig
    from urllib3 import disable_warnings, exceptions

    if not tls.verify:  # as asked for; the warning would be printed over the screen
        disable_warnings(exceptions.InsecureRequestWarning)
    pair = (tls.cert, tls.key) if tls.cert and tls.key else None
    return TLSConfig(client_cert=pair, ca_cert=tls.ca, verify=tls.verify)


def _innermost(error: BaseException) -> str:
    """What was wrong at the bottom: requests and urllib3 wrap it four times."""
    while inner := (error.__cause__ or error.__context__):
        error = inner
    said = error.strerror if isinstance(error, OSError) else None
    return said or str(error) or type(error).__name__
