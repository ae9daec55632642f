"""How often a program asks the engine, and how often it starts `docker`."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_REQUEST = re.compile(rb"(GET|HEAD|POST|PUT|DELETE) (\S+) HTTP/1\.[01]$")
_ID = re.compile(r"[0-9a-f]{64}")
_VERSION = re.compile(r"^/v\d+\.\d+(?=/)")


class RequestLog:
    """The requests in what clients send, as `GET /containers/ID/json`: no version, no query."""

    def __init__(self) -> None:
        self.requests: list[str] = []

    def feed(self, rest: bytes, chunk: bytes) -> bytes:
        """Take a chunk of one connection after the unfinished line `rest`; return the new rest."""
        *lines, rest = (rest + chunk).split(b"\r\n")
        for line in lines:
            if found := _REQUEST.search(line):
                self.requests.append(f"{found[1].decode()} {_plain(found[2].decode())}")
        return rest[-4096:]


def _plain(target: str) -> str:
    path = target.partition("?")[0]
    return _ID.sub("ID", _VERSION.sub("", path))


class CountingProxy:
    """A unix socket in front of an engine's; `log` has every request that came through."""

    def __init__(self, path: Path, engine: Path) -> None:
        self.log = RequestLog()
        self.path = path
        self._engine = engine
        self._listener = socket.socket(socket.AF_UNIX)
        self._open: list[socket.socket] = []

    def __enter__(self) -> CountingProxy:
        self._listener.bind(str(self.path))
        self._listener.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for end in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.path.unlink(missing_ok=True)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                engine = socket.socket(socket.AF_UNIX)
                self._open += [client, engine]
                engine.connect(str(self._engine))
                for ends in ((client, engine, True), (engine, client, False)):
                    threading.Thread(target=self._pump, args=ends, daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        rest = b""
        with contextlib.suppress(OSError):
            while chunk := source.recv(1 << 16):
                if counted:
                    rest = self.log.feed(rest, chunk)
                sink.sendall(chunk)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)


class CountedDocker:
    """A `docker` that notes its words and becomes the real one. Put `folder` first on PATH."""

    def __init__(self, folder: Path, real: str) -> None:
        self.folder = folder
        self._log = folder / "calls"
        self._log.touch()
        wrapper = folder / "docker"
        note = f'printf "%s\\n" "$*" >>{shlex.quote(str(self._log))}'
        wrapper.write_text(f'#!/bin/sh\n{note}\nexec {shlex.quote(real)} "$@"\n')
        wrapper.chmod(0o755)

    def calls(self) -> list[str]:
        """The words of every call so far, joined by blanks."""
        return self._log.read_text().splitlines()


@contextmanager
def counted(
    directory: Path, engine: Path, real_docker: str
) -> Iterator[tuple[CountingProxy, CountedDocker, dict[str, str]]]:
    """Proxy, wrapper, and the variables that lead a program to both; `directory` is empty."""
    docker = CountedDocker(directory, real_docker)
    with CountingProxy(directory / "engine.sock", engine) as proxy:
        path = f"{directory}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        yield proxy, docker, {"PATH": path, "DOCKER_HOST": f"unix://{proxy.path}"}
