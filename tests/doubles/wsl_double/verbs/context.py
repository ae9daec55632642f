"""What a verb gets to work with."""

from __future__ import annotations

from ..console import Console
from ..faults import Faults
from ..invocation import Invocation
from ..records import Data
from ..service import Service
from ..store import Store


class Context:
    """One run of wsl.exe: what was asked, the console, the state and the way to the service."""

    def __init__(
        self, asked: Invocation, console: Console, store: Store, data: Data, faults: Faults
    ) -> None:
        self.asked, self.console, self.store = asked, console, store
        self.data, self.faults = data, faults

    def service(self) -> Service:
        """Connect; this is where a hung or refusing service makes itself felt."""
        return Service(self.store, self.faults.service)
