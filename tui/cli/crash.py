"""The last net of the command line."""

from __future__ import annotations

from tui.session.crash import note

__all__ = ["note"]
