"""A volume driver of our own, as a plugin that an engine finds: what it answers can be told."""

from __future__ import annotations

import contextlib
import json
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.live.engine import PrivateEngine

PLUGINS = "/run/docker/plugins"
"""Where an engine looks for the sockets of plugins; in the test engine's mount namespace."""


class Driver:
    """Keeps names only. `offline` holds those of which it tells nothing more."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        self.offline: set[str] = set()

    def answer(self, verb: str, name: str) -> dict[str, Any]:
        match verb:
            case "Plugin.Activate":
                return {"Implements": ["VolumeDriver"]}
            case "VolumeDriver.Create":
                self.names[name] = None
            case "VolumeDriver.Remove":
                self.names.pop(name, None)
            case "VolumeDriver.List":
                return {"Volumes": [{"Name": one} for one in self.names]}
            case "VolumeDriver.Capabilities":
                return {"Capabilities": {"Scope": "global"}}
            case "VolumeDriver.Get" if name in self.offline or name not in self.names:
                return {"Err": "the share is offline"}
            case "VolumeDriver.Get":
                return {"Volume": {"Name": name}}
        return {"Err": ""}


@contextlib.contextmanager
def engine_with(name: str) -> Iterator[tuple[PrivateEngine, Driver]]:
    """An engine of its own with a driver of that name: an engine never forgets a plugin."""
    driver = Driver()
    with PrivateEngine() as engine:
        socket = engine.directory / f"{name}.sock"
        with socketserver.ThreadingUnixStreamServer(str(socket), _handler(driver)) as server:
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            spot = f"{PLUGINS}/{name}.sock"
            script = f"mkdir -p {PLUGINS} && touch {spot} && mount --bind {socket} {spot}"
            enter = ["nsenter", "--target", str(engine._init().pid), "--mount", "--"]
            subprocess.run([*enter, "sh", "-c", script], check=True, timeout=10)
            try:
                yield engine, driver
            finally:
                engine.stop()
                server.shutdown()


def _handler(driver: Driver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            asked = json.loads(self.rfile.read(length) or b"{}")
            said = json.dumps(driver.answer(self.path.strip("/"), asked.get("Name", ""))).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Silent."""

    return Handler
