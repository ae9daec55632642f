"""The kinds of things wsltui shows, and what can be done to them."""
