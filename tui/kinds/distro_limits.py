"""How long wsl.exe may take for what it does to a distro."""

COLD_START = 120.0
"""Seconds: a first start boots the VM, and a stuck service is retried for 60 s by wsl.exe."""
HOURS = 4 * 3600.0
"""Seconds in which even a large disk is copied: a client that is killed undoes a conversion."""
