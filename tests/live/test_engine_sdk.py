"""The docker SDK against a real engine: calls, errors, hangs, loss and return, TLS, the same id."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX
from tui.backends.contexts import Tls
from tui.backends.docker import DockerBackend
from tui.backends.endpoint import Endpoint, resolve_endpoint
from tui.backends.engine import EngineApi
from tui.core.command import Api, Command, Outcome, Result
from tui.run.transport import Processes


@pytest.fixture
def endpoint(engine: PrivateEngine, monkeypatch: pytest.MonkeyPatch) -> Endpoint:
    for name in [name for name in os.environ if name.startswith("DOCKER_")]:
        monkeypatch.delenv(name)
    for name, value in engine.env.items():
        monkeypatch.setenv(name, value)
    return resolve_endpoint(None, os.environ)


@pytest.fixture
def api(endpoint: Endpoint) -> Iterator[EngineApi]:
    made = EngineApi(endpoint)
    yield made
    made.close()
    gc.collect()


async def perform(api: EngineApi, call: Api, seconds: float = 10) -> Result:
    return await api.perform(Command("docker", api=call, timeout=seconds))


async def test_it_is_the_engine_of_the_docker_command(
    api: EngineApi, endpoint: Endpoint, docker_cli: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{Path(docker_cli).parent}:{os.environ['PATH']}")
    cli_id = await DockerBackend(endpoint, os.environ).engine_id(Processes().run)
    assert cli_id
    assert await api.verify(cli_id)
    assert not await api.verify("another")
    assert "different engines" in api.reason


async def test_a_container_made_by_a_call(clean_engine: PrivateEngine, api: EngineApi) -> None:
    body = {"Image": BUSYBOX, "Cmd": ["true"], "Labels": {"note": "[red], a=b é"}}
    create = Api("POST", "/containers/create?name=web", body)
    made = await perform(api, create)
    assert (made.outcome, made.code) == (Outcome.OK, 201)
    (row,) = clean_engine.get("/containers/json?all=1")
    assert (row["Names"], row["Labels"]) == (["/web"], {"note": "[red], a=b é"})
    again = await perform(api, create)
    assert (again.outcome, again.code) == (Outcome.FAILED, 409)
    assert again.error_text.startswith("Conflict.")


async def test_what_is_not_there(api: EngineApi) -> None:
    result = await perform(api, Api("GET", "/containers/nobody/json"))
    assert (result.code, result.error_text) == (404, "No such container: nobody")


async def test_many_calls_at_once(api: EngineApi) -> None:
    calls = [perform(api, Api("GET", f"/containers/json?all={n % 2}")) for n in range(20)]
    assert all(result.ok for result in await asyncio.gather(*calls))


async def test_an_engine_that_hangs(clean_engine: PrivateEngine, api: EngineApi) -> None:
    assert await api.engine_id()
    clean_engine.freeze()
    result = await perform(api, Api("GET", "/info"), 0.5)
    assert result.outcome is Outcome.TIMEOUT
    assert result.seconds < 3
    clean_engine.thaw()
    assert (await perform(api, Api("GET", "/info"))).ok


async def test_connecting_to_an_engine_that_hangs(
    clean_engine: PrivateEngine, endpoint: Endpoint
) -> None:
    clean_engine.freeze()
    api = await EngineApi.connect(endpoint, seconds=0.5)
    assert not api.on
    assert "did not answer" in api.reason
    clean_engine.thaw()


async def test_a_hung_engine_does_not_keep_the_program_from_ending(
    clean_engine: PrivateEngine, endpoint: Endpoint
) -> None:
    code = (
        "import asyncio\n"
        "from tui.backends.endpoint import Endpoint\n"
        "from tui.backends.engine import EngineApi\n"
        "async def main():\n"
        f"    asyncio.create_task(EngineApi.connect(Endpoint('d', '{endpoint.host}', '')))\n"
        "    await asyncio.sleep(0.2)\n"
        "asyncio.run(main())\n"
    )
    clean_engine.freeze()
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", code], timeout=5, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


async def test_an_engine_that_dies_and_returns(
    clean_engine: PrivateEngine, api: EngineApi, endpoint: Endpoint
) -> None:
    before = await api.engine_id()
    clean_engine.kill()
    lost = await perform(api, Api("GET", "/info"))
    assert lost.outcome is Outcome.FAILED
    assert "Connection refused" in lost.error_text
    fresh = await EngineApi.connect(endpoint)
    assert "Connection refused" in fresh.reason
    clean_engine.restart()
    assert await api.engine_id() == before
    assert await fresh.engine_id() == before
    fresh.close()


async def test_no_socket_at_all(endpoint: Endpoint) -> None:
    api = await EngineApi.connect(replace(endpoint, host="unix:///nowhere/docker.sock"))
    assert "No such file or directory" in api.reason


async def test_a_config_of_docker_that_is_odd_is_no_traceback(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    for text in ("[1]", '{"auths": 5}', '{"proxies": []}', "<html>"):
        (tmp_path / "config.json").write_text(text)
        api = await EngineApi.connect(endpoint)
        assert api.on or api.reason
        api.close()


def test_the_sdk_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, tui.backends.engine; sys.exit('docker' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=20).returncode == 0


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed ca.pem that is also the server's and the client's own."""
    folder = tmp_path_factory.mktemp("certs")
    options = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run(
        ["openssl", "req", "-x509", *options, *names, *files],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=30,
    )
    (folder / "ca.pem").write_bytes((folder / "cert.pem").read_bytes())
    return folder


@pytest.fixture
def tls_host(engine: PrivateEngine, certificates: Path) -> Iterator[str]:
    """A TLS door before the engine's socket, which asks for a client certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates / "cert.pem", certificates / "key.pem")
    context.load_verify_locations(certificates / "ca.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    with socket.create_server(("127.0.0.1", 0)) as server:
        door = threading.Thread(target=_serve, args=(server, context, engine), daemon=True)
        door.start()
        yield f"tcp://localhost:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        door.join(5)


def _serve(server: socket.socket, context: ssl.SSLContext, engine: PrivateEngine) -> None:
    """One request at a time, each answered to the end: enough for a test."""
    with suppress(OSError):
        while True:
            plain, _ = server.accept()
            with suppress(OSError), context.wrap_socket(plain, server_side=True) as guest:
                guest.settimeout(5)
                with socket.socket(socket.AF_UNIX) as inside:
                    inside.settimeout(5)
                    inside.connect(str(engine.socket))
                    request = guest.recv(65536)
                    inside.sendall(request.replace(b"keep-alive", b"close"))
                    while data := inside.recv(65536):
                        guest.sendall(data)


def pems(folder: Path, *, verify: bool = True) -> Tls:
    ca, cert, key = (str(folder / f"{name}.pem") for name in ("ca", "cert", "key"))
    return Tls(ca, cert, key, verify)


async def test_tls_by_the_certificates_of_the_endpoint(
    engine: PrivateEngine,
    tls_host: str,
    certificates: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    secure = Endpoint("far", tls_host, "DOCKER_HOST", pems(certificates))
    api = await EngineApi.connect(secure)
    assert (api.on, api.reason) == (True, "")
    assert await api.engine_id() == engine.get("/info")["ID"]
    api.close()


async def test_tls_without_verification_prints_no_warning(
    tls_host: str, certificates: Path
) -> None:
    tls = replace(pems(certificates, verify=False), ca=None)
    api = await EngineApi.connect(Endpoint("far", tls_host, "DOCKER_HOST", tls))
    assert api.reason == ""
    api.close()


async def test_a_server_that_nobody_vouches_for(tls_host: str, certificates: Path) -> None:
    tls = replace(pems(certificates), ca=None)
    api = await EngineApi.connect(Endpoint("far", tls_host, "DOCKER_HOST", tls))
    assert "certificate" in api.reason.lower()


async def test_plain_words_to_a_tls_door(tls_host: str) -> None:
    api = await EngineApi.connect(Endpoint("far", tls_host, "DOCKER_HOST"), seconds=5)
    assert not api.on
    assert api.reason
