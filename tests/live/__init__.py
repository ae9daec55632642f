"""Tests against a private, real Docker Engine, and the engine itself."""
