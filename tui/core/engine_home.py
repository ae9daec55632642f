"""Whether the engine runs in this distro: then Windows reaches its files."""

from __future__ import annotations

ENGINE_HOME = "engine-home"
"""The id under which the store keeps one of these words, once it is known."""
HERE, DESKTOP, ELSEWHERE = "here", "desktop", "elsewhere"
