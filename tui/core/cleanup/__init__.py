"""Clean-up as data: what exists and a policy make a plan; nothing here does anything."""
