"""How kinds read Docker Desktop's settings: through programs, and never to write them."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from tui.core.command import Command, Result
from tui.core.desktop_settings import ADMIN, FILES, settings_of
from tui.core.facts import DesktopSettings, Maybe, Unknown
from tui.core.kind import Step
from tui.core.registry import keys, plain_ascii, text_of
from tui.kinds.reading import untold
from tui.kinds.wsl_setting_listing import CODE_PAGE, SECONDS

FOLDERS = Command("windows", ("reg.exe", "query", r"HKCU\Volatile Environment"), timeout=SECONDS)
Reading = Generator[Step[Any], tuple[Result, ...], Maybe[DesktopSettings]]


def folder(told: Result, name: str) -> Generator[Step[Any], tuple[Result, ...], Maybe[str]]:
    """A folder of the user of Windows, as this distro calls it; `told` is the answer to FOLDERS."""
    if not told.ok:
        return Unknown(untold(told, "where Docker Desktop's settings lie"))
    page = "65001"
    if not plain_ascii(told.stdout):
        (answer,) = yield Step((CODE_PAGE,), tolerant=True)
        page = _value(answer.text, "OEMCP") or page
    windows = _value(text_of(told.stdout, page), name)
    if not windows or "?" in windows or "\ufffd" in windows:
        return Unknown("the folders of the user of Windows are not known")
    translate = Command("windows", ("wslpath", "-u", windows), timeout=SECONDS)
    (found,) = yield Step((translate,), tolerant=True)
    place = found.text.strip()
    if not found.ok or not place.startswith("/"):
        return Unknown(f"the drive of {windows} is not mounted in this distro")
    return place


def settings(told: Result) -> Reading:
    """Those of the newer file, else of the older one; `told` is the answer to FOLDERS."""
    roaming = yield from folder(told, "APPDATA")
    if isinstance(roaming, Unknown):
        return roaming
    drive = roaming.partition("/Users/")[0]
    files = [*(f"{roaming}/Docker/{name}" for name in FILES), drive + ADMIN.replace("\\", "/")]
    *found, admin = yield Step(tuple(map(_read, files)), tolerant=True)
    raw = next((one.stdout for one in found if one.ok and one.stdout.strip()), b"")
    if not raw:
        return Unknown("there is no settings file of Docker Desktop")
    made = settings_of(raw, admin.stdout if admin.ok else b"")
    return made or Unknown("the settings of Docker Desktop cannot be read as JSON")


def _read(path: str) -> Command:
    return Command("host", ("cat", path), timeout=SECONDS)


def _value(text: str, name: str) -> str:
    wanted = name.casefold()
    rows = (pair for values in keys(text).values() for pair in values.items())
    return next((value for key, value in rows if key.casefold() == wanted), "")
