"""--list in all its forms."""

from __future__ import annotations

from .. import failures, texts
from ..options import Options
from ..records import Distro
from ..service import state_of
from .context import Context

_OPTIONS = Options(
    flags=frozenset({"--all", "--running", "--quiet", "--verbose", "--online"}),
    short={"q": "--quiet", "v": "--verbose", "o": "--online"},
)
_ILLEGAL = (
    {"--quiet", "--verbose"},
    {"--all", "--running"},
    {"--online", "--verbose"},
    {"--online", "--all"},
)
_PASSING = frozenset({"Installing", "Uninstalling", "Converting", "Exporting"})


def run(run: Context) -> int:
    """Names, or a table with states and versions, or what can be installed."""
    flags = run.parse(_OPTIONS).flags
    if any(pair <= flags for pair in _ILLEGAL):
        raise failures.InvalidUsage
    service = run.service()
    default = service.default()
    distros = sorted(service.enumerate(), key=lambda distro: distro["guid"] != default)
    if "--verbose" in flags:
        return _table(run, distros, default)
    if "--online" in flags:
        return _online(run)
    return _names(run, distros, default, flags)


def _table(run: Context, distros: list[Distro], default: str | None) -> int:
    if not distros:
        raise failures.no_distros()
    width = max(4, *(_length(distro["name"]) for distro in distros)) + 4
    run.console.say(f"  {_padded('NAME', width)}{'STATE':16}VERSION")
    for distro in distros:
        mark = "*" if distro["guid"] == default else " "
        name = _padded(distro["name"], width)
        run.console.say(f"{mark} {name}{state_of(distro):16}{distro['version']}")
    return 0


def _names(run: Context, distros: list[Distro], default: str | None, flags: set[str]) -> int:
    quiet = "--quiet" in flags
    if "--running" in flags:
        distros = [distro for distro in distros if state_of(distro) == "Running"]
        if not distros and not quiet:
            run.console.say(texts.NO_RUNNING)
            return 255
    if "--all" not in flags:
        distros = [distro for distro in distros if state_of(distro) not in _PASSING]
    if not quiet:
        if not distros:
            raise failures.no_distros()
        run.console.say(run.console.locale.heading)
    for distro in distros:
        is_default = distro["guid"] == default and not quiet
        run.console.say(
            run.console.locale.default.format(distro["name"]) if is_default else distro["name"]
        )
    return 0


def _online(run: Context) -> int:
    rows = run.data["online"]
    width = max(4, *(_length(name) for name, _ in rows)) + 4 if rows else 8
    run.console.say(texts.ONLINE_2021 if run.data["inbox"] else texts.ONLINE)
    for name, friendly in [("NAME", "FRIENDLY NAME"), *rows]:
        run.console.say(_padded(name, width) + friendly)
    return 0


def _length(text: str) -> int:
    """In UTF-16 units, as Windows counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _length(text))
