"""Which engine is meant: every way of saying it, which one wins, what is said when none fits."""

import json
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tui.backends.contexts import EndpointError, Tls
from tui.backends.endpoint import Endpoint, resolve_endpoint

Resolve = Callable[..., Endpoint]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "docker"


@pytest.fixture
def resolve(config: Path) -> Resolve:
    def run(option: str | None = None, **env: str) -> Endpoint:
        return resolve_endpoint(option, {"DOCKER_CONFIG": str(config), **env})

    return run


def choose(config: Path, text: str) -> None:
    config.mkdir(exist_ok=True)
    (config / "config.json").write_text(text)


def store(config: Path, name: str, meta: str, *pems: str) -> Path:
    context_id = sha256(name.encode()).hexdigest()
    folder = config / "contexts" / "meta" / context_id
    folder.mkdir(parents=True)
    (folder / "meta.json").write_text(meta)
    keys = config / "contexts" / "tls" / context_id / "docker"
    keys.mkdir(parents=True)
    for pem in pems:
        (keys / f"{pem}.pem").write_text(pem)
    return keys


def meta(host: str, **more: object) -> str:
    return json.dumps({"Name": "x", "Endpoints": {"docker": {"Host": host, **more}}})


def pems(folder: Path, *, verify: bool) -> Tls:
    return Tls(
        str(folder / "ca.pem"), str(folder / "cert.pem"), str(folder / "key.pem"), verify=verify
    )


def test_nothing_said_is_the_local_socket(resolve: Resolve) -> None:
    assert resolve() == Endpoint("default", "unix:///var/run/docker.sock", "default")


def test_each_source_gives_way_to_the_one_before(resolve: Resolve, config: Path) -> None:
    for name in ("chosen", "asked", "lasting"):
        store(config, name, meta(f"tcp://{name}:2375"))
    choose(config, '{"currentContext": "lasting"}')
    said = {"DOCKER_CONTEXT": "asked"}
    assert resolve().host == "tcp://lasting:2375"
    assert resolve(**said).host == "tcp://asked:2375"
    said["DOCKER_HOST"] = "tcp://direct:99"
    assert resolve(**said).host == "tcp://direct:99"
    assert resolve("chosen", **said).host == "tcp://chosen:2375"
    assert resolve("chosen", **said).source == "--context"


def test_the_cli_is_told_only_what_it_cannot_read_itself(resolve: Resolve, config: Path) -> None:
    store(config, "shop", meta("tcp://shop:2375"))
    assert resolve("shop").cli_words() == ("--context", "shop")
    assert resolve(DOCKER_CONTEXT="shop").cli_words() == ()
    assert resolve(DOCKER_HOST="tcp://shop:2375").cli_words() == ()


def test_an_empty_variable_says_nothing(resolve: Resolve) -> None:
    assert resolve("", DOCKER_HOST="", DOCKER_CONTEXT="").source == "default"


def test_asking_for_default_by_name_means_docker_host(resolve: Resolve) -> None:
    endpoint = resolve("default", DOCKER_HOST="tcp://direct:99")
    assert (endpoint.name, endpoint.host) == ("default", "tcp://direct:99")


@pytest.mark.parametrize(
    ("said", "host", "kind"),
    [
        ("unix:///run/other.sock", "unix:///run/other.sock", "unix"),
        (" unix:///run/other.sock ", "unix:///run/other.sock", "unix"),
        ("unix://", "unix:///var/run/docker.sock", "unix"),
        ("tcp://10.0.0.5", "tcp://10.0.0.5:2375", "tcp"),
        ("10.0.0.5:99", "tcp://10.0.0.5:99", "tcp"),
        (":99", "tcp://localhost:99", "tcp"),
        ("tcp://", "tcp://localhost:2375", "tcp"),
        ("tcp://[::1]", "tcp://[::1]:2375", "tcp"),
        ("tcp://[::1]:99/base", "tcp://[::1]:99/base", "tcp"),
        ("ssh://dev@builder", "ssh://dev@builder", "ssh"),
        ("npipe:////./pipe/docker_engine", "npipe:////./pipe/docker_engine", "npipe"),
    ],
)
def test_docker_host_is_read_as_the_cli_reads_it(
    resolve: Resolve, said: str, host: str, kind: str
) -> None:
    endpoint = resolve(DOCKER_HOST=said)
    assert (endpoint.host, endpoint.kind) == (host, kind)


def test_a_docker_host_that_is_no_address(resolve: Resolve) -> None:
    with pytest.raises(EndpointError, match="DOCKER_HOST is 'http://web'") as error:
        resolve(DOCKER_HOST="http://web")
    assert "tcp://host:port" in error.value.remedy


def test_tls_by_variables(resolve: Resolve, tmp_path: Path) -> None:
    for pem in ("ca", "cert", "key"):
        (tmp_path / f"{pem}.pem").touch()
    said = {"DOCKER_HOST": "tcp://far:2376", "DOCKER_CERT_PATH": str(tmp_path)}
    assert resolve(**said).tls is None
    assert resolve(**said, DOCKER_TLS="1").tls == pems(tmp_path, verify=False)
    # the CLI verifies for any value, "0" included
    assert resolve(**said, DOCKER_TLS_VERIFY="0").tls == pems(tmp_path, verify=True)


def test_tls_without_a_host_is_the_tls_port(resolve: Resolve, config: Path) -> None:
    choose(config, "{}")
    (config / "ca.pem").touch()
    endpoint = resolve(DOCKER_TLS_VERIFY="1")
    assert endpoint.host == "tcp://localhost:2376"
    assert endpoint.tls == Tls(str(config / "ca.pem"), None, None, verify=True)


def test_a_unix_socket_knows_no_tls(resolve: Resolve) -> None:
    assert resolve(DOCKER_HOST="unix:///run/x.sock", DOCKER_TLS_VERIFY="1").tls is None


def test_tls_of_a_context(resolve: Resolve, config: Path) -> None:
    keys = store(config, "far", meta("tcp://far:2376"), "ca", "cert", "key")
    assert resolve("far").tls == pems(keys, verify=True)
    store(config, "lax", meta("tcp://lax:2376", SkipTLSVerify=True))
    assert resolve("lax").tls == Tls(None, None, None, verify=False)
    store(config, "plain", meta("tcp://plain:2375"))
    assert resolve("plain", DOCKER_TLS_VERIFY="1").tls is None


def test_a_context_without_a_host_is_the_local_socket(resolve: Resolve, config: Path) -> None:
    store(config, "here", meta(""))
    assert resolve("here").host == "unix:///var/run/docker.sock"


@pytest.mark.parametrize("name", ["shop", "../../etc", "a\x1b[31mb", "名前", "[red]"])
def test_an_unknown_context_names_the_way_out(resolve: Resolve, name: str) -> None:
    with pytest.raises(EndpointError, match="does not exist") as error:
        resolve(name)
    assert "docker context ls" in error.value.remedy
    assert "\x1b" not in error.value.sentence
    assert (error.value.exit_code, error.value.source) == (2, "--context")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"Name": "x",\n "Endpoints"', "line 2"),
        ('{"Endpoints": {}}', "names no engine"),
        ('{"Endpoints": []}', "names no engine"),
        ("[]", "no JSON object"),
        ("", "names no engine"),
        ("[" * 200_000, "cannot be read"),
        (meta("far:99"), "no address"),
    ],
)
def test_a_context_that_is_broken(resolve: Resolve, config: Path, text: str, said: str) -> None:
    store(config, "odd", text)
    with pytest.raises(EndpointError, match=said):
        resolve(DOCKER_CONTEXT="odd")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"currentContext":\n "shop",,}', "line 2"),
        ("[1, 2]", "line 1: it is no JSON object"),
        ('{"currentContext": 5}', "is not a text"),
        ('\ufeff{"currentContext": "shop"}', "line 1"),
        ("<html>", "line 1"),
    ],
)
def test_a_broken_config_is_passed_over_with_a_warning(
    resolve: Resolve, config: Path, text: str, said: str
) -> None:
    choose(config, text)
    endpoint = resolve()
    assert endpoint.source == "default"
    assert str(config / "config.json") in endpoint.warning
    assert said in endpoint.warning


def test_an_empty_config_is_a_config(resolve: Resolve, config: Path) -> None:
    choose(config, "")
    assert resolve().warning == ""


def test_a_config_that_is_a_directory(resolve: Resolve, config: Path) -> None:
    (config / "config.json").mkdir(parents=True)
    assert "Is a directory" in resolve().warning


def test_the_config_lies_in_the_home_unless_told_otherwise(tmp_path: Path) -> None:
    home = tmp_path / ".docker"
    store(home, "mine", meta("tcp://mine:2375"))
    choose(home, '{"currentContext": "mine"}')
    assert resolve_endpoint(None, {"HOME": str(tmp_path)}).host == "tcp://mine:2375"
    assert resolve_endpoint(None, {"HOME": "/nowhere"}, str(home)).name == "mine"


def test_finding_the_engine_needs_neither_the_sdk_nor_asyncio() -> None:
    heavy = "{'docker', 'requests', 'asyncio', 'subprocess'}"
    code = f"import sys, tui.backends.endpoint; sys.exit(str({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20)
    assert done.stderr.strip() == "set()"
