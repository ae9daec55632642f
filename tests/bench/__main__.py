"""`python -m tests.bench [--quick] [--json FILE]`: what wsltui costs, beside lazydocker."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import textual

from tests.bench import report
from tests.bench.programs import HEADLESS, LAZYDOCKER, WSLTUI, lazydocker
from tests.bench.runs import Found, Wishes, measure_all
from tests.bench.terminal import COLUMNS, LINES
from tests.bench.world import RUNNING
from tests.live.machine import reason_unavailable


def main(argv: Sequence[str] | None = None) -> int:
    """0 when wsltui was measured; 1, with a sentence, where it could not be, or not always."""
    options = _options(argv)
    if reason := reason_unavailable():
        return _fail(f"Nothing was measured. {reason}")
    tables, complete = _measure(_wishes(options))
    if options.json:
        options.json.write_text(report.as_json(_about(), tables))
    return 0 if complete else 1


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10 containers and few runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--containers", type=int, action="append", metavar="N")
    parser.add_argument("--starts", type=int, metavar="N", help="starts of each program")
    return parser.parse_args(argv)


def _wishes(options: argparse.Namespace) -> Wishes:
    numbers = tuple(sorted(options.containers or ([10] if options.quick else [10, 1000])))
    if options.quick:
        return Wishes(numbers, options.starts or 3, sessions=1, idle=5)
    return Wishes(numbers, options.starts or 7, sessions=3, idle=10)


def _measure(wishes: Wishes) -> tuple[dict[str, Found], bool]:
    """The tables, and whether no run of wsltui failed; the peer may fail as it likes."""
    peer, tables, complete = lazydocker(), {}, True
    if peer is None:
        print(f"{LAZYDOCKER} could not be installed: wsltui is measured alone.", file=sys.stderr)
    programs = [program for program in (peer, WSLTUI, HEADLESS) if program]
    print(f"{COLUMNS}×{LINES}, {RUNNING} containers run, the programs in turn; medians of")
    print(f"{wishes.starts} starts and {wishes.sessions} sessions. {_words(_about())}.")
    with tempfile.TemporaryDirectory(prefix="wsltui-bench-") as name:
        for title, found, failed in measure_all(programs, wishes, Path(name)):
            tables[title] = found
            complete &= not any(line.startswith(WSLTUI.name) for line in failed)
            shown = [report.table(title, found, wishes.idle)] if found else [f"### {title}"]
            print("", *shown, *([""] if failed else []), *failed, sep="\n", flush=True)
    return tables, complete


def _about() -> dict[str, str]:
    return {
        "cpus": str(os.cpu_count()),
        "python": platform.python_version(),
        "textual": textual.__version__,
    }


def _words(about: dict[str, str]) -> str:
    return ", ".join(f"{key} {value}" for key, value in about.items())


if __name__ == "__main__":
    sys.exit(main())
