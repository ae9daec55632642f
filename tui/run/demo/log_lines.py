"""What the containers of the demo world log: lively, and the same for the same moment."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from tui.run.demo.records import DemoContainer


class Said(NamedTuple):
    text: str
    error: bool = False


class Voice(NamedTuple):
    """How something logs: a line every so many seconds, each made from chance."""

    every: float
    say: Callable[[Random], Said]


_PATHS = ("/", "/cart", "/cart/checkout", "/products?page=2", "/products/71", "/img/whale.webp",
          "/api/orders", "/healthz", "/favicon.ico")  # fmt: skip
_AGENTS = ("Mozilla/5.0 (X11; Linux x86_64)", "curl/8.14.1", "kube-probe/1.33")
_NAMES = ("ana", "björn", "chiara", "小明", "deniz", "eva")
_STATUSES = (200, 200, 200, 200, 200, 304, 301, 404, 502)
_LEVELS = ("info", "info", "info", "info", "debug", "warning", "error")


def _web(chance: Random) -> Said:
    status, path = chance.choice(_STATUSES), chance.choice(_PATHS)
    if status == 502:
        number = chance.randint(90, 999)
        refused = "connect() failed (111: Connection refused) while connecting to upstream"
        return Said(f'[error] 31#31: *{number} {refused}, request: "GET {path} HTTP/1.1"', True)
    address, size = f"172.18.0.{chance.randint(2, 9)}", chance.randint(120, 48_000)
    agent = chance.choice(_AGENTS)
    return Said(f'{address} - - "GET {path} HTTP/1.1" {status} {size} "-" "{agent}"')


def _api(chance: Random) -> Said:
    level = chance.choice(_LEVELS)
    told: dict[str, dict[str, object]] = {
        "error": {"msg": "payment was refused", "order": chance.randint(7000, 7999),
                  "error": {"code": "card_declined", "retry": False}},
        "warning": {"msg": "slow query", "ms": chance.randint(480, 2400), "table": "orders"},
        "debug": {"msg": "cache miss", "key": f"product:{chance.randint(1, 90)}"},
        "info": {"msg": "request", "method": "GET", "path": chance.choice(_PATHS),
                 "status": 200, "ms": chance.randint(2, 90), "user": chance.choice(_NAMES)},
    }  # fmt: skip
    found = {"level": level, "logger": "shop.api", **told[level]}
    return Said(json.dumps(found, ensure_ascii=False), level in ("warning", "error"))


def _database(chance: Random) -> Said:
    pid, ms = chance.randint(28, 99), chance.randint(300, 900)
    duplicate = 'duplicate key value violates unique constraint "orders_pkey"'
    return chance.choice((
        Said(f"[{pid}] LOG:  checkpoint complete: wrote {chance.randint(3, 400)} buffers (0.3%)"),
        Said(f"[{pid}] LOG:  duration: {ms} ms  statement: REFRESH MATERIALIZED VIEW sales"),
        Said(f"[{pid}] LOG:  connection received: host=172.18.0.{chance.randint(2, 9)}"),
        Said(f"[{pid}] ERROR:  {duplicate}", True),
    ))  # fmt: skip


def _worker(chance: Random) -> Said:
    job = f"job \x1b[1m{chance.randint(100, 999)}\x1b[0m"
    took = f"{chance.randint(20, 900)} ms"
    return chance.choice((
        Said(f"\x1b[32mINFO\x1b[0m  {job} done in \x1b[36m{took}\x1b[0m"),
        Said(f"\x1b[32mINFO\x1b[0m  {job} taken from the queue"),
        Said(f"\x1b[33mWARN\x1b[0m  {job} is tried again", True),
        Said(f"\x1b[31mERROR\x1b[0m {job}: connection reset by peer", True),
        Said(f"frames  10%\rframes  55%\rframes 100%  in {took}"),
    ))  # fmt: skip


def _odd(chance: Random) -> Said:
    return chance.choice((
        Said("[red]not red[/] and [bold]not bold[/bold]"),
        Said("你好，世界 · こんにちは · 안녕하세요 🐳"),
        Said("\x1b]0;a title\x07no title is set, \x1b[2J\x1b[Hnothing is wiped"),
        Said("\x1b[38;5;208morange\x1b[0m, \x1b[48;2;0;64;128m a band \x1b[0m, \x1b[7mturned"),
        Said("one\ttab\tand\tanother, a bell \x07 and \u202ea turn"),
        Said("x" * 3000),
    ))  # fmt: skip


def _plain(chance: Random) -> Said:
    return Said(f"tick {chance.randint(1, 9999)}: nothing to do")


VOICES: dict[str, Voice] = {
    "odd.": Voice(3.0, _odd),
    "nginx": Voice(0.9, _web),
    "caddy": Voice(0.9, _web),
    "worker": Voice(2.0, _worker),
    "python": Voice(2.0, _worker),
    "api": Voice(1.3, _api),
    "web": Voice(0.9, _web),
    "postgres": Voice(4.0, _database),
}
_OTHERS = Voice(7.0, _plain)
_ECHOED = ("echo", "printf")


def voice(container: DemoContainer) -> Voice:
    """By the words of its name and image."""
    words = f"{container.name} {container.image}"
    return next((found for word, found in VOICES.items() if word in words), _OTHERS)


def only_words(argv: Sequence[str]) -> str | None:
    """What a container prints that only prints something, or None."""
    return " ".join(argv[1:]) if argv[:1] and argv[0] in _ECHOED else None
