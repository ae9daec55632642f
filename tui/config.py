"""The config file: TOML in, frozen `Settings` out, and single changes back in.

Nothing but `save` ever writes it. The TOML writer keeps no comments, so the last version that
had some is kept beside the file, with `.bak` behind its name.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from tui import files, paths
from tui.core.errors import ConfigError, UsageError
from tui.core.problem import Problem
from tui.core.settings import UNCHECKED, Known, LogPanel, Settings, Sort
from tui.core.settings_table import changed, read
from tui.core.toml_lines import key_lines, line_of

__all__ = [
    "Known",
    "LogPanel",
    "Problem",
    "Settings",
    "Sort",
    "find",
    "load",
    "save",
    "with_lines",
]

SCHEMA = 1
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
# the first one makes schema 2 of schema 1, and so on
UPGRADES: Sequence[Upgrade] = ()

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_SECONDS_FOR_THE_LOCK = 5.0
_DEEPEST = 50
_DEEP = "it is nested too deeply"
_NEWER = "a newer wsltui wrote this file; what this one does not know is left alone"


class _Broken(Exception):
    def __init__(self, line: int | None, reason: str) -> None:
        super().__init__(reason)
        self.problem = Problem(line, "", reason)


def find(named: str | None = None, env: Mapping[str, str] = os.environ) -> Path:
    """The config file: the one `named` (`--config FILE`), which has to be there, or the usual."""
    if named is None:
        return paths.config_file(env)
    path = Path(named).expanduser().absolute()
    try:
        found = path.exists() and not path.is_dir()
    except OSError:
        found = False
    if not found:
        raise UsageError(f"There is no config file {named}.", "Give --config a file that is there.")
    return path


def load(
    path: Path, env: Mapping[str, str] = os.environ, known: Known = UNCHECKED
) -> tuple[Settings, tuple[Problem, ...]]:
    """What the file says, with the default for all that it does not say or says wrongly.

    Never raises and never writes: a file that is not there is an empty one, a file that
    cannot be understood is one problem; if it asks for `read_only`, that is heard all the same.
    `WSLTUI_WSL_EXE` goes before `wsl_exe`.
    """
    try:
        settings, problems = _understood(_text(path), known)
    except _Broken as broken:
        settings = Settings(read_only=_asks_for_read_only(path))
        problems = (broken.problem,)
    program = env.get("WSLTUI_WSL_EXE")
    return (replace(settings, wsl_exe=program) if program else settings), problems


def _asks_for_read_only(path: Path) -> bool:
    try:
        return bool(re.search(rb"(?m)^\s*read_only\s*=\s*true\b", path.read_bytes()))
    except OSError:
        return False


def save(path: Path, changes: Mapping[str, object], known: Known = UNCHECKED) -> None:
    """Write single changes into the file, and leave every other key in it as it is.

    Keys are fields of `Settings` or entries of them (`theme`, `sort.images`,
    `keys.container.stop`), values are such as `Settings` holds; None brings the default back.
    The file is read anew, so what another wsltui or an editor wrote meanwhile is kept.
    ConfigError where a value is of no use, or where the file cannot be understood: it is not
    touched then. `FileFailed` where it cannot be written.
    """
    _refuse_bad(changes, known)
    folder = Path(os.path.realpath(path)).parent
    files.make_dirs(folder)
    with ExitStack() as stack:
        with suppress(files.FileFailed):  # some file systems have no locks
            stack.enter_context(files.lock(folder, wait=_SECONDS_FOR_THE_LOCK))
        _save(path, changes)


def with_lines(problems: Iterable[Problem], path: Path) -> tuple[Problem, ...]:
    """The problems that others found with values of the file, each with its line."""
    try:
        lines = key_lines(_text(path))
    except _Broken:
        lines = {}
    return tuple(
        problem if problem.line else replace(problem, line=line_of(lines, problem.key))
        for problem in problems
    )


def upgraded(data: dict[str, Any], upgrades: Sequence[Upgrade] = UPGRADES) -> dict[str, Any]:
    """The values in the form of the newest schema; no good `schema` means the first."""
    newest = len(upgrades) + 1
    schema = _schema(data) or 1
    for upgrade in upgrades[schema - 1 :]:
        data = upgrade(data)
    return {"schema": 0} | data | {"schema": max(schema, newest)}


def _schema(data: Mapping[str, Any]) -> int | None:
    schema = data.get("schema", 1)
    good = isinstance(schema, int) and not isinstance(schema, bool) and schema >= 1
    return schema if good else None


def _understood(text: str, known: Known) -> tuple[Settings, tuple[Problem, ...]]:
    if not text:
        return Settings(), ()
    lines = key_lines(text)
    data = _parsed(text)
    settings, problems = read(upgraded(data), known, lambda key: line_of(lines, key))
    if reason := _odd_schema(data):
        problems = (Problem(line_of(lines, "schema"), "schema", reason), *problems)
    return settings, problems


def _odd_schema(data: Mapping[str, Any]) -> str:
    schema = _schema(data)
    if schema is None:
        return f"must be a number from 1 to {SCHEMA}; 1 is used"
    return _NEWER if schema > SCHEMA else ""


def _save(path: Path, changes: Mapping[str, object]) -> None:
    try:
        text = _text(path)
        old = upgraded(_parsed(text))
        if old["schema"] > SCHEMA:
            raise _Broken(None, _NEWER)
    except _Broken as broken:
        raise ConfigError(
            f"{path} cannot be changed: {broken.problem}.",
            "Mend it in an editor; until then it stays as it is.",
        ) from broken
    new = changed(old, changes)
    if new != old:
        _keep_comments(path, text)
        _write(path, new)


def _write(path: Path, data: Mapping[str, Any]) -> None:
    import tomli_w

    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        mode = 0o600
    files.write_atomic(path, tomli_w.dumps(data), mode)


def _keep_comments(path: Path, text: str) -> None:
    """Once, for the copy must not give way to one with fewer comments."""
    copy = path.with_name(f"{path.name}.bak")
    if "#" in text and not copy.exists():
        files.write_atomic(copy, text)


def _refuse_bad(changes: Mapping[str, object], known: Known) -> None:
    _settings, problems = read(changed({}, changes), known)
    if problems:
        raise ConfigError(f"This setting cannot be saved: {problems[0]}.", "Nothing was written.")


def _text(path: Path) -> str:
    """The text without a BOM; empty where there is no file."""
    try:
        return path.read_bytes().decode().removeprefix("\ufeff")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise _Broken(None, "it is not UTF-8 text") from None
    except OSError as error:
        raise _Broken(None, f"it cannot be read: {error.strerror}") from None


def _parsed(text: str) -> dict[str, Any]:
    import tomllib

    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise _Broken(None, _DEEP) from None
    except ValueError as error:
        raise _syntax(str(error), text) from None
    if _deep(data):
        raise _Broken(None, _DEEP)
    return data


def _syntax(reason: str, text: str) -> _Broken:
    line = None
    if place := _PLACE.search(reason):
        line = int(place[1]) if place[1] else text.rstrip("\n").count("\n") + 1
        reason = reason[: place.start()]
    return _Broken(line, reason[:1].lower() + reason[1:])


def _deep(data: dict[str, Any]) -> bool:
    """Whether values lie so deep in others that walking them could end the program."""
    layer: list[Any] = [data]
    for _level in range(_DEEPEST):
        inner = (each.values() if isinstance(each, dict) else each for each in layer)
        layer = [value for values in inner for value in values if isinstance(value, (dict, list))]
    return bool(layer)
