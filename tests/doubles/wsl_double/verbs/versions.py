"""--set-version and --set-default-version."""

from __future__ import annotations

import time

from .. import failures, texts, values
from ..commandline import drop_word, first_word
from ..failures import WslFailure
from ..progress import tell
from .context import Context


def set_version(run: Context) -> int:
    """Convert the named distro; it is stopped for it."""
    rest = drop_word(run.asked.line, run.asked.word)
    name = first_word(rest)
    if not name:
        raise failures.parameter_missing("--set-version")
    service = run.service()
    guid = service.find(name)
    version = values.version(first_word(drop_word(rest, name)))
    if version == 2:
        run.console.say(texts.WSL2_INFORMATION)
    run.console.flush()
    service.convert(guid, version, _work)
    run.console.say(texts.SUCCESS)
    return 0


def set_default_version(run: Context) -> int:
    """Only a value in the registry: told without the service."""
    version = values.version(first_word(drop_word(run.asked.line, run.asked.word)))
    if version == 1 and not run.data["wsl1_component"]:
        raise WslFailure(texts.WSL1_NOT_SUPPORTED, "Wsl/WSL_E_WSL1_NOT_SUPPORTED")
    if version == 2:
        run.console.say(texts.WSL2_INFORMATION)
    with run.store.change() as data:
        data["default_version"] = version
    run.console.say(texts.SUCCESS)
    return 0


def _work(seconds: float) -> None:
    tell(texts.CONVERTING)
    time.sleep(seconds)
