"""Programs that stand in for what a Linux machine cannot have."""
