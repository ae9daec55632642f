"""The parts of `make bench` that judge and add up, without a program or an engine."""

import json
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bench import programs, report
from tests.bench.counting import CountedDocker, CountingProxy, RequestLog, counted
from tests.bench.programs import Program
from tests.bench.runs import in_turn
from tests.bench.screen import printable, shows_something
from tests.bench.terminal import BenchError, Terminal

LONG_ID = "0123456789abcdef" * 4


@dataclass(frozen=True)
class Run:
    cpu_ms: float
    bytes: float


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n \t",
        b"\x1b[?1049h\x1b[2J\x1b[H\x1b[48;2;1;2;3m    \x1b[0m",
        b"\x1b]0;a title\x07\x1b]11;?\x1b\\",
        b"\x1bP+q544e\x1b\\\x1b_Gi=31,s=1\x1b\\",
        b"\x1b(B\x1b=\x1b7\x1bM",
        b"\x1b[38;5",
        b"\x1b]0;half a tit",
    ],
)
def test_modes_colours_titles_and_blanks_are_no_frame(data: bytes) -> None:
    assert not shows_something(data)


def test_text_between_sequences_is_a_frame() -> None:
    data = b"\x1b[2J\x1b[1;1H\x1b[1mCo\x1b[0mntainers \x1b[3"
    assert printable(data) == b"Containers"
    assert shows_something(data)


def test_requests_are_counted_across_chunks_and_after_bodies() -> None:
    log, rest = RequestLog(), b""
    for chunk in (
        b"GET /v1.41/containers/json?all=1 HTTP/1.1\r\nHost: GET /x\r\n\r\nPOST /v1.41/cont",
        f'ainers/{LONG_ID}/start HTTP/1.1\r\n\r\n{{"a":1}}HEAD /_ping HTTP/1.1\r\n'.encode(),
    ):
        rest = log.feed(rest, chunk)
    wanted = ["GET /containers/json", "POST /containers/ID/start", "HEAD /_ping"]
    assert log.requests == wanted


def test_the_proxy_passes_on_and_counts(tmp_path: Path) -> None:
    engine = socket.socket(socket.AF_UNIX)
    engine.bind(str(tmp_path / "engine.sock"))
    engine.listen()
    with (
        engine,
        CountingProxy(tmp_path / "proxy.sock", tmp_path / "engine.sock") as proxy,
        socket.socket(socket.AF_UNIX) as client,
    ):
        client.connect(str(proxy.path))
        client.sendall(b"GET /info HTTP/1.1\r\n\r\n")
        server, _ = engine.accept()
        with server:
            assert server.recv(100) == b"GET /info HTTP/1.1\r\n\r\n"
            server.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 204")
        assert proxy.log.requests == ["GET /info"]


def test_the_counted_docker_notes_its_words_and_becomes_the_real_one(tmp_path: Path) -> None:
    docker = CountedDocker(tmp_path, "/bin/echo")
    argv = [str(tmp_path / "docker"), "ps", "--format", "{{json .}}"]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    assert done.stdout == "ps --format {{json .}}\n"
    assert docker.calls() == ["ps --format {{json .}}"]


def test_counting_leaves_no_socket_behind(tmp_path: Path) -> None:
    with counted(tmp_path, tmp_path / "none", "/bin/true") as (proxy, _docker, changes):
        assert changes["PATH"].startswith(f"{tmp_path}:")
        assert changes["DOCKER_HOST"] == f"unix://{proxy.path}"
        assert proxy.path.exists()
    assert not proxy.path.exists()


def test_a_terminal_measures_and_ends_what_runs_in_it(tmp_path: Path) -> None:
    code = "import os,sys; print(os.get_terminal_size(), flush=True); print(sys.stdin.readline())"
    with Terminal([sys.executable, "-c", code], {"LC_ALL": "C.UTF-8"}, tmp_path) as terminal:
        ready = terminal.read_until(lambda output: b"lines=48" in output, 20, "size")
        assert b"columns=160" in terminal.output
        assert ready > 0
        assert terminal.memory()[0] > 0
        assert 0 < terminal.kill() < 20


def test_a_program_that_ends_too_soon_is_a_sentence(tmp_path: Path) -> None:
    with (
        Terminal(["/bin/echo", "no engine"], {}, tmp_path) as terminal,
        pytest.raises(BenchError, match=r"^it ended, saying noengine$"),
    ):
        terminal.read_until(lambda _: False, 20, "container")


def test_programs_run_in_turn_and_one_that_fails_stops_nothing() -> None:
    turns: list[str] = []

    def one(program: Program) -> Run:
        turns.append(program.name)
        if turns == ["slow"]:
            raise BenchError("no container in 30 s")
        return Run(len(turns), 1)

    found, failed = in_turn([Program("slow", ()), Program("quick", ())], 2, one)
    assert turns == ["slow", "quick"] * 2
    assert failed == ["slow, run 1 of 2: no container in 30 s."]
    assert (found["slow"]["cpu_ms"], found["quick"]["cpu_ms"]) == (3, 3)


def test_medians_of_each_field() -> None:
    assert report.medians([Run(3, 10), Run(1, 30), Run(2, 20)]) == {"cpu_ms": 2, "bytes": 20}
    assert report.medians([]) == {}


def test_a_table_compares_with_lazydocker() -> None:
    found = {"lazydocker": {"cpu_ms": 50.0, "bytes": 0.0}, "wsltui": {"cpu_ms": 125.5, "bytes": 7}}
    assert report.table("Start", found).splitlines() == [
        "### Start",
        "",
        "| program | CPU until then, ms | bytes until then |",
        "| --- | ---: | ---: |",
        "| lazydocker | 50 | 0 |",
        "| wsltui | 126 (2.5×) | 7 |",
    ]


def test_alone_there_are_no_ratios() -> None:
    line = report.table("Idle", {"wsltui": {"idle_requests": 1.0}}, idle=5).splitlines()[-1]
    assert line == "| wsltui | 1 |"
    assert "in 5 s idle" in report.table("Idle", {"wsltui": {"idle_requests": 1.0}}, idle=5)


def test_the_json_has_a_schema_number() -> None:
    text = report.as_json({"cpus": "2"}, {"Start": {"wsltui": {"cpu_ms": 1.5}}})
    wanted = {"schema": 1, "about": {"cpus": "2"}, "tables": {"Start": {"wsltui": {"cpu_ms": 1.5}}}}
    assert json.loads(text) == wanted


def test_without_an_installer_there_is_no_lazydocker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "_succeeds", lambda _argv: False)
    assert programs.lazydocker(tmp_path) is None


def test_lazydocker_is_installed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/lazydocker").touch()
    monkeypatch.setattr(programs, "_succeeds", lambda _argv: pytest.fail("nothing to install"))
    found = programs.lazydocker(tmp_path)
    assert found is not None
    assert found.argv == (str(tmp_path / "bin/lazydocker"),)
