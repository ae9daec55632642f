"""`--format` templates: `{{json .A.B}}` and `{{.A}}`, which is all that wsltui writes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from tui.run.demo.reply import Refusal

_PART = re.compile(r"\{\{\s*(json\s+)?(\.[\w.]*)\s*\}\}")


def render(template: str, value: Any) -> str:
    """The template with the value's parts in it. Raises Refusal as Go's templates would fail."""
    read = 0
    pieces = []
    for match in _PART.finditer(template):
        pieces.append(_plain(template, read, match.start()))
        found = _at(value, match[2], match.start(2))
        pieces.append(as_json(found) if match[1] else _printed(found))
        read = match.end()
    return "".join(pieces) + _plain(template, read, len(template))


def _plain(template: str, start: int, end: int) -> str:
    text = template[start:end]
    if "{{" in text:
        raise Refusal(f"the demo world has no answer to the template {template}", 64)
    return text


def _at(value: Any, path: str, column: int) -> Any:
    for name in filter(None, path.split(".")):
        if not isinstance(value, Mapping) or name not in value:
            raise Refusal(
                f'template: :1:{column}: executing "" at <{path}>: '
                f'map has no entry for key "{name}"'
            )
        value = value[name]
    return value


def as_json(value: Any) -> str:
    """Compact, as Go prints it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _printed(value: Any) -> str:
    return value if isinstance(value, str) else as_json(value)
