"""Jobs that have a thing for themselves: written down, kept over a crash, and settled."""
