"""Clean-up carried out: look at what exists, apply exactly the plan, go on after a crash."""
