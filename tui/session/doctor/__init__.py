"""What the doctor asks of the tools; checks judge what comes of it."""
