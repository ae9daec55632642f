"""Where config, state and stylesheets are.

Source: XDG Base Directory Specification 0.8; values that are not absolute are ignored.
"""

from __future__ import annotations

import os
import pwd
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tui.core.errors import UsageError

APP = "wsltui"


def _owner(path: Path) -> int | None:
    try:
        return path.stat().st_uid
    except OSError:
        return None


def _home(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_dir
    except KeyError:
        return ""


@dataclass(frozen=True)
class Account:
    """Who runs wsltui: the effective uid, the owner of a path (None if it is not there), and
    the home that the account database gives a uid (empty for none)."""

    euid: int
    owner: Callable[[Path], int | None] = _owner
    home: Callable[[int], str] = _home


def config_file(env: Mapping[str, str] = os.environ, account: Account | None = None) -> Path:
    """`XDG_CONFIG_HOME/wsltui/config.toml`; see `_base` for root."""
    return _base("XDG_CONFIG_HOME", ".config", env, account) / APP / "config.toml"


def state_dir(env: Mapping[str, str] = os.environ, account: Account | None = None) -> Path:
    """`XDG_STATE_HOME/wsltui`; see `_base` for root."""
    return _base("XDG_STATE_HOME", ".local/state", env, account) / APP


def styles_dir(package: Path = Path(__file__).parent) -> Path:
    """`styles` inside the package (a wheel), else beside it (a checkout)."""
    inside = package / "styles"
    return inside if inside.is_dir() else package.parent / "styles"


def style_files(package: Path = Path(__file__).parent) -> list[Path]:
    """All stylesheets, `base.tcss` first, the others by name."""
    found = styles_dir(package).glob("*.tcss")
    return sorted(found, key=lambda path: (path.name != "base.tcss", path.name))


def _base(variable: str, below_home: str, env: Mapping[str, str], account: Account | None) -> Path:
    """The directory that `variable` names, else the one below HOME.

    Where root is asked to use a directory that is, or lies below, another user's (as sudo
    does when it keeps HOME), both variables are ignored and root's own home is used: files
    of root's would lock that user out. UsageError where there is no home at all.
    """
    account = account or Account(os.geteuid())
    named = _absolute(env.get(variable))
    home = _absolute(env.get("HOME"))
    chosen = named or (home and home / below_home)
    if chosen is None or (account.euid == 0 and _foreign(chosen, account)):
        return _own_home(account) / below_home
    return chosen


def _own_home(account: Account) -> Path:
    home = _absolute(account.home(account.euid))
    if home is None:
        raise UsageError(
            f"User {account.euid} has no home directory.", "Set HOME to a directory of yours."
        )
    return home


def _foreign(path: Path, account: Account) -> bool:
    return any(account.owner(place) not in (0, None) for place in (path, *path.parents))


def _absolute(value: str | None) -> Path | None:
    path = Path(value or "")
    return path if path.is_absolute() else None
