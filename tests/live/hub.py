"""A registry that can be pushed to, as slow and as unwilling as a test wants it.

Run by itself it serves a directory: `hub.py DIRECTORY PORT BYTES_A_SECOND`. Names below `private/`
are denied, those below `busy/` have been asked for too often; a digest or tag that nobody pushed
is not there.
"""

from __future__ import annotations

import hashlib
import http.server
import json
import pathlib
import re
import sys
import time
from collections.abc import Iterator

PIECE = 32 * 1024
REFUSALS = {
    "private": (401, "UNAUTHORIZED", "authentication required"),
    "busy": (429, "TOOMANYREQUESTS", "You have reached your pull rate limit."),
}


class Hub(http.server.BaseHTTPRequestHandler):
    """Enough of the distribution protocol for `docker push`, `pull` and nothing else."""

    protocol_version = "HTTP/1.1"
    root = pathlib.Path()
    speed = 0

    def do_GET(self) -> None:
        if self.path == "/v2/":
            return self._answer(200, b"{}")
        if self._refused():
            return None
        _, kind, name = self.path.rsplit("/", 2)
        file = self._blob(name) if kind == "blobs" else self._manifest(name)
        if not file.is_file():
            return self._error(404, f"{kind[:-1].upper()}_UNKNOWN", f"{kind[:-1]} unknown")
        body = file.read_bytes()
        kind = json.loads(body)["mediaType"] if kind == "manifests" else "application/octet-stream"
        return self._answer(200, body, {"Content-Type": kind, **_digest(body)})

    do_HEAD = do_GET  # noqa: N815 - the name that the server calls

    def do_POST(self) -> None:
        if not self._refused():
            where = {"Location": f"{self.path.split('?')[0]}{time.monotonic_ns()}?state=1"}
            self._answer(202, b"", where)

    def do_PATCH(self) -> None:
        file = self._upload()
        with file.open("ab") as open_file:
            for piece in self._pieces():
                open_file.write(piece)
        end = file.stat().st_size - 1
        self._answer(202, b"", {"Location": self.path, "Range": f"0-{end}"})

    def do_PUT(self) -> None:
        body = b"".join(self._pieces())
        if "/manifests/" in self.path:
            for name in (self.path.rsplit("/", 1)[1], _digest(body)["Docker-Content-Digest"]):
                self._manifest(name).write_bytes(body)
        else:
            file = self._upload()
            body = (file.read_bytes() if file.exists() else b"") + body
            self._blob(_digest(body)["Docker-Content-Digest"]).write_bytes(body)
        self._answer(201, b"", _digest(body))

    def _refused(self) -> bool:
        refusal = REFUSALS.get(self.path.split("/")[2])
        if refusal is not None:
            self._error(*refusal)
        return refusal is not None

    def _pieces(self) -> Iterator[bytes]:
        """The body, chunked or with its length told."""
        if self.headers.get("Transfer-Encoding") == "chunked":
            while size := int(self.rfile.readline().split(b";")[0], 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        elif length := int(self.headers.get("Content-Length") or 0):
            yield self.rfile.read(length)

    def _upload(self) -> pathlib.Path:
        return self.root / f"upload-{self.path.split('?')[0].rsplit('/', 1)[1]}"

    def _blob(self, digest: str) -> pathlib.Path:
        return self.root / digest.replace(":", "-")

    def _manifest(self, name: str) -> pathlib.Path:
        repository = self.path.split("/manifests/")[0].removeprefix("/v2/")
        return self.root / re.sub(r"[/:]", "-", f"manifest-{repository}-{name}")

    def _error(self, status: int, code: str, message: str) -> None:
        body = json.dumps({"errors": [{"code": code, "message": message}]}).encode()
        self._answer(status, body, {"Content-Type": "application/json"})

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self._send(body)

    def _send(self, body: bytes) -> None:
        for start in range(0, len(body), PIECE):
            self.wfile.write(body[start : start + PIECE])
            self.wfile.flush()
            if self.speed:
                time.sleep(PIECE / self.speed)

    def log_message(self, *words: object) -> None:
        return


def _digest(body: bytes) -> dict[str, str]:
    return {"Docker-Content-Digest": f"sha256:{hashlib.sha256(body).hexdigest()}"}


if __name__ == "__main__":
    Hub.root, port, Hub.speed = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Hub)
    print("ready", flush=True)
    server.serve_forever()
