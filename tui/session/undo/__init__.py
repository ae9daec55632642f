"""Undo of removals: what is kept before anything goes, and how it comes back."""
