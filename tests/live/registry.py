"""A registry of one image, where only the private engine can reach it: no network."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.live.engine import PrivateEngine
from tests.live.image import archive

NAME = "127.0.0.1:5000/odd/img"
_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
_SERVER = """
import http.server, pathlib, sys
class Registry(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        kind, name = self.path.strip("/").split("/")[-2:] if "sha256" in self.path else ("", "")
        file = pathlib.Path(sys.argv[1], name.replace(":", "-"))
        body = file.read_bytes() if name and file.is_file() else b"{}"
        self.send_response(200 if self.path == "/v2/" or body != b"{}" else 404)
        manifest = kind == "manifests"
        self.send_header("Content-Type", sys.argv[2] if manifest else "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else body)
    do_HEAD = do_GET
    def log_message(self, *words): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 5000), Registry)
print("ready", flush=True)
server.serve_forever()
"""


@contextlib.contextmanager
def registry(engine: PrivateEngine, directory: Path) -> Iterator[str]:
    """Serve it; the value is what to pull: its name with a digest, without a tag."""
    digest = _write_image(directory)
    inside = ["nsenter", "--target", str(engine._init().pid), "--net", "--"]
    argv = [*inside, sys.executable, "-c", _SERVER, str(directory), _MANIFEST]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline() == "ready\n"
            yield f"{NAME}@{digest}"
        finally:
            server.kill()


def _write_image(directory: Path) -> str:
    tar = archive({"hello": b"hello"})
    layer = _keep(directory, gzip.compress(tar, mtime=0))
    root = {"type": "layers", "diff_ids": [f"sha256:{hashlib.sha256(tar).hexdigest()}"]}
    about = {"architecture": "amd64", "os": "linux", "config": {}, "rootfs": root}
    config = _keep(directory, json.dumps(about).encode())
    parts = {
        "schemaVersion": 2,
        "mediaType": _MANIFEST,
        "config": {"mediaType": "application/vnd.docker.container.image.v1+json", **config},
        "layers": [
            {"mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip", **layer},
        ],
    }
    return str(_keep(directory, json.dumps(parts).encode())["digest"])


def _keep(directory: Path, data: bytes) -> dict[str, str | int]:
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    (directory / digest.replace(":", "-")).write_bytes(data)
    return {"digest": digest, "size": len(data)}
