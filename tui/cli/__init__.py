"""The headless front end: the same kinds and actions, on the command line."""
