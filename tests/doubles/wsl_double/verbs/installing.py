"""--install: from the list, or from a file."""

from __future__ import annotations

import time

from .. import failures, texts, values, winfiles
from ..archive import Contents
from ..failures import WslFailure
from ..options import Options, Parsed
from ..registrar import Wanted
from ..store import give_up
from .context import Context
from .importing import STDIN, fill, open_source

_OPTIONS = Options(
    frozenset(
        {
            "--no-launch", "--web-download", "--no-distribution", "--enable-wsl1",
            "--pre-release", "--legacy", "--prompt-before-exit", "--fixed-vhd",
        }
    ),
    frozenset(
        {"--distribution", "--from-file", "--name", "--location", "--version", "--vhd-size"}
    ),
    {"d": "--distribution", "n": "--no-launch", "f": "--from-file", "l": "--location"},
    places=1,
)  # fmt: skip
_INSTALL = "Wsl/InstallDistro"


def run(run: Context) -> int:
    """Without --no-launch it goes on to open a shell in what it has installed."""
    found = run.parse(_OPTIONS)
    asked = found.values.get("--distribution", (*found.words, None)[0])
    wanted = _wanted(run, found)
    _check_together(found, asked)
    if "--from-file" in found.values:
        return _from_file(run, found, wanted)
    if "--legacy" in found.flags:
        give_up("--install --legacy is not doubled")
    if _components(run):
        run.console.say(texts.REBOOT_REQUIRED)
        return 0
    if "--no-distribution" in found.flags:
        run.console.say(texts.SUCCESS)
        return 0
    return _from_list(run, found, asked, wanted)


def _wanted(run: Context, found: Parsed) -> Wanted:
    place = found.values.get("--location")
    return Wanted(
        found.values.get("--name"),
        values.version(found.values["--version"]) if "--version" in found.values else 0,
        winfiles.full(place, run.data) if place else None,
        size=values.size(found.values["--vhd-size"]) if "--vhd-size" in found.values else 0,
        fixed="--fixed-vhd" in found.flags,
        modern=True,
    )


def _check_together(found: Parsed, asked: str | None) -> None:
    if "--no-distribution" in found.flags and asked is not None:
        raise failures.client(texts.NOT_TOGETHER.format("--no-distribution", "--distribution"))
    if "--fixed-vhd" in found.flags and "--vhd-size" not in found.values:
        raise failures.client(texts.NOT_WITHOUT.format("--fixed-vhd", "--vhd-size"))
    if "--from-file" in found.values and asked is not None:
        raise failures.client(texts.NOT_TOGETHER.format("--from-file", "--distribution"))


def _from_file(run: Context, found: Parsed, wanted: Wanted) -> int:
    file = found.values["--from-file"]
    with open_source(file, run.data) as source:
        run.console.say(texts.INSTALLING.format("<stdin>" if file == STDIN else file))
        run.console.flush()
        made = run.service().register(wanted, lambda data: fill(source, data, vhd=False))
    return _finish(run, found, made["name"], made["guid"])


def _from_list(run: Context, found: Parsed, asked: str | None, wanted: Wanted) -> int:
    rows = run.data["online"]
    if not rows:
        raise failures.named("install-offline")
    wish = (asked or rows[0][0]).lower()
    name, friendly = next((row for row in rows if row[0].lower() == wish), ("", ""))
    if not name:
        said = texts.UNKNOWN_ONLINE.format(asked)
        raise WslFailure(said, f"{_INSTALL}/WSL_E_DISTRO_NOT_FOUND")
    wanted = wanted._replace(name=wanted.name or name)
    service = run.service()
    if any(each["name"].lower() == str(wanted.name).lower() for each in service.enumerate()):
        raise WslFailure(texts.ALREADY_EXISTS, f"{_INSTALL}/ERROR_ALREADY_EXISTS")
    run.console.say(texts.DOWNLOADING.format(friendly))
    run.console.say(texts.INSTALLING.format(friendly))
    run.console.flush()
    try:
        made = service.register(wanted, lambda _: _downloaded(run, name))
    except WslFailure as failure:
        code = (failure.code or "").replace("Wsl/", f"{_INSTALL}/", 1)
        raise WslFailure(failure.message, code) from None
    return _finish(run, found, made["name"], made["guid"])


def _downloaded(run: Context, name: str) -> Contents:
    time.sleep(run.data["import_seconds"])
    flavor, _, version = name.lower().partition("-")
    return Contents(True, True, name, flavor, version, 1 << 19)


def _finish(run: Context, found: Parsed, name: str, guid: str) -> int:
    run.console.say(texts.INSTALLED.format(name))
    if "--no-launch" in found.flags:
        return 0
    run.console.say(texts.LAUNCHING.format(name))
    return run.open_shell(guid)


def _components(run: Context) -> bool:
    """Whether Windows lacked a part and has it now; its user had to agree."""
    if not run.data["components"]:
        return False
    if not run.data["elevated"]:
        run.console.say(texts.ELEVATION_REQUIRED)
        if not run.data["uac"]:
            raise failures.named("uac-declined")
    else:
        for component in run.data["components"]:
            run.console.say(texts.COMPONENT.format(component))
    with run.store.change() as data:
        data["components"] = []
    return True
