"""--set-version and --set-default-version."""

from __future__ import annotations

import os
import re
import sys
import time

from .. import failures, texts
from ..commandline import drop_word, first_word
from ..failures import WslFailure
from .context import Context


def set_version(run: Context) -> int:
    """Convert the named distro; it is stopped for it."""
    rest = drop_word(run.asked.line, run.asked.word)
    name = first_word(rest)
    if not name:
        raise failures.parameter_missing("--set-version")
    service = run.service()
    guid = service.find(name)
    version = _version(first_word(drop_word(rest, name)))
    if version == 2:
        run.console.say(texts.WSL2_INFORMATION)
    run.console.flush()
    service.convert(guid, version, _progress)
    run.console.say(texts.SUCCESS)
    return 0


def set_default_version(run: Context) -> int:
    """Only a value in the registry: told without the service."""
    version = _version(first_word(drop_word(run.asked.line, run.asked.word)))
    if version == 1 and not run.data["wsl1_component"]:
        raise WslFailure(texts.WSL1_NOT_SUPPORTED, "Wsl/WSL_E_WSL1_NOT_SUPPORTED")
    if version == 2:
        run.console.say(texts.WSL2_INFORMATION)
    with run.store.change() as data:
        data["default_version"] = version
    run.console.say(texts.SUCCESS)
    return 0


def _version(word: str) -> int:
    """1 or 2; like the C runtime it reads the leading digits and stops there (`2x` is 2)."""
    digits = re.match(r"[+-]?[0-9]+", word)
    version = int(digits.group()) if digits else 0
    if version not in (1, 2):
        raise failures.bad_version()
    return version


def _progress(seconds: float) -> None:
    """Told to a console only: none of the three streams may be redirected."""
    if all(os.isatty(descriptor) for descriptor in (0, 1, 2)):
        sys.stderr.write(f"{texts.CONVERTING}\r\n")
        sys.stderr.flush()
    time.sleep(seconds)
