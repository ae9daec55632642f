"""A report to hand on to somebody who helps: what was found, without what is private."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from tui.checks.check import Finding, tally
from tui.core import parse
from tui.core.facts import Facts, Unknown
from tui.core.secrets import mask_text, secret_name

HIDDEN, USER, ADDRESS = "***", "USER", "ADDRESS"
_FOLDER = re.compile(r"(?i)((?:[\\/]|^)(?:users|home)[\\/]+)[^\\/\s\"';,]+")
_HOST = re.compile(r"(?i)\b(https?|tcp|ssh|socks5?)://[^\s/\"',;]+")
_NUMBERS = r"\d{1,3}(?:\.\d{1,3}){3}"
_IP = re.compile(rf"\b{_NUMBERS}(?=:\d|/\d)|\[[0-9a-fA-F:]{{2,}}\]|(?<=\"){_NUMBERS}(?=\")")
"""Not every four numbers are an address: releases of WSL and Windows look the same."""
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def report(findings: Iterable[Finding], facts: Facts, version: str, names: Iterable[str]) -> str:
    """`names` are those of users, which are taken out wherever they stand."""
    found = list(findings)
    lines = [f"wsltui {version}: {tally(found)}", *_checks(found), *_settings(facts)]
    text = "\n".join(lines)
    for name in sorted(set(names), key=len, reverse=True):
        if name and name != "root":
            text = re.sub(rf"(?i)(?<!\w){re.escape(name)}(?!\w)", USER, text)
    return f"{text}\n"


def _checks(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        check, judged = finding.check, finding.judged
        yield ""
        yield f"{check.id} {check.title}: {finding.verdict}"
        for label, said in (("found", judged.found), ("why", judged.why)):
            if said:
                yield f"  {label}: {_masked(said)}"


def _settings(facts: Facts) -> Iterator[str]:
    files = facts.files
    config, settings = files.config, files.settings
    yield from _part(".wslconfig", config if isinstance(config, Unknown) else config.values)
    yield from _part(
        "Docker Desktop's settings",
        settings if isinstance(settings, Unknown) else settings.values,
    )


def _part(title: str, values: Mapping[str, object] | Unknown) -> Iterator[str]:
    yield ""
    if isinstance(values, Unknown):
        yield f"{title}: unknown, because {_masked(values.why)}"
        return
    yield f"{title}:"
    for key, value in sorted(values.items()):
        shown = HIDDEN if secret_name(key) else _masked(json.dumps(value, ensure_ascii=False))
        yield f"  {_masked(key)}: {shown}"


def _masked(text: str) -> str:
    text = mask_text(parse.clean(text))
    text = _HOST.sub(rf"\1://{ADDRESS}", text)
    text = _IP.sub(ADDRESS, _MAIL.sub(ADDRESS, text))
    return _FOLDER.sub(rf"\g<1>{USER}", text)
