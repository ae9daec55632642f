"""Medians of many runs, as Markdown tables with ratios to lazydocker, and as JSON."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

PEER = "lazydocker"

TITLES = {
    "first_frame_ms": "first frame, ms",
    "first_row_ms": "first row, ms",
    "cpu_ms": "CPU until then, ms",
    "bytes": "bytes until then",
    "idle_cpu_percent": "idle CPU, %",
    "idle_bytes_per_s": "idle, bytes/s",
    "key_cpu_ms": "CPU a key, ms",
    "key_bytes": "bytes a key",
    "rss_mib": "RSS, MiB",
    "children_rss_mib": "RSS of children, MiB",
    "start_commands": "docker commands at start",
    "start_requests": "engine requests at start",
    "idle_commands": "commands in {idle:g} s idle",
    "idle_requests": "requests in {idle:g} s idle",
}

Medians = Mapping[str, float]


def medians(runs: Iterable[Any]) -> dict[str, float]:
    """Of each field of dataclasses that are all of one type; empty without any."""
    dicts = [asdict(run) for run in runs if is_dataclass(run) and not isinstance(run, type)]
    return {key: statistics.median(run[key] for run in dicts) for key in dicts[0]} if dicts else {}


def table(title: str, found: Mapping[str, Medians], idle: float = 0) -> str:
    """Programs as rows; in brackets how many times what lazydocker needs, where it was there."""
    keys = list(next(iter(found.values())))
    heads = [TITLES[key].format(idle=idle) for key in keys]
    lines = [f"### {title}", "", _line(["program", *heads]), _line(["---", *["---:"] * len(keys)])]
    peer = found.get(PEER, {})
    for name, figures in found.items():
        compared = {} if name == PEER else peer
        lines.append(_line([name, *(_cell(figures[key], compared.get(key)) for key in keys)]))
    return "\n".join(lines)


def _cell(value: float, peer: float | None) -> str:
    return f"{_number(value)} ({value / peer:.2g}×)" if peer else _number(value)


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == round(value) else f"{value:.1f}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def as_json(about: Mapping[str, Any], tables: Mapping[str, Mapping[str, Medians]]) -> str:
    """`about` is the machine; tables by title, then by program, then by figure."""
    return json.dumps({"schema": 1, "about": about, "tables": tables}, indent=2) + "\n"
