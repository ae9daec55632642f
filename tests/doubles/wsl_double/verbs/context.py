"""What a verb gets to work with."""

from __future__ import annotations

from collections.abc import Callable

from .. import inbox, since
from ..console import Console
from ..disks import Disks
from ..failures import WslFailure
from ..faults import Faults
from ..invocation import Invocation
from ..options import Options, Parsed
from ..records import Data
from ..store import Store


class Context:
    """One run of wsl.exe: what was asked, the console, the state and the way to the service.

    `open_shell` runs a login shell in the distro of a GUID.
    """

    def __init__(
        self, asked: Invocation, console: Console, store: Store, data: Data, faults: Faults
    ) -> None:
        self.asked, self.console, self.store = asked, console, store
        self.data, self.faults = data, faults
        self.open_shell: Callable[[str], int] = lambda _guid: 0

    def service(self) -> Disks:
        """Connect; this is where a hung or refusing service makes itself felt."""
        return Disks(self.store, self.faults.service)

    @property
    def release(self) -> since.Release:
        """The WSL that this world has; the old one of Windows has no number."""
        return since.INBOX if self.data["inbox"] else since.release(self.data["versions"][0])

    def parse(self, options: Options) -> Parsed:
        """The words behind the verb, by the options that this release has."""
        known = options.without(since.missing(self.asked.verb, self.release))
        try:
            return known.parse(self.asked.line)
        except WslFailure as failure:
            raise inbox.reworded(failure) if self.data["inbox"] else failure from None
