"""wsltui: a keyboard-driven terminal UI for Docker on WSL 2."""

__version__ = "0.1.0"
