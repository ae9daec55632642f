"""--update, --uninstall and --debug-shell: WSL itself."""

from __future__ import annotations

from .. import since, texts
from ..commandline import drop_word
from ..options import Options
from ..store import give_up
from .context import Context

_UPDATE = Options(
    frozenset({"--pre-release", "--web-download", "--confirm", "--prompt-before-exit"})
)


def update(run: Context) -> int:
    """Install the newest release, or pre-release; what runs is ended by it."""
    found = run.parse(_UPDATE)
    run.console.say(texts.CHECKING)
    newest = run.data["latest"]["--pre-release" in found.flags]
    if since.release(newest) <= run.release:
        run.console.say(texts.NEWEST)
        return 0
    run.console.say(texts.UPDATING.format(newest))
    run.console.flush()
    run.service().shutdown()
    with run.store.change() as data:
        data["versions"][0] = newest
    return 0


def uninstall(run: Context) -> int:
    """Refuses arguments; without any it is not doubled, for nothing should ever call it."""
    if drop_word(run.asked.line, run.asked.word):
        run.console.say(texts.UNINSTALL_ARGUMENTS)
        return 255
    return give_up("--uninstall is not doubled")


def debug_shell(run: Context) -> int:
    """For administrators; there it is not doubled."""
    if not run.data["elevated"]:
        run.console.say(texts.DEBUG_SHELL)
        return 1
    return give_up("--debug-shell is not doubled")
