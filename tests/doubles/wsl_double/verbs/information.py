"""--help, --version and --status."""

from __future__ import annotations

from .. import texts
from .context import Context

_INBOX_UPDATES = (
    "\n"
    "Windows Subsystem for Linux was last updated on 12/1/2021\n"
    "WSL automatic updates are on.\n"
    "\n"
    "Kernel version: 5.10.102.1"
)


def usage(run: Context) -> int:
    """The usage on stdout, and yet exit code 255."""
    run.console.say(texts.USAGE)
    return 255


def version(run: Context) -> int:
    """Seven lines, told without the service: it answers when all else hangs."""
    labels = run.console.locale.versions
    for label, number in zip(labels, run.data["versions"], strict=False):
        run.console.say(label + number)
    return 0


def status(run: Context) -> int:
    """The default distro, if any, and the default version; exit 0 whatever is missing."""
    service, locale = run.service(), run.console.locale
    default = service.default()
    for distro in service.enumerate():
        if distro["guid"] == default:
            run.console.say(locale.status_distro + distro["name"])
    run.console.say(f"{locale.status_version}{run.data['default_version']}")
    if run.data["inbox"]:
        run.console.say(_INBOX_UPDATES)
        return 0
    if not run.data["wsl1_component"]:
        run.console.say(texts.WSL1_NOT_SUPPORTED)
    if not run.data["virtualization"]:
        run.console.say(texts.VIRTUALIZATION)
    return 0
